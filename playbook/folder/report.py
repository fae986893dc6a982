"""Every standard with how it stands: written, translated, kept, signed, taught and evaluated."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef

from people.models import StaffMember
from playbook.folder.trust import trust_of
from playbook.links.coverage import coverage_lines
from playbook.models import Edition, FrozenStandard, Signature, StandardPage
from playbook.translations.pairs import Translated, pairs_of, state_of


@dataclass(frozen=True)
class StandardFacts:
    """`signed` of `required` people; both None where the edition in force does not hold the standard. `frozen`: its
    row there."""

    trust: object
    translated: Translated
    signed: int | None = None
    required: int | None = None
    counts: dict = field(default_factory=dict)
    frozen: FrozenStandard | None = None

    @property
    def share(self):
        """Basis points."""
        return 10000 * self.signed // self.required if self.required else None


def source_pages():
    """One page for each standard: the Persian one, the other where there is none."""
    persian = StandardPage.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code="fa")
    pages = StandardPage.objects.exclude(Exists(persian), locale__language_code="en")
    return pages.select_related("locale", "caretaker").order_by("code")


def facts_of(pages, on):
    """{page id: StandardFacts}; a constant number of queries."""
    codes = [page.code for page in pages]
    trusts, states = trust_of(codes, on), translation_states(pages)
    edition = Edition.objects.in_force(on)
    signed = signed_shares(edition, on) if edition else {}
    lines = {line.standard.code: line for line in coverage_lines(edition, on)} if edition else {}
    return {
        page.pk: StandardFacts(
            trusts[page.code],
            states[page.pk],
            *signed.get(page.code, (None, None)),
            {name: cell.count for name, cell in lines[page.code].cells.items()} if page.code in lines else {},
            lines[page.code].standard if page.code in lines else None,
        )
        for page in pages
    }


def translation_states(pages):
    """{page id: Translated}; a constant number of queries."""
    states = {pair.translation_key: state_of(pair) for pair in pairs_of(pages)}
    return {page.pk: states[page.translation_key] for page in pages}


def signed_shares(edition, on):
    """{code: (people who signed, people whom it binds)} among those at work; three queries."""
    people = StaffMember.objects.active_on(on)
    by_role = Counter(people.order_by().values_list("job_role", flat=True))
    rows = list(edition.standards.prefetch_related("roles"))
    held = Signature.objects.filter(
        frozen_standard__binding_hash__in=[row.binding_hash for row in rows], staff__in=people.order_by().values("pk")
    )
    counted = held.order_by().values_list("frozen_standard__binding_hash", "frozen_standard__code", "staff__job_role")
    given = {key: count for *key, count in counted.annotate(n=Count("staff", distinct=True)) for key in [tuple(key)]}
    found = {}
    for row in rows:
        roles = [role.pk for role in row.roles.all()] or list(by_role)
        signed = sum(given.get((row.binding_hash, row.code, role), 0) for role in roles)
        found[row.code] = (signed, sum(by_role[role] for role in roles))
    return found
