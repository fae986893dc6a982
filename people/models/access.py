"""How accounts were helped: links over which a password is chosen, and requests that take two people."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.values.keys import Keyed

LINK_LIVES, REQUEST_WAITS = dt.timedelta(days=3), dt.timedelta(days=3)


def _account(**options):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **{"related_name": "+", **options})


class LinkWay(models.TextChoices):
    MAIL = "mail", _("by mail")
    PAPER = "paper", _("handed over")


class SignInLink(Keyed):
    """A link was made over which the owner of an account chooses a password. The link itself is kept nowhere.

    `is_first`: the account had never been in use. `issued_by` None: nobody in the product, but the server's command.
    """

    account = _account(related_name="links")
    issued_by = _account(null=True)
    issued_at = models.DateTimeField()
    way = models.CharField(max_length=5, choices=LinkWay)
    address = models.EmailField(blank=True)
    is_first = models.BooleanField()
    mailed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "-id"]
        indexes = [models.Index(fields=["account", "issued_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by=None) | ~Q(issued_by=F("account")), name="link_issued_by_another"
            ),
            models.CheckConstraint(
                condition=Q(way="mail") & ~Q(address="") | Q(way="paper", address=""), name="link_mailed_iff_address"
            ),
        ]

    def __str__(self):
        return f"{self.account} · {self.issued_at:%Y-%m-%d %H:%M}"


class RequestKind(models.TextChoices):
    SECOND_FACTOR = "second_factor", _("remove the second step of signing in")
    LINK = "link", _("hand over a new password link")
    ADDRESS = "address", _("change the e-mail address")
    ARCHIVE = "archive", _("take out the company’s archive")


class RequestState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("request", "Waits for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("request", "Confirmed")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("request", "Lapsed")


class AccountRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who may be the second person, and who asked; never the owner of the account."""
        if not user.is_authenticated:
            return self.none()
        others = self.exclude(account=user)
        if user.may_second:
            return others
        led = Q(account__staff_member__team__in=user.led_team_ids, account__groups=None)
        return others.filter(led | Q(asked_by=user))

    def waiting(self, at):
        return self.filter(state=RequestState.WAITING, asked_at__gt=at - REQUEST_WAITS)

    def overdue(self, at):
        return self.filter(state=RequestState.WAITING, asked_at__lte=at - REQUEST_WAITS)

    def with_names(self):
        return self.select_related(*(f"{who}__staff_member" for who in ("account", "asked_by", "decided_by")))


class AccountRequest(Keyed):
    """Something that would let one person become another: done only when a second one confirms it.

    The company's archive is asked for in the same way, and is about nobody's account.
    """

    kind = models.CharField(max_length=13, choices=RequestKind)
    account = _account(related_name="requests", null=True)
    address = models.EmailField(blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.WAITING)
    asked_by, asked_at = _account(), models.DateTimeField()
    decided_by, decided_at = _account(null=True), models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)

    objects = AccountRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(state="waiting"), name="account_request_waits_once"
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="archive", state="waiting"), name="account_request_one_archive_waits"
            ),
            models.CheckConstraint(
                condition=Q(kind="archive", account=None) | ~Q(kind="archive") & Q(account__isnull=False),
                name="account_request_about_account_or_archive",
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("account")), name="account_request_asked_by_another"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("account")), name="account_request_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="account_request_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="account_request_decided_iff_not_waiting",
            ),
            models.CheckConstraint(
                condition=Q(kind="address") & ~Q(address="") | ~Q(kind="address") & Q(address=""),
                name="account_request_address_iff_about_it",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(kind="link", state="confirmed"),
                name="account_request_hands_over_confirmed_links",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="account_request_has_reason"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.account}" if self.account_id else self.get_kind_display()

    def get_absolute_url(self):
        return reverse("people:request", args=[self.key])

    @property
    def is_waiting(self):
        return self.state == RequestState.WAITING

    @property
    def waits_to_be_handed_over(self):
        return self.kind == RequestKind.LINK and self.state == RequestState.CONFIRMED and self.handed_over_at is None
