"""Put every fault of tools/mutants/*.toml into the code, one at a time, and see whether the tests notice.

    python tools/mutate.py                      all of them
    python tools/mutate.py rewards/formula/worth.py     those whose name has the words
    python tools/mutate.py --sample 40          so many, spread over the list
    python tools/mutate.py --list               only say what there is

Exit status 1 when fewer are noticed than --least says (of 100; those marked `same` aside), 2 when the list does not fit
the code. Django, the database and the tests are set up once; each fault lives in a fork of that process, in memory.
"""

import argparse
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.mutation import FOLDER, DoesNotApply, Forgotten, mutants, planted, read_list  # noqa: E402

SECONDS = 60  # of CPU for one fault
LEAST = 100
SURVIVED, KILLED, UNFIT, TIMEOUT = "survived", "killed", "does not apply", "timeout"
STATUSES = {0: SURVIVED, 1: KILLED, 2: UNFIT}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="parts of the names of the faults")
    parser.add_argument("--sample", type=int, help="only so many of them")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    parser.add_argument("--from", dest="source", type=Path, help="a list of your own instead")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--least", type=int, default=LEAST, help="of 100 that must be noticed")
    parser.add_argument("-v", action="store_true", help="a line for each")
    return parser.parse_args()


def chosen(asked):
    found = list(read_list(asked.source)) if asked.source else mutants(FOLDER)
    for mutant in found:
        if not isinstance(mutant, Forgotten):
            mutant.source()
    found = [mutant for mutant in found if all(word in mutant.name for word in asked.words)]
    if asked.sample and asked.sample < len(found):
        found = [found[place * len(found) // asked.sample] for place in range(asked.sample)]
    return found


class Trial:
    """The pytest plugin: collects once, runs all tests once as they are, then a fork for each fault."""

    def __init__(self, found, asked):
        self.mutants, self.asked = found, asked
        self.outcomes, self.broken = {}, []

    def pytest_configure(self):
        from hypothesis import settings

        settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session):
        if session.testsfailed:
            self.broken = ["the tests cannot be collected"]
            return True
        self.by_file = defaultdict(list)
        for item in session.items:
            self.by_file[item.nodeid.split("::")[0]].append(item)
        self._open_the_database(session.items)
        self.broken = self._look_at_sound_code(session.items)
        if not self.broken:
            self._try_all()
        return True

    def _open_the_database(self, items):
        """The first test that wants it leaves it open for the forks; each builds its worlds by its own code."""
        from _pytest.runner import runtestprotocol

        from tests.worlds import STAGE

        wanting = [item for item in items if "django_db_setup" in item.fixturenames and "people" in item.fixturenames]
        others = [item for item in items if wanting and item is not wanting[0]]
        if wanting and others:
            runtestprotocol(wanting[0], nextitem=others[-1], log=False)
            with STAGE.blocker.unblock():
                STAGE.close()

    def _look_at_sound_code(self, items):
        """Which tests run which lines, how long they take; the names of those that fail without any fault."""
        with tempfile.NamedTemporaryFile() as file:
            child = os.fork()
            if not child:
                _in_child(lambda: _measure(items, file.name))
            os.waitpid(child, 0)
            told = Path(file.name).read_bytes()
        if not told:
            return ["the tests do not come to an end on sound code"]
        self.lines, self.seconds, failed = pickle.loads(told)  # noqa: S301 - written by our own child
        return failed

    def _try_all(self):
        running, waiting = {}, list(self.mutants)
        while running or waiting:
            while waiting and len(running) < self.asked.jobs:
                mutant = waiting.pop(0)
                running[self._begin(mutant)] = mutant
            child, status = os.waitpid(-1, 0)
            self._settle(running.pop(child), os.waitstatus_to_exitcode(status))

    def _begin(self, mutant):
        items = self._in_order(mutant)
        child = os.fork()
        if not child:
            _in_child(lambda: _first_failure(mutant, items))
        return child

    def _settle(self, mutant, code):
        outcome = STATUSES.get(code, TIMEOUT)
        self.outcomes[mutant] = outcome
        if self.asked.v or (outcome in (SURVIVED, UNFIT) and not mutant.same):
            print(f"{outcome:8} {mutant.name}", flush=True)

    def _in_order(self, mutant):
        """The tests of its files: first those that run the changed lines, then the function, the quickest first."""
        items = [item for test in mutant.tests for item in self.by_file[test]]
        if isinstance(mutant, Forgotten):
            near = [item for item in items if mutant.constraint in item.nodeid]
            return near + [item for item in items if item not in near]
        changed, whole = mutant.lines()
        runs = self.lines.get(str(ROOT / mutant.path), {})
        on_it = {nodeid for line in changed for nodeid in runs.get(line, ())}
        around = {nodeid for line in whole for nodeid in runs.get(line, ())} if mutant.inside else set()

        def rank(item):
            return item.nodeid not in on_it, item.nodeid not in around, self.seconds[item.nodeid]

        return sorted(items, key=rank)


def _in_child(work):
    """Do it in silence, within its seconds, and end with what it gives as status."""
    status, aloud = 2, os.dup(1)
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        status = work()
    except BaseException as problem:
        os.write(aloud, f"{type(problem).__name__}: {problem}\n".encode())
    finally:
        os._exit(status)


def _measure(items, path):
    from _pytest.runner import runtestprotocol
    from coverage import Coverage

    coverage = Coverage(data_file=None, config_file=False, source=[str(ROOT)], omit=[str(ROOT / "tests/*")])
    coverage.start()
    seconds, failed = {}, []
    for item, following in zip(items, [*items[1:], items[0]], strict=True):
        coverage.switch_context(item.nodeid)
        began = time.process_time()
        reports = runtestprotocol(item, nextitem=following, log=False)
        failed += [f"{item.nodeid}\n{report.longreprtext}" for report in reports if report.failed]
        seconds[item.nodeid] = time.process_time() - began
    coverage.stop()
    data = coverage.get_data()
    lines = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
    Path(path).write_bytes(pickle.dumps((lines, seconds, failed)))
    return 0


def _first_failure(mutant, items):
    """1 as soon as a test fails with the fault in the code, 0 when none does, 2 when it cannot be put there."""
    from _pytest.runner import runtestprotocol
    from pytest_django.plugin import blocking_manager_key

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    signal.alarm(SECONDS * 5)
    fault = planted(mutant)
    with items[0].config.stash[blocking_manager_key].unblock():
        fault.__enter__()
    for item, following in zip(items, [*items[1:], items[0]], strict=True):
        if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
            return 1
    return 0


def main():
    asked = arguments()
    try:
        found = chosen(asked)
    except DoesNotApply as problem:
        print(problem)
        return 2
    if asked.list:
        print("\n".join(mutant.name for mutant in found), f"\n{len(found)} faults")
        return 0
    trial = Trial(found, asked)
    run_pytest(trial, sorted({test for mutant in found for test in mutant.tests}))
    return report(trial)


def run_pytest(trial, files):
    import pytest

    scratch = tempfile.mkdtemp(prefix="havadar-mutants-")
    # The suite has settings of its own, whatever the product is served with.
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = scratch
    os.chdir(ROOT)
    quiet = ["-o", "addopts=--strict-markers", "-p", "no:cacheprovider", "-qqs", "--no-header", "--no-summary"]
    pytest.main([*quiet, *files], plugins=[trial])
    with suppress(OSError):
        os.rmdir(scratch)


def report(trial):
    if trial.broken or len(trial.outcomes) < len(trial.mutants):
        print("on sound code these fail:", *(trial.broken or ["the tests cannot be collected"]), sep="\n")
        return 2
    real = {mutant: outcome for mutant, outcome in trial.outcomes.items() if not mutant.same}
    wrong = [mutant.name for mutant, outcome in trial.outcomes.items() if mutant.same and outcome != SURVIVED]
    for name in wrong:
        print(f"said to change nothing, but noticed: {name}")
    count = {outcome: sum(each == outcome for each in real.values()) for outcome in (KILLED, SURVIVED, TIMEOUT, UNFIT)}
    noticed = count[KILLED] + count[TIMEOUT]
    share = 100 * noticed / max(len(real), 1)
    print(
        f"mutants: {len(real)} faults, {count[KILLED]} killed, {count[TIMEOUT]} timeouts, {count[SURVIVED]} survived, "
        f"{len(trial.outcomes) - len(real)} equivalent: {share:.1f} % noticed (at least {trial.asked.least} %)"
    )
    if count[UNFIT]:
        return 2
    return int(wrong != [] or noticed * 100 < trial.asked.least * len(real))


if __name__ == "__main__":
    sys.exit(main())
