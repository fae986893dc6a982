from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self):
        from evaluations import receivers, rules  # noqa: F401
        from evaluations.documents import record, record_archive, summaries, summary_archive
        from evaluations.importing import job
        from evaluations.links import people, standards
        from evaluations.notices import NOTICES
        from evaluations.upkeep import UPKEEP
        from kit import jobs, upkeep
        from kit.documents import kinds as papers
        from people.links import person_links
        from people.notices import kinds as notices
        from playbook.links import standard_links

        standard_links.register(standards.LINKS)
        person_links.register(people.LINKS)
        notices.register(*NOTICES)
        papers.register(record.PAPER, summaries.OF_PERSON, summaries.OF_TEAM)
        jobs.register(record_archive.JOB, summary_archive.JOB, job.JOB)
        upkeep.register(*UPKEEP)
