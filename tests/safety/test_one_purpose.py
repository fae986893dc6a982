"""The account of an outside person opens what it is for; every other door of the product is shut."""

import pytest
from django.db import transaction

from people.middleware import OnePurpose
from tests.access_table import make_world, rows
from tests.doors import PASSWORD, SIGN_IN, knock
from tests.factories.people import UserFactory
from tests.personas import client_for

pytestmark = pytest.mark.django_db
OUTSIDE_THE_PRODUCT = (403, 404, 405, 400, SIGN_IN, PASSWORD)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def test_nothing_else_opens(world):
    cookies = client_for(UserFactory(username="outsider", groups=["witness"])).cookies
    opened = [
        (str(row), method, outcome)
        for row in rows()
        if row.name not in OnePurpose.OPEN and not row.name.startswith(OnePurpose.ACCOUNT)
        for method in ("get", "post")
        if (outcome := knock(row.address(world), cookies=cookies, method=method, data=row.data(world))[0])
        not in OUTSIDE_THE_PRODUCT
    ]
    assert opened == []
