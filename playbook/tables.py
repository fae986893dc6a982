from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.tables import CodeColumn, DayColumn, LinkColumn, MomentColumn, PersonColumn, Table, TextColumn
from kit.templatetags.components import code
from playbook.models import Evidence, FrozenStandard, Signature


class SignatureTable(Table):
    staff = PersonColumn(_("Name"), path="staff", linkify=lambda record: reverse("playbook:proof", args=[record.key]))
    team = TextColumn(verbose_name=_("Team"), accessor="staff__team__name", order_by=("staff__team__code",))
    code = CodeColumn(verbose_name=_("Standard"), accessor="frozen_standard__code")
    edition = TextColumn(
        verbose_name=_("Edition"),
        accessor="frozen_standard__edition__name",
        order_by=("frozen_standard__edition__number",),
    )
    signed_at = MomentColumn(verbose_name=_("Signed at"))
    text_hash = CodeColumn(verbose_name=_("Hash of the text"), orderable=False)

    class Meta(Table.Meta):
        model = Signature
        fields = ("staff", "team", "code", "edition", "signed_at", "text_hash")

    phone = ("staff", "code", "signed_at")

    def render_text_hash(self, value):
        return code(f"{value[:12]}…")


class ChainQuoteTable(Table):
    quote = LinkColumn(_("Customer's words"))
    source = TextColumn(_("Source"))
    said_on = DayColumn(_("Said on"))

    class Meta(Table.Meta):
        model = Evidence
        fields = ("quote", "source", "said_on")

    phone = ("quote", "source", "said_on")


class ChainStandardTable(Table):
    code = CodeColumn(_("Standard"), linkify=lambda record: record.get_absolute_url())
    behaviour = TextColumn(_("Behaviour"), order_by="behaviour_fa")
    edition = TextColumn(_("Edition"), accessor="edition__name", order_by=("edition__number",))

    class Meta(Table.Meta):
        model = FrozenStandard
        fields = ("code", "behaviour", "edition")

    phone = ("code", "behaviour", "edition")
