"""The author's desk: what to write, translate, freeze and cover next."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.desks.author import author_desk as desk_of
from home.desks.author import coverage_of, signed_share, with_ways
from home.desks.drafts import count_drafts
from home.first_steps.lines import starting_of
from kit.access import require
from people.company.languages import written_languages
from playbook.editions.readiness import unpublished_way
from playbook.evidence.change_requests import asked_changes
from playbook.links.coverage import CRITERIA, LESSONS, QUESTIONS
from playbook.models import StandardPage
from playbook.translations.corrections import mend_text


@require_safe
def author_desk(request):
    require(request.user, "home.view_author_desk")
    today = timezone.localdate()
    desk, back = desk_of(today), request.path
    coverage = coverage_of(desk.in_force)
    teach, judge = (LESSONS, QUESTIONS), (CRITERIA,)
    context = {
        "starting": starting_of(request.user),
        "concerns_starting": True,
        "desk": desk,
        "signed": signed_share(today),
        "coverage": coverage,
        "untaught": with_ways(coverage.untaught, teach, request.user, back),
        "unevaluated": with_ways(coverage.unevaluated, judge, request.user, back),
        "neither": with_ways(coverage.neither, (*teach, *judge), request.user, back),
        "missing": [(row, mend_text(row.page, field="behaviour", back=back)) for row in desk.missing],
        "unpublished": [(page, unpublished_way(page, back)) for page in desk.unpublished],
        "asked": asked_changes(desk.in_force, request.user) if desk.in_force else [],
        "today": today,
        "is_empty": not (desk.in_force or desk.live or StandardPage.objects.exists()),
        "drafts": count_drafts(),
        "writes_two_languages": len(written_languages()) > 1,
        "may_freeze": request.user.has_perm("playbook.freeze_edition"),
    }
    return render(request, "home/author_desk.html", context)
