"""Who signed which text: the text as it was signed, and its hash worked out again from what stands in the database."""

from dataclasses import dataclass
from hashlib import sha256

from kit.audit.models import AuditEntry
from kit.values.canonical import canonical_json
from playbook.editions import hashes
from playbook.models import Signature


@dataclass(frozen=True)
class Proof:
    """`document`: the very characters that were hashed. `entry`: what the audit log says, or None."""

    signature: Signature
    document: str
    computed: str
    entry: AuditEntry | None

    @property
    def is_same_text(self):
        return self.computed == self.signature.text_hash

    @property
    def is_proven(self):
        return self.is_same_text and self.entry is not None


def proof_of(signature):
    document = canonical_json(hashes.text_document(signature.frozen_standard))
    return Proof(signature, document, sha256(document.encode()).hexdigest(), _entry(signature))


def _entry(signature):
    user = signature.staff.user
    entries = AuditEntry.objects.filter(
        verb="standard.signed", object_key=signature.frozen_standard.key, at=signature.signed_at
    )
    found = entries.filter(actor_key=user.key).first() if user else entries.first()
    return found if found and found.detail.get("text_hash") == signature.text_hash else None
