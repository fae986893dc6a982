"""XML read once from front to back, by counting: no document types, no entities, no depth, and no tree. Pure."""

from collections.abc import Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from kit.parsing.refusal import Refused

PIECE = 1024 * 1024  # a tag that goes on and on is looked at anew with every piece

__all__ = ["ExpatError", "part_events"]


def part_events(content: bytes, reading: object, deepest: int) -> Iterator[None]:
    """Tell `reading` of all tags (`begin(name, attributes)`, `end(name)`) and of `text(piece)`; stops after each piece.

    Names are "namespace}name". A document type, without which there are no entities, is refused as it begins.
    """
    depth = 0

    def begin(name, attributes):
        nonlocal depth
        depth += 1
        if depth > deepest:
            raise Refused("deep")
        reading.begin(name, attributes)

    def end(name):
        nonlocal depth
        depth -= 1
        if end_of is not None:
            end_of(name)

    end_of = getattr(reading, "end", None)
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = getattr(reading, "text", None)
    parser.StartDoctypeDeclHandler = _refuse
    for start in range(0, len(content), PIECE):
        parser.Parse(content[start : start + PIECE], False)
        yield
    parser.Parse(b"", True)
    yield


def _refuse(*_declared):
    raise Refused("forbidden")
