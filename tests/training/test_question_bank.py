"""Mina writes questions of every kind on the site."""

import pytest
from django.urls import reverse

from kit.audit.models import AuditEntry
from tests.factories.playbook import FrozenStandardFactory, frozen_edition, live_standard, live_touchpoint
from tests.factories.training import CourseFactory, QuestionFactory
from tests.training.kinds import course_of_all_kinds
from training.actions import tie_questions
from training.kinds import KINDS
from training.models import AnswerOption, Question

HEAD = {"text_fa": "پرسش؟", "text_en": "", "weight": "۲", "name": "", "category": "", "note": ""}


def rows(*options, **more):
    data = {"lines": str(len(options)), **more}
    for place, option in enumerate(options):
        data |= {f"options-{place}-{name}": value for name, value in option.items()}
    return data


GOOD = {
    "single": rows({"text_fa": "الف"}, {"text_fa": "ب", "feedback_fa": "نه"}, {}, {}, right="0"),
    "multiple": rows(
        {"text_fa": "الف", "is_correct": "on", "share": "۳۳٫۳۳۳۳۳"},
        {"text_fa": "ب", "is_correct": "on", "share": "66.66667"},
        {"text_fa": "پ", "share": "-50"},
    ),
    "true_false": {"truth": "false", "to_true_fa": "نه"},
    "matching": rows({"text_fa": "الف", "match_fa": "۱"}, {"text_fa": "ب", "match_fa": "۲"}, {"match_fa": "۳"}),
    "short": rows({"text_fa": "سلام"}, {}),
    "numeric": rows({"number": "۱۲٫۵", "tolerance": "۱"}),
}
COUNTS = {"single": 2, "multiple": 3, "true_false": 2, "matching": 3, "short": 1, "numeric": 1}
# What is half written, and the field at which the form says so.
BAD = {
    "single": (rows({"text_fa": "الف"}, {"text_fa": "ب"}), None, "دست‌کم یک گزینه را درست بگذارید."),
    "multiple": (rows({"text_fa": "الف", "is_correct": "on", "share": "50"}, {"text_fa": "ب"}), None, "۱۰۰"),
    "true_false": ({}, "truth", ""),
    "matching": (rows({"text_fa": "الف", "match_fa": "۱"}, {"text_fa": "ب"}), "options-1-match_fa", ""),
    "short": (rows({"text_fa": "سلام", "share": "90"}), None, ""),
    "numeric": (rows({"number": "دوازده"}), "options-0-number", ""),
}


def workbench(course):
    return reverse("training:course_desk", args=[course.translation_key]) + "#questions"


def new(course, kind):
    return reverse("training:question_new", args=[course.translation_key, kind])


def edit(question):
    return reverse("training:question_edit", args=[question.key])


def post(client, kind, data, course, save="done"):
    return client.post(new(course, kind), {**HEAD, **data, "save": save})


def typed_in(client, question, **more):
    """What the page of a question would send, with `more` typed over it."""
    form = client.get(edit(question)).context["form"]
    data = {"seen": form["seen"].value(), "lines": str(len(form.lines)), "standards": form.codes}
    names = [name for name in form.fields if name not in ("seen", "truth")]
    data |= {name: form[name].value() or "" for name in names}
    data |= {line.add_prefix(name): line[name].value() or "" for line in form.lines for name in line.fields}
    data |= {line.add_prefix("was"): line["was"].value() for line in form.lines if line["was"].value() is not None}
    marked = [line.place for line in form.lines if line.is_marked]
    data |= {"right": str(marked[0])} if marked else {}
    data |= {"truth": form["truth"].value()} if "truth" in form.fields else {}
    return {name: value for name, value in data.items() if value is not None and value is not False} | more


