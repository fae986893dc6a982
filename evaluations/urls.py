from django.urls import path

from evaluations import views
from evaluations.views import documents

app_name = "evaluations"

urlpatterns = [
    path("", views.EvaluationList.as_view(), name="list"),
    path("mine/", views.mine, name="mine"),
    path("to-do/", views.to_do, name="to_do"),
    path("to-do/<str:key>/start/", views.start, name="start"),
    path("disputes/", views.DisputeList.as_view(), name="disputes"),
    path("disputes/<str:key>/", views.dispute_detail, name="dispute_detail"),
    path("disputes/<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("documents/", documents.list_documents, name="list_documents"),
    path("cycles/", views.cycles, name="cycles"),
    path("cycles/new/", views.cycle_new, name="cycle_new"),
    path("cycles/<str:key>/", views.cycle, name="cycle"),
    path("cycles/<str:key>/assign/", views.cycle_assign, name="cycle_assign"),
    path("cycles/<str:key>/assign-one/", views.cycle_assign_one, name="cycle_assign_one"),
    path("cycles/<str:key>/release/", views.cycle_release, name="cycle_release"),
    path("cycles/<str:key>/close/", views.cycle_close, name="cycle_close"),
    path("cycles/<str:key>/documents/<str:language>/", documents.cycle_documents, name="cycle_documents"),
    path("cycles/<str:key>/summaries/", documents.CycleSummaries.as_view(), name="cycle_summaries"),
    path("cycles/<str:key>/summaries/<str:language>/", documents.summary_documents, name="summary_documents"),
    path("scorecards/", views.scorecards, name="scorecards"),
    path("scorecards/new/", views.scorecard_new, name="scorecard_new"),
    path("scorecards/<str:key>/", views.scorecard, name="scorecard"),
    path("scorecards/<str:key>/edit/", views.scorecard_edit, name="scorecard_edit"),
    path("scorecards/<str:key>/publish/", views.scorecard_publish, name="scorecard_publish"),
    path("scorecards/<str:key>/retire/", views.scorecard_retire, name="scorecard_retire"),
    path("scorecards/<str:key>/next-version/", views.scorecard_next_version, name="scorecard_next_version"),
    path("evidence/<str:key>/", views.evidence, name="evidence"),
    path("<str:key>/", views.evaluation, name="evaluation"),
    path("<str:key>/document/<str:language>/", documents.document, name="document"),
    path("<str:key>/document/<str:language>/ready/", documents.document_ready, name="document_ready"),
    path("<str:key>/document/<str:language>/make/", documents.make_document, name="make_document"),
    path("<str:key>/fill/", views.fill, name="fill"),
    path("<str:key>/save/", views.save, name="save"),
    path("<str:key>/evidence/<str:criterion>/", views.add_evidence, name="add_evidence"),
    path("<str:key>/standard/<str:criterion>/", views.standard_text, name="standard_text"),
    path("<str:key>/release/", views.release, name="release"),
    path("<str:key>/seen/", views.seen, name="seen"),
    path("<str:key>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<str:key>/dispute/", views.dispute, name="dispute"),
    path("<str:key>/correct/", views.correct, name="correct"),
    path("<str:key>/void/", views.void, name="void"),
]
