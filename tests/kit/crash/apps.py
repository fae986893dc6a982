import os
import time

from django.apps import AppConfig


class CrashConfig(AppConfig):
    name = "tests.kit.crash"
    label = "crash"

    def ready(self):
        from kit.jobs import JobKind, register

        register(JobKind("crash", make_item=make_item))


def make_item(job, subject):
    from kit.jobs import Made

    time.sleep(float(os.environ.get("CRASH_ITEM_SECONDS", "0.02")))
    return Made(f"{subject}.txt", content=subject.encode() * 1000, facts={"subject": subject})
