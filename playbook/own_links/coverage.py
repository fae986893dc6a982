"""What the playbook gives to the coverage matrix: customers' words, by standard."""

from django.db.models import Count, Max
from django.urls import reverse

from kit.http.back import leading
from playbook.links.coverage import EVIDENCE, CoverageCell, CoverageSource
from playbook.models import EvidenceLink


def evidence(codes, on):
    """Words that support, contradict or ask; the newest day is when they were said, or else linked."""
    rows = EvidenceLink.objects.filter(code__in=codes).values("code").order_by()
    rows = rows.annotate(count=Count("id"), said=Max("evidence__said_on"), linked=Max("linked_at"))
    return {row["code"]: CoverageCell(row["count"], newest=row["said"] or row["linked"].date()) for row in rows}


def _words_for(standard):
    """A customer's words, for this standard."""
    return leading(reverse("playbook:words_new"), standard=standard.code)


SOURCES = (CoverageSource(EVIDENCE, evidence, mend=_words_for, perm="playbook.manage_evidence"),)
