"""What was measured of homes and of pairs: by name, as whole numbers and as rules read it."""

from fractions import Fraction
from typing import Any

from housing_match.assess.fields import Integers
from housing_match.domain import Geography

HOME_FACTS = ("station_minutes", "step_free_minutes", "ward", "crime_decile", "environment_decile", "street_lights")
MINUTES = ("family_minutes", "places_minutes")
FIT_FACTS = frozenset({"fit_here", "fit_today"})
PAIR_FACTS = frozenset({"inside_exclusion", *MINUTES}) | FIT_FACTS


def as_numbers(geography: Geography, name: str, rows: Integers, homes: Integers) -> list[Integers]:
    """A fact of pairs as whole numbers, two for mean minutes: their sum and weight, both 0 for none.

    `rows` and `homes` are the geography's own numbers, int64 [n] each, and so are the facts.
    """
    if name not in MINUTES:
        return [getattr(geography, name)[rows, homes]]
    stem = name.removesuffix("_minutes")
    return [getattr(geography, f"{stem}_sum")[rows, homes], getattr(geography, f"{stem}_weight")[rows]]


def as_read(name: str, numbers: list[int]) -> Any:
    """The fact of one pair that these numbers stand for."""
    if name in MINUTES:
        return Fraction(*numbers) if numbers[1] else None
    return bool(numbers[0]) if name == "inside_exclusion" else numbers[0]
