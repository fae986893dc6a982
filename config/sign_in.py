"""One door to sign in by: whoever would sign in at the CMS is led to it, past its throttle and second factor.

And one page to give access on: accounts and groups are not changed in the CMS, where no log says who did it.
"""

from allauth.account.views import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    LocaleSettingsPanel,
    NotificationsSettingsPanel,
)

from kit.access import require


@login_not_required
def sign_in(request, **kwargs):
    """Stands where Wagtail has sign-in pages of its own. Somebody signed in comes here only when refused."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/"))


@require_POST
def sign_out(request, **kwargs):
    """Stands where Wagtail ends the session at any method, and then says 405. One door out, as there is one in."""
    return logout(request)


def accounts(request, **kwargs):
    """Stands where Wagtail would let a superuser change accounts and groups: that is done in `people:access`."""
    raise PermissionDenied


class OfComments(NotificationPreferencesForm):
    """Approvals are told by our own notices, to everybody whom they concern."""

    OURS = ("submitted_notifications", "approved_notifications", "rejected_notifications")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.OURS:
            self.fields.pop(name, None)


class Settings(AccountView):
    """Stands where Wagtail would also keep a picture of oneself as it came, which nobody sees, and a language of its
    own, which nothing here follows: that is chosen at the head of every screen."""

    GONE = (AvatarSettingsPanel, LocaleSettingsPanel)

    def get_panels(self):
        panels = [panel for panel in super().get_panels() if not isinstance(panel, self.GONE)]
        for panel in panels:
            if isinstance(panel, NotificationsSettingsPanel):
                panel.form_class = OfComments
        return panels


own_settings = never_cache(require_admin_access(Settings.as_view()))


def no_documents(request, **kwargs):
    """Stands where Wagtail would keep documents beside our private store: nothing here uses them."""
    require(request.user, "playbook.manage_editions")
    raise Http404
