"""What the summaries of a cycle say, as JSON in both languages: of a person, and of a team."""

from evaluations.documents.record_content import cycle_says, score_says
from kit.documents.texts import as_day, both, in_both
from kit.text.bilingual import LANGUAGES
from people.company import letterhead
from people.company.organisation import target_score_at

MOST_WEAK = 10


def person_says(summary, at):
    target, weak, strong = _marks(summary, at)
    return _says(summary, at, summary.branch, target) | {
        "staff": letterhead.person_says(summary.staff),
        "touchpoints": [
            {"name": both(lambda row=row: row.name), "score": row.score, "n": row.n} for row in summary.touchpoints
        ],
        "weak": [_standard_says(row) for row in weak],
        "strong": [_standard_says(row) for row in strong],
        "sources": [
            {"label": both(lambda row=row: row.label), "n": row.n, "score": row.score, "share": row.share}
            for row in summary.sources
        ],
        "listed": [_evaluation_says(row) for row in summary.listed],
    }


def _marks(summary, at):
    """(the target, what lies below it, what reaches it)."""
    target = target_score_at(at)
    strong = [row for row in reversed(summary.standards) if row.score >= target]
    return target, summary.weak(target)[:MOST_WEAK], strong[:MOST_WEAK]


def _standard_says(row):
    facts = {"code": row.code, "behaviour": in_both(row, "behaviour"), "is_critical": row.is_critical}
    return facts | {"score": row.score, "n": row.n}


def _evaluation_says(row):
    facts = {"number": row.number, "observed_on": as_day(row.observed_on), "score": row.score}
    names = {language: row.evaluator.name_in(language) for language in LANGUAGES}
    return facts | {"evaluator": names, "source": both(row.get_source_display)}


def team_says(summary, at):
    target, weak, _strong = _marks(summary, at)
    branch = summary.team.branch
    return _says(summary, at, branch, target) | {
        "team": {"name": in_both(summary.team, "name"), "branch": in_both(branch, "name")},
        "people": len(summary.people),
        "groups": [[_line_says(line) for line in group] for group in summary.groups],
        "unsure": [_line_says(line) for line in summary.unsure],
        "has_standards": bool(summary.standards),
        "weak": [_standard_says(row) for row in weak],
    }


def _line_says(line):
    order = both(lambda: f"{line.staff.family_name} {line.staff.given_name} {line.staff.code}")
    return letterhead.person_says(line.staff) | {"score": score_says(line.score), "order": order}


def _says(summary, at, branch, target):
    return letterhead.head_says(at, branch) | {
        "cycle": cycle_says(summary.cycle) | {"is_open": summary.cycle.is_open},
        "score": score_says(summary.score),
        "target": target,
        "state": summary.content(),
    }
