from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self):
        from home import receivers, rules  # noqa: F401
        from home.archive import job as archive
        from home.checks import job as checks
        from home.notices import NOTICES
        from home.upkeep import UPKEEP
        from kit import jobs, upkeep
        from people.notices import kinds as notices

        notices.register(*NOTICES)
        jobs.register(archive.JOB, checks.JOB)
        upkeep.register(*UPKEEP)
