"""One customer's words, typed; where a link named a standard, they are linked to it as they are kept."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.http.back import way_back
from playbook.actions.evidence import add_evidence, link_quotes
from playbook.errors import EvidenceKnown
from playbook.forms.evidence import EvidenceForm
from playbook.models import Edition
from playbook.models.evidence import Stance, Strength

CODE_LENGTH = 20


@require_http_methods(["GET", "POST"])
def words_new(request):
    require(request.user, "playbook.manage_evidence")
    standard, form = _standard(request), EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _keep(request.user, standard, _stance(request), form.cleaned_data)
        except EvidenceKnown:
            form.add_error("quote", _("The same words are here already."))
        else:
            back = way_back(request)
            return redirect(back) if back else redirect("playbook:quote", key=row.key)
    context = {"form": form, "standard": standard, "back": way_back(request), "stances": Stance.choices}
    return render(request, "playbook/words_new.html", {**context, "stance": _stance(request)})


def _standard(request):
    """Of the edition in force; None where none was named, or none bears the code."""
    asked = request.POST.get("standard") or request.GET.get("standard", "")
    edition = Edition.objects.in_force(timezone.localdate())
    return edition.standards.filter(code=asked[:CODE_LENGTH]).first() if edition and asked else None


def _stance(request):
    asked = request.POST.get("stance", "")
    return asked if asked in Stance.values else Stance.SUPPORTS.value


@transaction.atomic
def _keep(user, standard, stance, words):
    at = timezone.now()
    row = add_evidence(**words, by=user, at=at)
    if standard:
        link_quotes(quotes=[row], code=standard.code, stance=stance, strength=Strength.CLEAR, by=user, at=at)
    return row
