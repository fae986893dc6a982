"""URLs of the frame: media, signing in, Wagtail's own pages."""

from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from tests.access import PASSWORD, SIGN_IN, Row, public


def build(people):
    picture = Path(settings.MEDIA_ROOT) / "images" / "access.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    return SimpleNamespace(picture="images/access.png")


def before_sign_in(visitor, others=302):
    """Pages of signing in: for who is not, the others are sent on."""
    return {"others": others, "visitor": visitor, "behnam": visitor}


def no_reset_key(world):
    return {"uidb36": "1", "key": "x-y"}


ROWS = [
    Row("media", args=lambda w: {"path": w.config.picture}),
    Row("media", args=lambda w: {"path": "images/nothing.png"}, get=404, case="missing"),
    Row("wagtailcore_login", get=403, post=403),
    # allauth
    Row("account_login", get=before_sign_in(200), post=before_sign_in(200)),
    Row("account_logout", get=200, post=SIGN_IN),
    Row("account_reauthenticate", get=200, post=200),
    Row("account_change_password", get=200, post=200),
    Row("account_reset_password", get=public(200), post=public(200)),
    Row("account_reset_password_done", get=public(200), post=public(405)),
    Row("account_reset_password_from_key", args=no_reset_key, get=public(200), post=public(200)),
    Row("account_reset_password_from_key_done", get=public(200), post=public(405)),
    Row("mfa_index", post=405),
    Row("mfa_authenticate", get=before_sign_in(SIGN_IN), post=before_sign_in(SIGN_IN)),
    Row("mfa_reauthenticate", get=PASSWORD, post=PASSWORD, case="without a second factor"),
    Row("mfa_activate_totp", post=200),
    Row("mfa_deactivate_totp", get=404, post=404),
    Row("mfa_view_recovery_codes", get=404, post=405),
    Row("mfa_generate_recovery_codes", get=200, post=200),
    Row("mfa_download_recovery_codes", get=404, post=404),
    Row("openid_connect_login", args=lambda w: {"provider_id": "nobody"}, get=public(404), post=public(404)),
    Row("openid_connect_callback", args=lambda w: {"provider_id": "nobody"}, get=public(404), post=public(405)),
    # Wagtail's pages in front
    Row("wagtailcore_authenticate_with_password", args=lambda w: (1, 1), get=404, post=404),
    Row("wagtail_serve", args=lambda w: ("nowhere/",), get=404, post=404),
]
