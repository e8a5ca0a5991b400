"""Step-free and wheelchair access, by the London Accessible Housing Register's categories."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome, Unknown
from housing_match.domain import Facts, Place, Resident
from housing_match.domain.codes import AHR_CATEGORY

LEAST = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access(Criterion):
    """The home is at least as accessible as the person needs; category G suits only those who need no access."""

    name: ClassVar[str] = "access"
    title: ClassVar[str] = "The home can be entered and used (accessibility category)"
    easy: ClassVar[str] = "is one you can get into and move around in"
    source: ClassVar[str] = "London Accessible Housing Register categories A to G; Building Regulations Part M4"
    reads_resident: ClassVar[tuple[str, ...]] = ("access_need",)
    reads_place: ClassVar[tuple[str, ...]] = ("ahr_category",)
    remedy: ClassVar[str] = "Adapt the home to the accessibility category needed"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the category stands no later than the need in A > B > C > D > E > E+ > F > G."""
        need, offer = resident.access_need, place.ahr_category
        if need is None:
            return Unknown(
                wanted="not known",
                offered=_category(offer),
                question="Which accessibility category (A to F) does the person need?",
            )
        if need == LEAST:
            return None
        if offer is None:
            return Unknown(
                wanted=_category(need),
                offered="not known",
                question="Which accessibility category (A to G) is the home?",
                about_home=True,
            )
        met = AHR_CATEGORY.index(offer) <= AHR_CATEGORY.index(need)
        return Comparison(wanted=_category(need), offered=_category(offer), score=100 if met else 0)


def _category(code: str | None) -> str:
    return "not known" if code is None else f"category {code}"
