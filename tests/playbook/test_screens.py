"""What people see: the folder, one standard, signing, editions, the preview before freezing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from playbook.links.impact import ImpactLine
from playbook.links.panels import Panel
from playbook.links.standard_links import StandardLinks, made_up
from playbook.models import Edition, Signature
from tests.factories.playbook import (
    FrozenStandardFactory,
    SignatureFactory,
    frozen_by,
    frozen_edition,
    live_standard,
    live_touchpoint,
    republish,
)
from tests.worlds import built_once

FOLDER = "/folder/"


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@built_once
def edition(people):
    return frozen_edition(standards=3, steps=6)


@pytest.fixture
def as_narges(narges, client_for):
    return client_for(narges)


def test_before_the_first_edition_the_folder_says_what_will_come(as_narges):
    assert "هنوز ویرایشی در حال اجرا نیست" in text(as_narges.get(FOLDER))


def test_the_folder_shows_what_waits_and_what_is_signed(edition, narges, as_narges):
    SignatureFactory(staff=narges, frozen_standard=edition.standards.first())
    page = text(as_narges.get(FOLDER))
    assert page.count("hv-std due") == 2
    assert "DUR-03" in page


def shown_codes(client, show):
    page = text(client.get(FOLDER, {"show": show}))
    return [code for code in ("DUR-01", "DUR-02", "DUR-03") if code in page]


def test_pills_narrow_the_folder(edition, narges, as_narges):
    edition.standards.filter(position=3).update(is_critical=True)
    SignatureFactory(staff=narges, frozen_standard=edition.standards.first())
    codes = {show: shown_codes(as_narges, show) for show in ("unsigned", "critical", "mine", "nonsense")}
    assert codes["unsigned"] == ["DUR-02", "DUR-03"]
    assert codes["critical"] == ["DUR-03"]
    assert codes["mine"] == codes["nonsense"] == ["DUR-01", "DUR-02", "DUR-03"]


@pytest.mark.parametrize("words", ["حساسيت", "حساسیت غذایی", "حساسیت‌غذایی", "ALLERGY", "dur-04", "DUR-۰۴"])
def test_search_takes_letters_half_spaces_and_digits_as_people_type_them(edition, as_narges, words):
    FrozenStandardFactory(
        edition=edition,
        behaviour_fa="حساسیت‌غذایی مهمان را می‌پرسد." if words == "حساسیت‌غذایی" else "حساسیت غذایی مهمان را می‌پرسد.",
        behaviour_en="Asks about an allergy.",
    )
    page = text(as_narges.get(FOLDER, {"q": words}))
    assert "DUR-04" in page
    assert "DUR-01" not in page


def test_a_search_without_result_says_so(edition, as_narges):
    assert "استانداردی پیدا نشد" in text(as_narges.get(FOLDER, {"q": "هیچ‌جا نیست"}))


def test_a_standard_reads_in_the_readers_language(edition, narges, client_for):
    address = edition.standards.first().get_absolute_url()
    assert "سفارش شمارهٔ 1 را پیش از ثبت بازگو می‌کند." in text(client_for(narges).get(address))
    narges.user.language = "en"
    narges.user.save()
    assert "Repeats order 1 before entering it." in text(client_for(narges).get(address))


def test_an_older_edition_leads_to_the_text_of_today(people, as_narges):
    old = frozen_edition(standards=1).standards.get()
    today = frozen_edition(standards=1, effective_on=timezone.localdate()).standards.get()
    assert today.get_absolute_url() in text(as_narges.get(old.get_absolute_url()))


def test_signing_leads_to_the_next_and_to_a_quiet_end(edition, narges, as_narges):
    for position in (1, 2, 3):
        step = as_narges.get(reverse("playbook:sign"))
        assert step.url == reverse("playbook:sign_standard", args=[edition.standards.get(position=position).key])
        assert "خواندم و می‌پذیرم" in text(as_narges.get(step.url))
        assert as_narges.post(step.url).url == reverse("playbook:sign")
    assert "همه را امضا کرده‌اید" in text(as_narges.get(reverse("playbook:sign")))
    assert Signature.objects.filter(staff=narges).count() == 3


def test_there_is_no_way_to_sign_all_at_once(edition, as_narges):
    assert as_narges.post(reverse("playbook:sign")).status_code == 405
    assert not Signature.objects.exists()


def test_an_older_text_cannot_be_signed(people, narges, as_narges):
    old = frozen_edition(standards=1).standards.get()
    frozen_edition(standards=1, effective_on=timezone.localdate(), is_critical=True)
    as_narges.post(reverse("playbook:sign_standard", args=[old.key]))
    assert not Signature.objects.exists()


def test_the_policy_has_its_six_steps(edition, as_narges):
    assert text(as_narges.get(reverse("playbook:policy"))).count('id="step-') == 6


def test_the_apps_above_add_panels(edition, narges, as_narges):
    standard = edition.standards.first()
    seen = []

    def panel(row, user):
        seen.append((row, user))
        return Panel("playbook/_phase.html", {"phase": "before"})

    with made_up(StandardLinks("tests", panels=(panel,))):
        page = text(as_narges.get(standard.get_absolute_url()))
    assert seen == [(standard, narges.user)]
    assert "همین استاندارد" in page


def test_pages_ask_the_same_questions_for_one_and_for_thirty_standards(people, narges, client_for):
    def queries(address):
        client = client_for(narges)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    addresses = [FOLDER, reverse("playbook:editions")]
    frozen_edition(standards=1, roles=[people.barista])
    few = [queries(address) for address in addresses]
    frozen_edition(standards=30, roles=[people.barista], effective_on=timezone.localdate())
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 20


# The author ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_mina(mina, client_for):
    return client_for(mina)


@built_once
def greeting(mina):
    return live_standard(live_touchpoint(), "سلام می‌کند.", "Says hello.", good="«سلام»")[0]


def drafted(client, **more):
    day = timezone.localdate().isoformat()
    return client.post(reverse("playbook:edition_new"), {"title_fa": "نو", "effective_on": day, **more})


def test_mina_drafts_reviews_and_freezes_in_the_browser(greeting, as_mina):
    page = drafted(as_mina)
    edition = Edition.objects.get()
    assert page.url == edition.get_absolute_url()
    assert "پیش از تثبیت" in text(as_mina.get(page.url))
    as_mina.post(reverse("playbook:edition_submit", args=[edition.key]))
    freeze = reverse("playbook:edition_freeze", args=[edition.key])
    preview = as_mina.get(freeze)
    assert "برگشت ندارد" in text(preview)
    as_mina.post(freeze, {"seen": preview.context["form"]["seen"].value(), "freeze": "1"})
    edition.refresh_from_db()
    assert edition.state == "frozen"


def test_looking_at_the_preview_freezes_nothing(greeting, mina, as_mina):
    frozen_by(mina.user)
    republish(greeting, good="«سلام!»")
    drafted(as_mina)
    edition = Edition.objects.get(number=2)
    as_mina.post(reverse("playbook:edition_submit", args=[edition.key]))
    freeze = reverse("playbook:edition_freeze", args=[edition.key])
    page = as_mina.get(freeze)
    assert page.context["signing"].people == 0
    again = as_mina.post(
        freeze, {"seen": page.context["form"]["seen"].value(), "class-DUR-01": "major", "preview": "1"}
    )
    assert (again.context["signing"].people, again.context["signing"].signatures) == (7, 7)
    edition.refresh_from_db()
    assert edition.state == "in_review"


def test_a_forged_class_and_an_old_view_freeze_nothing(greeting, mina, as_mina):
    frozen_by(mina.user)
    republish(greeting, behaviour="با لبخند سلام می‌کند.")
    drafted(as_mina)
    edition = Edition.objects.get(number=2)
    as_mina.post(reverse("playbook:edition_submit", args=[edition.key]))
    freeze = reverse("playbook:edition_freeze", args=[edition.key])
    seen = as_mina.get(freeze).context["form"]["seen"].value()
    as_mina.post(freeze, {"seen": seen, "class-DUR-01": "editorial", "freeze": "1"})
    as_mina.post(freeze, {"seen": "0" * 64, "class-DUR-01": "minor", "freeze": "1"})
    edition.refresh_from_db()
    assert edition.state == "in_review"


def test_what_becomes_stale_comes_from_the_apps_above(greeting, mina, as_mina):
    frozen_by(mina.user)
    republish(greeting, behaviour="با لبخند سلام می‌کند.")
    drafted(as_mina)
    edition = Edition.objects.get(number=2)
    as_mina.post(reverse("playbook:edition_submit", args=[edition.key]))
    diffs = []

    def stale(diff):
        diffs.append(diff)
        return [
            ImpactLine("دو پرسش باید دوباره دیده شود", 2, "/theirs/", perm="playbook.manage_editions"),
            ImpactLine("یک ارزیابی باز است", 1, "/of-hr/", perm="evaluations.view_cycle"),
            ImpactLine("هیچ", 0),
        ]

    with made_up(StandardLinks("tests", impacts=(stale,))):
        page = text(as_mina.get(reverse("playbook:edition_freeze", args=[edition.key])))
    assert "دو پرسش باید دوباره دیده شود" in page and 'href="/theirs/"' in page
    assert "یک ارزیابی باز است" in page and "/of-hr/" not in page
    assert diffs[0].classes == {"DUR-01": "minor"}


def test_a_date_before_the_last_edition_is_explained(greeting, mina, as_mina):
    frozen_by(mina.user, timezone.localdate())
    page = drafted(as_mina, effective_on=(timezone.localdate() - timedelta(days=1)).isoformat())
    assert "زودتر از ویرایش قبلی" in text(page)
    assert Edition.objects.count() == 1


def test_the_compare_page_marks_words(greeting, mina, as_mina):
    first = frozen_by(mina.user)
    republish(greeting, behaviour="با لبخند سلام می‌کند.")
    second = frozen_by(mina.user)
    page = text(as_mina.get(reverse("playbook:edition_compare", args=[second.key, first.key])))
    assert "<ins>با لبخند </ins>" in page


def test_signing_and_freezing_ask_for_the_password_again(edition, greeting, narges, mina, client_for):
    standard = edition.standards.first()
    asked = client_for(narges, just_signed_in=False).post(reverse("playbook:sign_standard", args=[standard.key]))
    assert "reauthenticate" in asked.url
    author = client_for(mina, just_signed_in=False)
    drafted(author)
    draft = Edition.objects.open().get()
    author.post(reverse("playbook:edition_submit", args=[draft.key]))
    freeze = reverse("playbook:edition_freeze", args=[draft.key])
    seen = author.get(freeze).context["form"]["seen"].value()
    assert "reauthenticate" in author.post(freeze, {"seen": seen, "freeze": "1"}).url
    draft.refresh_from_db()
    assert draft.state == "in_review"
    assert not Signature.objects.exists()


def test_a_large_folder_shows_a_few_of_each_touchpoint_and_the_way_to_the_rest(people, client_for):
    edition = frozen_edition(standards=0)
    for number in range(85):
        FrozenStandardFactory(edition=edition, touchpoint_code="till" if number % 2 else "phone")
    client = client_for(people.narges)
    page = client.get("/folder/")
    assert page.content.decode().count('class="hv-std') == 6
    assert [touchpoint.more for column in page.context["columns"] for touchpoint in column.touchpoints] == [40, 39]
    whole = client.get("/folder/", {"at": "during.till"})
    assert whole.content.decode().count('class="hv-std') == 42
    assert client.get("/folder/", {"at": "no.where"}).status_code == 200
