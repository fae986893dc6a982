from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self):
        from evaluations import notices, receivers, rules  # noqa: F401
        from evaluations.documents import record, record_archive, summaries, summary_archive  # noqa: F401
        from evaluations.importing import job
        from evaluations.links import people, standards
        from evaluations.upkeep import finalise_what_is_due, keep_imported_people_out
        from kit import upkeep
        from kit.jobs import register_job_kind
        from people.links import person_links
        from playbook.links import standard_links

        standard_links.register(standards.LINKS)
        person_links.register(people.LINKS)
        register_job_kind(job.KIND, make_item=job.make_item, may_have=job.may_have)
        upkeep.register("evaluations.upkeep.finalise_what_is_due", finalise_what_is_due, daily=True)
        upkeep.register("evaluations.upkeep.keep_imported_people_out", keep_imported_people_out, daily=True)
