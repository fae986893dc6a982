"""The product's own clock, moved on: every Python of a server that a journey starts reads this before anything else.

HAVADAR_DAYS_ON: by how many days. The clock goes on ticking from there.
"""

import datetime as dt
import os

import time_machine

_DAYS = int(os.environ.get("HAVADAR_DAYS_ON", "0"))
if _DAYS:
    time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=_DAYS), tick=True).start()
