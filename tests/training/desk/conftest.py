"""Mina writes courses."""

from tests.worlds import built_once


@built_once
def mina(people):
    return people.mina.user
