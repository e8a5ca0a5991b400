"""Reasons as records: why this home, why each person waits, what keeps each void empty, who lives together."""

from housing_match.explain.checks import checks_before_offer
from housing_match.explain.matches import Match, matches
from housing_match.explain.reasons import Reasons, reasons
from housing_match.explain.sharing import SharedHome, shared_homes
from housing_match.explain.standing import BoroughStanding, NeedStanding, Standing, standing
from housing_match.explain.voids import LeftEmpty, NearPerson, Void, left_empty, voids
from housing_match.explain.waiting import Waiting, waiting

__all__ = [
    "BoroughStanding",
    "LeftEmpty",
    "Match",
    "NearPerson",
    "NeedStanding",
    "Reasons",
    "SharedHome",
    "Standing",
    "Void",
    "Waiting",
    "checks_before_offer",
    "left_empty",
    "matches",
    "reasons",
    "shared_homes",
    "standing",
    "voids",
    "waiting",
]
