"""The first page of everyone: what waits, how far one is, the score, the reward so far."""

import pytest

from tests.factories.playbook import frozen_edition


@pytest.mark.parametrize("name", ["narges", "saeed", "mina", "hoda", "armin"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_everyone_has_a_first_page(people, client_for, name, language):
    frozen_edition()
    who = getattr(people, name)
    who.user.language = language
    who.user.save()
    page = client_for(who).get("/")
    assert page.status_code == 200
    assert who.name_in(language).split()[0] in page.content.decode()
