"""All that rewards say about standards."""

from playbook.links.standard_links import StandardLinks
from rewards.links.knots import RewardKnot
from rewards.links.panels import reward_after_signing

LINKS = StandardLinks("rewards", after_signing=(reward_after_signing,), knots=(RewardKnot(),))
