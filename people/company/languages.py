"""What a company writes is asked for in its own languages: two fields, one field, the main language first."""

from django.utils.translation import gettext_lazy as _

from people.company.organisation import organisation

# What a field is called where there is only one of it.
LABELS = {
    "name": _("Name"),
    "title": _("Title"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "commitment": _("Commitment"),
    "label": _("Label"),
    "text": _("Text"),
    "match": _("Goes with"),
    "feedback": _("Feedback"),
    "captions": _("Captions"),
    "to_true": _("To who says true"),
    "to_false": _("To who says false"),
}


def written_languages():
    """('fa', 'en') with the main language first; one alone in a company of one language."""
    return organisation().language_codes


def language_of(user):
    """The language of a person's documents; of one without an account (None) the company's main one."""
    return user.language if user else written_languages()[0]


class Written:
    """A form whose pairs of `<name>_fa` and `<name>_en` follow the company's languages.

    The field of a language that the company does not write is not asked for; what stands in its column stays. A pair
    of which one had to be filled in has to be in the main language. Lists are sorted by the Persian column and notices
    quote it: of such a pair it is never empty, an English company's words stand in it as well.
    """

    # Pairs that the model leaves open and this form does not.
    also_required = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.required_pairs = frozenset(_ask_for(self, written_languages()))

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        for name in pairs(self.base_fields):
            self._fill(cleaned, name)
        return cleaned

    def _fill(self, cleaned, name):
        persian, english = f"{name}_fa", f"{name}_en"
        before = [self.get_initial_for_field(self.base_fields[field], field) or "" for field in (persian, english)]
        for field, was in zip((persian, english), before, strict=True):
            if field not in self.fields:
                cleaned[field] = was
        if name in self.required_pairs and self._is_copy(cleaned, persian, before):
            cleaned[persian] = cleaned.get(english, "")

    def _is_copy(self, cleaned, persian, before):
        """Nothing of its own stands in the Persian column: it is empty, or says what the English one said."""
        return not cleaned.get(persian) or (persian not in self.fields and before[0] == before[1])


def pairs(fields):
    """The names of which `fields` has both languages."""
    return [name.removesuffix("_fa") for name in fields if name.endswith("_fa") and f"{name[:-3]}_en" in fields]


def _ask_for(form, languages):
    """Leaves the company's languages in the form; returns the pairs of which one has to be filled in."""
    required = []
    for name in pairs(form.fields):
        both = [form.fields[f"{name}_{language}"] for language in ("fa", "en")]
        if name in form.also_required or any(field.required for field in both):
            required.append(name)
        for field in both:
            field.required = False
        form.fields[f"{name}_{languages[0]}"].required = name in required
        _keep(form, name, languages)
    form.order_fields(_in_order(form.fields, languages))
    return required


def _keep(form, name, languages):
    for language in {"fa", "en"} - set(languages):
        del form.fields[f"{name}_{language}"]
    if len(languages) == 1 and name in LABELS:
        form.fields[f"{name}_{languages[0]}"].label = LABELS[name]


def _in_order(fields, languages):
    if languages[0] == "fa":
        return list(fields)
    swapped = {
        f"{name}_{one}": f"{name}_{other}" for name in pairs(fields) for one, other in (("fa", "en"), ("en", "fa"))
    }
    return [swapped.get(name, name) for name in fields]


def written_lines(formset):
    """The same for the lines of a table, before the first of them is made."""
    if not issubclass(formset.form, Written):
        formset.form = type(formset.form.__name__, (Written, formset.form), {})
