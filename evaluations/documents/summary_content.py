"""What the summaries of a cycle say, as JSON in both languages: of a person, and of a team."""

from evaluations.documents.record_content import cycle_content, score_content
from kit.documents.texts import as_day, both, in_both
from kit.text.bilingual import LANGUAGES
from people.company import letterhead
from people.company.organisation import target_score_at

MOST_WEAK = 10


def person_content(summary, at):
    target, weak, strong = _marks(summary, at)
    return _summary(summary, at, summary.branch, target) | {
        "staff": letterhead.person_content(summary.staff),
        "touchpoints": [
            {"name": both(lambda row=row: row.name), "score": row.score, "n": row.n} for row in summary.touchpoints
        ],
        "weak": [_standard(row) for row in weak],
        "strong": [_standard(row) for row in strong],
        "sources": [
            {"label": both(lambda row=row: row.label), "n": row.n, "score": row.score, "share": row.share}
            for row in summary.sources
        ],
        "listed": [_evaluation(row) for row in summary.listed],
    }


def _marks(summary, at):
    """(the target, what lies below it, what reaches it)."""
    target = target_score_at(at)
    strong = [row for row in reversed(summary.standards) if row.score >= target]
    return target, summary.weak(target)[:MOST_WEAK], strong[:MOST_WEAK]


def _standard(row):
    facts = {"code": row.code, "behaviour": in_both(row, "behaviour"), "is_critical": row.is_critical}
    return facts | {"score": row.score, "n": row.n}


def _evaluation(row):
    facts = {"number": row.number, "observed_on": as_day(row.observed_on), "score": row.score}
    names = {language: row.evaluator.name_in(language) for language in LANGUAGES}
    return facts | {"evaluator": names, "source": both(row.get_source_display)}


def team_content(summary, at):
    target, weak, _strong = _marks(summary, at)
    branch = summary.team.branch
    return _summary(summary, at, branch, target) | {
        "team": {"name": in_both(summary.team, "name"), "branch": in_both(branch, "name")},
        "people": len(summary.people),
        "groups": [[_line(line) for line in group] for group in summary.groups],
        "unsure": [_line(line) for line in summary.unsure],
        "has_standards": bool(summary.standards),
        "weak": [_standard(row) for row in weak],
    }


def _line(line):
    order = both(lambda: f"{line.staff.family_name} {line.staff.given_name} {line.staff.code}")
    return letterhead.person_content(line.staff) | {"score": score_content(line.score), "order": order}


def _summary(summary, at, branch, target):
    return letterhead.head_content(at, branch) | {
        "cycle": cycle_content(summary.cycle) | {"is_open": summary.cycle.is_open},
        "score": score_content(summary.score),
        "target": target,
        "state": summary.content(),
    }
