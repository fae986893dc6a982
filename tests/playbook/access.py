"""Who may open what of the folder."""

from datetime import date
from types import SimpleNamespace

from people.models import Absence
from playbook.actions.pictures import keep_picture
from playbook.models import FolderPage, PublicEdition, SignatureExcuse
from playbook.pictures.album import shot_of
from tests.access import Row, only, public
from tests.factories.playbook import (
    FROZEN_AT,
    EditionFactory,
    EvidenceFactory,
    EvidenceLinkFactory,
    FlagFactory,
    SignatureFactory,
    cms_picture,
    frozen_edition,
    reseal_standard,
    seal,
)

AUTHORS = ("mina", "armin")


def paper(kind, thing):
    return lambda w: {"kind": kind, "key": getattr(w.playbook, thing).key, "language": "fa"}


def build(people):
    """Edition 1 (superseded) and 2 (in force) with three standards and the policy each, and 3, a draft."""
    old = frozen_edition(effective_on=date(2026, 1, 1))
    in_force = frozen_edition(effective_on=date(2026, 2, 1), steps=6)
    standard = in_force.standards.first()
    opened = PublicEdition.objects.create(edition=old, opened_by=people.mina.user, opened_at=FROZEN_AT)
    opened.standards.set(old.standards.all())
    return SimpleNamespace(
        old=old,
        opened=opened,
        edition=in_force,
        standard=standard,
        quote=EvidenceFactory(),
        told=EvidenceLinkFactory(code=standard.code).evidence,
        excuse=SignatureExcuse.objects.create(
            staff=people.narges, code="DUR-99", reason="مرخصی", excused_by=people.hoda.user, excused_at=FROZEN_AT
        ),
        flag=FlagFactory(standard=standard, raised_by=people.parisa),
        signature=SignatureFactory(staff=people.narges, frozen_standard=old.standards.first()),
        absence=Absence.objects.create(
            staff=people.narges,
            starts_on=date(2026, 1, 5),
            ends_on=date(2026, 1, 9),
            reason="مرخصی",
            entered_by=people.saeed.user,
            entered_at=FROZEN_AT,
        ),
        picture=picture_of(standard),
        baristas=frozen_standard_for(people.barista, in_force),
        draft=EditionFactory(effective_on=date(2026, 3, 1)),
    )


def frozen_standard_for(role, edition):
    row = edition.standards.order_by("position").last()
    row.roles.add(role)
    reseal_standard(row)
    seal(edition)
    return row


def picture_of(standard):
    """Kept by an edition; that of the CMS is gone."""
    image = cms_picture()
    picture = keep_picture(shot=shot_of(image), by=None, at=FROZEN_AT)
    standard.pictures.add(picture)
    image.delete()
    return picture


def of(name):
    return lambda world: {"key": getattr(world.playbook, name).key}


def in_persian(name):
    return lambda world: of(name)(world) | {"language": "fa"}


def versus(world):
    return {"key": world.playbook.edition.key, "other": world.playbook.old.key}


def versus_draft(world):
    return {"key": world.playbook.draft.key, "other": world.playbook.old.key}


def of_folder(world):
    return {"key": FolderPage.objects.first().translation_key.hex}


BARISTAS = ("narges", "saeed")

