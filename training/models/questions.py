from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from kit.text.bilingual import bilingual
from kit.values.keys import Keyed
from playbook.models import Edition
from training.kinds import KINDS, markup
from training.kinds.numbers import WHOLE
from training.models.courses import Course

# Its words are marked for translation where each kind says them.
KIND_LABELS = [(kind.name, _(kind.label)) for kind in KINDS.values()]


class TextFormat(models.TextChoices):
    PLAIN = "plain", _("plain text")
    HTML = "html", _("formatted text")


class QuestionQuerySet(models.QuerySet):
    def in_use(self):
        """What attempts ask: finished, and not retired."""
        return self.filter(is_retired=False, is_draft=False)

    def visible_to(self, user):
        """Authors alone see questions beforehand: what is right stands beside them."""
        return self if user.is_authenticated and "author" in user.access_roles else self.none()


class Question(Keyed, ClusterableModel):
    """A question of a course, in both languages. What is asked in an attempt is a frozen `QuestionVersion` of it."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="questions", verbose_name=_("course"))
    kind = models.CharField(_("kind"), max_length=20, choices=KIND_LABELS, default="single")
    name = models.CharField(
        _("name"), max_length=250, blank=True, help_text=_("For authors alone; files of other programs carry it too.")
    )
    category = models.CharField(_("category"), max_length=250, blank=True)
    text_fa = models.TextField(_("question in Persian"), max_length=4000, blank=True)
    text_en = models.TextField(_("question in English"), max_length=4000, blank=True)
    text_format = models.CharField(
        _("format"), max_length=10, choices=TextFormat, default=TextFormat.PLAIN, editable=False
    )
    feedback_fa = models.TextField(_("feedback in Persian"), max_length=1000, blank=True)
    feedback_en = models.TextField(_("feedback in English"), max_length=1000, blank=True)
    note = models.TextField(_("note of the authors"), max_length=2000, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])
    position = models.PositiveSmallIntegerField(_("place in the quiz"), default=0)
    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("A retired question is not asked any more; earlier attempts keep it.")
    )
    is_draft = models.BooleanField(_("not finished yet"), default=False)

    objects = QuestionQuerySet.as_manager()

    text = bilingual("text")

    class Meta:
        ordering = ["course_id", "position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.CheckConstraint(condition=Q(weight__gt=0), name="question_weight_positive")]

    def __str__(self):
        return self.beginning

    @property
    def beginning(self):
        return (markup.plain(self.text) if self.text_format == TextFormat.HTML else self.text)[:80]


class AnswerOption(Keyed):
    """One option of a question, one pair, or one accepted answer. Its `key` never leaves the server: an attempt shows
    tokens of its own. What the columns mean for which kind: `kinds.drafts.DraftOption`."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    text_fa = models.CharField(_("option in Persian"), max_length=1000, blank=True)
    text_en = models.CharField(_("option in English"), max_length=1000, blank=True)
    is_correct = models.BooleanField(_("this is right"), default=False)
    share = models.IntegerField(
        _("percent of the marks"),
        null=True,
        blank=True,
        help_text=_("Empty: by itself. Less than nothing is possible: -50 takes half away."),
    )
    match_fa = models.CharField(_("goes with, in Persian"), max_length=1000, blank=True)
    match_en = models.CharField(_("goes with, in English"), max_length=1000, blank=True)
    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("A number such as 12.5, or a range such as 10..20.")
    )
    tolerance = models.CharField(_("give or take"), max_length=30, blank=True)
    feedback_fa = models.CharField(_("feedback in Persian"), max_length=1000, blank=True)
    feedback_en = models.CharField(_("feedback in English"), max_length=1000, blank=True)

    text = bilingual("text")
    match = bilingual("match")

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("option")
        constraints = [
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=-WHOLE, share__lte=WHOLE), name="answer_option_share_in_range"
            ),
        ]

    def __str__(self):
        return self.text[:80]


def standards_to_tag():
    """What an author may choose: the standards of the edition in force, and those that questions have already."""
    in_force = Edition.objects.in_force(timezone.localdate())
    return Q(edition=in_force) | Q(pk__in=QuestionStandard.objects.values("standard"))


class QuestionStandardQuerySet(models.QuerySet):
    def asked(self):
        """Of questions that attempts ask."""
        return self.filter(question__is_retired=False, question__is_draft=False)


class QuestionStandard(models.Model):
    """A question asks about a frozen standard; a later edition that changes it makes the question stale."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="standards")
    standard = models.ForeignKey(
        "playbook.FrozenStandard",
        models.PROTECT,
        related_name="asking_questions",
        verbose_name=_("standard"),
        limit_choices_to=standards_to_tag,
    )

    objects = QuestionStandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard")
        constraints = [models.UniqueConstraint(fields=["question", "standard"], name="question_standard_once")]

    def __str__(self):
        return str(self.standard)


class AwaitedStandard(models.Model):
    """A question asks about a standard that no edition holds yet: by its code, until the edition that freezes it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="awaited")
    code = models.CharField(max_length=20, db_index=True)

    class Meta:
        ordering = ["question_id", "code"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="awaited_standard_once")]

    def __str__(self):
        return self.code


class QuestionVersion(models.Model):
    """What a question said when it was asked: never changed, so that old attempts stay readable and recomputable.

    `content`: kind, weight, format, text {fa, en}, feedback {fa, en}, options [{key, fa, en, correct, share,
    feedback_fa, feedback_en}], of pairs also match_fa and match_en, of numbers number and tolerance; standards
    [{code, is_critical}]; `content_hash` is over its canonical JSON. Old versions lack what came later.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["question_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "content_hash"], name="question_version_once")]

    def __str__(self):
        return f"{self.question_id} {self.content_hash[:8]}"
