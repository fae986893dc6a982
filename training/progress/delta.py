"""What changed of a course's standards since somebody passed it: the short lesson that renews the pass."""

from dataclasses import dataclass

from kit.text.bilingual import active_language
from playbook.editions.differences import differences
from playbook.models import Edition
from training.models import Completion, QuestionStandard
from training.progress.staleness import major_changes, taught_codes


@dataclass(frozen=True)
class Delta:
    """`since` is the edition of the pass, `now` the one in force; `changed`: [(old row or None, new row)] in the order
    of the folder; `gone`: rows no longer in the folder; `questions`: ids of those that ask about it as it reads now."""

    completion: Completion
    since: Edition
    now: Edition
    changed: list
    gone: list
    questions: frozenset

    @property
    def codes(self):
        return [new.code for _old, new in self.changed]

    def texts(self):
        """[(row, differences in the reader's language)]: nothing that stayed as it was."""
        told = ("", active_language())
        return [
            (new, [one for one in differences(old, new) if one.language in told] if old else [])
            for old, new in self.changed
        ]


def renewable(term, on):
    """The pass before the `terms.Term` that reading what changed since can renew, or None."""
    passed = None if term.is_done else term.previous
    if passed is None or passed.edition is None:
        return None
    return passed if passed.valid_until is None or on <= passed.valid_until else None


def may_renew(term, changed, on) -> bool:
    """Is reading what changed enough? As `delta_for` has it, without reading the standards. `changed`: see
    `staleness.changed_on`."""
    passed = renewable(term, on)
    return passed is not None and changed is not None and changed > passed.edition.effective_on


def delta_for(course, term, on):
    """The Delta in a `terms.Term`, or None: no pass before it, the pass has run out, or nothing changed in earnest."""
    passed, now = renewable(term, on), Edition.objects.in_force(on)
    if passed is None or now is None:
        return None
    codes = taught_codes([course.pk]).get(course.pk, set())
    rows = major_changes(on).filter(code__in=codes, edition__effective_on__gt=passed.edition.effective_on)
    codes_changed = set(rows.order_by().values_list("code", flat=True))
    if not codes_changed:
        return None
    old = {row.code: row for row in passed.edition.standards.filter(code__in=codes)}
    new = {row.code: row for row in now.standards.filter(code__in=codes).select_related("edition")}
    changed = sorted((row for row in new.values() if row.code in codes_changed), key=lambda row: row.position)
    return Delta(
        completion=passed,
        since=passed.edition,
        now=now,
        changed=[(old.get(row.code), row) for row in changed],
        gone=[row for code, row in old.items() if code not in new],
        questions=_questions(course, {row.code: row.text_hash for row in changed}),
    )


def _questions(course, texts):
    """Those about the standards as they read now (`texts`: {code: text hash}): the author let them follow."""
    tags = QuestionStandard.objects.filter(question__in=course.questions.in_use(), standard__code__in=texts)
    rows = list(tags.values_list("question", "standard__code", "standard__text_hash"))
    behind = {question for question, code, text_hash in rows if text_hash != texts[code]}
    return frozenset(question for question, _code, _text in rows) - behind
