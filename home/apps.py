from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self):
        from home import notices, receivers, rules  # noqa: F401
        from home.archive import job as archive_job  # noqa: F401
        from home.checks import job as checks_job  # noqa: F401
        from home.desks.reminders import remind_of_what_is_late
        from kit import upkeep

        upkeep.register("home.reminding.remind_of_what_is_late", remind_of_what_is_late, daily=True)
