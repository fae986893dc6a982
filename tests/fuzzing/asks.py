"""One request, and the bytes that are sent for it."""

from dataclasses import dataclass, field, replace
from urllib.parse import quote_from_bytes

BOUNDARY = "fz-boundary"
FORM = "application/x-www-form-urlencoded"
SHOWN = 80
# What gunicorn takes at most as the first line of a request, and of a header.
LONGEST_LINE = 8190


@dataclass(frozen=True)
class Upload:
    name: str
    kind: str
    content: bytes

    def __str__(self):
        return f"file {short(self.name)} {short(self.content)}"


@dataclass(frozen=True)
class Ask:
    """`fields` and `query` are pairs of a name and a text, bytes or (fields alone) an Upload.

    `content_type` and `body`, where given, stand in place of those that fit the fields.
    """

    who: str
    method: str
    path: str
    query: tuple = ()
    fields: tuple = ()
    headers: dict = field(default_factory=dict)
    cookies: tuple = ()
    content_type: str = ""
    body: bytes | None = None

    def but(self, **changes):
        return replace(self, **changes)

    @property
    def address(self):
        return (self.path + ("?" + encoded(self.query) if self.query else ""))[:LONGEST_LINE]

    @property
    def is_reading(self):
        return self.method in ("GET", "HEAD", "OPTIONS", "TRACE")

    def sent(self):
        """(content type, body) as they go out."""
        fields = () if self.is_reading else self.fields
        if any(isinstance(value, Upload) for _, value in fields):
            fitting, body = f"multipart/form-data; boundary={BOUNDARY}", _multipart(fields)
        else:
            fitting, body = FORM, encoded(fields).encode()
        return self.content_type or fitting, body if self.body is None else self.body

    def __str__(self):
        """One line that says all of it, long texts cut in the middle."""
        more = [f"{name}={short(value)}" for name, value in self.fields if not self.is_reading]
        more += [f"{name}: {short(value)}" for name, value in self.headers.items()]
        more += [f"cookie {name}={short(value)}" for name, value in self.cookies]
        more += [f"content type {short(self.content_type)}"] if self.content_type else []
        more += [f"body {short(self.body)}"] if self.body is not None else []
        return f"{self.method} {_cut(self.address, 300)} as {self.who} [{'; '.join(more)}]"


def as_bytes(value):
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def short(value):
    return str(value) if isinstance(value, Upload) else _cut(ascii(value), SHOWN)


def _cut(text, most):
    return text if len(text) <= most else f"{text[: most // 2]}...({len(text)})...{text[-20:]}"


def encoded(pairs):
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(value):
    return quote_from_bytes(as_bytes(value.name if isinstance(value, Upload) else value))


def _multipart(fields):
    parts = []
    for name, value in fields:
        head = f'Content-Disposition: form-data; name="{_in_head(name)}"'.encode("utf-8", "surrogatepass")
        if isinstance(value, Upload):
            head += f'; filename="{_in_head(value.name)}"\r\nContent-Type: {value.kind}'.encode(
                "utf-8", "surrogatepass"
            )
        content = value.content if isinstance(value, Upload) else as_bytes(value)
        parts.append(b"--" + BOUNDARY.encode() + b"\r\n" + head + b"\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--" + BOUNDARY.encode() + b"--\r\n"


def _in_head(name):
    """As browsers write it, but for line breaks, which a forger sends as they are."""
    return (name.decode("latin-1") if isinstance(name, bytes) else name).replace('"', "%22")
