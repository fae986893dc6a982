"""The signature board of leads and HR: who signed, who is late, how long it took."""

from operator import attrgetter

from django.contrib import messages
from django.db.models import TextChoices
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.filters import Pills, RowFilter
from kit.http.deed_views import deed
from kit.lists import ListPage, Sheet
from kit.spreadsheets import Percent
from kit.text.folding import fold
from people.models import Absence, StaffMember
from people.roles import is_hr, led_team_ids
from playbook.actions.excuses import end_excuse, excuse_from_signing
from playbook.errors import AlreadyExcused
from playbook.forms.editions import ExcuseForm
from playbook.models import Edition, SignatureExcuse
from playbook.signatures.board import board_rows, team_totals, totals_of
from playbook.signatures.statuses import SignatureStatus, lines_of

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


def _is_shown(row, which):
    if which == Which.LATE:
        return row.overdue > 0
    if which == Which.OPEN:
        return row.missing > 0
    return which == Which.ALL or not row.missing


def _text(row):
    staff = row.staff
    return fold(f"{staff.code} {staff.name_in('fa')} {staff.name_in('en')} {staff.team.name_fa} {staff.team.name_en}")


class SignatureBoard(ListPage):
    permission = "playbook.view_signature_board"
    template_name = "playbook/board.html"
    row_filter = RowFilter(Pills("show", Which.choices, _is_shown), text=_text)
    exports = "xlsx teams"

    @cached_property
    def edition(self):
        return Edition.objects.in_force(timezone.localdate())

    @cached_property
    def every(self):
        today = timezone.localdate()
        return board_rows(self.edition, people_on_board(self.request.user, today), today) if self.edition else []

    def rows(self):
        return sorted(self.every, key=lambda row: (-row.overdue, -row.missing, row.staff.name))

    def sheet(self, name, rows):
        if name == "teams":
            return Sheet(_("Signatures by team"), _columns_of_teams(), team_totals(self.every))
        return Sheet(_("Signatures"), _columns(), rows)

    def context(self):
        teams = team_totals(self.every)
        return {
            "edition": self.edition,
            "totals": totals_of(self.every),
            "teams": teams[:TEAMS_SHOWN],
            "all_teams": len(teams),
            "may_prove": self.request.user.has_perm("playbook.view_signature_register"),
            "which": self.narrowed.chosen["show"],
            "choices": self.narrowed.counts("show"),
            "words": self.narrowed.words,
        }


def _columns():
    return [
        (_("Code"), lambda row: row.staff.code),
        (_("Name"), lambda row: row.staff.name),
        (_("Team"), lambda row: row.staff.team.name),
        (_("Asked"), lambda row: row.required),
        (_("Signed"), lambda row: row.signed),
        (_("Share"), lambda row: _percent(row.share)),
        (_("Overdue"), lambda row: row.overdue),
        (_("Excused"), lambda row: row.excused),
        (_("Days it took"), lambda row: row.days),
    ]


def _columns_of_teams():
    """Of (team, its totals)."""
    return [
        (_("Team"), lambda row: row[0].name),
        (_("People"), lambda row: row[1].people),
        (_("Complete"), lambda row: row[1].complete),
        (_("Late"), lambda row: row[1].late),
        (_("Asked"), lambda row: row[1].required),
        (_("Signed"), lambda row: row[1].signed),
        (_("Share"), lambda row: _percent(row[1].share)),
        (_("Median days"), lambda row: row[1].median_days),
    ]


def _percent(share):
    return None if share is None else Percent(share)


@require_http_methods(["GET", "POST"])
def signatures_of(request, key):
    """One person: every standard with its signature; a lead or HR excuses here, with a reason."""
    require(request.user, "playbook.view_signature_board")
    today = timezone.localdate()
    person = get_object_or_404(people_on_board(request.user, today), key=key)
    edition = Edition.objects.in_force(today)
    lines = lines_of(person, edition, today) if edition else []
    waiting = [line.standard for line in lines if line.status in (SignatureStatus.REQUIRED, SignatureStatus.OVERDUE)]
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
        "counts": [(status, sum(line.status == status for line in lines)) for status in SignatureStatus],
        "today": today,
        "absences": [row for row in Absence.objects.standing().filter(staff=person) if row.ends_on > today],
        "may_enter": request.user.has_perm("playbook.enter_absence", person),
        "form": form if waiting and request.user.has_perm("playbook.excuse_from_signing", person) else None,
        "excuses": SignatureExcuse.objects.running().filter(staff=person).select_related("excused_by"),
    }
    return render(request, "playbook/signatures_of.html", context)


def _excuse(request, key):
    people = people_on_board(request.user, timezone.localdate())
    return get_object_or_404(SignatureExcuse.objects.filter(staff__in=people).select_related("staff"), key=key)


@deed(
    "playbook.excuse_from_signing",
    first="playbook.view_signature_board",
    fetch=_excuse,
    about=attrgetter("staff"),
    to=lambda excuse: reverse("playbook:signatures_of", args=[excuse.staff.key]),
)
def excuse_end(request, excuse):
    end_excuse(excuse=excuse, by=request.user, at=timezone.now())
