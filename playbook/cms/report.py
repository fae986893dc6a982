"""The report of standards in the CMS, in Wagtail's own form: filters, columns, XLSX and CSV."""

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from kit.access import require
from kit.display import number, percent
from playbook.evidence.proposals import alike_pages
from playbook.folder.report import Translated, facts_of, source_pages, translation_states
from playbook.folder.trust import TrustState, trust_of
from playbook.links.coverage import columns as coverage_columns
from playbook.links.coverage import mend_url, mendable_by
from playbook.models import StandardPage
from playbook.models.codes import Measure
from playbook.translations.addresses import texts_url
from playbook.translations.corrections import mend_text

# Before the names of the columns that count.
COUNT = "count_"


class StandardsFilterSet(WagtailFilterSet):
    live = django_filters.BooleanFilter(label=gettext_lazy("Published"))
    has_unpublished_changes = django_filters.BooleanFilter(label=gettext_lazy("Written but not published"))
    trust = django_filters.ChoiceFilter(label=gettext_lazy("Trust"), choices=TrustState.choices, method="by_trust")
    translated = django_filters.ChoiceFilter(
        label=gettext_lazy("Languages"), choices=Translated.choices, method="by_translation"
    )
    measure = django_filters.ChoiceFilter(label=gettext_lazy("Measure"), choices=Measure.choices)

    class Meta:
        model = StandardPage
        fields = ["live", "has_unpublished_changes", "trust", "translated", "is_critical", "measure", "caretaker"]

    def by_trust(self, pages, name, value):
        trusts = trust_of(list(pages.values_list("code", flat=True)), timezone.localdate())
        return pages.filter(code__in=[code for code, trust in trusts.items() if trust.state == value])

    def by_translation(self, pages, name, value):
        states = translation_states(list(pages))
        return pages.filter(pk__in=[pk for pk, state in states.items() if state == value])


class StandardsReport(ReportView):
    model = StandardPage
    page_title = gettext_lazy("Standards")
    header_icon = "list-ul"
    index_url_name = "playbook_cms:standards"
    index_results_url_name = "playbook_cms:standards_results"
    filterset_class = StandardsFilterSet
    default_ordering = "code"
    export_filename = "havadar-standards"

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "playbook.manage_editions")
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return source_pages()

    def get_queryset(self):
        return self.order_queryset(source_pages()).prefetch_workflow_states().annotate_approved_schedule()

    def decorate_paginated_queryset(self, pages):
        """One set of questions for all rows that are shown."""
        rows, mendable = list(pages), mendable_by(self.request.user)
        facts, alike = facts_of(rows, timezone.localdate()), _alike()
        for page in rows:
            page.facts, page.alike = facts[page.pk], alike.get(page.translation_key, [])
            page.mendable = mendable
            page.shown_title = f"{page.code} {page.behaviour}"
            for name, _head, value in _shown():
                setattr(page, name, value(page))
        return rows

    @property
    def columns(self):
        shown = [(name, head) for name, head, _value in _shown() if name not in ("code", "behaviour")]
        heads = [_column(name, head) for name, head in shown]
        edit = TitleColumn("shown_title", label=_("Standard"), get_url=lambda page: _editor(page))
        return [edit, *heads]

    @property
    def list_export(self):
        return [name for name, _head, _value in _shown()]

    @property
    def export_headings(self):
        return {name: str(head) for name, head, _value in _shown()}


class LinkedColumn(Column):
    """`way(page)`: the address that the cell leads to, or ""."""

    cell_template_name = "playbook/_cms_linked_cell.html"

    def __init__(self, *args, way, **kwargs):
        super().__init__(*args, **kwargs)
        self.way = way

    def get_cell_context_data(self, instance, parent_context):
        return {**super().get_cell_context_data(instance, parent_context), "url": self.way(instance)}


def _both_languages(page):
    is_complete = page.facts.translated == Translated.COMPLETE
    return "" if is_complete else mend_text(page, field="behaviour", back=_here())


def _mend_of(column):
    def way(page):
        is_gap = page.facts.frozen is not None and page.facts.counts.get(column) == 0
        return mend_url(column, page.facts.frozen, _here()) if is_gap and column in page.mendable else ""

    return way


def _here():
    return reverse("playbook_cms:standards")


class AlikeColumn(Column):
    """The standards that read alike, each a link to where it is written."""

    cell_template_name = "playbook/_alike_cell.html"

    def get_value(self, instance):
        return [(other.code, texts_url(other.translation_key)) for other in instance.alike]


def _column(name, head):
    """What is not translated, and what there is none of, leads to where it is mended, and back."""
    if name == "shown_translated":
        return LinkedColumn(name, label=head, accessor=_accessor(name), way=_both_languages)
    if name.startswith(COUNT):
        return LinkedColumn(name, label=head, accessor=_accessor(name), way=_mend_of(name.removeprefix(COUNT)))
    kind = AlikeColumn if name == "shown_alike" else Column
    return kind(name, label=head, accessor=_accessor(name))


def _alike():
    """{translation key: pages of standards that read alike}; one query."""
    pages = list(StandardPage.objects.select_related("locale").order_by("locale__language_code", "code"))
    by_key = {page.translation_key: page for page in pages if page.code}
    return {key: [by_key[one] for one in others if one in by_key] for key, others in alike_pages(pages).items()}


def _accessor(name):
    """Counts in the reader's digits on the screen, as numbers in the file."""

    def shown(page):
        value = getattr(page, name)
        return number(value) if isinstance(value, int) else value

    return shown


def _editor(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _shown():
    """[(attribute, head, value of a page)] in the order of the columns."""
    fixed = [
        ("code", _("Code"), lambda page: page.code),
        ("behaviour", _("Behaviour"), lambda page: page.behaviour),
        ("shown_status", _("Status"), lambda page: str(page.status_string)),
        ("shown_translated", _("Languages"), lambda page: str(page.facts.translated.label)),
        ("shown_critical", _("Critical"), lambda page: _("yes") if page.is_critical else ""),
        ("shown_owner", _("Owner"), lambda page: page.caretaker.name if page.caretaker else ""),
        ("shown_trust", _("Trust"), lambda page: str(page.facts.trust.state.label)),
        ("shown_share", _("Signed"), _share),
        ("shown_alike", _("Reads much like"), lambda page: ", ".join(other.code for other in page.alike)),
    ]
    counted = [
        (f"{COUNT}{name}", label, lambda page, name=name: page.facts.counts.get(name, ""))
        for name, label in coverage_columns().items()
    ]
    return fixed + counted


def _share(page):
    return "" if page.facts.share is None else percent(page.facts.share, 0)
