"""The table of contents."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config.floors import APPS
from config.media import media
from config.sign_in import accounts, no_documents, own_settings, sign_in, sign_out
from playbook.views import page_at

handler500 = "kit.http.failures.failed"

# Each app says where its addresses begin; one may have none.
own_urls = [import_module(f"{app}.urls") for app in reversed(APPS) if app != "config" and find_spec(f"{app}.urls")]
# Wagtail's last pattern takes every address below; ours answers for the older ones too.
SERVE = "wagtail_serve"
page_tree = [re_path(wagtail_urls.serve_pattern, page_at, name=SERVE)]

urlpatterns = [
    *(path(each.PREFIX, include(each)) for each in own_urls),
    path("account/", include("people.account_urls")),
    path("media/<path:path>", media, name="media"),
    path("cms/account/", own_settings),
    path("cms/login/", sign_in, name="wagtailadmin_login"),
    path("cms/logout/", sign_out, name="wagtailadmin_logout"),
    *(path(f"cms/{room}/{rest}", accounts) for room in ("users", "groups") for rest in ("", "<path:rest>")),
    *(path(f"cms/documents/{rest}", no_documents) for rest in ("", "<path:rest>")),
    path("cms/", include(wagtailadmin_urls)),
    path("pages/_util/login/", sign_in, name="wagtailcore_login"),
    path("pages/", include([*(each for each in wagtail_urls.urlpatterns if each.name != SERVE), *page_tree])),
]
