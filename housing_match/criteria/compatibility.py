"""Risks between people who share space."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import NEVER_SOFTENED, Clash, PlanRule
from housing_match.domain import Resident, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Compatibility(PlanRule):
    """A person who is a risk to frail people, to women or to men does not share space with them."""

    name: ClassVar[str] = "compatibility"
    title: ClassVar[str] = "Nobody shares space with someone who is a risk to them"
    source: ClassVar[str] = "Care Act 2014 s.42 (safeguarding); provider's compatibility assessment"
    reads_resident: ClassVar[tuple[str, ...]] = ("sharing", "sex")
    modes: ClassVar[tuple[str, ...]] = NEVER_SOFTENED

    def clash(self, one: Resident | None, other: Resident | None, world: World) -> Clash | None:
        """The worse of the two ways round: a known risk before one that is not known."""
        ways = [way for way in (_risk(one, other), _risk(other, one)) if way is not None]
        return min(ways, key=lambda way: (bool(way.question), way.what), default=None)


def _risk(risky: Resident | None, exposed: Resident | None) -> Clash | None:
    """What `risky` may do to `exposed`; another authority's tenant has no known risks but may be frail or any sex."""
    if risky is None or risky.sharing == frozenset():
        return None
    sex = None if exposed is None else exposed.known_sex
    frail = None if exposed is None or exposed.sharing is None else "frail" in exposed.sharing
    exposures = {
        "risk_to_frail": frail,
        "risk_to_women": None if sex is None else sex == "F",
        "risk_to_men": None if sex is None else sex == "M",
    }
    if risky.sharing is None:
        if all(exposure is False for exposure in exposures.values()):
            return None
        return Clash(what="risks in sharing are not known", question="Is either a risk to those they would share with?")
    risks = [exposures[risk] for risk in exposures if risk in risky.sharing]
    if any(risks):
        return Clash(what="one is a risk to the other")
    if None in risks:
        return Clash(what="a risk that may apply", question="Is the housemate frail, and of which sex?")
    return None
