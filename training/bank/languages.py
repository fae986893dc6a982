"""Two languages in one text, as Moodle's filters write them: {mlang fa}…{mlang}{mlang en}…{mlang}. Pure."""

import re

from training.kinds.drafts import Words

# What stands in a mark holds no beginning of another, so every letter is looked at once.
_MARKED = re.compile(r"\{mlang\s+([\w-]+)\}((?:(?!\{mlang\s).)*?)\{mlang\}", re.S | re.I)
_SPAN = re.compile(
    r'<span\s+(?:lang="([\w-]+)"\s+class="multilang"|class="multilang"\s+lang="([\w-]+)")>'
    r"((?:(?!<span\s+(?:lang|class)=).)*?)</span>",
    re.S,
)


def joined(words: Words, main: str = "fa") -> str:
    """One text of a pair; what has the main language alone stands there bare."""
    if not words.fa and not words.en:
        return ""
    if (words.fa if main == "fa" else words.en) and not (words.en if main == "fa" else words.fa):
        return words.fa or words.en
    parts = [(language, text) for language, text in (("fa", words.fa), ("en", words.en)) if text]
    return "".join(f"{{mlang {language}}}{text}{{mlang}}" for language, text in parts)


def parted(text: str, main: str = "fa") -> tuple[Words, list[str]]:
    """(Words, languages that have no place here). What stands outside of marks belongs to every language."""
    found = [(match[1], match[2]) for match in _MARKED.finditer(text)]
    outside = _MARKED
    if not found:
        found, outside = [(match[1] or match[2], match[3]) for match in _SPAN.finditer(text)], _SPAN
    if not found:
        return Words(**{main: text.strip()}), []
    own: dict[str, list[str]] = {language: [] for language in ("fa", "en")}
    others, spoken = [], {language[:2].lower() for language, _part in found}
    for language, part in found:
        if language[:2].lower() in own:
            own[language[:2].lower()].append(part.strip())
        elif language.lower() == "other":
            for missing in own.keys() - spoken:
                own[missing].append(part.strip())
        else:
            others.append(language)
    before = outside.sub("", text).strip()
    texts = {language: " ".join(filter(None, [before, *parts])) for language, parts in own.items()}
    return Words(**texts), others
