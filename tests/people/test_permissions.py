"""Who may do a thing is said by name where names are no secret: on the page that is shut, beside the step that is."""

import pytest
from django.urls import reverse

from kit.reader import reading_as
from people.access.permissions import LEAD, roles_for, sentence, who_may
from people.models.roles import ADMINISTRATOR, AUTHOR, HR, WITNESS
from tests.factories.people import StaffFactory, UserFactory
from tests.factories.playbook import EditionFactory
from tests.factories.rewards import drafted_plan


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("playbook.freeze_edition", (AUTHOR,)),
        ("home.view_hr_desk", (HR,)),
        ("people.change_organisation", (ADMINISTRATOR,)),
        ("evaluations.publish_scorecard", (AUTHOR, HR)),
        ("home.view_board", (HR, LEAD)),
        ("evaluations.submit_evaluation", ()),
        ("no.such_permission", ()),
    ],
)
def test_the_rules_themselves_say_which_role_opens_it(db, permission, roles):
    assert set(roles_for(permission)) == set(roles)


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("armin", "This is for an author (Mina Hosseini)."),
        ("saeed", "This is for an author (Mina Hosseini)."),
        ("narges", "This is for an author."),
    ],
)
def test_names_are_for_those_with_a_role(people, reader, said):
    with reading_as("en"):
        words = sentence(who_may("playbook.freeze_edition", getattr(people, reader).user))
    assert words.replace("<bdi>", "").replace("</bdi>", "") == said


def test_where_nobody_holds_it_that_is_said(db):
    admin = UserFactory(groups=[ADMINISTRATOR])
    with reading_as("en"):
        assert sentence(who_may("playbook.freeze_edition", admin)) == "This is for an author (nobody yet)."


def test_many_names_are_cut_and_a_closed_account_is_not_named(people):
    people.mina.user.is_active = False
    people.mina.user.save()
    for name in "ABCDE":
        StaffFactory(user__groups=[AUTHOR], given_name_en=name, family_name_en="")
    with reading_as("en"):
        words = sentence(who_may("playbook.freeze_edition", people.armin.user))
    assert "<bdi>A</bdi>, <bdi>B</bdi>, <bdi>C</bdi>, <bdi>D</bdi> and others" in words
    assert "Mina" not in words


def test_it_asks_as_much_for_one_as_for_thirty(people, django_assert_num_queries):
    UserFactory.create_batch(30, groups=[AUTHOR])
    people.armin.user.access_roles  # noqa: B018 - asked once a request
    with django_assert_num_queries(1):
        who_may("evaluations.publish_scorecard", people.armin.user)


def test_the_shut_page_says_who_may_open_it(people, client_for):
    page = client_for(people.armin).get(reverse("home:hr_desk"))
    assert page.status_code == 403
    assert people.hoda.name in page.content.decode()
    page = client_for(people.narges).get(reverse("home:hr_desk")).content.decode()
    assert people.hoda.name not in page
    with reading_as("fa"):
        assert str(sentence(who_may("home.view_hr_desk", people.narges.user))) in page


def test_an_outside_person_is_told_no_names(people, client_for):
    witness = UserFactory(groups=[WITNESS])
    page = client_for(witness).get(reverse("home:hr_desk"))
    assert page.status_code == 403
    assert people.hoda.name not in page.content.decode()


# Beside a step that is shut ------------------------------------------------------------------------------------------


def test_the_open_edition_says_who_freezes(people, client_for):
    edition = EditionFactory(state="draft", frozen_at=None, frozen_by=None, content_hash="")
    shut = client_for(people.armin).get(edition.get_absolute_url()).content.decode()
    assert people.mina.name in shut
    mine = client_for(people.mina).get(edition.get_absolute_url()).content.decode()
    with reading_as("fa"):
        assert str(sentence(who_may("playbook.freeze_edition", people.mina.user))) not in mine


def test_a_plan_says_to_the_administrator_who_publishes(people, client_for):
    plan = drafted_plan()
    assert people.hoda.name in client_for(people.armin).get(plan.get_absolute_url()).content.decode()


def test_a_guarded_sign_in_says_who_may_reach_it(people, client_for):
    card = client_for(people.hoda).get(people.mina.get_absolute_url()).content.decode()
    assert people.armin.name in card
    assert people.armin.name not in client_for(people.hoda).get(people.narges.get_absolute_url()).content.decode()
