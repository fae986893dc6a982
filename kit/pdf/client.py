"""The side that asks: hands HTML to a child and waits, no longer than allowed.

The child comes from a fork server that has imported WeasyPrint once (0.8 s); it keeps the parsed stylesheets and one
font configuration, and is replaced after 200 documents, after an error of its own, or when it takes too long.
"""

import atexit
import multiprocessing

from django.conf import settings

from kit.processes.child import Child, ChildEnded, TookTooLong

DOCUMENTS_PER_CHILD = 200
LARGEST_HTML = 8 * 1024 * 1024


class PdfError(RuntimeError):
    """The document could not be made: too large, too slow, or it asked for something that is not allowed."""


def render_pdf(html: str, *, language: str, source: str | None = None, source_name: str = "source.json") -> bytes:
    """The PDF (bytes) of a whole HTML document in 'fa' or 'en'.

    `source`: canonical JSON (str) that the document was made from; attached with AFRelationship=Source.
    Its title and language come from the HTML's <title> and lang. Raises PdfError.
    """
    if len(html) > LARGEST_HTML:
        raise PdfError("the document is too large")
    return _child.render({"html": html, "language": language, "source": source, "source_name": source_name})


class _Child(Child):
    """One child process of this process; requests of several threads wait for each other."""

    def __init__(self):
        super().__init__(_start, uses=lambda: DOCUMENTS_PER_CHILD)

    def render(self, request):
        try:
            answer = self.ask(
                lambda end: end.send(request), lambda end: end.recv(), seconds=_limit("PDF_TIME_LIMIT", 60)
            )
        except TookTooLong as problem:
            raise PdfError("the document took too long") from problem
        except ChildEnded as problem:
            raise PdfError("the process that makes PDFs ended (too much memory?)") from problem
        if isinstance(answer, bytes):
            return answer
        raise PdfError(answer)


def _start():
    from kit.pdf import process as child

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["weasyprint", "kit.pdf.process"])
    near_end, far_end = context.Pipe()
    folder, memory = str(settings.BASE_DIR / "static"), _limit("PDF_MEMORY_LIMIT", 1536 * 1024 * 1024)
    process = context.Process(target=child.serve, args=(far_end, folder, memory), daemon=True)
    process.start()
    far_end.close()
    return _Forked(process), near_end


class _Forked:
    """A process of `multiprocessing`, spoken to as to one of `subprocess`."""

    def __init__(self, process):
        self.process, self.pid, self.kill = process, process.pid, process.kill

    def poll(self):
        return self.process.exitcode

    def wait(self):
        self.process.join()
        return self.process.exitcode


def _limit(name, otherwise):
    return getattr(settings, name, otherwise)


_child = _Child()
atexit.register(_child.stop)
