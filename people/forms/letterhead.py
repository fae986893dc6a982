"""What people type about the head of documents and the certificate that signs them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.files.pictures import printed
from kit.graphics.contrast import COLOUR, READABLE, contrast
from kit.parsing.images import NO_PICTURE
from kit.text.folding import western_digits

LOGO_BOX = (900, 300)
LARGEST_CERTIFICATE = 100 * 1024


class LetterheadForm(forms.Form):
    """`cleaned_data["logo"]` is PNG bytes, or None where none was brought."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, at most 4 MB. It stands at the head of every document, 14 millimetres high."),
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    colour = forms.CharField(
        label=_("Colour of headings and rules"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "#0b6764", "autocomplete": "off"}),
        help_text=_("Six digits after #, like #0b6764; empty for black. It has to be dark enough to be read on white."),
    )

    def clean_logo(self):
        file = self.cleaned_data["logo"]
        try:
            return printed(file, box=LOGO_BOX) if file else None
        except ValidationError as refused:
            if refused.code == NO_PICTURE:
                raise ValidationError(
                    _("This is no picture of a kind that can be printed: %(kinds)s.") % {"kinds": "PNG, JPEG, WebP"}
                ) from refused
            raise

    def clean_colour(self):
        colour = western_digits(self.cleaned_data["colour"]).strip().lower()
        if colour and not COLOUR.fullmatch(colour):
            raise ValidationError(_("Write the colour like #0b6764."))
        if colour and contrast(colour) < READABLE:
            shown = {"ratio": display.decimals(contrast(colour), 100, 1), "least": display.decimals(READABLE, 100, 1)}
            raise ValidationError(
                _("Too pale for text on white paper: its contrast is %(ratio)s and has to be at least %(least)s.")
                % shown
            )
        return colour


class CertificateForm(forms.Form):
    file = forms.FileField(
        label=_("Certificate with its key (PKCS#12)"), widget=forms.FileInput(attrs={"accept": ".p12,.pfx"})
    )
    password = forms.CharField(
        label=_("Password of the file"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_CERTIFICATE:
            raise ValidationError(_("No certificate is that large."))
        return file.read()
