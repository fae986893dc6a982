"""Who read and signed which standard, and when."""

from kit.text.bilingual import LANGUAGES
from people.actions.absences import enter_absence
from playbook.actions import sign_standard
from playbook.actions.check_answers import answer_check
from playbook.signatures.standings import unsigned_standings

# Who still has something to read in the edition in force, by personnel code: how many.
WAITING = {
    "VA-0142": 3,
    "VA-0145": 5,
    "VA-0144": 2,
    "TA-0223": 5,
    "KA-0323": 4,
    "VA-0101": 1,
    "TA-0202": 1,
    "HQ-0002": 2,
}
WAITING |= {"KA-0324": 1, "HQ-0003": 1, "HQ-0004": 1, "HQ-0005": 1, "VA-0155": 2, "TA-0213": 1, "KA-0311": 1}


def sign_edition(story, company, effective, last, waiting):
    """Everybody signs between the day the edition began and `last` days ago; `waiting`: {code: left unsigned}."""
    for code, staff in company.staff.items():
        day = min(story.chance.randint(last, effective), (story.today - staff.joined_on).days)
        minute = story.chance.randint(0, 40)
        rows = unsigned_standings(staff, story.day(day))
        left = waiting.get(code, 0)
        for number, standing in enumerate(rows[left:]):  # the critical ones stand in front and wait
            at = story.at(day, 9 + number // 20, (minute + number) % 60)
            if standing.standard.has_check:
                right = standing.standard.check_right_fa
                answer_check(standard=standing.standard, staff=staff, answer=right, by=staff.user, at=at)
            sign_standard(standard=standing.standard, staff=staff, by=staff.user, at=at, language=LANGUAGES[0])


def take_leave(story, company):
    """Golnaz is away since two days ago; her lead entered it, and her last day has moved."""
    by, at = company.staff["TA-0201"].user, story.at(3, 11)
    days = {"starts_on": story.day(2), "ends_on": story.day(-12)}
    enter_absence(staff=company.staff["TA-0213"], **days, reason="مرخصی سالانه", by=by, at=at)
    past = {"starts_on": story.day(40), "ends_on": story.day(31)}
    enter_absence(
        staff=company.staff["VA-0147"], **past, reason="سفر خانوادگی", by=company.staff["VA-0101"].user, at=at
    )
