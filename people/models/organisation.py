from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import bilingual
from kit.values.keys import Keyed
from people.models.users import Calendar, Digits


class Languages(models.TextChoices):
    """What the company writes in, the main one first."""

    PERSIAN_ENGLISH = "fa en", _("Persian and English")
    ENGLISH_PERSIAN = "en fa", _("English and Persian")
    PERSIAN = "fa", _("Persian alone")
    ENGLISH = "en", _("English alone")


class Organisation(models.Model):
    """The company: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name_fa = models.CharField(_("name in Persian"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    languages = models.CharField(_("languages"), max_length=5, choices=Languages, default=Languages.PERSIAN_ENGLISH)
    calendar = models.CharField(_("calendar"), max_length=9, choices=Calendar, default=Calendar.JALALI)
    digits = models.CharField(_("digits"), max_length=2, choices=Digits, default=Digits.PERSIAN)
    weekend = models.CharField(
        _("weekend"),
        max_length=7,
        blank=True,
        default="34",
        help_text="Digits of date.weekday(): 34 is Thursday, Friday.",
    )
    holiday_country = models.CharField(
        _("public holidays of"), max_length=2, blank=True, default="IR", help_text="ISO 3166 code; empty: none."
    )
    forgets_after_months = models.PositiveSmallIntegerField(
        _("months until who left is forgotten"), null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="IRR")
    shows_toman = models.BooleanField(_("show Rial amounts in Toman"), default=True)
    target_score = models.PositiveIntegerField(
        _("target score"), default=8500, help_text=_("In basis points: 8500 is 85%.")
    )

    needs_second_eyes = models.BooleanField(
        _("texts go live after a second person has approved them"),
        default=True,
        help_text=_("Nobody publishes what they wrote alone, as long as somebody else here may approve it."),
    )
    managers_evaluator = models.ForeignKey(
        "people.StaffMember",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who evaluates branch managers"),
    )

    logo = models.CharField(max_length=100, blank=True, help_text="Name of a PNG in the private store.")
    colour = models.CharField(_("colour of documents"), max_length=7, blank=True)

    name = bilingual("name")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="organisation_is_one_row"),
            models.CheckConstraint(condition=~Q(name_fa="", name_en=""), name="organisation_has_a_name"),
            models.CheckConstraint(condition=Q(target_score__lte=10000), name="organisation_target_score_in_range"),
            models.CheckConstraint(
                condition=Q(colour="") | Q(colour__startswith="#"), name="organisation_colour_is_written_in_digits"
            ),
            models.CheckConstraint(condition=~Q(weekend="0123456"), name="organisation_works_on_some_day"),
        ]

    def __str__(self):
        return self.name

    @property
    def language_codes(self):
        """('fa', 'en'), the main one first; one alone in a company of one language."""
        return tuple(self.languages.split())

    @property
    def main_language(self):
        return self.language_codes[0]

    @property
    def days_off(self):
        """The weekend as a frozenset of date.weekday() numbers."""
        return frozenset(map(int, self.weekend))


class OwnHoliday(Keyed):
    """A day on which the company does otherwise than its weekend and the public holidays say: off, or at work."""

    on = models.DateField(_("day"), unique=True)
    is_off = models.BooleanField(_("off"), default=True)
    name_fa = models.CharField(_("name in Persian"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)

    name = bilingual("name")

    class Meta:
        ordering = ["on"]

    def __str__(self):
        return f"{self.on}: {self.name}"


class Branch(Keyed):
    """A place where the company serves customers."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name_fa = models.CharField(_("name in Persian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    name = bilingual("name")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class JobRole(Keyed):
    """What a person does: standards and scorecards bind to it."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name_fa = models.CharField(_("name in Persian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    name = bilingual("name")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class Team(Keyed):
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="teams", verbose_name=_("branch"))
    code = models.CharField(_("code"), max_length=20, unique=True)
    name_fa = models.CharField(_("name in Persian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    name = bilingual("name")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class LeadershipQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(since__lte=day).exclude(until__lte=day)


class TeamLead(models.Model):
    """Who leads a team, over which days (until is exclusive; empty: still)."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="leaderships")
    staff = models.ForeignKey("people.StaffMember", models.CASCADE, related_name="leaderships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = LeadershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "staff"], condition=Q(until=None), name="team_lead_open_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="team_lead_until_after_since"
            ),
        ]

    def __str__(self):
        return f"{self.team}: {self.staff}"


class BranchManager(models.Model):
    """Who manages a branch, over which days (until is exclusive; empty: still): evaluates the leads of its teams."""

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="managements")
    staff = models.ForeignKey("people.StaffMember", models.CASCADE, related_name="managements")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = LeadershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch"], condition=Q(until=None), name="branch_manager_one_open"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="branch_manager_until_after_since"
            ),
        ]

    def __str__(self):
        return f"{self.branch}: {self.staff}"
