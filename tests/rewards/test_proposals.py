"""Nobody types what can be known: a new cycle and a new plan come with name and days."""

import time_machine
from django.urls import reverse

from evaluations.models import Cycle
from tests.factories.evaluations import open_cycle

TODAY = "2026-11-27 08:00Z"


@time_machine.travel(TODAY, tick=False)
def test_a_new_cycle_is_the_season_by_its_name(hoda, client_for):
    page = client_for(hoda).get(reverse("evaluations:cycle_new")).context["form"]
    assert (page["title_fa"].value(), page["title_en"].value()) == ("پاییز ۱۴۰۵", "Autumn 1405")
    assert str(page["starts_on"].value()) == "2026-09-23"


@time_machine.travel(TODAY, tick=False)
def test_a_new_plan_rests_on_the_newest_cycle_without_one(hoda, client_for):
    url = reverse("rewards:new_plan")
    assert client_for(hoda).get(url).context["form"]["cycle"].value() is None
    cycle = open_cycle()
    form = client_for(hoda).get(url).context["form"]
    assert form["cycle"].value() == cycle.key
    assert form["title_fa"].value() == "پاداش پاییز ۱۴۰۵"
    assert form["starts_on"].value() == Cycle.objects.get().starts_on
