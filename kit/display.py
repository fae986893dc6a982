"""How numbers, dates and money are shown to the present reader. The template filters of the same names call these.

Everything here answers with text in the reader's digits; `percent` isolates its sign, so it answers with safe HTML.
"""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.dates import calendar
from kit.dates.calendar import local_day
from kit.reader import current_reader
from kit.text.bilingual import active_language
from kit.values.money import amount_text, shown_in_toman
from kit.values.rounding import half_up_div

MISSING = "—"
NBSP = "\u00a0"
LEFT_TO_RIGHT = "\u200e"  # a minus in front of Persian digits would land behind them
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_PERSIAN_NUMBER = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
_WESTERN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


# Numbers -------------------------------------------------------------------------------------------------------------


def digits(text: object) -> str:
    """Any text with its digits in the reader's script."""
    return str(text).translate(_PERSIAN if current_reader().digits == "fa" else _WESTERN)


def latin_digits(text: object) -> str:
    """For what programs read, whoever takes it along."""
    return str(text).translate(_WESTERN)


def persian_digits(text: object) -> str:
    """For words that are kept in Persian, whoever reads them."""
    return str(text).translate(_PERSIAN)


def number(value: object) -> str:
    """1234567 -> «۱٬۲۳۴٬۵۶۷»; None -> «—». Text comes back with the reader's digits, ungrouped."""
    if value is None or value == "":
        return MISSING
    return _number_text(f"{value:,}") if isinstance(value, int) else digits(value)


def decimals(value: int | None, scale: int = 100, places: int = 2) -> str:
    """An integer that counts 1/`scale`, with `places` decimals: 667 -> «۶٫۶۷»."""
    if value is None:
        return MISSING
    return _number_text(_fixed(value, scale, places))


def points(basis_points: int | None, places: int = 2) -> str:
    """Basis points as points of a hundred: 667 -> «۶٫۶۷». A contribution, an applied weight."""
    return decimals(basis_points, 100, places)


def percent(basis_points: int | None, places: int = 1) -> str:
    """8505 -> «۸۵٫۱<bdi>٪</bdi>», the sign isolated because it would land on the wrong side. Safe HTML."""
    if basis_points is None:
        return MISSING
    return _percent_html(basis_points, places, current_reader().digits)


def percent_text(basis_points: int | None, places: int = 1) -> str:
    """The same as plain text, for titles, mails and aria labels."""
    if basis_points is None:
        return MISSING
    return points(basis_points, places) + ("٪" if current_reader().digits == "fa" else "%")


def number_range(low: int, high: int) -> str:
    """79, 88 -> «۷۹ تا ۸۸» in Persian, '79–88' in English."""
    if low == high:
        return number(low)
    first, last = number(low), number(high)
    return f"{first} تا {last}" if active_language() == "fa" else f"{first}–{last}"


def whole_percent(basis_points: int) -> int:
    """8450 -> 85: one figure in whole percents, half up."""
    return half_up_div(basis_points, 100)


def whole_bounds(low: int, high: int) -> tuple[int, int]:
    """6123, 9678 -> (61, 97): an interval in whole percents, rounded outwards (docs/adr/0024)."""
    return low // 100, -(-high // 100)


def score_range(low: int, high: int) -> str:
    """The same in words: «۶۱ تا ۹۷»."""
    return number_range(*whole_bounds(low, high))


def spans(low: int, high: int) -> bool:
    """Is it a range as shown? Evaluations that all came to 0 or to 100 leave none to speak of."""
    first, last = whole_bounds(low, high)
    return first != last


def too_few(n: int, needed: int) -> str:
    """What stands in place of an interval that is too wide to say anything."""
    return _("Too few yet: %(n)s, about %(needed)s are needed") % {"n": number(n), "needed": number(needed)}


@lru_cache(maxsize=4096)
def _percent_html(basis_points: int, places: int, script: str) -> str:
    text = _fixed(basis_points, 100, places)
    if script == "fa":
        return format_html("{}<bdi>٪</bdi>", _persian(text))
    return mark_safe(text + "%")  # noqa: S308 - digits only


def _number_text(western: str) -> str:
    return _persian(western) if current_reader().digits == "fa" else western


def _persian(western: str) -> str:
    return western.translate(_PERSIAN_NUMBER).replace("-", f"{LEFT_TO_RIGHT}-")


def _fixed(value: int, scale: int, places: int) -> str:
    whole, rest = divmod(half_up_div(abs(value) * 10**places, scale), 10**places)
    text = f"{whole:,}.{rest:0{places}}" if places else f"{whole:,}"
    return f"-{text}" if value < 0 and (whole or rest) else text


# Money ---------------------------------------------------------------------------------------------------------------


def money(amount: int | None, currency: str | None = None) -> str:
    """Minor units with their unit: 129410000 rials -> «۱۲٬۹۴۱٬۰۰۰ تومان»."""
    if amount is None:
        return MISSING
    reader = current_reader()
    currency = currency or reader.currency
    text = _number_text(amount_text(amount, currency, shows_toman=reader.shows_toman))
    return f"{text}{NBSP}{currency_name(currency)}"


