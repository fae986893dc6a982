"""A second person is asked."""

from datetime import UTC, datetime

from people.actions import ask_second_person
from tests.second_factor import set_up_second_factor

NOW = datetime.now(UTC)


def asked(account, by, kind="second_factor", at=NOW, **more):
    if kind == "second_factor" and not account.authenticator_set.exists():
        set_up_second_factor(account)
    return ask_second_person(account=account, kind=kind, reason="گوشی‌اش گم شده", by=by.user, at=at, **more)
