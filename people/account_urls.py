"""The pages of allauth that we mean, by name. What does not stand here does not exist (tests/people/test_accounts.py).

Left out with intent: signing up, confirming and managing addresses (`people:address`), setting a password unasked,
signing in by a code, connecting accounts of providers.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from people.views.accounts import sign_on
from people.views.accounts.allauth_pages import (
    ChangePassword,
    CodeAgain,
    PasswordAgain,
    SetPassword,
    SignOut,
    once_after_signing_in,
)

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", SignOut.as_view(), name="account_logout"),
    path("reauthenticate/", PasswordAgain.as_view(), name="account_reauthenticate"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        SetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", once_after_signing_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("oidc/<str:provider_id>/login/", sign_on.start, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", sign_on.callback, name="openid_connect_callback"),
]
