"""The screen opened, typed into and sent, as a browser does."""

from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

PERSIAN, ENGLISH = "تا زنگ سوم پاسخ می‌دهد.", "Answers by the third ring."


def address(page):
    return reverse("playbook_texts:page", args=[page.translation_key])


def opened(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return form_of(answer)


def form_of(answer):
    """What a browser has in the form: the first line end of a text is none, of several none need be chosen."""
    data = querydict_from_html(answer.content.decode(), form_id="texts")
    for name, values in data.lists():
        data.setlist(name, [value.removeprefix("\n") for value in values])
    data.pop("fa-roles", None)
    return data


def sent(client, path, fields, action="save", to=None, form=None):
    """Open the screen, type, press a button: what a browser does."""
    data = (form or opened(client, path)).copy()
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    if action:
        data[action] = "1"
    return client.post(to or path, data)


def draft(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()
