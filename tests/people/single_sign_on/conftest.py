"""The provider is begun once for all of them."""

import pytest

from tests.people.single_sign_on.provider import begin_provider, switch_on


@pytest.fixture(scope="package")
def provider_url():
    process, url = begin_provider()
    yield url
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def provider(provider_url, settings, monkeypatch):
    switch_on(settings, monkeypatch, provider_url)
    return provider_url
