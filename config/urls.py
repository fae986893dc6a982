"""The table of contents."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("home.urls")),
    path("people/", include("people.urls")),
    path("folder/", include("playbook.urls")),
    path("training/", include("training.urls")),
    path("evaluations/", include("evaluations.urls")),
    path("rewards/", include("rewards.urls")),
    path("account/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("pages/", include(wagtail_urls)),
]
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
