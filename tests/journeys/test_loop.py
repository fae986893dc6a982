"""The whole loop in a browser, in Persian and in English, every screen looked at on a phone and at a desk."""

from tests.journeys import documents, evaluating, proving, reading, rewarding, writing


def test_the_whole_loop(world, tmp_path):
    mina = writing.writes_a_standard(world)
    writing.freezes_an_edition(world, mina)
    narges = reading.signs_what_changed(world)
    narges = reading.learns(world, narges)
    evaluating.evaluates(world)
    parvin = evaluating.releases(world)
    evaluating.acknowledges(world)
    evaluating.disputes(world, narges)
    rewarding.pays_a_reward(world, parvin)
    rewarding.reads_the_reward(world)
    documents.opens_the_pdfs(world, parvin)
    documents.takes_the_zip(world, parvin)
    proving.everything_adds_up(world)
    proving.names_what_was_tampered_with(world, tmp_path)
