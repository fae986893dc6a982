"""What the playbook itself says about standards, told like what the apps above say."""

from playbook.links.standard_links import StandardLinks
from playbook.models import ComplaintPolicyPage, StandardPage, TouchpointPage
from playbook.own_links import coverage
from playbook.own_links.departures import of_policy, of_standard, of_touchpoint
from playbook.own_links.knots import QuoteKnot, StandardKnot
from playbook.own_links.panels import outdated_panel, words_panel

LINKS = StandardLinks(
    "playbook",
    coverage=coverage.SOURCES,
    panels=(words_panel, outdated_panel),
    knots=(QuoteKnot(), StandardKnot()),
    consequences={StandardPage: of_standard, TouchpointPage: of_touchpoint, ComplaintPolicyPage: of_policy},
)
