"""How the log reads where it speaks of the folder."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.audit.labels import Fact, Thing, leave_out, own_page, register_deeds, register_facts, register_things

PAGES = ("playbook.TouchpointPage", "playbook.StandardPage", "playbook.ComplaintPolicyPage")


def _code(row):
    return row.code


register_things(
    Thing("playbook.Edition", _("an edition"), _("“%(name)s”"), lambda row: row.name, url=own_page),
    Thing(
        "playbook.FrozenStandard",
        _("a standard"),
        _("the standard %(name)s"),
        _code,
        url=own_page,
        search=("code",),
    ),
    Thing("playbook.FrozenPicture", _("a picture")),
    Thing(
        "playbook.Flag",
        _("a hint about a standard"),
        _("the hint about the standard %(name)s"),
        _code,
        also=("standard",),
        url=lambda row: reverse("playbook:review_standard", args=[row.standard.key]),
        search=("code",),
    ),
    Thing(
        "playbook.SignatureExcuse",
        _("somebody"),
        name=lambda row: row.staff.name,
        also=("staff",),
    ),
    Thing(
        "playbook.Evidence",
        _("a customer’s words"),
        url=lambda row: reverse("playbook:quote", args=[row.key]),
        opens="playbook.manage_evidence",
    ),
    Thing(
        "playbook.FolderPage",
        _("the folder"),
        url=lambda row: reverse("playbook:folder"),
        opens="playbook.view_folder",
        visible=lambda user: _folder_pages(),
    ),
    *(Thing(label, _("a page"), _("the page “%(name)s”"), str) for label in PAGES),
)


def _folder_pages():
    from playbook.models import FolderPage

    return FolderPage.objects.all()


register_deeds(
    "folder",
    _("The folder"),
    {
        "edition.drafted": _("%(who)s began %(on)s."),
        "edition.edited": _("%(who)s changed the day on which %(on)s takes effect."),
        "edition.submitted": _("%(who)s handed in %(on)s for review."),
        "edition.returned": _("%(who)s sent %(on)s back for more work."),
        "edition.frozen": _("%(who)s froze %(on)s."),
        "picture.kept": _("%(who)s kept %(on)s for the editions of the folder."),
        "edition.opened": _("%(who)s opened %(on)s to the public."),
        "edition.closed": _("%(who)s closed %(on)s to the public."),
        "edition.imported": _("%(who)s read in %(on)s."),
        "pages.published": _("%(who)s published several drafts at once."),
        "texts.saved": _("%(who)s wrote %(on)s."),
        "texts.checked": _("%(who)s said that the translation of %(on)s is still right."),
        "page.submitted": _("%(who)s sent %(on)s for approval."),
        "page.approved": _("%(who)s approved %(on)s."),
        "page.returned": _("%(who)s gave %(on)s back to who wrote it."),
        "page.withdrawn": _("%(who)s took %(on)s back from approval."),
        "folder.imported": _("%(who)s read a file into %(on)s."),
        "standard.signed": _("%(who)s signed %(on)s."),
        "standard.verified": _("%(who)s said that %(on)s is true in practice."),
        "standard.flagged": _("%(who)s said that %(on)s is not so in practice."),
        "standard.hint_put_away": _("%(who)s put a hint about the writing of %(on)s away."),
        "standard.hints_brought_back": _("%(who)s had hints about the writing of %(on)s shown again."),
        "flag.resolved": _("%(who)s answered %(on)s."),
        "check.answered": _("%(who)s answered the check question of %(on)s."),
        "signature.excused": _("%(who)s excused %(on)s from signing a standard."),
        "signature.excuse_ended": _("%(who)s ended that %(on)s is excused from signing a standard."),
        "evidence.added": _("%(who)s added %(on)s."),
        "evidence.imported": _("%(who)s read in customers’ words."),
        "evidence.redacted": _("%(who)s made names in %(on)s unreadable."),
        "evidence.consent_decided": _("%(who)s wrote down whether %(on)s may be shown."),
        "evidence.linked": _("%(who)s linked %(on)s to the standard %(code)s."),
        "evidence.unlinked": _("%(who)s removed the link of %(on)s to the standard %(code)s."),
        "evidence.linked_together": _("%(who)s linked several quotes to the standard %(code)s at once."),
        "evidence.unlinked_together": _("%(who)s took back several links at once, to the standard %(code)s."),
    },
)
register_facts(
    {
        "effective_on": Fact(_("Takes effect")),
        "standards": Fact(_("Standards")),
        "policy": Fact(_("With the complaint policy")),
        "counts": Fact(_("How many")),
        "known": Fact(_("Known already")),
        "stance": Fact(_("Says"), lambda value: _stances().get(value, value)),
        "strength": Fact(_("Strength")),
        "was": Fact(_("Before"), lambda value: _consents().get(value, value)),
        "now": Fact(_("After"), lambda value: _consents().get(value, value)),
        "right": Fact(_("Answered rightly"), shut=True),
        "flag": Fact(_("Hint"), of="playbook.Flag"),
        "edition": Fact(_("Edition"), of="playbook.Edition"),
        "standard": Fact(_("Standard")),
        "hint": Fact(_("Hint about writing")),
        "titles": Fact(_("Pages")),
        "languages": Fact(_("Languages")),
        "texts": Fact(_("Texts")),
        "stale": Fact(_("Texts that fell behind")),
    }
)
leave_out("picture.kept size")


def _stances():
    from playbook.models import EvidenceLink

    return {value: str(words) for value, words in EvidenceLink._meta.get_field("stance").flatchoices}


def _consents():
    from playbook.models import Evidence

    return {value: str(words) for value, words in Evidence._meta.get_field("consent").flatchoices}
