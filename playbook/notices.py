"""How the folder's notices read."""

from django.utils.translation import gettext_lazy as _

from people.notices import register_kind

EDITION_FROZEN = "playbook.edition_frozen"

register_kind(
    EDITION_FROZEN,
    title=_("Edition %(number)s of the folder takes effect"),
    body=_("%(count)s standards wait for your signature."),
    icon="signature",
)
