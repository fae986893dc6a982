"""What documents of the folder say: an edition, the card of its complaint policy, what the public may read."""

from kit.documents.texts import as_day, both, in_both
from people.company.letterhead import head_content
from playbook.models import Edition, FrozenPublicLane, Phase
from playbook.standards import fields


def edition_content(edition, at):
    return _edition(edition, at) | _standards(edition.standards.prefetch_related("roles")) | _policy(edition)


def card_content(edition, at):
    return _edition(edition, at) | _policy(edition)


def publication_content(publication, at):
    edition = publication.edition
    steps = edition.policy_steps.order_by("number") if publication.shows_policy else []
    return (
        _edition(edition, at)
        | _standards(publication.standards, is_public=True)
        | {"steps": [_step(step, is_public=True) for step in steps]}
    )


def _edition(edition, at):
    """Its head; the edition that ended it is told only once it was frozen."""
    ended = edition.superseded_on
    is_ended = ended and Edition.objects.folder().filter(effective_on=ended, frozen_at__lte=at).exists()
    return head_content(at) | {
        "edition": {
            "number": edition.number,
            "title": in_both(edition, "title"),
            "commitment": in_both(edition, "commitment"),
            "effective_on": as_day(edition.effective_on),
            "superseded_on": as_day(ended) if is_ended else None,
            "content_hash": edition.content_hash,
        }
    }


def _standards(standards, *, is_public=False):
    """{"phases": [[phase, [[touchpoint, [standard]]]]]} in the edition's order.

    In front of the public stand no examples, measures, job roles or people.
    """
    phases = {}
    for row in standards.order_by("position"):
        touchpoints = phases.setdefault(row.phase, {})
        rows = touchpoints.setdefault((row.touchpoint_name_fa, row.touchpoint_name_en), [])
        rows.append((row, standard_content(row, is_public)))
    return {"phases": [[_phase(phase), _touchpoints(found)] for phase, found in phases.items()]}


def _phase(phase):
    return both(lambda: Phase(phase).label)


def _touchpoints(found):
    return [[in_both(rows[0][0], "touchpoint_name"), [says for _, says in rows]] for rows in found.values()]


def standard_content(row, is_public):
    texts = [text for text in fields.SIGNED if text.is_public or not is_public]
    said = {"code": row.code, "is_critical": row.is_critical} | _texts(row, texts)
    return said | {"roles": [] if is_public else [in_both(role, "name") for role in row.roles.all()]}


def _texts(row, texts):
    return {name: in_both(row, name) for name in fields.standing(row, texts)}


def _policy(edition):
    return {
        "steps": [_step(step) for step in edition.policy_steps.order_by("number")],
        "authority": [_line(line) for line in edition.authority.select_related("role").order_by("position")],
        "lane": _lane(FrozenPublicLane.objects.filter(edition=edition).first()),
    }


def _step(step, *, is_public=False):
    told = {"number": step.number, "time_limit_minutes": step.time_limit_minutes}
    texts = [text for text in fields.POLICY if text.is_public or not is_public]
    return told | {"title": in_both(step, "title")} | _texts(step, texts)


def _line(line):
    limits = {name: getattr(line, name) for name in ("per_case", "per_customer", "per_month", "currency")}
    return {"role": in_both(line.role, "name") if line.role else None, "remedy": in_both(line, "remedy"), **limits}


def _lane(lane):
    return {name: in_both(lane, name) for name in ("do", "say")} if lane else None
