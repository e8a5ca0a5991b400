"""The words and tables that one redesign needs: what it changes, why it is refused, who lives there, who pays."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from housing_match.criteria.comparing import code_words
from housing_match.domain import Redesign, World
from housing_match.explain.small_numbers import count_words
from housing_match.planning.living_there import MOVES, MUST_MOVE, NO_LONGER_SUITS, NO_PLACE, STAYS, Fate
from housing_match.planning.redesign_costs import CostChange
from housing_match.planning.redesign_trials import Refusal
from housing_match.publish.answer import Part
from housing_match.publish.money import PAYER_WORDS
from housing_match.publish.money import signed as signed_pounds
from housing_match.publish.words import TITLE, counted, list_words

CARE_HOMES = ("residential_care", "nursing_care")
OUTCOME_WORDS = {
    STAYS: "stays",
    NO_LONGER_SUITS: "stays, and the home no longer suits",
    MOVES: "moves",
    NO_PLACE: "has to move, and there is no place",
    MUST_MOVE: "has to move",
}
FATE_COLUMNS = ("Bedspace", "Lives there", "What becomes of them", "Without it", "Rules no longer met", "Now met")
END_OF_REGISTRATION = (
    "Ends registration as a care home: those who stay become tenants, rent can be met by housing benefit, and the "
    "councils and the NHS pay for care alone. Each person, or whoever may act for them, has to agree to the tenancy, "
    "and the Care Quality Commission to the end of registration."
)
A_WEEK_WORDS = "Pounds a week against the plan without it: people in other homes, and those who stay at new rates."


def refusal_words(refusal: Refusal) -> tuple[str, ...]:
    """Every reason why redesigns cannot be done."""
    told = []
    if refusal.tenants:
        told.append(f"A tenant of another authority, whom no plan moves, lives in {', '.join(refusal.tenants)}.")
    for who, rules in refusal.may_not_move:
        why = f"not met: “{rules_words(rules)}”" if rules else "the scenario leaves the person out of the plan"
        told.append(f"{who} would have to move, and cannot: {why}.")
    if refusal.no_place:
        told.append(f"No home that suits was found for {', '.join(refusal.no_place)}.")
    return (*told, refusal.other) if refusal.other else tuple(told)


def fates_words(fates: tuple[Fate, ...], *, published: bool) -> str:
    """How many who live there stay, move, or have no place."""
    counts = Counter(one.outcome for one in fates)
    told = [
        f"{OUTCOME_WORDS[outcome]}: {count_words(counts[outcome], published=published)}"
        for outcome in OUTCOME_WORDS
        if counts[outcome]
    ]
    return "; ".join(told) or "nobody lives there"


def fate_row(one: Fate) -> tuple[str, ...]:
    """What becomes of one who lives there, under FATE_COLUMNS."""
    return (
        one.bedspace_id,
        lodger_words(one),
        OUTCOME_WORDS[one.outcome] + (f" to {one.to}" if one.to else ""),
        f"moves to {one.without}" if one.without else "stays",
        rules_words(one.no_longer) or "–",
        rules_words(one.now_met) or "–",
    )


def lodger_words(one: Fate) -> str:
    """Who lives there, by id where known."""
    return one.resident_id or "a tenant of another authority"


def rules_words(names: Sequence[str]) -> str:
    """Rules by their titles."""
    return "; ".join(TITLE[name] for name in names)


def what_changes(world: World, redesign: Redesign) -> Iterator[str]:
    """What the home becomes, field by field."""
    home = world.home[redesign.home_id]
    for number, one in enumerate(redesign.becomes, start=1):
        which = f"Home {number}: " if len(redesign.becomes) > 1 else ""
        rooms = counted(len(one.bedspace_ids) + one.new_bedspaces, "bedspace")
        fields = [
            f"{code_words(name)}: {_value(getattr(home, name))} becomes {_value(value)}"
            for name, value in one.changes
            if getattr(home, name) != value
        ]
        yield f"{which}{'; '.join([rooms, *fields])}."
    if home.setting in CARE_HOMES and any(dict(one.changes).get("setting") for one in redesign.becomes):
        yield END_OF_REGISTRATION


def _value(value: Any) -> str:
    if isinstance(value, frozenset):
        return list_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value}" if isinstance(value, int | Decimal) else code_words(value)


def payers_words(costs: CostChange) -> str:
    """Who pays more or less a week, in one sentence."""
    told = [f"{who} {signed_pounds(amount)}" for who, amount in _payers(costs) if amount]
    return f"A week: {'; '.join(told) or 'nothing changes'}."


def _payers(costs: CostChange) -> list[tuple[str, int]]:
    rows = [(words, costs.by_payer.get(payer, 0)) for payer, words in PAYER_WORDS.items()]
    return [
        *rows,
        ("Empty homes", costs.voids_pounds),
        ("The homes themselves, whoever lives there", costs.running_pounds),
        ("Together", costs.total_pounds),
    ]


def costs_part(costs: CostChange) -> Part:
    """Who pays more or less a week than in the plan without."""
    told = [A_WEEK_WORDS]
    if costs.unknown_ids:
        told.append(f"Left out, since a cost or who pays it is not known: {', '.join(costs.unknown_ids)}.")
    return Part(
        title="Who pays",
        sentences=tuple(told),
        columns=("Who pays", "Change, a week"),
        rows=tuple((who, signed_pounds(amount)) for who, amount in _payers(costs)),
    )


def week_words(costs: CostChange) -> str:
    """The change a week, and of how many people it is not known."""
    return signed_pounds(costs.total_pounds) + (f" ({len(costs.unknown_ids)} not known)" if costs.unknown_ids else "")
