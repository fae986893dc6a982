"""Every word on screen is there in both languages."""

import json
import re
from pathlib import Path

import django
import polib
import pytest
from django.utils import translation

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


# What packages say ---------------------------------------------------------------------------------------------------

PACKAGES = Path(django.__file__).parent.parent
SPEAKING = (
    "django/forms",
    "django/core/validators.py",
    "django/contrib/auth/password_validation.py",
    "django/contrib/auth/forms.py",
    "django/contrib/auth/validators.py",
    "allauth/account/adapter.py",
    "allauth/account/forms.py",
    "allauth/mfa/adapter.py",
    "allauth/mfa/base",
    "allauth/mfa/totp",
    "allauth/mfa/recovery_codes",
    "django_tables2",
    "wagtail/admin",
    "wagtail/users",
    "wagtail/images",
    "wagtail/models",
    "wagtail/blocks",
    "wagtail/locks.py",
    "wagtail/wagtail_hooks.py",
)
# Nothing but places to fill, or a name; of apps and parts that nobody here meets.
SAME_EVERYWHERE = re.compile(r"^(?:%\(\w+\)[sd]|[^\w]| by |IPv[46]|URL|Wagtail|Slug|ID|HTML|CSV|XLSX)+$")
NEVER_SHOWN = ("/apps.py", "/machine_translators/", "/modeladmin/", "/contrib/")
UNKIND = re.compile(r"رمز ?عبور|کاراکتر|فیلد|لطفا |آدرس|دستورالعمل|پرونده|\u200cات\b|کلیک|بایست|میباشد|می‌باشد")


def persian(message):
    if message.plural:
        text = message.text, message.plural, 5
        return translation.npgettext(message.context, *text) if message.context else translation.ngettext(*text)
    return translation.pgettext(message.context, message.text) if message.context else translation.gettext(message.text)


@pytest.mark.parametrize("package", SPEAKING)
def test_what_a_package_says_is_good_persian(package):
    wrong = []
    with translation.override("fa"):
        for message in reader.said_by(PACKAGES / package).values():
            said = persian(message)
            if SAME_EVERYWHERE.match(message.text) or all(
                any(part in file for part in NEVER_SHOWN) for file in message.files
            ):
                continue
            slips = [name for name, slip in translations.SLIPS.items() if slip.search(translations.TAGS.sub("", said))]
            if slips or UNKIND.search(said) or not re.search("[آ-ی]", said):
                wrong.append((message.text, said, slips))
    assert wrong == []


def test_files_of_a_package_are_read_without_its_own_tests(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text('from django.utils.translation import gettext as _\n_("Tested")\n')
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "Said" %}')
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert [message.text for message in reader.said_by(tmp_path).values()] == ["Said"]
    assert [message.text for message in reader.said_by(tmp_path / "page.html").values()] == ["Said"]


# One word for one thing ----------------------------------------------------------------------------------------------


def test_seeing_at_work_reading_an_evaluation_and_looking_are_three_words():
    with translation.override("fa"):
        said = [translation.gettext(text) for text in ("I saw it", "I have read it", "Yes, I have looked", "Seen")]
    assert said == ["سر کار دیدم", "خواندم", "بله، نگاه کردم", "بازشده"]


def test_the_quiz_promises_in_persian_what_it_keeps():
    """Right and wrong are told once one has passed or used all attempts; the mark at once."""
    with translation.override("fa"):
        promise = translation.gettext("You see your mark after you hand in. If you leave, you go on right here.")
    assert "نمره" in promise and "درست و نادرست" not in promise


def test_a_file_is_called_by_one_word():
    """«پرونده» is somebody's record and a complaint's, never a file."""
    entries = polib.pofile(str(translations.catalogue("fa")))
    assert [entry.msgid for entry in entries if "پرونده" in entry.msgstr] == ["Well done. It is recorded."]
