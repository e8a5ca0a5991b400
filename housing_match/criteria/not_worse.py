"""Nobody who need not move goes to a lower fit than today's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import ge
from types import MappingProxyType
from typing import Any, ClassVar

from housing_match.criteria.base import MUST_OR_IGNORE, Comparison, Criterion, Outcome
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWorse(Criterion):
    """An incumbent who need not move never goes to a lower fit than today's place."""

    name: ClassVar[str] = "not_worse"
    title: ClassVar[str] = "Nobody who need not move ends up worse placed"
    easy: ClassVar[str] = "suits you as well as your home today, or better"
    source: ClassVar[str] = "Client brief; Care Act 2014 s.1 (wellbeing)"
    reads_resident: ClassVar[tuple[str, ...]] = ("needs_move",)
    reads_facts: ClassVar[tuple[str, ...]] = ("incumbent", "fit_here", "fit_today")
    looks_at_facts: ClassVar[Mapping[tuple[str, ...], Callable[..., Any]]] = MappingProxyType(
        {("fit_here", "fit_today"): ge}
    )
    modes: ClassVar[tuple[str, ...]] = MUST_OR_IGNORE

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the fit is not below today's; assess asks once every fit is known."""
        if resident.needs_move or not facts.incumbent or facts.fit_here is None or facts.fit_today is None:
            return None
        return Comparison(
            wanted=f"fit of at least {facts.fit_today}",
            offered=f"fit of {facts.fit_here}",
            score=100 if ge(facts.fit_here, facts.fit_today) else 0,
        )
