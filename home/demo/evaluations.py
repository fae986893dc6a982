"""Scorecards, two cycles, and evaluations with a believable spread: strict and lenient leads, one weak standard."""

from dataclasses import dataclass
from datetime import timedelta

from evaluations.actions import (
    acknowledge_evaluation,
    assign_evaluator,
    assign_evaluators,
    close_cycle,
    create_scale,
    draft_scorecard,
    finalise_due,
    mark_seen,
    open_cycle,
    open_dispute,
    publish_scorecard,
    release_evaluation,
    release_evaluations,
    save_answers,
    start_evaluation,
    submit_evaluation,
)
from evaluations.actions.answers import GivenAnswer
from evaluations.cycles.scorecards import scorecards_in
from evaluations.models import CycleAssignment, Evaluation, Scorecard
from home.demo.company import read
from kit.dates.calendar import GREGORIAN, JALALI, month_name, parts
from people.models import StaffMember
from playbook.models import FrozenStandard

# How far a lead's marks lie from the others', in percent points.
SEVERITY = {"VA-0102": -7, "TA-0201": 6, "KA-0302": -4, "TA-0202": 3}
# How hard a standard is. DUR-08 is the weak one.
EASE = {"DUR-01": 8, "DUR-05": 8, "DUR-08": -20, "DUR-10": -9, "DUR-07": -6, "AFT-04": -5, "BEF-03": 6, "CMP-02": 6}
# People whose skill is told rather than drawn, in percent.
SKILL = {"VA-0142": 80, "VA-0146": 93, "VA-0145": 64, "KA-0324": 70, "VA-0148": 74, "VA-0143": 88, "VA-0147": 76}
# Complaints and promises do not arise every week: chance of "did not arise" in percent.
RARE = {"AFT-04": 25, "CMP-01": 30, "CMP-02": 25, "CMP-03": 30, "BEF-02": 15, "BEF-06": 15}
STEPS = ((83, 0), (64, 1), (45, 2), (26, 3))
# Who told a customer that he was wrong: the critical fail of the first cycle.
FAILED = "KA-0324"


@dataclass(frozen=True)
class Window:
    """A cycle in days before today: [starts, ends), evaluations between `first` and `last`, due on `due`."""

    starts: int
    ends: int
    first: int
    last: int
    due: int
    wanted: int


PAST = Window(starts=98, ends=38, first=84, last=48, due=42, wanted=3)
PRESENT = Window(starts=38, ends=-22, first=30, last=1, due=-9, wanted=4)


def make_scorecards(story, company, edition):
    data = read("scorecards")
    by, at = company.accounts["mina"], story.at(94)
    scale = create_scale(
        **{**data["scale"], "outcomes": [tuple(row) for row in data["scale"]["outcomes"]]}, by=by, at=at
    )
    standards = {row.code: row for row in FrozenStandard.objects.filter(edition=edition)}
    for card in data["scorecard"]:
        draft = draft_scorecard(
            code=card["code"],
            title_fa=card["title_fa"],
            title_en=card["title_en"],
            edition=edition,
            roles=[company.roles[role] for role in card["roles"]],
            sections=[_section(section, standards, scale) for section in card["section"]],
            by=by,
            at=at,
        )
        publish_scorecard(scorecard=draft, by=by, at=at)


def _section(data, standards, scale):
    criteria = [
        {"standard": standards[code], "scale": scale, "weight": weight, "critical": critical, "comment_below": 7500}
        for code, weight, critical in data["criteria"]
    ]
    return {"title_fa": data["title_fa"], "title_en": data["title_en"], "weight": data["weight"], "criteria": criteria}


def make_cycle(story, company, edition, window):
    """A cycle in which every lead evaluates their team some times, and the manager the leads."""
    by, at = company.accounts["parvin"], story.at(window.starts)
    starts_on, ends_on = story.day(window.starts), story.day(window.ends)
    cycle = open_cycle(
        title_fa=_title(starts_on, ends_on, JALALI, "fa", "و", "تا"),
        title_en=_title(starts_on, ends_on, GREGORIAN, "en", "and", "to"),
        edition=edition,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        at=at,
    )
    served = StaffMember.objects.exclude(job_role__code__in=["office", "branch_manager", "shift_lead"])
    rest = {"due_on": story.day(window.due), "by": by, "at": at, "wanted": window.wanted}
    assign_evaluators(cycle=cycle, on=starts_on, staff=served.filter(joined_on__lte=starts_on), **rest)
    card = scorecards_in(cycle).get(code="lead")
    leads = StaffMember.objects.filter(job_role__code="shift_lead")
    for lead in leads.order_by("code"):
        assign_evaluator(cycle=cycle, subject=lead, evaluator=company.staff["HQ-0001"], scorecard=card, **rest)
    return cycle


def _title(starts_on, ends_on, calendar, language, beside, until):
    """«شهریور و مهر ۱۴۰۵»: the first and the last month of which the cycle has much; «مهر تا آذر» with one between."""
    first, last = parts(starts_on + timedelta(days=10), calendar), parts(ends_on - timedelta(days=10), calendar)
    names = [month_name(month, calendar, language) for _, month, _ in (first, last)]
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹") if language == "fa" else {}
    joint = until if (last[1] - first[1]) % 12 > 1 else beside
    return f"{f' {joint} '.join(dict.fromkeys(names))} {str(last[0]).translate(digits)}"


