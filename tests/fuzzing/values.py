"""What is put where something else was expected."""

LONG = 100_000
ELSEWHERE = "elsewhere.example"
# Never unescaped in a page: what comes back as it was sent could run.
MARK = "<fz-mark"

EMPTY = ["", " ", "\t", "\u200c", "\u00a0", "\ufeff", "null", "None", "undefined", "true", "[]", "{}", "on"]
NUMBERS = [
    "0", "-1", "1", "2", "99", "-0", "+1", "007", "1.5", "1e400", "-1e400", "NaN", "-NaN", "Infinity", "-inf", "sNaN",
    "1_000", "0x10", "1,000", "۱٬۰۰۰", "۱۲۳", "٣٤٥", "²", "Ⅷ", "½", "১২", "1/0", "2147483648", "9223372036854775808",
    "-9223372036854775809", "9" * 300, "9" * 4300, "9" * 5000, "-" + "9" * 5000, "۹" * 5000, "1e9999999",
    "0.1" + "0" * 5000,
]  # fmt: skip
DATES = [
    "0000-00-00", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "2024-02-29", "10000-01-01", "-1-01-01",
    "1405/01/01", "1405/12/30", "1405/13/40", "۱۴۰۵/۰۱/۰۱", "1405/00/00", "0/0/0", "1/1/1", "9378/01/01",
    "9999/12/29", "99999999/1/1", "1405-10", "1405//01", "2026-01-01T25:61", "2026-01-01T00:00:00+99:99", "24:00",
    "1405/1/1/1", "٢٠٢٦-٠١-٠١", "0622/03/21", "1/1/" + "9" * 5000,
]  # fmt: skip
TEXTS = [
    "\x00", "a\x00b", "\u202egnp.exe", "\u2066a\u2069", "\u200f" * 50, "👩‍👩‍👧‍👦" * 30, "Z" + "\u0301" * 500,
    "\x1b[31m", "\ufffe", "\ud800", "a\udfffb", b"\xff\xfe", b"\xed\xa0\x80", b"%", b"\xc0\xaf", "ﷺ" * 200, "ي ك ة",
    "İ", "ß", "\U000e0001", "'", '"', "`", "\\", "'; DROP TABLE people_user; --", '" OR 1=1 --', "%' OR '1'='1", "%",
    "_", "*", "(", "[", "\\Z(?", f"{MARK} onload=x>", f'">{MARK}-b>', f"'>{MARK}-c>", f"</script>{MARK}-d>",
    f"</textarea>{MARK}-e>", "&lt;&#0;&#x110000;", "{{ request.user.password }}", "{% csrf_token %}{% load x %}",
    "{# #}", "${7*7}", "%s %(x)s %d", "{0} {x.__class__}", "../../etc/passwd", "..\\..\\x", "/etc/passwd\x00.png",
    "con", ".", "..", "~", "a/b", "a?b#c", "a;b", "a&b=c", "x\r\nSet-Cookie: fz=1", "x\nLocation: /", "\r",
    "\n" * 5000, " " * 5000, "- \n" * 3000, "a\n\n" * 3000, "=1+1", "@SUM(1)", "a" * 255, "a" * 256, "a" * 4096,
    "a" * LONG, "ی" * LONG, "سلام " * (LONG // 5), "1" * LONG, "http://" * 2000, "(" * 5000, "a@" * 3000,
    "a@b." + "c" * 300, "<" * 5000, "&" * 5000, "-" * 5000, "\u200c" * 5000,
]  # fmt: skip
PLACES = [
    "/", "//" + ELSEWHERE, "///" + ELSEWHERE, "https://" + ELSEWHERE, "http:///" + ELSEWHERE, "http:" + ELSEWHERE,
    "/\\" + ELSEWHERE, "\\\\" + ELSEWHERE, "/\t/" + ELSEWHERE, "\t//" + ELSEWHERE, "javascript:alert(1)",
    "data:text/html,x", "https://testserver@" + ELSEWHERE, "//testserver." + ELSEWHERE, "/\r\nX: y", "https://[",
    "//[::1", "http://:99999999/", "/my/?next=//" + ELSEWHERE, "/account/login/", "/account/logout/", "?" * 3000,
    "/" * 3000, "/" + "a" * 20_000, "", "x", "http://testserver:notaport/", "/%00", "/%ff", "/%E2%80%AE", "/x\u202e",
    "http://" + ELSEWHERE + ":80:80",
]  # fmt: skip
JSONS = [
    "", "{", "[]", "{}", "null", "1", '"x"', "NaN", "1e999", "[" * 100_000, '{"a":' * 50_000, '{"version": []}',
    '{"version": 1e999}', '{"version": "\\ud800"}', '{"key": null}', '[{"a": {"b": [1, {}]}}]', "\ufeff{}",
    '{"a": "\\u0000"}', "9" * 5000, '{"' + "k" * 50_000 + '": 1}',
]  # fmt: skip
KINDS = EMPTY, NUMBERS, DATES, TEXTS, PLACES, JSONS
# Numbers, days and texts are what fields are for.
WEIGHTS = 2, 5, 3, 6, 2, 1

CONTENT_TYPES = [
    "application/json", "text/plain", "text/html", "application/xml", "application/octet-stream",
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary=\xff", "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=none", "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=idna", ";", "/", "application/x-www-form-urlencoded; charset=rot13",
    "multipart/mixed; boundary=a", "x" * 5000,
]  # fmt: skip
METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FUZZ"]
LIST_PARAMETERS = [
    "sort", "page", "per_page", "_export", "q", "show", "state", "order", "filter", "cycle", "gap", "phase", "at",
    "criterion", "team", "within", "open", "given", "all", "next", "course", "kind", "person", "standard", "language",
    "to", "id", "pk", "code", "from", "until", "fragment", "format", "chosen", "filters",
]  # fmt: skip
EXPORTS = ["csv", "xlsx", "json", "teams", "pdf", "latex", "", "x", "csv\x00"]
HEADERS = {
    "HX-Request": ["true", "false", "", "x"],
    "HX-Current-URL": ["http://[", "//", "http://testserver/%ff", "\xff", "javascript:x", "x" * 5000, "http://a:b:c"],
    "HX-Target": ["\xff", "a b", "<", "x" * 5000],
    "HX-Boosted": ["true"],
    "HX-History-Restore-Request": ["true"],
    "HX-Prompt": ["\xff"],
    "HX-Trigger": ["{", "x" * 5000],
    "Accept-Language": ["fa;q=x", "*", "xx", ",,,;;;", "fa-" * 2000, "en;q=1e400",
                        "\xff", "../../en", "x" * 5000, "fa\x00"],
    "Accept": ["application/json", "text/event-stream", "*/*;q=x", ";", "x" * 5000, "text/plain"],
    "Accept-Encoding": ["gzip;q=x", "identity;q=0", "x" * 5000],
    "Range": ["bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=" + "9" * 4400 + "-", "bytes=0-" + "9" * 5000, "bytes=۱-۲",
              "bytes=0-1,3-4", "bytes=" + "0-1," * 2000, "x", "bytes=²-", "items=0-1"],
    "If-Range": ["x", '"'],
    "If-None-Match": ["*", '"', "x" * 5000, "W/"],
    "If-Match": ["*", "x"],
    "If-Modified-Since": ["x", "Thu, 01 Jan 0000 00:00:00 GMT", "Thu, 99 Jan 99999 00:00:00 GMT",
                          "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 1 00:00:00 GMT"],
    "Referer": ["https://" + ELSEWHERE + "/", "//", "http://[", "x" * 5000, "javascript:x", "\xff"],
    "Origin": ["null", "https://" + ELSEWHERE, "http://["],
    "X-Forwarded-For": ["1.2.3.4", "x", "," * 3000, "::1", "9" * 5000],
    "X-Forwarded-Host": [ELSEWHERE, "[", "x" * 5000],
    "X-Forwarded-Proto": ["https", "x"],
    "User-Agent": ["", "x" * 20_000, "\xff", "<x>"],
    "X-CSRFToken": ["", "x", "\xff", "x" * 5000],
    "X-Requested-With": ["XMLHttpRequest"],
}  # fmt: skip
COOKIES = ["language", "calendar", "messages", "sessionid", "csrftoken", "wagtail_sidebar_collapsed"]


def nasty(chance):
    """One value of any kind."""
    [kind] = chance.choices(KINDS, WEIGHTS)
    return chance.choice(kind)
