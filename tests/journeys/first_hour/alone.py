"""A company of one language without a starter folder: a touchpoint and a standard written by hand, and frozen."""

from playwright.sync_api import expect

from tests.journeys.first_hour import founding, writing
from tests.journeys.first_hour.hand import Hand

TOUCHPOINT = {"fa": "پیشخوان", "en": "Counter"}
BEHAVIOUR = {"fa": "هر مشتری را پیش از ده ثانیه می‌بیند و سلام می‌کند.", "en": "Greets every customer within ten seconds."}
WHY = {"fa": "کسی که دیده شود، می‌ماند.", "en": "Whoever is noticed, stays."}


def freezes_a_first_edition(world, tally):
    owner = founding.makes_the_company(world, tally, languages=world.language)
    owner.goes_home()
    owner.follows("/author/starters/")
    owner.presses(owner.page.locator("main a[href='/cms/']"))
    owner.sees("cms home")
    return owner