ROWS = [
    Row("playbook:folder"),
    Row("playbook:policy"),
    Row("playbook:pocket"),
    Row("playbook:standard", args=of("standard")),
    Row("playbook:picture", args=lambda world: {"sha256": world.playbook.picture.sha256, "part": "small"}),
    Row("playbook:sign", get=302),
    # 302 where an app above has frozen a later edition for its own rows.
    Row("playbook:sign_standard", args=of("standard"), get=(200, 302), post=302),
    Row(
        "playbook:sign_standard",
        case="of baristas",
        args=of("baristas"),
        get=only(*BARISTAS, status=(200, 302), others=404),
        post=only(*BARISTAS, status=302, others=404),
    ),
    Row("playbook:flag", args=of("standard"), get=(200, 302), post=(200, 302)),
    Row("playbook:flag_resolve", args=of("flag"), get=405, post=only(*AUTHORS, status=302, others=404)),
    Row("playbook:review", get=only(*AUTHORS)),
    Row(
        "playbook:review_standard",
        args=of("standard"),
        get=only(*AUTHORS, others=404),
        post=only(*AUTHORS, status=403, others=404),
    ),
    Row("playbook:standard_words", args=of("standard")),
    Row("playbook:coverage", get=only(*AUTHORS, "hoda")),
    Row("playbook:signature_board", get=only("saeed", "kaveh", "hoda")),
    Row(
        "playbook:signatures_of",
        args=lambda world: {"key": world.narges.key},
        get={**only("saeed", "hoda"), "kaveh": 404},
        post={**only("saeed", "hoda"), "kaveh": 404},
    ),
    Row("playbook:excuse_end", args=of("excuse"), get=405, post={**only("saeed", "hoda", status=302), "kaveh": 404}),
    Row("playbook:sign_check", args=of("standard"), get=302, post=302),
    Row("playbook:signature_register", get=only("hoda")),
    Row("playbook:proof", args=of("signature"), get=only("narges", "saeed", "hoda", others=404)),
    Row(
        "playbook:leave",
        args=lambda world: {"key": world.narges.key},
        get={**only("saeed", "hoda"), "kaveh": 404},
        post={**only("saeed", "hoda"), "kaveh": 404},
    ),
    Row("playbook:leave_end", args=of("absence"), get=405, post={**only("saeed", "hoda", status=302), "kaveh": 404}),
    Row("playbook:approvals", get=only(*AUTHORS)),
    Row("playbook:approval", args=of_folder, get=only(*AUTHORS)),
    Row("playbook:approval", case="no such text", args=lambda world: {"key": "x"}, get=only(*AUTHORS, status=404)),
    *(
        Row(f"playbook:{name}", args=of_folder, get=405, post=only(*AUTHORS, status=status))
        for name, status in (("approve", 302), ("give_back", 422), ("submit_text", 302), ("withdraw_text", 302))
    ),
    Row("playbook:words", get=only(*AUTHORS), post=only(*AUTHORS, status=422)),
    Row("playbook:words_flow", get=only(*AUTHORS), post=only(*AUTHORS, status=404)),
    Row("playbook:words_undo", get=405, post=only(*AUTHORS, status=302)),
    Row("playbook:writing_hints", get=405, post=only(*AUTHORS, status=404)),
    Row("playbook:writing_hint_away", get=405, post=only(*AUTHORS, status=404)),
    Row("playbook:words_standards", get=only(*AUTHORS), post=405),
    Row("playbook:words_new", get=only(*AUTHORS), post=only(*AUTHORS)),
    Row("playbook:words_import", get=only(*AUTHORS), post=only(*AUTHORS)),
    Row(
        "playbook:words_import_preview",
        args=lambda world: {"name": "x" * 32},
        get=only(*AUTHORS, status=404),
        post=only(*AUTHORS, status=404),
    ),
    Row(
        "playbook:words_import_columns",
        args=lambda world: {"name": "x" * 32},
        get=only(*AUTHORS, status=404),
        post=only(*AUTHORS, status=404),
    ),
    Row("playbook:words_import_wrong", args=lambda world: {"name": "x" * 32}, get=only(*AUTHORS, status=404), post=405),
    Row("playbook:quote", args=of("quote"), get=only(*AUTHORS, others=404), post=only(*AUTHORS, others=404)),
    Row("playbook:quote", args=of("told"), post=only(*AUTHORS), case="about a standard"),
    Row("playbook:chain_quotes"),
    Row("playbook:chain_standards"),
    Row("playbook:quote_consent", args=of("quote"), get=405, post=only(*AUTHORS, status=302)),
    Row("playbook:quote_link", args=of("quote"), get=405, post=only(*AUTHORS, status=422)),
    Row(
        "playbook:quote_unlink",
        args=lambda world: {"key": world.playbook.quote.key, "code": "DUR-01"},
        get=405,
        post=only(*AUTHORS, status=302),
    ),
    Row("playbook:folder_import", get=only("mina"), post=only("mina")),
    Row(
        "playbook:folder_import_preview",
        args=lambda world: {"name": "x" * 32},
        get=only("mina", status=404),
        post=only("mina", status=404),
    ),
    Row(
        "playbook:folder_import_columns",
        args=lambda world: {"name": "x" * 32},
        get=only("mina", status=404),
        post=only("mina", status=404),
    ),
    Row("playbook:folder_import_wrong", args=lambda world: {"name": "x" * 32}, get=only("mina", status=404), post=405),
    Row("playbook:folder_import_saved", get=only("mina"), post=only("mina", status=404)),
    Row("playbook:words_import_saved", get=only(*AUTHORS), post=only(*AUTHORS, status=404)),
    Row("playbook:folder_file", args=lambda world: {"kind": "json"}, get=only(*AUTHORS)),
    Row("playbook:gone", get=410),
    Row("playbook:languages", get=only(*AUTHORS)),
    Row("playbook:effects", get=only(*AUTHORS, "hoda")),
    Row("playbook:effects_move", get=405, post=only(*AUTHORS, "hoda", status=302)),
    Row("playbook:editions"),
    Row("playbook:edition", args=of("edition")),
    Row("playbook:edition", case="a draft", args=of("draft"), get=only(*AUTHORS, others=404)),
    Row("playbook:edition_new", get=only(*AUTHORS, status=302), post=only(*AUTHORS, status=302)),
    Row("playbook:edition_edit", args=of("draft"), get=only(*AUTHORS), post=only(*AUTHORS)),
    Row("playbook:edition_review", args=of("draft"), get=only(*AUTHORS)),
    Row("playbook:edition_submit", args=of("draft"), get=405, post=only(*AUTHORS, status=302)),
    Row("playbook:edition_return", args=of("draft"), get=405, post=only(*AUTHORS, status=302)),
    Row("playbook:edition_freeze", args=of("draft"), get=only("mina", status=302), post=only("mina", status=302)),
    Row("playbook:edition_file", args=of("edition")),
    Row("playbook:edition_file", case="a draft", args=of("draft"), get=404),
    Row("playbook:edition_open", args=of("edition"), get=only("mina"), post=only("mina")),
    Row("playbook:edition_close", args=of("edition"), get=405, post=only(*AUTHORS, status=302)),
    Row("playbook:public_edition", case="not switched on", args=of("edition"), get=public(404), post=public(405)),
    Row("playbook:public_edition", args=of("old"), get=public(200), post=public(405)),
    Row("playbook:public_pdf", case="not switched on", args=in_persian("edition"), get=public(404), post=public(405)),
    Row("playbook:public_pdf", case="not made yet", args=in_persian("old"), get=public(302), post=public(405)),
    Row("playbook:edition_compare", args=versus),
    Row("playbook:edition_compare", case="a draft", args=versus_draft, get=404),
    Row("kit:paper", args=paper("pocket-card", "edition"), case="pocket card"),
    Row("kit:paper", args=paper("pocket-card", "old"), get=404, case="pocket card without a policy"),
    Row("kit:paper", args=paper("public-edition", "opened"), case="public edition"),
]
