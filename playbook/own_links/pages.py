"""What the folder's own pages say in each language, and how both are written."""

from django.utils.translation import gettext_lazy as _

from playbook.editor.kinds import TextKind
from playbook.editor.rows import AuthorityPart, StepsPart
from playbook.links.page_texts import PageTexts
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.standards import fields


def _plain(*names):
    return lambda page: {name: getattr(page, name) for name in names}


def _policy(page):
    said = fields.names(fields.POLICY)
    found = {name: getattr(page, name) for name in ("title", *(f"public_{name}" for name in said))}
    for number, step in enumerate(page.steps.all(), 1):
        found |= {f"steps.{number}.{name}": getattr(step, name) for name in said}
    return found | {f"authority.{line.translation_key}.remedy": line.remedy for line in page.authority.all()}


TEXTS = PageTexts(
    "playbook",
    texts={
        FolderPage: _plain("title", "introduction"),
        TouchpointPage: _plain("title"),
        StandardPage: _plain(*fields.names(fields.STANDARD)),
        ComplaintPolicyPage: _policy,
    },
    related={ComplaintPolicyPage: ("steps", "authority")},
    screens={
        FolderPage: TextKind(texts=("title", "introduction")),
        TouchpointPage: TextKind(texts=("title",), shared=("phase", "icon", "code")),
        StandardPage: TextKind(
            texts=fields.names(fields.STANDARD),
            heads={"check_question": _("Check question before signing")},
            shared=("measure", "is_critical", "roles", "caretaker", "review_interval_days", "code"),
        ),
        ComplaintPolicyPage: TextKind(
            texts=("title", *(f"public_{name}" for name in fields.names(fields.POLICY))),
            shared=("public_minutes",),
            parts=(StepsPart, AuthorityPart),
            heads={"public_do": _("Where everybody reads along")},
        ),
    },
)
