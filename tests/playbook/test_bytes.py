"""What the pages of a large folder weigh: at most 40 KB of HTML each, whatever the folder holds."""

from django.urls import reverse

from tests.factories.playbook import EvidenceFactory, EvidenceLinkFactory, FrozenStandardFactory, frozen_edition
from tests.worlds import built_once

MOST_BYTES = 40 * 1024
PAGES = [
    ("narges", "playbook:folder", ""),
    ("mina", "playbook:coverage", ""),
    ("mina", "playbook:words", "?show=all"),
]
BEHAVIOUR = "سفارش را پیش از ثبت یک بار بازگو می‌کند و منتظر تأیید مشتری می‌ماند، هر بار."


@built_once
def large_folder(people):
    """120 standards at 24 touchpoints, and 40 quotes about some of them."""
    edition = frozen_edition(standards=0)
    for number in range(120):
        phase = ("before", "during", "after")[number % 3]
        FrozenStandardFactory(edition=edition, phase=phase, touchpoint_code=f"t{number % 24}", behaviour_fa=BEHAVIOUR)
    for number in range(30):
        EvidenceLinkFactory(code="DUR-01", evidence__quote=f"{BEHAVIOUR} {BEHAVIOUR} {number}")
    EvidenceFactory.create_batch(10)


def test_pages_of_a_large_folder_are_light(large_folder, people, client_for):
    for who, url_name, query in PAGES:
        page = client_for(getattr(people, who)).get(reverse(url_name) + query)
        assert (url_name, page.status_code) == (url_name, 200)
        assert len(page.content) <= MOST_BYTES, url_name
