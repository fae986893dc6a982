from pathlib import Path

from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import active_language, bilingual
from kit.values.keys import Keyed, new_key


class MediaKind(models.TextChoices):
    VIDEO = "video", _("video")
    AUDIO = "audio", _("sound")


def media_path(instance, filename):
    """A name of chance: what the file was called says nothing to anybody."""
    return f"lessons/{new_key()}{Path(filename).suffix.lower()}"


class LessonMedia(Keyed):
    """A video or a sound of a lesson, with its captions as WebVTT in both languages."""

    kind = models.CharField(_("kind"), max_length=10, choices=MediaKind, editable=False)
    title_fa = models.CharField(_("title in Persian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    file = models.FileField(
        _("file"), upload_to=media_path, help_text=_("MP4, WebM, M4A, MP3 or OGG, 200 megabytes at most.")
    )
    captions_fa = models.TextField(
        _("captions in Persian"), blank=True, help_text=_("WebVTT: what is said, with its times.")
    )
    captions_en = models.TextField(_("captions in English"), blank=True)

    title = bilingual("title")

    class Meta:
        ordering = ["title_fa", "pk"]
        verbose_name = _("video or sound")
        verbose_name_plural = _("videos and sounds")

    def __str__(self):
        return self.title

    @property
    def spoken(self):
        """What is said, line by line, in the reader's language or the other one: captions without their times."""
        language = active_language()
        text = getattr(self, f"captions_{language}") or self.captions_fa or self.captions_en
        cues = [cue.split("\n") for cue in text.split("\n\n")[1:]]
        lines = [[line for line in cue if "-->" not in line and not line.isdigit()] for cue in cues]
        return [strip_tags(" ".join(cue)) for cue in lines if cue]

    @property
    def tracks(self):
        """(language, address) of the captions there are."""
        return [
            (language, reverse("training:captions", args=[self.key, language]))
            for language in ("fa", "en")
            if getattr(self, f"captions_{language}")
        ]


def media_of(keys):
    """{key: LessonMedia} for the players of a lesson."""
    return {media.key: media for media in LessonMedia.objects.filter(key__in=keys)} if keys else {}
