"""What is done to a page is done to its other language, whichever door it came through."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, PageLogEntry

from playbook.editions.snapshot import take_snapshot
from playbook.models import ComplaintPolicyPage, Edition, FolderPage, StandardPage, TouchpointPage
from playbook.translations import twins
from playbook.translations.twins import lock_both
from tests.factories.playbook import frozen_by, live_policy, live_standard

pytestmark = pytest.mark.django_db


def codes():
    return [row.code for row in take_snapshot(Edition(effective_on=timezone.localdate())).standards]


def under(parent):
    return [page.specific.code for page in parent.get_children().order_by("path")]


def bulk(action, *pages):
    query = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{query}"


def orphaned(page):
    """As it was left by a deletion before both languages went together."""
    PageLogEntry.objects.log_action(instance=page, action="wagtail.delete", deleted=True)
    with twins._follows():
        page.delete()


def test_deleting_one_language_deletes_both(phone, cms, mina):
    page, english = live_standard(phone)
    live_standard(phone)
    frozen_by(mina.user)
    answer = cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert answer.status_code == 302
    assert not Page.objects.filter(pk__in=[page.pk, english.pk]).exists()
    assert codes() == ["BEF-02"]
    assert Page.find_problems() == ([], [], [], [], [])
    assert [entry.action for entry in PageLogEntry.objects.filter(page_id=english.pk, deleted=True)][:1] == [
        "wagtail.delete"
    ]


def test_deleting_the_english_text_deletes_the_persian_one(phone, cms):
    _page, english = live_standard(phone)
    cms.post(reverse("wagtailadmin_pages:delete", args=[english.pk]))
    assert not StandardPage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_touchpoint_takes_its_standards_along_in_both_languages(phone, order, cms):
    live_standard(phone)
    kept, kept_english = live_standard(order)
    cms.post(reverse("wagtailadmin_pages:delete", args=[phone[0].pk]))
    assert {page.pk for page in StandardPage.objects.all()} == {kept.pk, kept_english.pk}
    assert TouchpointPage.objects.count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_text_that_stood_under_the_wrong_touchpoint_is_not_lost_with_it(phone, order, cms):
    """As moves before both went together left them."""
    page, english = live_standard(phone)
    with twins._follows():
        english.move(order[1], pos="last-child")
    cms.post(reverse("wagtailadmin_pages:delete", args=[order[0].pk]))
    assert {each.pk for each in StandardPage.objects.all()} == {page.pk, english.pk}
    assert Page.objects.get(pk=english.pk).get_parent().pk == phone[1].pk
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_policy_goes_in_both_languages(cms):
    live_policy()
    cms.post(reverse("wagtailadmin_pages:delete", args=[ComplaintPolicyPage.objects.first().pk]))
    assert not ComplaintPolicyPage.objects.exists()


def test_what_goes_along_is_said_before(phone, cms, mina):
    page, _english = live_standard(phone)
    frozen_by(mina.user)
    asked = cms.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).text
    assert "Repeats the order." in asked
    asked = cms.get(reverse("wagtailadmin_pages:delete", args=[phone[0].pk])).text
    assert "BEF-01" in asked and "Telephone" in asked


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_bulk_actions_say_what_goes_along(action, phone, cms):
    page, _english = live_standard(phone)
    assert "Repeats the order." in cms.get(bulk(action, page)).text


def test_taking_down_says_what_goes_along(phone, cms):
    page, _english = live_standard(phone)
    assert "Repeats the order." in cms.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).text


def test_both_languages_ticked_are_deleted_once(phone, cms):
    both, other = live_standard(phone), live_standard(phone)
    answer = cms.post(bulk("delete", *both, other[1]))
    assert answer.status_code == 302
    assert not StandardPage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_touchpoint_and_what_is_below_it_ticked_together(phone, cms):
    page, english = live_standard(phone)
    assert cms.post(bulk("delete", phone[0], page, english)).status_code == 302
    assert not TouchpointPage.objects.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_taking_down_one_language_takes_down_both(which, phone, cms):
    pair = live_standard(phone)
    cms.post(reverse("wagtailadmin_pages:unpublish", args=[pair[which].pk]))
    assert not StandardPage.objects.live().exists()
    assert codes() == []


def test_bulk_unpublishing_takes_down_both(phone, cms):
    page, _english = live_standard(phone)
    cms.post(bulk("unpublish", page))
    assert not StandardPage.objects.live().exists()


def test_what_expires_takes_its_other_language_along(phone):
    page, english = live_standard(phone)
    StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    english.refresh_from_db()
    assert not english.live and english.expired


def test_a_schedule_of_the_other_language_ends_with_it(phone, cms):
    page, english = live_standard(phone)
    english.unpublish()
    page.refresh_from_db()
    page.save_revision().publish()
    english.refresh_from_db()
    english.go_live_at = timezone.now() + timedelta(days=2)
    english.save_revision(approved_go_live_at=english.go_live_at)
    cms.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not english.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_moving_one_language_moves_both(phone, order, cms):
    page, english = live_standard(phone)
    cms.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, order[0].pk]))
    assert Page.objects.get(pk=english.pk).get_parent().pk == order[1].pk
    assert Page.find_problems() == ([], [], [], [], [])


def test_bulk_moving_moves_both(phone, order, cms):
    first, second = live_standard(phone), live_standard(phone)
    cms.post(bulk("move", first[0], second[0]), {"chooser": order[0].pk})
    assert [page.translation_key for page in order[1].get_children()] == [
        page.translation_key for page in order[0].get_children()
    ]
    assert phone[1].get_children().count() == 0


def test_reordering_one_language_reorders_both(phone, cms):
    pairs = [live_standard(phone) for _ in range(4)]
    url = reverse("wagtailadmin_pages:set_page_position", args=[pairs[3][0].pk])
    cms.post(f"{url}?position=0")
    assert under(phone[0]) == under(phone[1]) == ["BEF-04", "BEF-01", "BEF-02", "BEF-03"]
    url = reverse("wagtailadmin_pages:set_page_position", args=[pairs[3][1].pk])
    cms.post(f"{url}?position=2")
    assert under(phone[0]) == under(phone[1]) == ["BEF-01", "BEF-02", "BEF-04", "BEF-03"]


def test_reordering_around_a_text_of_one_language(phone, cms):
    first, second = live_standard(phone), live_standard(phone)
    live_standard(phone, behaviour_en="")
    fourth = live_standard(phone)
    cms.post(f"{reverse('wagtailadmin_pages:set_page_position', args=[fourth[0].pk])}?position=0")
    assert under(phone[0]) == ["BEF-04", "BEF-01", "BEF-02", "BEF-03"]
    assert under(phone[1]) == ["BEF-04", "BEF-01", "BEF-02"]
    assert first[0].code == "BEF-01" and second[0].code == "BEF-02"


def test_a_destination_in_one_language_is_refused_and_said(phone, cms):
    persian = FolderPage.objects.get(locale__language_code="fa")
    alone = persian.add_child(instance=TouchpointPage(title="پیک", phase="after", locale=persian.locale, slug="peyk"))
    page, english = live_standard(phone)
    cms.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, alone.pk]))
    cms.post(bulk("move", page), {"chooser": alone.pk})
    assert Page.objects.get(pk=page.pk).get_parent().pk == phone[0].pk
    assert Page.objects.get(pk=english.pk).get_parent().pk == phone[1].pk


def test_a_text_without_another_goes_alone(phone, order, cms):
    page, _none = live_standard(phone, behaviour_en="")
    cms.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, order[0].pk]))
    assert Page.objects.get(pk=page.pk).get_parent().pk == order[0].pk
    cms.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not StandardPage.objects.exists()


def test_a_locked_other_text_refuses_taking_down_and_says_so(phone, cms, people):
    page, english = live_standard(phone)
    StandardPage.objects.filter(pk=english.pk).update(
        locked=True, locked_by=people.armin.user, locked_at=timezone.now()
    )
    said = cms.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), follow=True).text
    assert "Repeats the order." in said
    cms.post(bulk("unpublish", page))
    assert StandardPage.objects.live().count() == 2


@pytest.mark.parametrize("which", ["move", "unpublish", "reorder"])
def test_what_breaks_in_the_middle_leaves_both_as_they_were(which, phone, order, cms, monkeypatch):
    _first, second = live_standard(phone), live_standard(phone)

    def broken(*args, **kwargs):
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(twins, "twins_of", broken)
    url = {
        "move": reverse("wagtailadmin_pages:move_confirm", args=[second[0].pk, order[0].pk]),
        "unpublish": reverse("wagtailadmin_pages:unpublish", args=[second[0].pk]),
        "reorder": reverse("wagtailadmin_pages:set_page_position", args=[second[0].pk]) + "?position=0",
    }[which]
    with pytest.raises(RuntimeError), transaction.atomic():
        cms.post(url)
    monkeypatch.undo()
    assert StandardPage.objects.live().count() == 4
    assert under(phone[0]) == under(phone[1]) == ["BEF-01", "BEF-02"]


def test_a_second_person_who_deletes_the_same_is_told(phone, cms):
    page, english = live_standard(phone)
    stale = Page.objects.get(pk=english.pk)
    cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert lock_both(stale) == []
    assert cms.post(reverse("wagtailadmin_pages:delete", args=[english.pk])).status_code == 404
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("door", ["one", "bulk"])
def test_the_folder_of_a_language_is_not_deleted(door, phone, cms, armin, client_for):
    live_standard(phone)
    folder = FolderPage.objects.get(locale__language_code="en")
    url = reverse("wagtailadmin_pages:delete", args=[folder.pk]) if door == "one" else bulk("delete", folder)
    client_for(armin).post(url, {"confirm_site_name": "هوادار"})
    cms.post(url)
    assert FolderPage.objects.count() == 2 and StandardPage.objects.count() == 2


def test_a_half_from_before_is_not_frozen_again(phone, mina):
    """The Persian text was deleted before both went together; the edition before holds it."""
    page, english = live_standard(phone)
    live_standard(phone)
    frozen_by(mina.user)
    orphaned(page)
    assert StandardPage.objects.filter(pk=english.pk, live=True).exists()
    assert codes() == ["BEF-02"]


def test_a_half_that_no_edition_held_is_known_from_the_log(phone):
    page, english = live_standard(phone)
    orphaned(page)
    assert StandardPage.objects.filter(pk=english.pk).exists()
    assert codes() == []


def test_a_half_that_was_taken_down_alone_is_not_frozen(phone):
    page, _english = live_standard(phone)
    page.save_revision().publish()
    with twins._follows():
        page.refresh_from_db()
        page.unpublish()
    assert codes() == []


def test_a_standard_written_in_english_alone_is_a_missing_translation(phone, mina):
    english = phone[1]
    english.add_child(instance=StandardPage(behaviour="Greets everybody.", locale=english.locale))
    snapshot = take_snapshot(Edition(effective_on=timezone.localdate()))
    assert [row.code for row in snapshot.standards] == ["BEF-01"]
    assert [missing.language for missing in snapshot.missing] == ["fa"]


def test_a_draft_in_persian_beside_live_english_is_a_missing_translation(phone):
    live_standard(phone, live=True)
    page = StandardPage.objects.get(locale__language_code="fa")
    StandardPage.objects.filter(pk=page.pk).update(live=False, last_published_at=None)
    assert codes() == ["BEF-01"]


def test_moving_by_another_door_follows_too(phone, order):
    page, english = live_standard(phone)
    MovePageAction(page, order[0], pos="last-child", user=None).execute()
    assert Page.objects.get(pk=english.pk).get_parent().pk == order[1].pk


def test_deleting_several_says_of_each_what_goes(phone, order, cms, mina):
    page, _english = live_standard(phone)
    other, _english = live_standard(order)
    frozen_by(mina.user)
    asked = cms.get(bulk("delete", page, order[0])).text
    assert page.code in asked and other.code in asked and "Repeats the order." in asked
