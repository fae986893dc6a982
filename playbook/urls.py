from django.urls import path

from playbook import views

app_name = "playbook"

urlpatterns = [
    path("", views.folder, name="folder"),
    path("standard/<str:key>/", views.standard, name="standard"),
    path("standard/<str:key>/hint/", views.flag, name="flag"),
    path("hints/<str:key>/answer/", views.flag_resolve, name="flag_resolve"),
    path("standard/<str:key>/words/", views.standard_words, name="standard_words"),
    path("coverage/", views.coverage, name="coverage"),
    path("signatures/", views.signature_board, name="signature_board"),
    path("signatures/register/", views.SignatureRegister.as_view(), name="signature_register"),
    path("signatures/proof/<str:key>/", views.proof, name="proof"),
    path("signatures/leave/<str:key>/end/", views.leave_end, name="leave_end"),
    path("signatures/<str:key>/", views.signatures_of, name="signatures_of"),
    path("signatures/<str:key>/leave/", views.leave, name="leave"),
    path("signatures/excuses/<str:key>/end/", views.excuse_end, name="excuse_end"),
    path("words/", views.words, name="words"),
    path("words/new/", views.words_new, name="words_new"),
    path("words/import/", views.words_import, name="words_import"),
    path("words/import/<str:name>/", views.words_preview, name="words_preview"),
    path("words/<str:key>/", views.quote, name="quote"),
    path("words/<str:key>/link/", views.quote_link, name="quote_link"),
    path("words/<str:key>/unlink/<str:code>/", views.quote_unlink, name="quote_unlink"),
    path("review/", views.review, name="review"),
    path("review/<str:key>/", views.review_standard, name="review_standard"),
    path("policy/", views.policy, name="policy"),
    path("sign/", views.sign, name="sign"),
    path("sign/<str:key>/", views.sign_one, name="sign_standard"),
    path("sign/<str:key>/question/", views.sign_check, name="sign_check"),
    path("effects/", views.effects, name="effects"),
    path("effects/move/", views.effects_move, name="effects_move"),
    path("editions/", views.editions, name="editions"),
    path("editions/new/", views.edition_new, name="edition_new"),
    path("editions/<str:key>/", views.edition, name="edition"),
    path("editions/<str:key>/edit/", views.edition_edit, name="edition_edit"),
    path("editions/<str:key>/submit/", views.edition_submit, name="edition_submit"),
    path("editions/<str:key>/return/", views.edition_return, name="edition_return"),
    path("editions/<str:key>/freeze/", views.edition_freeze, name="edition_freeze"),
    path("editions/<str:key>/compare/<str:other>/", views.edition_compare, name="edition_compare"),
]
