"""Figures over rows as parts of another query."""

from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def counted(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as a subquery."""
    return figure_of(rows, Count("pk"))


def figure_of(rows: QuerySet[Any], figure: Aggregate) -> Coalesce:
    """One figure over all rows as a subquery, 0 without rows."""
    one_group = rows.order_by().annotate(_all=Value(0)).values("_all")
    return Coalesce(Subquery(one_group.annotate(n=figure).values("n")), 0)
