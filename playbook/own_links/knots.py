"""The first two knots of the chain: customers' words, and the standards themselves."""

from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from playbook.chain.knots import QUOTE, STANDARD, Knot, Place
from playbook.models import Evidence, EvidenceLink, FrozenStandard

TITLE = 60


class QuoteKnot(Knot):
    kind, list_name, is_by_code = QUOTE, "playbook:chain_quotes", True

    def label(self, count):
        return ngettext("customer's words", "customers' words", count)

    def here(self):
        return pgettext("knot of the chain", "these words")

    def is_open(self, user, place):
        return user.has_perm("playbook.view_folder")

    def seen(self, user):
        return Evidence.objects.visible_to(user)

    def cites(self, pks, codes=()):
        return Exists(EvidenceLink.objects.filter(evidence=OuterRef("pk"), code__in=codes))

    def find(self, user, key):
        row = self.seen(user).filter(key=key).first()
        return self.place_of(row, [link.code for link in row.links.all()]) if row else None

    def place_of(self, quote, codes):
        """`codes`: those of its links."""
        return Place(QUOTE, quote.key, Truncator(quote.quote).chars(TITLE), quote.get_absolute_url(), codes=codes)


class StandardKnot(Knot):
    kind, list_name = STANDARD, "playbook:chain_standards"

    def label(self, count):
        return ngettext("standard", "standards", count)

    def here(self):
        return pgettext("knot of the chain", "this standard")

    def is_open(self, user, place):
        return user.has_perm("playbook.view_folder")

    def seen(self, user):
        return FrozenStandard.objects.visible_to(user)

    def cites(self, pks, codes=()):
        return Q(pk__in=pks)

    def find(self, user, key):
        row = self.seen(user).filter(key=key).first()
        return self.place_of(row) if row else None

    def place_of(self, standard):
        title = _("%(code)s: %(behaviour)s") % {
            "code": standard.code,
            "behaviour": Truncator(standard.behaviour).chars(TITLE),
        }
        return Place(STANDARD, standard.key, title, standard.get_absolute_url(), standards=[standard.pk])
