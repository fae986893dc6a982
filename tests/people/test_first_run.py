"""From nothing to the first administrator: one link, one page, one winner."""

import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from kit.models import AuditEntry
from people import errors
from people.accounts.first_link import digest_of
from people.actions import found_company, make_founding_link
from people.models import FoundingLink, Organisation, User
from tests.factories.people import UserFactory
from tests.personas import make_people
from tests.safety.test_races import asked, at_once, posting
from tests.training.world import on_disk

PASSWORD = "نسیم پلکان دوچرخه مهتاب"
TYPED = {
    "languages": "fa en",
    "name_fa": "کافه نارون",
    "name_en": "Naron Café",
    "calendar": "jalali",
    "digits": "fa",
    "currency": "IRR",
    "weekend": ["4"],
    "holiday_country": "IR",
    "first_name": "شیرین",
    "last_name": "بهرامی",
    "username": "shirin",
    "email": "shirin@naron.example",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "does_all": "on",
}


@pytest.fixture
def link(db):
    cache.clear()
    return reverse("people:first_run", args=[make_founding_link(at=timezone.now())])


def said(command, *arguments, **options):
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_page_makes_the_company_and_signs_its_administrator_in(link, visitor):
    answer = visitor.post(link, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home:my_day"))
    company, user = Organisation.objects.get(), User.objects.get()
    assert (company.name_fa, company.name_en, company.languages) == ("کافه نارون", "Naron Café", "fa en")
    assert (company.weekend, company.holiday_country, company.currency) == ("4", "IR", "IRR")
    assert user.access_roles == {"administrator", "hr", "author"}
    assert (user.username, user.first_name, user.email) == ("shirin", "شیرین", "shirin@naron.example")
    assert (user.language, user.calendar, user.digits, user.is_superuser) == ("fa", "jalali", "fa", False)
    assert user.check_password(PASSWORD)
    assert visitor.get(answer["Location"]).status_code == 200
    verbs = list(AuditEntry.objects.values_list("verb", "actor_key").order_by("number"))
    assert verbs == [("company.link_made", ""), ("organisation.changed", user.key), ("company.founded", user.key)]


def test_the_second_step_comes_before_the_first_page(link, visitor, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    page = visitor.post(link, TYPED, follow=True)
    assert [where for where, _status in page.redirect_chain] == [
        reverse("home:my_day"), reverse("mfa_activate_totp")
    ]  # fmt: skip
    assert page.status_code == 200, "it is set up without the password being asked again"


def test_a_user_name_is_kept_as_it_is_typed_on_a_phone(link, visitor):
    visitor.post(link, {**TYPED, "username": "Shirin۱"})
    assert User.objects.get().username == "shirin1"


def test_who_does_not_do_hr_administers_alone(link, visitor):
    visitor.post(link, {name: value for name, value in TYPED.items() if name != "does_all"})
    assert User.objects.get().access_roles == {"administrator"}


def test_a_company_of_one_language_ignores_the_name_in_the_other(link, visitor):
    visitor.post(link, {**TYPED, "languages": "en", "calendar": "gregorian", "digits": "en"})
    company, user = Organisation.objects.get(), User.objects.get()
    assert (company.name_fa, company.name_en, company.language_codes) == ("", "Naron Café", ("en",))
    assert (user.language, user.calendar, user.digits) == ("en", "gregorian", "en")


def test_the_second_language_is_optional_and_the_main_one_is_not(link, visitor):
    page = visitor.post(link, {**TYPED, "name_fa": ""})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name_fa"])
    assert visitor.post(link, {**TYPED, "name_en": ""}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "کافه نارون شیرین", "password_again": "کافه نارون شیرین"}, "password"),
        ({"password_again": PASSWORD + "."}, "password_again"),
        ({"weekend": list("0123456")}, "weekend"),
        ({"weekend": ["9"]}, "weekend"),
        ({"holiday_country": "XX"}, "holiday_country"),
        ({"currency": "ABC"}, "currency"),
        ({"languages": "de"}, "languages"),
        ({"username": "a b"}, "username"),
        ({"first_name": ""}, "first_name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(wrong, field, link, visitor):
    page = visitor.post(link, {**TYPED, **wrong})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)
    assert visitor.get(link).status_code == 200, "the link still works"


def test_opening_the_link_changes_nothing(link, visitor):
    for _ in range(3):
        assert visitor.get(link).status_code == 200
    assert FoundingLink.objects.get().used_at is None
    assert visitor.head(link).status_code == 200


@pytest.mark.parametrize(("language", "name"), [("fa", 'dir="rtl"'), ("en", "Your company")])
def test_the_page_comes_in_the_browsers_language(language, name, link, visitor):
    page = visitor.get(link, headers={"accept-language": language})
    assert name in page.text
    assert page["Cache-Control"].count("no-store")
    assert page.context["form"].initial["languages"].startswith(language)


def test_a_link_is_good_once(link, visitor, client_for):
    visitor.post(link, TYPED)
    again = client_for()
    for answer in (again.get(link), again.post(link, {**TYPED, "username": "second", "email": ""})):
        assert answer.status_code == 410
        assert "first_link" not in answer.text, "it would print none any more"
        assert reverse("account_login") in answer.text
    assert User.objects.count() == 1


def test_a_link_is_good_for_a_day(link, visitor):
    FoundingLink.objects.update(made_at=timezone.now() - timedelta(hours=24))
    for answer in (visitor.get(link), visitor.post(link, TYPED)):
        assert answer.status_code == 410
        assert "manage.py first_link" in answer.text
    assert User.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "A" * 32, "%00"])
