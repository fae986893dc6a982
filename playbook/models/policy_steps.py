from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

# Kept here, not in the catalogues: what is frozen must not depend on which translations were compiled that day.
STEP_TITLES = [
    {"fa": "عذرخواهی", "en": "Apologise"},
    {"fa": "همدلی", "en": "Empathise"},
    {"fa": "گوش دادن", "en": "Listen"},
    {"fa": "روشن کردن ماجرا", "en": "Establish the facts"},
    {"fa": "قرار گذاشتن", "en": "Agree what will be done"},
    {"fa": "درست انجام دادن", "en": "Do it right"},
]


class PolicyStep(TranslatableMixin, Orderable):
    """What to do in one step; the step's name follows from its place."""

    page = ParentalKey("playbook.ComplaintPolicyPage", on_delete=models.CASCADE, related_name="steps")
    do = models.TextField(_("do"), max_length=1000, help_text=_("What is done in this step."))
    say = models.TextField(_("say"), blank=True, max_length=1000, help_text=_("Words that work."))
    never_say = models.TextField(
        _("never say"), blank=True, max_length=1000, help_text=_("Never tell customers that they are wrong.")
    )
    time_limit_minutes = models.PositiveIntegerField(_("time limit (minutes)"), null=True, blank=True)
    is_skippable = models.BooleanField(_("may be skipped"), default=False)

    panels = [
        FieldPanel("do"),
        FieldPanel("say"),
        FieldPanel("never_say"),
        FieldPanel("time_limit_minutes"),
        FieldPanel("is_skippable"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.do[:60]
