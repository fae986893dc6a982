"""The Persian and English catalogues.

    python tools/translations.py missing          the messages of the code that have no Persian yet, as JSON to fill in
    python tools/translations.py merge [FILE...]  code, catalogue and such files -> locale/*/LC_MESSAGES/django.po
    python tools/translations.py check            what is missing or wrong; exits with 1 when anything is
    python tools/translations.py compile          django.po -> django.mo, without the system's gettext

A file is {"message": "پیام"}; with a plural {"message": ["messages", "پیام", "پیام‌ها"]}; with a context
{"context\\u0004message": "پیام"}; what it says takes the place of what the catalogue said. What packages leave in
English stands in the same form in locale/packages: pages.json for their pages, scripts.json for their scripts, which
is compiled to djangojs.mo.
"""

import fcntl
import json
import os
import re
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import polib

from tools.messages import ROOT, messages

LOCALE = ROOT / "locale"
PAGES, SCRIPTS = LOCALE / "packages" / "pages.json", LOCALE / "packages" / "scripts.json"
PLURALS = {"fa": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAGS = re.compile(r"<[^>]*>|&\w+;")
PERSIAN = "آ-ی"
SLIPS = {
    "an Arabic ye or kaf": re.compile("[يك]"),
    "Arabic digits": re.compile("[٠-٩]"),
    "straight quotes": re.compile(rf"[{PERSIAN}]\s*\"|\"\s*[{PERSIAN}]"),
    "a Latin comma, semicolon or question mark": re.compile(rf"[{PERSIAN}]\s*[,;?]"),
    "a space where a half-space belongs": re.compile(
        rf"(?<![{PERSIAN}])ن?می [{PERSIAN}]|[{PERSIAN}] ها(?![{PERSIAN}])"
    ),
}


def catalogue(language):
    return LOCALE / language / "LC_MESSAGES" / "django.po"


@contextmanager
def alone():
    """One at a time: several people merge and compile in the same folder."""
    folder = os.open(LOCALE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


# Merging -------------------------------------------------------------------------------------------------------------


def read(path):
    """{(context, text): (plural, [Persian forms])} of a file."""
    known = {}
    for text, persian in json.loads(Path(path).read_text(encoding="utf-8")).items():
        context, _, plain = text.rpartition("\x04")
        known[context, plain] = ("", [persian]) if isinstance(persian, str) else (persian[0], persian[1:])
    return known


def merge(*files, warn=print):
    """Write both catalogues from the code, the files and what the Persian catalogue has already."""
    spoken, by_packages = messages(), read(PAGES)
    given = {key: entry for path in files for key, entry in read(path).items()}
    for key in sorted(set(given) - set(spoken)):
        warn(f"not in the code: {key[1]!r}")
    known = by_packages | _older_translations(spoken) | given
    persian, english = _empty("fa"), _empty("en")
    for key in sorted({*spoken, *by_packages}):
        message, (plural, forms) = spoken.get(key), known.get(key, ("", []))
        plural, where = (message.plural, sorted(message.files)) if message else (plural, [])
        if not any(forms):
            warn(f"not translated: {key[1]!r} ({', '.join(where)})")
        persian.append(_entry(key, plural, forms, where))
        if message:
            english.append(_entry(key, plural, [key[1], plural], where))
    for language, entries in (("fa", persian), ("en", english)):
        _write(catalogue(language), str(entries).rstrip("\n").encode() + b"\n")


def _older_translations(spoken):
    """What the Persian catalogue says of the code's messages, as `read` gives it."""
    if not catalogue("fa").exists():
        return {}
    entries = polib.pofile(str(catalogue("fa")))
    return {
        _key(entry): (entry.msgid_plural, _forms(entry))
        for entry in entries
        if _key(entry) in spoken and any(_forms(entry)) and not entry.obsolete and not entry.fuzzy
    }


def _empty(language):
    entries = polib.POFile(wrapwidth=100)
    entries.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return entries


def _entry(key, plural, forms, files):
    context, text = key
    entry = polib.POEntry(msgid=text, msgctxt=context or None, occurrences=[(file, "") for file in files])
    if PLACES.search(text + plural) and "{" not in text:
        entry.flags.append("python-format")
    if plural:
        entry.msgid_plural = plural
        entry.msgstr_plural = dict(enumerate((*forms, "", "")[:2]))
    else:
        entry.msgstr = forms[0] if forms else ""
    return entry


def _key(entry):
    return (entry.msgctxt or "", entry.msgid)


def _forms(entry):
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


def _write(path, content):
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


# Checking ------------------------------------------------------------------------------------------------------------


def problems():
    """A sentence for everything that is missing or wrong in the Persian catalogue."""
    entries = {_key(entry): entry for entry in polib.pofile(str(catalogue("fa")))} if catalogue("fa").exists() else {}
    yield from (f"{slip}: {entry.msgid!r}" for entry in script_messages() for slip in _slips(entry))
    for key, message in sorted(messages().items()):
        where = f"{message.text!r} ({', '.join(sorted(message.files))})"
        if key not in entries or entries[key].obsolete:
            yield f"not in the catalogue: {where}"
        elif message.plural != (entries[key].msgid_plural or ""):
            yield f"another plural in the catalogue: {where}"
        elif "fuzzy" in entries[key].flags or not all(_forms(entries[key])):
            yield f"not translated: {where}"
    for entry in entries.values():
        yield from (f"{slip}: {entry.msgid!r}" for slip in _slips(entry))


def _slips(entry):
    forms = list(filter(None, _forms(entry)))
    wanted = Counter(PLACES.findall(entry.msgid_plural or entry.msgid))
    # A singular may say "one" in words; the last form has every place.
    if forms and set(PLACES.findall(forms[-1])) != set(wanted):
        yield f"places {sorted(set(wanted))} are not those of the translation"
    for form in forms:
        if form[:1].isspace() != entry.msgid[:1].isspace() or form[-1:].isspace() != entry.msgid[-1:].isspace():
            yield "white space around it differs"
        yield from (f"{slip} in {form!r}" for slip, pattern in SLIPS.items() if pattern.search(TAGS.sub("", form)))


def check():
    found = list(problems())
    print("\n".join(found) or f"{len(messages())} messages, all translated")
    return 1 if found else 0


def missing():
    """Messages without Persian, in the form of a file for `merge`."""
    spoken, absent = messages(), {}
    known = read(PAGES) | _older_translations(spoken)
    for key, message in sorted(spoken.items()):
        if key not in known:
            absent["\x04".join(filter(None, key))] = [message.plural, "", ""] if message.plural else ""
    print(json.dumps(absent, ensure_ascii=False, indent=1))


def script_messages():
    """The Persian of what packages say by script."""
    entries = _empty("fa")
    for key, (plural, forms) in read(SCRIPTS).items():
        entries.append(_entry(key, plural, forms, []))
    return entries


def compile_catalogues():
    """Django's .mo files; a file that is newer than what it is made of is left alone."""
    for language in PLURALS:
        source = catalogue(language)
        if source.exists():
            _compile(source.with_suffix(".mo"), [source], lambda source=source: polib.pofile(str(source)))
    _compile(catalogue("fa").with_name("djangojs.mo"), [SCRIPTS], script_messages)


def _compile(target, sources, read):
    newest = max(source.stat().st_mtime for source in sources)
    if not (target.exists() and target.stat().st_mtime >= newest):
        _write(target, read().to_binary())
        os.utime(target)


def main():
    doing = {"merge": merge, "check": check, "compile": compile_catalogues, "missing": missing}
    name, *files = sys.argv[1:] or [""]
    if name not in doing or (files and name != "merge"):
        print(__doc__)
        return 2
    with alone():
        return doing[name](*files) or 0


if __name__ == "__main__":
    sys.exit(main())
