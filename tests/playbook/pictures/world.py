"""A standard with a picture, as the editor types it and as it lies in the store."""

import hashlib
import io
from datetime import UTC, datetime

import pikepdf

from tests.factories.playbook import embedded, live_standard

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
ALT = "قفسهٔ «پر» از فنجان"


def content_of(image):
    with image.file.storage.open(image.file.name) as file:
        return file.read()


def hash_of(image):
    return hashlib.sha256(content_of(image)).hexdigest()


def pictures_in(pdf):
    """The pictures of a document that are larger than the square of its code."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        found = [each for each in streams if each.get("/Subtype") == "/Image" and int(each.Width) > 300]
        return [pikepdf.Dictionary(Width=int(each.Width), Height=int(each.Height)) for each in found]


def with_picture(place, image, **more):
    return live_standard(place, body=f"<p>پیش</p>{embedded(image)}<p>پس</p>", **more)
