"""A forgotten name does not come back, whatever file names it."""

import io

import pytest
from django.urls import reverse

from kit.importing.uploads import read_whole
from people import errors
from people.actions import change_staff_member, import_staff, withdraw_leaving
from people.forgetting.places import KEPT
from people.importing.columns import staff_kind
from people.importing.plan import plan_import
from tests.people.forgetting.world import NOW, TODAY, forget, met

FILE = "کد پرسنلی,نام,نام خانوادگی,تیم,سمت,تاریخ شروع\nP-77,زرنگار,قناری,VLS-D,barista,1399/01/01\n"


def test_a_file_with_the_code_does_not_bring_the_name_back(gone, hoda):
    forget(gone, hoda)
    file = read_whole(staff_kind(), io.BytesIO(FILE.encode()))
    plan = plan_import(file, by=hoda.user, since=TODAY)
    assert (plan.is_wrong, plan.does_something, plan.rows[0].state) == (False, False, "unchanged")
    assert plan.rows[0].note
    import_staff(file=file, fingerprint=plan.fingerprint, by=hoda.user, at=NOW, on=TODAY, since=TODAY)
    assert met(but=KEPT) == {}


def test_nothing_about_them_is_changed_any_more(gone, hoda, client_for):
    forget(gone, hoda)
    with pytest.raises(errors.AlreadyForgotten):
        change_staff_member(staff=gone, by=hoda.user, at=NOW, given_name_fa="زرنگار")
    with pytest.raises(errors.AlreadyForgotten):
        withdraw_leaving(staff=gone, by=hoda.user, at=NOW)
    hr = client_for(hoda)
    for name in ("staff_edit", "forget"):
        assert hr.get(reverse(f"people:{name}", args=[gone.key])).status_code == 403
    assert hr.post(reverse("people:staff_back", args=[gone.key])).status_code == 403
