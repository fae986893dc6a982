"""Who left and left traces everywhere; where a name still stands; what must stand whatever is forgotten."""

import json
from datetime import UTC, date, datetime

from django.apps import apps
from django.db import models

from kit.audit.chain import chain_problems
from kit.audit.verification import seal_problems
from people.actions import forget_person

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TODAY = date(2026, 11, 27)
LEFT = date(2026, 9, 1)
CANARIES = ("زرنگار", "قناری", "Zarnegar", "Canarypour", "زرین", "canary", "zarnegar")
TEXTS = (models.CharField, models.TextField, models.FileField)


def forget(staff, by, at=NOW, on=TODAY):
    return forget_person(staff=staff, by=by and by.user, at=at, on=on)


def met(*, but=()):
    """{table.column: text} of every column of every table in which one of the canaries stands."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        columns = [each for each in model._meta.local_concrete_fields if isinstance(each, (*TEXTS, models.JSONField))]
        if not model._meta.managed or not columns:
            continue
        for values in model._base_manager.values_list(*(column.name for column in columns)):
            for column, value in zip(columns, values, strict=True):
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
                name = f"{model._meta.label}.{column.name}"
                if name not in but and any(canary in text for canary in CANARIES):
                    found[name] = text
    return found


def everything_stands():
    return [*chain_problems(), *seal_problems("people"), *seal_problems("kit"), *seal_problems("training")]
