"""The child that runs WeasyPrint. Knows no Django, no database and no network; imported by name in the fork server."""

import gc
import mimetypes
import os
import resource
import signal
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path

from kit.pdf.fonts import Printable
from kit.pdf.text_layer import spell_out
from kit.text.directions import DIRECTIONS

SCHEME = "static:"


def serve(connection: Connection, static_folder: str, memory: int) -> None:
    """Answer requests with the PDF's bytes, or with a sentence about what went wrong, until the asker hangs up."""
    gc.freeze()  # what the fork server made is shared as long as nobody touches it, and a collection touches all
    _limit_process(memory)
    render = _renderer(Path(static_folder))
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    while True:
        try:
            request = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_answer(render, request))
        del request
        gc.collect()  # while the asker signs and stores


def _answer(render, request):
    try:
        return render(**request)
    except MemoryError:
        return "the document needs too much memory"
    except BaseException as problem:  # FatalURLFetchingError is no Exception
        return f"{type(problem).__name__}: {problem}"[:500]


def _limit_process(memory):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in [name for name in os.environ if name not in ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME")]:
        del os.environ[name]


def _renderer(folder):
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    spell_out()
    fetcher, fonts = _fetcher(folder), FontConfiguration()
    printable = Printable(folder / "fonts" / "Vazirmatn-Regular.ttf")

    @lru_cache(maxsize=2)
    def stylesheet(language):
        names = ("pdf.css", f"pdf-{DIRECTIONS[language]}.css")
        text = "\n".join((folder / "css" / name).read_text() for name in names)
        return weasyprint.CSS(string=text, base_url=SCHEME, font_config=fonts, url_fetcher=fetcher)

    def render(html, language, source, source_name):
        attachments = [_attachment(weasyprint, source, source_name, fetcher)] if source else None
        html = html.translate(printable)
        document = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
        return document.write_pdf(
            stylesheets=[stylesheet(language)],
            font_config=fonts,
            attachments=attachments,
            pdf_variant="pdf/a-3a",
        )

    for language in DIRECTIONS:
        stylesheet(language)
    return render


def _attachment(weasyprint, source, name, fetcher):
    """From a string alone, so that no name in it is ever fetched."""
    return weasyprint.Attachment(string=source, name=name, url_fetcher=fetcher, relationship="Source")


def _fetcher(folder):
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class LockedFetcher(URLFetcher):
        """Inlined data and our own fonts; everything else stops the document."""

        def __init__(self):
            super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = (folder / url.removeprefix(SCHEME).lstrip("/")).resolve()
            if not url.startswith(SCHEME) or not path.is_relative_to(folder / "fonts") or not path.is_file():
                raise FatalURLFetchingError(f"not allowed: {url[:200]}")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return LockedFetcher()
