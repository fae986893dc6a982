"""What a journey needs at hand: the people's browsers, the words of the language, and an eye on every screen."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import expect

from home.demo.company import PASSWORD

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}
LOCALES = {"fa": "fa-IR", "en": "en-GB"}
DIRECTIONS = {"fa": "rtl", "en": "ltr"}
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
AXE = Axe()
LEFT = ("htmx:sendAbort,", "htmx:afterRequest,")
# Wagtail's rich text editor names its field for no one; that is mended there, not here.
LOOKED_AT = {"exclude": [[".Draftail-Editor"]]}
expect.set_options(timeout=15_000)


@dataclass
class World:
    """One language, one company of its own. `findings` gathers what no screen may have; none may be left at the end."""

    language: str
    server: object
    browser: object
    shots: Path | None = None
    findings: list = field(default_factory=list)
    contexts: list = field(default_factory=list)
    scriptless: list = field(default_factory=list)
    seen: int = 0
    is_offline: bool = False

    # Words -----------------------------------------------------------------------------------------------------

    def say(self, message):
        with translation.override(self.language):
            return gettext(message)

    def saying(self, message, plural=None):
        """A pattern of a sentence with places in it, whatever stands there."""
        with translation.override(self.language):
            texts = [gettext(message)] if plural is None else [ngettext(message, plural, n) for n in (1, 2)]
        return re.compile("|".join(".+?".join(map(re.escape, re.split(r"%\(\w+\)s", text))) for text in texts))

    def digits(self, text):
        return str(text).translate(PERSIAN) if self.language == "fa" else str(text)

    # Browsers --------------------------------------------------------------------------------------------------

    def visitor(self, size=DESK, script=True, cookies=None):
        """A page in a browser of its own, as somebody who chose the language but has not signed in."""
        context = self.browser.new_context(
            base_url=self.server.url,
            viewport=size,
            locale=LOCALES[self.language],
            timezone_id="Asia/Tehran",
            java_script_enabled=script,
            has_touch=size is PHONE,
            storage_state=cookies,
        )
        if cookies is None:
            context.add_cookies([{"name": "language", "value": self.language, "url": self.server.url}])
        context.on("request", lambda request: self._note_stranger(request.url))
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.findings.append(f"script error: {error.error}"))
        self.contexts.append(context)
        if not script:
            self.scriptless.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    def person(self, name, size=DESK, script=True):
        """A page on which that person is signed in, through the form, reading in the language of this journey."""
        page = self.visitor(size, script)
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/account/login/" not in url)
        self._speak(page)
        return page

    def again(self, page, size):
        """The browser is closed; the same person opens it again."""
        newer = self.also(page, size)
        page.context.close()
        return newer

    def also(self, page, size=DESK):
        """The same person in another browser that has never been here."""
        return self.visitor(size, cookies=page.context.storage_state())

    @contextmanager
    def offline(self, page):
        """The connection is lost for a while. That the browser notes it is no flaw."""
        self.is_offline = True
        page.context.set_offline(True)
        yield
        page.context.set_offline(False)
        self.is_offline = False

    def close(self):
        for context in self.contexts:
            context.close()

    def speaks(self, page, language):
        """Who reads in the other language switches, as anybody would."""
        if page.locator("html").get_attribute("lang") != language:
            token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
            form = {"csrfmiddlewaretoken": token, "language": language, "next": "/"}
            page.request.post("/people/display/", form=form, headers={"Referer": self.server.url})
            page.goto("/")

    def _speak(self, page):
        self.speaks(page, self.language)

    def _note_stranger(self, url):
        if not url.startswith((self.server.url, "data:", "blob:", "about:", "chrome:", "chrome-extension:")):
            self.findings.append(f"asked another host: {url}")

    def _note_console(self, message):
        """No flaw is a form that was not complete (422), the viewer's icon, and what htmx was still asking for when the
        page was left. (What it cannot reach is noted by a word of its own, `htmx:sendError`.)"""
        is_viewer = message.location.get("url", "").endswith("/favicon.ico")  # asked by the browser's PDF viewer
        if self.is_offline or "ERR_INTERNET_DISCONNECTED" in message.text or message.text.startswith(LEFT):
            return
        if message.type == "error" and "status of 422" not in message.text and not is_viewer:
            self.findings.append(f"console: {message.text} ({message.location.get('url', '')})")

    # The eye ---------------------------------------------------------------------------------------------------

    def see(self, page, name, *, sizes=(PHONE, DESK)):
        """On a phone and at a desk: direction, no sideways scroll, nothing that axe finds serious."""
        self.seen += 1
        axe = page.context not in self.scriptless  # which is script itself
        before = page.viewport_size
        html = page.locator("html")
        found = html.get_attribute("lang"), html.get_attribute("dir")
        self._expect(found == (self.language, DIRECTIONS[self.language]), f"{name}: the page is {found}")
        for size in sizes:
            page.set_viewport_size(size)
            self._look(page, f"{self.seen:02} {name} {size['width']}", axe)
        page.set_viewport_size(NARROWEST)
        self._fits(page, f"{self.seen:02} {name} {NARROWEST['width']}")
        page.set_viewport_size(before)

    def _look(self, page, name, axe):
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.shots / f"{self.language} {name}.png", full_page=True)
        self._fits(page, name)
        for rule in AXE.run(page, context=LOOKED_AT).response["violations"] if axe else ():
            places = [node["target"] for node in rule["nodes"]][:4]
            self._expect(rule["impact"] not in ("serious", "critical"), f"{name}: {rule['id']} {places}")

    def _fits(self, page, name):
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self._expect(width <= 0, f"{name}: scrolls sideways by {width} px")

    def _expect(self, true, sentence):
        if not true:
            self.findings.append(sentence)
