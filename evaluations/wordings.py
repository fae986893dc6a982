"""Where an evaluation stands on an older wording than the folder: the old wording beside the one in force.

Pages compare with the edition in force today. Documents compare with the one that was in force on the day of the
release, as it stood at that instant: nothing that is frozen later changes it, so every document of an evaluation says
the same, in whatever language and whenever it is made (docs/adr/0019).
"""

from dataclasses import dataclass

from django.utils import timezone

from kit.calendar import local_day
from playbook.comparison import differences
from playbook.models import Edition, EditionKind, FrozenStandard


@dataclass(frozen=True)
class Rewording:
    """How a cited standard reads in a later edition. `new` None: it is no longer in the folder."""

    old: FrozenStandard
    new: FrozenStandard | None

    @property
    def is_behaviour(self):
        """Is the sentence itself another, in the reader's language?"""
        return self.new is not None and self.old.behaviour != self.new.behaviour

    @property
    def differences(self):
        return differences(self.old, self.new) if self.new else []


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
    now = {row.code: row for row in FrozenStandard.objects.filter(edition=edition, code__in=_codes(cited))}
    found = {pk: Rewording(old, now.get(old.code)) for pk, old in cited.items() if _differs(old, now.get(old.code))}
    return Rewordings(edition if found else None, found)


def _codes(cited):
    return [row.code for row in cited.values()]


def _differs(old, new):
    return new is None or (old.text_hash, old.is_critical) != (new.text_hash, new.is_critical)
