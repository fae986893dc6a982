"""Somebody reads, signs, learns and passes: every answer is the one that the starter folder holds for right."""

from home.starters.files import starter
from tests.journeys.first_hour.writing import CHOSEN
from training.kinds.drafts import FALSE_WORDS, TRUE_WORDS


def signs_everything(hand):
    """From the first page, one standard after the other, the question before a critical one answered."""
    world, page = hand.world, hand.page
    hand.goes_home()
    hand.sees("my day")
    hand.follows("/folder/sign/")
    signed = 0
    while "/folder/sign/" in page.url and page.locator("a[href$='/question/'], form[action*='/folder/sign/']").count():
        if not signed:
            hand.sees("read and sign")
        if page.locator("a[href$='/question/']").count():
            _answers_the_check(hand)
        hand.presses(page.get_by_role("button", name=world.say("Read and accepted")))
        signed += 1
        hand.tally.standards += 1
    return signed


def _answers_the_check(hand):
    world, page = hand.world, hand.page
    hand.follows("/question/")
    asked = page.locator("main h1").inner_text()
    standards = starter(CHOSEN).standards
    (standard,) = (one for one in standards if one.get(f"check_question_{world.language}") == asked)
    hand.marks(page.get_by_role("radio", name=standard[f"check_right_{world.language}"], exact=True))
    hand.presses(page.get_by_role("button", name=world.say("Answer")))


def passes_a_course(hand):
    """The first course there is: its lessons, its quiz."""
    world, page = hand.world, hand.page
    course = starter(CHOSEN).courses[0]
    hand.goes_home()
    hand.follows("/training/")
    hand.presses(page.get_by_role("link", name=course[f"title_{world.language}"]))
    hand.sees("course")
    hand.presses(page.get_by_role("link", name=world.say("Begin the first lesson")))
    while page.locator("form[action$='/finish/'] button").count():
        hand.presses(page.locator("form[action$='/finish/'] button"))
    hand.presses(page.get_by_role("button", name=world.say("Begin the quiz")))
    hand.sees("quiz")
    while (button := page.get_by_role("button", name=world.say("Next question"))).count():
        _answers(hand, course)
        hand.presses(button)
    _answers(hand, course)
    hand.presses(page.get_by_role("button", name=world.say("To the end")))
    hand.presses(page.get_by_role("button", name=world.say("Hand in")))
    hand.reads(world.say("Passed. Well done!"))
    hand.sees("passed")


def _answers(hand, course):
    """By the kind of the question, as its author wrote it down."""
    page, language = hand.page, hand.world.language
    asked = page.locator("legend, main h1, main h2").filter(visible=True)
    words = [text.strip() for text in asked.all_inner_texts()]
    (question,) = (one for one in course["question"] if one[f"text_{language}"] in words)
    KINDS[question.get("kind", "single")](hand, question, language)
    page.wait_for_timeout(400)


def _one(hand, question, language):
    right = question[f"options_{language}"][question["right"] - 1]
    hand.marks(hand.page.get_by_role("radio", name=right, exact=True))


def _several(hand, question, language):
    for right in question["right"]:
        hand.marks(hand.page.get_by_role("checkbox", name=question[f"options_{language}"][right - 1], exact=True))


def _truth(hand, question, language):
    words = TRUE_WORDS if question["right"] else FALSE_WORDS
    hand.marks(hand.page.get_by_role("radio", name=words[language], exact=True))


def _number(hand, question, language):
    hand.page.get_by_role("textbox").first.fill(question["number"])
    hand.tally.fields += 1


KINDS = {"single": _one, "multiple": _several, "true_false": _truth, "numeric": _number}
