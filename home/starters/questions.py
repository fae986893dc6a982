"""Questions as the files of starter folders and of the demo write them, made into drafts of the question bank. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from kit.text.bilingual import LANGUAGES
from training.kinds import KINDS
from training.kinds.drafts import Draft, Words


def question_draft(data: Mapping[str, Any], languages: Collection[str] = LANGUAGES) -> Draft:
    """`data`: text_fa, text_en, kind (without one: single), standard, and by kind

    single, multiple: options_fa, options_en, right (a number from 1, or a list of them);
    true_false: right (true or false); matching: pairs_fa, pairs_en ([one, its other half]); numeric: number, tolerance.
    """
    kind = data.get("kind", "single")
    feedback = _in(languages, data.get("feedback_fa", ""), data.get("feedback_en", ""))
    text = _in(languages, data["text_fa"], data["text_en"])
    options = tuple(KINDS[kind].from_plain(data, partial(_in, languages)))
    return Draft(kind, text, options, feedback=feedback, codes=(data["standard"],))


def with_code(draft: Draft, code: str) -> Draft:
    return replace(draft, codes=(code,))


def _in(languages: Collection[str], fa: str, en: str) -> Words:
    return Words(fa if "fa" in languages else "", en if "en" in languages else "")
