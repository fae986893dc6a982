"""What counting attempts again by a question's new key comes to. Reads rows; writes nothing."""

from dataclasses import dataclass

from kit.values.canonical import content_hash
from people.roles import staff_of
from training.kinds import kind_of
from training.marking import engine
from training.models import Attempt, QuestionVersion
from training.questions.versions import content_of

CHUNK = 200


@dataclass(frozen=True)
class AnswerMark:
    """How one answer is marked: by which version's content and which rule, what was given, what it earns."""

    position: int
    question: int
    content: dict
    version: int | None
    rule: int
    given: list | None
    points: int

    def kept(self, version):
        facts = {"position": self.position, "question": self.question, "version": version}
        return facts | {"rule": self.rule, "given": self.given, "points": self.points}


@dataclass(frozen=True)
class RegradingOutcome:
    """`before` and `after`: engine.Result. `marks`: the new ones; the one counted again has no version yet."""

    attempt: Attempt
    before: object
    after: object
    marks: list

    @property
    def passes_now(self):
        return self.after.is_passed and not self.before.is_passed

    @property
    def would_fail(self):
        return self.before.is_passed and not self.after.is_passed


def attempts_asked(question, by=None):
    """Handed-in attempts that asked the question; not those of `by`: nobody counts their own again."""
    rows = Attempt.objects.submitted().filter(answers__question=question).order_by("pk")
    mine = staff_of(by) if by else None
    return rows.exclude(staff=mine) if mine else rows


def outcomes(question, attempts):
    """Outcomes of those of `attempts` (a queryset) that the key of now marks otherwise; a constant number of queries
    for each CHUNK. An unfinished question marks nothing."""
    if question.is_draft:
        return
    now = content_of(question, {})
    rows = attempts.select_related("course", "staff__user").prefetch_related("answers__version", "regraded")
    versions = {}
    for attempt in rows.iterator(chunk_size=CHUNK):
        found = _outcome(attempt, question, now, versions)
        if found:
            yield found


def _outcome(attempt, question, now, versions):
    before = marks_of(attempt, versions)
    after = [_again(mark, now) if mark.question == question.pk else mark for mark in before]
    if [mark.points for mark in before] == [mark.points for mark in after]:
        return None
    rows = list(attempt.regraded.all())
    rule = rows[-1].rules_version if rows else attempt.rules_version
    return RegradingOutcome(
        attempt, result_of(attempt, before, rule), result_of(attempt, after, engine.newest_rule()), after
    )


def marks_of(attempt, versions=None):
    """The Marks by which the attempt's result stands now: its own, or those of its newest regrading."""
    answers = sorted(attempt.answers.all(), key=lambda answer: answer.position)
    own = {answer.version_id: answer.version.content for answer in answers}
    rows = sorted(attempt.regraded.all(), key=lambda row: row.pk)
    if rows:
        return kept_marks(rows[-1].marks, own, {} if versions is None else versions)
    return [
        AnswerMark(
            answer.position,
            answer.question_id,
            answer.version.content,
            answer.version_id,
            attempt.rules_version,
            answer.given,
            answer.points,
        )
        for answer in answers
    ]


def kept_marks(rows, own, versions):
    """Marks as a RegradedAttempt keeps them. `own`: {version id: content} at hand; `versions`: what was fetched."""
    missing = {row["version"] for row in rows} - own.keys() - versions.keys()
    if missing:
        versions |= dict(QuestionVersion.objects.filter(pk__in=missing).values_list("pk", "content"))
    texts = versions | own
    return [
        AnswerMark(
            row["position"],
            row["question"],
            texts[row["version"]],
            row["version"],
            row["rule"],
            row["given"],
            row["points"],
        )
        for row in rows
    ]


def result_of(attempt, marks, rule):
    """engine.Result of an attempt's marks."""
    marked = [engine.mark(mark.content, mark.given, mark.rule) for mark in marks]
    return engine.result(marked, pass_mark=attempt.pass_mark, critical_mark=attempt.critical_mark, version=rule)


def _again(mark, now):
    """By the key of now and the newest rule. What the question weighs and asks about stays as it was asked."""
    if mark.content["kind"] != now["kind"]:
        return mark
    content = now | {name: mark.content[name] for name in ("weight", "standards")}
    given, rule = mark.given, engine.newest_rule()
    if given:
        given = kind_of(content["kind"]).carried(given, mark.content, content)
    if content_hash(content) == content_hash(mark.content):
        content = mark.content
    points = engine.mark(content, given, rule).points
    version = mark.version if content is mark.content else None
    return AnswerMark(mark.position, mark.question, content, version, rule, given, points)
