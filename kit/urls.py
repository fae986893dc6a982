from django.urls import path

from kit.documents import downloads
from kit.documents import views as documents
from kit.jobs import views as jobs

app_name = "kit"
PREFIX = ""

urlpatterns = [
    path("verify/", documents.verify, name="verify"),
    path("verify/file/", documents.verify_file, name="verify_file"),
    path("verify/<str:code>/", documents.verify_code, name="verify_code"),
    path("documents/<str:kind>/<str:key>/<str:language>/", downloads.paper, name="paper"),
    path("documents/<str:kind>/<str:key>/<str:language>/ready/", downloads.paper_ready, name="paper_ready"),
    path("documents/<str:kind>/<str:key>/<str:language>/make/", downloads.make_paper, name="make_paper"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<str:key>/", jobs.job, name="job"),
    path("jobs/<str:key>/progress/", jobs.progress, name="job_progress"),
    path("jobs/<str:key>/cancel/", jobs.cancel, name="job_cancel"),
    path("jobs/<str:key>/download/", jobs.download, name="job_download"),
]
