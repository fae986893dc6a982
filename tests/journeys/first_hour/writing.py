"""The folder: a starter chosen, its drafts published, the first edition frozen."""

from home.starters.files import starter

CHOSEN = "cafe"


def begins_the_folder(owner):
    """Returns {starter's role: its name in each language}, as they stand in the company now."""
    owner.goes_home()
    owner.follows("/author/starters/")
    owner.sees("starters")
    owner.follows(f"/author/starters/{CHOSEN}/")
    owner.sees("inside a starter")
    owner.sends()
    owner.sees("drafts")
    return {role["code"]: {"fa": role["name_fa"], "en": role["name_en"]} for role in starter(CHOSEN).roles}


def publishes(owner, *kinds):
    """One press for each kind of drafts, on the page that lists them."""
    if not owner.page.url.endswith("/author/drafts/"):
        owner.goes_home()
        owner.follows("/author/drafts/")
    for kind in kinds:
        owner.sends(f"/author/drafts/{kind}/")


def freezes_the_first_edition(owner):
    if not owner.page.locator("main a[href$='/folder/editions/new/']").count():
        owner.goes_home()
    owner.follows("/folder/editions/new/")
    owner.sees("first edition")
    owner.sends()
    owner.sends("/submit/")
    owner.follows("/freeze/")
    owner.sees("before freezing")
    owner.presses(owner.page.locator("main button[name=freeze]"))
    owner.sees("frozen")
