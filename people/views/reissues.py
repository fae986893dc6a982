"""After a name was corrected: final documents that bear the earlier one are issued again."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.http.deed_views import deed, itself
from people.actions import issue_under_new_name
from people.views.staff import visible_staff


@deed("people.change_staff_member", fetch=visible_staff, about=itself)
def issue(request, person):
    count = issue_under_new_name(staff=person, by=request.user, at=timezone.now(), key=request.POST.get("document"))
    words = ngettext(
        "%(n)s document is being issued again; the old one will say that it was replaced.",
        "%(n)s documents are being issued again; the old ones will say that they were replaced.",
        count,
    )
    messages.success(request, words % {"n": number(count)} if count else _("No document bears an earlier name."))
