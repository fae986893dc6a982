"""All that customers said about one standard."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from kit.lists import ListPage
from playbook.models import Evidence, EvidenceLink, FrozenStandard


class StandardWords(ListPage):
    permission = "playbook.view_folder"
    per_page = 25
    template_name = "playbook/standard_words.html"

    @cached_property
    def standard(self):
        return get_object_or_404(FrozenStandard.objects.visible_to(self.request.user), key=self.kwargs["key"])

    def rows(self):
        seen = Evidence.objects.visible_to(self.request.user)
        links = EvidenceLink.objects.filter(code=self.standard.code, evidence__in=seen).select_related("evidence")
        return links.order_by("-strength", "-evidence__said_on", "-pk")

    def context(self):
        return {"standard": self.standard}
