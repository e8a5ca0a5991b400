"""Who pays in words: what a plan changes by week and by year, and what capital brings back."""

from collections.abc import Sequence
from fractions import Fraction

from housing_match.criteria.comparing import half_up
from housing_match.domain import World
from housing_match.planning.money import BENEFIT, COUNCIL, NHS, PAYERS, RESIDENT, Appraisal, Money
from housing_match.planning.stated import Stated
from housing_match.planning.unit_costs import UnitCosts
from housing_match.publish.answer import Answer, Part
from housing_match.publish.words import counted, pounds

PAYER_WORDS = {COUNCIL: "The councils", NHS: "The NHS", BENEFIT: "Housing benefit", RESIDENT: "The people themselves"}
TODAY_WHOLE = (
    "The tables do not say which part of today's cost is housing benefit: all of it stands with those who fund the "
    "care. What councils and the NHS really save is that much less, and so is the rise of housing benefit."
)
ABOUT_YEARS = "A year has {weeks} weeks. Prices of today throughout; costs of care are taken to stay as they are."


def money_answer(world: World, found: Money, costs: UnitCosts, worth: Appraisal | None) -> Answer:
    """Payer by payer before and after, by week and by year; with capital, what it brings back."""
    weeks = costs.weeks_a_year.value
    rows = [
        (PAYER_WORDS[one], found.before.pounds.get(one, 0), found.after.pounds.get(one, 0), found.change(one))
        for one in PAYERS
    ]
    rows.append(("Together", found.before.total, found.after.total, found.after.total - found.before.total))
    return Answer(
        about="money",
        headline=f"The plan {_changes(found.weekly_change)} a week, empty homes included.",
        sentences=_sentences(found),
        columns=("Who pays", "Today, a week", "With the plan, a week", "Change, a week", "Change, a year"),
        rows=tuple(
            (who, pounds(before), pounds(after), signed(change), signed(change * weeks))
            for who, before, after, change in rows
        ),
        parts=(
            Part(
                title="Empty homes",
                sentences=(
                    f"What empty homes cost a week {_changes(found.void_change, 'falls by', 'rises by', 'stays')}, "
                    "whoever bears it.",
                ),
            ),
            *((_worth(worth, costs),) if worth else ()),
            _about(costs),
        ),
        notice=world.notice,
    )


def signed(amount: int | Fraction) -> str:
    """Pounds with their sign."""
    return f"+{_whole(amount)}" if amount > 0 else _whole(amount)


def _whole(amount: int | Fraction) -> str:
    return pounds(half_up(*Fraction(amount).as_integer_ratio()))


def years_words(years: Fraction | None) -> str:
    """Years with one decimal; "never" where nothing is saved."""
    if years is None:
        return "never: nothing is saved"
    tenths = half_up(*(10 * years).as_integer_ratio())
    return f"{tenths // 10}.{tenths % 10} years"


def _changes(amount: int, less: str = "saves", more: str = "costs", same: str = "changes nothing:") -> str:
    return f"{same if not amount else more if amount > 0 else less} {pounds(abs(amount))}"


def _sentences(found: Money) -> tuple[str, ...]:
    people = found.people + len(found.unknown_ids)
    told = [f"Of {counted(people, 'person', 'people')} who move, {found.people:,} are counted."]
    if found.unknown_ids:
        told.append(f"Left out, since a cost or who pays it is not known: {', '.join(found.unknown_ids)}.")
    return (*told, TODAY_WHOLE)


def _worth(worth: Appraisal, costs: UnitCosts) -> Part:
    margin = costs.capital_margin.value
    return Part(
        title="What the capital brings back",
        columns=("", "Figure"),
        rows=(
            ("Capital" + (f", {_number(margin)}% margin included" if margin else ""), _whole(worth.capital_pounds)),
            ("Saved a year", _whole(worth.yearly_saving_pounds)),
            ("Paid back after", years_words(worth.payback_years)),
            (
                f"Net present value over {_number(costs.appraisal_years.value)} years",
                _whole(worth.net_present_value_pounds),
            ),
        ),
    )


def _about(costs: UnitCosts) -> Part:
    named = (
        ("Discount rate", costs.discount_rate),
        ("Years looked at", costs.appraisal_years),
        ("Weeks in a year", costs.weeks_a_year),
        ("Margin on capital", costs.capital_margin),
    )
    return assumed(named, ABOUT_YEARS.format(weeks=_number(costs.weeks_a_year.value)))


def assumed(named: Sequence[tuple[str, Stated]], sentence: str) -> Part:
    """Values that were assumed, each with its name, range and source."""
    return Part(
        title="What was assumed",
        sentences=(sentence,),
        columns=("What", "Value", "Range", "Year", "Source"),
        rows=tuple(
            (what, f"{_number(one.value)} {one.unit}", _range(one), str(one.year), one.source) for what, one in named
        ),
    )


def _range(one: Stated) -> str:
    return f"{_number(one.low)} to {_number(one.high)}"


def _number(value: Fraction) -> str:
    return f"{float(value):g}"
