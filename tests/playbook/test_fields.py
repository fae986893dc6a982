"""Each text of a standard is stated once, in `playbook.standards.fields`, and no place that shows them forgets one."""

import io
import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone

from home.starters.pages import standard_texts
from kit.documents.kinds import paper_of
from kit.documents.texts import Said
from kit.reader import reading_as
from kit.text.folding import words_sought
from playbook.actions import sign_standard
from playbook.actions.folder_import import import_folder
from playbook.documents.folder_content import standard_content
from playbook.editions import hashes
from playbook.editions.changes import changes_of, field_words
from playbook.editions.comparison import compare_snapshots
from playbook.editions.snapshot import frozen_snapshot, take_snapshot
from playbook.evidence.proposals import known_standards, proposals_for
from playbook.files.columns import COLUMNS, OF_KIND, STANDARD
from playbook.files.exports import folder_json
from playbook.files.kind import read_folder_file
from playbook.folder.advice import texts_of
from playbook.folder.cards import Show, cards_of, narrowed
from playbook.models import Edition, FrozenPolicyStep, FrozenPublicLane, FrozenStandard, PolicyStep, StandardPage
from playbook.search import standard_ids
from playbook.standards import fields
from playbook.translations.pairs import pair_of
from tests.factories.playbook import frozen_by, live_touchpoint, republish

DAYS = [date(2026, 3, 1), date(2026, 3, 2)]
SIGNED, ALL = fields.names(fields.SIGNED), fields.names(fields.STANDARD)
# One that is not there yet.
TIP = fields.Text("made_up", "the tip", ("نکته", "Tip"), heading="A tip from practice")


def said(name, language="fa"):
    """Words that stand in this text alone."""
    return f"واژه{ALL.index(name)} word{ALL.index(name)}{language}"


def whole(language):
    texts = {name: said(name, language) for name in ALL}
    texts["body"] = f"<p>{texts['body']}</p>"
    return texts


@pytest.fixture
def standard(people):
    """A critical standard that says something in each of its texts, in both languages."""
    persian, english = live_touchpoint()
    page = StandardPage(locale=persian.locale, is_critical=True, **whole("fa"))
    page = persian.add_child(instance=page)
    twin = StandardPage(locale=english.locale, is_critical=True, translation_key=page.translation_key, **whole("en"))
    english.add_child(instance=twin)
    return page


@pytest.fixture
def edition(standard, mina):
    return frozen_by(mina.user, DAYS[0])


def test_every_text_has_its_columns():
    columns = {field.name for field in StandardPage._meta.get_fields()}
    frozen = {field.name for field in FrozenStandard._meta.get_fields()}
    assert set(ALL) <= columns
    assert set(fields.in_both(fields.STANDARD)) <= frozen
    assert all(hasattr(FrozenStandard, name) for name in SIGNED)
    steps = {field.name for field in FrozenPolicyStep._meta.get_fields()}
    lanes = {field.name for field in FrozenPublicLane._meta.get_fields()}
    assert set(fields.in_both(fields.POLICY)) <= steps & lanes
    assert set(fields.names(fields.POLICY)) <= {field.name for field in PolicyStep._meta.get_fields()}


def test_every_text_of_a_page_stands_in_the_table():
    """Whoever adds a column to both and forgets the table is told."""
    own = {field.name for field in StandardPage._meta.local_fields}
    kept = {field.name for field in FrozenStandard._meta.local_fields}
    assert {name for name in own if f"{name}_fa" in kept} == set(ALL)


def test_a_signed_text_is_hashed(edition):
    row = edition.standards.get()
    for column in fields.in_both(fields.SIGNED):
        before = hashes.text_hash(row), hashes.standard_hash(row, [])
        assert "word" in getattr(row, column)
        setattr(row, column, "another")
        assert hashes.text_hash(row) != before[0] and hashes.standard_hash(row, []) != before[1]


