"""All that we take from allauth's internal modules, where it offers nothing public: an update is looked at here.

`record_authentication`: that a session was opened, or confirmed again, by a proof that allauth did not ask for itself:
the first run's password, the provider of single sign-on, an authenticator app just set up. Public is only the reading
of these records (`allauth.account.authentication`).

`resume_request`: the form that was on its way when somebody was asked to confirm is sent on, as allauth does after the
password. It keeps the form in the session and has no public way to take it out.

tests/people/test_allauth_inside.py says what we rely on.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request

__all__ = ["record_authentication", "resume_request"]
