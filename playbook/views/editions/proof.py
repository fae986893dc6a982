"""Who signed which text, provable from the hash."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kit.http.answers import bytes_file
from kit.lists import ListPage
from playbook.editions.proof import proof_of
from playbook.filters.signatures import SignatureFilter
from playbook.models import Signature
from playbook.standards import fields
from playbook.tables import SignatureTable

# Languages are named in themselves.
NAMES = [("fa", "فارسی"), ("en", "English")]


class SignatureRegister(ListPage):
    """Every signature that was ever given."""

    permission = "playbook.view_signature_register"
    template_name = "playbook/signature_register.html"
    title = _("Who signed which text")
    lead = _("Every signature that was ever given. Open one to read the text as it was signed, with its proof.")
    table_class = SignatureTable
    filterset_class = SignatureFilter
    empty = {"title": _("Nobody has signed yet"), "text": "", "icon": "signature"}

    def rows(self):
        rows = Signature.objects.visible_to(self.request.user)
        return rows.select_related("staff__team", "frozen_standard__edition")


@require_safe
def proof(request, key):
    rows = Signature.objects.visible_to(request.user).select_related("staff__user", "staff__team")
    signature = get_object_or_404(rows.select_related("frozen_standard__edition"), key=key)
    found = proof_of(signature)
    if request.GET.get("_export") == "json":
        name = f"{signature.staff.code}-{signature.frozen_standard.code}.json"
        return bytes_file(found.document.encode(), name, "application/json")
    may_list = request.user.has_perm("playbook.view_signature_register")
    standard = signature.frozen_standard
    placed = [text.name for text in fields.SIGNED if not text.heading]
    texts = [(code, name, *(getattr(standard, f"{text}_{code}") for text in placed)) for code, name in NAMES]
    context = {
        "proof": found,
        "signature": signature,
        "standard": standard,
        "texts": [text for text in texts if text[2]],
        "may_list": may_list,
    }
    return render(request, "playbook/proof.html", context)