def test_the_check_question_is_hashed_and_stays_sealed(edition):
    row = edition.standards.get()
    document = json.dumps(hashes.standard_document(row, []), ensure_ascii=False)
    for column in fields.in_both(fields.CHECK):
        before = hashes.standard_hash(row, [])
        assert getattr(row, column) and getattr(row, column) not in document
        setattr(row, column, "another")
        assert hashes.standard_hash(row, []) != before


def test_a_text_that_comes_later_leaves_older_hashes_alone(monkeypatch, edition):
    row = edition.standards.get()
    before = hashes.standard_document(row, [])
    monkeypatch.setattr(fields, "SIGNED", (*fields.SIGNED, TIP))
    row.made_up_fa = row.made_up_en = ""
    assert hashes.standard_document(row, []) == before
    row.made_up_fa = "لیوان را گرم کنید."
    assert hashes.standard_document(row, []) == {**before, "made_up_fa": "لیوان را گرم کنید.", "made_up_en": ""}
    assert hashes.text_hash(row) != row.text_hash


def test_a_changed_text_is_named_and_compared(edition, standard):
    republish(standard, **{name: f"<p>دیگر {name}</p>" if name == "body" else f"دیگر {name}" for name in ALL})
    coming = take_snapshot(Edition(number=edition.number + 1, effective_on=DAYS[1]))
    (found,) = changes_of(coming, edition)
    words = {text.name: str(text.words) for text in fields.STANDARD}
    named = [*fields.words_of(fields.SIGNED).values(), words["check_question"]]
    assert [str(each) for each in field_words(found.fields)] == list(map(str, named))
    ((_row, differences),) = compare_snapshots(frozen_snapshot(edition), coming, shows_checks=True)["changed"]
    assert [str(each.label) for each in differences] == list(words.values())


def test_a_search_finds_what_may_be_found(edition, people):
    cards, (key,) = cards_of(edition, None, DAYS[0]), edition.standards.values_list("pk", flat=True)
    for text in fields.SIGNED:
        found = [key] if text.is_searched else []
        for words in said(text.name).split():
            assert standard_ids(edition, words_sought(words)) == found
            assert [card.standard.pk for card in narrowed(cards, Show.ALL, words)] == found
    for name in fields.names(fields.CHECK):
        assert standard_ids(edition, words_sought(said(name))) == []


def test_customers_words_are_compared_with_what_may_be_found(edition):
    (known,) = known_standards(DAYS[0]).values()
    assert set(known.texts["fa"]) == set(fields.names(fields.SIGNED, "is_searched"))
    assert [near.code for near in proposals_for(said("why"), "fa", DAYS[0])] == [known.code]


def test_help_with_writing_reads_what_it_should(standard):
    assert set(texts_of(standard)) == set(fields.names(fields.STANDARD, "is_advised"))


def test_the_file_takes_every_text_out_and_in(standard, mina):
    columns = {column.name: column for column in COLUMNS}
    content = folder_json().decode()
    for text in fields.STANDARD:
        assert columns[f"{text.name}_fa"].fa.startswith(text.head[0]) and f"{text.name}_en" in OF_KIND[STANDARD]
        assert said(text.name) in content and said(text.name, "en") in content
        content = content.replace(said(text.name), f"تازه {text.name}")
    file = read_folder_file(io.BytesIO(content.encode()))
    import_folder(file=file, by=mina.user, at=timezone.now())
    written = StandardPage.objects.get(pk=standard.pk).get_latest_revision_as_object()
    assert [name for name in ALL if f"تازه {name}" not in getattr(written, name)] == []


def test_both_languages_stand_beside_each_other(standard, mina, client_for):
    assert set(pair_of(standard).names) == set(ALL)
    screen = client_for(mina).get(reverse("playbook_texts:page", args=[standard.translation_key])).content.decode()
    for name in ALL:
        assert f'name="fa-{name}"' in screen and f'name="en-{name}"' in screen
        assert said(name).split()[1] in screen


