"""Choosing a starter folder: five cards, what is inside each, and the one press that brings it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from home.forms import StarterForm
from home.models import ChosenStarter
from home.starters import files
from home.starters.choice import AlreadyChosen, CodesTaken, choose_starter
from kit.access import require
from kit.display import number
from kit.forms import posted
from kit.phrases import listed
from people.company.organisation import organisation
from playbook.models import Phase, StandardPage


@require_safe
def starters(request):
    require(request.user, "home.choose_starter")
    context = {"starters": files.starters(), "chosen": _chosen(), "has_standards": StandardPage.objects.exists()}
    return render(request, "home/starters.html", context)


@require_http_methods(["GET", "POST"])
def starter(request, name):
    require(request.user, "home.choose_starter")
    try:
        one = files.starter(name)
    except KeyError as unknown:
        raise Http404 from unknown
    form = StarterForm(posted(request), starter=one)
    if request.method == "POST" and form.is_valid():
        if _choose(request, one, form):
            return redirect("home:drafts")
        return redirect("home:starters")
    context = {"starter": one, "form": form, "chosen": _chosen(), "places": _places(one), "texts": _texts(one)}
    return render(request, "home/starter.html", context, status=422 if form.errors else 200)


def _choose(request, one, form):
    company = organisation()
    about = {"languages": company.language_codes, "currency": company.currency}
    try:
        chosen = choose_starter(starter=one, roles=form.roles, by=request.user, at=timezone.now(), **about)
    except AlreadyChosen:
        messages.info(request, _("A starter folder was chosen already; nothing was changed."))
        return True
    except CodesTaken as taken:
        text = _("Nothing was changed: the folder has standards with the codes %(codes)s already.")
        messages.warning(request, text % {"codes": listed(taken.codes)})
        return False
    text = ngettext(
        "“%(name)s” is here: %(n)s standard as a draft. Read it, change it, then publish it.",
        "“%(name)s” is here: %(n)s standards as drafts. Read them, change them, then publish them.",
        len(chosen.codes),
    )
    messages.success(request, text % {"name": one.title, "n": number(len(chosen.codes))})
    return True


def _chosen():
    row = ChosenStarter.objects.first()
    return files.starter(row.name) if row and row.name in files.NAMES else row


def _places(one):
    """[(phase, [(touchpoint's name, [(code, behaviour, is critical)])])] in the reader's language."""
    found = {}
    for touchpoint in one.touchpoints:
        lines = [(row["code"], files.said(row, "behaviour"), row["critical"]) for row in touchpoint["standard"]]
        found.setdefault(touchpoint["phase"], []).append((files.said(touchpoint, "name"), lines))
    return [(phase.label, found[phase]) for phase in Phase if phase in found]


def _texts(one):
    """Titles of what comes with the standards."""
    return {
        "courses": [(files.said(row, "title"), files.said(row, "summary")) for row in one.courses],
        "scorecards": [files.said(row, "title") for row in one.scorecards],
        "scales": [files.said(row, "name") for row in files.scales().values()],
        "remedies": [files.said(row, "remedy") for row in one.policy["authority"]],
    }
