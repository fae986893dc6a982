import io

import pytest
from django.core.handlers.wsgi import WSGIRequest

from kit.http.charset import InLetters, in_letters

FORM = "application/x-www-form-urlencoded"


def environ(kind):
    body = b"name=saffron"
    given = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "QUERY_STRING": "a=1", "CONTENT_LENGTH": str(len(body))}
    return {**given, "CONTENT_TYPE": kind, "wsgi.input": io.BytesIO(body)}


@pytest.mark.parametrize("charset", ["rot13", "zlib", "base64", "idna", "no-such", "\\", '"'])
def test_a_form_in_no_letters_at_all_is_read_as_any_other(charset):
    request = WSGIRequest(in_letters(environ(f"{FORM}; charset={charset}")))
    assert (request.GET["a"], request.POST["name"]) == ("1", "saffron")


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=utf-8", "multipart/form-data; boundary=x", "", "text"])
def test_every_other_type_stays_as_it_is(kind):
    assert in_letters(environ(kind))["CONTENT_TYPE"] == kind


def test_the_application_is_asked_with_it():
    asked = InLetters(lambda environ, start: environ["CONTENT_TYPE"])
    assert asked(environ(f"{FORM}; charset=rot13"), None) == FORM
