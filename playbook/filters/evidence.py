"""Which quotes are looked at, in which order, and which comes next."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.display import moment, number
from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from kit.text.bilingual import LANGUAGES
from kit.text.folding import fold
from people.models import Branch
from playbook.evidence.quotes import searched_evidence
from playbook.models import Evidence, EvidenceLink

UNLINKED, LINKED, ALL = "unlinked", "linked", "all"
SHOWS = (UNLINKED, LINKED, ALL)
MOST_CHOICES = 200
NEWEST = ["-added_at", "-pk"]
ORDERS = {
    "oldest": (gettext_lazy("Oldest first"), ["added_at", "pk"]),
    "said": (gettext_lazy("Last said first"), ["-said_on", "-added_at", "-pk"]),
    "source": (gettext_lazy("By source"), ["source", "-added_at", "-pk"]),
}


class WordSearch(SearchFilter):
    def filter(self, queryset, value):
        return searched_evidence(queryset, value) if value else queryset


def sources():
    """[(source, source)], those with the most quotes first."""
    rows = Evidence.objects.exclude(source="").order_by().values_list("source").annotate(count=Count("pk"))
    return [(source, source) for source, _count in rows.order_by("-count", "source")[:MOST_CHOICES]]


def imports():
    """[(instant, words)]: what came in one go, the newest first."""
    rows = Evidence.objects.order_by().values_list("added_at").annotate(count=Count("pk")).filter(count__gt=1)
    return [(at.isoformat(), _came(at, count)) for at, count in rows.order_by("-added_at")[:MOST_CHOICES]]


def _came(at, count):
    return _("%(day)s: %(count)s quotes") % {"day": moment(at), "count": number(count)}


class WordsFilter(FilterSet):
    q = WordSearch(label=gettext_lazy("Search in customers' words"), max_length=80)
    source = ChoiceFilter(label=gettext_lazy("Where they were said"), choices=sources)
    branch = ModelChoiceFilter(label=gettext_lazy("Branch named"), queryset=Branch.objects.all(), method="of_branch")
    brought = ChoiceFilter(label=gettext_lazy("Import"), choices=imports, method="of_import")
    order = ChoiceFilter(
        label=gettext_lazy("Order"),
        choices=[(name, label) for name, (label, _columns) in ORDERS.items()],
        method="as_it_is",
        empty_label=gettext_lazy("Newest first"),
    )

    class Meta:
        model = Evidence
        fields = []

    def of_branch(self, queryset, name, branch):
        """In whose words or source the branch is named, in either language."""
        names = [fold(getattr(branch, f"name_{language}")) for language in LANGUAGES]
        named = (Q(folded__contains=one) for one in names if one)
        condition = next(named, Q(pk=None))
        for one in named:
            condition |= one
        return queryset.filter(condition)

    def of_import(self, queryset, name, value):
        return queryset.filter(added_at=datetime.fromisoformat(value))

    def as_it_is(self, queryset, name, value):
        return queryset

    @cached_property
    def show(self):
        show = (self.data or {}).get("show")
        return show if show in SHOWS else UNLINKED

    @cached_property
    def found(self):
        """The quotes that are shown, in their order."""
        return self.ordered(self.shown(self.qs))

    def shown(self, rows):
        if self.show == ALL:
            return rows
        links = EvidenceLink.objects.filter(evidence=OuterRef("pk"))
        return rows.filter(Exists(links) if self.show == LINKED else ~Exists(links))

    def ordered(self, rows):
        """As asked for; where all are shown, those without a link come first."""
        asked = (self.data or {}).get("order")
        columns = ORDERS[asked][1] if asked in ORDERS else NEWEST
        if self.show == ALL and asked not in ORDERS:
            rows = rows.annotate(is_linked=Exists(EvidenceLink.objects.filter(evidence=OuterRef("pk"))))
            columns = ["is_linked", *columns]
        return rows.order_by(*columns)

    def queue(self, beside=None):
        """Primary keys in order, `beside` among them, also where it is not found any more."""
        rows = self.found
        if beside is not None:
            among = Q(pk__in=rows.order_by().values("pk")) | Q(pk=beside.pk)
            rows = self.ordered(Evidence.objects.filter(among))
        return list(rows.values_list("pk", flat=True))

    @cached_property
    def asked(self):
        """{name: value} of what narrows and orders the list, for links that keep it."""
        names = ("show", *self.filters)
        return {name: value[:120] for name in names if (value := (self.data or {}).get(name, ""))}


def next_after(queue, quote):
    """The primary key that follows, or None at the end."""
    place = queue.index(quote.pk) if quote is not None else -1
    return queue[place + 1] if place + 1 < len(queue) else None
