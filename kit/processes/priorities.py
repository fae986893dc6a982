"""What the worker takes first. Tasks without a priority (mail, notices, the search index) stand between the two."""

SOMEBODY_WAITS = 50
NOBODY_WAITS = -50  # documents made ahead, hundreds at a release
