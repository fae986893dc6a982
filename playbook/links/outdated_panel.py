"""On a standard's page, for who may mend it: what still cites an earlier text of it."""

from playbook.links.citations import effects_now
from playbook.links.panels import SIDE, Panel, register_panel


@register_panel
def outdated_panel(standard, user):
    if not user.has_perm("playbook.view_effects"):
        return None
    effects = [effect for effect in effects_now(code=standard.code) if user.has_perm(effect.source.permission)]
    return Panel("playbook/_outdated_panel.html", {"effects": effects}, place=SIDE, order=5) if effects else None
