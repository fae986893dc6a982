from django.urls import path

app_name = "evaluations"


def _later(request, **kwargs):  # replaced below by the views
    raise NotImplementedError


urlpatterns = [
    path("to-do/", _later, name="to_evaluate"),
    path("cycles/<str:key>/", _later, name="cycle"),
    path("scorecards/<str:key>/", _later, name="scorecard"),
    path("<str:key>/", _later, name="evaluation"),
]
