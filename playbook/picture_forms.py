"""Pictures in the CMS: whichever page they are uploaded on, they are written anew before anything keeps them."""

from django.forms import FileField
from wagtail.images.fields import ImageFileExtensionValidator, WagtailImageField
from wagtail.images.forms import BaseImageForm

from kit.picture_files import renew


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
            self.fields["file"] = PictureField(label=plain.label, required=plain.required, widget=plain.widget)
