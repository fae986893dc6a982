"""Asking once: within a request that changes nothing, never beyond it."""

from kit.http.once import once, reading_once


def asked_of(answers):
    return once(lambda *what: answers.append(what) or len(answers))


def test_outside_of_a_request_it_is_asked_each_time():
    asked = []
    ask = asked_of(asked)
    assert (ask("narges"), ask("narges")) == (1, 2)


def test_within_a_request_the_same_question_is_asked_once():
    asked = []
    ask = asked_of(asked)
    with reading_once():
        assert (ask("narges"), ask("narges"), ask("parisa")) == (1, 1, 2)
    assert asked == [("narges",), ("parisa",)]


def test_the_next_request_asks_anew():
    asked = []
    ask = asked_of(asked)
    for _ in range(2):
        with reading_once():
            ask("narges")
    assert len(asked) == 2


def test_what_was_brought_along_is_kept_for_the_request_alone():
    asked = []
    ask = asked_of(asked)
    ask.keep("nothing", "narges")
    with reading_once():
        ask.keep("brought", "narges")
        assert ask("narges") == "brought"
    assert ask("narges") == 1
