"""Thanking a colleague for keeping a standard. Apart from pay."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kit.access import require
from kit.forms import posted
from people.roles import staff_of
from rewards import errors
from rewards.actions import thank_colleague
from rewards.forms.thanks import ThanksForm
from rewards.models import Thanks

PAGE_SIZE = 20


@require_GET
def received(request):
    require(request.user, "rewards.view_own_rewards")
    staff = staff_of(request.user)
    mine = Thanks.objects.visible_to(request.user).with_names()
    side = "from_staff" if "given" in request.GET else "to_staff"
    page = Paginator(mine.filter(**{side: staff}), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "rewards/thanks.html", {"page": page, "is_given": side == "from_staff"})


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
