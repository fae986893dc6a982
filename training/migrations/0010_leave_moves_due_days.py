from collections import defaultdict

from django.db import migrations
from django.db.models import Exists, OuterRef

from training.progress.due_days import moved_day


def move(apps, schema_editor):
    """As `training.actions.follow_leave` does, for leave that was entered already."""
    model = {name: apps.get_model("training", name) for name in ("Assignment", "Completion", "Standing")}
    absences = defaultdict(list)
    rows = apps.get_model("people", "Absence").objects.filter(withdrawn_at=None).order_by("starts_on")
    for staff, first, back in rows.values_list("staff", "starts_on", "ends_on"):
        absences[staff].append((first, back))
    done = model["Completion"].objects.filter(staff=OuterRef("staff"), course=OuterRef("course"), term=OuterRef("term"))
    waiting = model["Assignment"].objects.filter(~Exists(done), excused_at=None, staff__in=absences)
    for assignment in waiting.prefetch_related("reasons"):
        day = moved_day(assignment.reasons.all(), absences[assignment.staff_id])
        if day and day != assignment.due_on:
            model["Assignment"].objects.filter(pk=assignment.pk).update(due_on=day)
            model["Standing"].objects.filter(assignment=assignment.pk).update(due_on=day)


class Migration(migrations.Migration):
    dependencies = [("training", "0009_fill_lesson_texts"), ("people", "0005_mail_claims")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
