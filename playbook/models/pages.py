"""The folder as authors write it. Staff read frozen editions; these pages only lead there."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from people.models import JobRole, StaffMember
from people.staff.codes import codes_for
from playbook.models.advice_panel import WritingPanel
from playbook.models.authority import AuthorityTable, FrozenAuthority, FrozenPublicLane
from playbook.models.codes import CODE_PATTERN, CodeLedger, Measure, Phase
from playbook.models.editions import Edition
from playbook.models.frozen import FrozenPolicyStep, FrozenStandard
from playbook.models.page_forms import SENTENCE, StandardForm, SymbolChoice, one_line
from playbook.models.policy_steps import STEP_TITLES
from playbook.models.twins import Together
from playbook.standards import fields, richtext
from playbook.standards.check_questions import refuse_half_question

# Of the authority table.
MOST_LINES = 40


ICONS = [
    ("phone", _("Telephone")),
    ("message-2", _("Message")),
    ("calendar", _("Booking")),
    ("world", _("Website")),
    ("building-store", _("Shop")),
    ("walk", _("Arrival")),
    ("receipt", _("Order and till")),
    ("coffee", _("Serving")),
    ("shopping-bag", _("Delivery")),
    ("wallet", _("Payment")),
    ("door-exit", _("Goodbye")),
    ("refresh", _("Follow-up")),
    ("certificate", _("Guarantee")),
    ("heart-handshake", _("Complaint")),
    ("users", _("Colleagues")),
]


class PlaybookPage(Together, Page):
    """A page that staff never see itself: whoever opens its address is led to the folder's screen."""

    promote_panels = []
    # Only what staff read by itself can be previewed.
    preview_modes = []
    admin_default_ordering = "ord"
    show_in_menus_default = False
    # The screens of the site ask who reads; a page has no privacy of its own.
    private_page_options = []

    class Meta:
        abstract = True

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        return parts and (parts[0], settings.BASE_URL, parts[2])

    def serve(self, request, *args, **kwargs):
        return redirect(self.screen())

    def screen(self):
        """The address of the screen where staff read what this page says."""
        return reverse("playbook:folder")


class FolderPage(PlaybookPage):
    """The root of the folder in one language."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences above the folder: what you promise every customer."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["playbook.TouchpointPage", "playbook.ComplaintPolicyPage"]
    max_count = 2
    content_panels = [
        FieldPanel("title", help_text=_("What you call the folder, in this language.")),
        FieldPanel("introduction"),
    ]

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")


class TouchpointPage(PlaybookPage):
    """Where customer and company meet, in one phase of the purchase."""

    phase = models.CharField(_("phase"), max_length=9, choices=Phase)
    code = models.SlugField(
        _("short name"),
        max_length=40,
        blank=True,
        help_text=_("Latin letters, such as phone: it stays the same in both languages and in every edition."),
    )
    icon = models.CharField(_("symbol"), max_length=40, choices=ICONS, default="building-store")

    parent_page_types = ["playbook.FolderPage"]
    subpage_types = ["playbook.StandardPage"]
    content_panels = [
        FieldPanel(
            "title", heading=_("Touchpoint"), help_text=_("As you would say it: telephone, order and till, delivery.")
        ),
        FieldPanel("phase"),
        FieldPanel("icon", widget=SymbolChoice),
        FieldPanel("code", help_text=_("Leave it empty: it is made out of the name.")),
    ]

    class Meta:
        verbose_name = _("touchpoint")
        verbose_name_plural = _("touchpoints")

    def clean(self):
        super().clean()
        self.code = self.code or self._proposed_code()

    def _proposed_code(self):
        """That of the other language if there is one; else out of the title, and nobody else's."""
        same = models.Q(translation_key=self.translation_key)
        if twin := TouchpointPage.objects.filter(same).exclude(code="").first():
            return twin.code
        others = TouchpointPage.objects.exclude(same)
        proposals = codes_for(self.draft_title or self.title, "touchpoint", longest=40)
        return next(code for code in proposals if not others.filter(code=code).exists())


