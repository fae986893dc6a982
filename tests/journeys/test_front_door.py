"""Before signing in: the door is there in both languages and sizes, and tells nobody anything."""

from playwright.sync_api import expect


def test_the_door_opens_in_every_look(world):
    page = world.visitor()
    page.goto("/")
    page.wait_for_url("**/account/login/**")
    world.see(page, "sign in")


def test_a_wrong_password_is_refused_without_saying_what_was_wrong(world):
    page = world.visitor()
    answers = []
    for name in ("armin", "nobody-of-this-name"):
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill("not the right one")
        page.locator("input[name=password]").press("Enter")
        expect(page.locator("[role=alert], .errorlist, .invalid-feedback, .alert").first).to_be_visible()
        answers.append(page.locator("main").inner_text())
    assert answers[0] == answers[1]
    world.see(page, "wrong password")
