"""Pictures in the CMS: whichever page they are uploaded on, they are written anew before anything keeps them."""

import re
from pathlib import Path

from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import ImageFileExtensionValidator, WagtailImageField
from wagtail.images.forms import BaseImageForm

from kit.files.pictures import renew


class PictureField(WagtailImageField):
    """Judged by its size and by what it is called, then written anew; what Wagtail looks at is the new picture."""

    def to_python(self, data):
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        ImageFileExtensionValidator(upload)
        renew(upload)
        return super().to_python(upload)


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plain = self.fields.get("file")
        if plain is not None:
            # Wagtail copies the file's name into the title.
            for name in [name for name in plain.widget.attrs if name.startswith("data-")]:
                del plain.widget.attrs[name]
            self.fields["file"] = PictureField(label=plain.label, required=plain.required, widget=plain.widget)
        # Nobody looks for pictures by tags here.
        self.fields.pop("tags", None)
        if "description" in self.fields:
            self._ask_what_it_shows()

    def _ask_what_it_shows(self):
        said, title = self.fields["description"], self.fields["title"]
        said.label = _("What it shows")
        said.help_text = _("In one sentence, for whoever does not see it. It is proposed wherever the picture stands.")
        title.required = False
        # Wagtail has asked for the bound field already, which keeps what the field said then.
        self["title"].label, self["title"].help_text = (
            _("Name in the library"), _("Left empty, it is called what it shows.")
        )  # fmt: skip
        if self.instance.pk and is_name_of(self.instance.file.name, self.instance.title):
            self.initial["title"] = ""
        self.order_fields(["file", "description", "title"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title"):
            file = cleaned.get("file") or self.instance.file
            cleaned["title"] = cleaned.get("description") or (Path(file.name).stem if file else str(_("Picture")))
            self.instance.title = cleaned["title"]
        return cleaned


def is_name_of(file_name, title):
    """Is the title nothing but what the file was called? Storage changes a name's spaces and appends letters."""
    stem, called = (re.sub(r"[\W_]+", "", Path(name).stem.casefold()) for name in (file_name, title))
    return bool(called) and stem.startswith(called)
