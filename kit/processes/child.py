"""The side that asks a child process: kept warm, asked one thing at a time, ended in every kind of trouble."""

import os
import threading


class ChildEnded(RuntimeError):
    """It could not be started, or ended before it answered; `status`: of the process, negative for a signal."""

    def __init__(self, status=None):
        super().__init__(status)
        self.status = status


class TookTooLong(RuntimeError):
    """It did not answer in time and was ended."""


class Child:
    """One child of this process; requests of several threads wait for each other.

    `start()` gives (process, connection): what `subprocess.Popen` says of a process (`pid`, `poll`, `kill`, `wait`),
    and the near end of a pipe.
    """

    def __init__(self, start, *, uses):
        self.start, self.uses = start, uses
        self.lock = threading.Lock()
        self.process = self.connection = self.owner = None
        self.made = 0

    def ask(self, send, receive, *, seconds):
        """What `receive(connection)` gives after `send(connection)`. Raises ChildEnded, TookTooLong."""
        with self.lock:
            if self.owner != os.getpid():
                self.process = self.connection = None  # what a fork left here belongs to the other one
            try:
                if self.process is None or self.process.poll() is not None or self.made >= self.uses():
                    self._replace()
                self.made += 1
                send(self.connection)
                if not self.connection.poll(seconds):
                    raise TookTooLong
                return receive(self.connection)
            except (EOFError, OSError) as problem:
                raise ChildEnded(self.stop()) from problem
            except BaseException:
                self.stop()
                raise

    def _replace(self):
        self.stop()
        self.process, self.connection = self.start()
        self.owner, self.made = os.getpid(), 0

    def stop(self):
        """End it; its status, None where there was none."""
        process, connection = self.process, self.connection
        self.process = self.connection = None
        if process is None or self.owner != os.getpid():
            return None
        connection.close()
        process.kill()
        return process.wait()
