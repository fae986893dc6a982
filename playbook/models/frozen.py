from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import bilingual
from kit.values.keys import Keyed
from people.models import JobRole
from playbook.models.codes import Measure, Phase
from playbook.models.editions import ChangeClass, Edition, EditionKind, EditionState
from playbook.models.pictures import FrozenPicture
from playbook.models.policy_steps import STEP_TITLES
from playbook.standards import fields


class FrozenStandardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Standards of frozen editions of the folder, for everyone signed in; authors see also imported ones."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"author", "administrator"}:
            return self
        return self.filter(
            edition__kind=EditionKind.FOLDER, edition__state__in=[EditionState.FROZEN, EditionState.SUPERSEDED]
        )

    def binding_on(self, job_role_id):
        """Standards that bind a job role: those that name it and those that name none."""
        return self.filter(models.Q(roles=job_role_id) | models.Q(roles=None)).distinct()

    def with_binding(self, job_role_id):
        """Adds `binds`: does the standard bind the job role?"""
        roles = self.model.roles.through.objects.filter(frozenstandard=models.OuterRef("pk"))
        named = models.Exists(roles.filter(jobrole=job_role_id))
        return self.annotate(binds=models.ExpressionWrapper(named | ~models.Exists(roles), models.BooleanField()))


class FrozenStandard(Keyed):
    """One standard as it reads in one edition, in both languages. Everything downstream points here, never at a page.

    `text_hash` covers what a signatory reads. `binding_hash` is the text hash whose signatures hold here: its own or an
    earlier one where only editorial changes lie between; `binds_from` is the date since which it has been binding.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="standards")
    translation_key = models.UUIDField(null=True, blank=True, editable=False)
    code = models.CharField(_("code"), max_length=20)
    position = models.PositiveIntegerField(_("position"))
    phase = models.CharField(_("phase"), max_length=9, choices=Phase)
    touchpoint_code = models.CharField(max_length=64, blank=True)
    touchpoint_icon = models.CharField(max_length=40, blank=True)
    touchpoint_name_fa = models.CharField(_("touchpoint in Persian"), max_length=255, blank=True)
    touchpoint_name_en = models.CharField(_("touchpoint in English"), max_length=255, blank=True)
    behaviour_fa = models.TextField(_("behaviour in Persian"))
    behaviour_en = models.TextField(_("behaviour in English"), blank=True)
    why_fa = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    good_fa = models.TextField(blank=True)
    good_en = models.TextField(blank=True)
    bad_fa = models.TextField(blank=True)
    bad_en = models.TextField(blank=True)
    body_fa = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    check_question_fa = models.CharField(max_length=250, blank=True)
    check_question_en = models.CharField(max_length=250, blank=True)
    check_right_fa = models.CharField(max_length=160, blank=True)
    check_right_en = models.CharField(max_length=160, blank=True)
    check_wrong_fa = models.TextField(blank=True)
    check_wrong_en = models.TextField(blank=True)
    measure = models.CharField(_("measure"), max_length=20, blank=True)
    is_critical = models.BooleanField(_("critical"), default=False)
    roles = models.ManyToManyField(JobRole, blank=True, related_name="frozen_standards", verbose_name=_("job roles"))
    # Which ones is said by the text, under its hash; this is for asking who may see a picture.
    pictures = models.ManyToManyField(FrozenPicture, blank=True, editable=False, related_name="standards")
    change_class = models.CharField(max_length=9, choices=ChangeClass, default=ChangeClass.NEW)
    content_hash = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64)
    binding_hash = models.CharField(max_length=64, db_index=True)
    binds_from = models.DateField()

    objects = FrozenStandardQuerySet.as_manager()

    touchpoint_name = bilingual("touchpoint_name")
    behaviour = bilingual("behaviour")
    why = bilingual("why")
    good = bilingual("good")
    bad = bilingual("bad")
    body = bilingual("body")
    check_question = bilingual("check_question")

    class Meta:
        ordering = ["edition", "position"]
        verbose_name = _("frozen standard")
        verbose_name_plural = _("frozen standards")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="frozen_standard_code_once_per_edition"),
            models.UniqueConstraint(fields=["edition", "position"], name="frozen_standard_position_once_per_edition"),
        ]

    def __str__(self):
        return f"{self.code} {self.behaviour}"

    @classmethod
    def preview_of(cls, page, edition):
        """The row, not kept, as staff would read a page of the editor, in the language of the page alone."""
        language = page.locale.language_code
        touchpoint = page.get_parent().specific if page.path else None
        row = cls(
            edition=edition,
            code=page.code,
            phase=touchpoint.phase if touchpoint else "during",
            measure=page.measure,
            is_critical=page.is_critical,
        )
        setattr(row, f"touchpoint_name_{language}", touchpoint.title if touchpoint else "")
        for name in fields.names(fields.SIGNED):
            setattr(row, f"{name}_{language}", getattr(page, name))
        return row

    def get_absolute_url(self):
        return reverse("playbook:standard", args=[self.key])

    @property
    def has_check(self):
        """Is a question asked before this standard is signed?"""
        return self.is_critical and bool(self.check_question)

    @property
    def measure_label(self):
        return Measure(self.measure).label if self.measure in Measure.values else self.measure


class FrozenPolicyStep(Keyed):
    """One of the six steps of the complaint policy as it reads in one edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="policy_steps")
    number = models.PositiveSmallIntegerField()
    title_fa = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    do_fa = models.TextField(blank=True)
    do_en = models.TextField(blank=True)
    say_fa = models.TextField(blank=True)
    say_en = models.TextField(blank=True)
    never_say_fa = models.TextField(blank=True)
    never_say_en = models.TextField(blank=True)
    time_limit_minutes = models.PositiveIntegerField(null=True, blank=True)
    is_skippable = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64)

    title = bilingual("title")
    do = bilingual("do")
    say = bilingual("say")
    never_say = bilingual("never_say")

    class Meta:
        ordering = ["edition", "number"]
        verbose_name = _("step of the complaint policy")
        verbose_name_plural = _("steps of the complaint policy")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="frozen_policy_step_number_once_per_edition"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=6), name="frozen_policy_step_number_one_to_six"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    @classmethod
    def preview_of(cls, step, number, language):
        """The row, not kept, as staff would read a step of the editor, in one language; its title in both."""
        row = cls(number=number, time_limit_minutes=step.time_limit_minutes, is_skippable=step.is_skippable)
        for code, title in STEP_TITLES[number - 1].items():
            setattr(row, f"title_{code}", title)
        for name in fields.names(fields.POLICY):
            setattr(row, f"{name}_{language}", getattr(step, name))
        return row
