"""The company of the tests: branches, teams, people and their sign-ins."""

from datetime import date

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from people.models import Branch, JobRole, Organisation, StaffMember, Team, TeamLead, User, WorkPeriod

PASSWORD = "a long enough password"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ["id"]

    id = 1
    name_fa = "کافه آفتاب"
    name_en = "Aftab Café"
    # What a test is about goes live by one hand; tests of the approval say otherwise.
    needs_second_eyes = False


class BranchFactory(DjangoModelFactory):
    class Meta:
        model = Branch
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"B{n}")
    name_fa = factory.Sequence(lambda n: f"شعبهٔ {n}")
    name_en = factory.Sequence(lambda n: f"Branch {n}")


class JobRoleFactory(DjangoModelFactory):
    class Meta:
        model = JobRole
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"R{n}")
    name_fa = factory.Sequence(lambda n: f"نقش {n}")
    name_en = factory.Sequence(lambda n: f"Role {n}")


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team
        django_get_or_create = ["code"]

    branch = factory.SubFactory(BranchFactory)
    code = factory.Sequence(lambda n: f"T{n}")
    name_fa = factory.Sequence(lambda n: f"تیم {n}")
    name_en = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(DjangoModelFactory):
    """`groups=["hr"]` names access groups; they are made when missing."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@aftab.example")
    password = factory.django.Password(PASSWORD)
    language = "fa"

    @factory.post_generation
    def groups(self, create, names, **kwargs):
        if create and names:
            self.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in names))


class StaffFactory(DjangoModelFactory):
    """A full-time barista with a sign-in. `user__groups=["hr"]` gives access, `leads=[team]` makes a lead."""

    class Meta:
        model = StaffMember
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    code = factory.Sequence(lambda n: f"P{n:04}")
    given_name_fa = "آرش"
    family_name_fa = factory.Sequence(lambda n: f"کمالی {n}")
    given_name_en = "Arash"
    family_name_en = factory.Sequence(lambda n: f"Kamali {n}")
    team = factory.SubFactory(TeamFactory)
    job_role = factory.SubFactory(JobRoleFactory, code="barista", name_fa="باریستا", name_en="Barista")
    joined_on = date(2024, 3, 20)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        staff = super()._create(model_class, *args, **kwargs)
        WorkPeriod.objects.begin([staff])
        return staff

    @factory.post_generation
    def leads(self, create, teams, **kwargs):
        for team in teams or ():
            TeamLead.objects.create(team=team, staff=self, since=self.joined_on)


def employed(staff, **facts):
    """The person as if taken on so: `joined_on`, `left_on`, … in their row, and one period that says the same."""
    for name, value in facts.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(facts))
    staff.work_periods.all().delete()
    WorkPeriod.objects.begin([staff])
    return staff


def worked(staff, *spans):
    """The person's periods, whatever stood there: (starts_on, ends_on, {"team": …, "contract_share": …}). The person's
    own row says what the last of them says."""
    same = {"team": staff.team, "job_role": staff.job_role, "contract_share": staff.contract_share}
    staff.work_periods.all().delete()
    for starts_on, ends_on, *work in spans:
        same |= work[0] if work else {}
        WorkPeriod.objects.create(staff=staff, starts_on=starts_on, ends_on=ends_on, **same)
    facts = {"joined_on": spans[0][0], "left_on": spans[-1][1], **same}
    for name, value in facts.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(facts))
    return staff
