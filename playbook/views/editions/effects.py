"""What an edition left behind: everything that cites changed standards, and its way to the last edition."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kit.access import require
from kit.display import day, number
from playbook.editions.differences import differences
from playbook.errors import CitationCurrent, EditionNotInForce
from playbook.links.citations import effects_of, last_edition, source_of, sources

MOST_AT_ONCE = 200


@require_safe
def effects(request):
    require(request.user, "playbook.view_effects")
    edition = last_edition()
    found = effects_of(edition) if edition else []
    is_in_force = edition is not None and edition.is_in_force_on(timezone.localdate())
    groups = [_group(source, found, request.user, is_in_force) for source in _shown(request.user)]
    found = [effect for group in groups for effect in group["effects"]]
    context = {
        "edition": edition,
        "is_in_force": is_in_force,
        "groups": [group for group in groups if group["effects"]],
        "may_move": any(group["may_move"] for group in groups),
        "standards": _standards(found),
    }
    return render(request, "playbook/effects.html", context)


def _shown(user):
    """HR mends scorecards and sees these alone: questions of quizzes are not theirs to read beforehand."""
    sees_all = user.has_perm("playbook.manage_editions")
    return [source for source in sources() if sees_all or user.has_perm(source.permission)]


def _group(source, effects, user, is_in_force):
    own = [effect for effect in effects if effect.source == source]
    may_open = user.has_perm(source.permission)
    may_move = may_open and (is_in_force or not source.waits)
    return {
        "label": source.label,
        "consequence": source.consequence,
        "effects": own,
        "may_open": may_open,
        "may_move": may_move and any(effect.can_move for effect in own),
        "waits": not is_in_force and source.waits,
    }


def _standards(effects):
    """Each changed standard once, with what is different since the oldest edition that is still cited."""
    found = {}
    for change in (change for effect in effects for change in effect.changes):
        known = found.get(change.old.code)
        if known is None or change.old.edition.number < known.old.edition.number:
            found[change.old.code] = change
    in_order = sorted(found.values(), key=lambda change: (change.new is None, change.old.code))
    return [(change, differences(change.old, change.new) if change.new else []) for change in in_order]


@require_POST
def effects_move(request):
    """One thing (its own button), or all that were ticked; each moves by itself, and those that cannot are told."""
    require(request.user, "playbook.view_effects")
    edition = last_edition()
    if edition is None or request.POST.get("edition") != edition.key:
        messages.warning(request, _("A newer edition was frozen meanwhile. Look at the list again."))
        return redirect("playbook:effects")
    one = request.POST.get("one")
    values = [one] if one else request.POST.getlist("item")[:MOST_AT_ONCE]
    by_value = {effect.value: effect for effect in effects_of(edition)}
    moved = sum(_move(request.user, value, by_value.get(value), edition) for value in dict.fromkeys(values))
    _say(request, moved, len(values), edition)
    return redirect("playbook:effects")


def _move(user, value, effect, edition):
    source = source_of(value.partition(":")[0])
    if source is None:
        return False
    require(user, source.permission)
    if effect is None or not effect.can_move:
        return False
    try:
        source.move(key=effect.citing.key, edition=edition, by=user, at=timezone.now())
    except (CitationCurrent, EditionNotInForce):
        return False
    return True


def _say(request, moved, asked, edition):
    if not asked:
        messages.info(request, _("Tick what should move, then press the button."))
    if moved:
        words = ngettext("%(count)s moved to edition %(edition)s.", "%(count)s moved to edition %(edition)s.", moved)
        messages.success(request, words % {"count": number(moved), "edition": number(edition.number)})
    if asked - moved:
        words = ngettext(
            "%(count)s stayed: it had moved already, or can only move from %(day)s.",
            "%(count)s stayed: they had moved already, or can only move from %(day)s.",
            asked - moved,
        )
        messages.warning(request, words % {"count": number(asked - moved), "day": day(edition.effective_on)})
