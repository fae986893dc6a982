"""What a question tells: vectors from published figures, and what has to be repaired."""

import pytest

from training.quiz.statistics import ItemFigures, ItemVerdict, correlation, item_figures, median

# Anscombe, Graphs in Statistical Analysis, The American Statistician 27 (1973): four sets with r = 0.816.
X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE = [
    (X, [804, 695, 758, 881, 833, 996, 724, 426, 1084, 482, 568]),
    (X, [914, 814, 874, 877, 926, 810, 613, 310, 913, 726, 474]),
    (X, [746, 677, 1274, 711, 781, 884, 608, 539, 815, 642, 573]),
    ([8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8], [658, 576, 771, 884, 847, 704, 525, 1250, 556, 791, 689]),
]


@pytest.mark.parametrize(("xs", "ys"), ANSCOMBE)
def test_the_correlation_is_the_published_one(xs, ys):
    assert correlation(list(zip(xs, ys, strict=True))) // 10 == 816


def test_the_correlation_of_what_never_changes_cannot_be_told():
    assert correlation([(1, 2), (1, 3)]) is None
    assert correlation([(1, 3), (2, 2), (3, 1)]) == -10000
    assert correlation([(1, 1), (2, 2)]) == 10000


def test_a_question_is_compared_with_the_rest_and_not_with_itself():
    marks = [{1: 10000, 2: 10000}, {1: 0, 2: 10000}, {1: 10000, 2: 0}, {1: 0, 2: 0}]
    assert item_figures(marks) == {1: ItemFigures(4, 5000, 0), 2: ItemFigures(4, 5000, 0)}


def test_attempts_at_drawn_questions_need_not_ask_the_same():
    marks = [{1: 10000, 2: 10000}, {1: 0, 3: 5000}, {1: 10000}]
    assert item_figures(marks)[1] == ItemFigures(3, 6667, 10000)


@pytest.mark.parametrize(
    ("difficulty", "discrimination", "count", "verdict"),
    [
        (6000, 4500, 19, ItemVerdict.TOO_FEW),
        (6000, 4500, 20, ItemVerdict.GOOD),
        (6000, 2000, 20, ItemVerdict.GOOD),
        (6000, 1999, 20, ItemVerdict.WEAK),
        (6000, -1, 20, ItemVerdict.REVERSED),
        (2999, 4500, 20, ItemVerdict.TOO_HARD),
        (9500, -1, 20, ItemVerdict.TOO_EASY),
        (10000, None, 20, ItemVerdict.TOO_EASY),
    ],
)
def test_which_questions_have_to_be_repaired(difficulty, discrimination, count, verdict):
    figures = ItemFigures(count, difficulty, discrimination)
    assert figures.verdict == verdict
    assert figures.has_to_be_repaired == (verdict in (ItemVerdict.WEAK, ItemVerdict.REVERSED, ItemVerdict.TOO_HARD))


def test_the_median():
    assert [median([]), median([7]), median([9, 1, 5]), median([1, 2, 4, 9])] == [None, 7, 5, 3]
