"""Lists of questions as their authors work with them: over all courses, or of one."""

from django.core.paginator import Paginator
from django.db.models import BooleanField, Exists, F, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from people.company.languages import written_languages
from playbook.models import Edition, EditionKind, FrozenStandard
from training.editor.addresses import at_questions, kind_links
from training.models import AnswerOption, AwaitedStandard, Course, Question, QuestionStandard
from training.models.questions import KIND_LABELS
from training.models.standards import standards_to_name

PER_PAGE = 50
NEVER = Value(False, output_field=BooleanField())
ASKED, DRAFT, RETIRED, ALL = "asked", "draft", "retired", "all"
STATES = [(ASKED, _("asked")), (DRAFT, _("not finished")), (RETIRED, _("retired")), (ALL, _("all, retired ones too"))]
NO_STANDARD, STALE, UNTRANSLATED = "standard", "stale", "language"
LACKS = [
    (NO_STANDARD, _("without a standard")),
    (STALE, _("about an older wording")),
    (UNTRANSLATED, _("not in both languages")),
]


class QuestionFilter(FilterSet):
    """Of questions. Without a state: everything but what is retired."""

    q = SearchFilter("text_fa", "text_en", "name")
    course = ModelChoiceFilter(queryset=Course.objects.all(), label=_("Course"))
    kind = ChoiceFilter(choices=KIND_LABELS, label=_("Kind"))
    state = ChoiceFilter(choices=STATES, label=_("State"), method="in_state", empty_label=_("not retired"))
    standard = ChoiceFilter(choices=(), label=_("Standard"), method="about")
    lacks = ChoiceFilter(choices=LACKS, label=_("What is missing"), method="lacking")

    def __init__(self, *args, known, of_course=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["standard"].choices = [(code, f"{code} {one.behaviour}"[:70]) for code, one in known.items()]
        if of_course:
            del self.filters["course"], self.form.fields["course"]

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(is_retired=False)

    def in_state(self, rows, name, value):
        if value == ASKED:
            return rows.in_use()
        if value == DRAFT:
            return rows.filter(is_draft=True, is_retired=False)
        return rows.filter(is_retired=True) if value == RETIRED else rows

    def about(self, rows, name, value):
        tags = QuestionStandard.objects.filter(question=OuterRef("pk"), standard__code=value)
        waits = AwaitedStandard.objects.filter(question=OuterRef("pk"), code=value)
        return rows.filter(Exists(tags) | Exists(waits))

    def lacking(self, rows, name, value):
        return rows.filter(CONDITIONS[value](timezone.localdate()))


def _without_standard(on):
    tags, waits = (model.objects.filter(question=OuterRef("pk")) for model in (QuestionStandard, AwaitedStandard))
    return ~Exists(tags) & ~Exists(waits)


def is_stale(on):
    """About a wording of an earlier edition that reads otherwise today, or is gone."""
    now = Edition.objects.in_force(on)
    if now is None:
        return NEVER
    same = FrozenStandard.objects.filter(
        edition=now, code=OuterRef("standard__code"), text_hash=OuterRef("standard__text_hash")
    )
    tags = QuestionStandard.objects.filter(question=OuterRef("pk"), standard__edition__kind=EditionKind.FOLDER)
    return Exists(tags.filter(standard__edition__number__lt=now.number).exclude(Exists(same)))


def _untranslated(on):
    """Something stands in one of the company's languages alone."""
    if len(written_languages()) < 2:
        return NEVER
    halves = _half("text") | _half("match") | _half("feedback")
    options = AnswerOption.objects.filter(halves, question=OuterRef("pk"))
    return _half("text") | _half("feedback") | Exists(options)


def _half(name):
    persian, english = Q(**{f"{name}_fa": ""}), Q(**{f"{name}_en": ""})
    return (persian & ~english) | (english & ~persian)


CONDITIONS = {NO_STANDARD: _without_standard, STALE: is_stale, UNTRANSLATED: _untranslated}


def listed_questions(request, course=None):
    """What `_desk_questions.html` shows of a course's questions, or of all of them; a constant number of queries."""
    today = timezone.localdate()
    known = standards_to_name(today)
    rows = Question.objects.visible_to(request.user).select_related("course")
    rows = rows.filter(course=course) if course else rows
    asked = {name: value for name, value in request.GET.items() if name in QuestionFilter.base_filters}
    filterset = QuestionFilter(asked, queryset=rows, known=known, of_course=course is not None)
    kept = filterset.qs.annotate(is_stale=is_stale(today), is_half=_untranslated(today))
    kept = kept.order_by(F("course__title_fa"), "course", "position", "pk")
    kept = kept.prefetch_related("standards__standard", "awaited", "options")
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("questions_page"))
    return {
        "course": course,
        "question_page": page,
        "question_filter": filterset,
        "is_filtered": any(asked.values()),
        "kinds": kind_links(course, back=at_questions(request.path)) if course else [],
        "standards": known.values(),
        "courses": Course.objects.visible_to(request.user),
        "here": at_questions(request.get_full_path()) if course else request.get_full_path(),
    }
