"""The first person: the printed link, the company, the own account with a second step."""

from tests.journeys.first_hour.hand import PASSWORD, Hand

OWNER = {"first_name": {"fa": "مینا", "en": "Mina"}, "last_name": {"fa": "سعیدی", "en": "Saeedi"}}
COMPANY = {"name_fa": "کافه بادگیر", "name_en": "Badgir Café"}


def makes_the_company(world, tally, languages="fa en"):
    """Everything but names and password is proposed. Returns the owner's Hand, on the first page."""
    owner = Hand(world, tally, "admin")
    owner.opens(printed_link(world.server))
    owner.sees("first run")
    owner.marks(owner.page.locator(f"main [name=languages][value='{languages}']"))
    for language in languages.split():
        owner.fills(f"name_{language}", COMPANY[f"name_{language}"])
    for name, values in OWNER.items():
        owner.fills(name, values[world.language])
    for name in ("password", "password_again"):
        owner.fills(name, PASSWORD)
    owner.sends()
    owner.second_step()
    owner.sees("first page")
    return owner


def printed_link(server):
    """The last lines of the terminal are the address and the link."""
    lines = server.log.read_text().strip().splitlines()
    (link,) = [line.strip() for line in lines[-3:] if "/people/first/" in line]
    return link
