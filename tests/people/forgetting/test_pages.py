"""The page that forgets, and the page that says how long names are kept."""

from django.urls import reverse

from kit.audit.models import AuditEntry
from people.actions import change_keeping
from people.links.person_links import PersonLinks, made_up
from people.models import Forgotten
from tests.people.forgetting.world import NOW


def test_the_second_press_does_it(gone, hoda, client_for):
    hr, url = client_for(hoda), reverse("people:forget", args=[gone.key])
    assert url in hr.get(gone.get_absolute_url()).content.decode()
    assert 'name="sure"' not in hr.get(url).content.decode()
    assert 'name="sure"' in hr.post(url).content.decode()
    assert not Forgotten.objects.exists()
    assert client_for(hoda, just_signed_in=False).post(url, {"sure": "1"}).status_code == 302
    assert not Forgotten.objects.exists()
    assert hr.post(url, {"sure": "1"}).url == gone.get_absolute_url()
    assert Forgotten.objects.get().by == hoda.user
    assert hr.post(url, {"sure": "1"}).status_code == 403


def test_the_page_says_why_it_waits(gone, hoda, client_for):
    hr, url = client_for(hoda), reverse("people:forget", args=[gone.key])
    with made_up(PersonLinks("tests", waits=(lambda staff: ["Something is open."],))):
        assert "Something is open." in hr.post(url, {"sure": "1"}).content.decode()
        change_keeping(months=1, by=hoda.user, at=NOW)
        assert "Something is open." in hr.get(reverse("people:keeping")).content.decode()
    assert not Forgotten.objects.exists()


def test_how_long_names_are_kept_is_set_on_a_page(hoda, armin, client_for):
    url = reverse("people:keeping")
    for who, home in ((hoda, "people:staff_list"), (armin, "people:organisation")):
        assert url in client_for(who).get(reverse(home)).content.decode()
    assert client_for(hoda).post(url, {"months": "24"}).url == url
    assert client_for(armin).post(url, {"months": "0"}).status_code == 200
    assert client_for(armin).post(url, {"months": ""}).url == url
    months = AuditEntry.objects.filter(verb="organisation.keeping_changed").values_list("detail__months", flat=True)
    assert list(months.order_by("number")) == [[None, 24], [24, None]]
