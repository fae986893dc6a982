from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    name = "kit"
    verbose_name = _("Kit")

    def ready(self):
        from kit import database, upkeep
        from kit.audit import seals
        from kit.audit.sealing import seal_found
        from kit.jobs.actions import expire_jobs, resume_jobs

        database.connect()
        seals.discover()
        upkeep.register(seal_found, daily=True)
        upkeep.register(resume_jobs, every=5)
        upkeep.register(expire_jobs, every=600)
