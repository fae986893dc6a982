"""What is checked, area by area: `manage.py verify` and the administrator's button walk the same."""

from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.verification import problems as evaluation_problems
from home.checks.cases import problems as second_person_problems
from kit.audit.chain import chain_problems
from kit.audit.verification import seal_problems
from kit.documents.contents import problems as content_problems
from kit.documents.store import problems as document_problems
from people.verification import problems as work_problems
from playbook.verification import problems as playbook_problems
from rewards.verification import problems as reward_problems
from training.verification import problems as training_problems

# What is computed again from the rows, then the rows against the seals in the log; areas that rest on others later.
AREAS = {
    "audit log": chain_problems,
    "people": lambda: chain(second_person_problems(), work_problems(on=timezone.localdate()), seal_problems("people")),
    "folder": lambda: chain(playbook_problems(), seal_problems("playbook")),
    "training": lambda: chain(training_problems(), seal_problems("training")),
    "evaluations": lambda: chain(evaluation_problems(), seal_problems("evaluations")),
    "rewards": lambda: chain(reward_problems(), seal_problems("rewards")),
    "documents": lambda: chain(document_problems(), content_problems(), seal_problems("kit")),
}
LABELS = {
    "audit log": _("The audit log: is the chain whole?"),
    "people": _("People, access and settings"),
    "folder": _("The folder, its editions and signatures"),
    "training": _("Courses, quizzes and certificates"),
    "evaluations": _("Evaluations and their scores"),
    "rewards": _("Rewards and what was paid"),
    "documents": _("Documents that were made"),
}
