import pytest


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """`with commit():` what waits for the end of a transaction is done when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
