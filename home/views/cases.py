"""What wants a look: where one person may have stood for two."""

from django.utils import timezone

from home.checks.cases import DAYS, cases
from kit.lists import ListPage


class SecondLooks(ListPage):
    permission = "home.view_cases"
    per_page = 50
    template_name = "home/cases.html"

    def rows(self):
        return cases(at=timezone.now())

    def context(self):
        return {"days": DAYS}
