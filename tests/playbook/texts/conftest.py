"""One standard in both languages."""

from types import SimpleNamespace

from tests.factories.playbook import live_standard, live_touchpoint
from tests.playbook.texts.world import ENGLISH, PERSIAN
from tests.worlds import built_once


@built_once
def touchpoint(people):
    return live_touchpoint()


@built_once
def standard(touchpoint):
    return SimpleNamespace(**dict(zip(("fa", "en"), live_standard(touchpoint, PERSIAN, ENGLISH), strict=True)))
