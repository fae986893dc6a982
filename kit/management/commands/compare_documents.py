"""Both languages of everything whose content is fixed, made where they are missing, and compared with it."""

import io
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kit.documents.contents import is_of_its_content
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.models import DocumentContent
from kit.documents.store import read_document
from kit.text.bilingual import LANGUAGES


class Command(BaseCommand):
    help = "Make every document whose content is fixed in both languages, and compare what is inside with the content."

    def add_arguments(self, parser):
        parser.add_argument(
            "kinds", nargs="*", help="some kinds (evaluation, certificate, reward ...); all unless given"
        )

    def handle(self, *args, kinds, **options):
        contents = DocumentContent.objects.order_by("kind", "pk")
        contents = contents.filter(kind__in=kinds) if kinds else contents
        compared, wrong = 0, []
        # One row at a time: a cursor that stays open while documents are written meets the worker's writes on SQLite.
        for pk in list(contents.values_list("pk", flat=True)):
            content = DocumentContent.objects.get(pk=pk)
            paper = paper_of(content.kind)
            thing = paper.find(content.object_key, None) if paper else None
            if thing is None:
                continue
            made = [make_paper(paper, thing, language=language, at=timezone.now()) for language in LANGUAGES]
            if any(row.source_hash != content.source_hash for row in made):
                continue  # the thing went on since: this is no longer what it shows
            compared += 1
            inside = [_inside(row) for row in made]
            if any(found != content.says for found in inside) or not all(is_of_its_content(r, content) for r in made):
                wrong.append(f"{content.kind} {content.object_key}: {', '.join(row.code for row in made)}")
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} of {compared} say different things in two languages")
        self.stdout.write(f"{compared} documents say the same in {' and '.join(LANGUAGES)}.")


def _inside(document):
    """The JSON that a PDF carries."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    names = PdfFileReader(io.BytesIO(read_document(document))).root["/Names"]["/EmbeddedFiles"]["/Names"]
    return json.loads(names[1]["/EF"]["/F"].data)
