"""Pictures that people bring: only real raster images, decoded within bounds and written anew, so nothing else stays.

No position, no comment, no profile and no byte behind the picture comes through; of several frames the first is kept.
Pure: no Django, so that a process of its own can do it (`re_encode` takes bytes and gives bytes).
"""

import io
import struct
import zlib

LARGEST_FILE = 4 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
# Colour profiles are parsed, so they are bounded; those of printers reach 2 MB.
LARGEST_PROFILE = 4 * 1024 * 1024
# Decoding a progressive JPEG costs as much again for each scan; cameras and programs write about ten.
MOST_SCANS = 40
QUALITY, QUALITY_OF_SMALLER = 90, 80

# Format as Pillow names it: (format written, type of its content, ending).
WRITTEN = {
    "JPEG": ("JPEG", "image/jpeg", ".jpg"),
    "MPO": ("JPEG", "image/jpeg", ".jpg"),
    "HEIF": ("JPEG", "image/jpeg", ".jpg"),
    "PNG": ("PNG", "image/png", ".png"),
    "GIF": ("PNG", "image/png", ".png"),
    "WEBP": ("WEBP", "image/webp", ".webp"),
    "AVIF": ("WEBP", "image/webp", ".webp"),
}
ENDINGS = {kind: ending for _, kind, ending in WRITTEN.values()}
# MPO, several JPEGs in one file, is opened as JPEG.
READ = ("JPEG", "HEIF", "PNG", "GIF", "WEBP", "AVIF")
# What can be printed at the head of a document.
PRINTED = ("PNG", "JPEG", "WEBP")

NO_PICTURE, DAMAGED, TOO_LARGE, TOO_MANY_PIXELS = "no picture", "damaged", "too large", "too many pixels"
# What decoders of foreign files are known to end with; the bombs of Pillow are told apart before these.
FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


class PictureRefused(ValueError):
    """Why a file is not taken as a picture: one of the reasons above."""

    @property
    def reason(self):
        return self.args[0]


def re_encode(content: bytes, *, longest: int = LONGEST_SIDE, formats: tuple = READ) -> tuple[bytes, str]:
    """(bytes, type of the content) of a new picture of what is seen, upright, at most `longest` pixels a side."""
    image, read_as = _decoded(content, (longest, longest), formats)
    name, kind, _ = WRITTEN[read_as]
    return _written(image, name), kind


def smaller(content: bytes, *, longest: int) -> tuple[bytes, str]:
    """The same as `re_encode` for showing: a size of a picture that is kept whole elsewhere, so it may weigh less."""
    image, read_as = _decoded(content, (longest, longest), READ)
    name, kind, _ = WRITTEN[read_as]
    return _written(image, name, QUALITY_OF_SMALLER), kind


def kind_of(content: bytes) -> str:
    """The type of a picture's content as its first bytes tell it; empty where no browser and no paper shows it."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    heads = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
    return next((kind for head, kind in heads.items() if content.startswith(head)), "")


def as_png(content: bytes, *, box: tuple[int, int]) -> bytes:
    """The picture as PNG bytes, no larger than `box` (width, height in pixels)."""
    image, _ = _decoded(content, box, PRINTED)
    return _written(image.convert("RGBA"), "PNG")


def _decoded(content, box, formats):
    """(image as RGB or RGBA without anything beside, name of the format it had)."""
    image_module = _pillow()
    try:
        with image_module.open(io.BytesIO(content), formats=formats) as picture:
            _refuse_what_costs_much(picture, content)
            return _upright(picture, box), picture.format
    except PictureRefused:
        raise
    except image_module.UnidentifiedImageError as problem:
        raise PictureRefused(NO_PICTURE) from problem
    except (image_module.DecompressionBombError, image_module.DecompressionBombWarning) as problem:
        raise PictureRefused(TOO_MANY_PIXELS) from problem
    except FAULTS as problem:
        raise PictureRefused(DAMAGED) from problem


def _pillow():
    """Pillow's module, told to decode nothing cut short and to open HEIF, which is what telephones make."""
    import pillow_heif
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    Image.init()
    return Image


def _refuse_what_costs_much(picture, content):
    """Judged by the head alone: nothing is decoded yet."""
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureRefused(TOO_MANY_PIXELS)
    if picture.format in ("JPEG", "MPO") and _scans(content) > MOST_SCANS:
        raise PictureRefused(DAMAGED)


def _scans(content):
    """How many scans a JPEG has up to its end; what follows it may be anything."""
    place = 2
    while content[place : place + 1] == b"\xff" and content[place + 1 : place + 2] != b"\xda":
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    end = content.find(b"\xff\xd9", place)
    return content.count(b"\xff\xda", place, len(content) if end < 0 else end)


def _upright(picture, box):
    orientation = _orientation(picture)
    across = box[::-1] if orientation in (5, 6, 7, 8) else box
    picture.draft("RGB", across)
    picture.load()
    image = _in_plain_colours(picture)
    image.thumbnail(across, reducing_gap=2.0)
    image = _turned(image, orientation)
    image.info.clear()  # what the writers would otherwise take along: profile, comment, positions
    return image


def _orientation(picture):
    """1 to 8 as the camera noted it; 1 where the note cannot be read."""
    try:
        return picture.getexif().get(0x0112, 1)
    except FAULTS:
        return 1


def _turned(image, orientation):
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
    }  # fmt: skip
    turn = turns.get(orientation)
    return image if turn is None else image.transpose(turn)


def _in_plain_colours(picture):
    """RGB, or RGBA where something is seen through; by the profile it brought, as far as that can be read."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    is_clear = picture.has_transparency_data
    plain = _by_profile(picture) or picture
    return plain.convert("RGBA" if is_clear else "RGB")


def _by_profile(picture):
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or len(profile) > LARGEST_PROFILE or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return None
    out = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        return ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=out)
    except (*FAULTS, ImageCms.PyCMSError):
        return None


def _written(image, name, quality=QUALITY):
    out = io.BytesIO()
    if name == "JPEG":
        image = _on_white(image)
    options = {"JPEG": {"quality": quality}, "WEBP": {"quality": quality, "method": 2}}.get(name, {})
    image.save(out, name, **options)
    return out.getvalue()


def _on_white(image):
    from PIL import Image

    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
