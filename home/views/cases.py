"""What wants a look: where one person may have stood for two."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.checks.cases import DAYS, cases
from kit.access import require

SHOWN = 50


@require_safe
def second_looks(request):
    require(request.user, "home.view_cases")
    page = Paginator(cases(at=timezone.now()), SHOWN).get_page(request.GET.get("page"))
    return render(request, "home/cases.html", {"page": page, "days": DAYS})
