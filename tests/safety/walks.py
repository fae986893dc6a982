"""A walk takes a minute of computing: the processes of one run share the walks out among themselves."""

import fcntl
import pickle
from contextlib import contextmanager, suppress


class Walks(dict):
    """{persona: Visit}, walked as soon as it is wanted, by whichever process comes first.

    `folder` is common to all processes of this run; `walk(who)` is what the others need not do again.
    """

    def __init__(self, folder, walk):
        super().__init__()
        self.folder, self.walk = folder, walk
        folder.mkdir(exist_ok=True)

    def __missing__(self, who):
        with self._alone(who):
            self[who] = self._told(who)
        return self[who]

    def of(self, everybody):
        """All of them: first those that nobody is at, then those that others have done meanwhile."""
        for who in set(everybody) - set(self):
            with suppress(BlockingIOError), self._alone(who, fcntl.LOCK_NB):
                self[who] = self._told(who)
        return {who: self[who] for who in everybody}

    @contextmanager
    def _alone(self, who, more=0):
        with (self.folder / f"{who}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | more)
            yield

    def _told(self, who):
        path = self.folder / f"{who}.walk"
        if path.exists():
            return pickle.loads(path.read_bytes())
        visit = self.walk(who)
        unfinished = path.with_suffix(".half")
        unfinished.write_bytes(pickle.dumps(visit))
        unfinished.rename(path)
        return visit


def common_folder(factory, worker):
    """A folder of this run: pytest gives each process one of its own below it."""
    base = factory.getbasetemp()
    return (base.parent if worker else base) / "walks"
