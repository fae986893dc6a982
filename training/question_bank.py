"""The question bank in the Wagtail admin: a form for each kind, preview, duplicate. For authors alone."""

import random

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.permission_policies import BlanketPermissionPolicy

from kit.counting_forms import bounded_lines
from playbook.chain import line_of
from playbook.models import FrozenStandard
from training.actions import duplicate_question
from training.bank import drafts
from training.knots import QuestionKnot
from training.models import Course, Question, QuestionStandard
from training.models.questions import Kind, standards_to_tag
from training.question_forms import FORMS, NumberText, PercentInput, QuestionForm
from training.quiz import content_of
from training.showing import in_language, previewed
from training.words import INSTRUCTIONS


class AuthorPolicy(BlanketPermissionPolicy):
    """Authors may write; nobody else may look: the right answers stand here."""

    def __init__(self, model, actions):
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user, action):
        return action in self.actions and user.has_perm("training.write_courses")

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        from people.models import User

        return User.objects.filter(groups__name="author")


FEEDBACK = FieldRowPanel([FieldPanel("feedback_fa"), FieldPanel("feedback_en")])
SHARE = FieldPanel("share", widget=PercentInput)
TEXTS = FieldRowPanel([FieldPanel("text_fa"), FieldPanel("text_en")])
OPTIONS_HELP = _("In any order: everybody sees them shuffled. Make all of them about equally long.")
WRITTEN_HELP = _(
    "The first line that agrees counts. Letters, half-spaces and digits of either language are taken as one; * stands "
    "for anything."
)
OPTION_PANELS = {
    drafts.SINGLE: (_("Options"), _("Option"), OPTIONS_HELP, [TEXTS, FieldPanel("is_correct"), FEEDBACK]),
    drafts.MULTIPLE: (_("Options"), _("Option"), OPTIONS_HELP, [TEXTS, FieldPanel("is_correct"), SHARE, FEEDBACK]),
    drafts.MATCHING: (
        _("Pairs"),
        _("Pair"),
        _("A line without its left half is one more answer that fits nothing."),
        [TEXTS, FieldRowPanel([FieldPanel("match_fa"), FieldPanel("match_en")])],
    ),
    drafts.SHORT: (
        _("Accepted answers"),
        _("Answer"),
        WRITTEN_HELP,
        [TEXTS, FieldPanel("is_correct"), SHARE, FEEDBACK],
    ),
    drafts.NUMERIC: (
        _("Accepted numbers"),
        _("Number"),
        WRITTEN_HELP,
        [
            FieldRowPanel([FieldPanel("number", widget=NumberText), FieldPanel("tolerance", widget=NumberText)]),
            FieldPanel("is_correct"),
            SHARE,
            FEEDBACK,
        ],
    ),
}
TRUTH = MultiFieldPanel(
    [
        FieldPanel("truth"),
        FieldRowPanel([FieldPanel("to_true_fa"), FieldPanel("to_true_en")]),
        FieldRowPanel([FieldPanel("to_false_fa"), FieldPanel("to_false_en")]),
    ],
    heading=_("Answer"),
)


def _panels(kind):
    head = MultiFieldPanel(
        [
            FieldPanel("course"),
            FieldPanel("text_fa"),
            FieldPanel("text_en"),
            FEEDBACK,
            FieldRowPanel([FieldPanel("weight"), FieldPanel("position"), FieldPanel("is_retired")]),
            FieldRowPanel([FieldPanel("name"), FieldPanel("category")]),
            FieldPanel("note"),
        ],
        heading=Kind(kind).label,
    )
    tags = InlinePanel(
        "standards",
        heading=_("Standards"),
        label=_("Standard"),
        help_text=_("What the question asks about: the result shows which standards were missed."),
        panels=[FieldPanel("standard")],
        max_num=drafts.MOST_CODES,
    )
    return [head, TRUTH if kind == drafts.TRUE_FALSE else _options_panel(kind), tags]


def _options_panel(kind):
    heading, label, help_text, panels = OPTION_PANELS[kind]
    least = 1 if kind in drafts.WRITTEN else 2
    about = {"heading": heading, "label": label, "help_text": help_text, "panels": panels}
    return InlinePanel("options", min_num=least, max_num=drafts.MOST_OPTIONS, **about)


def edit_handler(kind):
    handler = ObjectList(_panels(kind), base_form_class=FORMS.get(kind, QuestionForm))
    return handler.bind_to_model(Question)


