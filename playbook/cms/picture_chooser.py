"""Putting a picture into a text: what it shows is asked, how it is set is not. Every picture is drawn the same."""

from django import forms
from django.shortcuts import get_object_or_404
from wagtail.images.forms import ImageInsertionForm
from wagtail.images.views.chooser import ImageChooserViewSet, ImageSelectFormatView

FORMAT = "fullwidth"


class WhatItShows(ImageSelectFormatView):
    """Wagtail ticks "decorative" wherever no words are proposed; here nothing is said for the author."""

    def get(self, request, image_id):
        image = get_object_or_404(self.model, id=image_id)
        kept = request.GET.get("alt_text")
        initial = {
            "format": FORMAT,
            "alt_text": image.description if kept is None else kept,
            "image_is_decorative": kept == "",
        }
        form = ImageInsertionForm(initial=initial, prefix="image-chooser-insertion")
        return self.render_select_format_response(image, form)


def ask_what_it_shows():
    field = ImageInsertionForm.base_fields["format"]
    field.widget, field.initial = forms.HiddenInput(), FORMAT
    ImageChooserViewSet.select_format_view_class = WhatItShows
