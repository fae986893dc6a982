"""An authenticator app, as RFC 6238 tells it: what a phone does, with nothing of the product's or of allauth's code."""

import base64
import hashlib
import hmac
import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

SECRET = "JBSWY3DPEHPK3PXP"
STEP = 30


def code_of(secret):
    """The six digits that the app shows now."""
    count = int(time.time()) // STEP
    digest = hmac.new(base64.b32decode(secret), count.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def set_up_second_factor(user, secret=SECRET):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(secret)}
    )
