"""A kind of question is its file, its template and a migration: nothing else keeps a list of kinds."""

import inspect
import re
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from tests.factories.training import CourseFactory
from tests.training.kinds import DRAFTS
from training.actions import save_answer, start_attempt, submit_attempt
from training.actions.questions.imports import add_question
from training.bank.gift_reader import read_gift
from training.bank.gift_writer import write_gift
from training.bank.moodle_reader import read_moodle_xml
from training.bank.moodle_writer import write_moodle_xml
from training.kinds import KINDS
from training.kinds.base import Kind, Lines, ShownOption
from training.kinds.checks import problems
from training.kinds.drafts import Draft, DraftOption, Problem, Words
from training.kinds.layout import known_key, layout
from training.kinds.numbers import WHOLE
from training.marking.engine import points_for
from training.models import Attempt, Question
from training.quiz.display import answer_line

ROOT = Path(__file__).resolve().parents[2]


class Ordering(Kind):
    """Made up: options are put in order; each in its own place earns its part."""

    name = "ordering"
    label = "things in order"
    instruction = "Put them in order."
    template = "training/kinds/options.html"
    takes_several = True
    lines = Lines(("text",), "Rungs of it", "Rung", "From the first to the last.", empty=3)
    gift_turn = 5
    moodle_types = ("ordering",)

    def problems(self, options):
        if len(options) < 2:
            yield Problem.FEW_OPTIONS

    def earned(self, content, given):
        keys = [option["key"] for option in content["options"]]
        return Fraction(sum(own == key for own, key in zip(given, keys, strict=False)), len(keys))

    def layout(self, content, chance):
        return layout([option["key"] for option in content["options"]], chance)

    def posted(self, data, layout):
        return data.getlist("answer")

    def given(self, layout, answer):
        return [known_key(layout, token) for token in answer] or None

    def shown(self, content, layout, given, say):
        texts = {option["key"]: say(option) for option in content["options"]}
        return {"options": [ShownOption(token, texts[key], key in (given or ())) for token, key in layout]}

    def answered(self, content, given, chosen, say):
        texts = {option["key"]: say(option) for option in content["options"]}
        return [texts[key] for key in given]

    def reads_gift(self, bare):
        return bare.startswith("^")

    def gift_read(self, bare, reader):
        return [DraftOption(reader.words(text), is_correct=True) for _sign, text in reader.parts(bare[1:].strip())]

    def gift_write(self, draft, writer):
        return "^" + "".join(f"\n\t={writer.field(option.text, draft)}" for option in draft.options) + "\n"

    def moodle_read(self, part, reader):
        return [reader.option(answer, text=reader.words(answer)) for answer in part.all("answer")]

    def moodle_write(self, question, draft, writer):
        for option in draft.options:
            writer.answer(question, WHOLE, option.text, option.feedback)


STEPS = ("سلام", "نگاه", "پرسش")
DRAFT = Draft("ordering", Words("به ترتیب بگذارید"), tuple(DraftOption(Words(step), True) for step in STEPS))


@pytest.fixture
def ordering(monkeypatch):
    kind = Ordering()
    monkeypatch.setitem(KINDS, kind.name, kind)
    return kind


def test_a_kind_that_was_made_up_is_asked_shown_and_marked(ordering, narges, client_for):
    course = CourseFactory(pass_mark=6000)
    add_question(draft=DRAFT, course=course, standards=[])
    attempt = start_attempt(course=course, staff=narges, by=narges.user, at=timezone.now())
    answer = attempt.answers.select_related("version").get()
    url = reverse("training:question", args=[attempt.key, answer.position])
    page = client_for(narges).get(url).content.decode()
    assert "Put them in order." in page
    assert [page.count(f">{step}</span>") for step in STEPS] == [1, 1, 1]
    tokens = {key: token for token, key in answer.layout}
    right = [option["key"] for option in answer.version.content["options"]]
    assert client_for(narges).post(url, {"answer": [tokens[key] for key in right], "go": "next"}).status_code == 302
    submit_attempt(attempt=attempt, by=narges.user, at=timezone.now())
    assert Attempt.objects.get().score == 10000
    assert points_for(answer.version.content, [right[0], right[2], right[1]]) == 3333
    with override("fa"):
        assert answer_line(answer.version.content, right[:2]).answered == "سلام و نگاه"


