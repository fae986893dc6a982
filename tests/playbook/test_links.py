"""What an app says about standards, pages and people stands in one object of each kind, and is asked for everywhere."""

import ast
import re
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from evaluations.records.remarks import all_evaluation_links
from people.links.consequences import consequences
from people.links.forgetting import documents_about, what_is_open
from people.links.person_links import PersonLinks, all_person_links
from people.links.person_links import made_up as made_up_for_people
from people.links.unfinished import Unfinished, unfinished_work
from playbook.chain.knots import KINDS, REWARD, Knot, knots, line_of
from playbook.editor.kinds import TextKind, kind_of
from playbook.folder.departures import consequence_of
from playbook.links.citations import Citing, CitingSource, effects_now, source_of
from playbook.links.coverage import LESSONS, CoverageCell, CoverageSource, coverage_lines, mend_url, mendable_by
from playbook.links.impact import EditionDiff, ImpactLine, impact_of
from playbook.links.page_texts import PageTexts, all_page_texts
from playbook.links.page_texts import made_up as made_up_pages
from playbook.links.panels import Panel, after_signing
from playbook.links.periods import first_free_day
from playbook.links.standard_links import StandardLinks, all_links, made_up
from playbook.models import FolderPage, FrozenStandard, StandardPage
from playbook.own_links.knots import StandardKnot
from playbook.translations.findings import text_findings
from playbook.translations.pairs import kinds, texts_of
from tests.factories.playbook import frozen_by, frozen_edition, live_standard, live_touchpoint, republish
from tools import house

TODAY = date(2026, 1, 20)
OURS = re.compile(r"register_(coverage|citations|impact|panel|after_signing|knot|period_guard|standing|consequence)")
OTHERS = re.compile(r"register_(unfinished|texts|findings|screen)")
SAYING = re.compile(r"(\w+\.links|playbook\.own_links)\.\w+")


def stated(name):
    """{app: the object in its `links`} of the apps that have such a file."""
    files = [path for app in house.apps() for path in house.ROOT.glob(f"{app}/*links/{name}.py")]
    return {path.parent.parent.name: import_module(house.module_name(path)) for path in files}


def test_every_app_states_what_stands_in_its_links():
    assert {links.app: links for links in all_links()} == {
        app: module.LINKS for app, module in stated("standards").items()
    }
    assert {texts.app: texts for texts in all_page_texts()} == {
        app: module.TEXTS for app, module in stated("pages").items()
    }
    assert {links.app: links for links in all_person_links()} == {
        app: module.LINKS for app, module in stated("people").items()
    }
    assert {links.app: links for links in all_evaluation_links()} == {
        app: module.LINKS for app, module in stated("evaluations").items()
    }


def test_they_are_walked_floor_by_floor():
    assert [links.app for links in all_links()] == ["rewards", "evaluations", "training", "playbook"]
    assert [texts.app for texts in all_page_texts()] == ["playbook", "training"]
    assert [links.app for links in all_person_links()] == ["rewards", "evaluations", "training"]


def test_every_kind_of_the_chain_has_its_knot():
    assert tuple(knots()) == KINDS


def test_nothing_is_registered_because_a_file_is_imported():
    """Files of links define things, and call nothing for its effect."""
    texts = {house.module_name(path): path.read_text(encoding="utf-8") for path in house.files()}
    saying = {name: ast.parse(text) for name, text in texts.items() if SAYING.fullmatch(name)}
    assert len(saying) > 30
    assert [f"{name}:{node.lineno}" for name, tree in saying.items() for node in tree.body if _has_effect(node)] == []
    assert [name for name, text in texts.items() if OURS.search(text) or OTHERS.search(text)] == []


def _has_effect(node):
    """It is called while the module is loaded, and what it gives back is not kept; or a decorator notes it."""
    decorators = {ast.unparse(each).split("(")[0] for each in getattr(node, "decorator_list", ())}
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)) or bool(decorators - {"dataclass", "once"})


# A made-up app, which says one thing of each kind


class LetterKnot(Knot):
    kind, list_name = REWARD, "playbook:chain_standards"

    def label(self, count):
        return "letters of thanks"

    def is_open(self, user, place):
        return True

    def seen(self, user):
        return FrozenStandard.objects.all()

    def cites(self, pks, codes=()):
        return Q(pk__in=pks)


def citing_letters(edition):
    cited = list(FrozenStandard.objects.filter(edition__number__lt=edition.number).select_related("edition"))
    return [Citing("letter", "1", "A letter", "/letters/1/", cited=cited)]


