from django.urls import path

from home.views import (
    archive,
    author_desk,
    board,
    cases,
    checks,
    drafts,
    first_steps,
    hr_desk,
    more,
    my_day,
    person,
    powers,
    search,
    starters,
)

app_name = "home"
PREFIX = ""

urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("board/", board.Board.as_view(), name="board"),
    path("board/<str:key>/", person.person, name="person"),
    path("second-looks/", cases.SecondLooks.as_view(), name="cases"),
    path("checks/", checks.CheckList.as_view(), name="checks"),
    path("checks/start/", checks.start, name="start_check"),
    path("checks/progress/", checks.progress, name="check_progress"),
    path("checks/<str:key>/", checks.check, name="check"),
    path("roles/", powers.powers, name="powers"),
    path("desk/", hr_desk.hr_desk, name="hr_desk"),
    path("desk/remind/<str:key>/", hr_desk.remind, name="remind"),
    path("archive/", archive.archive, name="archive"),
    path("author/", author_desk.author_desk, name="author_desk"),
    path("author/drafts/", drafts.drafts, name="drafts"),
    path("author/drafts/<str:which>/", drafts.publish, name="publish_drafts"),
    path("author/starters/", starters.starters, name="starters"),
    path("author/starters/<str:name>/", starters.starter, name="starter"),
    path("getting-started/", first_steps.getting_started, name="getting_started"),
    path("getting-started/hide/", first_steps.hide, name="hide_starting"),
    path("getting-started/show/", first_steps.show, name="show_starting"),
    path("more/", more.more, name="more"),
    path("search/", search.search, name="search"),
]