class StandardPage(PlaybookPage):
    """One observable behaviour as its author writes it, in one language. The code belongs to all translations."""

    code = models.CharField(
        _("code"),
        max_length=20,
        blank=True,
        help_text=_("Proposed for you. A code is given once and never again, not even after the standard is deleted."),
    )
    behaviour = models.CharField(
        _("behaviour"),
        max_length=250,
        help_text=_("One sentence that starts with what is done and that anyone standing by could see or hear."),
    )
    why = models.TextField(
        _("why it matters to customers"),
        blank=True,
        max_length=1200,
        help_text=_("Two or three sentences, from the customer's side of the counter."),
    )
    good = models.TextField(
        _("this way"), blank=True, max_length=1200, help_text=_("What one says or does when it is done well.")
    )
    bad = models.TextField(
        _("not this way"), blank=True, max_length=1200, help_text=_("What customers should never see or hear.")
    )
    body = RichTextField(
        _("more about it"),
        blank=True,
        features=richtext.FEATURES,
        max_length=12000,
        help_text=_("Anything else that helps: steps, pictures, exceptions."),
    )
    measure = models.CharField(_("measure"), max_length=20, choices=Measure, default=Measure.COURTESY)
    is_critical = models.BooleanField(
        _("critical"),
        default=False,
        help_text=_("Only where a slip harms a customer or loses one for good. Few standards should be critical."),
    )
    roles = ParentalManyToManyField(
        JobRole,
        blank=True,
        related_name="+",
        verbose_name=_("job roles"),
        help_text=_("Whom it binds. Choose none to bind everyone."),
    )
    caretaker = models.ForeignKey(
        StaffMember,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who checks that it is still true in practice."),
    )
    review_interval_days = models.PositiveSmallIntegerField(
        _("review every (days)"), default=90, validators=[MinValueValidator(7), MaxValueValidator(730)]
    )

    check_question = models.CharField(
        _("question"),
        max_length=250,
        blank=True,
        help_text=_("Asked before a critical standard is signed: what would you do if …? Answered from what was read."),
    )
    check_right = models.CharField(_("right answer"), max_length=160, blank=True)
    check_wrong = models.TextField(
        _("wrong answers"), blank=True, max_length=500, help_text=_("One a line, at most three.")
    )

    # Set by who saves a draft: then a check question may be half written. Publishing never sets it.
    is_being_drafted = False

    base_form_class = StandardForm
    preview_modes = Page.DEFAULT_PREVIEW_MODES
    parent_page_types = ["playbook.TouchpointPage"]
    subpage_types = []
    exclude_fields_in_copy = ["code"]
    # Authors look for the code as often as for the words.
    search_fields = [*Page.search_fields, index.SearchField("code_words"), index.AutocompleteField("code_words")]
    content_panels = [
        MultiFieldPanel(
            [FieldPanel("behaviour", widget=SENTENCE), FieldPanel("why")], heading=_("What we do, and why")
        ),
        MultiFieldPanel([FieldPanel("good"), FieldPanel("bad")], heading=_("Examples")),
        WritingPanel(heading=_("What we noticed about the writing")),
        MultiFieldPanel(
            [
                FieldPanel("measure"),
                FieldPanel("is_critical"),
                FieldPanel("roles", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("How it binds"),
        ),
        MultiFieldPanel([FieldPanel("caretaker"), FieldPanel("review_interval_days")], heading=_("Who keeps it true")),
        MultiFieldPanel(
            [
                FieldPanel("check_question", widget=SENTENCE),
                FieldPanel("check_right", widget=SENTENCE),
                FieldPanel("check_wrong"),
            ],
            heading=_("Check question before signing"),
        ),
        FieldPanel("body"),
        FieldPanel("code"),
    ]

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    def full_clean(self, *args, **kwargs):
        self._keep_sentences()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        """What Wagtail asks of a draft instead of `full_clean`."""
        self._keep_sentences()
        super().minimal_clean()

    def _keep_sentences(self):
        for name in fields.names(fields.STANDARD, "is_sentence"):
            setattr(self, name, one_line(getattr(self, name)))
        self.title = self.behaviour or self.title

    def clean(self):
        super().clean()
        self.body = richtext.clean_html(self.body)
        if not self.is_being_drafted:
            refuse_half_question(self)
        if self.code and not CODE_PATTERN.match(self.code):
            raise ValidationError({"code": _("A code looks like BEF-03.")})
        if self.code and CodeLedger.objects.filter(code=self.code).exclude(translation_key=self.translation_key):
            raise ValidationError({"code": _("This code was given to another standard before.")})

    def with_content_json(self, content):
        """An older revision may come back, an older code may not."""
        page = super().with_content_json(content)
        page.code = self.code
        return page

    @property
    def code_words(self):
        """The code as searches take it apart: PostgreSQL would keep the hyphen as a sign of the number."""
        return self.code.replace("-", " ")

    def get_admin_display_title(self):
        return f"{self.code} · {self.draft_title or self.title}"

    def get_preview_template(self, request, mode_name):
        return "playbook/standard.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), **self.preview()}

    def preview(self):
        """The context of `playbook/standard.html` for the page as it is typed, in its own language."""
        today = timezone.localdate()
        row = FrozenStandard.preview_of(self, Edition.objects.coming(today))
        return {"standard": row, "is_preview": True, "is_in_force": True, "today": today}


class ComplaintPolicyPage(PlaybookPage):
    """How a complaint is handled: exactly six steps, in this order."""

    public_do = models.TextField(
        _("do"), blank=True, max_length=1000, help_text=_("Answer fast where all can read it, solve it in private.")
    )
    public_say = models.TextField(_("say"), blank=True, max_length=1000, help_text=_("Words that work."))
    public_never_say = models.TextField(_("never say"), blank=True, max_length=1000)
    public_minutes = models.PositiveIntegerField(_("answer within (minutes)"), null=True, blank=True)

    preview_modes = Page.DEFAULT_PREVIEW_MODES
    parent_page_types = ["playbook.FolderPage"]
    subpage_types = []
    max_count_per_parent = 1
    content_panels = [
        FieldPanel("title", help_text=_("The name that staff read above the six steps.")),
        HelpPanel(
            _(
                "Six steps in a fixed order: apologise, empathise, listen, establish the facts, agree what will be "
                "done, do it right."
            )
        ),
        InlinePanel("steps", heading=_("The six steps"), label=_("Step"), min_num=6, max_num=6),
        InlinePanel("authority", heading=_("Who may give what without asking"), label=_("Line"), max_num=MOST_LINES),
        MultiFieldPanel(
            [FieldPanel("public_do"), FieldPanel("public_say"), FieldPanel("public_never_say"),
             FieldPanel("public_minutes")],
            heading=_("Where everybody reads along"),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("complaint policy")
        verbose_name_plural = _("complaint policies")

    def screen(self):
        return reverse("playbook:policy")

    def get_preview_template(self, request, mode_name):
        return "playbook/policy.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), **self.preview()}

    def preview(self):
        """The context of `playbook/policy.html` for the page as it is typed, in its own language."""
        language = self.locale.language_code
        steps = [
            FrozenPolicyStep.preview_of(step, number, language)
            for number, step in enumerate(list(self.steps.all())[: len(STEP_TITLES)], 1)
        ]
        edition, pair = Edition.objects.coming(timezone.localdate()), {language: self}
        rows, lane = FrozenAuthority.rows_of(edition, pair), FrozenPublicLane.of(edition, pair)
        about = {"authority": AuthorityTable([], rows), "lane": lane, "is_preview": True}
        return {"edition": edition, "steps": steps, **about}
