"""What a lesson is written with."""

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from playbook.standards.richtext import clean_html
from training.models.media import LessonMedia, media_of
from training.models.standards import StandardState, cards_of, every_standard

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    """Rich text kept to the allow-list, whichever way it came in."""

    def __init__(self, **options):
        options.setdefault("features", TEXT_FEATURES)
        super().__init__(**options)

    def clean(self, value):
        return RichText(clean_html(super().clean(value).source))

    def normalize(self, value):
        text = super().normalize(value)
        return RichText(clean_html(text.source)) if text else text

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "training/blocks/text.html"


class CalloutKind(models.TextChoices):
    NOTE = "note", _("Good to know")
    SAY = "say", _("Say")
    AVOID = "avoid", _("Do not say")


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=CalloutKind.choices, default=CalloutKind.NOTE, label=_("kind"))
    text = blocks.TextBlock(label=_("text"), max_length=1000)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "training/blocks/callout.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alternative = blocks.CharBlock(label=_("what the picture shows"), max_length=250)
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "training/blocks/picture.html"


GROUPS = {
    StandardState.IN_FORCE: _("In the edition in force"),
    StandardState.COMING: _("Not in an edition yet"),
    StandardState.EARLIER: _("Of an earlier edition"),
    StandardState.GONE: _("Not in the folder any more"),
}
LONGEST_LABEL = 120


class Label(str):
    """What stands in the list, in the reader's language; `words`: what it is found by, in both."""

    __slots__ = ("words",)


def standard_choices():
    """Every code that was ever given, with what it asks: a code of an older edition stays valid in an older lesson, and
    lessons are written before the edition that holds their standard, too."""
    grouped = {}
    for code, one in every_standard(timezone.localdate()).items():
        label = Label(f"{code} · {one.behaviour}"[:LONGEST_LABEL] if one.behaviour else code)
        label.words = f"{one.behaviour_fa} {one.behaviour_en}"
        grouped.setdefault(one.place, []).append((code, label))
    return [(words, grouped[place]) for place, words in GROUPS.items() if place in grouped]


class StandardSelect(forms.Select):
    """Looked through by code and words where script runs (static/js/choosing.js)."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-standards": _("Find by code or words"), **(attrs or {})}, choices)

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["data-words"] = getattr(label, "words", "")
        return option


class StandardChoice(blocks.ChoiceBlock):
    """A code as it is kept: reading a lesson does not ask which codes there are."""

    def __init__(self, **options):
        super().__init__(widget=StandardSelect(), **options)

    def normalize_choice(self, value):
        return value


class StandardBlock(blocks.StructBlock):
    """The standard itself: always the text of the edition in force. Of one that no edition holds yet learners see
    nothing; the author's preview shows what is written so far."""

    code = StandardChoice(choices=standard_choices, label=_("standard"))

    def get_context(self, value, parent_context=None):
        """`cards`: the page's, where the view read them all at once, else its own."""
        context = super().get_context(value, parent_context)
        given, code = parent_context or {}, value["code"]
        cards = given.get("cards")
        if cards is None:
            cards = cards_of([code], with_drafts=getattr(given.get("request"), "is_preview", False))
        context["standard"] = cards.in_force.get(code)
        context["draft"] = cards.drafts.get(code)
        context["is_gone"] = code in cards.gone
        return context

    class Meta:
        icon = "clipboard-list"
        label = _("Standard card")
        template = "training/blocks/standard.html"


class TaskBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("what to try"), max_length=1000)

    class Meta:
        icon = "pick"
        label = _("Try it at work")
        template = "training/blocks/task.html"


def media_choices():
    return [(media.key, f"{media.title} ({media.get_kind_display()})") for media in LessonMedia.objects.all()]


class MediaBlock(blocks.StructBlock):
    """A video or a sound with its captions."""

    media = blocks.ChoiceBlock(choices=media_choices, label=_("video or sound"))

    def get_context(self, value, parent_context=None):
        """`media`: from the page's `media_files` where the view read them all at once, else by itself (preview)."""
        context = super().get_context(value, parent_context)
        known = (parent_context or {}).get("media_files")
        if known is None:
            known = media_of([value["media"]])
        context["media"] = media = known.get(value["media"])
        context["spoken"] = media.spoken if media else []
        return context

    class Meta:
        icon = "media"
        label = _("Video or sound")
        template = "training/blocks/media.html"


LESSON_BLOCKS = [
    ("text", TextBlock()),
    ("picture", PictureBlock()),
    ("media", MediaBlock()),
    ("callout", CalloutBlock()),
    ("standard", StandardBlock()),
    ("task", TaskBlock()),
]
