"""A picture that somebody brings, written anew in the process that reads files of strangers. Pure."""

import base64
from collections.abc import Iterable, Sequence

from kit.parsing import images
from kit.parsing.refusal import Refused


def read(content: bytes, box: Sequence[int] | None = None) -> dict[str, str]:
    """{"picture": base64, "kind": type of its content}: `pictures.re_encode`, or with a box `pictures.as_png`."""
    try:
        new, kind = (images.as_png(content, box=(box[0], box[1])), "image/png") if box else images.re_encode(content)
    except images.PictureRefused as refusal:
        raise Refused(refusal.reason) from refusal
    return {"picture": base64.b64encode(new).decode("ascii"), "kind": kind}


def sizes(content: bytes, longest: Iterable[int]) -> dict[str, list[str]]:
    """{"pictures": [base64]}: the picture with its longer side no longer than each of `longest`."""
    try:
        made = [images.smaller(content, longest=side)[0] for side in longest]
    except images.PictureRefused as refusal:
        raise Refused(refusal.reason) from refusal
    return {"pictures": [base64.b64encode(each).decode("ascii") for each in made]}
