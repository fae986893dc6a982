"""Thanking a colleague for keeping a standard. Apart from pay."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.forms import posted
from kit.lists import ListPage
from people.roles import staff_of
from rewards import errors
from rewards.actions import thank_colleague
from rewards.forms.thanks import ThanksForm
from rewards.models import Thanks


class Received(ListPage):
    """The thanks that one got; `?given`: those that one gave."""

    permission = "rewards.view_own_rewards"
    template_name = "rewards/thanks.html"

    @property
    def is_given(self):
        return "given" in self.request.GET

    def rows(self):
        side = "from_staff" if self.is_given else "to_staff"
        return Thanks.objects.visible_to(self.request.user).with_names().filter(**{side: staff_of(self.request.user)})

    def context(self):
        return {"is_given": self.is_given}


@require_http_methods(["GET", "POST"])
def thank(request):
    require(request.user, "rewards.thank_colleague")
    sender, today = staff_of(request.user), timezone.localdate()
    asked = {name: request.GET[name] for name in ("to", "standard") if name in request.GET}
    form = ThanksForm(posted(request), sender=sender, on=today, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            thanks = thank_colleague(by=request.user, at=timezone.now(), **form.cleaned_data)
        except errors.RewardsError:
            form.add_error(None, _("You can thank a colleague who is at work."))
        else:
            said = _("%(name)s has your thanks: it stands on their first page and in their inbox.")
            messages.success(request, said % {"name": thanks.to_staff.name})
            return redirect(f"{reverse('rewards:thanks')}?given")
    return render(request, "rewards/thank.html", {"form": form}, status=422 if form.errors else 200)
