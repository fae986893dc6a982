"""Nobody puts live what they wrote while somebody else may approve it; the approver sees what it changes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.desks.drafts import FOLDER, drafts_of
from home.duties import duties_of
from kit.audit.models import AuditEntry
from people.models import Absence, Notice, Organisation
from playbook.actions.approval import approve_text, give_back, mark_of, submit_for_approval, take_back
from playbook.actions.drafts import publish_drafts
from playbook.approval.differences import page_differences
from playbook.approval.queue import came_back_to, sent_by, waiting_for
from playbook.approval.verdict import may_publish
from playbook.errors import NothingWaits, NotSentByOneself, TextChanged, TextIncomplete, WroteItOneself
from playbook.models import StandardPage
from tests.factories.people import StaffFactory
from tests.factories.playbook import live_standard, live_touchpoint, republish
from tests.worlds import built_once

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OLD, NEW = "پیش از زنگ چهارم جواب می‌دهد.", "پیش از زنگ سوم جواب می‌دهد."


@built_once
def asked(people):
    """A company in which two people stand behind every text: Mina writes, Armin administers, nobody else may."""
    Organisation.objects.update(needs_second_eyes=True)
    return people


@built_once
def pair(asked):
    return live_standard(live_touchpoint(), behaviour_fa=OLD, behaviour_en="Answers before the fourth ring.")


def drafted(page, by, **fields):
    page = StandardPage.objects.get(pk=page.pk)
    for name, value in (fields or {"behaviour": NEW}).items():
        setattr(page, name, value)
    page.save_revision(user=by)
    return Page.objects.get(pk=page.pk)


def sent(page, by, **fields):
    page = drafted(page, by, **fields)
    submit_for_approval(pages=[page], by=by, at=NOW)
    return Page.objects.get(pk=page.pk)


def said(page):
    return StandardPage.objects.get(pk=page.pk).behaviour


def approved(page, by, **more):
    page = Page.objects.get(pk=page.pk)
    return approve_text(key=page.translation_key.hex, seen=[mark_of(page)], by=by, at=NOW, **more)


def url(name, page):
    return reverse(f"playbook:{name}", args=[page.translation_key.hex])


def edit(client, page, **more):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, [], "")}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    data |= {"body": '{"blocks": [], "entityMap": {}}', "behaviour": NEW}
    return client.post(address, {name: value for name, value in (data | more).items() if value is not None})


# Who may ------------------------------------------------------------------------------------------------------------


def test_who_wrote_may_not_while_another_may(pair, asked):
    page = drafted(pair[0], asked.mina.user)
    assert not may_publish(asked.mina.user, page).allowed
    assert may_publish(asked.mina.user, page).others == (asked.armin.user,)
    assert may_publish(asked.armin.user, page, as_it_stands=True).allowed
    assert not may_publish(asked.armin.user, page).allowed  # who changes it in the editor wrote it, too


def test_where_nobody_else_may_one_hand_is_enough_and_it_is_said(pair, asked, client_for):
    asked.armin.user.groups.clear()
    page = drafted(pair[0], asked.mina.user)
    verdict = may_publish(asked.mina.user, page)
    assert (verdict.allowed, verdict.is_alone) == (True, True)
    assert verdict.sentence in client_for(asked.mina.user).get(reverse("home:drafts")).text
    assert verdict.sentence in client_for(asked.mina.user).get(reverse("playbook:approvals")).text


def test_a_company_may_do_without(pair, asked):
    Organisation.objects.update(needs_second_eyes=False)
    verdict = may_publish(asked.mina.user, drafted(pair[0], asked.mina.user))
    assert (verdict.allowed, verdict.is_asked, verdict.sentence) == (True, False, "")


def test_who_leaves_approves_nothing_and_who_is_away_is_named_last(pair, asked):
    other = StaffFactory(user__username="shirin", user__groups=["author"], given_name_fa="آذر")
    today = timezone.localdate()
    Absence.objects.create(
        staff=other,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        reason="مرخصی",
        entered_by=asked.hoda.user,
        entered_at=NOW,
    )
    assert may_publish(asked.mina.user).others == (asked.armin.user, other.user)
    asked.armin.left_on = today + timedelta(days=9)
    asked.armin.save()
    assert may_publish(asked.mina.user).others == (other.user,)


# No way past it -----------------------------------------------------------------------------------------------------


def test_the_editor_publishes_nothing(pair, asked, client_for):
    client = client_for(asked.mina.user)
    assert "action-publish" not in client.get(reverse("wagtailadmin_pages:edit", args=[pair[0].pk])).text
    edit(client, pair[0], **{"action-publish": "1"})
    assert said(pair[0]) == OLD
    assert Page.objects.get(pk=pair[0].pk).has_unpublished_changes


def test_nor_does_a_schedule(pair, asked, client_for):
    day = timezone.localtime() + timedelta(days=2)
    edit(client_for(asked.mina.user), pair[0], go_live_at=f"{day:%Y-%m-%d %H:%M}", **{"action-publish": "1"})
    assert Page.objects.get(pk=pair[0].pk).latest_revision.approved_go_live_at is None
    assert said(pair[0]) == OLD


def test_nor_a_new_page_nor_a_copy_nor_the_bulk_action(asked, client_for):
    touchpoint, _english = live_touchpoint()
    client = client_for(asked.mina.user)
    add = reverse("wagtailadmin_pages:add", args=["playbook", "standardpage", touchpoint.pk])
    assert "action-publish" not in client.get(add).text
    page, _twin = live_standard((touchpoint, None), behaviour_en="")
    copying = client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).context["form"]
    assert "publish_copies" not in copying.fields and "alias" not in copying.fields
    drafted(page, asked.mina.user)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}", {})
    assert said(page) != NEW


def test_nor_does_publishing_all_drafts(pair, asked, client_for):
    drafted(pair[0], asked.mina.user)
    rows = [row.key for row in drafts_of(FOLDER)]
    answer = client_for(asked.mina.user).post(
        reverse("home:publish_drafts", args=[FOLDER]), {"keys": rows}, follow=True
    )
    assert said(pair[0]) == OLD
    assert asked.armin.name_in("fa") in answer.text
    assert [text.key for text in waiting_for(asked.armin.user)] == [pair[0].translation_key.hex]
    again = client_for(asked.mina.user).post(reverse("home:publish_drafts", args=[FOLDER]), {"keys": rows}, follow=True)
    assert "از پیش منتظر تأیید" in again.text


def test_publishing_drafts_of_another_is_the_second_pair_of_eyes(pair, asked):
    page = sent(pair[0], asked.armin.user)
    done = publish_drafts(pages=[page], by=asked.mina.user, at=NOW)
    assert len(done.pages) == 1 and said(page) == NEW
    assert waiting_for(asked.mina.user) == []
    assert Notice.objects.filter(kind="playbook.text_approved", recipient=asked.armin.user).count() == 1


# The way through ----------------------------------------------------------------------------------------------------


def test_sent_in_the_cms_it_waits_on_the_day_of_who_may_approve(pair, asked, client_for):
    edit(client_for(asked.mina.user), pair[0], **{"action-submit": "1"})
    (duty,) = [duty for duty in duties_of(asked.armin.user, timezone.localdate()) if duty.kind == "playbook.approve"]
    assert duty.url == url("approval", pair[0])
    assert NEW in duty.title
    assert not [duty for duty in duties_of(asked.mina.user, timezone.localdate()) if duty.kind == "playbook.approve"]
    assert client_for(asked.mina.user).get(reverse("home:my_day")).text.count(asked.armin.name_in("fa")) >= 1
    assert [notice.recipient for notice in Notice.objects.filter(kind="playbook.text_waits")] == [asked.armin.user]


def test_the_difference_is_shown_word_by_word_and_one_press_approves(pair, asked, client_for):
    sent(pair[0], asked.mina.user)
    client = client_for(asked.armin.user)
    page = client.get(url("approval", pair[0]))
    assert "<del>چهارم</del>" in page.text and "<ins>سوم</ins>" in page.text
    seen = [mark for _page, _differences, mark, _is_mine in page.context["sides"]]
    answer = client.post(url("approve", pair[0]), {"seen": seen, "comment": "خوب است"})
    assert answer.url == reverse("playbook:approvals")
    assert said(pair[0]) == NEW
    assert Notice.objects.filter(kind="playbook.text_approved", recipient=asked.mina.user).exists()
    assert AuditEntry.objects.filter(verb="page.approved").count() == 1
    assert "خوب است" in client_for(asked.mina.user).get(url("approval", pair[0])).text


def test_both_languages_are_one_duty_and_one_press(pair, asked):
    pages = [
        drafted(pair[0], asked.mina.user),
        drafted(pair[1], asked.mina.user, behaviour="Answers before the third ring."),
    ]
    submit_for_approval(pages=pages, by=asked.mina.user, at=NOW)
    (text,) = waiting_for(asked.armin.user)
    assert len(text.pages) == 2
    marks = [mark_of(page) for page in text.pages]
    approve_text(key=text.key, seen=marks, by=asked.armin.user, at=NOW)
    assert (said(pair[0]), said(pair[1])) == (NEW, "Answers before the third ring.")


def test_what_changed_meanwhile_is_not_approved_unseen(pair, asked, client_for):
    page = sent(pair[0], asked.mina.user)
    seen = [mark_of(page)]
    drafted(page, asked.mina.user, behaviour="پیش از زنگ دوم جواب می‌دهد.")
    with pytest.raises(TextChanged):
        approve_text(key=page.translation_key.hex, seen=seen, by=asked.armin.user, at=NOW)
    answer = client_for(asked.armin.user).post(url("approve", page), {"seen": seen})
    assert answer.status_code == 409
    assert "<ins>دوم</ins>" in answer.text
    assert said(page) == OLD


def test_what_autosave_wrote_over_is_another_text(pair, asked):
    page = sent(pair[0], asked.mina.user)
    seen = [mark_of(page)]
    draft = page.get_latest_revision_as_object()
    draft.behaviour = "پیش از زنگ دوم جواب می‌دهد."
    draft.save_revision(user=asked.mina.user, overwrite_revision=page.latest_revision)
    with pytest.raises(TextChanged):
        approve_text(key=page.translation_key.hex, seen=seen, by=asked.armin.user, at=NOW)


def test_two_who_approve_at_once(pair, asked):
    page = sent(pair[0], asked.mina.user)
    approved(page, asked.armin.user)
    with pytest.raises(NothingWaits):
        approved(page, asked.armin.user)


def test_nobody_approves_or_gives_back_their_own(pair, asked, client_for):
    page = sent(pair[0], asked.mina.user)
    with pytest.raises(WroteItOneself):
        approved(page, asked.mina.user)
    with pytest.raises(WroteItOneself):
        give_back(key=page.translation_key.hex, by=asked.mina.user, at=NOW, reason="x")
    assert 'action="' + url("approve", page) not in client_for(asked.mina.user).get(url("approval", page)).text


def test_who_corrects_it_meanwhile_leaves_approving_to_the_other(pair, asked):
    page = sent(pair[0], asked.mina.user)
    drafted(page, asked.armin.user, behaviour="پیش از زنگ دوم جواب می‌دهد.")
    assert waiting_for(asked.armin.user) == []
    approved(page, asked.mina.user)
    assert said(page) == "پیش از زنگ دوم جواب می‌دهد."


def test_given_back_it_is_on_the_writers_day_with_the_reason_and_in_no_mail(pair, asked, client_for):
    page = sent(pair[0], asked.mina.user)
    mail.outbox.clear()
    client_for(asked.armin.user).post(url("give_back", page), {"reason": "سه زنگ دیر است"})
    assert said(page) == OLD
    (duty,) = [duty for duty in duties_of(asked.mina.user, timezone.localdate()) if duty.kind == "playbook.mend"]
    assert "سه زنگ دیر است" in duty.detail
    shown = client_for(asked.mina.user).get(duty.url).text
    assert "سه زنگ دیر است" in shown
    for message in mail.outbox:
        assert "سه زنگ" not in message.body and "workflow" not in f"{message.subject}{message.body}".lower()
    client_for(asked.mina.user).post(url("submit_text", page))
    assert came_back_to(asked.mina.user) == []
    assert len(waiting_for(asked.armin.user)) == 1


def test_the_editor_says_where_the_text_stands(pair, asked, client_for):
    page = sent(pair[0], asked.mina.user)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert asked.armin.name_in("fa") in client_for(asked.mina.user).get(address).text
    give_back(key=page.translation_key.hex, by=asked.armin.user, at=NOW, reason="سه زنگ دیر است")
    text = client_for(asked.mina.user).get(address).text
    assert "سه زنگ دیر است" in text and url("approval", page) in text


def test_a_reason_is_needed(pair, asked, client_for):
    page = sent(pair[0], asked.mina.user)
    assert client_for(asked.armin.user).post(url("give_back", page), {"reason": " "}).status_code == 422
    assert len(waiting_for(asked.armin.user)) == 1


def test_what_came_back_to_somebody_who_left_is_everybodys(pair, asked):
    page = sent(pair[0], asked.mina.user)
    give_back(key=page.translation_key.hex, by=asked.armin.user, at=NOW, reason="چرا؟")
    assert came_back_to(asked.armin.user) == []
    asked.mina.left_on = timezone.localdate()
    asked.mina.save()
    assert len(came_back_to(asked.armin.user)) == 1


def test_who_sent_it_takes_it_back_and_nobody_else(pair, asked):
    page = sent(pair[0], asked.mina.user)
    with pytest.raises(NotSentByOneself):
        take_back(key=page.translation_key.hex, by=asked.armin.user, at=NOW)
    take_back(key=page.translation_key.hex, by=asked.mina.user, at=NOW)
    assert waiting_for(asked.armin.user) == sent_by(asked.mina.user) == []
    with pytest.raises(NothingWaits):
        take_back(key=page.translation_key.hex, by=asked.mina.user, at=NOW)


def test_what_is_incomplete_does_not_go_live(pair, asked):
    page = sent(pair[0], asked.mina.user)
    draft = page.get_latest_revision_as_object()
    draft.check_question = "اگر زنگ سوم باشد؟"
    draft.save_revision(user=asked.mina.user, clean=False)
    with pytest.raises(TextIncomplete):
        approved(page, asked.armin.user)
    assert submit_for_approval(pages=[page], by=asked.mina.user, at=NOW).pages == []


def test_sending_twice_is_sending_once(pair, asked):
    page = sent(pair[0], asked.mina.user)
    assert submit_for_approval(pages=[page], by=asked.mina.user, at=NOW).pages == []
    assert Notice.objects.filter(kind="playbook.text_waits").count() == 1


def test_an_approved_schedule_waits_for_its_day(pair, asked):
    republish(pair[0])
    page = sent(pair[0], asked.mina.user, behaviour=NEW, go_live_at=NOW + timedelta(days=2))
    approved(page, asked.armin.user)
    assert said(page) == OLD
    assert Page.objects.get(pk=page.pk).latest_revision.approved_go_live_at is not None


def test_many_texts_are_one_line_on_the_day(asked):
    touchpoint = live_touchpoint()
    pages = [live_standard(touchpoint, behaviour_fa=f"کار {n} را می‌کند.", behaviour_en="")[0] for n in range(5)]
    for page in pages:
        sent(page, asked.mina.user, why="دلیل تازه")
    (duty,) = [duty for duty in duties_of(asked.armin.user, timezone.localdate()) if duty.kind == "playbook.approve"]
    assert (duty.url, duty.count) == (reverse("playbook:approvals"), 5)


def test_every_field_that_an_author_writes_is_compared(pair, asked):
    page = drafted(
        pair[0],
        asked.mina.user,
        behaviour=NEW,
        why="دیگر",
        is_critical=True,
        body="<p>یک</p><p>دو</p>",
        measure="speed",
    )
    assert len(page_differences(page)) == 5
    assert page_differences(Page.objects.get(pk=pair[1].pk)) == []