class AddQuestion(generic.CreateView):
    """`?kind=` says which; the others are one press away."""

    def kind(self):
        asked = self.request.GET.get("kind", drafts.SINGLE)
        return asked if asked in drafts.KINDS else drafts.SINGLE

    def get_panel(self):
        return edit_handler(self.kind())

    def get_form_class(self):
        return bounded_lines(self.panel.get_form_class())

    def get_initial_form_instance(self):
        """`?standard=` tags it already."""
        question = Question(kind=self.kind())
        standards = FrozenStandard.objects.visible_to(self.request.user).filter(standards_to_tag())
        found = standards.filter(key=self.request.GET.get("standard", ""))
        question.standards = [QuestionStandard(standard=standard) for standard in found]
        return question

    def get_add_url(self):
        return f"{super().get_add_url()}?{urlencode(self.request.GET.dict() | {'kind': self.kind()})}"

    def get_header_more_buttons(self):
        address = reverse(self.add_url_name)
        return [Button(kind.label, f"{address}?kind={kind.value}", icon_name="plus") for kind in Kind]


class EditQuestion(generic.EditView):
    def get_panel(self):
        kind = Question.objects.filter(pk=self.kwargs["pk"]).values_list("kind", flat=True).first()
        return edit_handler(kind or drafts.SINGLE)

    def get_form_class(self):
        return bounded_lines(self.panel.get_form_class())

    def get_header_more_buttons(self):
        address = reverse("training_questions:preview", args=[self.object.pk])
        again = reverse("training:regrade", args=[self.object.key])
        return [
            *super().get_header_more_buttons(),
            Button(_("Preview"), address, icon_name="view"),
            Button(_("Count attempts again"), again, icon_name="rotate"),
        ]


class QuestionList(generic.IndexView):
    def get_list_more_buttons(self, instance):
        address = reverse("training_questions:preview", args=[instance.pk])
        return [
            *super().get_list_more_buttons(instance),
            Button(_("Preview"), address, icon_name="view", priority=15),
        ]

    def get_header_more_buttons(self):
        address = reverse(self.add_url_name)
        add = [Button(kind.label, f"{address}?kind={kind.value}", icon_name="plus") for kind in Kind]
        return [*add, *self._files(), *super().get_header_more_buttons()]

    def _files(self):
        """Into a file: of the one course that the list is narrowed to."""
        yield Button(_("From a file"), reverse("training:bank_import"), icon_name="upload", priority=70)
        course = self.request.GET.get("course", "")
        is_number = course.isdecimal() and len(course) < 19
        key = Course.objects.filter(pk=course).values_list("key", flat=True).first() if is_number else None
        for kind, label in (("gift", _("As a GIFT file")), ("xml", _("As Moodle XML"))) if key else ():
            address = reverse("training:bank_export", args=[key, kind])
            yield Button(label, address, icon_name="download", priority=80)


def _question(request, pk):
    if not request.user.has_perm("training.write_courses"):
        raise PermissionDenied
    return get_object_or_404(Question.objects.select_related("course"), pk=pk)


@require_safe
def preview(request, pk):
    """As it is asked, and under it what the author alone sees: what each answer earns and what is said to it."""
    question = _question(request, pk)
    content = content_of(question, {})
    worth = drafts.shares(question.kind, list(question.options.all()))
    context = {
        "question": previewed(content, random.SystemRandom()),
        "instruction": INSTRUCTIONS[question.kind],
        "row": question,
        "key": list(zip(question.options.all(), (int(share * 10000) for share in worth), strict=True)),
        "feedback": in_language(content["feedback"]),
        "is_matching": question.kind == drafts.MATCHING,
        "is_numeric": question.kind == drafts.NUMERIC,
        "editor_url": reverse("training_questions:edit", args=[pk]),
        "chain": line_of(QuestionKnot().place_of(question), request.user),
    }
    return render(request, "training/cms/preview_question.html", context)


@require_POST
def duplicate(request, pk):
    copy = duplicate_question(question=_question(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("This is the copy. It is not asked until you take it back from the retired ones."))
    return redirect("training_questions:edit", copy.pk)


def _retired(question):
    return _("retired") if question.is_retired else ""


RETIRED = Column("is_retired", label=_("retired"), accessor=_retired, sort_key="is_retired")


class QuestionViewSet(ModelViewSet):
    model = Question
    name = "training_questions"
    url_prefix = "training/questions"
    icon = "help"
    menu_label = _("Questions")
    permission_policy = AuthorPolicy(Question, {"add", "change", "view"})
    list_display = ["__str__", "kind", Column("course", label=_("course")), "position", RETIRED]
    list_filter = ["course", "kind", "category", "is_retired"]
    search_fields = ["text_fa", "text_en", "name"]
    ordering = ["course", "position"]
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = QuestionList
    add_view_class = AddQuestion
    edit_view_class = EditQuestion
    panels = [HelpPanel("")]

    def get_edit_handler(self):
        return edit_handler(drafts.SINGLE)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("preview/<int:pk>/", preview, name="preview"),
            path("duplicate/<int:pk>/", duplicate, name="duplicate"),
        ]
