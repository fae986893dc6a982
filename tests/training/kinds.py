"""One question of every kind, about nothing that matters."""

from tests.factories.training import CourseFactory
from training.actions.questions.imports import add_question
from training.kinds.drafts import Draft, DraftOption, Words


def option(fa="", en="", right=False, **more):
    words = {name: Words(more.pop(name)) for name in ("match", "feedback") if name in more}
    return DraftOption(Words(fa, en), right, **words, **more)


CANARY = "CANARY-FEEDBACK"
DRAFTS = {
    "single": Draft(
        "single",
        Words("اول چه می‌کنید؟", "What first?"),
        (
            option("سلام می‌کنم", "I greet", True, feedback=CANARY),
            option("صبر می‌کنم", "I wait", feedback=CANARY),
            option("می‌روم", "I leave"),
        ),
    ),
    "multiple": Draft(
        "multiple",
        Words("کدام‌ها درست است؟", "Which are right?"),
        (
            option("نگاه می‌کنم", "I look", True),
            option("می‌شنوم", "I listen", True),
            option("بحث می‌کنم", "I argue", feedback=CANARY),
            option("می‌خندم", "I laugh"),
        ),
        feedback=Words(CANARY),
    ),
    "true_false": Draft(
        "true_false",
        Words("مشتری همیشه پیش از همه است.", "The guest comes first."),
        (option("درست", "True", True), option("نادرست", "False", feedback=CANARY)),
    ),
    "matching": Draft(
        "matching",
        Words("هر کدام مال کجاست؟", "What goes where?"),
        (
            option("سلام", "Greeting", match="پیش از خرید"),
            option("سفارش", "Order", match="هنگام خرید"),
            option("پیگیری", "Follow-up", match="پس از خرید"),
            option(match="هیچ‌وقت"),
        ),
    ),
    "short": Draft(
        "short",
        Words("نخستین کلمه چیست؟", "What is the first word?"),
        (option("سِلام‌علیکم", "hello", True, feedback=CANARY), option("درود", share=5_000_000)),
    ),
    "numeric": Draft(
        "numeric",
        Words("چند ثانیه؟", "How many seconds?"),
        (option(right=True, number="37.5", tolerance="2.5", feedback=CANARY), option(number="10..60", share=2_500_000)),
    ),
}
RIGHT = {"short": "hello", "numeric": "۳۸"}


def course_of_all_kinds(**rules):
    course = CourseFactory(pass_mark=6000, **rules)
    for draft in DRAFTS.values():
        add_question(draft=draft, course=course, standards=[])
    return course


def right_answer(answer):
    """What somebody sends who knows."""
    content, layout = answer.version.content, answer.layout
    kind = content["kind"]
    if kind in RIGHT:
        return RIGHT[kind]
    right = {each["key"] for each in content["options"] if each["correct"]}
    if kind == "matching":
        tokens = {key: token for token, key in layout["right"]}
        return {token: tokens[key] for token, key in layout["left"]}
    tokens = [token for token, key in layout if key in right]
    return tokens if kind == "multiple" else tokens[0]