def money_amount(amount: int | None, currency: str | None = None) -> str:
    """Without the unit, for a column whose head says it."""
    reader = current_reader()
    if amount is None:
        return MISSING
    return _number_text(amount_text(amount, currency or reader.currency, shows_toman=reader.shows_toman))


def currency_name(currency: str | None = None) -> str:
    """«تومان», «ریال», or the code of another currency."""
    reader = current_reader()
    currency = currency or reader.currency
    if shown_in_toman(currency, reader.shows_toman):
        return _("Toman")
    return _("Rial") if currency == "IRR" else currency


# Days and instants ---------------------------------------------------------------------------------------------------


def day(value: dt.date | None) -> str:
    """«۲ آذر ۱۴۰۵»."""
    return _day_words(calendar.day_text, value)


def longday(value: dt.date | None) -> str:
    """«دوشنبه ۲ آذر ۱۴۰۵»."""
    return _day_words(calendar.long_text, value)


def shortday(value: dt.date | None) -> str:
    """«۲ آذر»; with the year when it is not this year's."""
    date = _as_day(value)
    if date is None:
        return MISSING
    chosen = current_reader().calendar
    this_year = calendar.parts(timezone.localdate(), chosen)[0] == calendar.parts(date, chosen)[0]
    return _day_words(calendar.short_text if this_year else calendar.day_text, date)


def numericday(value: dt.date | None) -> str:
    """«۱۴۰۵/۰۹/۰۲» or '2026-11-23', for narrow columns."""
    date = _as_day(value)
    return MISSING if date is None else digits(calendar.numeric_text(date, current_reader().calendar))


def monthname(value: dt.date | None) -> str:
    """«آذر ۱۴۰۵»."""
    return _day_words(calendar.month_text, value)


def weekday(value: dt.date | None) -> str:
    """«دوشنبه»."""
    date = _as_day(value)
    return MISSING if date is None else calendar.weekday_name(date, active_language())


def clock(value: dt.datetime | None) -> str:
    """«۱۴:۳۰» at the organisation's place."""
    return MISSING if value is None else digits(_local(value).strftime("%H:%M"))


def moment(value: dt.datetime | None) -> str:
    """«۲ آذر ۱۴۰۵، ساعت ۱۴:۳۰»."""
    if value is None:
        return MISSING
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def period(start: dt.date | None, end: dt.date | None) -> str:
    """Days from `start` up to, not including, `end`: «۱ مهر تا ۳۰ آذر ۱۴۰۵»."""
    if start is None or end is None:
        return MISSING
    last = end - dt.timedelta(days=1)
    if last <= start:
        return day(start)
    chosen = current_reader().calendar
    same_year = calendar.parts(start, chosen)[0] == calendar.parts(last, chosen)[0]
    first = _day_words(calendar.short_text if same_year else calendar.day_text, start)
    return _("%(first)s to %(last)s") % {"first": first, "last": day(last)}


def duration(value: float | dt.timedelta | None) -> str:
    """Seconds or a timedelta in words: «۴ دقیقه», «۱ ساعت و ۲۰ دقیقه», «۳ روز»."""
    if value is None:
        return MISSING
    seconds = int(value.total_seconds() if isinstance(value, dt.timedelta) else value)
    if seconds < 60:
        return _count(seconds, ngettext("%(n)s second", "%(n)s seconds", seconds))
    total = half_up_div(seconds, 60)
    if total < 60:
        return minutes(total)
    if total < 48 * 60:
        hours, rest = divmod(total, 60)
        text = _count(hours, ngettext("%(n)s hour", "%(n)s hours", hours))
        return _("%(hours)s and %(minutes)s") % {"hours": text, "minutes": minutes(rest)} if rest else text
    days = half_up_div(total, 24 * 60)
    return _count(days, ngettext("%(n)s day", "%(n)s days", days))


def minutes(count: int) -> str:
    """4 -> «۴ دقیقه»."""
    return _count(count, ngettext("%(n)s minute", "%(n)s minutes", count))


def filesize(size: int) -> str:
    """Bytes in the unit one reads best: «۲۴۰ کیلوبایت»."""
    if size < 1024 * 1024:
        return _("%(n)s KB") % {"n": number(max(1, half_up_div(size, 1024)))}
    return _("%(n)s MB") % {"n": decimals(size * 10 // (1024 * 1024), 10, 1)}


def _count(value: int, words: str) -> str:
    return words.replace(" ", NBSP, 1) % {"n": number(value)}


def _day_words(words: Callable[[dt.date, str, str], str], value: dt.date | None) -> str:
    date = _as_day(value)
    return MISSING if date is None else digits(words(date, current_reader().calendar, active_language()))


def _as_day(value: dt.date | None) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return local_day(value)
    return value or None


def _local(value: dt.datetime) -> dt.datetime:
    return value.astimezone(timezone.get_default_timezone())