def test_the_editor_of_one_language_has_every_text(standard, mina, client_for):
    screen = client_for(mina).get(reverse("wagtailadmin_pages:edit", args=[standard.pk])).content.decode()
    assert [name for name in ALL if f'name="{name}"' not in screen] == []


def test_staff_the_preview_and_the_proof_show_what_is_signed(edition, standard, narges, client_for):
    row, client = edition.standards.get(), client_for(narges)
    signature = sign_for(row, narges)
    preview = render_to_string("playbook/_texts.html", standard.preview())
    read = client.get(row.get_absolute_url()).content.decode()
    proof = client.get(reverse("playbook:proof", args=[signature.key])).content.decode()
    for name in SIGNED:
        assert said(name) in read and said(name) in proof and said(name, "en") in proof
        assert name == "behaviour" or said(name) in preview
    assert all(said(name) not in read + proof for name in fields.names(fields.CHECK))


def sign_for(standard, staff):
    """Its check question is another test's."""
    FrozenStandard.objects.filter(pk=standard.pk).update(is_critical=False)
    standard.refresh_from_db()
    return sign_standard(standard=standard, staff=staff, by=staff.user, at=timezone.now())


def test_the_printed_edition_shows_what_is_signed(edition):
    paper = paper_of("edition")
    with reading_as("fa"):
        printed = render_to_string(paper.template, paper.context(Said(paper.content(edition, edition.frozen_at))))
    assert [name for name in SIGNED if said(name) not in printed] == []
    assert all(said(name) not in printed for name in fields.names(fields.CHECK))


def test_the_public_reads_what_may_stand_in_front_of_it(edition):
    told = standard_content(edition.standards.get(), is_public=True)
    assert set(told) - {"code", "is_critical", "roles"} == set(fields.names(fields.SIGNED, "is_public"))


def test_a_starter_folder_may_say_every_text():
    data = {f"{name}_fa": said(name) for name in ALL} | {"check_wrong_fa": ["یک", "دو"]}
    assert standard_texts(data, "fa") == {name: said(name) for name in ALL} | {"check_wrong": "یک\nدو"}


def test_a_text_without_a_place_of_its_own_stands_under_its_heading(monkeypatch):
    monkeypatch.setattr(fields, "SIGNED", (*fields.SIGNED, TIP))
    row = SimpleNamespace(made_up="لیوان را گرم کنید.", made_up_en="Warm the cup.")
    tags = ("{% more_texts row %}", '{% more_texts row "en" %}', "{% more_texts_printed row %}")
    drawn = [Template("{% load texts %}" + tag).render(Context({"row": row})) for tag in tags]
    assert all("A tip from practice" in each for each in drawn)
    assert ["Warm the cup." in each for each in drawn] == [False, True, False]
    assert ["لیوان را گرم کنید." in each for each in drawn] == [True, False, True]
    # A document that was fixed before the text came says nothing of it.
    assert "practice" not in Template("{% load texts %}{% more_texts_printed row %}").render(Context({"row": Said({})}))


@pytest.mark.parametrize(
    ("template", "asks"),
    [
        ("_texts.html", "{% more_texts standard %}"),
        ("proof.html", "{% more_texts standard language %}"),
        ("public.html", "{% more_texts row for_public=True %}"),
        ("pdf/edition.html", "{% more_texts_printed row %}"),
        ("pdf/public.html", "{% more_texts_printed row %}"),
    ],
)
def test_every_page_and_document_asks_for_texts_without_a_place(template, asks):
    assert asks in get_template(f"playbook/{template}").template.source


def test_the_public_reads_no_text_that_is_not_for_it(monkeypatch):
    row = SimpleNamespace(made_up="Warm the cup.")
    drawn = []
    for text in (TIP, replace(TIP, is_public=True)):
        monkeypatch.setattr(fields, "SIGNED", (text,))
        drawn.append(Template("{% load texts %}{% more_texts row for_public=True %}").render(Context({"row": row})))
    assert ["Warm the cup." in each for each in drawn] == [False, True]
