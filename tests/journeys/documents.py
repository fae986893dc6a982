"""Parvin takes the records: one PDF in each language, and a cycle as a ZIP."""

import io
import re
import time
import zipfile

from playwright.sync_api import expect
from pypdf import PdfReader

from kit.text.folding import fold
from tests.journeys.evaluating import POUYA, name_of
from tests.journeys.rewarding import passes_the_password


def opens_the_pdfs(world, page):
    page.goto("/evaluations/?state=acknowledged")
    page.get_by_role("link", name=name_of(POUYA, world.language)).first.click()
    number = page.locator(".hv-head .hv-code").last.inner_text().strip()
    assert re.fullmatch(r"EV-\d{4}-\d{5}", number)
    for language in ("fa", "en"):
        address = page.locator(f"a[href$='/document/{language}/']").get_attribute("href")
        text = text_of(made(world, world.also(page), address))
        assert number in text, f"{language}: {number} is not in the PDF: {text[:400]}"
        for word in name_of(POUYA, language).split():
            assert fold(word) in fold(text), f"{language}: {word} is not in the PDF: {text[:400]}"


def made(world, page, address):
    """The file itself; where it is not made yet, a page says so, and asks the worker for it."""
    if "html" in (answer := page.request.get(address)).headers["content-type"]:
        waits(world, page, address, answer.body())
    until = time.monotonic() + 180
    while "html" in (answer := page.request.get(address, timeout=90_000)).headers["content-type"]:
        assert time.monotonic() < until, "the worker did not make the document"
        time.sleep(0.5)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def waits(world, page, address, body):
    """The page as it was given, looked at as long as that takes: nobody tells it meanwhile that the file is there."""
    page.route(address, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.route("**/ready/**", lambda route: route.fulfill(status=204))
    page.goto(address)
    world.see(page, "document wait")
    page.get_by_role("button", name=world.say("Make it now")).click()
    page.unroute_all()


def text_of(pdf):
    assert pdf.startswith(b"%PDF")
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def takes_the_zip(world, page):
    page.goto("/evaluations/cycles/")
    world.see(page, "cycles")
    page.locator("main a[href^='/evaluations/cycles/']:not([href$='/new/'])").first.click()
    world.see(page, "cycle")
    page.locator(f"form[action$='/documents/{world.language}/'] button").click()
    passes_the_password(world, page)
    expect(page).to_have_url(re.compile("/jobs/"))
    world.see(page, "zip under way")
    button = page.get_by_role("button", name=world.say("Download"))
    expect(button).to_be_visible(timeout=300_000)
    world.see(page, "zip ready")
    with page.expect_download() as waiting:
        button.click()
    with zipfile.ZipFile(waiting.value.path()) as packed:
        names = packed.namelist()
        pdfs = [name for name in names if name.endswith(".pdf")]
        assert packed.testzip() is None and len(pdfs) > 1 and len(names) > len(pdfs), names
        assert all(packed.read(name).startswith(b"%PDF") for name in pdfs)
