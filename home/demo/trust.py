"""Who looked whether the standards are true in practice, and who said that one is not."""

from home.demo.folder import OWNERS
from playbook.actions.trust import flag_standard, resolve_flag, verify_standard
from playbook.models import Edition

# Days ago of the last look. The interval is 90 days: from 76 on the review is near, after 90 it is past.
LOOKED = {
    **dict.fromkeys(("BEF-01", "BEF-02", "BEF-03", "BEF-04", "BEF-05"), 41),
    **dict.fromkeys(("DUR-01", "DUR-02", "DUR-03", "DUR-04", "DUR-06", "DUR-08", "DUR-09"), 33),
    **dict.fromkeys(("AFT-01", "AFT-02", "AFT-03", "CMP-01", "CMP-02"), 25),
    **dict.fromkeys(("BEF-06", "DUR-05", "CMP-03"), 81),
    "DUR-10": 95,
}
SEEN = "یک شیفت کامل کنار میزها ایستادم؛ همان است که نوشته‌ایم."
DOUBTS = [
    ("DUR-08", "VA-0146", 3, "از وقتی سامانهٔ سفارش عوض شده، زمانِ رسیدن را خودمان هم نمی‌بینیم."),
    ("DUR-08", "TA-0211", 2, "عصرها یک نفر پشت بار است و نمی‌تواند سر میز برود و خبر بدهد."),
    ("DUR-08", "KA-0321", 1, "می‌گوییم «الان می‌آید»، چون نمی‌دانیم چند دقیقه مانده است."),
    ("AFT-03", "VA-0143", 2, "برگهٔ ضمانت از هفتهٔ پیش تمام شده و سفارش نداده‌ایم."),
]
ANSWERED = ("DUR-03", "KA-0314", 30, "شیر جو در شعبهٔ ما نیست.", 27, "از این هفته در هر سه شعبه هست؛ ممنون که گفتید.")


def keep_true(story, company):
    for code, days in LOOKED.items():
        standard = _standard(code, story.day(days))
        owner = _owner(company, code)
        verify_standard(standard=standard, by=owner.user, at=story.at(days, 15), note=SEEN)
    for code, who, days, note in DOUBTS:
        by = company.staff[who].user
        flag_standard(standard=_standard(code, story.day(days)), note=note, by=by, at=story.at(days, 16))
    code, who, days, note, answered, answer = ANSWERED
    hint = flag_standard(
        standard=_standard(code, story.day(days)), note=note, by=company.staff[who].user, at=story.at(days, 16)
    )
    resolve_flag(flag=hint, answer=answer, by=_owner(company, code).user, at=story.at(answered, 10))


def _owner(company, code):
    return company.staff[OWNERS[code[:3]]]


def _standard(code, day):
    return Edition.objects.in_force(day).standards.get(code=code)
