"""One person at a browser, whose work is counted; everything is reached by links and buttons."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import expect

from tests.journeys.world import DESK

PASSWORD = "saffron-tea-at-seven"
STEP = 30


def code_of(secret, at):
    """The six digits of RFC 6238 at a time in seconds."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // STEP), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


class Hand:
    def __init__(self, world, tally, name, size=DESK):
        self.world, self.tally, self.name, self.size = world, tally, name, size
        self.page, self.secret, self.used = world.visitor(size), "", -1

    # What a person does -------------------------------------------------------------------------------------

    def opens(self, address):
        """What was printed, handed over or typed; everything else is reached by links."""
        self.page.goto(address)
        self.tally.screens += 1

    def fills(self, name, value):
        self.page.locator(f"main [name={name}]").fill(value)
        self.tally.fields += 1

    def types(self, name, value):
        """Into a field of the CMS, which grows with its text."""
        self.page.locator(f"main [name={name}]").first.fill(value)
        self.tally.fields += 1

    def chooses(self, name, **option):
        self.page.locator(f"main select[name={name}]").select_option(**option)
        self.tally.fields += 1

    def marks(self, place):
        place.check()
        self.tally.fields += 1

    def presses(self, place):
        """Whatever leads to another screen."""
        with self.page.expect_navigation():
            place.first.click()
        self.tally.presses += 1
        self.tally.screens += 1
        self.confirms()

    def touches(self, place):
        """What stays on the screen."""
        place.first.click()
        self.tally.presses += 1

    def follows(self, end):
        """The link on this page whose address ends so; on a phone it may stand in the sheet of what the tabs do not."""
        link = self.page.locator(f"a[href$='{end}']").locator("visible=true")
        rest = self.page.locator("a[href^='/more/']").locator("visible=true")
        if not link.count() and rest.count():
            self.touches(rest)
        self.presses(link)

    def goes_home(self):
        """A page that holds to one thing has one way out; from there it is the first place of the bar."""
        home = self.page.locator("a[href='/']").locator("visible=true")
        if not home.count():
            self.presses(self.page.locator("a[href^='/']").locator("visible=true"))
        self.presses(home)

    def labelled(self, name, words):
        """The whole label of the option that has these words."""
        return self.page.locator(f"main select[name={name}] option").filter(has_text=words).first.inner_text().strip()

    def sends(self, end=""):
        """The form of the page, or the one whose address ends so."""
        form = f"main form[action$='{end}']" if end else "main form"
        self.presses(self.page.locator(f"{form} button.btn-primary, {form} button:not([type=button])"))

    # Getting in ---------------------------------------------------------------------------------------------

    def sets_a_password(self, link):
        self.opens(link)
        self.fills("password1", PASSWORD)
        self.fills("password2", PASSWORD)
        self.sends()

    def signs_in(self):
        """By name and password, then by the second step: set up where it is asked for the first time."""
        if "/account/login/" not in self.page.url:
            self.opens("/account/login/")
        self.page.locator("input[name=login]").fill(self.name)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.tally.fields += 2
        self.presses(self.page.locator("main form button[type=submit], main form .btn-primary"))
        self.second_step()
        self.world._speak(self.page)

    def second_step(self):
        if "/2fa/totp/activate" in self.page.url:
            self.secret = self.page.locator("#secret").inner_text()
            self._gives_a_code("mfa_activate")
            if "/recovery-codes" in self.page.url or "/2fa/" in self.page.url:
                self.sees("recovery codes")
                self.presses(self.page.locator("main .hv-buttons a.btn-primary"))
        elif "/2fa/" in self.page.url:
            self._gives_a_code("mfa_authenticate")

    def _gives_a_code(self, why):
        """A code that ran out on its way is given again, as a person would."""
        field = self.page.locator("main [name=code]")
        given = self._gives(field)
        if field.count() and given != self._step():
            self._gives(field)
        assert self.page.locator("main [name=code]").count() == 0, f"{why}: {self.page.locator('main').inner_text()}"

    def _gives(self, field):
        """The half minute whose code it was. Each is good once: a second sign-in in the same one waits for the next."""
        while self._step() == self.used:
            time.sleep(1)
        self.used = self._step()
        field.fill(code_of(self.secret, self.used * STEP))
        self.tally.fields += 1
        self.presses(self.page.locator("main form:has([name=code]) button.btn-primary"))
        return self.used

    def _step(self):
        return int(self._now()) // STEP

    def _now(self):
        return time.time() + self.world.server.days_on * 86_400

    def confirms(self):
        """The password, where it is asked for again."""
        if "/reauthenticate/" in self.page.url:
            self.fills("password", PASSWORD)
            self.presses(self.page.locator("main form:has([name=password]) button.btn-primary"))

    # What a person sees -------------------------------------------------------------------------------------

    def sees(self, name):
        self.world.see(self.page, name, sizes=[self.size])

    def reads(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()
