import os
import time

from django_tasks import task


@task()
def slow(name):
    """Say that it has begun, take a while, say that it is over."""
    _say(f"{name} begun")
    time.sleep(float(os.environ.get("CRASH_TASK_SECONDS", "2")))
    _say(f"{name} done")


def _say(words):
    with open(os.environ["CRASH_SAID"], "a") as file:
        file.write(f"{words}\n")
