from tests.factories.playbook import live_touchpoint
from tests.worlds import built_once


@built_once
def phone():
    return live_touchpoint("before", "تلفن", "Telephone", "phone")


@built_once
def order():
    return live_touchpoint()
