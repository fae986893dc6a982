"""What it means that a standard leaves the folder, said before it is deleted."""

from django.utils.translation import gettext as _

from kit.display import number
from kit.phrases import listed
from playbook.coverage import CRITERIA, LESSONS, QUESTIONS, columns
from playbook.standards_report import facts_of


def consequence_of(page, on):
    """A sentence or two; the counts are those of the edition in force on the day."""
    said = _(
        "Editions that are frozen keep %(code)s; the next one no longer holds it, and nobody signs it any more. Its "
        "code is never given again."
    )
    counts, labels = facts_of([page], on)[page.pk].counts, columns()
    cited = [f"{labels[name]}: {number(counts[name])}" for name in (LESSONS, QUESTIONS, CRITERIA) if counts.get(name)]
    if not cited:
        return said % {"code": page.code}
    follow = _("It is cited (%(cited)s); these have to follow then.")
    return f"{said % {'code': page.code}} {follow % {'cited': listed(cited)}}"
