"""A picture has words; what is cleaned leaves the rest as it stands."""

import pytest

from playbook.editions.changes import changes_of
from playbook.editions.snapshot import take_snapshot
from playbook.models import ChangeClass
from playbook.pictures.drawing import drawn
from playbook.standards.richtext import clean_html
from playbook.translations.findings import Lack, text_findings
from tests.factories.playbook import EditionFactory, cms_picture, embedded, frozen_by, live_policy, live_standard

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.mark.parametrize(("alt", "count"), [("قفسه", 0), ("", 1), ("IMG_2041.jpg", 1), ("IMG_2041", 1), ("screenshot 12", 1)])  # fmt: skip  # noqa: E501
def test_pictures_without_words_are_found(place, people, alt, count):
    image = cms_picture()
    page, _ = live_standard(place, body=embedded(image, alt), behaviour_en="")
    found = [finding.key for finding in text_findings() if finding.lack == Lack.PICTURES]
    assert found == [str(page.translation_key)] * count


def test_the_file_name_is_no_description(people):
    assert cms_picture(title="IMG_2041.jpg").default_alt_text == ""


def test_a_link_to_what_is_gone_leaves_its_words(place, people, mina):
    page, _ = live_standard(place, behaviour_en="")
    link = f'<p><a linktype="page" id="{page.pk}">این</a> <a linktype="document" id="3">سند</a></p>'
    assert "<a href=" in drawn(link)
    frozen = frozen_by(mina.user).standards.get()
    in_force = drawn(link)
    assert f'<a href="{frozen.get_absolute_url()}">این</a>' in in_force and "سند" in in_force
    page.delete()
    assert drawn(link) == "<p>این سند</p>"


def test_cleaning_closes_a_picture_as_the_cms_reads_it():
    mark = '<embed alt="a &gt; b" embedtype="image" format="left" id="3"/>'
    assert clean_html(mark) == clean_html(clean_html(mark)) == mark


def test_nothing_is_changed_where_no_picture_stands(place, people, mina):
    """Editions of before and of now agree where there is nothing new to say."""
    live_standard(place, body="<p>یک <b>دو</b></p>")
    live_policy()
    first = frozen_by(mina.user)
    snapshot = take_snapshot(EditionFactory())
    assert [change.lowest for change in changes_of(snapshot, first)] == [ChangeClass.UNCHANGED]
