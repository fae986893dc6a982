"""Old addresses of the page tree: of what was moved, renamed, deleted; in both languages."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from tests.factories.playbook import frozen_by, live_policy, live_standard, republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(narges, client_for):
    return client_for(narges)


def address(page):
    return Page.objects.get(pk=page.pk).specific.get_url_parts()[2]


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_page_is_found_whatever_language_its_reader_has(which, language, phone, staff, narges):
    narges.user.language = language
    narges.user.save()
    page = live_standard(phone)[which]
    assert staff.get(address(page)).url == reverse("playbook:folder")


@pytest.mark.parametrize("which", [0, 1])
def test_a_moved_page_is_found_at_its_old_address(which, phone, order, cms, staff):
    pair = live_standard(phone)
    old = address(pair[which])
    cms.post(reverse("wagtailadmin_pages:move_confirm", args=[pair[0].pk, order[0].pk]))
    assert address(pair[which]) != old
    answer = staff.get(old)
    assert answer.status_code == 302
    assert staff.get(old, follow=True).redirect_chain[-1][0] == reverse("playbook:folder")


def test_a_renamed_page_is_found_at_its_old_address(phone, staff, django_capture_on_commit_callbacks):
    page, _english = live_standard(phone)
    old = address(page)
    with django_capture_on_commit_callbacks(execute=True):
        republish(page, slug="another-name")
    assert staff.get(old, follow=True).status_code == 200


def test_below_a_renamed_touchpoint_the_old_addresses_lead_on(phone, staff, django_capture_on_commit_callbacks):
    page, _english = live_standard(phone)
    old = address(page)
    with django_capture_on_commit_callbacks(execute=True):
        republish(phone[0], slug="hotline")
    assert old != address(page)
    assert staff.get(old, follow=True).status_code == 200


@pytest.mark.parametrize("which", [0, 1])
def test_the_address_of_a_deleted_standard_says_so(which, phone, cms, staff, mina):
    pair = live_standard(phone)
    frozen_by(mina.user, effective_on=timezone.localdate())
    old = address(pair[which])
    cms.post(reverse("wagtailadmin_pages:delete", args=[pair[0].pk]))
    answer = staff.get(old, follow=True)
    assert answer.status_code == 410
    assert "BEF-01" in answer.text and "سفارش را بازگو می‌کند." in answer.text


def test_what_was_moved_and_then_deleted_says_so_at_both_addresses(phone, order, cms, staff):
    page, _english = live_standard(phone)
    first = address(page)
    cms.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, order[0].pk]))
    second = address(page)
    cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert [staff.get(url, follow=True).status_code for url in (first, second)] == [410, 410]


def test_a_deleted_touchpoint_and_policy_say_so(phone, cms, staff):
    live_policy()
    policy = Page.objects.filter(slug="complaint-policy").first()
    old = [address(phone[0]), address(policy)]
    cms.post(reverse("wagtailadmin_pages:delete", args=[phone[0].pk]))
    cms.post(reverse("wagtailadmin_pages:delete", args=[policy.pk]))
    assert [staff.get(url, follow=True).status_code for url in old] == [410, 410]


def test_a_new_page_takes_the_address_of_a_deleted_one(phone, cms, staff):
    page, _english = live_standard(phone, slug="greet")
    old = address(page)
    cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    live_standard(phone, slug="greet")
    assert staff.get(old).url == reverse("playbook:folder")


def test_a_draft_leaves_no_address_behind(phone, cms, staff):
    page, _none = live_standard(phone, behaviour_en="", live=False)
    old = address(page)
    cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert staff.get(old).status_code == 404


@pytest.mark.parametrize("code", ["BEF-77", "<script>", "x" * 300, ""])
def test_a_code_that_nobody_gave_is_not_repeated(code, staff):
    page = staff.get(reverse("playbook:gone"), {"code": code})
    assert page.status_code == 410
    assert not code or code not in page.text.split("<main")[1].split("</main>")[0]
