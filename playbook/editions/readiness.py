"""Before freezing: what is in order, and who will have to sign."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import day, number
from kit.http.back import leading
from people.company.languages import written_languages
from people.models import StaffMember, Team
from playbook.editions.changes import KEEP_SIGNATURES, bind_signatures
from playbook.editions.text_checks import NAMED, check_texts
from playbook.links.periods import first_free_day
from playbook.models import ComplaintPolicyPage, FolderPage, Signature
from playbook.pictures.checks import check_gone
from playbook.signatures.required import required_by
from playbook.translations.findings import text_findings


@dataclass(frozen=True)
class SigningImpact:
    """`people` who have at least one standard to sign when the edition takes effect; `signatures` all together.

    `by_standard` = [(row, people)], `by_team` = [(team, people)], the most first: authors read no list of all staff.
    """

    people: int
    signatures: int
    by_standard: list = field(default_factory=list)
    by_team: list = field(default_factory=list)


def checks_of(edition, snapshot, previous, *, back="", findings=None):
    """Dicts for {% checks %}: what freezing needs, and what it would be a pity to freeze. `back`: the page they stand
    on, to which what mends them leads back. `findings`: of `text_findings`, where they were looked for already."""
    findings = text_findings() if findings is None else findings
    size, steps = len(snapshot.standards), len(snapshot.steps)
    standards = ngettext("%(count)s published standard", "%(count)s published standards", size)
    checks = [{"ok": size > 0, "text": standards % {"count": number(size)}}]
    if steps:
        checks.append({"ok": steps == 6, "text": _("The complaint policy has its six steps.")})
    else:
        policy = policy_way(back)
        checks.append({"ok": False, "text": _("There is no published complaint policy."), **policy})
    checks += check_texts(findings, snapshot.languages, back) if size else []
    checks += check_gone(snapshot)
    if snapshot.unpublished:
        text = ngettext(
            "%(count)s page has changes that are not published; they stay out.",
            "%(count)s pages have changes that are not published; they stay out.",
            len(snapshot.unpublished),
        )
        lines = [(str(page.get_admin_display_title()), unpublished_way(page, back)) for page in snapshot.unpublished]
        checks.append({"ok": False, "text": text % {"count": number(len(lines))}, "lines": lines[:NAMED]})
    if previous and edition.effective_on < previous.effective_on:
        checks.append({"ok": False, "text": _("It would take effect before the edition that it follows.")})
    free = first_free_day(edition.effective_on)
    if free != edition.effective_on:
        text = _("People were evaluated on later days by the edition before. The first free day is %(day)s.")
        checks.append({"ok": False, "text": text % {"day": day(free)}})
    return checks


def policy_way(back=""):
    """Where the policy is written: its draft, or a new one in the folder of the main language."""
    draft = ComplaintPolicyPage.objects.filter(locale__language_code__in=written_languages()).order_by("path").first()
    if draft:
        return {"url": unpublished_way(draft, back), "link": _("Go on with its draft")}
    folder = FolderPage.objects.filter(locale__language_code=written_languages()[0]).first()
    if folder is None:
        return {}
    add = reverse("wagtailadmin_pages:add", args=["playbook", "complaintpolicypage", folder.pk])
    return {"url": leading(add, next=back), "link": _("Write it")}


def unpublished_way(page, back=""):
    """A draft is published in the editor of the CMS, which knows the way back by another name."""
    return leading(reverse("wagtailadmin_pages:edit", args=[page.pk]), next=back)


def signing_impact(diff, snapshot, changes, on):
    """Who will owe a signature because of this edition, as if it took effect today."""
    bind_signatures(changes, diff.classes)
    changes = [change for change in changes if change.row.change_class not in KEEP_SIGNATURES]
    found = StaffMember.objects.active_on(on).values_list("pk", "job_role_id", "team_id")
    team_of = {pk: team for pk, _role, team in found}
    people = [(pk, role) for pk, role, _team in found]
    required = required_by([change.row for change in changes], snapshot.roles)
    held = set(
        Signature.objects.filter(frozen_standard__binding_hash__in=required.hashes, staff__in=team_of)
        .values_list("staff_id", "frozen_standard__binding_hash")
        .distinct()
    )
    owing, counts = set(), Counter()
    for pk, role in people:
        codes = [row.code for row in required.of(role) if (pk, row.hash) not in held]
        owing |= {pk} if codes else set()
        counts.update(codes)
    by_standard = [(change.row, counts[change.row.code]) for change in changes]
    total = sum(count for _row, count in by_standard)
    by_team = _by_team(Counter(team_of[pk] for pk in owing))
    return SigningImpact(len(owing), total, [item for item in by_standard if item[1]], by_team)


def _by_team(counts):
    teams = Team.objects.filter(pk__in=counts).select_related("branch")
    return sorted(((team, counts[team.pk]) for team in teams), key=lambda item: (-item[1], str(item[0])))
