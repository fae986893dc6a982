"""A company of one language without a starter folder: a touchpoint and a standard written by hand, and frozen."""

from playwright.sync_api import expect

from tests.journeys.first_hour import founding, writing

TOUCHPOINT = {"fa": "پیشخوان", "en": "Counter"}
BEHAVIOUR = {
    "fa": "هر مشتری را پیش از ده ثانیه می‌بیند و سلام می‌کند.",
    "en": "Greets every customer within ten seconds.",
}
WHY = {"fa": "کسی که دیده شود، می‌ماند.", "en": "Whoever is noticed, stays."}


def freezes_a_first_edition(world, tally):
    owner = founding.makes_the_company(world, tally, languages=world.language)
    owner.goes_home()
    owner.follows("/author/starters/")
    owner.presses(owner.page.locator("main a[href='/cms/']"))
    owner.presses(owner.page.locator("main a.button[href^='/cms/pages/'], main a.btn[href^='/cms/pages/']"))
    _begins_a_page(owner, "touchpointpage")
    owner.types("title", TOUCHPOINT[world.language])
    owner.page.locator("main select[name=phase]").select_option(value="during")
    owner.tally.fields += 1
    no_field_of_the_other_language(owner)
    _publishes(owner)
    _begins_a_page(owner, "standardpage", within="main table ")
    owner.types("behaviour", BEHAVIOUR[world.language])
    owner.types("why", WHY[world.language])
    no_field_of_the_other_language(owner)
    owner.sees("a standard by hand")
    _publishes(owner)
    owner.presses(owner.page.locator("a[href='/folder/editions/']"))
    writing.freezes_the_first_edition(owner)
    expect(owner.page.get_by_text(BEHAVIOUR[world.language]).first).to_be_visible()
    return owner


def _begins_a_page(owner, kind, within=""):
    """Below the page that is shown; `within` a table: below the one in it."""
    owner.presses(owner.page.locator(f"{within}a[href$='/add_subpage/']").locator("visible=true"))
    if f"/{kind}/" not in owner.page.url:  # where there is one kind alone, the CMS chooses it
        owner.presses(owner.page.locator(f"main a[href*='/{kind}/']"))


def _publishes(owner):
    owner.touches(owner.page.locator("footer [data-w-dropdown-target='toggle']"))
    owner.presses(owner.page.locator("button[name='action-publish']"))
    expect(owner.page.locator(".messages .success")).to_be_visible()


def no_field_of_the_other_language(owner):
    """Neither a field, nor a door to translating."""
    other = {"fa": "en", "en": "fa"}[owner.world.language]
    assert owner.page.locator(f"[name$=_{other}]").count() == 0
    assert owner.page.locator("a[href*='/cms/texts/'][href*='language']").count() == 0
