"""After a name was corrected: final documents that bear the earlier one are issued again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kit.display import number
from people.actions import issue_under_new_name
from people.views.staff import require_visible


@require_POST
def issue(request, key):
    person = require_visible(request, key, "people.change_staff_member")
    count = issue_under_new_name(staff=person, by=request.user, at=timezone.now(), key=request.POST.get("document"))
    words = ngettext(
        "%(n)s document is being issued again; the old one will say that it was replaced.",
        "%(n)s documents are being issued again; the old ones will say that they were replaced.",
        count,
    )
    messages.success(request, words % {"n": number(count)} if count else _("No document bears an earlier name."))
    return redirect(person)
