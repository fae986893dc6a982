"""Team, job role and contract share get their periods: for each person the one that their own columns tell of.

What was before (a former team, an earlier employment) stands in the audit log alone and is not guessed from it.
"""

import django.db.models.deletion
from django.db import migrations, models

import kit.values.keys

PORTION = 500


def begin_periods(apps, schema_editor):
    StaffMember, WorkPeriod = apps.get_model("people", "StaffMember"), apps.get_model("people", "WorkPeriod")
    portion = []
    for person in StaffMember.objects.order_by("pk").iterator(chunk_size=PORTION):
        if person.left_on is None or person.left_on > person.joined_on:
            portion.append(
                WorkPeriod(
                    staff_id=person.pk,
                    team_id=person.team_id,
                    job_role_id=person.job_role_id,
                    contract_share=person.contract_share,
                    starts_on=person.joined_on,
                    ends_on=person.left_on,
                )
            )
        if len(portion) == PORTION:
            WorkPeriod.objects.bulk_create(portion)
            portion = []
    WorkPeriod.objects.bulk_create(portion)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_company_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=kit.values.keys.new_key, editable=False, max_length=16, unique=True)),
                ("contract_share", models.PositiveIntegerField(default=10000, verbose_name="contract share")),
                ("starts_on", models.DateField(verbose_name="from the day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="end")),
                (
                    "job_role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.jobrole",
                        verbose_name="job role",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_periods",
                        to="people.staffmember",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "ordering": ["staff", "starts_on"],
                "indexes": [models.Index(fields=["team", "starts_on"], name="people_work_team_id_aa2547_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "starts_on"), name="work_one_begins_on_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)), fields=("staff",), name="work_one_goes_on"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                        name="work_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contract_share__gt", 0), ("contract_share__lte", 10000)),
                        name="work_share_in_range",
                    ),
                ],
            },
        ),
        migrations.RunPython(begin_periods, migrations.RunPython.noop),
    ]
