"""What wants a look: where one person may have stood for two."""

from django.utils import timezone

from home.checks.cases import DAYS, cases
from kit.lists import CardPage


class SecondLooks(CardPage):
    permission = "home.view_cases"
    per_page = 50
    template_name = "home/cases.html"

    def rows(self):
        return cases(at=timezone.now())

    def context(self, page):
        return {"days": DAYS}
