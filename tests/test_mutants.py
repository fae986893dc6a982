"""The list of faults fits the code as it stands, and putting one there is noticed. All of them: `tools/mutate.py`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.rewards.test_edges import test_a_curve_around_each_of_its_points as around_its_points
from tools.mutation import DoesNotApply, Forgotten, Mutant, mutants, planted

ROOT = Path(__file__).resolve().parent.parent
LISTED = mutants()
LIST = """
[[file]]
path = "rewards/formula/curve.py"
tests = ["tests/rewards/test_edges.py"]
mutants = [
    { in = "Curve.factor", old = "score < self.threshold", new = "score <= self.threshold" },
    { in = "rounded_down", old = "amount // step * step", new = "step * (amount // step)", same = "the same product" },
]
"""


def test_every_fault_of_the_list_fits_the_code():
    unfit = []
    for mutant in LISTED:
        try:
            fits = _constraint(mutant) if isinstance(mutant, Forgotten) else mutant.source()
        except DoesNotApply as problem:
            fits = unfit.append(str(problem)) or True
        unfit += [] if fits else [mutant.name]
        unfit += [f"{mutant.name}: no {test}" for test in mutant.tests if not (ROOT / test).is_file()]
    assert unfit == []


def _constraint(mutant):
    return [each for each in apps.get_model(mutant.model)._meta.constraints if each.name == mutant.constraint]


def test_the_list_is_long_enough_and_says_why_where_nothing_changes():
    assert len(LISTED) >= 200
    assert [mutant.name for mutant in LISTED if mutant.same and len(mutant.same.split()) < 3] == []


def test_a_fault_that_does_not_fit_is_named():
    for gone in (
        Mutant("rewards/formula/curve.py", (), "score < self.nothing", "", "Curve.factor"),
        Mutant("rewards/formula/curve.py", (), "score", "", "Curve.factor"),
        Mutant("rewards/formula/curve.py", (), "score", "", "Curve.nothing"),
    ):
        with pytest.raises(DoesNotApply, match=r"rewards/formula/curve\.py"):
            gone.source()


def test_a_fault_lives_in_its_block_alone():
    at_the_threshold = (7000, 1 / 2, "rising")
    fault = Mutant("rewards/formula/curve.py", (), "score < self.threshold", "score <= self.threshold", "Curve.factor")
    around_its_points(*at_the_threshold)
    with planted(fault), pytest.raises(AssertionError):
        around_its_points(*at_the_threshold)
    around_its_points(*at_the_threshold)


def test_a_fault_that_changes_nothing_passes():
    same = Mutant(
        "rewards/formula/curve.py", (), "if score < self.threshold:", "if self.threshold > score:", "Curve.factor"
    )
    with planted(same):
        around_its_points(7000, 1 / 2, "rising")


def test_a_rule_is_put_there_and_taken_away_again(db):
    from rules.permissions import permissions

    kept = permissions["rewards.approve_run"]
    fault = Mutant("rewards/rules.py", (), "(sees_all | is_witness) & may_stand_for_it", "sees_all")
    with planted(fault):
        assert "may_stand_for_it" not in permissions["rewards.approve_run"].name
    assert permissions["rewards.approve_run"] is kept


@pytest.mark.slow
def test_the_command_kills_what_it_should_and_says_so_in_one_line(tmp_path):
    listed = tmp_path / "own.toml"
    listed.write_text(LIST)
    command = [sys.executable, "tools/mutate.py", "--from", str(listed)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip().splitlines()[-1] == (
        "mutants: 1 faults, 1 killed, 0 timeouts, 0 survived, 1 equivalent: 100.0 % noticed (at least 100 %)"
    )
    assert done.returncode == 0
