"""The field's own nouns as frozen records; imports nothing of ours."""

from housing_match.domain.facts import Facts, Geography, LayerUsed, Mean, dated_facts
from housing_match.domain.goals import CHANGES, GOAL, GOALS, Goal, goal_order, judged_by
from housing_match.domain.household import Household, Lodger, households_after
from housing_match.domain.offers import Offer, Offering
from housing_match.domain.people import Connection, Exclusion, HousematePair, Resident
from housing_match.domain.plan import Fixing, GoalResult, Move, Plan
from housing_match.domain.quotas import Letting, Quota
from housing_match.domain.redesigns import Becomes, Redesign
from housing_match.domain.scenario import Pair, RuleChange, Scenario
from housing_match.domain.stock import Adaptation, Bedspace, Home, HomeType, Place, Site, adapted, place_of
from housing_match.domain.world import World

__all__ = [
    "CHANGES",
    "GOAL",
    "GOALS",
    "Adaptation",
    "Becomes",
    "Bedspace",
    "Connection",
    "Exclusion",
    "Facts",
    "Fixing",
    "Geography",
    "Goal",
    "GoalResult",
    "Home",
    "HomeType",
    "Household",
    "HousematePair",
    "LayerUsed",
    "Letting",
    "Lodger",
    "Mean",
    "Move",
    "Offer",
    "Offering",
    "Pair",
    "Place",
    "Plan",
    "Quota",
    "Redesign",
    "Resident",
    "RuleChange",
    "Scenario",
    "Site",
    "World",
    "adapted",
    "dated_facts",
    "goal_order",
    "households_after",
    "judged_by",
    "place_of",
]
