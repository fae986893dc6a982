"""What a phone shows: tabs and sheet, two lines a person, a heat map with its numbers, what a deed set in motion."""

import re
from itertools import combinations

import pytest
from django.urls import reverse

from home.board.figures import Evaluated, Figures, Waits
from home.shell.navigation import TABS, links_for, places_for, rest_of, tabs_of
from kit.reader import reading_as
from playbook.actions import sign_standard
from playbook.links.panels import after_signing
from playbook.signatures.standings import SignatureCount
from tests.factories import rewards as made
from tests.factories.evaluations import NOW
from tests.factories.people import StaffFactory, UserFactory
from training.progress.compliance import Compliance

ROLES = ("hr", "author", "administrator", "lead")
HELD = [held for count in range(5) for held in combinations(ROLES, count)]


def somebody(people, held):
    leads = [people.day_shift] if "lead" in held else []
    groups = [role for role in held if role != "lead"]
    return StaffFactory(team=people.office, user__groups=groups, leads=leads).user


@pytest.mark.parametrize("held", HELD, ids=lambda held: "+".join(held) or "staff")
def test_tabs_top_bar_and_sheet_hold_every_room_once(people, held):
    user = somebody(people, held)
    links = links_for(user, "/", {})
    tabs = tabs_of(links)
    rest = rest_of(links, tabs)
    top = [link.url for link in links if link.in_top]
    assert top == [reverse("playbook:pocket")]
    urls = [link.url for link in tabs] + [link.url for link in rest] + top
    assert len(urls) == len(set(urls))
    assert set(urls) == {reverse(place.url_name) for place in places_for(user)}
    assert len(tabs) == TABS


def test_a_witness_has_a_sheet_of_their_own_things_alone(people, client_for):
    witness = UserFactory(groups=["witness"])
    links = links_for(witness, "/", {})
    assert rest_of(links, tabs_of(links)) == []
    assert reverse("account_logout") in client_for(witness).get(reverse("home:more")).content.decode()


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ((), {"evaluations:mine"}),
        (("lead",), {"evaluations:mine", "evaluations:to_do", "evaluations:list"}),
        (("hr",), {"evaluations:mine", "evaluations:list"}),
    ],
)
def test_evaluations_have_a_place_for_whom_they_concern(people, held, found):
    names = {place.url_name for place in places_for(somebody(people, held))}
    lists = {"evaluations:mine", "evaluations:to_do", "evaluations:list"}
    assert names & lists == found


def test_the_sheet_stands_under_the_headings_of_its_groups(people):
    with reading_as("en"):
        links = links_for(people.saeed.user, "/", {})
        rest = rest_of(links, tabs_of(links))
    assert [(link.heading, link.label) for link in rest if link.heading] == [
        ("Those I lead", "My team's evaluations"),
        ("My own", "Training"),
    ]


def test_without_script_the_sheet_is_a_page(autumn, people, client_for):
    client = client_for(people.saeed)
    page = client.get(reverse("home:more"))
    content = page.content.decode()
    for url_name in ("training:team", "training:observe", "rewards:thanks", "people:profile", "account_logout"):
        assert reverse(url_name) in content, url_name
    assert 'name="theme" value="dark"' in content
    assert not re.search(r'<dialog\s[^>]*class="hv-dialog hv-rest', content)
    elsewhere = client.get("/").content.decode()
    assert re.search(r'<a\s+href="/more/"\s+data-dialog="more"', elsewhere)
    assert "hv-menu" not in elsewhere


def test_the_pocket_card_is_reached_from_a_desktop(autumn, people, client_for):
    side = client_for(people.narges).get("/").content.decode().split("</nav>")[0]
    assert reverse("playbook:pocket") in side


