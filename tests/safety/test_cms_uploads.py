"""What the CMS does not take or give: accounts, documents, pictures that are none, an API."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from people.models import User
from tests.doors import doors
from tests.personas import client_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["mina", "armin"])
def test_accounts_are_out_of_reach(who, people):
    client = client_for(getattr(people, who))
    for url in (reverse("wagtailusers_users:index"), reverse("wagtailusers_users:add")):
        assert client.get(url).status_code in (302, 403, 404)
    narges = people.narges.user
    client.post(reverse("wagtailusers_users:edit", args=[narges.pk]), {"is_superuser": "on", "username": "x"})
    assert User.objects.filter(pk=narges.pk, is_superuser=False, username="narges").exists()


def test_no_superuser_changes_accounts_past_the_log(people):
    """Access is given on our page, where it is written down, not in Wagtail's; a superuser comes in nowhere."""
    User.objects.filter(pk=people.armin.user.pk).update(is_superuser=True)
    client = client_for(User.objects.get(pk=people.armin.user.pk))
    assert client.get(reverse("wagtailusers_users:index")).status_code in (302, 403, 404)
    assert client.get(reverse("wagtailusers_groups:index")).status_code in (302, 403, 404)


def test_no_documents_are_kept_in_the_cms(people):
    """They would stand under the public media folder, past the private store: nobody may add one."""
    file = SimpleUploadedFile("x.html", b"<script>1</script>", content_type="text/html")
    for who in ("mina", "armin"):
        client = client_for(getattr(people, who))
        for name in ("wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:create"):
            answer = client.post(reverse(name), {"title": "x", "file": file})
            assert answer.status_code in (302, 403, 404)
    assert not Document.objects.exists()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _png(size=(4, 4)):
    file = io.BytesIO()
    Image.new("RGB", size).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", SVG),
        ("x.png", SVG),
        ("x.png", b"<html><script>alert(1)</script></html>"),
        ("x.html", _png()),
        ("x.svg.png", SVG),
    ],
)
def test_pictures_that_are_none_are_refused(name, content, people):
    client = client_for(people.mina)
    file = SimpleUploadedFile(name, content, content_type="image/png")
    answer = client.post(reverse("wagtailimages:add"), {"title": "x", "file": file, "collection": "1"})
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()


def test_a_picture_of_more_than_40_megapixels_is_refused_quickly(people):
    file = SimpleUploadedFile("big.png", _png((8000, 6000)), content_type="image/png")
    answer = client_for(people.mina).post(reverse("wagtailimages:add"), {"title": "x", "file": file})
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()


def test_there_is_no_api(people):
    """But for the one that the CMS's own pages ask, behind its door."""
    outside = [door for door in doors() if not door.route.startswith("cms/")]
    assert [door.name for door in outside if re.search(r"\bapi\b", door.route)] == []
    assert Client().get("/api/v2/pages/").status_code in (302, 404)
