"""What the tabs of a phone do not hold, as a page: where no script opens the sheet."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def more(request):
    return render(request, "home/more.html", {"is_more_page": True})
