"""A touchpoint that is live."""

from tests.factories.playbook import live_touchpoint
from tests.worlds import built_once


@built_once
def place():
    return live_touchpoint()
