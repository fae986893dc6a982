"""Which frozen standards read alike: what cites one of them cites the same words, in whatever edition they stand."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from playbook.models import Edition, EditionKind, FrozenStandard
from playbook.models.editions import EditionState

ENOUGH = (
    *("key", "code", "binding_hash"),
    *(f"edition__{name}" for name in ("kind", "state", "number", "effective_on", "superseded_on")),
    *(f"edition__title_{language}" for language in ("fa", "en")),
)


@dataclass(frozen=True)
class Wordings:
    """`cited`: a row for each cited wording, that of the edition in force where it is in force. `same`: primary keys of
    all rows that read so; `others`: of those with the same codes that read differently, and `editions`: the editions
    that brought those."""

    cited: list
    codes: list
    same: list
    others: list
    editions: list


def wordings_of(standards, codes):
    """One query. `standards`: primary keys, a list or a queryset; `codes`: a list, for what cites a standard as it
    reads today, or as it read last. None where nothing is cited."""
    rows = FrozenStandard.objects.filter(_namesakes(standards, codes)).select_related("edition")
    is_cited = Case(When(pk__in=standards, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = list(rows.annotate(is_cited=is_cited).only(*ENOUGH).order_by("code", "edition__number", "pk"))
    cited = list({row.code: row for row in sorted(rows, key=_holds)}.values()) if codes else None
    cited = [row for row in rows if row.is_cited] if cited is None else cited
    return _sorted_out(rows, cited) if cited else None


def _namesakes(standards, codes):
    """Frozen rows with the codes in question, and what is cited itself, were it not frozen yet."""
    if codes:
        return Q(code__in=codes, edition__in=Edition.objects.folder().frozen())
    named = FrozenStandard.objects.filter(pk__in=standards).order_by().values("code")
    return Q(code__in=named) & (Q(edition__in=Edition.objects.frozen()) | Q(pk__in=standards))


def _holds(row):
    """Sorts last what holds today, and before it the newest."""
    return (row.edition.is_in_force_on(timezone.localdate()), row.edition.number or 0)


def _wording(row):
    """Equal where nothing but the spelling lies between."""
    return (row.code, row.binding_hash)


def _sorted_out(rows, cited):
    groups = {}
    for row in rows:
        groups.setdefault(_wording(row), []).append(row)
    wanted = {_wording(row): row for row in cited}
    others = [group for wording, group in groups.items() if wording not in wanted]
    return Wordings(
        cited=[_shown(row, groups[wording]) for wording, row in wanted.items()],
        codes=sorted({row.code for row in cited}),
        same=[row.pk for wording in wanted for row in groups[wording]],
        others=[row.pk for group in others for row in group],
        editions=list({group[0].edition_id: group[0].edition for group in others}.values()),
    )


def _shown(cited, group):
    today = timezone.localdate()
    return next((row for row in group if row.edition.is_in_force_on(today)), cited)


def may_open(user, standard):
    """May the user read the page of this frozen standard? As `FrozenStandard.objects.visible_to`, of a row at hand."""
    edition = standard.edition
    is_open = edition.kind == EditionKind.FOLDER and edition.state in (EditionState.FROZEN, EditionState.SUPERSEDED)
    return is_open or bool(user.access_roles & {"author", "administrator"})