@pytest.mark.parametrize("kind", KINDS)
def test_mina_writes_a_question_of_every_kind_and_edits_it(mina, client_for, kind):
    client, course = client_for(mina), CourseFactory()
    page = client.get(new(course, kind))
    assert page.status_code == 200
    answer = post(client, kind, GOOD[kind], course)
    assert answer.url == workbench(course)
    question = Question.objects.get()
    assert (question.kind, question.weight, question.course, question.position) == (kind, 2, course, 1)
    assert not question.is_draft
    assert question.options.count() == COUNTS[kind]
    assert client.get(reverse("training:question_preview", args=[question.key])).status_code == 200
    keys = {*question.options.values_list("key", flat=True)}
    data = typed_in(client, question, text_fa="پرسش دیگر؟", save="done")
    assert client.post(edit(question), data).status_code == 302
    question = Question.objects.get()
    assert question.text_fa == "پرسش دیگر؟"
    assert {*question.options.values_list("key", flat=True)} == keys
    verbs = AuditEntry.objects.filter(verb__startswith="question.").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["question.written", "question.changed"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_asked_is_refused_beside_its_field_and_stays_typed(mina, client_for, kind):
    data, field, words = BAD[kind]
    reply = post(client_for(mina), kind, data, CourseFactory())
    page = reply.content.decode()
    assert (reply.status_code, Question.objects.count()) == (422, 0)
    form = reply.context["form"]
    wrong = {*form.errors, *(line.add_prefix(name) for line in form.lines for name in line.errors)}
    assert wrong == ({field} if field else set())
    assert field or form.options_errors
    assert words in page and "پرسش؟" in page


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_question_is_kept_and_not_asked_until_it_is_whole(mina, client_for, kind):
    client, course = client_for(mina), CourseFactory()
    data, _field, _words = BAD[kind]
    assert post(client, kind, data, course, save="draft").status_code == 302
    question = Question.objects.get()
    assert question.is_draft and not course.questions.in_use().exists()
    listed = client.get(workbench(course), {"state": "draft"})
    assert list(listed.context["question_page"]) == [question]
    whole = {**HEAD, **GOOD[kind], "save": "done", "seen": client.get(edit(question)).context["form"]["seen"].value()}
    assert client.post(edit(question), {**typed_in(client, question), "save": "done"}).status_code == 422
    assert Question.objects.get().is_draft
    assert client.post(edit(question), whole).status_code == 302
    assert course.questions.in_use().get().options.count() == COUNTS[kind]


def test_a_draft_says_something(mina, client_for):
    reply = client_for(mina).post(new(CourseFactory(), "single"), {"lines": "4", "weight": "1", "save": "draft"})
    assert (reply.status_code, Question.objects.count()) == (422, 0)


def test_the_only_answer_is_right_by_itself(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    for kind in ("short", "numeric"):
        post(client, kind, GOOD[kind], course)
    assert {*AnswerOption.objects.values_list("is_correct", "share")} == {(True, None)}


def test_percents_and_numbers_are_kept_exactly(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    for kind in ("multiple", "numeric"):
        post(client, kind, GOOD[kind], course)
    multiple, numeric = Question.objects.order_by("pk")
    assert list(multiple.options.values_list("share", flat=True)) == [3333333, 6666667, -5000000]
    assert numeric.options.values_list("number", "tolerance").get() == ("12.5", "1")
    assert 'value="۳۳.۳۳۳۳۳"' in client.get(edit(multiple)).content.decode()


def test_save_and_next_opens_the_same_kind_about_the_same_standards(mina, client_for):
    edition = frozen_edition(standards=2)
    client, course = client_for(mina), CourseFactory()
    code = edition.standards.first().code
    answer = client.post(new(course, "short"), {**HEAD, **GOOD["short"], "standards": [code, ""], "save": "next"})
    assert answer.url == f"{new(course, 'short')}?standard={code}"
    page = client.get(answer.url)
    assert [one.code for one in page.context["chosen"]] == [code]
    assert Question.objects.get().standards.get().standard.code == code
    client.post(answer.url, {**HEAD, **GOOD["short"], "text_fa": "دیگر؟", "standards": code, "save": "done"})
    assert list(Question.objects.values_list("position", flat=True)) == [1, 2]


def test_six_questions_cost_sixteen_presses(mina, client_for):
    """A press is a link or a button followed, or a mark set; words are typed, the keyboard goes from field to field.
    Eighteen are the most."""
    client, course, presses = client_for(mina), CourseFactory(), 0
    desk = workbench(course)
    data = {**GOOD, "multiple": rows({"text_fa": "الف", "is_correct": "on"}, {"text_fa": "ب", "is_correct": "on"}, {})}
    page = client.get(desk)
    for kind in KINDS:
        address = next(address for each, address in page.context["kinds"] if each.value == kind)
        presses += 1
        assert address in page.content.decode().replace("&amp;", "&")
        presses += sum(value in ("on", "0", "false") for value in data[kind].values() if value != "")
        answer = client.post(address, {**HEAD, **data[kind], "save": "next"})
        presses += 1
        page = client.get(answer.url)
    assert (course.questions.in_use().count(), presses) == (6, 16)


def test_more_lines_and_the_preview_come_without_a_script_and_write_nothing(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    data = {**HEAD, **rows(*[{"text_fa": f"گزینهٔ {n}", "was": ""} for n in range(4)], right="2")}
    page = client.post(new(course, "single"), {**data, "more": "1"})
    form = page.context["form"]
    assert (page.status_code, len(form.lines), form.errors) == (200, 6, {})
    assert [line.is_marked for line in form.lines] == [False, False, True, False, False, False]
    assert 'value="گزینهٔ 3"' in page.content.decode()
    shown = client.post(new(course, "single"), {**data, "show": "1"}).content.decode()
    assert shown.count("گزینهٔ 3") == 3  # typed once, asked in both languages
    part = client.post(new(course, "single"), data, headers={"HX-Request": "true", "HX-Target": "preview"})
    assert "<html" not in part.content.decode() and "گزینهٔ 3" in part.content.decode()
    assert not Question.objects.exists()


def test_two_authors_at_once_lose_nothing(mina, client_for):
    client, question = client_for(mina), QuestionFactory()
    first, second = (typed_in(client, question, save="done") for _ in range(2))
    assert client.post(edit(question), {**first, "text_fa": "از نگار؟"}).status_code == 302
    reply = client.post(edit(question), {**second, "text_fa": "از مینا؟"})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "از نگار؟" in page and "از مینا؟" in page
    assert Question.objects.get().text_fa == "از نگار؟"
    again = {**second, "text_fa": "از مینا؟", "seen": reply.context["seen_now"]}
    assert client.post(edit(question), again).status_code == 302
    assert Question.objects.get().text_fa == "از مینا؟"


def test_the_same_press_twice_is_one(mina, client_for):
    client, question = client_for(mina), QuestionFactory()
    data = typed_in(client, question, text_fa="تازه؟", save="done")
    assert [client.post(edit(question), data).status_code for _ in range(2)] == [302, 302]
    assert AuditEntry.objects.filter(verb="question.changed").count() == 1


def test_a_standard_is_found_by_code_and_by_words_in_both_languages(mina, client_for):
    edition = frozen_edition(standards=0)
    FrozenStandardFactory(edition=edition, code="DUR-01", behaviour_fa="سلام می‌کند.", behaviour_en="Greets at once.")
    FrozenStandardFactory(edition=edition, code="DUR-02", behaviour_fa="نگاه می‌کند.", behaviour_en="Looks up.")
    client, address = client_for(mina), reverse("training:standards_found")
    for words in ("dur-01", "سلام", "greets"):
        page = client.get(address, {"find": words, "standards": "DUR-02"}).content.decode()
        assert page.index("DUR-02") < page.index("DUR-01")
        assert page.count("checked") == 1
    assert "DUR-01" not in client.get(address, {"find": "نیست"}).content.decode()


def test_a_question_waits_for_the_edition_that_holds_its_standard(mina, client_for):
    frozen_edition(standards=0)
    page, _english = live_standard(live_touchpoint())
    client, course = client_for(mina), CourseFactory()
    client.post(new(course, "short"), {**HEAD, **GOOD["short"], "standards": page.code, "save": "done"})
    question = Question.objects.get()
    assert (question.standards.count(), question.awaited.get().code) == (0, page.code)
    assert page.code in client.get(edit(question)).content.decode()
    later = frozen_edition(standards=0)
    FrozenStandardFactory(edition=later, code=page.code)
    assert [tie_questions(edition=later) for _ in range(2)] == [1, 0]
    assert question.standards.get().standard.edition == later
    assert not question.awaited.exists()


def test_a_code_that_nobody_gave_is_left_out(mina, client_for):
    course = CourseFactory()
    client_for(mina).post(new(course, "short"), {**HEAD, **GOOD["short"], "standards": "ZZZ-99", "save": "done"})
    question = Question.objects.get()
    assert not question.standards.exists() and not question.awaited.exists()


def test_for_a_standard_one_chooses_the_course_then_writes(mina, client_for):
    edition, course = frozen_edition(standards=1), CourseFactory()
    code, back = edition.standards.get().code, reverse("playbook:folder")
    page = client_for(mina).get(reverse("training:question_for", args=[code]), {"back": back})
    address = page.context["rows"][0][2]
    assert address.startswith(new(course, "single"))
    form = client_for(mina).get(address)
    assert [one.code for one in form.context["chosen"]] == [code]
    saved = client_for(mina).post(address, {**HEAD, **GOOD["single"], "standards": code, "save": "done", "back": back})
    assert saved.url == back
    assert client_for(mina).get(reverse("training:question_for", args=["ZZZ-9"])).status_code == 404


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:alert(1)", "/" + "x" * 600])
def test_back_leads_to_no_other_place(mina, client_for, back):
    course = CourseFactory()
    saved = post(client_for(mina), "short", {**GOOD["short"], "back": back}, course)
    assert saved.url == workbench(course)


def test_a_copy_is_not_asked_until_its_author_saves_it(mina, client_for):
    course_of_all_kinds()
    other, client = CourseFactory(), client_for(mina)
    for question in Question.objects.all():
        client.post(reverse("training:question_duplicate", args=[question.key]), {"course": other.key})
    assert Question.objects.in_use().count() == 6
    assert list(other.questions.filter(is_draft=True).values_list("kind", flat=True)) == list(KINDS)
    assert AuditEntry.objects.filter(verb="question.duplicated").count() == 6
    copy = other.questions.first()
    assert client.post(edit(copy), typed_in(client, copy, save="done")).status_code == 302
    assert other.questions.in_use().get() == copy


@pytest.mark.parametrize("who", ["narges", "saeed", "hoda", "armin"])
def test_nobody_but_authors_sees_the_key(people, client_for, who):
    course_of_all_kinds()
    client, question = client_for(getattr(people, who)), Question.objects.first()
    for name in ("question_preview", "question_duplicate", "question_edit"):
        address = reverse(f"training:{name}", args=[question.key])
        for reply in (client.get(address), client.post(address)):
            assert reply.status_code in (403, 405)
    assert Question.objects.count() == 6


def test_addresses_of_the_cms_lead_to_the_site(mina, narges, client_for):
    question, client = QuestionFactory(), client_for(mina)
    desk = workbench(question.course)
    index = reverse("training_questions:index")
    assert client.get(index).url == reverse("training:questions")
    assert client.get(index, {"course": question.course.pk}).url == desk
    assert client.get(reverse("training_questions:edit", args=[question.pk])).url == edit(question)
    standard = frozen_edition(standards=1).standards.get()
    add = reverse("training_questions:add")
    about = reverse("training:question_for", args=[standard.code])
    assert client.get(add, {"standard": standard.key}).url == about
    assert client.get(add, {"standard": "x"}).url == reverse("training:questions")
    assert client_for(narges).get(index).status_code in (302, 403)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("training:questions") in menu


def test_the_menu_of_the_cms_offers_courses_to_those_who_write_them(mina, people, client_for):
    for user, is_offered in ((mina, True), (people.armin.user, False)):
        menu = client_for(user).get(reverse("wagtailadmin_home")).content.decode()
        assert (f'"{reverse("training:courses_desk")}"' in menu) is is_offered


def test_the_way_of_a_question_leads_over_the_workbench(mina, client_for):
    question, client = QuestionFactory(), client_for(mina)
    for address in (edit(question), new(question.course, "short")):
        page = client.get(address).content.decode()
        assert f'href="{workbench(question.course)}"' in page and f'href="{reverse("training:courses_desk")}"' in page
