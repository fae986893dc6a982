"""Every word on screen is there in both languages."""

import json

import polib
import pytest

from tools import messages as reader
from tools import translations


def test_every_message_of_the_code_has_its_persian():
    assert list(translations.problems()) == []


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small code base with one Python file, one template, and packages that leave nothing in English."""
    (tmp_path / "kit").mkdir()
    (tmp_path / "templates").mkdir()
    packages = tmp_path / "locale" / "packages"
    packages.mkdir(parents=True)
    (tmp_path / "kit" / "words.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        'a = _("Sign " "here")\nb = ngettext("%(n)s day", "%(n)s days", n)\nc = pgettext("month", "May")\nd = _(name)\n'
    )
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Save" %}{% chip _("Late") %}{{ x|default:_("None") }}'
        "{% blocktranslate count n=n trimmed %}\n {{ n }} cup{% plural %}{{ n }} cups{% endblocktranslate %}"
    )
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    for name in ("PAGES", "SCRIPTS"):
        monkeypatch.setattr(translations, name, packages / f"{name.lower()}.json")
        (packages / f"{name.lower()}.json").write_text("{}")
    monkeypatch.setattr(translations, "messages", lambda: reader.messages(tmp_path))
    return tmp_path


def tell(house, *, warn=pytest.fail, **persian):
    (house / "persian.json").write_text(json.dumps(persian))
    translations.merge(house / "persian.json", warn=warn)


ALL = {
    "Sign here": "اینجا امضا کنید",
    "%(n)s day": ["%(n)s days", "%(n)s روز", "%(n)s روز"],
    "month\x04May": "مه",
    "Save": "ذخیره",
    "Late": "دیر",
    "None": "هیچ",
    "%(n)s cup": ["%(n)s cups", "%(n)s فنجان", "%(n)s فنجان"],
}


def test_messages_are_found_in_python_and_templates(house):
    found = {key[1]: (message.plural, message.context) for key, message in reader.messages(house).items()}
    assert found == {
        "Sign here": ("", ""),
        "%(n)s day": ("%(n)s days", ""),
        "May": ("", "month"),
        "Save": ("", ""),
        "Late": ("", ""),
        "None": ("", ""),
        "%(n)s cup": ("%(n)s cups", ""),
    }


def test_merging_fills_the_catalogues_and_compiling_makes_them_readable(house):
    tell(house, **ALL)
    translations.compile_catalogues()
    assert list(translations.problems()) == []
    english = polib.mofile(str(house / "locale/en/LC_MESSAGES/django.mo"))
    assert english.find("Save").msgstr == "Save"
    assert polib.mofile(str(house / "locale/fa/LC_MESSAGES/django.mo")).find("Save").msgstr == "ذخیره"


def test_merging_keeps_what_the_catalogue_has_and_says_what_is_missing_or_unknown(house):
    tell(house, **ALL)
    warnings = []
    tell(house, Save="نگه دار", Gone="رفته", warn=warnings.append)
    assert warnings == ["not in the code: 'Gone'"]
    assert polib.pofile(str(translations.catalogue("fa"))).find("Save").msgstr == "نگه دار"
    assert polib.pofile(str(translations.catalogue("fa"))).find("Late").msgstr == "دیر"


@pytest.mark.parametrize(
    ("message", "persian", "complaint"),
    [
        ("Save", "", "not translated"),
        ("Save", "مي‌ماند", "an Arabic ye or kaf"),
        ("Save", 'بگویید "سلام"', "straight quotes"),
        ("Save", "برو, بیا", "a Latin comma"),
        ("Save", "می رود", "a half-space belongs"),
        ("Save", "کتاب ها", "a half-space belongs"),
        ("%(n)s day", ["%(n)s days", "یک روز", "روزها"], "places"),
    ],
)
def test_slips_are_named(house, message, persian, complaint):
    tell(house, **{**ALL, message: persian}, warn=lambda warning: None)
    assert [problem for problem in translations.problems() if complaint in problem]


def test_what_packages_leave_in_english_is_said_without_a_warning_and_for_scripts_too(house):
    translations.PAGES.write_text(json.dumps({"Skip to main content": "رفتن به متن اصلی"}))
    translations.SCRIPTS.write_text(json.dumps({"%(num)s min": ["%(num)s mins", "یک دقیقه", "%(num)s دقیقه"]}))
    tell(house, **ALL)
    translations.compile_catalogues()
    assert list(translations.problems()) == []
    folder = house / "locale/fa/LC_MESSAGES"
    assert polib.mofile(str(folder / "django.mo")).find("Skip to main content").msgstr == "رفتن به متن اصلی"
    assert polib.mofile(str(folder / "djangojs.mo")).find("%(num)s min").msgstr_plural[1] == "%(num)s دقیقه"


def test_what_is_missing_is_told_in_the_form_that_can_be_merged(house, capsys):
    tell(house, **{text: persian for text, persian in ALL.items() if text != "%(n)s day"}, warn=lambda warning: None)
    translations.missing()
    assert json.loads(capsys.readouterr().out) == {"%(n)s day": ["%(n)s days", "", ""]}
