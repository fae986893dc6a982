"""What the apps say of themselves to a floor below: one object each, stated once, walked in one order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured


class Links(Protocol):
    @property
    def app(self) -> str: ...


Stated = TypeVar("Stated", bound=Links)


class Registry(Generic[Stated]):
    """One object of each app, told in its `AppConfig.ready`; walked in the order of INSTALLED_APPS, which is that of
    the floors, the highest first."""

    def __init__(self) -> None:
        self._stated: dict[str, Stated] = {}

    def __iter__(self) -> Iterator[Stated]:
        return iter(tuple(self._stated.values()))

    def register(self, links: Stated) -> None:
        if links.app in self._stated:
            raise ImproperlyConfigured(f"{links.app} stated its {type(links).__name__} already.")
        self._stated[links.app] = links

    @contextmanager
    def made_up(self, *links: Stated, without: tuple[str, ...] = ()) -> Iterator[None]:
        """For tests: apps that do not exist say something for a while, and those named in `without` nothing."""
        before = self._stated
        self._stated = {app: stated for app, stated in before.items() if app not in without}
        try:
            for each in links:
                self.register(each)
            yield
        finally:
            self._stated = before
