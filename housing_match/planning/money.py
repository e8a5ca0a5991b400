"""What a plan changes for each who pays, by week and by year, and what capital brings back over the years."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from housing_match.assess import Assessment
from housing_match.domain import Place, Resident
from housing_match.planning.unit_costs import UnitCosts
from housing_match.solve import support_cost, void_cost_change

COUNCIL, NHS, BENEFIT, RESIDENT = "council", "nhs", "housing_benefit", "resident"
PAYERS = (COUNCIL, NHS, BENEFIT, RESIDENT)
WHOLE_NHS, WHOLE_COUNCIL, WHOLE_SELF = "chc", "council", "self"
LONG_RATE_AFTER_YEARS, LONG_RATE_LESS = 30, Fraction(1, 2)
"""The Green Book's rate falls by half a point after 30 years (annex A6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Pounds a week by payer; a payer who is left out pays nothing."""

    pounds: Mapping[str, int]

    @property
    def total(self) -> int:
        """All payers together."""
        return sum(self.pounds.values())


@dataclass(frozen=True, kw_only=True)
class Money:
    """The people moved whose costs are all known, before and after; voids apart, whoever bears them."""

    before: Bill
    after: Bill
    people: int
    unknown_ids: tuple[str, ...]
    """People moved of whom some part, or who pays it, is not known: in neither bill."""
    void_change: int
    """Pounds a week: voids that are left behind less voids that are filled."""

    def change(self, payer: str) -> int:
        """Pounds a week more for one payer."""
        return self.after.pounds.get(payer, 0) - self.before.pounds.get(payer, 0)

    @property
    def weekly_change(self) -> int:
        """Pounds a week more, voids included."""
        return self.after.total - self.before.total + self.void_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What capital brings back: exact, in pounds of today."""

    capital_pounds: Fraction
    yearly_saving_pounds: Fraction
    net_present_value_pounds: Fraction
    payback_years: Fraction | None
    """None where nothing is saved."""


def money(assessment: Assessment, bedspace_of: Mapping[str, str]) -> Money:
    """Who pays what before and after the moves of a plan (resident_id → bedspace_id)."""
    world = assessment.world
    before, after, unknown = Counter[str](), Counter[str](), []
    for resident_id, bedspace_id in sorted(bedspace_of.items()):
        resident, place = world.resident[resident_id], assessment.places[assessment.column[bedspace_id]]
        was, becomes = bill_today(resident), bill_at(resident, place)
        if was is None or becomes is None:
            unknown.append(resident_id)
        else:
            before.update(was.pounds)
            after.update(becomes.pounds)
    return Money(
        before=Bill(pounds=dict(before)),
        after=Bill(pounds=dict(after)),
        people=len(bedspace_of) - len(unknown),
        unknown_ids=tuple(unknown),
        void_change=void_cost_change(world, bedspace_of),
    )


def bill_today(resident: Resident) -> Bill | None:
    """Who pays the present arrangement; of its cost the tables do not say which part is housing benefit."""
    return None if resident.weekly_cost is None else _split(resident, resident.weekly_cost)


def bill_at(resident: Resident, place: Place) -> Bill | None:
    """Who would pay at a place: care as it is funded today, rent by housing benefit but for what that does not meet."""
    support, unmet = support_cost(resident.support_hours_week, place.hourly_rate), place.rent_unmet_weekly or 0
    if support is None or place.weekly_core_cost is None or place.weekly_rent is None:
        return None
    care = _split(resident, support + place.weekly_core_cost)
    if care is None:
        return None
    rent = {BENEFIT: place.weekly_rent - unmet, RESIDENT: unmet}
    return Bill(pounds={payer: care.pounds.get(payer, 0) + rent.get(payer, 0) for payer in PAYERS})


def appraisal(capital_pounds: int, weekly_saving_pounds: int, costs: UnitCosts) -> Appraisal:
    """Capital now against a saving at the end of each year, discounted; real terms, the margin on capital included."""
    capital = capital_pounds * (1 + costs.capital_margin.value / 100)
    yearly = weekly_saving_pounds * costs.weeks_a_year.value
    factor, worth = Fraction(1), Fraction(0)
    for year in range(1, int(costs.appraisal_years.value) + 1):
        rate = costs.discount_rate.value - (LONG_RATE_LESS if year > LONG_RATE_AFTER_YEARS else 0)
        factor /= 1 + max(rate, Fraction(0)) / 100
        worth += yearly * factor
    return Appraisal(
        capital_pounds=capital,
        yearly_saving_pounds=yearly,
        net_present_value_pounds=worth - capital,
        payback_years=capital / yearly if yearly > 0 else None,
    )


def _split(resident: Resident, pounds: int) -> Bill | None:
    """Care by who funds it: joint and section 117 by the NHS's share, the council the rest. None where not known."""
    if resident.funding is None:
        return None
    whole = {WHOLE_COUNCIL: COUNCIL, WHOLE_NHS: NHS, WHOLE_SELF: RESIDENT}.get(resident.funding)
    if whole is not None:
        return Bill(pounds={whole: pounds})
    if resident.nhs_share is None:
        return None
    nhs = (2 * pounds * resident.nhs_share + 100) // 200
    return Bill(pounds={NHS: nhs, COUNCIL: pounds - nhs})
