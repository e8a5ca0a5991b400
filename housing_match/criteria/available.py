"""Whether the bedspace can be had within the window."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import NEVER_SOFTENED, Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import code_words
from housing_match.domain import Facts, Place, Resident

BY_DATE = ("works", "adaptation", "pipeline", "notice")
ON_REQUEST = ("reserved", "offer_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Available(Criterion):
    """The bedspace is free, or becomes free, by the end of the person's window."""

    name: ClassVar[str] = "available"
    title: ClassVar[str] = "The place is free within the plan's window"
    source: ClassVar[str] = "Client brief; window of the scenario (band A: its own, shorter)"
    reads_resident: ClassVar[tuple[str, ...]] = ("priority_band",)
    reads_place: ClassVar[tuple[str, ...]] = ("status", "available_from", "occupant_leaves")
    reads_facts: ClassVar[tuple[str, ...]] = ("window_end", "window_end_band_a", "use_reserved")
    modes: ClassVar[tuple[str, ...]] = NEVER_SOFTENED

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met by status and date; an occupied place only where its occupant moves in the same plan."""
        end = facts.window_end_band_a if resident.priority_band == "A" else facts.window_end
        wanted, offered = f"free by {end}", code_words(place.status)
        if place.available_from is not None:
            offered += f" from {place.available_from}"
        in_time = place.available_from is None or place.available_from <= end
        if place.status in BY_DATE and place.available_from is None:
            return Unknown(wanted=wanted, offered=offered, question="When will the place be ready?", about_home=True)
        if place.status == "occupied":
            met = place.occupant_leaves
        elif place.status in ON_REQUEST:
            met = facts.use_reserved
        else:
            met = place.status in ("void", *BY_DATE) and in_time
        return Comparison(wanted=wanted, offered=offered, score=100 if met else 0)
