from django.urls import path

from rewards.views import chain, mine, plans, rows, runs, thanks

app_name = "rewards"
PREFIX = "rewards/"

urlpatterns = [
    path("", mine.mine, name="mine"),
    path("account/", mine.Ledger.as_view(), name="ledger"),
    path("thanks/", thanks.Received.as_view(), name="thanks"),
    path("thanks/new/", thanks.thank, name="thank"),
    path("chain/", chain.RewardsOfChain.as_view(), name="chain_rewards"),
    path("rows/<str:key>/", rows.row, name="row"),
    path("rows/<str:key>/hold/", rows.hold, name="hold_row"),
    path("rows/<str:key>/release/", rows.release, name="release_row"),
    path("runs/plans/", plans.PlanList.as_view(), name="plans"),
    path("runs/plans/new/", plans.new, name="new_plan"),
    path("runs/plans/<str:key>/", plans.plan, name="plan"),
    path("runs/plans/<str:key>/change/", plans.change, name="change_plan"),
    path("runs/plans/<str:key>/publish/", plans.publish, name="publish_plan"),
    path("runs/plans/<str:key>/run/", plans.start, name="start_run"),
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/<str:key>/", runs.run, name="run"),
    path("runs/<str:key>/people/", rows.RowList.as_view(), name="rows"),
    path("runs/<str:key>/compute/", runs.compute, name="compute_run"),
    path("runs/<str:key>/send/", runs.send, name="send_run"),
    path("runs/<str:key>/take-back/", runs.take_back, name="take_back_run"),
    path("runs/<str:key>/approve/", runs.approve, name="approve_run"),
    path("runs/<str:key>/freeze/", runs.freeze, name="freeze_run"),
    path("runs/<str:key>/pay/", runs.pay, name="pay_run"),
    path("runs/<str:key>/correct/", runs.correct, name="correct_run"),
]
