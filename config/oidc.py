"""Single sign-on with the company's OpenID Connect provider, switched on by four settings of the environment."""

from config.env import env


def oidc_providers():
    """SOCIALACCOUNT_PROVIDERS: OIDC_ID, OIDC_SECRET, OIDC_URL (the issuer) and OIDC_NAME (on the button)."""
    if not env.str("OIDC_ID", ""):
        return {}
    company = {
        "provider_id": "company",
        "name": env.str("OIDC_NAME", "OpenID"),
        "client_id": env.str("OIDC_ID"),
        "secret": env.str("OIDC_SECRET", ""),
        "settings": {"server_url": env.str("OIDC_URL"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [company]}}
