"""A hand whose presses are counted: what an author does beside writing the words themselves."""

from playwright.sync_api import expect


class Counted:
    """Every click, tick and choice is a press, the choosing of a file too. Going from one field of text to the next is
    part of typing."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, place):
        place.click()
        self.presses += 1

    def tick(self, place):
        place.check()
        self.presses += 1

    def go(self, place):
        """What leads to another page."""
        with self.page.expect_navigation():
            self.press(place)

    def strikes(self, key):
        """A key that is no letter of the text."""
        self.page.keyboard.press(key)
        self.presses += 1

    def gives(self, place, file):
        place.set_input_files(file)
        self.presses += 1

    def types(self, name, text):
        self.page.locator(f"[name='{name}']").fill(text)

    def since(self, before):
        return self.presses - before

    def reads(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()
