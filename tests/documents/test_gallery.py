"""Every hard evaluation is printed in both languages. To look at the pages: HAVADAR_GALLERY=folder keeps the files."""

import os
from pathlib import Path

import pytest

from evaluations.documents import make_document
from kit.documents.storing import read_document
from tests.documents.reading import text_of
from tests.documents.scenes import LATER, SCENES

LANGUAGES = ("fa", "en")
HEADS = {"fa": "استاندارد خدمت", "en": "Service standard"}


def printed(evaluation, language):
    pdf = read_document(make_document(evaluation=evaluation, language=language, at=LATER))
    return pdf


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_scene_prints(people, scene):
    evaluation = scene(people)
    for language in LANGUAGES:
        pdf = printed(evaluation, language)
        keep(pdf, f"{scene.__name__}.{language}.pdf")
        assert evaluation.number in text_of(pdf)


def keep(pdf, name):
    folder = os.environ.get("HAVADAR_GALLERY")
    if folder:
        Path(folder, name).write_bytes(pdf)
