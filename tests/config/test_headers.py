from django.http import HttpResponse
from django.test import RequestFactory

from kit.http.middleware import AdminContentSecurityPolicy


def test_a_page_loads_nothing_from_elsewhere_and_is_framed_by_nobody(visitor, db):
    answer = visitor.get("/account/login/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_signed_in_pages_are_kept_by_nobody(narges, client_for):
    assert client_for(narges).get("/account/email/")["Cache-Control"].count("no-store") == 1


def test_the_cms_may_frame_its_previews():
    preview = HttpResponse(headers={"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"})
    answer = AdminContentSecurityPolicy(lambda request: preview)(RequestFactory().get("/cms/pages/3/edit/preview/"))
    assert answer["Content-Security-Policy"] == "default-src 'self'; frame-ancestors 'self'"


def test_the_cms_signs_in_by_the_one_door(visitor, narges, client_for):
    assert visitor.get("/cms/", follow=True).redirect_chain[-1][0].startswith("/account/login/")
    assert visitor.get("/cms/login/", {"next": "/cms/pages/"}).url == "/account/login/?next=/cms/pages/"
    assert client_for(narges).get("/cms/", follow=True).status_code == 403
    assert visitor.get("/pages/_util/login/").url.startswith("/account/login/")
