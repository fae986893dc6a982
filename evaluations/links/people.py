"""All that evaluations say about a person."""

from evaluations.links.forgetting import documents, waits
from evaluations.links.handovers import evaluations_to_hand_on
from evaluations.links.work_changes import what_rests
from people.links.person_links import PersonLinks

LINKS = PersonLinks(
    "evaluations",
    consequences=(what_rests,),
    unfinished=(evaluations_to_hand_on,),
    waits=(waits,),
    documents=(documents,),
)
