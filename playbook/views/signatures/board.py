"""The signature board of leads and HR: who signed, who is late, how long it took."""

import tempfile

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.access import require
from kit.files.names import file_name
from kit.lists import page_without_export
from kit.spreadsheets import XLSX, Percent, write_xlsx
from kit.text.folding import fold, holds, words_sought
from people.accounts.confirmation import require_password_again
from people.models import Absence, StaffMember
from people.roles import is_hr, led_team_ids
from playbook.actions.excuses import end_excuse, excuse_from_signing
from playbook.errors import AlreadyExcused
from playbook.forms.editions import ExcuseForm
from playbook.models import Edition, SignatureExcuse
from playbook.signatures.board import board_rows, team_totals, totals_of
from playbook.signatures.statuses import Status, lines_of

PAGE_SIZE = 20
SEARCH_LENGTH = 80
TEAMS_SHOWN = 12


class Which(TextChoices):
    ALL = "", gettext_lazy("Everyone")
    LATE = "late", gettext_lazy("Late")
    OPEN = "open", gettext_lazy("Not complete")
    COMPLETE = "complete", gettext_lazy("Complete")


def people_on_board(user, on):
    """HR sees everyone at work, a lead the teams that they lead."""
    people = StaffMember.objects.visible_to(user).active_on(on).with_names()
    return people if is_hr(user) else people.filter(team__in=led_team_ids(user))


@require_safe
def signature_board(request):
    require(request.user, "playbook.view_signature_board")
    today = timezone.localdate()
    edition = Edition.objects.in_force(today)
    rows = board_rows(edition, people_on_board(request.user, today), today) if edition else []
    which = request.GET.get("show", "")
    which = Which(which) if which in Which.values else Which.ALL
    words = request.GET.get("q", "")[:SEARCH_LENGTH]
    shown = sorted(_narrowed(rows, which, words), key=lambda row: (-row.overdue, -row.missing, row.staff.name))
    if request.GET.get("_export") in ("xlsx", "teams"):
        require_password_again(request, page=page_without_export(request))
        return _workbook(shown) if request.GET["_export"] == "xlsx" else _teams_workbook(rows)
    paginator, teams = Paginator(shown, PAGE_SIZE), team_totals(rows)
    context = {
        "edition": edition,
        "totals": totals_of(rows),
        "teams": teams[:TEAMS_SHOWN],
        "all_teams": len(teams),
        "may_prove": request.user.has_perm("playbook.view_signature_register"),
        "page": paginator.get_page(request.GET.get("page")),
        "paginator": paginator,
        "which": which,
        "choices": [(choice, sum(_is_shown(row, choice) for row in rows)) for choice in Which],
        "words": words,
    }
    return render(request, "playbook/board.html", context)


def _is_shown(row, which):
    if which == Which.LATE:
        return row.overdue > 0
    if which == Which.OPEN:
        return row.missing > 0
    return which == Which.ALL or not row.missing


def _narrowed(rows, which, words):
    wanted = words_sought(words)
    return [row for row in rows if _is_shown(row, which) and holds(_folded(row.staff), wanted)]


def _folded(staff):
    return fold(f"{staff.code} {staff.name_in('fa')} {staff.name_in('en')} {staff.team.name_fa} {staff.team.name_en}")


def _workbook(rows):
    header = [_("Code"), _("Name"), _("Team"), _("Asked"), _("Signed"), _("Share"), _("Overdue"), _("Excused"),
              _("Days it took")]  # fmt: skip
    cells = (
        [row.staff.code, row.staff.name, row.staff.team.name, row.required, row.signed,
         Percent(row.share) if row.share is not None else None, row.overdue, row.excused, row.days]
        for row in rows
    )  # fmt: skip
    return _file(header, cells, _("Signatures"))


def _teams_workbook(rows):
    header = [_("Team"), _("People"), _("Complete"), _("Late"), _("Asked"), _("Signed"), _("Share"), _("Median days")]
    cells = (
        [team.name, totals.people, totals.complete, totals.late, totals.required, totals.signed,
         Percent(totals.share) if totals.share is not None else None, totals.median_days]
        for team, totals in team_totals(rows)
    )  # fmt: skip
    return _file(header, cells, _("Signatures by team"))


def _file(header, cells, title):
    file = tempfile.SpooledTemporaryFile(max_size=1 << 22)  # noqa: SIM115 - the response closes it
    write_xlsx(file, header, cells, title=title)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name(title, "xlsx"), content_type=XLSX)


@require_http_methods(["GET", "POST"])
def signatures_of(request, key):
    """One person: every standard with its signature; a lead or HR excuses here, with a reason."""
    require(request.user, "playbook.view_signature_board")
    today = timezone.localdate()
    person = get_object_or_404(people_on_board(request.user, today), key=key)
    edition = Edition.objects.in_force(today)
    lines = lines_of(person, edition, today) if edition else []
    waiting = [line.standard for line in lines if line.status in (Status.REQUIRED, Status.OVERDUE)]
    form = ExcuseForm(request.POST or None, standards=waiting)
    if request.method == "POST":
        require(request.user, "playbook.excuse_from_signing", person)
        if form.is_valid():
            try:
                excuse_from_signing(staff=person, **form.cleaned_data, by=request.user, at=timezone.now())
            except AlreadyExcused:
                messages.info(request, _("That was excused already."))
            return redirect("playbook:signatures_of", key=person.key)
    context = {
        "person": person,
        "edition": edition,
        "lines": lines,
        "counts": [(status, sum(line.status == status for line in lines)) for status in Status],
        "today": today,
        "absences": [row for row in Absence.objects.standing().filter(staff=person) if row.ends_on > today],
        "may_enter": request.user.has_perm("playbook.enter_absence", person),
        "form": form if waiting and request.user.has_perm("playbook.excuse_from_signing", person) else None,
        "excuses": SignatureExcuse.objects.running().filter(staff=person).select_related("excused_by"),
    }
    return render(request, "playbook/signatures_of.html", context)


@require_POST
def excuse_end(request, key):
    require(request.user, "playbook.view_signature_board")
    people = people_on_board(request.user, timezone.localdate())
    excuse = get_object_or_404(SignatureExcuse.objects.filter(staff__in=people).select_related("staff"), key=key)
    require(request.user, "playbook.excuse_from_signing", excuse.staff)
    end_excuse(excuse=excuse, by=request.user, at=timezone.now())
    return redirect("playbook:signatures_of", key=excuse.staff.key)
