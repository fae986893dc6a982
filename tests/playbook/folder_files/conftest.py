"""Mina writes the folder."""

from tests.worlds import built_once


@built_once
def author(mina):
    return mina.user
