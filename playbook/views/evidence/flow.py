"""Customers' words one after the other: read, choose the standards, say what the words mean for them, next."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from playbook.actions.evidence import code_quote
from playbook.errors import LinkedMeanwhile, StandardUnknown
from playbook.evidence.proposals import Proposal, codes_near, known_standards, proposals_for
from playbook.filters.evidence import UNLINKED, WordsFilter, next_after
from playbook.forms.evidence import CodingForm
from playbook.models import Evidence
from playbook.models.evidence import Stance, Strength
from playbook.translations.addresses import new_standard_url
from playbook.views.evidence.last_link import keep_deed, last_deed

# A key for each way in which words can be about a standard, and for each strength.
STANCE_KEYS = {Stance.SUPPORTS: "s", Stance.CONTRADICTS: "c", Stance.ASKS: "a"}
STRENGTH_KEYS = {Strength.WEAK: "p", Strength.CLEAR: "l", Strength.STRONG: "e"}
STANCE_SIGNS = {Stance.SUPPORTS: "thumb-up", Stance.CONTRADICTS: "alert-triangle", Stance.ASKS: "message-2"}


@require_http_methods(["GET", "POST"])
def words_flow(request):
    """The quote of the queue that is asked for, that which follows another, or the first."""
    require(request.user, "playbook.manage_evidence")
    seen = Evidence.objects.visible_to(request.user)
    found = WordsFilter(request.GET or None, queryset=seen, request=request)
    if request.method == "POST":
        quote = get_object_or_404(seen, key=request.POST.get("quote", ""))
        return _coded(request, found, quote)
    at, after = (_named(seen, request.GET.get(name, "")) for name in ("at", "after"))
    if at is None:
        at = seen.filter(pk=next_after(found.queue(after), after)).first()
    return _page(request, found, at, CodingForm(initial={"strength": Strength.CLEAR}))


def _named(seen, key):
    return seen.filter(key=key).first() if key else None


def _coded(request, found, quote):
    """Link the quote and go on; what is wrong is said on the same page, and nothing that was chosen is lost."""
    form = CodingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, quote, form)
    said = {name: form.cleaned_data[name] for name in ("codes", "seen", "stance", "strength")}
    near = _unknown(form)
    if near is not None or form.cleaned_data["look"]:
        return _page(request, found, quote, form, near or ())
    try:
        links = code_quote(quote=quote, **said, by=request.user, at=timezone.now())
    except LinkedMeanwhile as error:
        messages.warning(request, _already(error.links))
    except StandardUnknown:
        form.add_error("code", _("There is no standard with this code."))
        return _page(request, found, quote, form)
    else:
        keep_deed(request, links)
        messages.success(request, _done(links))
    return redirect(_address(found, after=quote.key))


def _unknown(form):
    """The standards that are near to a code that none bears; None where every code is known."""
    on = timezone.localdate()
    known, wrong = known_standards(on), form.cleaned_data["code"]
    if not wrong or wrong in known:
        return None
    form.add_error("code", _("There is no standard with this code."))
    return codes_near(form["code"].value(), on)


def _already(links):
    said = {"who": str(links[0].linked_by or "—"), "codes": ", ".join(link.code for link in links)}
    return _("%(who)s has linked it to %(codes)s already; what you chose was not added. Here is the next.") % said


def _done(links):
    if not links:
        return _("It was linked already.")
    said = {"codes": ", ".join(link.code for link in links), "stance": links[0].get_stance_display()}
    return _("Linked to %(codes)s: %(stance)s.") % said


def _address(found, **more):
    asked = {**found.asked, **{name: value for name, value in more.items() if value}}
    return f"{reverse('playbook:words_flow')}?{urlencode(asked)}".rstrip("?")


def _page(request, found, quote, form, near=()):
    """`near`: the standards that may have been meant."""
    queue = found.queue()
    said = [str(message) for message in messages.get_messages(request)]
    inbox = f"{reverse('playbook:words')}?{urlencode(found.asked)}".rstrip("?")
    context = {"filter": found, "left": len(queue), "said": said, "deed": last_deed(request), "inbox": inbox}
    context |= {"asked": urlencode(found.asked), "again": _address(found), "quote": quote, "form": form, "near": near}
    if quote is not None:
        context |= _choices(found, quote, form)
    return render(request, "playbook/words_flow.html", context, status=422 if form.errors else 200)


def _choices(found, quote, form):
    """What can be chosen for a quote: the standards most alike and those ticked already, stances, strengths."""
    on, language = timezone.localdate(), quote.language
    ticked = form.cleaned_data.get("codes", []) if form.is_bound and hasattr(form, "cleaned_data") else []
    proposals, known = proposals_for(quote.quote, language, on), known_standards(on)
    there = {proposal.code for proposal in proposals}
    proposals += [_plain(known[code], language) for code in ticked if code in known and code not in there]
    links = list(quote.links.select_related("linked_by"))
    strength = int(form["strength"].value() or Strength.CLEAR) if str(form["strength"].value()).isdigit() else 2
    back = _address(found, after=quote.key) if found.show == UNLINKED else _address(found, at=quote.key)
    place = next((proposal.touchpoint for proposal in proposals if proposal.touchpoint), None)
    return {
        "proposals": [(proposal, proposal.code in ticked) for proposal in proposals],
        "links": links,
        "seen": " ".join(link.code for link in links),
        "stances": [(value, label, STANCE_KEYS[value], STANCE_SIGNS[value]) for value, label in Stance.choices],
        "strengths": [(value, label, STRENGTH_KEYS[value], value == strength) for value, label in Strength.choices],
        "skip": _address(found, after=quote.key),
        "new_standard": new_standard_url(touchpoint=place, quote=quote.key, back=back),
    }


def _plain(standard, language):
    return Proposal(standard.code, [(standard.said(language), False)], [], 0.0, standard.touchpoint)
