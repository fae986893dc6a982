"""What a staff member may give to put things right, and how to answer where everybody reads along.

`AuthorityLine` is what authors type on the policy page; the others are what an edition froze. Amounts are minor units;
an empty limit is no limit.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from kit.forms import MoneyField
from kit.text.bilingual import LANGUAGES, bilingual
from kit.values.keys import Keyed
from people.company.organisation import organisation
from people.models import JobRole
from playbook.models.editions import Edition
from playbook.standards import fields

LIMITS = ("per_case", "per_customer", "per_month")


@dataclass(frozen=True)
class AuthorityTable:
    """`mine`: lines for the reader's job role and for everyone; `others` in the order of the edition."""

    mine: list = field(default_factory=list)
    others: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.mine or self.others)


class AmountField(models.BigIntegerField):
    """Minor units of the company's money; typed and shown in the unit that the reader knows."""

    def formfield(self, **kwargs):
        options = {name: kwargs[name] for name in ("widget", "label", "help_text") if name in kwargs}
        return MoneyField(
            required=not self.blank, **{"label": capfirst(self.verbose_name), "help_text": self.help_text, **options}
        )


def _limits(wider, narrower):
    return Q(**{f"{wider}__isnull": True}) | Q(**{f"{narrower}__isnull": True}) | Q(**{f"{wider}__gte": F(narrower)})


def limits_in_order(name):
    """No limit is negative, none is narrower than the one within it."""
    positive = Q(*[Q(**{f"{limit}__isnull": True}) | Q(**{f"{limit}__gte": 0}) for limit in LIMITS])
    order = (
        _limits("per_customer", "per_case") & _limits("per_month", "per_customer") & _limits("per_month", "per_case")
    )
    return models.CheckConstraint(condition=positive & order, name=name)


class AuthorityLine(TranslatableMixin, Orderable):
    """One line of the table on the page of the complaint policy."""

    page = ParentalKey("playbook.ComplaintPolicyPage", on_delete=models.CASCADE, related_name="authority")
    role = models.ForeignKey(
        JobRole,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("job role"),
        help_text=_("Choose none where it holds for everyone."),
    )
    remedy = models.CharField(
        _("what may be given"),
        max_length=200,
        help_text=_("For example: make it again, take it off the bill, a voucher for the next visit."),
    )
    per_case = AmountField(_("at most per case"), null=True, blank=True)
    per_customer = AmountField(_("at most per customer"), null=True, blank=True)
    per_month = AmountField(
        _("at most per month"),
        null=True,
        blank=True,
        help_text=_("In the unit in which money is shown here. An empty limit is no limit."),
    )

    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("remedy")]),
        FieldRowPanel([FieldPanel("per_case"), FieldPanel("per_customer"), FieldPanel("per_month")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("line of the authority table")
        verbose_name_plural = _("lines of the authority table")
        constraints = [limits_in_order("authority_line_limits_in_order")]

    def __str__(self):
        return self.remedy

    def clean(self):
        super().clean()
        given = [(name, amount) for name in LIMITS if (amount := getattr(self, name)) is not None]
        for name, amount in given:
            if amount < 0:
                raise ValidationError({name: _("A limit is not below zero.")})
        for (_narrower, less), (wider, more) in pairwise(given):
            if more < less:
                raise ValidationError({wider: _("No limit is below the one before it: case, customer, month.")})


class FrozenAuthority(Keyed):
    """What a job role (None: everyone) may give without asking, in one edition, in the money of its day."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="authority")
    position = models.PositiveIntegerField()
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    remedy_fa = models.CharField(max_length=200)
    remedy_en = models.CharField(max_length=200, blank=True)
    per_case = models.BigIntegerField(null=True, blank=True)
    per_customer = models.BigIntegerField(null=True, blank=True)
    per_month = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    content_hash = models.CharField(max_length=64)

    remedy = bilingual("remedy")

    class Meta:
        ordering = ["edition", "position"]
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="frozen_authority_position_once_per_edition"),
            limits_in_order("frozen_authority_limits_in_order"),
        ]

    def __str__(self):
        return self.remedy

    @classmethod
    def rows_of(cls, edition, pair):
        """The rows that freezing would write, without their hashes. `pair` = {language: page of the policy}; a line's
        other language is found by its translation key."""
        lines = {language: list(page.authority.all()) for language, page in pair.items()}
        twins = {(language, line.translation_key): line for language in lines for line in lines[language]}
        currency = organisation().currency
        rows = []
        for position, line in enumerate(lines.get("fa") or lines.get("en", []), 1):
            limits = {name: getattr(line, name) for name in LIMITS}
            row = cls(edition=edition, position=position, role=line.role, currency=currency, **limits)
            for language in LANGUAGES:
                twin = twins.get((language, line.translation_key))
                setattr(row, f"remedy_{language}", twin.remedy.strip() if twin else "")
            rows.append(row)
        return rows


class FrozenPublicLane(Keyed):
    """How a complaint is answered where everybody reads along, in one edition."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="public_lane")
    do_fa = models.TextField(blank=True)
    do_en = models.TextField(blank=True)
    say_fa = models.TextField(blank=True)
    say_en = models.TextField(blank=True)
    never_say_fa = models.TextField(blank=True)
    never_say_en = models.TextField(blank=True)
    time_limit_minutes = models.PositiveIntegerField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)

    do = bilingual("do")
    say = bilingual("say")
    never_say = bilingual("never_say")

    class Meta:
        verbose_name = _("public lane")
        verbose_name_plural = _("public lanes")

    def __str__(self):
        return self.do[:60]

    @classmethod
    def of(cls, edition, pair):
        """The row that freezing would write, without its hash; None where the pages say nothing about it."""
        source = pair["fa"] if "fa" in pair else pair["en"]
        row = cls(edition=edition, time_limit_minutes=source.public_minutes)
        for language in LANGUAGES:
            for name in fields.names(fields.POLICY):
                text = getattr(pair[language], f"public_{name}").strip() if language in pair else ""
                setattr(row, f"{name}_{language}", text)
        return row if row.do_fa or row.do_en or row.say_fa or row.say_en else None