LETTERS = StandardLinks(
    "letters",
    coverage=(
        CoverageSource(
            LESSONS, lambda codes, on: {"DUR-01": CoverageCell(7)}, mend=lambda row: "/letters/new/", perm="x.y"
        ),
    ),
    citations=(CitingSource("letter", "Letters", citing_letters, None, "x.y", "It is written anew."),),
    impacts=(lambda diff: [ImpactLine("one letter is written anew", 1)],),
    panels=(lambda standard, user: Panel("playbook/_phase.html", {"phase": "after"}),),
    after_signing=(lambda staff, at: Panel("letters/_signed.html", {"staff": staff}),),
    knots=(LetterKnot(),),
    period_guards=(lambda day: day + timedelta(days=3) if day == TODAY else None,),
    standings=(lambda codes: [f"A letter about {', '.join(codes)} stays."],),
    consequences={FolderPage: lambda page, on: ["All letters end."]},
)


@pytest.fixture
def letters():
    with made_up(LETTERS, without=("rewards", "training")):
        yield


def test_a_made_up_app_fills_a_column_of_the_coverage(people, letters, mina):
    edition = frozen_edition(standards=2)
    counts = {line.standard.code: line.cells[LESSONS].count for line in coverage_lines(edition, TODAY)}
    assert counts == {"DUR-01": 7, "DUR-02": 0}
    assert mend_url(LESSONS, edition.standards.first()) == "/letters/new/"
    assert LESSONS not in mendable_by(mina.user)


def test_it_stands_on_the_standards_page_and_on_its_chain(people, letters, narges, client_for):
    standard = frozen_edition(standards=1).standards.get()
    page = client_for(narges).get(standard.get_absolute_url()).content.decode()
    assert "letters of thanks" in page and page.count("letters of thanks") == 1
    stops = {stop.kind: stop for stop in line_of(StandardKnot().place_of(standard), narges.user)}
    assert (stops[REWARD].value, stops[REWARD].label) == (1, "letters of thanks")
    assert stops[REWARD].url.startswith(reverse("playbook:chain_standards"))


def test_it_says_what_freezing_and_deleting_mean_and_which_days_are_taken(people, letters, mina):
    page, _english = live_standard(live_touchpoint(), roles=[])
    edition = frozen_by(mina.user)
    diff = EditionDiff(edition, None, {page.code: "major"}, frozenset())
    assert "one letter is written anew" in [line.text for line in impact_of(diff, mina.user)]
    assert f"A letter about {page.code} stays." in consequence_of(page, timezone.localdate())
    assert "All letters end." in consequence_of(FolderPage.objects.first(), timezone.localdate())
    assert first_free_day(TODAY) == TODAY + timedelta(days=4)


def test_what_it_cites_has_to_follow(people, letters, mina):
    page, _english = live_standard(live_touchpoint(), roles=[])
    frozen_by(mina.user)
    republish(page, behaviour="با لبخند سلام می‌کند.")
    frozen_by(mina.user)
    assert [effect.source for effect in effects_now(kind="letter")] == [source_of("letter")]


def test_it_speaks_after_the_last_signature(people, letters, narges):
    assert [panel.template for panel in after_signing(narges, timezone.now())] == ["letters/_signed.html"]


def test_it_tells_of_its_pages(people, mina):
    """A kind of page that no app tells of: what stands in one object is read, written, and found lacking."""
    found = object()
    kind = TextKind(texts=("title",))
    said = PageTexts(
        "letters",
        texts={StandardPage: lambda page: {"title": f"<b>{page.title}</b>"}},
        screens={StandardPage: kind},
        findings=(lambda languages: [found],),
    )
    page, _english = live_standard(live_touchpoint(), roles=[])
    with made_up_pages(said, without=("playbook", "training")):
        assert kinds() == [StandardPage] and texts_of(page) == {"title": page.title}
        assert kind_of(StandardPage) is kind and kind_of(FolderPage) is None
        assert text_findings(pairs=[])[-1] is found
    assert "behaviour" in texts_of(page)


def test_it_tells_of_a_person(narges, hoda):
    thing = Unfinished("A letter is not written.", "/letters/", "Write")
    said = PersonLinks(
        "letters",
        consequences=(lambda staff, starts_on, ends_on, changed: sorted(changed),),
        unfinished=(lambda staff, user: [thing] if user == hoda.user else [],),
        waits=(lambda staff: [f"{staff.code} waits."],),
        documents=(lambda staff: [("letter", [staff.key])],),
    )
    with made_up_for_people(said, without=("rewards", "evaluations", "training")):
        assert consequences(narges, TODAY, None, {"team", "share"}) == ["share", "team"]
        assert unfinished_work(narges, hoda.user) == [thing] and unfinished_work(narges, narges.user) == []
        assert what_is_open(narges) == [f"{narges.code} waits."]
        assert documents_about(narges) == [("letter", [narges.key])]
    assert what_is_open(narges) == []
