"""All that rewards say about a person."""

from people.links.person_links import PersonLinks
from rewards.links.forgetting import documents, waits
from rewards.links.work_changes import what_rests

LINKS = PersonLinks("rewards", consequences=(what_rests,), waits=(waits,), documents=(documents,))