def test_a_guessed_link_says_the_same(token, link, visitor):
    answer = visitor.get(f"/people/first/{token}/")
    assert (answer.status_code, "manage.py first_link" in answer.text) == (410, True)


def test_the_token_is_kept_nowhere(db):
    token = make_founding_link(at=timezone.now())
    digest = FoundingLink.objects.get().digest
    assert (digest == digest_of(token), token in digest) == (True, False)
    entry = AuditEntry.objects.get()
    assert token not in f"{entry.object_key}{entry.detail}"


def test_guessing_is_bounded(link, visitor):
    statuses = [visitor.get("/people/first/x/").status_code for _ in range(25)]
    assert (statuses[0], statuses[-1]) == (410, 429)


def test_it_never_makes_a_second_administrator(link, visitor):
    token = link.split("/")[-2]
    UserFactory(groups=["administrator"])
    assert visitor.get(link).status_code == 410
    assert visitor.post(link, TYPED).status_code == 410
    given = {"company": {"name_fa": "x"}, "account": {"username": "b"}, "password": PASSWORD}
    with pytest.raises(errors.CompanyFounded):
        found_company(token=token, at=timezone.now(), **given)
    assert User.objects.count() == 1


@pytest.mark.parametrize("closed", ["inactive", "superuser"])
def test_who_cannot_sign_in_administers_nothing(closed, link, visitor):
    about = {"is_active": False} if closed == "inactive" else {"is_superuser": True}
    UserFactory(groups=["administrator"], **about)
    assert visitor.post(link, TYPED).status_code == 302


def test_a_company_without_administrators_keeps_what_stands(link, visitor):
    make_people()
    User.objects.filter(groups__name="administrator").update(is_active=False)
    Organisation.objects.update(weekend="56", currency="EUR")
    initial = visitor.get(link).context["form"].initial
    assert (initial["name_fa"], initial["weekend"], initial["currency"]) == ("کافه آفتاب", "56", "EUR")
    taken = visitor.post(link, {**TYPED, "username": "NARGES"})
    assert list(taken.context["form"].errors) == ["username"]
    assert visitor.get(link).status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_links_opened_at_once_one_wins(tmp_path):
    cache.clear()
    tokens = [make_founding_link(at=timezone.now()) for _ in range(2)]

    def act(number):
        url = reverse("people:first_run", args=[tokens[number % 2]])
        return posting({}, url, {**TYPED, "username": f"user{number}", "email": ""})(number)

    with on_disk(tmp_path):
        found = at_once(act, times=8)
        made = asked(lambda: (User.objects.count(), AuditEntry.objects.filter(verb="company.founded").count()))
    assert (found, made) == ({302: 1, 410: 7}, (1, 1))


