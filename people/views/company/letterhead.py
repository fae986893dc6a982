"""How the company's documents look, and whose certificate signs them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.documents.certificate import CertificateRefused, current_certificate, fingerprint, is_fixed
from kit.phrases import joined
from people import actions
from people.accounts.confirmation import password_again
from people.company.letterhead import logo_address
from people.company.organisation import organisation
from people.forms.letterhead import CertificateForm, LetterheadForm

REFUSALS = {
    "password": gettext_lazy("The file is no PKCS#12 file, or its password is another one."),
    "empty": gettext_lazy("The file holds no certificate with its key."),
    "unread": gettext_lazy("Opening this file takes too much work, or it is damaged. The certificate stays as it was."),
    "expired": gettext_lazy("The certificate is not valid today."),
    "weak": gettext_lazy("The key is too weak or of a kind that readers cannot check: RSA from 2048 bits on, or EC."),
    "purpose": gettext_lazy("This certificate is not made for signing."),
    "fixed": gettext_lazy("The certificate is set on the server and can only be changed there."),
}
SOON = 60


@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request):
    require(request.user, "people.change_letterhead")
    company = organisation()
    form = LetterheadForm(*_sent(request), initial={"colour": company.colour})
    if request.method == "POST" and form.is_valid():
        actions.change_letterhead(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Documents that are made from now on look like this."))
        return redirect("people:letterhead")
    context = {"form": form, "logo": logo_address(company), "colour": company.colour} | _signature()
    return render(request, "people/letterhead.html", context, status=422 if form.errors else 200)


@password_again(methods=("GET", "POST"))
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request):
    require(request.user, "people.replace_signing_certificate")
    form = CertificateForm(*_sent(request))
    if request.method == "POST" and form.is_valid():
        given = {"pkcs12": form.cleaned_data["file"], "password": form.cleaned_data["password"]}
        try:
            actions.replace_signing_certificate(by=request.user, at=timezone.now(), **given)
            messages.success(request, _("From now on this certificate signs. Older documents stay valid as they are."))
            return redirect("people:letterhead")
        except CertificateRefused as refusal:
            form.add_error("file", REFUSALS[refusal.reason])
    context = {"form": form} | _signature()
    return render(request, "people/certificate.html", context, status=422 if form.errors else 200)


def _sent(request):
    """An empty POST is an answer too."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _words_of(name):
    """The names in a certificate as people write them, without their technical letters, each once."""
    return joined(dict.fromkeys(str(part.value) for part in name))


def _signature():
    """What the page says of the certificate that signs now."""
    found = current_certificate()
    if found is None:
        return {"certificate": None, "is_fixed": is_fixed()}
    print_ = fingerprint(found)
    days_left = (found.not_valid_after_utc - timezone.now()).days
    return {
        "certificate": found,
        "name": _words_of(found.subject),
        "issuer": _words_of(found.issuer),
        "is_own": found.subject == found.issuer,
        "fingerprint": [print_[start : start + 4] for start in range(0, len(print_), 4)],
        "ends_soon": days_left < SOON,
        "is_fixed": is_fixed(),
    }
