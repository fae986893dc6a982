"""The folder: a starter chosen, its drafts published, the first edition frozen."""

from home.starters.reading import starter

CHOSEN = "cafe"


def begins_the_folder(owner):
    """Returns {starter's role: its Persian name}, as they stand in the company now."""
    owner.goes_home()
    owner.follows("/author/starters/")
    owner.sees("starters")
    owner.follows(f"/author/starters/{CHOSEN}/")
    owner.sees("inside a starter")
    owner.sends()
    owner.sees("drafts")
    return {role["code"]: role["name_fa"] for role in starter(CHOSEN).roles}


def publishes(owner, which):
    owner.goes_home()
    owner.follows("/author/drafts/")
    owner.sends(f"/author/drafts/{which}/")


def freezes_the_first_edition(owner):
    owner.goes_home()
    owner.follows("/folder/editions/new/")
    owner.sees("first edition")
    owner.sends()
    owner.sends("/submit/")
    owner.follows("/freeze/")
    owner.sees("before freezing")
    owner.presses(owner.page.locator("main button[name=freeze]"))
    owner.sees("frozen")
