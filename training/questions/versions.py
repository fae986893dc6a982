"""What a question says when it is asked: its content, and the version that keeps it."""

from kit.values.canonical import content_hash
from training.kinds import kind_of
from training.models import QuestionVersion


def content_of(question, critical_codes):
    """What a QuestionVersion keeps (see there). `critical_codes`: {code: is critical} of the edition in force."""
    tagged = {tag.standard.code: tag.standard.is_critical for tag in question.standards.all()}
    return {
        "kind": question.kind,
        "weight": question.weight,
        "format": question.text_format,
        "text": {"fa": question.text_fa, "en": question.text_en},
        "feedback": {"fa": question.feedback_fa, "en": question.feedback_en},
        "options": [_option_content(question.kind, option) for option in question.options.all()],
        "standards": [
            {"code": code, "is_critical": critical_codes.get(code, was_critical)}
            for code, was_critical in sorted(tagged.items())
        ],
    }


def _option_content(kind, option):
    return {
        "key": option.key,
        "fa": option.text_fa,
        "en": option.text_en,
        "correct": option.is_correct,
        "share": option.share,
        "feedback_fa": option.feedback_fa,
        "feedback_en": option.feedback_en,
        **{name: getattr(option, name) for name in kind_of(kind).columns},
    }


def versions_of(questions, critical_codes, at):
    """[(question, its version as it reads now)], making versions that are new; two queries and one a new version."""
    contents = {question: content_of(question, critical_codes) for question in questions}
    hashes = {question: content_hash(content) for question, content in contents.items()}
    have = {
        (version.question_id, version.content_hash): version
        for version in QuestionVersion.objects.filter(question__in=questions, content_hash__in=set(hashes.values()))
    }
    return [
        (question, have.get((question.pk, own)) or _new_version(question, contents[question], own, at))
        for question, own in hashes.items()
    ]


def _new_version(question, content, own_hash, at):
    version, _ = QuestionVersion.objects.get_or_create(
        question=question, content_hash=own_hash, defaults={"content": content, "made_at": at}
    )
    return version
