"""All that evaluations say about standards."""

from evaluations.links import citations, coverage
from evaluations.links.departures import evaluations_on
from evaluations.links.impact import following_scorecards, open_evaluations
from evaluations.links.knots import CriterionKnot, EvaluationKnot
from evaluations.links.panels import my_score
from evaluations.links.periods import last_judged_day
from playbook.links.standard_links import StandardLinks

LINKS = StandardLinks(
    "evaluations",
    coverage=coverage.SOURCES,
    citations=(citations.SCORECARDS_SOURCE,),
    impacts=(following_scorecards, open_evaluations),
    panels=(my_score,),
    knots=(CriterionKnot(), EvaluationKnot()),
    period_guards=(last_judged_day,),
    standings=(evaluations_on,),
)
