from hypothesis import given
from hypothesis import strategies as st

from evaluations.scoring.sources import SourceScore, combine


def test_self_and_lead_without_peers_score_81_43():
    combined = combine(
        [SourceScore("self", 10, (9000,)), SourceScore("peer", 30, (), 3), SourceScore("lead", 60, (8000,))]
    )
    assert combined.score == 8143
    assert combined.n == 2
    assert combined.counted == ("self", "lead")


def test_source_below_its_threshold_is_left_out():
    lead = SourceScore("lead", 60, (8000,))
    assert combine([lead, SourceScore("peer", 30, (2000, 2000), 3)]).score == 8000
    assert combine([lead, SourceScore("peer", 30, (2000, 2000, 2000), 3)]).score == 6000
    assert combine([SourceScore("upward", 1, (1, 1, 1), 4)]).score is None


@given(st.lists(st.integers(0, 10000), min_size=1, max_size=20), st.integers(1, 100))
def test_one_source_is_its_mean(scores, weight):
    combined = combine([SourceScore("lead", weight, tuple(scores))])
    assert combined.score == (2 * sum(scores) + len(scores)) // (2 * len(scores))
    assert combined.n == len(scores)
