"""Pictures that people bring: only real raster images, opened within bounds and written anew, so nothing else stays."""

import io

from django.utils.translation import gettext as _

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST_FILE = 4 * 1024 * 1024
MOST_PIXELS = 40_000_000
_LETTERS_OF_FORMATS = "PNG, JPEG, WebP"


class PictureRefused(ValueError):
    """Why a file is not taken as a picture, said to the person who brought it."""


def as_png(file, *, box):
    """The picture of an upload as PNG bytes, no larger than `box` (width, height in pixels). Raises PictureRefused."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise PictureRefused(_("The picture is larger than 4 MB."))
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureRefused(_("The picture has more than 40 megapixels."))
            picture.draft("RGB", box)
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except UnidentifiedImageError as problem:
        raise PictureRefused(_("This is no picture of a kind that can be printed: %(kinds)s.") % _kinds()) from problem
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        if isinstance(problem, PictureRefused):
            raise
        raise PictureRefused(_("The picture is damaged.")) from problem
    upright.thumbnail(box)
    out = io.BytesIO()
    upright.save(out, "PNG", optimize=True)
    return out.getvalue()


def _kinds():
    return {"kinds": _LETTERS_OF_FORMATS}
