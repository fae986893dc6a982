"""An edition outside the house: a file that proves itself offline, and a public page with what was marked alone."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.urls import reverse

from kit.audit.models import AuditEntry
from kit.documents.texts import Said
from playbook import errors
from playbook.actions.publication import close_edition, open_edition
from playbook.documents.folder import PUBLIC, publication_context
from playbook.documents.folder_content import publication_content
from playbook.exports import edition_json
from tests.factories.playbook import (
    EditionFactory,
    frozen_by,
    frozen_edition,
    live_policy,
    live_standard,
    live_touchpoint,
)
from tests.worlds import built_once

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
INTERNAL = ("بازگو نمی‌کند", "نمونهٔ خصوصی", "accuracy", "دقت", "باریستا", "DUR-01")


@built_once
def edition(people, mina):
    touchpoint = live_touchpoint()
    inside = {"good": "نمونهٔ خصوصی", "bad": "سفارش را بازگو نمی‌کند.", "measure": "accuracy", "roles": [people.barista]}
    live_standard(touchpoint, "سفارش را بازگو می‌کند.", "Repeats the order.", why="درست شنیدن مهم است.", **inside)
    live_standard(touchpoint, "صندوق را می‌شمارد.", "Counts the till.")
    live_policy()
    return frozen_by(mina.user)


def publish(edition, by, codes=("DUR-01",), policy=False):
    rows = list(edition.standards.filter(code__in=codes))
    return open_edition(edition=edition, standards=rows, shows_policy=policy, by=by, at=AT)


def verify(path, *printed):
    script = settings.BASE_DIR / "docs" / "verify_edition.py"
    done = subprocess.run([sys.executable, "-I", script, path, *printed], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_script_recomputes_both_hashes_offline(edition, narges, client_for, tmp_path):
    answer = client_for(narges).get(reverse("playbook:edition_file", args=[edition.key]))
    path = tmp_path / "edition.json"
    path.write_bytes(answer.content)
    assert answer["Content-Disposition"] == f'attachment; filename="havadar-edition-{edition.number}.json"'
    code, said = verify(path, edition.content_hash, edition.structure_hash)
    assert (code, said.count("holds")) == (0, 2)
    assert edition.content_hash in said and edition.structure_hash in said


@pytest.mark.parametrize("field", ["behaviour_fa", "why_en", "code", "is_critical"])
def test_the_script_finds_what_was_altered(edition, tmp_path, field):
    content = json.loads(edition_json(edition))
    standard = content["edition"]["standards"][0]
    standard[field] = True if field == "is_critical" else standard[field] + "."
    path = tmp_path / "edition.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    code, said = verify(path)
    assert code == 1
    assert said.count("DOES NOT HOLD") == (2 if field in ("code", "is_critical") else 1)


def test_a_forged_file_agrees_with_itself_but_not_with_the_printed_hash(edition, tmp_path):
    other = frozen_edition()
    path = tmp_path / "edition.json"
    path.write_bytes(edition_json(other))
    assert verify(path)[0] == 0
    assert verify(path, edition.content_hash)[0] == 1


def test_the_same_edition_gives_the_same_file(edition):
    assert edition_json(edition) == edition_json(edition)


def test_nobody_outside_reads_it_until_its_author_opens_it(edition, mina, visitor):
    address = reverse("playbook:public_edition", args=[edition.key])
    assert visitor.get(address).status_code == 404
    publish(edition, mina.user)
    assert visitor.get(address).status_code == 200
    close_edition(edition=edition, by=mina.user, at=AT)
    assert visitor.get(address).status_code == 404
    verbs = list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs[-2:] == ["edition.opened", "edition.closed"]


def test_the_public_reads_what_was_marked_and_nothing_internal(edition, mina, visitor):
    publish(edition, mina.user)
    page = visitor.get(reverse("playbook:public_edition", args=[edition.key])).content.decode()
    assert "سفارش را بازگو می‌کند." in page and "درست شنیدن مهم است." in page
    assert "صندوق را می‌شمارد." not in page and "اگر چیزی" not in page
    assert [words for words in INTERNAL if words in page] == []
    assert "noindex" not in page


def test_the_pdf_holds_the_same_part(edition, mina, visitor):
    publication = publish(edition, mina.user, policy=True)
    context = publication_context(Said(publication_content(publication, AT)))
    ((_phase, touchpoints),) = context["phases"]
    assert [row.code for _name, rows in touchpoints for row in rows] == ["DUR-01"]
    assert len(context["steps"]) == 6
    address = reverse("playbook:public_pdf", args=[edition.key, "fa"])
    assert visitor.get(address).url == publication.get_absolute_url()
    assert visitor.get(reverse("kit:paper", args=[PUBLIC, publication.key, "fa"])).status_code == 302


def test_a_second_opening_and_a_second_closing_are_refused(edition, mina):
    publish(edition, mina.user)
    with pytest.raises(errors.AlreadyPublic):
        publish(edition, mina.user)
    close_edition(edition=edition, by=mina.user, at=AT)
    with pytest.raises(errors.NotPublic):
        close_edition(edition=edition, by=mina.user, at=AT)


def test_nothing_marked_and_nothing_frozen_is_refused(edition, mina):
    with pytest.raises(errors.NothingPublic):
        publish(edition, mina.user, codes=())
    with pytest.raises(errors.EditionNotFrozen):
        open_edition(edition=EditionFactory(), standards=[], shows_policy=False, by=mina.user, at=AT)


def test_the_next_edition_proposes_what_was_public_and_leads_there(edition, mina, client_for, visitor):
    publish(edition, mina.user)
    second = frozen_by(mina.user, date(2026, 1, 2))
    client = client_for(mina)
    address = reverse("playbook:edition_open", args=[second.key])
    form = client.get(address).context["form"]
    assert form["codes"].initial == ["DUR-01"]
    client.post(address, {"codes": ["DUR-01", "DUR-02"]})
    assert second.publications.open().get().standards.count() == 2
    assert second.key in visitor.get(reverse("playbook:public_edition", args=[edition.key])).content.decode()