def test_what_was_given_to_it_is_kept_in_its_own_way(ordering, narges):
    course = CourseFactory()
    add_question(draft=DRAFT, course=course, standards=[])
    attempt = start_attempt(course=course, staff=narges, by=narges.user, at=timezone.now())
    tokens = [token for token, _key in attempt.answers.get().layout]
    save_answer(attempt=attempt, position=1, answer=tokens, at=timezone.now())
    assert attempt.answers.get().given == [key for _token, key in attempt.answers.get().layout]


def test_a_kind_that_was_made_up_is_written_to_files_and_read_again(ordering):
    assert problems(DRAFT) == []
    assert read_gift(write_gift([DRAFT]).encode()).drafts == [DRAFT]
    assert read_moodle_xml(write_moodle_xml([DRAFT])).drafts == [DRAFT]


def test_a_kind_that_was_made_up_has_its_form(ordering, mina, client_for):
    course, client = CourseFactory(), client_for(mina)
    url = reverse("training:question_new", args=[course.translation_key, "ordering"])
    page = client.get(url).content.decode()
    assert "Rungs of it" in page and "Things in order" in page
    lines = {f"options-{place}-text_fa": step for place, step in enumerate(STEPS)}
    sent = {"text_fa": "به ترتیب بگذارید", "weight": "1", "lines": "3", "save": "done", **lines}
    assert client.post(url, sent).status_code == 302
    row = Question.objects.get()
    assert (row.kind, [option.text_fa for option in row.options.all()]) == ("ordering", list(STEPS))
    shown = client.get(reverse("training:question_preview", args=[row.key])).content.decode()
    assert shown.count("سلام") >= 2


def kinds_in_files():
    files = [path for path in sorted((ROOT / "training/kinds").glob("*.py")) if path.stem != "__init__"]
    modules = [import_module(f"training.kinds.{path.stem}") for path in files]
    classes = [each for module in modules for _name, each in inspect.getmembers(module, inspect.isclass)]
    return {each for each in classes if issubclass(each, Kind) and each.name}


def test_every_kind_of_the_folder_is_registered_under_its_file():
    assert {type(kind) for kind in KINDS.values()} == kinds_in_files()
    assert {name: type(kind).__module__ for name, kind in KINDS.items()} == {
        name: f"training.kinds.{name}" for name in KINDS
    }


def test_every_kind_is_asked_and_written_to_files_by_the_other_tests():
    """Those walk `DRAFTS`: a kind without a question there would come back from no file."""
    assert set(DRAFTS) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_its_templates_and_is_said_in_persian(name):
    kind = KINDS[name]
    assert get_template(kind.template) and get_template(kind.key_template)
    said = [kind.label, kind.instruction]
    said += [kind.lines.title, kind.lines.line, kind.lines.help] if kind.lines else []
    with override("fa"):
        assert [text for text in said if gettext(text) == text] == []


def test_readers_of_gift_ask_each_kind_in_a_turn_of_its_own():
    assert len({kind.gift_turn for kind in KINDS.values()}) == len(KINDS)


NAMES = "|".join(KINDS)
BRANCH = re.compile(rf"""\bkind["']?\]? (?:==|!=|in|not in) .*["'](?:{NAMES})["']""")


def test_nobody_else_branches_on_the_kind_of_a_question():
    """Rule 1 of marking keeps its own copy; a kind is born in its file alone."""
    sources = [path for app in ("training", "home", "templates/training") for path in (ROOT / app).rglob("*.*")]
    branching = {
        str(path.relative_to(ROOT))
        for path in sources
        if path.suffix in (".py", ".html") and "migrations" not in path.parts
        if BRANCH.search(path.read_text(encoding="utf-8"))
    }
    assert branching == {"training/marking/rule_1.py"}
