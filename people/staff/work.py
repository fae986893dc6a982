"""Who worked where on a day: read from the periods, never from today's columns."""

from collections import defaultdict

from people.models import WorkPeriod


def work_on(staff, day):
    """The WorkPeriod that has the day, or None: the person was not employed."""
    periods = WorkPeriod.objects.on(day).filter(staff=staff)
    return periods.select_related("team__branch", "job_role").first()


def team_on(staff, day):
    """The person's team on `day`; on a day outside of every employment the one that the row names."""
    found = work_on(staff, day)
    return found.team if found else staff.team


def teams_on(people, days):
    """{(staff id, day): team} for many: `days` holds pairs of staff id and day. One question."""
    wanted = defaultdict(set)
    for staff_id, day in days:
        wanted[staff_id].add(day)
    rows = WorkPeriod.objects.filter(staff__in=people).select_related("team")
    return {(row.staff_id, day): row.team for row in rows for day in wanted[row.staff_id] if row.has(day)}


def work_of(staff_ids, starts_on, ends_on):
    """{staff id: [WorkPeriod]} of those that share a day with [starts_on, ends_on), in their order; one question."""
    found = defaultdict(list)
    rows = WorkPeriod.objects.within(starts_on, ends_on).filter(staff__in=staff_ids)
    for row in rows.select_related("team").order_by("starts_on"):
        found[row.staff_id].append(row)
    return found
