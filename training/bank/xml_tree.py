"""A small tree of an XML file, each part with its line; entities, declarations and depth are refused. Pure."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from training.bank.intake import LARGEST, BankFileError, Loss

DEEPEST, MOST_PARTS = 12, 60_000


@dataclass
class XmlElement:
    """An element: `text` is what stands in it before, between and after its parts."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parts: list["XmlElement"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def all(self, tag: str) -> list["XmlElement"]:
        return [part for part in self.parts if part.tag == tag]

    def first(self, tag: str) -> "XmlElement | None":
        return next((part for part in self.parts if part.tag == tag), None)

    def value(self, tag: str, default: str = "") -> str:
        """What stands in the part `tag`, or in its <text>."""
        part = self.first(tag)
        return part.content if part else default

    @property
    def content(self) -> str:
        inner = self.first("text")
        return (inner or self).text.strip()


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: XmlElement | None = None
        self.open: list[XmlElement] = []
        self.count, self.locator = 0, None

    def setDocumentLocator(self, locator: Any) -> None:
        self.locator = locator

    def startElement(self, name: str, attributes: Any) -> None:
        self.count += 1
        line = self.locator.getLineNumber() if self.locator else 0
        if len(self.open) >= DEEPEST or self.count > MOST_PARTS:
            raise BankFileError(Loss.HOSTILE, line)
        part = XmlElement(name, line, dict(attributes.items()))
        if self.open:
            self.open[-1].parts.append(part)
        else:
            self.root = part
        self.open.append(part)

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].pieces.append(content)

    def endElement(self, name: str) -> None:
        part = self.open.pop()
        part.text = "".join(part.pieces)


def read_tree(content: bytes) -> XmlElement | None:
    """The root of the file's bytes. Raises BankFileError."""
    if len(content) > LARGEST:
        raise BankFileError(Loss.TOO_LARGE)
    builder = _Builder()
    try:
        parse(BytesIO(content), builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as hostile:
        raise BankFileError(Loss.HOSTILE) from hostile
    except (SAXException, ValueError, LookupError) as wrong:
        if isinstance(wrong, BankFileError):
            raise
        line = wrong.getLineNumber() if hasattr(wrong, "getLineNumber") else 0
        raise BankFileError(Loss.NOT_XML, line or 0) from wrong
    return builder.root
