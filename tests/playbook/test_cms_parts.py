"""The CMS as authors meet it: controls that can be understood, nothing of Wagtail's that is not used, a way back."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.images import get_image_model
from wagtail.models import Page

from people.models import Organisation
from playbook.actions.approval import submit_for_approval
from playbook.cms.picture_forms import is_name_of
from tests.factories.playbook import frozen_edition, live_standard, live_touchpoint
from tests.safety.pictures import picture
from tests.worlds import built_once

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file unclosed in which it makes a smaller picture.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@built_once
def standard(people):
    return live_standard(live_touchpoint(), behaviour_en="")[0]


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_job_roles_are_ticked_one_by_one(standard, cms, people):
    text = cms.get(edit(standard)).text
    assert len(re.findall(r'<input type="checkbox" name="roles"', text)) == 3
    assert '<select name="roles"' not in text


def test_symbols_are_seen_and_chosen_by_arrow_keys(people, cms):
    touchpoint, _english = live_touchpoint()
    text = cms.get(edit(touchpoint)).text
    assert len(re.findall(r'<input type="radio" name="icon"', text)) == 15
    assert 'icons.svg#i-coffee"' in text
    assert '<select name="icon"' not in text


def test_a_picture_is_asked_what_it_shows_and_nothing_else(people, cms):
    image = get_image_model().objects.create(title="IMG_2034", file=ContentFile(picture(), name="IMG_2034.png"))
    shown = cms.get(reverse("wagtailimages_chooser:select_format", args=[image.pk]), {"select_format": "true"}).json()
    assert 'type="hidden" name="image-chooser-insertion-format" value="fullwidth"' in shown["html"]
    assert "IMG_2034" not in re.sub(r"<img[^>]*>", "", shown["html"])
    assert "checked" not in shown["html"]
    again = cms.get(reverse("wagtailimages_chooser:select_format", args=[image.pk]), {"alt_text": "دو فنجان"}).json()
    assert 'value="دو فنجان"' in again["html"]


def test_the_name_of_a_file_is_no_name_of_a_picture(people, cms):
    add = reverse("wagtailimages:add")
    answer = cms.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "",
            "image-chooser-upload-description": "دو فنجان روی سینی",
            "image-chooser-upload-file": ContentFile(picture(), name="IMG_2034.png"),
            "image-chooser-upload-tags": "",
        },
    )
    assert answer.status_code == 200
    assert "نام در کتابخانه" in cms.get(add).text and "برچسب‌ها" not in cms.get(add).text
    image = get_image_model().objects.get()
    assert (image.title, image.description) == ("دو فنجان روی سینی", "دو فنجان روی سینی")


@pytest.mark.parametrize(
    ("file", "title", "same"),
    [
        ("original_images/IMG_2034.png", "IMG 2034", True),
        ("original_images/IMG_2034_x7.png", "IMG_2034.png", True),
        ("original_images/IMG_2034.png", "سینی", False),
        ("original_images/IMG_2034.png", "", False),
    ],
)
def test_titles_that_are_names_of_files(file, title, same):
    assert is_name_of(file, title) is same


def test_the_way_back_is_the_first_room(people, cms):
    menu = cms.get(reverse("wagtailadmin_home")).text
    assert reverse("home:author_desk") in menu
    for name in ("approvals", "editions"):
        assert menu.index(reverse("home:author_desk")) < menu.index(reverse(f"playbook:{name}"))


def test_what_uses_a_standard_is_counted_by_us(people, cms):
    edition = frozen_edition()
    row = edition.standards.first()
    page = live_standard(live_touchpoint(), behaviour_en="", code=row.code)[0]
    text = cms.get(edit(page)).text
    assert "ویرایش‌ها: ۱" in text
    assert row.get_absolute_url() in text


def test_beside_a_page_stands_neither_privacy_nor_a_lock_that_is_none(standard, cms, people):
    Organisation.objects.update(needs_second_eyes=True)
    page = Page.objects.get(pk=standard.pk)
    standard.save_revision(user=people.mina.user)
    submit_for_approval(pages=[page], by=people.mina.user, at=timezone.now())
    assert Page.objects.get(pk=page.pk).workflow_in_progress
    answer = cms.get(edit(standard))
    assert page.get_lock() is None
    drawn = {template.name for template in answer.templates}
    beside = "wagtailadmin/shared/side_panels/includes/status"
    assert f"{beside}/usage.html" in drawn and f"{beside}/privacy.html" not in drawn
    with translation.override("fa"):
        assert gettext("Locked by workflow") not in answer.text


def test_nobody_is_asked_for_an_address(standard, cms):
    text = cms.get(reverse("wagtailadmin_pages:copy", args=[standard.pk])).text
    assert re.search(r'<input type="hidden" name="new_slug" value="[\w-]{16}"', text)
    assert 'name="slug"' not in cms.get(edit(standard)).text


def test_rooms_and_reports_that_nobody_uses_are_gone(people, cms):
    text = cms.get(reverse("wagtailadmin_home")).text
    for name in ("workflow", "workflow_tasks", "aging_pages", "page_types_usage"):
        assert reverse(f"wagtailadmin_reports:{name}") not in text
    assert "guide.wagtail.org" not in text and "releases.wagtail" not in text


def test_the_account_in_the_cms_offers_nothing_that_does_nothing(people, cms):
    text = cms.get(reverse("wagtailadmin_account")).text
    assert "preferred_language" not in text and "rejected_notifications" not in text
    assert "updated_comments_notifications" in text


def test_a_search_for_a_code_finds_its_standard(cms):
    place = live_touchpoint()
    pages = [live_standard(place, f"کار {number}", f"Work {number}")[0] for number in range(2)]
    call_command("update_index", verbosity=0)
    for asked in (pages[1].code, pages[1].code.lower()):
        found = cms.get(reverse("wagtailadmin_pages:search"), {"q": asked}).context["object_list"]
        assert {page.translation_key for page in found} == {pages[1].translation_key}