# The commands --------------------------------------------------------------------------------------------------------


def test_first_link_prints_one_while_nobody_administers(db, visitor, settings):
    lines = said("first_link").splitlines()
    url = lines[-1].strip()
    assert url.startswith(settings.BASE_URL)
    assert visitor.get(url.removeprefix(settings.BASE_URL)).status_code == 200
    another = said("first_link").splitlines()[-1].strip()
    assert another != url
    assert visitor.get(url.removeprefix(settings.BASE_URL)).status_code == 200, "one that is open stays open"


def test_first_link_says_so_where_there_is_an_administrator(armin):
    with pytest.raises(CommandError, match="administrator already"):
        call_command("first_link")
    assert said("first_link", if_nobody=True) == ""
    assert FoundingLink.objects.count() == 0


def test_create_administrator_prints_a_link_to_choose_the_password(db, visitor, settings):
    lines = said("create_administrator", "root", email="root@naron.example", hr=True).splitlines()
    user = User.objects.get()
    assert (user.access_roles, user.has_usable_password()) == ({"administrator", "hr"}, False)
    page = visitor.get(lines[-1].strip().removeprefix(settings.BASE_URL), follow=True)
    assert page.status_code == 200
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {
        "access.administrator_made", "access.granted", "sign_in.renewed"
    }  # fmt: skip


def test_create_administrator_takes_a_password_from_a_script(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    words = said("create_administrator", "root", password_stdin=True, author=True)
    user = User.objects.get()
    assert (user.check_password(PASSWORD), user.access_roles) == (True, {"administrator", "author"})
    assert "http" not in words


@pytest.mark.parametrize(
    ("name", "email", "password"), [("a b", "", PASSWORD), ("root", "x", PASSWORD), ("root", "", "root root root")]
)
def test_create_administrator_refuses_what_the_page_refuses(name, email, password, db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    with pytest.raises(CommandError):
        call_command("create_administrator", name, email=email, password_stdin=True)
    assert User.objects.count() == 0


def test_create_administrator_gives_the_role_to_an_account_that_is_there(narges, mina):
    before = narges.user.password
    said("create_administrator", "narges")
    user = User.objects.get(pk=narges.user.pk)
    assert (user.access_roles, user.password) == ({"administrator"}, before)
    with pytest.raises(CommandError):
        call_command("create_administrator", "root", email=mina.user.email)


def test_a_company_of_ones_own_is_not_told_the_demos_sign_ins(people):
    assert said("create_demo", sign_ins=True) == ""


# What Django calls a superuser ---------------------------------------------------------------------------------------


def test_createsuperuser_is_refused_and_names_the_way(db):
    with pytest.raises(CommandError, match="create_administrator"):
        call_command("createsuperuser", username="root", email="root@naron.example", interactive=False)
    assert User.objects.count() == 0


def test_a_superuser_opens_no_page_until_it_is_an_administrator_by_role(db, client_for, visitor):
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    assert root.access_roles == frozenset()
    for url in ("/", "/cms/", "/cms/pages/", reverse("people:access"), reverse("people:organisation")):
        answer = client_for(root).get(url, follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_login")), url
    said("create_administrator", "root")
    root = User.objects.get()
    assert (root.is_superuser, root.is_staff, root.access_roles) == (False, False, {"administrator"})
    assert client_for(root).get(reverse("people:access")).status_code == 200
