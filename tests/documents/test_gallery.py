"""Every hard document is printed in both languages, and has no flaw that a program can see.

To look at the pages: `HAVADAR_GALLERY=folder pytest tests/documents` keeps the files (also those of test_papers.py).
"""

import os
from pathlib import Path

import pytest

from evaluations.results.summaries import PersonSummary, TeamSummary
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.store import read_document
from people import actions as people_actions
from people.models import StaffMember
from tests.documents.reading import flaws, pages_of, text_of
from tests.documents.scenes import CYCLES, LATER, SCENES
from tests.factories.evaluations import document_of
from tests.people.test_letterhead import picture

# What is drawn is looked at here; what is asked for it, tests/evaluations/test_documents.py asks of each database.
pytestmark = pytest.mark.one_database
LANGUAGES = ("fa", "en")
PAGES = {
    "sixty_criteria": (3, 5),
    "long_comment": (2, 2),
    "long_name": (1, 2),
    "mixed_lines": (1, 2),
    "nothing_arose": (1, 1),
    "failed_gate": (1, 2),
    "open_dispute": (1, 2),
    "correction": (1, 2),
    "cycle_of_many": (1, 3),
    "cycle_of_one": (1, 2),
}


def printed(evaluation, language):
    return read_document(document_of(evaluation, language, at=LATER))


def keep(pdf, name):
    folder = os.environ.get("HAVADAR_GALLERY")
    if folder:
        Path(folder, name).write_bytes(pdf)


def checked(pdf, scene, name):
    keep(pdf, f"{name}.pdf")
    least, most = PAGES[scene.__name__]
    assert list(flaws(pdf)) == []
    assert least <= len(pages_of(pdf)) <= most
    return text_of(pdf)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_scene_prints(people, scene):
    evaluation = scene(people)
    for language in LANGUAGES:
        text = checked(printed(evaluation, language), scene, f"{scene.__name__}.{language}")
        assert evaluation.number in text


@pytest.mark.parametrize("scene", CYCLES, ids=lambda scene: scene.__name__)
def test_summaries_of_the_scene_print(people, scene):
    cycle = scene(people)
    narges = StaffMember.objects.get(pk=people.narges.pk)
    for kind, summary in (
        ("cycle-summary", PersonSummary(cycle, narges)),
        ("team-summary", TeamSummary(cycle, people.day_shift)),
    ):
        for language in LANGUAGES:
            pdf = read_document(make_paper(paper_of(kind), summary, language=language, at=LATER))
            checked(pdf, scene, f"{scene.__name__}.{kind}.{language}")


@pytest.mark.parametrize("scene", [SCENES[1]], ids=["with_logo"])
def test_a_document_with_logo_and_colour_prints(people, scene):
    people_actions.change_letterhead(colour="#7a1f3d", logo=picture((600, 200)), by=people.hoda.user, at=LATER)
    for language in LANGUAGES:
        checked(printed(scene(people), language), scene, f"with_logo.{language}")


def test_a_loose_page_says_which_document_it_is_of(people):
    evaluation = SCENES[0](people)
    document = document_of(evaluation, "en", at=LATER)
    assert all(document.code in page and evaluation.number in page for page in pages_of(read_document(document)))
