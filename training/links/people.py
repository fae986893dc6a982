"""All that training says about a person."""

from people.links.person_links import PersonLinks
from training.links.forgetting import documents

LINKS = PersonLinks("training", documents=(documents,))
