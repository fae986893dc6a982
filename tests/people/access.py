"""Who gets what from the URLs of people."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from kit.importing.uploads import open_upload
from people.actions import add_own_day, ask_second_person, confirm_account_request
from people.importing.columns import staff_kind
from people.models import BranchManager
from people.notices.sending import send_notice
from tests.access import PASSWORD, Row, only, public
from tests.factories.people import StaffFactory, TeamFactory, UserFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
HR = ("hoda", "armin")
FILE = "کد پرسنلی,نام,نام خانوادگی,تیم,سمت,تاریخ شروع\nP-narges,نرگس,احمدی,VLS-D,barista,1403/01/01\n"


def build(people):
    """A team of its own, so that what others expect of the day shift stays true."""
    spare = TeamFactory(code="SPARE", branch=people.tajrish)
    bare = StaffFactory(user=None, code="P-bare", team=spare, job_role=people.barista)
    leaving = StaffFactory(user=None, code="P-leaving", team=spare, left_on=AT.date())
    led_by = StaffFactory(user=None, code="P-lead", team=spare, leads=[spare])
    BranchManager.objects.create(branch=people.tajrish, staff=led_by, since=date(2024, 3, 20))
    notice = send_notice(to=people.narges.user, kind="people.welcome", at=AT, dedupe_key="access")
    file = SimpleUploadedFile("staff.csv", FILE.encode())
    preview = open_upload(file, staff_kind(), by=people.hoda.user, at=datetime.now(UTC)).name
    waiting = ask(people.narges, people.hoda)
    handed = ask(people.parisa, people.hoda)
    handed = confirm_account_request(request=handed, by=people.armin.user, at=datetime.now(UTC))
    outsider = UserFactory(username="nader", groups=["witness"])
    bridge_day = add_own_day(on=AT.date(), is_off=True, by=people.armin.user, at=AT)
    return SimpleNamespace(
        waiting=waiting,
        handed=handed,
        outsider=outsider,
        bridge_day=bridge_day,
        spare=spare,
        bare=bare,
        leaving=leaving,
        led_by=led_by,
        notice=notice,
        preview=preview,
    )


def ask(staff, by):
    now = datetime.now(UTC)
    return ask_second_person(account=staff.user, kind="link", reason="بدون نشانی", by=by.user, at=now)


def made(name):
    return lambda w: {"key": getattr(w.people, name).key}


def of(name):
    return lambda w: {"key": getattr(w, name).key}


def period_of(name):
    def args(w):
        staff = getattr(w, name)
        return {"key": staff.key, "period_key": staff.work_periods.get().key}

    return args


def kept(w):
    return {"name": w.people.preview}


SEEN_BY = ("narges", "saeed", *HR)

ROWS = [
    Row("people:staff_list", get=only("saeed", "kaveh", *HR)),
    Row("people:staff_add", get=only(*HR), post=only(*HR)),
    Row("people:open_ways", get=only(*HR), post=only(*HR)),
    Row("people:staff", args=of("narges"), get=only(*SEEN_BY, others=404)),
    Row("people:staff_edit", args=of("narges"), case="somebody's",
        get={**only(*HR, others=404), "narges": 403, "saeed": 403},
        post={**only(*HR, others=404), "narges": 403, "saeed": 403}),
    Row("people:staff_edit", args=of("hoda"), case="HR's own",
        get={**only("armin", others=404), "hoda": 403}, post={**only("armin", others=404), "hoda": 403}),
    Row("people:issue_again", args=of("narges"), get=405,
        post={**only(*HR, status=302, others=404), "narges": 403, "saeed": 403}),
    Row("people:staff_leave", args=of("narges"),
        get={**only(*HR, others=404), "narges": 403, "saeed": 403},
        post={**only(*HR, others=404), "narges": 403, "saeed": 403}),
    Row("people:forget", args=of("behnam"),
        get={**only("hoda", others=404), "armin": 403, "kaveh": 403},
        post={**only("hoda", others=404), "armin": 403, "kaveh": 403}),
    Row("people:keeping", get=only(*HR), post=only(*HR, status=302)),
    Row("people:staff_back", args=lambda w: {"key": w.people.leaving.key}, get=405,
        post=only(*HR, status=302, others=404)),
    Row("people:work_change", args=of("narges"),
        get={**only(*HR, others=404), "narges": 403, "saeed": 403},
        post={**only(*HR, others=404), "narges": 403, "saeed": 403}),
    Row("people:work_change", args=of("hoda"), case="HR's own",
        get={**only("armin", others=404), "hoda": 403}, post={**only("armin", others=404), "hoda": 403}),
    Row("people:work_back", args=lambda w: {"key": w.people.leaving.key},
        get=only(*HR, others=404), post=only(*HR, others=404)),
    Row("people:work_correct", args=period_of("narges"),
        get={**only(*HR, others=404), "narges": 403, "saeed": 403},
        post={**only(*HR, others=404), "narges": 403, "saeed": 403}),
    Row("people:work_undo", args=period_of("narges"), get=405,
        post={**only(*HR, status=302, others=404), "narges": 403, "saeed": 403}),
    Row("people:staff_sign_in", args=lambda w: {"key": w.people.bare.key},
        get=only(*HR, others=404),
        post=only(*HR, others=404)),
    Row("people:staff_link", args=of("narges"), get=405,
        post={**only(*HR, others=404), "narges": 403, "saeed": 403}),
    Row("people:invite_to_sign_on", args=of("narges"), get=405,
        post={**only(*HR, status=404, others=404), "narges": 403, "saeed": 403}, case="no provider"),
    Row("people:unlink_sign_on", args=of("narges"), get=405,
        post={**only(*HR, status=302, others=404), "narges": 403, "saeed": 403}),
    Row("people:structure", get=only(*HR)),
    Row("people:leads", args=of("day_shift"), get=only(*HR), post=only(*HR)),
    Row("people:end_lead", args=lambda w: {"key": w.people.spare.key, "staff_key": w.people.led_by.key}, get=405,
        post=only(*HR, status=302)),
    Row("people:manager", args=of("valiasr"), get=only(*HR), post=only(*HR)),
    Row("people:end_manager", args=lambda w: {"key": w.tajrish.key, "staff_key": w.people.led_by.key}, get=405,
        post=only(*HR, status=302)),
    Row("people:managers_evaluator", get=only(*HR), post=only(*HR, status=302)),
    Row("people:branch_add", get=only(*HR), post=only(*HR)),
    Row("people:branch_edit", args=of("valiasr"), get=only(*HR), post=only(*HR)),
    Row("people:team_add", get=only(*HR), post=only(*HR)),
    Row("people:team_edit", args=of("day_shift"), get=only(*HR), post=only(*HR)),
    Row("people:job_role_add", get=only(*HR), post=only(*HR)),
    Row("people:job_role_edit", args=of("barista"), get=only(*HR), post=only(*HR)),
    Row("people:import", get=only("hoda"), post=only("hoda")),
    Row("people:import_template", get=only("hoda")),
    Row("people:import_saved", get=only("hoda"), post=only("hoda", status=404)),
    Row("people:import_preview", args=kept, get=only("hoda")),
    Row("people:import_columns", args=kept, get=only("hoda"), post=only("hoda", status=422)),
    Row("people:import_wrong", args=kept, get=only("hoda"), post=405),
    Row("people:import_confirm", args=kept, get=405, post=only("hoda", status=302)),
    Row("people:profile", post=200),
    Row("people:address", post=200),
    Row("people:withdraw_address", get=405, post=302),
    Row("people:prove_address", args=lambda w: {"token": "x"}, get=409, post=409),
    Row("people:link_sign_on", get=405, post=404, case="no provider"),
    Row("people:confirm", get=PASSWORD, post=PASSWORD, case="who has a password"),
    Row("people:accept_sign_on", args=lambda w: {"uid": "1", "token": "x-y"}, get=public(410), post=public(410)),
    Row("people:display", get=public(405), post=public(302), data=lambda w: {"language": "fa"}),
    Row("people:inbox"),
    Row("people:read_all", get=405, post=302),
    Row("people:open_notice", args=lambda w: {"key": w.people.notice.key},
        get=only("narges", status=302, others=404), post=only("narges", status=302, others=404)),
    Row("people:first_run", args=lambda w: {"token": "x"}, get=public(410), post=public(410)),
    Row("people:organisation", get=only("armin"), post=only("armin")),
    Row("people:days", get=only("armin"), post=only("armin")),
    Row("people:remove_day", args=made("bridge_day"), get=405, post=only("armin", status=302)),
    Row("people:letterhead", get=only("hoda", "armin"), post=only("hoda", "armin", status=302)),
    Row("people:certificate", get=only("armin"), post=only("armin", status=422)),
    Row("people:mails", get=only("armin")),
    Row("people:mail", args=lambda w: {"name": "x"}, get=only("armin", status=404)),
    Row("people:access", get=only("armin")),
    Row("people:account", args=lambda w: {"key": w.narges.user.key}, get=only("armin")),
    Row("people:grant", args=lambda w: {"key": w.narges.user.key}, get=405, post=only("armin", status=302)),
    Row("people:revoke", args=lambda w: {"key": w.narges.user.key}, get=405, post=only("armin", status=302)),
    Row("people:end_sessions", args=lambda w: {"key": w.narges.user.key}, get=405, post=only("armin", status=302)),
    Row("people:end_sessions", args=lambda w: {"key": w.armin.user.key}, get=405, post=403, case="of oneself"),
    Row("people:outsiders", get=only(*HR), post=only(*HR)),
    Row("people:end_outsider", args=made("outsider"), get=405, post=only(*HR, status=302)),
    Row("people:ask", args=lambda w: {"key": w.parisa.user.key, "kind": "link"}, get=only(*HR), post=only(*HR)),
    Row("people:ask", args=lambda w: {"key": w.hoda.user.key, "kind": "link"}, case="about oneself",
        get=only("armin"), post=only("armin")),
    Row("people:ask", args=lambda w: {"key": w.parisa.user.key, "kind": "nothing"}, case="of no kind",
        get=only(*HR, status=404), post=only(*HR, status=404)),
    Row("people:requests", get=only("saeed", "kaveh", *HR)),
    Row("people:request", args=made("waiting"), get=only("saeed", *HR, others=404)),
    Row("people:confirm_request", args=made("waiting"), get=405, post=only("saeed", *HR, status=302, others=404)),
    Row("people:refuse_request", args=made("waiting"), get=405, post=only("saeed", *HR, status=302, others=404)),
    Row("people:withdraw_request", args=made("waiting"), get=405, post=only("saeed", *HR, status=302, others=404)),
    Row("people:hand_over", args=made("handed"), get=405,
        post={**only("saeed", status=302, others=404), **dict.fromkeys(HR, 200)}),
    Row("people:grant", args=lambda w: {"key": w.armin.user.key}, get=405, post=403, case="to oneself"),
    Row("people:audit", get=only("armin")),
    Row("people:audit_entry", args=lambda w: {"number": 1}, get=only("armin")),
]  # fmt: skip
