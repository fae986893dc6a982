"""Branch and team, six people by file, who leads, who manages, everybody's way in."""

from tests.journeys.first_hour.hand import Hand
from tests.journeys.world import PHONE

HEADS = "کد پرسنلی,نام,نام خانوادگی,نام (انگلیسی),نام خانوادگی (انگلیسی),تیم,نقش کاری,تاریخ شروع"
TEAM = {"name_fa": "سالن", "name_en": "Floor"}
BRANCH = {"name_fa": "شعبهٔ یوسف‌آباد", "name_en": "Yousefabad"}
# Name, personnel code, starter role. Sara stands beside Mina where two people are needed; Reza leads.
PEOPLE = {
    "sara": ("سارا", "کریمی", "Sara", "Karimi", "P-01", "shift-lead"),
    "reza": ("رضا", "احمدی", "Reza", "Ahmadi", "P-02", "shift-lead"),
    "narges": ("نرگس", "صالحی", "Narges", "Salehi", "P-03", "barista"),
    "omid": ("امید", "رضایی", "Omid", "Rezaei", "P-04", "barista"),
    "leila": ("لیلا", "باقری", "Leila", "Bagheri", "P-05", "barista"),
    "pooya": ("پویا", "نادری", "Pooya", "Naderi", "P-06", "cashier"),
}
JOINED = "1405/06/01"


def name_of(who, language):
    names = PEOPLE[who]
    return " ".join(names[:2] if language == "fa" else names[2:4])


def names_the_places(owner):
    owner.goes_home()
    owner.follows("/people/branch/add/")
    for name, value in BRANCH.items():
        owner.fills(name, value)
    owner.sends()
    owner.follows("/people/team/add/")
    for name, value in TEAM.items():
        owner.fills(name, value)
    owner.sends()
    owner.sees("places")


def brings_the_people(owner, roles):
    """`roles`: {starter's role: its name in each language}."""
    owner.goes_home()
    owner.follows("/people/import/")
    owner.sees("bring a file")
    lines = [",".join([row[4], *row[:4], TEAM["name_fa"], roles[row[5]]["fa"], JOINED]) for row in PEOPLE.values()]
    content = "\n".join([HEADS, *lines]).encode()
    upload = {"name": "staff.csv", "mimeType": "text/csv", "buffer": content}
    owner.page.locator("main input[type=file]").set_input_files(upload)
    owner.tally.fields += 1
    owner.sends()
    owner.sees("preview of people")
    owner.sends("/confirm/")
    owner.sees("people")


def names_who_leads(owner):
    """Reza leads the team; Sara manages the branch, and so evaluates Reza."""
    owner.goes_home()
    for place, who in (("/leads/", "reza"), ("/manager/", "sara")):
        if not owner.page.url.endswith("/people/teams/"):
            owner.follows("/people/teams/")
        owner.presses(owner.page.locator(f"main a[href$='{place}']"))
        owner.chooses("staff", label=owner.labelled("staff", name_of(who, owner.world.language)))
        owner.sends()
    owner.sees("who leads")


def opens_the_ways_in(owner):
    """All at once; the cards are cut out and handed over: {who: address}."""
    owner.goes_home()
    owner.follows("/people/ways/")
    owner.sees("ways in")
    owner.presses(owner.page.locator("form#list button.btn-primary"))
    owner.sees("cards to hand over")
    codes = {row[4].lower(): who for who, row in PEOPLE.items()}
    cards = owner.page.locator("[data-link-of]")
    return {codes[card.get_attribute("data-link-of")]: card.inner_text() for card in cards.all()}


def gives_a_role(owner, who, role):
    owner.follows("/people/access/")
    owner.fills("q", PEOPLE[who][4])  # the list follows what is typed
    name = name_of(who, owner.world.language)
    owner.presses(owner.page.locator("main a[href*='/people/access/']").filter(has_text=name))
    owner.sees("an account")
    form = owner.page.locator(f"main form:has(input[name=role][value={role}])")
    owner.presses(form.locator("button"))


def come_in(world, tally, links, chosen):
    """Whoever of `chosen` opens the link, sets a password and signs in: {who: Hand}."""
    hands = {}
    for who in chosen:
        hand = Hand(world, tally, PEOPLE[who][4].lower(), PHONE)
        hand.sets_a_password(links[who])
        hand.signs_in()
        hands[who] = hand
    return hands
