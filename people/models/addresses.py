import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed

GOOD_FOR = dt.timedelta(days=1)


class AddressChange(Keyed):
    """An address that somebody asked for and that its owner has not proven yet: at most one for an account.

    It belongs to nobody: it opens nothing, gets no link but the proof, and keeps nobody else from having it. The
    address on file is `User.email` alone; that it is proven stands in allauth's EmailAddress (`accounts.addresses`).
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="address_change")
    email = models.EmailField(_("e-mail"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(email=""), name="address_change_names_an_address")]

    def __str__(self):
        return self.email

    def is_open(self, at):
        """The proof that was mailed is good for a day."""
        return self.asked_at <= at < self.asked_at + GOOD_FOR
