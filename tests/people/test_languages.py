"""A company of one language never meets a field of another."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.forms.cycles import CycleForm
from evaluations.forms.scorecards import NewScorecardForm
from people.actions import change_organisation
from people.forms.company import OwnDayForm
from people.forms.staff import StaffForm
from people.forms.structure import BranchForm, JobRoleForm, TeamForm
from people.models import Branch, StaffMember
from playbook.forms.editions import EditionForm
from rewards.forms.plans import PlanForm
from tests.factories.people import StaffFactory
from tests.factories.training import CourseFactory

FORMS = [
    BranchForm,
    TeamForm,
    JobRoleForm,
    OwnDayForm,
    StaffForm,
    CycleForm,
    NewScorecardForm,
    EditionForm,
]


def writes(languages):
    change_organisation(languages=languages, by=None, at=timezone.now())


def asked(form):
    return [name for name in form.fields if name.endswith(("_fa", "_en"))]


@pytest.mark.parametrize("form_class", [*FORMS, PlanForm], ids=lambda form: form.__name__)
@pytest.mark.parametrize(("languages", "left_out"), [("fa", "_en"), ("en", "_fa")])
def test_a_form_asks_in_one_language_and_names_no_other(form_class, languages, left_out, people):
    writes(languages)
    form = form_class(user=people.hoda.user) if form_class is PlanForm else form_class()
    assert asked(form)
    assert not [name for name in asked(form) if name.endswith(left_out)]
    labels = [str(form[name].label) for name in asked(form)]
    assert not [label for label in labels if "Persian" in label or "English" in label or "فارسی" in label]


def test_the_main_language_comes_first_and_is_the_one_that_must_be_filled_in(people):
    writes("en fa")
    form = CycleForm({})
    assert asked(form) == ["title_en", "title_fa"]
    assert "title_en" in form.errors
    assert "title_fa" not in form.errors
    writes("fa en")
    form = CycleForm({})
    assert asked(form) == ["title_fa", "title_en"]
    assert "title_fa" in form.errors
    assert "title_en" not in form.errors


def test_an_english_company_adds_a_branch_that_sorts_and_is_found(hoda, client_for):
    writes("en")
    client, url = client_for(hoda), reverse("people:branch_add")
    page = client.get(url).content.decode()
    assert 'name="name_en"' in page
    assert 'name="name_fa"' not in page
    client.post(url, {"name_en": "Riverside", "code": "RIV"})
    branch = Branch.objects.get(code="RIV")
    assert (branch.name_en, branch.name_fa) == ("Riverside", "Riverside")


def test_words_that_stood_in_the_other_language_stay(hoda, client_for):
    branch = Branch.objects.create(code="B7", name_fa="ونک", name_en="Vanak")
    writes("en")
    client_for(hoda).post(reverse("people:branch_edit", args=[branch.key]), {"name_en": "Vanak Square", "code": "B7"})
    branch.refresh_from_db()
    assert (branch.name_en, branch.name_fa) == ("Vanak Square", "ونک")


def test_a_copy_follows_what_it_is_a_copy_of(hoda, client_for):
    branch = Branch.objects.create(code="B8", name_fa="Vanak", name_en="Vanak")
    writes("en")
    client_for(hoda).post(reverse("people:branch_edit", args=[branch.key]), {"name_en": "Vanak Square", "code": "B8"})
    branch.refresh_from_db()
    assert (branch.name_en, branch.name_fa) == ("Vanak Square", "Vanak Square")


def test_a_person_of_an_english_company_has_both_names_required_once(people):
    writes("en")
    form = StaffForm({"given_name_en": "Ada"})
    assert "family_name_en" in form.errors
    assert not [name for name in form.errors if name.endswith("_fa")]


def test_an_english_name_is_shown_to_a_persian_reader(people):
    person = StaffFactory(given_name_fa="", family_name_fa="", given_name_en="Ada", family_name_en="Lovelace")
    assert StaffMember.objects.get(pk=person.pk).name_in("fa") == "Ada Lovelace"


@pytest.mark.parametrize(("languages", "kept", "gone"), [("fa", "text_fa", "text_en"), ("en", "text_en", "text_fa")])
def test_a_question_and_its_options_are_written_in_one_language(languages, kept, gone, mina, client_for):
    writes(languages)
    page = client_for(mina).get(reverse("training:question_new", args=[CourseFactory().translation_key, "single"]))
    names = set(re.findall(r'name="([^"]+)"', page.content.decode()))
    assert kept in names
    assert f"options-0-{kept}" in names
    assert [preview["language"] for preview in page.context["previews"]] == [languages]
    assert not [name for name in names if name.endswith(gone[-3:])]


def listed(client, url):
    return re.sub(r"\s+<", "<", client.get(url).content.decode())


@pytest.mark.parametrize("languages", ["fa", "en"])
def test_the_cms_neither_translates_nor_shows_the_other_folder(languages, mina, client_for):
    client = client_for(mina)
    other, doors = {"fa": "The folder</", "en": "پوشهٔ خدمت</"}[languages], reverse("playbook:languages")
    home, pages = reverse("wagtailadmin_home"), reverse("wagtailadmin_explore_root")
    assert doors in client.get(home).content.decode()
    assert other in listed(client, pages)
    writes(languages)
    assert doors not in client.get(home).content.decode()
    assert other not in listed(client, pages)
