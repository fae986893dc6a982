from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    name = "kit"
    verbose_name = _("Kit")

    def ready(self):
        from kit import checks, upkeep
        from kit.audit import labels, seals
        from kit.audit.first_seals import seal_found
        from kit.cache.shared import drop_expired
        from kit.documents.contents import settle_contents
        from kit.documents.queue import drawn_by
        from kit.documents.tasks import make_paper_later
        from kit.files.mails import drop_old_mails
        from kit.importing.uploads import drop_expired as drop_old_files
        from kit.jobs.actions import expire_jobs, resume_jobs
        from kit.queries import database
        from kit.upkeep import Chore
        from kit.worker import give_back_lost

        database.connect()
        checks.connect()
        seals.discover()
        labels.discover()
        drawn_by(make_paper_later)
        upkeep.register(
            Chore("kit.audit.sealing.seal_found", seal_found, daily=True),
            Chore("kit.mail_files.drop_old_mails", drop_old_mails, daily=True),
            Chore("kit.documents.contents.settle_contents", settle_contents, daily=True),
            Chore("kit.importing.uploads.drop_expired", drop_old_files, daily=True),
            Chore("kit.jobs.actions.resume_jobs", resume_jobs, every=5),
            Chore("kit.worker.give_back_lost", give_back_lost, every=60),
            Chore("kit.jobs.actions.expire_jobs", expire_jobs, every=600),
            Chore("kit.cache.shared.drop_expired", drop_expired, every=600),
        )