def evaluate_past(story, company, cycle):
    """The past cycle is complete: everything evaluated, released, answered, final, and the cycle closed."""
    for assignment in _assignments(cycle):
        for turn in range(assignment.wanted):
            days_ago = story.chance.randint(PAST.last, PAST.first) - turn
            _evaluate(story, assignment, days_ago)
    by = company.accounts["parvin"]
    release_evaluations(evaluations=Evaluation.objects.filter(cycle=cycle), by=by, at=story.at(44, 16))
    for evaluation in Evaluation.objects.filter(cycle=cycle).select_related("subject__user"):
        if story.chance.random() < 0.8:
            acknowledge_evaluation(evaluation=evaluation, by=evaluation.subject.user, at=story.at(42, 18))
    finalise_due(on=story.day(34), at=story.at(34, 1))
    close_cycle(cycle=cycle, by=by, at=story.at(34, 9))


def evaluate_present(story, company, cycle):
    """The present cycle is under way: most released, some answered, the newest not released, some still to do."""
    for number, assignment in enumerate(_assignments(cycle)):
        if _first_of(assignment, "VA-0145"):
            continue
        _evaluate(story, assignment, story.chance.randint(22, PRESENT.first))
        _evaluate(story, assignment, story.chance.randint(10, 20))
        if number % 3 or _first_of(assignment, "VA-0142"):
            _evaluate(story, assignment, 4 if _first_of(assignment, "VA-0142") else story.chance.randint(1, 8))
    early = Evaluation.objects.filter(cycle=cycle, submitted_at__lt=story.at(2))
    for evaluation in early.select_related("subject__user").order_by("pk"):
        _release(story, company, evaluation)
    _begin_draft(story, company, cycle)


def _release(story, company, evaluation):
    """Released the day after; Narges and some others have not opened theirs yet."""
    days_ago = max((story.now - evaluation.submitted_at).days - 1, 1)
    release_evaluation(evaluation=evaluation, by=company.accounts["parvin"], at=story.at(days_ago, 11))
    luck, user = story.chance.random(), evaluation.subject.user
    if days_ago < 6 and (evaluation.subject.code == "VA-0142" or luck < 0.4):
        return
    mark_seen(evaluation=evaluation, by=user, at=story.at(days_ago, 19))
    if evaluation.subject.code == "VA-0151" and days_ago > 6:
        criterion = evaluation.answers.order_by("value").first().criterion
        reason = read("comments")["dispute"]["reasons"][0]
        open_dispute(evaluation=evaluation, points={criterion.key: reason}, by=user, at=story.at(days_ago, 20))
    elif luck < 0.8:
        acknowledge_evaluation(evaluation=evaluation, by=user, at=story.at(days_ago, 20))


def _begin_draft(story, company, cycle):
    """Saeed has begun Pouya's evaluation and answered half of it."""
    assignment = next(row for row in _assignments(cycle) if _first_of(row, "VA-0145"))
    by, at = assignment.evaluator.user, story.at(0, 8)
    draft = start_evaluation(assignment=assignment, by=by, at=at)
    answers = _answers(story, assignment)
    some = dict(list(answers.items())[: len(answers) // 2])
    save_answers(evaluation=draft, answers=some, version=draft.version, by=by, at=at)


def _first_of(assignment, code):
    return assignment.subject.code == code


def _assignments(cycle):
    rows = CycleAssignment.objects.filter(cycle=cycle).select_related("subject", "evaluator__user", "cycle")
    return rows.order_by("subject__code")


def _evaluate(story, assignment, days_ago):
    by = assignment.evaluator.user
    at = story.at(days_ago, story.chance.randint(10, 20), story.chance.randint(0, 59))
    evaluation = start_evaluation(assignment=assignment, by=by, at=at)
    answers = _answers(story, assignment)
    evaluation = save_answers(evaluation=evaluation, answers=answers, version=evaluation.version, by=by, at=at)
    return submit_evaluation(evaluation=evaluation, by=by, at=min(at + timedelta(minutes=7), story.now))


def _card(story, pk):
    """Each scorecard with its lines is read once in a story."""
    if pk not in story.cards:
        story.cards[pk] = Scorecard.objects.with_lines().get(pk=pk)
    return story.cards[pk]


def _answers(story, assignment):
    card = _card(story, assignment.scorecard_id)
    skill = _skill(story, assignment)
    is_failed = assignment.subject.code == FAILED and assignment.cycle.starts_on == story.day(PAST.starts)
    answers = {}
    for section in card.sections.all():
        for criterion in section.criteria.all():
            code = criterion.standard.code
            step = _step(story, code, skill)
            answers[criterion.key] = _given(story, criterion, 4 if is_failed and code == "CMP-02" else step)
    return answers


def _skill(story, assignment):
    drawn = round(story.chance.gauss(82, 8))
    own = SKILL.get(assignment.subject.code, drawn)
    return own + SEVERITY.get(assignment.evaluator.code, 0) + round(story.chance.gauss(0, 3))


def _step(story, code, skill):
    """Place of the outcome on the scale, or None: did not arise."""
    if story.chance.randint(1, 100) <= RARE.get(code, 0):
        return None
    mark = skill + EASE.get(code, 0) + story.chance.gauss(0, 9)
    return next((step for least, step in STEPS if mark >= least), 4)


def _given(story, criterion, step):
    if step is None:
        return GivenAnswer(is_na=True)
    outcome = list(criterion.scale.outcomes.all())[step]
    return GivenAnswer(outcome=outcome.key, comment=_comment(story, criterion.standard.code, step))


def _comment(story, code, step):
    comments = read("comments")
    if step >= 2:
        return story.chance.choice(comments["low"].get(code, ["چند بار دیدم که انجام نشد؛ با هم مرور کردیم."]))
    if step == 0 and code in comments["high"] and story.chance.random() < 0.35:
        return story.chance.choice(comments["high"][code])
    return ""
