from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from kit import upkeep
        from kit.dates import working_days
        from kit.http import confirm
        from people import receivers, rules  # noqa: F401
        from people.accounts.confirmation import require_password_again
        from people.company.organisation import company_working_days
        from people.notices import kinds as notices
        from people.notices.own_kinds import NOTICES
        from people.upkeep import UPKEEP

        confirm.asked_by(require_password_again)
        working_days.worked_by(company_working_days)
        notices.register(*NOTICES)
        upkeep.register(*UPKEEP)
