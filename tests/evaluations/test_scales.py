"""Scales are made on a screen: proposed, previewed, changed while nobody was judged by them, versioned after that."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import actions
from evaluations.actions.scales import SAME_LABEL
from evaluations.errors import ScaleNotReady, WrongState
from evaluations.forms.scales import even_values
from evaluations.models import Criterion, Outcome, Scale, Scorecard
from evaluations.scorecards.ready_made_scales import USUAL
from kit.audit.models import AuditEntry
from kit.audit.seals import sealed_tables
from kit.audit.verification import differences
from people.models import JobRole, Organisation
from tests.factories.evaluations import FIVE, NOW, drafted_scorecard, five_steps, published_scorecard
from tests.factories.playbook import frozen_edition

TWO = (("بله", "Yes", 10000, True), ("نه", "No", 0, False))


def sent(*labels, values=None, fails_from="", **more):
    """What the form of as many steps sends, in both languages."""
    values = values or [str(value / 100).removesuffix(".0") for value in even_values(len(labels))]
    data = {"name_fa": "بسامد", "name_en": "Frequency", "steps": len(labels), "drawn": len(labels), "save": "1"}
    for n, (label, value) in enumerate(zip(labels, values, strict=True), 1):
        data |= {f"label_fa_{n}": label, f"label_en_{n}": f"{label} en", f"value_{n}": value}
    return data | {"fails_from": fails_from} | more


def steps_of(scale):
    return [(row.label_fa, row.value, row.is_pass) for row in scale.outcomes.all()]


def test_values_are_proposed_evenly():
    assert even_values(2) == [10000, 0]
    assert even_values(4) == [10000, 6667, 3333, 0]
    assert even_values(11) == list(range(10000, -1, -1000))


def test_hr_makes_a_scale_without_script(client_for, hoda):
    client = client_for(hoda)
    page = client.get(reverse("evaluations:new_scale"), {"steps": "4"})
    assert [line.value.value() for line in page.context["form"].lines()] == ["۱۰۰", "۶۶٫۶۷", "۳۳٫۳۳", "۰"]
    answer = client.post(
        reverse("evaluations:new_scale"), sent("الف", "ب", "پ", "ت", values=["۱۰۰", "۶۶٫۵", "30", "0"], fails_from="3")
    )
    scale = Scale.objects.get()
    assert answer.url == scale.get_absolute_url()
    assert steps_of(scale) == [("الف", 10000, True), ("ب", 6650, True), ("پ", 3000, False), ("ت", 0, False)]
    assert client.get(answer.url).status_code == 200
    assert AuditEntry.objects.get(verb="scale.created").actor_key == hoda.user.key


def test_another_number_of_steps_keeps_the_names_and_saves_nothing(client_for, hoda):
    client = client_for(hoda)
    url = reverse("evaluations:new_scale")
    more = client.post(url, sent("همیشه", "گاهی", "هرگز") | {"steps": "5"})
    labels = [line.labels[0].value() for line in more.context["form"].lines()]
    assert (more.status_code, labels) == (200, ["همیشه", "گاهی", "", "", "هرگز"])
    fewer = client.post(url, sent("همیشه", "گاهی", "هرگز", show="1") | {"steps": "2"})
    assert [line.labels[0].value() for line in fewer.context["form"].lines()] == ["همیشه", "هرگز"]
    assert [line.value.value() for line in fewer.context["form"].lines()] == ["۱۰۰", "۰"]
    assert [choice.label for choice in fewer.context["item"].choices] == ["همیشه", "هرگز"]
    assert not Scale.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (sent("الف", "ب", values=["90", "0"]), "پلهٔ اول ۱۰۰ درصد"),
        (sent("الف", "ب", "پ", values=["100", "100", "0"]), "کمتر از پلهٔ بالای"),
        (sent("الف", "الف"), "یک نام دارند"),
        (sent("الف", "ب", values=["100", "x"]), "عددی از ۰ تا ۱۰۰"),
        (sent("الف", "ب", values=["100", "-1"]), "عددی از ۰ تا ۱۰۰"),
        (sent("الف", "ب", values=["100", "0.001"]), "عددی از ۰ تا ۱۰۰"),
        (sent("الف", "ب", fails_from="1"), "انتخاب"),
        (sent("الف", "ب" * 41), "حداکثر"),
    ],
)
def test_what_is_no_scale_is_said_in_words(client_for, hoda, data, words):
    page = client_for(hoda).post(reverse("evaluations:new_scale"), data)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Scale.objects.exists()


@pytest.mark.parametrize("languages", ["fa", "en"])
def test_a_company_of_one_language_is_asked_in_it_alone(client_for, hoda, languages):
    Organisation.objects.update_or_create(pk=1, defaults={"name_fa": "ه", "name_en": "H", "languages": languages})
    client = client_for(hoda)
    other = {"fa": "en", "en": "fa"}[languages]
    page = client.get(reverse("evaluations:new_scale")).content.decode()
    assert f"label_{languages}_1" in page and f"label_{other}_1" not in page
    data = {name: value for name, value in sent("A", "B").items() if f"_{other}" not in name}
    client.post(reverse("evaluations:new_scale"), data)
    scale = Scale.objects.get()
    assert scale.name_fa == scale.name_en
    assert [row.label_fa == row.label_en for row in scale.outcomes.all()] == [True, True]


def test_of_two_languages_the_second_may_stay_empty(client_for, hoda):
    data = sent("خوب", "بد") | {"name_en": "", "label_en_1": "", "label_en_2": ""}
    client_for(hoda).post(reverse("evaluations:new_scale"), data)
    assert [row.label_en for row in Outcome.objects.all()] == ["خوب", "بد"]


def test_the_usual_scales_are_offered_while_there_is_none(client_for, mina):
    client = client_for(mina)
    page = client.get(reverse("evaluations:scales"))
    assert [name for name, _usual, _item in page.context["usual"]] == ["yes-no", "three", "five"]
    answer = client.post(reverse("evaluations:usual_scale"), {"name": "five"})
    assert answer.url == reverse("evaluations:scales")
    assert steps_of(Scale.objects.get()) == [(fa, value, ok) for fa, _en, value, ok in USUAL["five"].outcomes]
    assert client.get(reverse("evaluations:scales")).context["usual"] == []
    client.post(reverse("evaluations:usual_scale"), {"name": "five"})
    client.post(reverse("evaluations:usual_scale"), {"name": "nonsense"})
    assert Scale.objects.count() == 1


def test_a_usual_scale_is_there_once_and_comes_back_after_retiring(hoda):
    first = actions.create_usual_scale(name="three", by=hoda.user, at=NOW)
    with pytest.raises(WrongState):
        actions.create_usual_scale(name="three", by=hoda.user, at=NOW)
    actions.retire_scale(scale=first, by=hoda.user, at=NOW)
    again = actions.create_usual_scale(name="three", by=hoda.user, at=NOW)
    assert (again.lineage, again.version) == (first.lineage, 2)


def test_every_usual_scale_is_a_scale(hoda):
    for name in USUAL:
        assert actions.create_usual_scale(name=name, by=hoda.user, at=NOW).pk


def test_changed_in_place_while_only_drafts_have_it(client_for, mina):
    card = drafted_scorecard(by=mina.user)
    scale = five_steps()
    client = client_for(mina)
    page = client.get(reverse("evaluations:scale_change", args=[scale.key]))
    assert [line.labels[0].value() for line in page.context["form"].lines()] == [row[0] for row in FIVE]
    assert page.context["form"]["fails_from"].value() == "4"
    answer = client.post(reverse("evaluations:scale_change", args=[scale.key]), sent("خوب", "بد", fails_from="2"))
    assert answer.url == scale.get_absolute_url()
    assert steps_of(Scale.objects.get()) == [("خوب", 10000, True), ("بد", 0, False)]
    assert set(Criterion.objects.filter(section__scorecard=card).values_list("scale", flat=True)) == {scale.pk}
    assert [each.sentence for each in differences(sealed_tables("evaluations"))] == []


def test_in_use_a_change_is_the_next_version_and_cards_keep_theirs(client_for, mina):
    edition = frozen_edition()
    card = published_scorecard(edition, by=mina.user)
    draft = drafted_scorecard(edition, code="other", by=mina.user)
    scale, hashed = five_steps(), card.content_hash
    answer = client_for(mina).post(
        reverse("evaluations:scale_change", args=[scale.key]), sent("خوب", "بد", fails_from="2")
    )
    new = Scale.objects.current().get()
    assert answer.url == new.get_absolute_url()
    assert (new.lineage, new.version) == (scale.lineage, 2)
    assert steps_of(scale) == [(fa, value, ok) for fa, _en, value, ok in FIVE]
    assert set(Criterion.objects.filter(section__scorecard=card).values_list("scale", flat=True)) == {scale.pk}
    assert set(Criterion.objects.filter(section__scorecard=draft).values_list("scale", flat=True)) == {new.pk}
    assert Scorecard.objects.get(pk=card.pk).content_hash == hashed
    assert [each.sentence for each in differences(sealed_tables("evaluations"))] == []
    assert "نسخهٔ ۲" in client_for(mina).get(scale.get_absolute_url()).content.decode()


def test_an_older_or_retired_scale_is_not_changed(client_for, hoda, mina):
    published_scorecard(by=mina.user)
    old = five_steps()
    new = actions.change_scale(scale=old, name_fa="ن", name_en="N", outcomes=TWO, by=hoda.user, at=NOW)
    for scale in (old, actions.retire_scale(scale=new, by=hoda.user, at=NOW)):
        with pytest.raises(WrongState):
            actions.change_scale(scale=scale, name_fa="ن", name_en="N", outcomes=TWO, by=hoda.user, at=NOW)
        with pytest.raises(WrongState):
            actions.retire_scale(scale=scale, by=hoda.user, at=NOW)
    client = client_for(hoda)
    assert client.get(reverse("evaluations:scale_change", args=[old.key])).url == old.get_absolute_url()
    client.post(reverse("evaluations:scale_change", args=[old.key]), sent("خوب", "بد"))
    assert client.post(reverse("evaluations:scale_retire", args=[old.key])).status_code == 302
    assert Scale.objects.count() == 2


def test_a_retired_scale_is_not_offered_to_new_scorecards(client_for, hoda):
    frozen_edition()
    kept = actions.create_scale(name_fa="م", name_en="M", outcomes=TWO, by=hoda.user, at=NOW)
    gone = five_steps()
    client = client_for(hoda)
    client.post(reverse("evaluations:scale_retire", args=[gone.key]))
    page = client.get(reverse("evaluations:scorecard_new"))
    assert list(page.context["form"].fields["scale"].queryset) == [kept]


@pytest.mark.parametrize("place", [0, 1])
def test_two_steps_of_one_name_are_refused(hoda, place):
    outcomes = [list(row) for row in TWO]
    outcomes[1][place] = outcomes[0][place]
    with pytest.raises(ScaleNotReady) as refusal:
        actions.create_scale(name_fa="م", name_en="S", outcomes=outcomes, by=hoda.user, at=NOW)
    assert str(refusal.value) == SAME_LABEL


@pytest.mark.parametrize("change", [{"version": 1}, {"version": 2, "retired_at": None}, {"version": 0}])
def test_the_database_refuses_impossible_lineages(hoda, change):
    first = actions.create_scale(name_fa="م", name_en="M", outcomes=TWO, by=hoda.user, at=NOW)
    row = {"lineage": first.lineage, "name_fa": "م", "name_en": "M", "created_at": NOW, "retired_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Scale.objects.create(**row | change)


def test_from_nothing_to_a_published_scorecard_by_links_alone(client_for, hoda):
    """DEMO=0: a role and a frozen edition, no scale, no scorecard."""
    edition, client = frozen_edition(standards=2), client_for(hoda)
    role = JobRole.objects.order_by("code").first()

    def follows(page, url):
        assert f'"{url}' in page.content.decode()
        return client.get(url)

    cards = client.get(reverse("evaluations:scorecards"))
    new = follows(cards, reverse("evaluations:scorecard_new"))
    assert len(new.context["usual"]) == 3
    assert f'action="{reverse("evaluations:usual_scale")}"' in new.content.decode()
    back = client.post(reverse("evaluations:usual_scale"), {"name": "five", "for": "scorecard"})
    assert back.url == reverse("evaluations:scorecard_new")
    form = client.get(back.url).context["form"]
    given = {"role": role.key, "edition": form["edition"].value(), "scale": Scale.objects.get().key}
    made = client.post(back.url, given)
    draft = Scorecard.objects.get()
    assert (draft.code, draft.title_fa, draft.edition) == (role.code, role.name_fa, edition)
    assert made.url == reverse("evaluations:scorecard_edit", args=[draft.key])
    follows(client.get(made.url), draft.get_absolute_url())
    page = client.get(draft.get_absolute_url())
    assert reverse("evaluations:scorecard_publish", args=[draft.key]) in page.content.decode()
    client.post(reverse("evaluations:scorecard_publish", args=[draft.key]))
    draft.refresh_from_db()
    assert draft.state == "published"
    again = client.post(back.url, given)
    assert again.status_code == 302
    assert Scorecard.objects.filter(code=f"{role.code}-2").exists()


def test_without_an_edition_the_page_says_what_comes_first(client_for, hoda, mina):
    five_steps()
    url = reverse("evaluations:scorecard_new")
    assert reverse("playbook:editions") in client_for(mina).get(url).content.decode()
    page = client_for(hoda).get(url)
    assert "هنوز ویرایشی تثبیت نشده" in page.content.decode()
    assert 'name="code"' not in page.content.decode()
