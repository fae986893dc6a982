from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import active_language, bilingual
from kit.text.folding import words_sought
from kit.values.keys import Keyed
from people.models.organisation import JobRole, Team, TeamLead
from people.models.periods import WORK, WorkPeriod
from people.models.search import FoldedField


class StaffQuerySet(models.QuerySet):
    def active_on(self, day):
        """Employed on `day`, also in a time before they left and came back (the leaving date is the first day away)."""
        return self.filter(Exists(WorkPeriod.objects.on(day).filter(staff=OuterRef("pk"))))

    def behind_on(self, day):
        """Whose own columns say something else than the period that has the day: a change recorded for then began."""
        there = WorkPeriod.objects.on(day).filter(staff=OuterRef("pk"))
        same = {name: OuterRef(name) for name in WORK}
        is_back = Exists(there) & (Q(left_on__lte=day) | Q(joined_on__gt=day))
        return self.filter(is_back | Exists(there.exclude(**same)))

    def in_team_on(self, teams, day):
        """Who worked in one of `teams` (rows, keys or a query) on `day`, wherever they work today."""
        return self.filter(Exists(WorkPeriod.objects.on(day).filter(staff=OuterRef("pk"), team__in=teams)))

    def led_by(self, staff, day):
        """Who worked on `day` in a team that `staff` led on it, without `staff`."""
        if staff is None:
            return self.none()
        led = TeamLead.objects.open_on(day).filter(staff=staff).values("team")
        return self.in_team_on(led, day).exclude(pk=staff.pk)

    def visible_to(self, user):
        """HR and administrators see everyone; a lead sees the teams they lead; everyone sees themselves. Nobody sees a
        place among the people."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"hr", "administrator"}:
            return self.persons()
        return self.persons().filter(Q(user=user) | Q(team_id__in=user.led_team_ids))

    def persons(self):
        """Without the places that nothing but imported evaluations names."""
        return self.filter(is_place=False)

    def with_names(self):
        return self.select_related("team__branch", "job_role")

    def named_like(self, text):
        """Every word of `text` stands somewhere in the names (either script) or the personnel code."""
        found = self
        for word in words_sought(text):
            found = found.filter(folded_names__contains=word.plain)
        return found


class StaffMember(Keyed):
    """A person at work. Kept for good when they leave, because the history stands on it.

    `team`, `job_role` and `contract_share` are those of today, `joined_on` and `left_on` the employment of today (else
    the last one): what `WorkPeriod` says, repeated for lists. They are written together with it, and by the daily
    upkeep when something recorded for later begins. What is about another day asks the periods.

    `is_place`: no person at all but a shop or a ward that imported evaluations are about. It was never at work, has no
    sign-in, and `visible_to` leaves it out of everything that lists people (docs/adr/0023).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="staff_member"
    )
    code = models.CharField(_("personnel code"), max_length=40, unique=True)
    given_name_fa = models.CharField(_("given name in Persian"), max_length=80)
    family_name_fa = models.CharField(_("family name in Persian"), max_length=80, blank=True)
    given_name_en = models.CharField(_("given name in English"), max_length=80, blank=True)
    family_name_en = models.CharField(_("family name in English"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="members", verbose_name=_("team"))
    job_role = models.ForeignKey(JobRole, models.PROTECT, related_name="members", verbose_name=_("job role"))
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True, help_text=_("The first day away."))
    contract_share = models.PositiveIntegerField(
        _("contract share"), default=10000, help_text=_("In basis points: 10000 is full time.")
    )

    is_place = models.BooleanField(default=False, editable=False)

    folded_names = FoldedField(sources=["given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code"])

    objects = StaffQuerySet.as_manager()

    given_name = bilingual("given_name")
    family_name = bilingual("family_name")

    class Meta:
        ordering = ["family_name_fa", "given_name_fa", "code"]
        indexes = [models.Index(fields=["team", "family_name_fa"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="staff_left_after_joining"
            ),
            models.CheckConstraint(
                condition=Q(contract_share__gt=0, contract_share__lte=10000), name="staff_contract_share_in_range"
            ),
            models.CheckConstraint(
                condition=Q(is_place=False) | Q(user=None, email="", left_on__isnull=False, left_on=F("joined_on")),
                name="staff_place_is_never_at_work",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:staff", args=[self.key])

    @property
    def name(self):
        """The full name in the reader's language."""
        return self.name_in(active_language())

    def name_in(self, language):
        latin = f"{self.given_name_en} {self.family_name_en}".strip()
        persian = f"{self.given_name_fa} {self.family_name_fa}".strip()
        return (latin or persian) if language == "en" else (persian or latin)

    @property
    def was_never_at_work(self):
        """Known from past evaluations that were imported, or did not begin."""
        return self.left_on is not None and self.left_on == self.joined_on

    def is_active_on(self, day):
        """Within the employment that the row tells of; `StaffMember.objects.active_on` knows all of them."""
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)
