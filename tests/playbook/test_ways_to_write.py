"""From what staff read to where their author writes it."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from playbook.models import FrozenStandard, StandardPage
from tests.factories.playbook import frozen_edition, live_standard, live_touchpoint
from tests.worlds import built_once


@built_once
def written(people):
    """A frozen standard with its page."""
    page, _twin = live_standard(live_touchpoint(), "در را باز نگه می‌دارد.", "Holds the door open.")
    row = frozen_edition(standards=1).standards.get()
    FrozenStandard.objects.filter(pk=row.pk).update(translation_key=page.translation_key)
    row.refresh_from_db()
    return row


def test_the_folder_leads_its_author_to_a_new_standard_and_back(written, mina, client_for):
    address = reverse("playbook:folder") + "?q=x"
    page = client_for(mina).get(address).content.decode()
    assert f"{reverse('playbook_texts:new_standard')}?back={quote(address, safe='')}" in page


def test_a_standard_leads_its_author_to_both_languages_of_it(written, mina, client_for):
    there = reverse("playbook_texts:page", args=[written.translation_key])
    assert there in client_for(mina).get(written.get_absolute_url()).content.decode()
    StandardPage.objects.filter(translation_key=written.translation_key).update(translation_key=uuid4())
    assert there not in client_for(mina).get(written.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["narges", "saeed", "hoda"])
def test_whoever_only_reads_is_led_to_no_editor(written, people, client_for, who):
    """And no page is looked for: a standard without one costs them as many queries."""
    client, there = client_for(getattr(people, who)), written.get_absolute_url()
    for address in (there, reverse("playbook:folder")):
        assert "/cms/texts/" not in client.get(address).content.decode()
    with CaptureQueriesContext(connection) as with_page:
        client.get(there)
    FrozenStandard.objects.update(translation_key=None)
    with CaptureQueriesContext(connection) as without:
        client.get(there)
    assert len(with_page) == len(without)
