"""Sharing space with one's own sex only."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Clash, PlanRule
from housing_match.domain import Resident, World


@dataclass(frozen=True, slots=True, kw_only=True)
class SameSex(PlanRule):
    """Nobody who asks for housemates of the same sex shares space with another sex."""

    name: ClassVar[str] = "same_sex"
    title: ClassVar[str] = "Housemates are of one sex where a person asks for it"
    source: ClassVar[str] = "Care Act 2014 s.1(2)(a) (dignity); Equality Act 2010 Sch. 3"
    reads_resident: ClassVar[tuple[str, ...]] = ("housemate_sex", "sex")

    def clash(self, one: Resident | None, other: Resident | None, world: World) -> Clash | None:
        """A clash where either asks for the same sex and the sexes differ or one is not known."""
        if not any(who is not None and who.housemate_sex == "same" for who in (one, other)):
            return None
        first, second = (None if who is None else who.known_sex for who in (one, other))
        if first is None or second is None:
            return Clash(what="same sex asked for, not known of both", question="What is the sex of each housemate?")
        return None if first == second else Clash(what="same sex asked for, and the sexes differ")
