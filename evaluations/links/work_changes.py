"""What other work on days past means for evaluations, in words."""

from django.utils.translation import ngettext

from evaluations.actions.work_changes import about_days, unreleased
from kit.display import number


def what_rests(staff, starts_on, ends_on, changed):
    if "team" not in changed:
        return
    open_ones = unreleased(staff, starts_on, ends_on).count()
    released = about_days(staff, starts_on, ends_on).filter(released_at__isnull=False).count()
    if open_ones:
        text = ngettext(
            "%(n)s evaluation about these days is not released yet: it goes to the team of its day.",
            "%(n)s evaluations about these days are not released yet: they go to the team of their day.",
            open_ones,
        )
        yield text % {"n": number(open_ones)}
    if released:
        text = ngettext(
            "%(n)s evaluation about these days is released: it stays in the team in which it was written.",
            "%(n)s evaluations about these days are released: they stay in the team in which they were written.",
            released,
        )
        yield text % {"n": number(released)}
