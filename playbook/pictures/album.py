"""The pictures of live pages, read from the CMS: what each is by its bytes. Nothing is written here."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from kit.parsing.images import MOST_PIXELS
from playbook.pictures.marks import LARGEST, Mark, marks_in, with_marks
from playbook.standards.richtext import clean_html


@dataclass(frozen=True)
class Shot:
    """A picture of the CMS: its row, and what its bytes were when they were read."""

    image: AbstractImage
    sha256: str

    def mark(self, alt):
        return Mark(alt, None, self.sha256, self.image.width, self.image.height)

    def read(self):
        """Its bytes. Raises OSError."""
        with self.image.file.storage.open(self.image.file.name) as file:
            return file.read()


def album_of(texts):
    """{number of the row: Shot} of every picture that the texts name and that is there. One query, or none."""
    rows = {mark.row for text in texts for mark in marks_in(text) if mark.row}
    images = get_image_model().objects.filter(pk__in=rows) if rows else []
    return {image.pk: shot for image in images if (shot := shot_of(image))}


def shot_of(image):
    """None where the file is gone, or is none that is ever drawn."""
    sha256 = _sha256(image) if is_drawable(image) else ""
    return Shot(image, sha256) if sha256 else None


def is_drawable(image):
    """Drawings (SVG) and what has more pixels than any upload may have came in past the forms."""
    return not image.file.name.lower().endswith(".svg") and 0 < image.width * image.height <= MOST_PIXELS


def _sha256(image):
    """Empty where it cannot be read."""
    storage, name = image.file.storage, image.file.name
    try:
        return _digest(storage, name, storage.size(name), storage.get_modified_time(name))
    except (OSError, ValueError):
        return ""


@lru_cache(maxsize=4096)
def _digest(storage, name, size, modified):
    """Read once for every state of a file: an author's desk asks for all of them each time it is opened."""
    with storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def by_content(text, album):
    """The cleaned text with the pictures themselves named; one that is not in the album stays the number of a row."""

    def named(mark):
        return album[mark.row].mark(mark.alt) if mark.row in album else mark

    return with_marks(clean_html(text), named)


def rows_of(text):
    return {mark.row for mark in marks_in(text) if mark.row and mark.row < LARGEST}


def describe_nothing_by_file_names():
    """Wagtail proposes a picture's title, which is what its file was called, as the words for who does not see it."""
    AbstractImage.default_alt_text = property(lambda image: image.description)
