"""Questions and answers as they are stored, by the names that signatures use. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

Content = Mapping[str, Any]  # of a QuestionVersion
Option = Mapping[str, Any]  # one of a content's
Given = list[Any]  # what is kept of an answer: option keys, pairs of them, or the one text
LaidOut = list[list[str]]  # [[token, option key], ...]
Say = Callable[..., str]  # say(texts, prefix): the text of a dict in the reader's language
