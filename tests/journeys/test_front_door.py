"""Before signing in: the door is there in both languages and sizes, and asks nobody else for anything."""


def test_the_door_opens_in_every_look(look, server, check_access):
    look.goto("/")
    look.wait_for_url("**/account/login/**")
    page = look.locator("html")
    language = page.get_attribute("lang")
    assert (language, page.get_attribute("dir")) in {("fa", "rtl"), ("en", "ltr")}
    assert look.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    check_access(look)
    assert server.strangers == []


def test_a_wrong_password_is_refused_without_saying_what_was_wrong(open_page, server):
    page = open_page("en")
    answers = []
    for name in ("armin", "nobody-of-this-name"):
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill("not the right one")
        page.locator("input[name=password]").press("Enter")
        page.locator("[role=alert], .errorlist, .invalid-feedback, .alert").first.wait_for()
        answers.append(page.locator("main").inner_text())
    assert answers[0] == answers[1]
