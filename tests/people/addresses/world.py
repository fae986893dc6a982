"""An address asked for, mailed and written down."""

import re
from datetime import UTC, datetime

from django.urls import reverse

from people.models import User

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
NEW, OLD = "new@aftab.example", "narges@aftab.example"
PAGE, RESET = reverse("people:address"), reverse("account_reset_password")


def on_file(staff):
    return User.objects.get(pk=staff.user_id).email


def link_in(mail):
    return re.search(r"http://testserver(/\S+)", mail.body)[1]


def ask(client, email, commit):
    with commit():
        return client.post(PAGE, {"email": email})
