"""The inbox of customers' words: filtered, sorted, and linked to standards several at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.access import require
from kit.display import number
from kit.text.bilingual import active_language
from playbook.actions.evidence import link_quotes, undo_links
from playbook.errors import StandardUnknown
from playbook.evidence.proposals import codes_near, known_standards
from playbook.filters.evidence import WordsFilter
from playbook.forms.evidence import LONGEST_CODE, LinkSeveralForm, Which
from playbook.models import Evidence
from playbook.views.evidence.last_link import forget_deed, keep_deed, last_deed

# Addresses have an end, past which Django refuses to lead to them: after the deed was done.
LONGEST_BACK = 1000
MOST_AT_ONCE = 5000
PAGE_SIZE = 20


@require_http_methods(["GET", "POST"])
def words(request):
    """The inbox: what is not linked yet, or everything, filtered; a POST links several quotes at once."""
    require(request.user, "playbook.manage_evidence")
    if request.method == "POST":
        return _link_several(request)
    return _inbox(request, LinkSeveralForm(initial={"code": request.GET.get("code", "")[:LONGEST_CODE]}))


def _filter(request):
    seen = Evidence.objects.visible_to(request.user)
    return WordsFilter(request.GET or None, queryset=seen, request=request)


def _inbox(request, form, ticked=(), near=()):
    found = _filter(request)
    page = Paginator(found.found.prefetch_related("links"), PAGE_SIZE)
    waiting = Evidence.objects.visible_to(request.user).unlinked().count()
    context = {
        "page": page.get_page(request.GET.get("page")),
        "paginator": page,
        "filter": found,
        "show": found.show,
        "asked": urlencode(found.asked),
        "count": page.count,
        "waiting": waiting,
        "has_any": page.count or waiting or Evidence.objects.visible_to(request.user).exists(),
        "form": form,
        "ticked": set(ticked),
        "near": near,
        "deed": last_deed(request),
    }
    return render(request, "playbook/words.html", context, status=422 if form.errors else 200)


def _link_several(request):
    """Link what was chosen; what is wrong is said beside its field, and everything else stays as it was."""
    form, ticked = LinkSeveralForm(request.POST), request.POST.getlist("quote")[:PAGE_SIZE]
    quotes, near = [], ()
    if form.is_valid():
        quotes = _chosen(request, form, ticked)
    if form.is_valid():
        try:
            links = link_quotes(quotes=quotes, **_said(form), by=request.user, at=timezone.now())
        except StandardUnknown:
            near = unknown_code(form)
        else:
            keep_deed(request, links)
            messages.success(request, _linked(links, quotes))
            return redirect(_back(request))
    return _inbox(request, form, ticked, near)


def _said(form):
    return {name: form.cleaned_data[name] for name in ("code", "stance", "strength")}


def _chosen(request, form, ticked):
    """The quotes that are to be linked; where there is none, or not those that were shown, the form says so."""
    which, rows = form.cleaned_data["which"], Evidence.objects.visible_to(request.user)
    if which == Which.FOUND:
        quotes = list(_filter(request).found[: MOST_AT_ONCE + 1])
        if len(quotes) > MOST_AT_ONCE:
            form.add_error(None, _("These are too many to be linked at once; narrow the list first."))
        elif len(quotes) != form.cleaned_data["found"]:
            form.add_error(None, _("The list has changed since you looked; please look again, then link."))
        return quotes
    keys = request.POST.getlist("shown")[:PAGE_SIZE] if which == Which.PAGE else ticked
    quotes = list(rows.filter(key__in=keys))
    if not quotes:
        form.add_error(None, _("Tick the quotes first, then link them. What you chose below is kept."))
    return quotes


def _linked(links, quotes):
    """What happened, in one sentence or two."""
    if not links:
        return _("All of them were linked to it already; nothing was changed.")
    said = ngettext(
        "%(count)s quote was linked to %(code)s.", "%(count)s quotes were linked to %(code)s.", len(links)
    ) % {"count": number(len(links)), "code": links[0].code}
    if rest := len(quotes) - len(links):
        more = ngettext("%(count)s was linked to it already.", "%(count)s were linked to it already.", rest)
        said = f"{said} {more % {'count': number(rest)}}"
    return said


def _back(request):
    """The list as it was filtered; of an address that is longer than any of ours only its beginning is of use."""
    asked = urlencode(_filter(request).asked)
    address = reverse("playbook:words")
    return f"{address}?{asked}" if 0 < len(asked) <= LONGEST_BACK else address


@require_safe
def words_standards(request):
    """The standards that words can be linked to, once for all fields of a page."""
    require(request.user, "playbook.manage_evidence")
    language = active_language()
    standards = [(row.code, row.said(language)) for row in known_standards(timezone.localdate()).values()]
    return render(request, "playbook/_standards_options.html", {"standards": standards})


@require_POST
def words_undo(request):
    """Take back what was linked in one deed of one's own, a moment ago."""
    require(request.user, "playbook.manage_evidence")
    made_at = parse_datetime(request.POST.get("made_at", "")[:40].replace(" ", "+"))
    quotes = undo_links(made_at=made_at, by=request.user, at=timezone.now()) if made_at else []
    forget_deed(request)
    if quotes:
        said = ngettext(
            "The link of %(count)s quote was taken back.", "The links of %(count)s quotes were taken back.", len(quotes)
        )
        messages.success(request, said % {"count": number(len(quotes))})
    else:
        messages.info(request, _("There was nothing left to take back; nothing was changed."))
    return redirect(_after_undoing(request, quotes))


def _after_undoing(request, quotes):
    """The page on which it was pressed; one after the other, the quote stands there again."""
    asked = QueryDict(request.POST.get("asked", "")[:LONGEST_BACK], mutable=True)
    if "flow" not in request.POST:
        return f"{reverse('playbook:words')}?{asked.urlencode()}"
    asked["at"] = quotes[0].key if quotes else ""
    return f"{reverse('playbook:words_flow')}?{asked.urlencode()}"


def unknown_code(form):
    """Says beside the code that no standard bears it; returns those that may have been meant."""
    near = codes_near(form["code"].value() or "", timezone.localdate())
    form.add_error("code", _("There is no standard with this code."))
    return near
