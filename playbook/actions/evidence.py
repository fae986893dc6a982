from django.db import IntegrityError, transaction
from django.utils import timezone

from kit.audit.chain import record
from playbook.errors import EvidenceFileWrong, EvidenceKnown, StandardUnknown
from playbook.evidence import digest_of, folded_text, language_of, plan_evidence, tidied
from playbook.models import CodeLedger, Evidence, EvidenceLink, FrozenStandard


@transaction.atomic
def add_evidence(*, quote, source="", said_on=None, language="", consent="unknown", by, at):
    """Keep a customer's words. Raises EvidenceKnown where the same words are here already."""
    quote = tidied(quote)
    facts = {"quote": quote, "source": source, "said_on": said_on, "consent": consent, "digest": digest_of(quote)}
    row = _row({**facts, "language": language or language_of(quote)}, by, at)
    _save_new_words(row)
    record(verb="evidence.added", on=row, by=by, at=at)
    return row


@transaction.atomic
def import_evidence(*, file, by, at, leave_out=False, **defaults):
    """All new words of a file (`Brought`), or nothing. Returns the plan. Raises EvidenceFileWrong.

    With `leave_out` rows with a problem are left out, and counted.
    """
    plan = plan_evidence(file, on=timezone.localdate(at), leave_out=leave_out, **defaults)
    if plan.is_wrong:
        raise EvidenceFileWrong
    rows = Evidence.objects.bulk_create([_row(row.facts, by, at) for row in plan.new_rows])
    if rows:
        counts = {"rows": len(rows), "known": plan.count("known")}
        if left_out := plan.count("wrong"):
            counts["left_out"] = left_out
        record(verb="evidence.imported", on=rows[0], by=by, at=at, seals=rows, **counts)
    return plan


def _digest(evidence):
    return digest_of(evidence.quote, evidence.reference, evidence.source)


def _row(facts, by, at):
    made = {"folded": folded_text(facts["quote"], facts["source"]), "likeness": facts["digest"]}
    return Evidence(**facts, **made, is_redacted="▇" in facts["quote"], added_by=by, added_at=at)


def _save_new_words(row):
    """Raises EvidenceKnown where the same words are here already, also those that come at this very moment."""
    if Evidence.objects.filter(likeness=row.likeness).exclude(pk=row.pk).exists():
        raise EvidenceKnown
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise EvidenceKnown from error


@transaction.atomic
def redact_evidence(*, evidence, quote, by, at):
    """Replace the words, for good: what pointed to a person is not kept anywhere. Raises EvidenceKnown."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    evidence.quote = tidied(quote)
    evidence.is_redacted, evidence.digest = True, _digest(evidence)
    evidence.likeness, evidence.folded = evidence.digest, folded_text(evidence.quote, evidence.source)
    _save_new_words(evidence)
    record(verb="evidence.redacted", on=evidence, by=by, at=at)
    return evidence


@transaction.atomic
def decide_consent(*, evidence, consent, by, at):
    """What the customer said when asked, or said later. Refused words leave every screen of staff at once."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.consent != consent:
        former, evidence.consent = evidence.consent, consent
        evidence.save(update_fields=["consent"])
        record(verb="evidence.consent_decided", on=evidence, by=by, at=at, was=str(former), now=str(consent))
    return evidence


@transaction.atomic
def link_evidence(*, evidence, code, stance, strength, by, at):
    """Say what the words say about a standard; saying it again changes it. Raises StandardUnknown."""
    known = CodeLedger.objects.filter(code=code).exists() or FrozenStandard.objects.filter(code=code).exists()
    if not known:
        raise StandardUnknown
    link, _is_new = EvidenceLink.objects.update_or_create(
        evidence=evidence,
        code=code,
        defaults={"stance": stance, "strength": strength, "linked_by": by, "linked_at": at},
    )
    about = {"code": code, "stance": str(stance), "strength": int(strength)}
    record(verb="evidence.linked", on=evidence, by=by, at=at, seals=[link], **about)
    return link


@transaction.atomic
def link_quotes(*, quotes, code, stance, strength, by, at):
    """`link_evidence` for several at once: all of them, or none."""
    return [link_evidence(evidence=row, code=code, stance=stance, strength=strength, by=by, at=at) for row in quotes]


@transaction.atomic
def unlink_evidence(*, evidence, code, by, at):
    """Take a link away; nothing happens where there is none."""
    links = EvidenceLink.objects.filter(evidence=evidence, code=code)
    gone = list(links)
    if gone:
        links.delete()
        record(verb="evidence.unlinked", on=evidence, by=by, at=at, gone=gone, code=code)
    return bool(gone)
