"""Videos and sounds of lessons in the Wagtail admin. For authors alone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from people.company.languages import Written
from training.cms.questions import AuthorPolicy
from training.lessons.media_types import MOST_BYTES, is_captions, kind_of
from training.models import LessonMedia


class MediaForm(Written, WagtailAdminModelForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if file == self.instance.file:
            return file
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 200 megabytes."))
        start = file.read(32)
        file.seek(0)
        kind = kind_of(file.name, start)
        if kind is None:
            raise ValidationError(_("This is no video or sound that browsers play: MP4, WebM, M4A, MP3 or OGG."))
        self.instance.kind = kind
        return file

    def clean_captions_fa(self):
        return self._captions("captions_fa")

    def clean_captions_en(self):
        return self._captions("captions_en")

    def _captions(self, name):
        text = self.cleaned_data[name].replace("\r\n", "\n").strip()
        if text and not is_captions(text):
            raise ValidationError(_("Captions begin with WEBVTT, followed by times such as 00:01.000 --> 00:04.000."))
        return text


class MediaViewSet(ModelViewSet):
    model = LessonMedia
    name = "training_media"
    url_prefix = "training/media"
    icon = "media"
    menu_label = _("Videos and sounds")
    permission_policy = AuthorPolicy(LessonMedia, {"add", "change", "view"})
    list_display = ["__str__", "kind"]
    search_fields = ["title_fa", "title_en"]
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(_("Whoever cannot hear, or has the sound off at work, reads the captions: please write them.")),
            FieldRowPanel([FieldPanel("title_fa"), FieldPanel("title_en")]),
            FieldPanel("file"),
            FieldPanel("captions_fa"),
            FieldPanel("captions_en"),
        ],
        base_form_class=MediaForm,
    )
