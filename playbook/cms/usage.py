"""What stands beside a page in the editor: where a standard is used (Wagtail counts links between its own pages, of
which a standard has none), and no privacy, which pages of ours do not have."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.side_panels import PageStatusSidePanel, StatusSidePanel

from kit.display import number
from kit.phrases import joined
from playbook.folder.report import facts_of
from playbook.links.coverage import columns
from playbook.models import EditionState, FrozenStandard, StandardPage


def uses_of(page):
    """(what uses the standard in words, the address of its screen or '')."""
    frozen = FrozenStandard.objects.filter(code=page.code, edition__state=EditionState.FROZEN)
    newest = frozen.order_by("-edition__number").first()
    cited = facts_of([page], timezone.localdate())[page.pk].counts
    counts = [(_("Editions"), frozen.values("edition").distinct().count())]
    counts += [(label, cited.get(name)) for name, label in columns().items()]
    told = [f"{label}: {number(count)}" for label, count in counts if count]
    return joined(told) or _("Not used yet"), newest.get_absolute_url() if newest else ""


def count_what_cites_it():
    ours = PageStatusSidePanel.get_usage_context

    def get_usage_context(self):
        if not isinstance(self.object, StandardPage) or not self.object.pk:
            return ours(self)
        text, url = uses_of(self.object)
        return {"usage_count": 0, "usage_url": url, "usage_url_text": text}

    PageStatusSidePanel.get_usage_context = get_usage_context
    # A page has no privacy of its own, so none is told.
    PageStatusSidePanel.get_status_templates = StatusSidePanel.get_status_templates
