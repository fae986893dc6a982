"""Hoda proves who signed which text, and sees where somebody changed it afterwards."""

from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO

from django.urls import reverse

from kit.spreadsheets import read_table
from playbook.actions import sign_standard
from playbook.actions.excuses import excuse_from_signing
from playbook.editions.proof import proof_of
from playbook.models import FrozenStandard
from playbook.signatures.statuses import SignatureStatus, lines_of
from tests.factories.playbook import (
    SignatureFactory,
    frozen_by,
    frozen_edition,
    live_standard,
    live_touchpoint,
    republish,
)
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)


@built_once
def signature(people, narges):
    standard = frozen_edition(standards=1).standards.get()
    return sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)


def test_the_text_gives_the_hash_again_and_the_log_knows(signature):
    proof = proof_of(signature)
    assert proof.is_proven
    assert sha256(proof.document.encode()).hexdigest() == signature.text_hash


def test_a_changed_text_and_an_invented_signature_are_told(signature, parisa):
    invented = SignatureFactory(staff=parisa, frozen_standard=signature.frozen_standard, signed_at=AT)
    assert (proof_of(invented).is_same_text, proof_of(invented).is_proven) == (True, False)
    FrozenStandard.objects.update(behaviour_fa="چیز دیگری.")
    signature.refresh_from_db()
    assert not proof_of(signature).is_same_text


def test_who_opens_which_proof(signature, narges, saeed, hoda, kaveh, mina, parisa, client_for):
    address = reverse("playbook:proof", args=[signature.key])
    opened = {who: client_for(who).get(address).status_code for who in (narges, saeed, hoda, kaveh, mina, parisa)}
    assert opened == {narges: 200, saeed: 200, hoda: 200, kaveh: 404, mina: 404, parisa: 404}
    file = client_for(hoda).get(address, {"_export": "json"})
    assert sha256(file.content).hexdigest() == signature.text_hash


def test_the_register_finds_by_name_and_code(signature, hoda, saeed, client_for):
    address = reverse("playbook:signature_register")
    assert client_for(saeed).get(address).status_code == 403
    client, code = client_for(hoda), signature.frozen_standard.code
    for asked, found in (({"q": "نرگس"}, 1), ({"q": "هدی"}, 0), ({"code": code.lower()}, 1), ({"code": "DUR-99"}, 0)):
        assert len(client.get(address, asked).context["table"].rows) == found
    _header, rows = read_table(BytesIO(client.get(address, {"_export": "xlsx"}).getvalue()))
    assert code in rows[0]


def test_statuses_of_one_person(mina, narges, hoda):
    touchpoint = live_touchpoint()
    pages = [live_standard(touchpoint, f"کار {n}", f"Act {n}")[0] for n in range(3)]
    first = frozen_by(mina.user)
    for standard in first.standards.all()[:2]:
        sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)
    excuse_from_signing(staff=narges, code="DUR-03", reason="مرخصی", by=hoda.user, at=AT)
    republish(pages[1], good="بزرگ")
    second = frozen_by(mina.user, effective_on=date(2026, 2, 1), classes={"DUR-02": "major"})

    def statuses(on):
        return [(line.standard.code, line.status) for line in lines_of(narges, second, on)]

    rest = [("DUR-03", SignatureStatus.EXCUSED), ("DUR-02", SignatureStatus.SUPERSEDED)]
    assert statuses(date(2026, 2, 8)) == [
        ("DUR-01", SignatureStatus.SIGNED),
        ("DUR-02", SignatureStatus.REQUIRED),
        *rest,
    ]
    assert statuses(date(2026, 2, 9)) == [
        ("DUR-01", SignatureStatus.SIGNED),
        ("DUR-02", SignatureStatus.OVERDUE),
        *rest,
    ]


def test_teams_on_the_board_and_their_file(signature, hoda, client_for):
    client, board = client_for(hoda), reverse("playbook:signature_board")
    teams = {team.code: totals for team, totals in client.get(board).context["teams"]}
    assert sum(totals.people for totals in teams.values()) == 7
    assert [totals.median_days for totals in teams.values() if totals.complete] == [2]
    header, rows = read_table(BytesIO(client.get(board, {"_export": "teams"}).getvalue()))
    assert (len(rows), len(header)) == (len(teams), 8)


def test_narges_reaches_her_own_proof_from_the_standard(signature, narges, client_for):
    page = client_for(narges).get(signature.frozen_standard.get_absolute_url()).content.decode()
    assert reverse("playbook:proof", args=[signature.key]) in page
