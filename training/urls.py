from django.urls import path

from training import views
from training.views import chain

app_name = "training"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("courses/<str:key>/", views.course, name="course"),
    path("courses/<str:key>/changes/", views.changes, name="changes"),
    path("courses/<str:key>/start/", views.start, name="start"),
    path("courses/<str:key>/lessons/<uuid:lesson>/", views.lesson, name="lesson"),
    path("courses/<str:key>/lessons/<uuid:lesson>/finish/", views.finish, name="finish_lesson"),
    path("courses/<str:key>/lessons/<uuid:lesson>/position/", views.position, name="remember_position"),
    path("media/<str:key>/<str:language>.vtt", views.captions, name="captions"),
    path("calendar/", views.calendar_settings, name="calendar_settings"),
    path("calendar/open/", views.calendar_open, name="calendar_open"),
    path("calendar/close/", views.calendar_close, name="calendar_close"),
    path("calendar/<str:key>/<str:seal>/havadar.ics", views.calendar, name="calendar"),
    path("attempts/<str:key>/", views.attempt, name="attempt"),
    path("attempts/<str:key>/<int:position>/", views.question, name="question"),
    path("attempts/<str:key>/submit/", views.submit, name="submit"),
    path("attempts/<str:key>/result/", views.result, name="result"),
    path("team/", views.TeamTraining.as_view(), name="team"),
    path("board/", views.PeopleBoard.as_view(), name="board"),
    path("board/courses/", views.CoursesBoard.as_view(), name="courses_board"),
    path("board/courses/<str:key>/", views.CourseBoard.as_view(), name="course_board"),
    path("board/expiring/", views.ExpiringList.as_view(), name="expiring"),
    path("observe/", views.observe, name="observe"),
    path("observe/<str:key>/withdraw/", views.withdraw, name="withdraw_observation"),
    path("assignments/", views.AssignmentList.as_view(), name="assignments"),
    path("assignments/new/", views.assign, name="assign"),
    path("assignments/<str:key>/", views.assignment, name="assignment"),
    path("assignments/<str:key>/excuse/", views.excuse, name="excuse"),
    path("assignments/<str:key>/attempt/", views.grant, name="grant_attempt"),
    path("requirements/", views.RequirementList.as_view(), name="requirements"),
    path("requirements/new/", views.require_for, name="require"),
    path("requirements/<str:key>/end/", views.end, name="end_requirement"),
    path("chain/lessons/", chain.LessonsOfChain.as_view(), name="chain_lessons"),
    path("chain/questions/", chain.QuestionsOfChain.as_view(), name="chain_questions"),
    path("bank/import/", views.import_bank, name="bank_import"),
    path("bank/import/<str:name>/", views.bank_preview, name="bank_preview"),
    path("bank/import/<str:name>/confirm/", views.bank_confirm, name="bank_confirm"),
    path("courses/<str:key>/questions/<str:kind>/", views.bank_export, name="bank_export"),
    path("pages/course/<uuid:translation_key>/", views.course_page, name="course_page"),
    path("pages/lesson/<uuid:translation_key>/", views.lesson_page, name="lesson_page"),
]
