from django.urls import path

from people.views import access, display, imports, inbox, leaving, letterhead, staff, structure

app_name = "people"

urlpatterns = [
    path("", staff.StaffList.as_view(), name="staff_list"),
    path("add/", staff.add, name="staff_add"),
    path("staff/<str:key>/", staff.staff, name="staff"),
    path("staff/<str:key>/edit/", staff.edit, name="staff_edit"),
    path("staff/<str:key>/leave/", leaving.leave, name="staff_leave"),
    path("staff/<str:key>/back/", leaving.come_back, name="staff_back"),
    path("staff/<str:key>/sign-in/", leaving.sign_in, name="staff_sign_in"),
    path("staff/<str:key>/link/", leaving.new_link, name="staff_link"),
    path("teams/", structure.structure, name="structure"),
    path("teams/<str:key>/leads/", structure.leads, name="leads"),
    path("teams/<str:key>/leads/<str:staff_key>/end/", structure.end_lead, name="end_lead"),
    path("branch/add/", structure.add_thing, {"kind": "branch"}, name="branch_add"),
    path("branch/<str:key>/", structure.edit_thing, {"kind": "branch"}, name="branch_edit"),
    path("team/add/", structure.add_thing, {"kind": "team"}, name="team_add"),
    path("team/<str:key>/", structure.edit_thing, {"kind": "team"}, name="team_edit"),
    path("role/add/", structure.add_thing, {"kind": "job_role"}, name="job_role_add"),
    path("role/<str:key>/", structure.edit_thing, {"kind": "job_role"}, name="job_role_edit"),
    path("import/", imports.upload, name="import"),
    path("import/template/", imports.template, name="import_template"),
    path("import/<str:name>/", imports.preview, name="import_preview"),
    path("import/<str:name>/confirm/", imports.confirm, name="import_confirm"),
    path("profile/", display.profile, name="profile"),
    path("display/", display.display, name="display"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read_all"),
    path("inbox/<str:key>/", inbox.open_notice, name="open_notice"),
    path("settings/", structure.organisation, name="organisation"),
    path("settings/documents/", letterhead.letterhead, name="letterhead"),
    path("settings/certificate/", letterhead.certificate, name="certificate"),
    path("access/", access.AccessList.as_view(), name="access"),
    path("access/<str:key>/", access.account, name="account"),
    path("access/<str:key>/grant/", access.grant, name="grant"),
    path("access/<str:key>/revoke/", access.revoke, name="revoke"),
    path("access/<str:key>/second-factor/", access.reset_factor, name="reset_factor"),
    path("audit/", access.AuditList.as_view(), name="audit"),
]
