"""Pictures as people bring them, what only looks like one, and what hides behind one."""

import io
import struct
import zlib
from functools import cache

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SCRIPT = b"<script>alert('canary')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# What must be found in nothing that was written anew.
CANARIES = (b"canary", b"<script", b"PK\x03\x04", b"secret", b"Exif", b"ICC", b"iCCP", b"tEXt", b"http://")


def picture(size=(8, 6), kind="PNG", mode="RGB", colour="#a5311f", **more):
    return written(Image.new(mode, size, colour if mode in ("RGB", "RGBA") else 0), kind, **more)


def written(image, kind, **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def read(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def noted(orientation=1):
    """What a telephone notes: which way it was held, where, and by whose camera."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "secret camera"
    exif[0x8825] = {1: "N", 2: (35.0, 41.0, 21.0), 3: "E", 4: (51.0, 23.0, 20.0)}
    return exif


def halves(size=(80, 40)):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width, height, kilobytes=10):
    """A PNG that says it is so large, with next to nothing in it."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"\0" * kilobytes * 1024)) + _chunk(b"IEND", b"")


@cache
def bomb():
    """A comment of 200 MB, packed to 200 KB, before the first point of a small PNG."""
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
    content = picture()
    return content[:33] + text + content[33:]


@cache
def animation(frames=3000):
    images = [Image.new("P", (4, 4), n % 2) for n in range(frames)]
    return written(images[0], "GIF", save_all=True, append_images=images[1:], duration=10, optimize=False)


def wav():
    return b"RIFF" + struct.pack("<I", 4000) + b"WAVEfmt " + b"\0" * 4000


@cache
def many_scans(scans=3000):
    """A progressive JPEG whose last scan is said again and again: each costs a pass over all of the picture."""
    content = written(Image.new("RGB", (4000, 4000)), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:-2] + content[last:-2] * scans + b"\xff\xd9"


# Real pictures that carry something: {name: (content, what is written)}.
CARRYING = {
    "script behind a JPEG": lambda: picture(kind="JPEG") + SCRIPT,
    "comment in a JPEG": lambda: picture(kind="JPEG", comment=SCRIPT),
    "archive behind a JPEG": lambda: picture(kind="JPEG") + b"PK\x03\x04" + b"secret" * 99,
    "positions in a JPEG": lambda: picture(kind="JPEG", exif=noted(), xmp=b"<x>secret http://ns.adobe.com</x>"),
    "positions in a WebP": lambda: picture(kind="WEBP", exif=noted(), xmp=b"<x>secret http://ns.adobe.com</x>"),
    "positions in a PNG": lambda: picture(kind="PNG", exif=noted()),
    "positions in an AVIF": lambda: picture((64, 64), kind="AVIF", exif=noted()),
    "positions in a HEIC": lambda: _heic(),
    "page in the text of a PNG": lambda: picture(pnginfo=_text()),
    "page behind a PNG": lambda: picture() + b"<html>" + SCRIPT,
    "profile": lambda: picture(kind="JPEG", icc_profile=ImageCms.ImageCmsProfile(_srgb()).tobytes()),
    "page in a GIF": lambda: picture(kind="GIF", comment=SCRIPT),
    "many frames": animation,
}
# What is no picture, or none that may be opened.
NONE = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\xff",
    "a drawing with script": lambda: SVG,
    "a page": lambda: b"<html>" + SCRIPT,
    "a script behind the head of a JPEG": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + SCRIPT * 20,
    "a sound as WebP": wav,
    "60,000 x 60,000": lambda: png_of(60_000, 60_000),
    "one line of 2 thousand million": lambda: png_of(2**31 - 1, 1),
    "without a side": lambda: png_of(0, 5),
    "8,000 x 6,000": lambda: png_of(8000, 6000),
    "a bomb": bomb,
    "many scans": many_scans,
    "a JPEG cut short": lambda: picture((600, 600), "JPEG")[:900],
    "a PNG cut short": lambda: written(halves((600, 600)), "PNG")[:200],
    "a WebP cut short": lambda: written(halves((600, 600)), "WEBP")[:100],
    "an AVIF cut short": lambda: picture((600, 600), "AVIF")[:300],
    "a GIF cut short": lambda: b"GIF89a",
    "a broken GIF": lambda: b"GIF89a" + b"\xff" * 300,
    "a broken PNG": lambda: b"\x89PNG\r\n\x1a\n" * 9,
    "another format": lambda: picture(kind="TIFF"),
    "a bitmap": lambda: picture(kind="BMP"),
    "an icon": lambda: picture(kind="ICO"),
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


def _srgb():
    return ImageCms.createProfile("sRGB")


def _text():
    text = PngInfo()
    text.add_text("Comment", SCRIPT.decode())
    return text


def _heic():
    import pillow_heif

    pillow_heif.register_heif_opener()
    return picture((64, 64), kind="HEIF", exif=noted())
