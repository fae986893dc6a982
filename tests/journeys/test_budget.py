"""What a first visit costs, with nothing in the browser's store: at most 12 files and 250 KB over the wire."""

import pytest

FILES, BYTES = 12, 250 * 1024
VISITS = [
    ("narges", "/"),
    ("narges", "/folder/"),
    ("narges", "/training/"),
    ("narges", "/evaluations/mine/"),
    ("narges", "/rewards/"),
    ("saeed", "/evaluations/to-do/"),
    ("saeed", "/board/"),
    ("parvin", "/desk/"),
]


@pytest.mark.parametrize("name", ["narges", "saeed", "parvin"])
def test_a_first_visit_is_light(world, name):
    signed_in = world.person(name)
    weights = {path: _weigh(world.also(signed_in), path) for who, path in VISITS if who == name}
    heavy = {path: found for path, found in weights.items() if found[0] > FILES or found[1] > BYTES}
    assert heavy == {}, weights


def test_the_door_is_light(world):
    files, size = _weigh(world.visitor(), "/account/login/")
    assert files <= FILES and size <= BYTES


def _weigh(page, path):
    """(files, bytes over the wire) of opening a page in a new browser."""
    network = page.context.new_cdp_session(page)
    sizes, started = {}, set()
    network.on("Network.requestWillBeSent", lambda event: started.add((event["requestId"], event["request"]["url"])))
    network.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    network.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    asked = {key for key, url in started if not url.startswith("data:")}
    return len(asked), sum(size for key, size in sizes.items() if key in asked)
