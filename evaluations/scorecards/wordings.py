"""Where an evaluation stands on an older wording than the folder: the old wording beside the one in force.

Pages compare with the edition in force today. Documents compare with the one that was in force on the day of the
release, as it stood at that instant: nothing that is frozen later changes it, so every document of an evaluation says
the same, in whatever language and whenever it is made (docs/adr/0019).
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile

from django.utils import timezone

from kit.dates.calendar import local_day
from kit.phrases import listed
from kit.text.bilingual import active_language
from playbook.editions.differences import differences
from playbook.models import Edition, EditionKind, FrozenStandard


@dataclass(frozen=True)
class Rewording:
    """How a cited standard reads in a later edition. `new` None: it is no longer in the folder. `since`: the edition
    that brought the newer wording."""

    old: FrozenStandard
    new: FrozenStandard | None
    since: Edition | None = None

    @property
    def differences(self):
        return differences(self.old, self.new) if self.new else []

    @property
    def changed(self):
        """What of it reads differently, in words: «رفتار و مثال خوب»."""
        return listed(dict.fromkeys(str(row.label) for row in self.differences))

    @property
    def wordings(self):
        """[CriterionWordings] of what reads differently in the reader's language alone."""
        shown = [row for row in self.differences if row.language in ("", active_language())]
        return [CriterionWordings(row.label, _without("new", row), _without("gone", row)) for row in shown]


@dataclass(frozen=True)
class CriterionWordings:
    """One text, as it was judged and as it reads now."""

    label: str
    judged: str
    now: str


def _without(kind, difference):
    return "".join(piece.text for piece in difference.pieces if piece.kind != kind).strip()


@dataclass(frozen=True)
class Rewordings:
    """`by_standard`: {FrozenStandard id: Rewording} of what reads differently in `edition` (None: nothing does)."""

    edition: Edition | None
    by_standard: dict

    def __bool__(self):
        return bool(self.by_standard)

    def __len__(self):
        return len(self.by_standard)

    def of(self, standard):
        return self.by_standard.get(standard.pk)


NONE = Rewordings(None, {})


def rewordings_today(evaluation, standards):
    """For pages. `standards`: the FrozenStandards that its criteria cite."""
    return _rewordings(evaluation, standards, Edition.objects.in_force(timezone.localdate()))


def rewordings_at_release(evaluation, standards):
    """For documents."""
    return _rewordings(evaluation, standards, edition_in_force_at(evaluation.released_at))


def edition_in_force_at(instant):
    """The edition that held on the day of this instant, going by what was frozen by then; or None. What is asked for
    (`frozen_at`, `effective_on`, `number`) never changes once it is frozen."""
    known = Edition.objects.folder().frozen().filter(frozen_at__lte=instant, effective_on__lte=local_day(instant))
    return known.order_by("-number").first()


def _rewordings(evaluation, standards, edition):
    """In one query; nothing where the evaluation stands on this edition, on a later or on an imported one."""
    own = evaluation.edition
    if edition is None or own.kind != EditionKind.FOLDER or edition.number <= own.number:
        return NONE
    cited = {row.pk: row for row in standards if row.edition_id == own.pk}
    later = _later(own, edition, [row.code for row in cited.values()])
    rewordings = {pk: _rewording(old, later.get(old.code, []), edition) for pk, old in cited.items()}
    found = {pk: row for pk, row in rewordings.items() if _differs(row.old, row.new)}
    return Rewordings(edition if found else None, found)


def _later(own, edition, codes):
    """{code: its rows in the editions after `own`, up to `edition`, the newest first}"""
    rows = FrozenStandard.objects.filter(code__in=codes, edition__kind=EditionKind.FOLDER)
    rows = rows.filter(edition__number__gt=own.number, edition__number__lte=edition.number).select_related("edition")
    found = defaultdict(list)
    for row in rows.order_by("-edition__number"):
        found[row.code].append(row)
    return found


def _rewording(old, later, edition):
    if not later or later[0].edition_id != edition.pk:
        return Rewording(old, None, edition)
    new, same = later[0], takewhile(lambda row: not _differs(row, later[0]), later)
    return Rewording(old, new, list(same)[-1].edition)


def _differs(old, new):
    return new is None or (old.text_hash, old.is_critical) != (new.text_hash, new.is_critical)
