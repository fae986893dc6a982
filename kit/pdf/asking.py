"""The side that asks: hands HTML to a child and waits, no longer than allowed.

The child comes from a fork server that has imported WeasyPrint once (0.8 s); it keeps the parsed stylesheets and one
font configuration, and is replaced after 200 documents, after an error of its own, or when it takes too long.
"""

import atexit
import multiprocessing
import threading

from django.conf import settings

DOCUMENTS_PER_CHILD = 200
LARGEST_HTML = 8 * 1024 * 1024


class PdfError(RuntimeError):
    """The document could not be made: too large, too slow, or it asked for something that is not allowed."""


def render_pdf(html, *, language, source=None, source_name="source.json"):
    """The PDF (bytes) of a whole HTML document in 'fa' or 'en'.

    `source`: canonical JSON (str) that the document was made from; attached with AFRelationship=Source.
    Its title and language come from the HTML's <title> and lang. Raises PdfError.
    """
    if len(html) > LARGEST_HTML:
        raise PdfError("the document is too large")
    return _child.render({"html": html, "language": language, "source": source, "source_name": source_name})


class _Child:
    """One child process of this process; requests of several threads wait for each other."""

    def __init__(self):
        self.lock = threading.Lock()
        self.process = self.connection = None
        self.made = 0

    def render(self, request):
        with self.lock:
            if self.made >= DOCUMENTS_PER_CHILD or not self._is_alive():
                self._replace()
            self.made += 1
            try:
                answer = self._ask(request)
            except (EOFError, OSError) as problem:
                self.stop()
                raise PdfError("the process that makes PDFs ended (too much memory?)") from problem
        if isinstance(answer, bytes):
            return answer
        raise PdfError(answer)

    def _ask(self, request):
        self.connection.send(request)
        if not self.connection.poll(_limit("PDF_TIME_LIMIT", 60)):
            self.stop()
            raise PdfError("the document took too long")
        return self.connection.recv()

    def _is_alive(self):
        return self.process is not None and self.process.is_alive()

    def _replace(self):
        from kit.pdf import child

        self.stop()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["weasyprint", "kit.pdf.child"])
        self.connection, far_end = context.Pipe()
        folder, memory = str(settings.BASE_DIR / "static"), _limit("PDF_MEMORY_LIMIT", 1536 * 1024 * 1024)
        self.process = context.Process(target=child.serve, args=(far_end, folder, memory), daemon=True)
        self.process.start()
        far_end.close()
        self.made = 0

    def stop(self):
        if self.process is not None:
            self.connection.close()
            self.process.kill()
            self.process.join()
            self.process.close()
        self.process = self.connection = None


def _limit(name, otherwise):
    return getattr(settings, name, otherwise)


_child = _Child()
atexit.register(_child.stop)
