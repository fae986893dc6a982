"""The ways in of many at once: who is ticked, and each one's user name."""

from collections import Counter

from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.phrases import listed
from people.accounts.bulk_sign_ins import has_way, way_to
from people.forms.fields import UserNameField
from people.models import User
from people.refusals import SIGN_IN


class WaysForm(forms.Form):
    """`open` holds the keys of those ticked, `username-<key>` a user name; of who is not ticked nothing is checked."""

    open = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Nobody is ticked."),
            "invalid_choice": gettext_lazy("Somebody ticked is not on the list any more. Please look again."),
        }
    )

    def __init__(self, *args, people, names, **options):
        """`people` may hold some who have got a way in meanwhile: ticked, they are named and nothing is opened."""
        super().__init__(*args, **options)
        self.people = {person.key: person for person in people}
        self.fields["open"].choices = [(key, key) for key in self.people]
        self.ticked = set(self.data.getlist("open")) if self.is_bound else set(self.people)
        for key, person in self.people.items():
            is_asked = key in self.ticked and not has_way(person)
            kind = UserNameField if is_asked else forms.CharField
            label = _("User name of %(name)s") % {"name": person.name}
            about = {"label": label, "initial": names[person.pk], "help_text": "", "widget": UserNameField.widget}
            self.fields[_field(key)] = kind(required=is_asked, **about)

    def rows(self):
        """[(person, ticked?, way, address, field)] of everybody who has no way in."""
        rows = ((person, key in self.ticked, *way_to(person), self[_field(key)]) for key, person in self.people.items())
        return [row for row in rows if not has_way(row[0])]

    def clean(self):
        super().clean()
        chosen = {key: self.people[key] for key in self.cleaned_data.get("open", [])}
        done = [person.name for person in chosen.values() if has_way(person)]
        if done:
            names = {"names": listed(done)}
            self.add_error(
                None, _("Has a sign-in already: %(names)s. Nothing was opened; look at the others once more.") % names
            )
        self._refuse_names({key: self.cleaned_data.get(_field(key), "") for key in chosen})
        self._refuse_addresses({key: person.email.lower() for key, person in chosen.items()})

    def _refuse_names(self, names):
        for key in self._not_alone("username", names):
            self.add_error(_field(key), _("This user name is somebody else's."))

    def _refuse_addresses(self, addresses):
        for key in self._not_alone("email", addresses):
            self.add_error(_field(key), _("The e-mail address of this person is somebody else's sign-in as well."))

    def _not_alone(self, column, texts):
        """The keys whose text stands twice in the list, or in another's account."""
        lower = User.objects.annotate(lower=Lower(column)).filter(lower__in={text for text in texts.values() if text})
        owners = dict(lower.values_list("lower", "pk"))
        often = Counter(texts.values())
        own = {key: self.people[key].user_id for key in texts}
        return [
            key for key, text in texts.items() if text and (often[text] > 1 or owners.get(text, own[key]) != own[key])
        ]

    def refuse(self, stopped):
        """What the action met after this form had found nothing."""
        field = _field(stopped.staff.key)
        self.add_error(field, SIGN_IN.get(type(stopped.problem), _("This sign-in cannot be opened.")))

    def wanted(self):
        return [(self.people[key], self.cleaned_data[_field(key)]) for key in self.cleaned_data["open"]]


def _field(key):
    return f"username-{key}"
