from django.urls import path

from home.views import archive, author_desk, board, cases, hr_desk, my_day, person, search

app_name = "home"

urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("board/", board.Board.as_view(), name="board"),
    path("board/<str:key>/", person.person, name="person"),
    path("second-looks/", cases.second_looks, name="cases"),
    path("desk/", hr_desk.hr_desk, name="hr_desk"),
    path("desk/remind/<str:key>/", hr_desk.remind, name="remind"),
    path("archive/", archive.archive, name="archive"),
    path("author/", author_desk.author_desk, name="author_desk"),
    path("search/", search.search, name="search"),
]
