from datetime import timedelta

from django.db import migrations


def fill(apps, schema_editor):
    """As `training.progress.facts.facts_of` says, from the rows that are there already."""
    model = {name: apps.get_model("training", name) for name in ("Assignment", "Completion", "Standing", "Course")}
    for course in model["Course"].objects.all():
        assignments = {row.staff_id: row for row in model["Assignment"].objects.filter(course=course).order_by("term")}
        passes = model["Completion"].objects.filter(course=course).select_related("edition").order_by("term")
        completions = {row.staff_id: row for row in passes}
        begun = _begun(apps, course)
        model["Standing"].objects.bulk_create(
            [
                model["Standing"](
                    staff_id=staff,
                    course=course,
                    **_facts(assignments.get(staff), completions.get(staff), course, begun),
                )
                for staff in {*assignments, *completions}
            ],
            batch_size=1000,
        )


def _begun(apps, course):
    found = {}
    lessons = apps.get_model("training", "LessonProgress").objects.filter(lesson__course=course)
    attempts = apps.get_model("training", "Attempt").objects.filter(course=course)
    rows = [*lessons.values_list("staff", "term", "seen_at"), *attempts.values_list("staff", "term", "started_at")]
    for staff, term, moment in rows:
        found[staff, term] = min(moment, found.get((staff, term), moment))
    return found


def _facts(assignment, completion, course, begun):
    is_done = completion is not None and (assignment is None or completion.term >= assignment.term)
    newest = completion if is_done else assignment
    facts = {
        "term": newest.term,
        "assignment": assignment,
        "due_on": assignment.due_on if assignment else None,
        "is_excused": assignment is not None and assignment.excused_at is not None,
        "begun_at": begun.get((newest.staff_id, newest.term)),
    }
    if is_done:
        until = completion.valid_until
        facts |= {
            "completion": completion,
            "completed_on": completion.completed_on,
            "valid_until": until,
            "warned_on": until - timedelta(days=course.warn_days) if until else None,
            "learned_on": completion.edition.effective_on if completion.edition else None,
        }
    return facts


class Migration(migrations.Migration):
    dependencies = [("training", "0005_boards_reminders_media"), ("playbook", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
