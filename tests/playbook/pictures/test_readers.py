"""Who reads a standard reads its pictures, and nobody else."""

import re

import pytest
from django.urls import reverse
from wagtail.models import CollectionViewRestriction

from playbook.models import FrozenPicture
from tests.factories.playbook import cms_picture, frozen_by
from tests.playbook.pictures.world import with_picture

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def test_a_picture_of_a_closed_collection_is_read_by_whoever_reads_the_standard(
    place, people, mina, narges, client_for
):
    image = cms_picture()
    CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="login")
    CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="groups")
    with_picture(place, image)
    row = frozen_by(mina.user).standards.get()
    reader = client_for(narges)
    address = re.search(r'<img src="([^"]+)"', re.search("<img [^>]*lazy[^>]*>", reader.get(row.get_absolute_url()).content.decode())[0])[1]  # fmt: skip  # noqa: E501
    assert reader.get(address).status_code == 200


def test_who_may_read_no_standard_with_it_gets_no_picture(place, people, mina, narges, visitor, client_for):
    image = cms_picture()
    with_picture(place, image)
    frozen_by(mina.user)
    kept = FrozenPicture.objects.get()
    kept.standards.clear()
    address = reverse("playbook:picture", args=[kept.sha256, "small"])
    assert client_for(narges).get(address).status_code == 404
    assert client_for(mina).get(address).status_code == 200
    assert visitor.get(address).status_code == 302
    for wrong in (reverse("playbook:picture", args=["0" * 64, "small"]), address.replace("small", "name")):
        assert client_for(mina).get(wrong).status_code == 404
