from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kit.audit.chain import record
from kit.importing.layouts import Brought
from people.models import User
from playbook.errors import EvidenceFileWrong, EvidenceKnown, LinkedMeanwhile, StandardUnknown
from playbook.evidence.quotes import ImportPlan, digest_of, folded_text, language_of, plan_evidence, tidied
from playbook.models import CodeLedger, Evidence, EvidenceLink, FrozenStandard


@transaction.atomic
def add_evidence(
    *,
    quote: str,
    source: str = "",
    said_on: date | None = None,
    language: str = "",
    consent: str = "unknown",
    by: User,
    at: datetime,
) -> Evidence:
    """Keep a customer's words. Raises EvidenceKnown where the same words are here already."""
    quote = tidied(quote)
    facts = {"quote": quote, "source": source, "said_on": said_on, "consent": consent, "digest": digest_of(quote)}
    row = _row({**facts, "language": language or language_of(quote)}, by, at)
    _save_new_words(row)
    record(verb="evidence.added", on=row, by=by, at=at)
    return row


@transaction.atomic
def import_evidence(*, file: Brought, by: User, at: datetime, leave_out: bool = False, **defaults: Any) -> ImportPlan:
    """All new words of a file (`Brought`), or nothing. Returns the plan. Raises EvidenceFileWrong.

    With `leave_out` rows with a problem are left out, and counted.
    """
    plan = plan_evidence(file, on=timezone.localdate(at), leave_out=leave_out, **defaults)
    if plan.is_wrong:
        raise EvidenceFileWrong
    rows = Evidence.objects.bulk_create([_row(row.facts, by, at) for row in plan.new_rows])
    if rows:
        counts: dict[str, Any] = {"rows": len(rows), "known": plan.count("known")}
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
def redact_evidence(*, evidence: Evidence, quote: str, by: User, at: datetime) -> Evidence:
    """Replace the words, for good: what pointed to a person is not kept anywhere. Raises EvidenceKnown."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    evidence.quote = tidied(quote)
    evidence.is_redacted, evidence.digest = True, _digest(evidence)
    evidence.likeness, evidence.folded = evidence.digest, folded_text(evidence.quote, evidence.source)
    _save_new_words(evidence)
    record(verb="evidence.redacted", on=evidence, by=by, at=at)
    return evidence


@transaction.atomic
def decide_consent(*, evidence: Evidence, consent: str, by: User, at: datetime) -> Evidence:
    """What the customer said when asked, or said later. Refused words leave every screen of staff at once."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.consent != consent:
        former, evidence.consent = evidence.consent, consent
        evidence.save(update_fields=["consent"])
        record(verb="evidence.consent_decided", on=evidence, by=by, at=at, was=str(former), now=str(consent))
    return evidence


@transaction.atomic
def link_evidence(*, evidence: Evidence, code: str, stance: str, strength: int, by: User, at: datetime) -> EvidenceLink:
    """Say what the words say about a standard; saying it again changes it. Raises StandardUnknown."""
    _require_known([code])
    _locked([evidence])
    link, _is_new = EvidenceLink.objects.update_or_create(
        evidence=evidence,
        code=code,
        defaults={"stance": stance, "strength": strength, "linked_by": by, "linked_at": at},
    )
    about: dict[str, Any] = {"code": code, "stance": str(stance), "strength": int(strength)}
    record(verb="evidence.linked", on=evidence, by=by, at=at, seals=[link], **about)
    return link


@transaction.atomic
def link_quotes(
    *, quotes: Iterable[Evidence], code: str, stance: str, strength: int, by: User, at: datetime
) -> list[EvidenceLink]:
    """Link several at once, those that are not linked to the standard yet; returns the new links.

    What was said before about a quote stays as it is. Raises StandardUnknown, and then links none.
    """
    _require_known([code])
    rows = _locked(quotes)
    linked = set(EvidenceLink.objects.filter(code=code, evidence__in=rows).values_list("evidence", flat=True))
    new = [_link(row, code, stance, strength, by, at) for row in rows if row.pk not in linked]
    links = EvidenceLink.objects.bulk_create(new)
    if links:
        about: dict[str, Any] = {"code": code, "stance": str(stance), "strength": int(strength)}
        rest: dict[str, Any] = (
            {"verb": "evidence.linked"} if len(links) == 1 else {"verb": "evidence.linked_together", "rows": len(links)}
        )
        record(on=links[0].evidence, by=by, at=at, seals=links, **about, **rest)
    return links


@transaction.atomic
def code_quote(
    *, quote: Evidence, codes: Iterable[str], seen: Collection[str], stance: str, strength: int, by: User, at: datetime
) -> list[EvidenceLink]:
    """Link a quote to one standard or several, as somebody did who saw it linked to the codes in `seen`.

    Returns the new links. Raises LinkedMeanwhile where somebody else linked it since, and StandardUnknown; then nothing
    was linked. The same deed sent twice is done once.
    """
    _require_known(codes)
    _locked([quote])
    there = {link.code: link for link in quote.links.select_related("linked_by")}
    others = [link for code, link in there.items() if code not in seen and link.linked_by != by]
    if others:
        raise LinkedMeanwhile(others)
    new = [_link(quote, code, stance, strength, by, at) for code in dict.fromkeys(codes) if code not in there]
    links = EvidenceLink.objects.bulk_create(new)
    for link in links:
        about: dict[str, Any] = {"code": link.code, "stance": str(stance), "strength": int(strength)}
        record(verb="evidence.linked", on=quote, by=by, at=at, seals=[link], **about)
    return links


@transaction.atomic
def undo_links(*, made_at: datetime, by: User, at: datetime) -> list[Evidence]:
    """Take back what `by` linked in one deed, at that instant, unless it was changed since; returns the quotes."""
    links = EvidenceLink.objects.filter(linked_by=by, linked_at=made_at).select_for_update(of=("self",))
    gone = list(links.select_related("evidence").order_by("pk"))
    if not gone:
        return []
    EvidenceLink.objects.filter(pk__in=[link.pk for link in gone]).delete()
    codes = sorted({link.code for link in gone})
    verb: dict[str, Any] = (
        {"verb": "evidence.unlinked"} if len(gone) == 1 else {"verb": "evidence.unlinked_together", "rows": len(gone)}
    )
    record(on=gone[0].evidence, by=by, at=at, gone=gone, code=", ".join(codes), **verb)
    return list({link.evidence_id: link.evidence for link in gone}.values())


@transaction.atomic
def unlink_evidence(*, evidence: Evidence, code: str, by: User, at: datetime) -> bool:
    """Take a link away; nothing happens where there is none."""
    links = EvidenceLink.objects.filter(evidence=evidence, code=code)
    gone = list(links)
    if gone:
        links.delete()
        record(verb="evidence.unlinked", on=evidence, by=by, at=at, gone=gone, code=code)
    return bool(gone)


def _require_known(codes):
    wanted = set(codes)
    known = set(CodeLedger.objects.filter(code__in=wanted).values_list("code", flat=True))
    if wanted - known:
        known |= set(FrozenStandard.objects.filter(code__in=wanted).values_list("code", flat=True))
    if not wanted or wanted - known:
        raise StandardUnknown


def _locked(quotes):
    """The quotes, one after the other: who links the same at the same time waits."""
    return list(Evidence.objects.select_for_update().filter(pk__in=[row.pk for row in quotes]).order_by("pk"))


def _link(quote, code, stance, strength, by, at):
    said = {"stance": stance, "strength": strength}
    return EvidenceLink(evidence=quote, code=code, **said, linked_by=by, linked_at=at)
