"""Which column of a staff list is which, in either language, however it is spelt."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kit.folding import compact
from people.written import written_languages


@dataclass(frozen=True)
class Column:
    """`field` of StaffMember (or `username`); the first Persian and English heads are those of the template."""

    field: str
    label: str
    heads: tuple
    is_required: bool = False


COLUMNS = (
    Column(
        "code", _("Personnel code"), ("کد پرسنلی", "Personnel code", "شماره پرسنلی", "code", "staff code", "کد"), True
    ),
    Column(
        "given_name_fa", _("Given name in Persian"), ("نام", "Given name (Persian)", "نام فارسی", "given name"), True
    ),
    Column(
        "family_name_fa",
        _("Family name in Persian"),
        ("نام خانوادگی", "Family name (Persian)", "نام خانوادگی فارسی", "family name", "فامیل"),
        True,
    ),
    Column(
        "given_name_en",
        _("Given name in English"),
        ("نام (انگلیسی)", "Given name (English)", "نام انگلیسی", "first name", "نام لاتین"),
    ),
    Column(
        "family_name_en",
        _("Family name in English"),
        ("نام خانوادگی (انگلیسی)", "Family name (English)", "نام خانوادگی انگلیسی", "last name", "surname"),
    ),
    Column("email", _("E-mail"), ("ایمیل", "E-mail", "email", "رایانامه", "پست الکترونیکی")),
    Column("branch", _("Branch"), ("شعبه", "Branch", "نام شعبه")),
    Column("team", _("Team"), ("تیم", "Team", "نام تیم", "کد تیم", "team code", "گروه کاری"), True),
    Column("job_role", _("Job role"), ("نقش کاری", "Job role", "سمت", "شغل", "نقش", "role", "job"), True),
    Column(
        "joined_on", _("Joined on"), ("تاریخ شروع", "Joined on", "تاریخ استخدام", "شروع به کار", "start date"), True
    ),
    Column(
        "left_on", _("Left on"), ("تاریخ ترک کار", "Left on", "تاریخ پایان", "پایان کار", "end date", "first day away")
    ),
    Column("contract_share", _("Contract share"), ("درصد قرارداد", "Contract share", "سهم قرارداد", "fte", "درصد کار")),
    Column("username", _("User name"), ("نام کاربری", "User name", "username", "login")),
)

# Access is given by a person, one at a time, and never by a file.
REFUSED = {
    compact(head)
    for head in (
        "access", "access role", "access roles", "access group", "group", "groups", "permission", "permissions",
        "administrator", "admin", "is_superuser", "superuser", "is_staff", "is_active", "password", "password hash",
        "دسترسی", "نقش دسترسی", "سطح دسترسی", "گروه", "گروه دسترسی", "مدیر سامانه", "رمز", "رمز عبور", "گذرواژه",
    )
}  # fmt: skip

# In a company that writes English first, these stand above Latin names.
_ENGLISH_FIRST = {"givenname": "given_name_en", "familyname": "family_name_en"}
_BY_HEAD = {compact(head): column for column in COLUMNS for head in column.heads}
_BY_HEAD |= {column.field.replace("_", ""): column for column in COLUMNS}


_BY_FIELD = {column.field: column for column in COLUMNS}


def asked_columns(languages=None):
    """The columns of a company that writes in `languages`."""
    languages = languages or written_languages()
    left_out = tuple({"_fa", "_en"} - {f"_{language}" for language in languages})
    return [column for column in COLUMNS if not (left_out and column.field.endswith(left_out))]


def is_needed(column, languages):
    """Names are needed in the company's main language."""
    if column.field.endswith(("_fa", "_en")):
        return column.field.endswith(languages[0])
    return column.is_required


@dataclass(frozen=True)
class Reading:
    """What a header means: {position: Column}, and the heads that are left out."""

    columns: dict
    refused: list
    unknown: list
    missing: list
    doubled: list


def read_header(header):
    columns, refused, unknown, doubled = {}, [], [], []
    languages = written_languages()
    for place, head in enumerate(header):
        plain = compact(head).replace("_", "")
        column = _column(plain, languages[0])
        if compact(head) in REFUSED or plain in REFUSED:
            refused.append(head)
        elif column is None:
            unknown.extend([head] if head else [])
        elif column in columns.values():
            doubled.append(head)
        else:
            columns[place] = column
    missing = [column for column in COLUMNS if is_needed(column, languages) and column not in columns.values()]
    return Reading(columns, refused, unknown, missing, doubled)


def _column(plain, main):
    if main == "en" and plain in _ENGLISH_FIRST:
        return _BY_FIELD[_ENGLISH_FIRST[plain]]
    return _BY_HEAD.get(plain)


def template_header(language):
    return [column.heads[0 if language == "fa" else 1] for column in asked_columns()]
