"""The archive's page says how far it is and leads on."""

from datetime import UTC, datetime, timedelta

from django.urls import reverse

from home.archive.job import job_of
from kit.jobs.models import Job
from people.models import AccountRequest
from tests.home.archive.world import NOW, ask, made


def test_the_page_says_how_far_it_is_and_leads_on(hoda, sara, armin, client_for):
    url, hr = reverse("home:archive"), client_for(hoda)
    assert url in hr.get(reverse("home:hr_desk")).content.decode()
    assert url in client_for(armin).get(reverse("people:organisation")).content.decode()
    found = hr.post(url, {"reason": "برای حسابرس"})
    request = AccountRequest.objects.get()
    assert found.url == request.get_absolute_url()
    page = hr.get(url).content.decode()
    assert request.get_absolute_url() in page and 'name="reason"' not in page
    client_for(armin).post(reverse("people:confirm_request", args=[request.key]))
    job = job_of(request)
    assert job.get_absolute_url() in hr.get(url).content.decode()
    made(request, datetime.now(UTC))
    download = reverse("kit:job_download", args=[job.key])
    assert download in hr.get(url).content.decode()
    assert download not in client_for(sara).get(url).content.decode()
    Job.objects.update(expires_at=NOW - timedelta(days=1))
    assert download not in hr.get(url).content.decode()


def test_asking_wants_the_password(hoda, client_for):
    found = client_for(hoda, just_signed_in=False).post(reverse("home:archive"), {"reason": "x"})
    assert (found.status_code, AccountRequest.objects.count()) == (302, 0)


def test_the_second_person_reads_what_it_is(hoda, armin, client_for):
    request = ask(hoda)
    assert request.get_absolute_url() in client_for(armin).get(reverse("home:my_day")).content.decode()
    page = client_for(armin).get(request.get_absolute_url()).content.decode()
    assert request.reason in page
    listed = client_for(armin).get(reverse("people:requests")).content.decode()
    assert request.get_absolute_url() in listed
    assert client_for(armin).post(reverse("people:ask", args=[hoda.user.key, "archive"])).status_code == 404