# Rows of two lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "waits"),
    [
        (Figures(), None),
        (Figures(signed=SignatureCount(5, 2, 0)), Waits("sign", 3)),
        (Figures(signed=SignatureCount(5, 2, 1), evaluated=Evaluated(0, 2, True)), Waits("sign", 1, is_late=True)),
        (
            Figures(signed=SignatureCount(5, 2, 0), training=Compliance(2, 0, overdue=1)),
            Waits("learn", 1, is_late=True),
        ),
        (Figures(training=Compliance(2, 1, lapsed=1)), Waits("renew", 1)),
        (Figures(training=Compliance(2, 1), evaluated=Evaluated(1, 2)), Waits("learn", 1)),
        (Figures(evaluated=Evaluated(1, 3)), Waits("evaluate", 2)),
        (Figures(signed=SignatureCount(5, 5, 0), evaluated=Evaluated(0, 2, True)), Waits("evaluate", 2, is_late=True)),
    ],
)
def test_the_one_thing_that_waits_is_what_is_late_first(figures, waits):
    assert figures.waits == waits


def test_the_team_is_twenty_rows_of_two_lines(autumn, people, client_for):
    StaffFactory.create_batch(25, team=people.day_shift, job_role=people.barista)
    people.saeed.user.language = "en"
    people.saeed.user.save()
    page = client_for(people.saeed).get(reverse("home:board"))
    rows = re.findall(r"<tr[ >].*?</tr>", page.content.decode().split("<tbody>")[1], re.S)
    assert len(page.context["table"].paginated_rows) == 20
    on_phone = [cell for cell in re.findall(r"<td[^>]*>", rows[0]) if "only-desk" not in cell]
    assert len(on_phone) == 2
    assert re.search(r"<b>[3۳]</b> standards to sign", page.content.decode())


@pytest.mark.parametrize("url_name", ["people:staff_list", "evaluations:list", "playbook:signature_board"])
def test_long_lists_are_paged_by_twenty(autumn, people, client_for, url_name):
    StaffFactory.create_batch(25, team=people.day_shift, job_role=people.barista)
    body = client_for(people.hoda).get(reverse(url_name)).content.decode().split("<tbody>")[-1]
    assert body.count("<tr") <= 20
    assert 'class="k' in body or " k" in body


def test_the_heat_map_keeps_its_numbers_and_cuts_no_name(autumn, people, client_for):
    content = client_for(people.saeed).get(reverse("home:board")).content.decode()
    heat = content.split("hv-heatwrap")[1].split("</table>")[0]
    assert "hv-clip" not in heat
    assert "style=" not in heat
    assert heat.count('<th scope="row">') == heat.count('<td class="ht') == 3


# What a deed set in motion ------------------------------------------------------------------------------------------


def test_after_the_last_signature_stands_what_it_changed(autumn, people, client_for):
    plan = made.published_plan(autumn.cycle, **made.RUNNING)
    assert after_signing(people.narges, NOW) == []
    for standard in autumn.edition.standards.all():
        sign_standard(standard=standard, staff=people.narges, by=people.narges.user, at=NOW)
    (panel,) = after_signing(people.narges, NOW)
    assert panel.context["plan"] == plan
    with reading_as("en"):
        content = client_for(people.narges).get(reverse("playbook:sign")).content.decode()
    assert reverse("rewards:mine") in content


def test_who_thanks_sees_where_it_landed(autumn, people, client_for):
    client = client_for(people.saeed)
    wanted = {"to": people.narges.pk, "standard": autumn.edition.standards.first().pk, "text": "آفرین"}
    form = client.get(reverse("rewards:thank")).context["form"]
    wanted["to"] = form.fields["to"].prepare_value(people.narges)
    wanted["standard"] = form.fields["standard"].prepare_value(autumn.edition.standards.first())
    answer = client.post(reverse("rewards:thank"), wanted, follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('rewards:thanks')}?given"
    assert "آفرین" in answer.content.decode()
    assert "آفرین" in client_for(people.narges).get("/").content.decode()
    assert "آفرین" in client_for(people.hoda).get(reverse("home:person", args=[people.narges.key])).content.decode()
