"""Everything of the folder that can be proved again from its rows. Called by `manage.py verify`."""

from hashlib import sha256
from itertools import pairwise

from django.db.models import Exists, OuterRef, Q

from kit.audit.models import AuditEntry
from kit.values.canonical import content_hash
from playbook.editions import hashes
from playbook.editions.changes import binding_of
from playbook.models import CheckAnswer, Edition, FrozenPicture, FrozenStandard, Signature
from playbook.pictures.marks import marks_in


def problems():
    """Yield a sentence for everything that does not add up."""
    for edition in Edition.objects.frozen().order_by("effective_on", "number"):
        yield from edition_problems(edition)
    yield from period_problems()
    yield from binding_problems()
    yield from record_problems()
    yield from signature_problems()
    yield from picture_problems()


def edition_problems(edition):
    """Recompute the hashes of every row, and of the whole, from what the rows say now."""
    standards = list(edition.standards.order_by("position").prefetch_related("roles"))
    documents = [hashes.standard_document(row, [role.key for role in row.roles.all()]) for row in standards]
    for row, document in zip(standards, documents, strict=True):
        if row.content_hash != hashes.content_hash(document) or row.text_hash != hashes.text_hash(row):
            yield f"{_named(edition)}: standard {row.code} was changed after freezing"
    steps = list(edition.policy_steps.order_by("number"))
    for step in steps:
        if step.content_hash != hashes.step_hash(step):
            yield f"{_named(edition)}: step {step.number} of the complaint policy was changed after freezing"
    for line in edition.authority.order_by("position").select_related("role"):
        if line.content_hash != content_hash(hashes.authority_document(line)):
            yield f"{_named(edition)}: line {line.position} of the authority table was changed after freezing"
    lane = getattr(edition, "public_lane", None)
    if lane and lane.content_hash != content_hash(hashes.lane_document(lane)):
        yield f"{_named(edition)}: the public lane was changed after freezing"
    beside = hashes.beside_steps_of(edition)
    content, structure = hashes.edition_hashes(
        edition, documents, [hashes.step_document(step) for step in steps], beside
    )
    if edition.content_hash != content:
        yield f"{_named(edition)}: its content does not give its content hash"
    if edition.structure_hash != structure:
        yield f"{_named(edition)}: its standards do not give its structure hash"


def period_problems():
    """Exactly one edition of the folder is in force on any date from the first on: each ends where the next begins."""
    editions = list(Edition.objects.folder().frozen().order_by("number"))
    for edition, following in pairwise([*editions, None]):
        expected = following.effective_on if following else None
        if edition.superseded_on != expected:
            yield f"{_named(edition)}: it ends on {edition.superseded_on}, the next begins on {expected}"


def binding_problems():
    """Follow every code through the editions again: whose signatures hold for which text."""
    bindings = {}  # (code, text hash) -> binding hash
    former = {}  # code -> row of the edition before
    for edition in Edition.objects.folder().frozen().order_by("number"):
        rows = {row.code: row for row in edition.standards.order_by("position")}
        for code, row in rows.items():
            expected = binding_of(row, former.get(code), bindings)
            if row.binding_hash != expected:
                yield f"{_named(edition)}: standard {code} takes signatures that were given under another text"
            bindings.setdefault((code, row.text_hash), expected)
        former = rows


def record_problems():
    """What the audit log says was frozen is what stands there, change classes included."""
    entries = AuditEntry.objects.filter(verb="edition.frozen").values_list("object_key", "detail")
    details = dict(entries)
    for edition in Edition.objects.folder().frozen().order_by("number"):
        detail = details.get(edition.key)
        if detail is None:
            yield f"{_named(edition)}: the audit log knows of nobody who froze it"
            continue
        if (edition.content_hash, edition.structure_hash) != (detail["content_hash"], detail["structure_hash"]):
            yield f"{_named(edition)}: its hashes are not those that the audit log recorded"
        if dict(edition.standards.values_list("code", "change_class")) != detail["changes"]:
            yield f"{_named(edition)}: its change classes are not those that the audit log recorded"


def signature_problems():
    """Each stands under its standard's text, and the audit log says that this person gave it at that instant."""
    given = AuditEntry.objects.filter(verb="standard.signed").values_list("object_key", "actor_key", "at")
    given = set(given.iterator(chunk_size=2000))
    answered = CheckAnswer.objects.filter(
        is_right=True, staff=OuterRef("staff"), frozen_standard=OuterRef("frozen_standard")
    )
    rows = Signature.objects.select_related("frozen_standard", "staff__user").annotate(is_checked=Exists(answered))
    for signature in rows.iterator(chunk_size=2000):
        if signature.frozen_standard.has_check and not signature.is_checked:
            yield f"signature {signature.key} of {signature.staff.code} was given without the check question"
        if signature.text_hash != signature.frozen_standard.text_hash:
            yield f"signature {signature.key} of {signature.staff.code} is not under the text of its standard"
        signer = signature.staff.user.key if signature.staff.user else ""
        if (signature.frozen_standard.key, signer, signature.signed_at) not in given:
            yield f"signature {signature.key} of {signature.staff.code} was never given by that person at that time"


def picture_problems():
    """Each picture is the one that its hash names, and each that a text names is kept and said to be shown there."""
    kept = set()
    for picture in FrozenPicture.objects.order_by("pk").iterator(chunk_size=200):
        kept.add(picture.sha256)
        try:
            found = sha256(picture.content()).hexdigest()
        except OSError:
            yield f"picture {picture.sha256[:12]} of the folder is missing"
            continue
        if found != picture.sha256:
            yield f"picture {picture.sha256[:12]} of the folder was changed after it was kept"
    through = FrozenStandard.pictures.through.objects.values_list("frozenstandard_id", "frozenpicture__sha256")
    shown = set(through.iterator(chunk_size=2000))
    rows = FrozenStandard.objects.filter(Q(body_fa__contains="sha256=") | Q(body_en__contains="sha256="))
    for row in rows.select_related("edition").iterator(chunk_size=500):
        named = {mark.sha256 for mark in (*marks_in(row.body_fa), *marks_in(row.body_en)) if mark.sha256}
        if not named <= kept or not {(row.pk, each) for each in named} <= shown:
            yield f"picture of standard {row.code} is not kept, of {_named(row.edition)}"
        shown -= {(row.pk, each) for each in named}
    for _row, sha256_shown in sorted(shown):
        yield f"picture {sha256_shown[:12]} of the folder is shown to readers of a standard that does not name it"


def _named(edition):
    return f"edition {edition.number}" if edition.number else f"imported edition {edition.key}"
