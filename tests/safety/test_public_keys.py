"""What a form or a filter offers is named by public keys: primary keys tell how many there are, and which came when."""

import importlib
import pkgutil
import re

import django_filters
import pytest
from django import forms
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm

from people.forms.staff import StaffForm
from people.forms.structure import TeamForm
from tests.test_architecture import FLOORS

# What a public name of a row may be.
PUBLIC = {"key", "code"}
OPTION = re.compile(r"<option value=\"([^\"]*)\"")


def classes(base):
    """Every class of ours that descends from `base`; the CMS's own forms speak of pages by number, as Wagtail does."""
    for app in FLOORS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if not re.search(r"\.(migrations|settings|wsgi|management)\b|pdf\.child", module.name):
                importlib.import_module(module.name)
    found, waiting = [], [base]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.split(".")[0] in FLOORS and not issubclass(one, WagtailAdminModelForm):
            found.append(one)
    return found


def test_no_form_names_rows_by_primary_key():
    asked = [(form, name, field) for form in classes(forms.BaseForm) for name, field in form.base_fields.items()]
    rows = [(form, name, field) for form, name, field in asked if isinstance(field, forms.ModelChoiceField)]
    assert len(rows) > 15
    assert [f"{form.__name__}.{name}" for form, name, field in rows if field.to_field_name not in PUBLIC] == []


def test_no_filter_names_rows_by_primary_key():
    sets = [one for one in classes(django_filters.FilterSet) if not issubclass(one, WagtailFilterSet)]
    filters = [(one, name, each) for one in sets for name, each in one.base_filters.items()]
    kinds = (django_filters.ModelChoiceFilter, django_filters.ModelMultipleChoiceFilter)
    rows = [(one, name, each) for one, name, each in filters if isinstance(each, kinds)]
    assert len(rows) > 5
    assert [f"{one.__name__}.{name}" for one, name, each in rows if each.extra.get("to_field_name") not in PUBLIC] == []


@pytest.mark.parametrize("name", ["people:work_change", "people:staff_add"])
def test_the_form_of_a_person_offers_keys_and_keeps_what_was_chosen(name, people, client_for):
    args = [people.narges.key] if name == "people:work_change" else []
    page = client_for(people.hoda).get(reverse(name, args=args)).content.decode()
    offered = {value for value in OPTION.findall(page) if value}
    assert {people.day_shift.key, people.barista.key} <= offered
    assert not [value for value in offered if value.isdigit()]
    chosen = bool(re.search(f'<option value="{people.narges.team.key}"\\s+selected>', page))
    assert chosen == (name == "people:work_change")


def test_a_primary_key_is_no_name(people):
    staff, team = people.narges, people.day_shift
    facts = {"given_name_fa": "نرگس", "family_name_fa": "کریمی", "code": staff.code, "joined_on": "2024-01-01"}
    facts |= {"contract_share": "100", "job_role": people.barista.key}
    assert StaffForm({**facts, "team": team.key}, instance=staff).is_valid()
    assert "team" in StaffForm({**facts, "team": str(team.pk)}, instance=staff).errors
    row = {"name_fa": team.name_fa, "name_en": team.name_en, "code": team.code}
    assert TeamForm({**row, "branch": team.branch.key}, instance=team).is_valid()
    assert "branch" in TeamForm({**row, "branch": str(team.branch_id)}, instance=team).errors
    assert not TeamForm({**row, "branch": team.branch.key}, instance=team).has_changed()
