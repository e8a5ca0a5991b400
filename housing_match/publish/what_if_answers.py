"""The words of what if: why not that home, the plan with it goal by goal and person by person, the runner-up."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from housing_match.assess import takes_part
from housing_match.domain import GOAL, Scenario, World
from housing_match.explain import Difference, Reasons, RunnerUp, difference
from housing_match.explain.mends import mend
from housing_match.publish.answer import Answer, NothingKnown, Part
from housing_match.publish.barriers import UNLET, nearest_of
from housing_match.publish.goal_words import difference_words
from housing_match.publish.objective import pair_words
from housing_match.publish.person_answers import why_not_in_plan
from housing_match.publish.words import counted, home_words, mend_words, not_met, signed
from housing_match.solve import WhatIf

NAMED = 3
"""People and goals named in a headline."""
WAITS = "waits"
AS_GOOD = "as good on every goal"
LOTTERY = "The plan is as good on every goal either way: the lottery decided."
NOT_PROVED = "That is better on the first goal that differs: this plan was not proved the best."


def rooms_asked(reasons: Reasons, about: str) -> tuple[str, ...]:
    """The bedspaces that a bedspace_id or home_id stands for. Raises NothingKnown."""
    world = reasons.assessment.world
    if about in world.bedspace:
        return (about,)
    if about in world.home:
        return tuple(room.bedspace_id for room in world.bedspaces_of[about])
    raise NothingKnown(f"{about} is no bedspace_id or home_id of these tables.")


def at_once(reasons: Reasons, resident_id: str, about: str) -> Answer | None:
    """Where nothing need be worked out: the person has the home, or a rule about this person stands in the way.

    Raises NothingKnown for an id that no table has.
    """
    assessment, rooms = reasons.assessment, rooms_asked(reasons, about)
    world = assessment.world
    if resident_id not in world.resident:
        raise NothingKnown(f"{resident_id} is no resident_id of these tables.")
    if living(world, reasons.plan.bedspace_of).get(resident_id) in rooms:
        headline = f"{resident_id} has {_named(world, about)} when this plan is done."
        return Answer(about=resident_id, headline=headline, notice=world.notice)
    row, columns = assessment.row.get(resident_id), [assessment.column[room] for room in rooms]
    possible = row is not None and (assessment.pairs.find(row, np.array(columns, dtype=np.int64)) >= 0).any()
    own = world.incumbent_of.get(resident_id)
    return None if possible or own in rooms else _why_not(reasons, resident_id, about, rooms)


def instead(reasons: Reasons, what_if: WhatIf, resident_id: str, about: str) -> Answer:
    """Why a person does not have a home or a bedspace, with what would mend it; or the best plan in which they do.

    Raises NothingKnown for an id that no table has, TimeoutError as soon as somebody says stop.
    """
    said = at_once(reasons, resident_id, about)
    if said is not None:
        return said
    world, rooms = reasons.assessment.world, rooms_asked(reasons, about)
    plan = what_if.plan_with(resident_id, rooms)
    if plan is None:
        return _why_not(reasons, resident_id, about, rooms)
    found = difference(reasons.assessment, what_if.bedspace_of, plan)
    return Answer(
        about=resident_id,
        headline=f"{resident_id} could have {_named(world, about)}; then {consequence(world, found, resident_id)}.",
        sentences=(
            "The best plan with that one match kept: every goal in its order, then the fewest people elsewhere.",
            *((NOT_PROVED,) if not reasons.plan.proved and _comes_out_better(found) else ()),
        ),
        parts=difference_parts(world, found),
        notice=world.notice,
    )


def _why_not(reasons: Reasons, who: str, about: str, rooms: Sequence[str]) -> Answer:
    """The rules that block it, and the fewest changes that would open it."""
    assessment, world = reasons.assessment, reasons.assessment.world
    let = [room for room in rooms if world.bedspace[room].status not in UNLET]
    sentences: list[str] = []
    words: list[str] = []
    takes_no_part = who not in assessment.row or not takes_part(world.resident[who], world, assessment.scenario)
    if takes_no_part:
        sentences.append(f"{who} is not in this plan: {why_not_in_plan(assessment, world.resident[who])}.")
    if not let:
        sentences.append("It has no bedspace that is let to people to live in.")
    elif who in assessment.row:
        nearest, words = nearest_of(reasons, who, let)
        sentences.append(f"Nearest: {nearest}.")
    else:
        said = assessment.findings(who, let[0])
        words = [not_met(one) for one in said if one.blocks]
    if let and not words and not takes_no_part:
        sentences += _no_plan(assessment.scenario, world, who, rooms)
    if who in assessment.row and let and words:
        opened = mend(assessment, reasons.plan, who, among=let)
        fix = (
            "No change that is known would open it." if opened is None else f"What would open it: {mend_words(opened)}"
        )
        sentences.append(fix if fix.endswith((".", "?")) else f"{fix}.")
    return Answer(
        about=who,
        headline=f"{who} could not have {_named(world, about)}.",
        sentences=tuple(sentences),
        columns=("What stands in the way",) if words else (),
        rows=tuple((one,) for one in words),
        notice=world.notice,
    )


def _no_plan(scenario: Scenario, world: World, who: str, rooms: Sequence[str]) -> Iterator[str]:
    """Why nothing but the plan as a whole stands in the way; pins of this person or to these places by name."""
    asked = {"pin": scenario.pins, "quota of nominations": scenario.nominations, "longest chain": scenario.max_chain}
    also = "".join(f", every {name} of the scenario" for name, there in asked.items() if there)
    yield (
        f"Every rule about this person is met, but no plan in which this person has it keeps every rule{also} and "
        "gives everybody who lives in these homes a place."
    )
    for pin in scenario.pins:
        if pin.resident_id == who or pin.bedspace_id in rooms:
            yield f"The scenario says of {pair_words(pin, world)}: must be matched."


def consequence(world: World, found: Difference, resident_id: str) -> str:
    """What comes with a change, such as "R40 waits; returns to the responsible borough: 1 person less"."""
    others = [one for one in found.people if one.resident_id != resident_id]
    lose = [one.resident_id for one in others if one.after is None and one.resident_id not in world.incumbent_of]
    gain = [one.resident_id for one in others if one.before is None and one.resident_id not in world.incumbent_of]
    said = [f"{_people(lose)} {'waits' if len(lose) == 1 else 'wait'}"] if lose else []
    said += [f"{_people(gain)} {'has' if len(gain) == 1 else 'have'} a place instead"] if gain else []
    elsewhere = len(others) - len(lose) - len(gain)
    said += [f"{counted(elsewhere, 'other lives', 'others live')} elsewhere"] if elsewhere else []
    return "; ".join([*said, *list(_goals(found))[:NAMED]]) or f"the plan is {AS_GOOD}"


def _people(ids: Sequence[str]) -> str:
    return ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED} more" if len(ids) > NAMED else "")


def difference_parts(world: World, found: Difference) -> tuple[Part, Part]:
    """Two plans side by side: goal by goal, then person by person."""
    return (
        Part(
            title="Goal by goal",
            sentences=("Every other goal comes to the same.",) if found.goals else (f"The plan is {AS_GOOD}.",),
            columns=("Goal, most important first", "This plan", "Instead", "Difference"),
            rows=tuple(
                (GOAL[name].title, signed(before), signed(after), _apart(name, after - before))
                for name, before, after in found.goals
            ),
        ),
        Part(
            title="Person by person",
            sentences=(_elsewhere_words(world, found),),
            columns=("Person", "This plan", "Instead"),
            rows=tuple(
                (
                    one.resident_id,
                    place_words(world, one.resident_id, one.before),
                    place_words(world, one.resident_id, one.after),
                )
                for one in found.people
            ),
        ),
    )


def _elsewhere_words(world: World, found: Difference) -> str:
    """How many people are in another place, and how many of them in the same home as before."""
    homes = [
        {None if room is None else world.home_of(room) for room in (one.before or today, one.after or today)}
        for one in found.people
        for today in [world.incumbent_of.get(one.resident_id)]
    ]
    same = sum(len(one) == 1 for one in homes)
    room = f", {same:,} of them in another room of the same home" if same else ""
    return f"{counted(len(found.people), 'person is', 'people are')} in another place{room}."


def _apart(name: str, difference: int) -> str:
    """A difference with its sign, and whether it is for the better."""
    sign = "+" if difference > 0 else ""
    return f"{sign}{signed(difference)} ({'better' if (difference > 0) == GOAL[name].most else 'worse'})"


def place_words(world: World, resident_id: str, bedspace_id: str | None) -> str:
    """Where a plan moves somebody, or that it moves them nowhere: whoever lives in the stock stays, others wait."""
    if bedspace_id is not None:
        return f"{bedspace_id}, {home_words(world, world.home_of(bedspace_id))}"
    stays_in = world.incumbent_of.get(resident_id)
    return WAITS if stays_in is None else f"stays in {stays_in}, {home_words(world, world.home_of(stays_in))}"


def runner_up_part(reasons: Reasons, resident_id: str, found: RunnerUp | None) -> Part:
    """The next best for one person, and the line that decided against it."""
    title, world = "The runner-up", reasons.assessment.world
    if found is None:
        return Part(title=title, sentences=("No plan gives this person another home.",))
    then = found.bedspace_of.get(resident_id)
    place = place_words(world, resident_id, then)
    sentences = [f"Next best: {resident_id} {place if then is None else f'has {place}'}."]
    if not reasons.plan.proved and _comes_out_better(found.difference):
        sentences.append(NOT_PROVED)
    else:
        sentences.append(f"What decided: {next(_goals(found.difference))}." if found.difference.goals else LOTTERY)
    if found.line is not None:
        now, other = found.line
        sentences.append(
            f"The line of the fit that differs most: {now.rule.criterion.title}, {now.points} points of 1,000 here and "
            f"{other.points} there."
        )
    sentences.append(f"With the next best {consequence(world, found.difference, resident_id)}.")
    return Part(title=title, sentences=tuple(sentences))


def _comes_out_better(found: Difference) -> bool:
    """Whether the other plan is better on the first goal that differs."""
    return any((after > before) == GOAL[name].most for name, before, after in found.goals[:1])


def _goals(found: Difference) -> Iterator[str]:
    return difference_words((name, after - before) for name, before, after in found.goals)


def _named(world: World, about: str) -> str:
    """A home, or a bedspace with its home."""
    return home_words(world, about) if about in world.home else f"{about}, {home_words(world, world.home_of(about))}"


def living(world: World, bedspace_of: Mapping[str, str]) -> dict[str, str]:
    """resident_id → bedspace_id of everybody who lives in the stock when a plan is done."""
    return {**world.incumbent_of, **bedspace_of}
