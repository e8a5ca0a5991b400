"""Standby lists in words: who is offered a void after whom, what the plan is then, how likely the list fills it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from housing_match.criteria import half_up
from housing_match.domain import Scenario, World, goal_order
from housing_match.explain.backups import Backup, Standby
from housing_match.publish.answer import Answer, Part
from housing_match.publish.goal_words import difference_words, natural
from housing_match.publish.words import counted, home_words, pounds

COLUMNS = ("Offer", "Person", "Filled by then", "The plan if this person has it", "People elsewhere than planned")
NOBODY = "Nobody could have it."
CSV_COLUMNS = ("bedspace_id", "home_id", "offer", "resident_id", "chance_percent", "people_elsewhere", "better_empty")


def standby_answer(world: World, scenario: Scenario, standby: Standby) -> Answer:
    """The list of one void."""
    part = standby_part(world, scenario, standby)
    return Answer(
        about=standby.bedspace_id,
        headline=part.title,
        sentences=(*part.sentences, assumption_words(scenario)),
        columns=part.columns,
        rows=part.rows,
        notice=world.notice,
    )


def standby_answers(world: World, scenario: Scenario, lists: Sequence[Standby]) -> Answer:
    """The lists of several voids."""
    return Answer(
        about="backups",
        headline=f"Who is next for {counted(len(lists), 'void')} if somebody declines.",
        sentences=(assumption_words(scenario),),
        parts=tuple(standby_part(world, scenario, one) for one in lists),
        notice=world.notice,
    )


def standby_part(world: World, scenario: Scenario, standby: Standby) -> Part:
    """One void's list as a part of an answer: the person matched first, then the backups in their order."""
    rows = [] if standby.matched is None else [("1", standby.matched, _percent(standby.chances[0]), "as planned", "0")]
    for number, one in enumerate(standby.backups, start=len(rows) + 1):
        chance = _percent(standby.chances[number - 1])
        rows.append((str(number), one.resident_id, chance, loss_words(scenario, one), str(len(one.moved_otherwise))))
    home = home_words(world, world.home_of(standby.bedspace_id))
    return Part(
        title=f"{standby.bedspace_id} in {home}",
        sentences=(chance_words(scenario, standby),) if rows else (NOBODY,),
        columns=COLUMNS,
        rows=tuple(rows),
    )


def chance_words(scenario: Scenario, standby: Standby) -> str:
    """How likely the list fills the void, and how long and at what cost it stays empty."""
    cost = "" if standby.expected_cost is None else f", which comes to {pounds(whole(standby.expected_cost))}"
    likely = f"{_percent(standby.chances[-1])} likely to be filled within {counted(len(standby.chances), 'offer')}"
    weeks = f"{weeks_words(standby.expected_weeks)} of the next {scenario.window_weeks:,}"
    return f"{likely}; expected to stay empty for {weeks}{cost}."


def assumption_words(scenario: Scenario) -> str:
    """What the chances rest on."""
    said = scenario.offers
    return (
        f"The chances assume that each offer is refused with a chance of {said.refusal_rate_percent}% whoever it is "
        f"made to, and takes {counted(said.weeks_per_offer, 'week')}; set both under [offers] in the scenario."
    )


def loss_words(scenario: Scenario, backup: Backup) -> str:
    """What the plan comes to with this person there, beside the plan as it is."""
    said = "; ".join(difference_words(natural(scenario, backup.losses))) or "as good on every goal"
    return f"better left empty; else {said}" if backup.better_empty else said


def standby_rows(world: World, standby: Standby) -> list[tuple[object, ...]]:
    """One void's list as rows of backups.csv, by CSV_COLUMNS."""
    first = [] if standby.matched is None else [(standby.matched, 0, False)]
    people = [*first, *((one.resident_id, len(one.moved_otherwise), one.better_empty) for one in standby.backups)]
    return [
        (
            standby.bedspace_id,
            world.home_of(standby.bedspace_id),
            number,
            who,
            whole(100 * chance),
            elsewhere,
            "yes" if empty else "no",
        )
        for number, ((who, elsewhere, empty), chance) in enumerate(zip(people, standby.chances, strict=True), start=1)
    ]


def standby_record(scenario: Scenario, standby: Standby) -> Mapping[str, object]:
    """One void's list as plain values; percentages, pounds and tenths of a week are rounded half up, once."""
    goals = goal_order(scenario.goals)
    return {
        "bedspace_id": standby.bedspace_id,
        "matched": standby.matched,
        "backups": [
            {
                "resident_id": one.resident_id,
                "losses": dict(zip(goals, one.losses, strict=True)),
                "people_elsewhere": list(one.moved_otherwise),
                "better_empty": one.better_empty,
            }
            for one in standby.backups
        ],
        "chance_percent": [whole(100 * one) for one in standby.chances],
        "expected_tenths_of_weeks": whole(10 * standby.expected_weeks),
        "expected_cost": None if standby.expected_cost is None else whole(standby.expected_cost),
    }


def whole(exact: Fraction) -> int:
    """An exact figure rounded half up."""
    return half_up(exact.numerator, exact.denominator)


def weeks_words(weeks: Fraction) -> str:
    """Weeks to one decimal, such as "3.3 weeks"."""
    tenths = whole(10 * weeks)
    return f"{tenths // 10:,}.{tenths % 10} weeks"


def _percent(chance: Fraction) -> str:
    return f"{whole(100 * chance)}%"
