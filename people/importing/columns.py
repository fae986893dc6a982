"""The kind of file that a staff list is: its fields in either language, however they are spelt."""

from django.utils.translation import gettext_lazy as _

from kit.importing.headings import plain
from kit.importing.kinds import Field, Kind
from kit.importing.layouts import split_name
from people.company.languages import written_languages

REQUIRED = {"job_role", "joined_on", "team"}
NAMES = ("given_name", "family_name")


def _split(text):
    """Where the two names stand in one cell: of which language they are, their letters tell."""
    parts = split_name(text)
    return {"given_name": parts["given"], "family_name": parts["family"]}


_CODE = Field(
    "code",
    _("Personnel code"),
    (
        "کد پرسنلی", "Personnel code", "شماره پرسنلی", "code", "staff code", "کد", "employee id", "employee code",
        "employee no", "employee number", "emp id", "emp no", "personnel number", "personnel no", "staff id",
        "staff no", "staff number", "badge number", "کد کارمندی", "شماره کارمندی", "کد کارمند", "id",
    ),
    help=_("Not in the file: everybody new gets the next number; who is known is found by e-mail, else by name."),
)  # fmt: skip
_FULL = Field(
    "full_name",
    _("Whole name in one column"),
    (
        "نام و نام خانوادگی", "Full name", "employee name", "staff name", "نام کامل", "نام کارمند", "نام پرسنل",
        "family, given", "last, first", "last name, first name", "خانوادگی، نام", "نام خانوادگی، نام",
        "نام خانوادگی و نام",
    ),
    split=_split,
    help=_("“Family, Given” with a comma, or “Given Family”."),
)  # fmt: skip
_FIELDS = (
    _CODE,
    Field(
        "given_name_fa",
        _("Given name in Persian"),
        ("نام", "Given name (Persian)", "نام فارسی", "given name", "name"),
    ),
    Field(
        "family_name_fa",
        _("Family name in Persian"),
        ("نام خانوادگی", "Family name (Persian)", "نام خانوادگی فارسی", "family name", "فامیل", "فامیلی"),
    ),
    Field(
        "given_name_en",
        _("Given name in English"),
        ("نام (انگلیسی)", "Given name (English)", "نام انگلیسی", "first name", "نام لاتین", "forename"),
    ),
    Field(
        "family_name_en",
        _("Family name in English"),
        ("نام خانوادگی (انگلیسی)", "Family name (English)", "نام خانوادگی انگلیسی", "last name", "surname"),
    ),
    _FULL,
    Field(
        "email",
        _("E-mail"),
        ("ایمیل", "E-mail", "email", "رایانامه", "پست الکترونیکی", "email address", "work email", "mail"),
    ),
    Field(
        "branch",
        _("Branch"),
        ("شعبه", "Branch", "نام شعبه", "store", "location", "shop", "site", "فروشگاه", "محل کار"),
        may_be_same=True,
    ),
    Field(
        "team",
        _("Team"),
        (
            "تیم", "Team", "نام تیم", "کد تیم", "team code", "گروه کاری", "department", "dept", "division", "unit",
            "واحد", "بخش", "دپارتمان", "شیفت", "shift",
        ),
        is_required=True,
        may_be_same=True,
    ),
    Field(
        "job_role",
        _("Job role"),
        (
            "نقش کاری", "Job role", "سمت", "شغل", "نقش", "role", "job", "job title", "position", "title",
            "designation", "عنوان شغلی", "پست سازمانی", "پست",
        ),
        is_required=True,
        may_be_same=True,
    ),
    Field(
        "joined_on",
        _("Joined on"),
        (
            "تاریخ شروع", "Joined on", "تاریخ استخدام", "شروع به کار", "start date", "hire date", "date of hire",
            "hired on", "hired", "joined", "date joined", "joining date", "date of joining", "employment date",
            "تاریخ شروع به کار", "تاریخ ورود",
        ),
        is_required=True,
        is_day=True,
        may_be_same=True,
    ),
    Field(
        "left_on",
        _("Left on"),
        (
            "تاریخ ترک کار", "Left on", "تاریخ پایان", "پایان کار", "end date", "first day away", "termination date",
            "date of termination", "leaving date", "تاریخ خروج",
        ),
        is_day=True,
    ),
    Field(
        "contract_share", _("Contract share"), ("درصد قرارداد", "Contract share", "سهم قرارداد", "fte", "درصد کار")
    ),
    Field("username", _("User name"), ("نام کاربری", "User name", "username", "login")),
)  # fmt: skip

# Access is given by a person, one at a time, and never by a file.
REFUSED = {
    plain(head)
    for head in (
        "access", "access role", "access roles", "access group", "group", "groups", "permission", "permissions",
        "administrator", "admin", "is_superuser", "superuser", "is_staff", "is_active", "password", "password hash",
        "دسترسی", "نقش دسترسی", "سطح دسترسی", "گروه", "گروه دسترسی", "مدیر سامانه", "رمز", "رمز عبور", "گذرواژه",
    )
}  # fmt: skip


def is_refused(head):
    return plain(head) in REFUSED


def staff_kind():
    """A staff list, as a company that writes in its languages brings it."""
    languages = written_languages()
    fields = tuple(_in_languages(field, languages) for field in asked_fields(languages))
    names = [tuple(f"{name}_{language}" for name in NAMES) for language in languages]
    return Kind(
        "staff",
        _("Import a staff list"),
        fields=fields,
        permission="people.import_staff",
        address="people:import",
        alternatives=((*names, ("full_name",)),),
        is_refused=is_refused,
        settle=settle,
    )


def settle(columns):
    """A “Name” with no family name beside it is the whole name."""
    names = {name for name in columns if name.rpartition("_")[0] in NAMES}
    if len(names) == 1 and "full_name" not in columns and (name := names.pop()).startswith("given_name"):
        columns = {each: place for each, place in columns.items() if each != name} | {"full_name": columns[name]}
    return columns


def asked_fields(languages=None):
    """The fields of a company that writes in `languages`."""
    languages = languages or written_languages()
    left_out = tuple({"_fa", "_en"} - {f"_{language}" for language in languages})
    return [field for field in _FIELDS if not (left_out and field.name.endswith(left_out))]


# In a company that writes one language, or English first, headings of no language are those of its main one.
_OF_NO_LANGUAGE = {
    "given_name": ("given name", "first name", "forename", "name", "نام"),
    "family_name": ("family name", "last name", "surname", "نام خانوادگی", "فامیل"),
}


def _in_languages(field, languages):
    name, _underscore, language = field.name.rpartition("_")
    if name not in NAMES:
        return field
    heads = field.heads
    if languages[0] == language and (language == "en" or len(languages) == 1):
        heads = (*heads, *_OF_NO_LANGUAGE[name])
    elif languages[0] == "en":
        heads = tuple(head for head in heads if head not in _OF_NO_LANGUAGE[name] or head in heads[:2])
    return Field(field.name, field.label, heads)


def is_needed(field, languages):
    """Names are needed in one of the company's languages."""
    return field.name in REQUIRED or field.name in [f"{name}_{languages[0]}" for name in NAMES]


def template_header(language):
    return [field.heads[0 if language == "fa" else 1] for field in asked_fields() if field is not _FULL]
