"""Reasons as records: why this home, why each person waits, what keeps each void empty, who lives together."""

from housing_match.explain.adapting import Opening, openings
from housing_match.explain.checks import checks_before_offer
from housing_match.explain.differences import Difference, Otherwise, difference, elsewhere
from housing_match.explain.matches import Match, matches
from housing_match.explain.mends import Change, Mend, mend
from housing_match.explain.need_by_place import NeedByArea, Pressure, need_by_area, pressure
from housing_match.explain.offers import Answered, answered, offers_to_make
from housing_match.explain.origins import Origin, origins
from housing_match.explain.outcomes import Outcomes, outcomes
from housing_match.explain.prices import FloorPrice, Group, RulePrice, floor_price, rule_prices
from housing_match.explain.quality import OpenQuestion, open_questions
from housing_match.explain.reasons import Reasons, reasons
from housing_match.explain.sharing import SharedHome, shared_homes
from housing_match.explain.shortages import Shortage, shortages
from housing_match.explain.standing import BoroughStanding, Standing, standing
from housing_match.explain.voids import NearPerson, Void, left_empty, voids
from housing_match.explain.waiting import Waiting, stays, waiting
from housing_match.explain.wants import Want
from housing_match.explain.what_if import RunnerUp, runner_up

__all__ = [
    "Answered",
    "BoroughStanding",
    "Change",
    "Difference",
    "FloorPrice",
    "Group",
    "Match",
    "Mend",
    "NearPerson",
    "NeedByArea",
    "OpenQuestion",
    "Opening",
    "Origin",
    "Otherwise",
    "Outcomes",
    "Pressure",
    "Reasons",
    "RulePrice",
    "RunnerUp",
    "SharedHome",
    "Shortage",
    "Standing",
    "Void",
    "Waiting",
    "Want",
    "answered",
    "checks_before_offer",
    "difference",
    "elsewhere",
    "floor_price",
    "left_empty",
    "matches",
    "mend",
    "need_by_area",
    "offers_to_make",
    "open_questions",
    "openings",
    "origins",
    "outcomes",
    "pressure",
    "reasons",
    "rule_prices",
    "runner_up",
    "shared_homes",
    "shortages",
    "standing",
    "stays",
    "voids",
    "waiting",
]
