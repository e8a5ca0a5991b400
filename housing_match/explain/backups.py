"""Who is next for each void if the person matched declines, and how likely it is that the list fills it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from housing_match.assess import Assessment
from housing_match.domain import Plan, Scenario
from housing_match.explain.differences import elsewhere
from housing_match.solve import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One person who stands by for a void, and the plan in which that person has it."""

    resident_id: str
    losses: tuple[int, ...]
    """What the plan then loses, a figure a goal in the scenario's order: above 0 that much worse, below 0 better."""
    moved_otherwise: tuple[str, ...]
    """Who ends elsewhere than in the present plan, this person among them, in id order."""
    better_empty: bool
    """Whether the plan, goal by goal, would come out better with the void left empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standby:
    """One void with everybody it may be offered to, one after another: first who is matched, then the backups."""

    bedspace_id: str
    matched: str | None
    """Who has it in the plan; None for a void that the plan leaves empty."""
    backups: tuple[Backup, ...]
    chances: tuple[Fraction, ...]
    """The chance that it is filled within one offer, two, and so on to the end of the list."""
    expected_weeks: Fraction
    """Weeks it is expected to stay empty within the window, in which it stays empty to the end if all decline."""
    expected_cost: Fraction | None
    """What that comes to in pounds; None where its weekly cost is not known."""


def standby_for(what_if: WhatIf, bedspace_id: str, most: int) -> Standby:
    """The void's standby list with up to `most` backups.

    Each is whoever has the void in the best plan in which nobody asked before has any place in that home: goals in
    their order, then fewest people elsewhere than in the present plan, then the lottery. Where that plan leaves the
    void empty, it is the best that fills it. Raises TimeoutError as soon as somebody says stop.
    """
    assessment = what_if.assessment
    home_id = assessment.world.home_of(bedspace_id)
    matched = _taker(what_if.bedspace_of, bedspace_id)
    asked = [] if matched is None else [(matched, home_id)]
    found: list[Backup] = []
    better_empty = False
    while len(found) < most:
        plan = None if better_empty else what_if.plan_without(asked, bedspace_id, filled=False)
        if plan is None or bedspace_id not in plan.values():
            better_empty = True  # and so it is once more people are barred: that plan bars nobody
            plan = what_if.plan_without(asked, bedspace_id, filled=True)
        taker = None if plan is None else _taker(plan, bedspace_id)
        if plan is None or taker is None:
            break
        found.append(
            Backup(
                resident_id=taker,
                losses=what_if.losses_of(plan),
                moved_otherwise=tuple(one.resident_id for one in elsewhere(what_if.bedspace_of, plan)),
                better_empty=better_empty,
            )
        )
        asked.append((taker, home_id))
    offers = len(found) + (matched is not None)
    weeks = expected_weeks(assessment.scenario, offers, assessment.world.bedspace[bedspace_id].available_from)
    weekly = assessment.world.bedspace[bedspace_id].weekly_void_cost
    return Standby(
        bedspace_id=bedspace_id,
        matched=matched,
        backups=tuple(found),
        chances=tuple(chance_filled(assessment.scenario, many) for many in range(1, offers + 1)),
        expected_weeks=weeks,
        expected_cost=None if weekly is None else weeks * weekly,
    )


def standby_lists(
    assessment: Assessment,
    plan: Plan,
    *,
    bedspace_ids: Sequence[str] | None = None,
    most: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Standby]:
    """The standby list of every void that somebody could have, or of those named, in id order, each once it is made.

    `most` is how many backups, as the scenario says unless given. Raises PlanNotAllowed for a plan that breaks a rule
    and TimeoutError soon after `stopped` says so.
    """
    what_if = WhatIf(assessment, plan.bedspace_of, stopped=stopped)
    wanted = voids_to_offer(assessment, plan) if bedspace_ids is None else sorted(bedspace_ids)
    many = assessment.scenario.offers.backups if most is None else most
    for room in wanted:
        yield standby_for(_if_declined(what_if, room, stopped), room, many)


def _if_declined(what_if: WhatIf, bedspace_id: str, stopped: Callable[[], bool]) -> WhatIf:
    """The same, but where the scenario pins the person matched to that home: a pin binds nobody who says no."""
    assessment, world = what_if.assessment, what_if.assessment.world
    matched, home_id = _taker(what_if.bedspace_of, bedspace_id), world.home_of(bedspace_id)
    pins = tuple(
        pin
        for pin in assessment.scenario.pins
        if pin.resident_id != matched
        or (pin.home_id if pin.bedspace_id is None else world.home_of(pin.bedspace_id)) != home_id
    )
    if pins == assessment.scenario.pins:
        return what_if
    freed = replace(assessment, scenario=replace(assessment.scenario, pins=pins))
    return WhatIf(freed, what_if.bedspace_of, stopped=stopped)


def voids_to_offer(assessment: Assessment, plan: Plan) -> Iterator[str]:
    """The voids that the plan fills or that somebody could have by every rule about one person, in id order."""
    filled = set(plan.bedspace_of.values())
    for at, place in enumerate(assessment.places):
        if place.status == "void" and (place.bedspace_id in filled or assessment.pairs.people_of[at]):
            yield place.bedspace_id


def chance_filled(scenario: Scenario, offers: int) -> Fraction:
    """The chance that at least one of so many offers is accepted, each refused as often as the scenario says."""
    return 1 - Fraction(scenario.offers.refusal_rate_percent, 100) ** offers


def expected_weeks(scenario: Scenario, offers: int, available_from: date | None = None) -> Fraction:
    """Weeks that a void is expected to stay empty within the window if so many offers are made one after another.

    Each takes the scenario's weeks per offer, whatever the answer; who accepts moves in then, or when the place can be
    had. If all decline, or the answers come too late, it stays empty to the window's end.
    """
    window = Fraction(scenario.window_weeks)
    ready = min(window, Fraction(max(0, (available_from - scenario.as_of).days), 7) if available_from else Fraction(0))
    refused, weeks, left = Fraction(scenario.offers.refusal_rate_percent, 100), Fraction(0), Fraction(1)
    for number in range(1, offers + 1):
        answered = min(window, max(ready, Fraction(number * scenario.offers.weeks_per_offer)))
        weeks += left * (1 - refused) * answered
        left *= refused
    return weeks + left * window


def _taker(bedspace_of: Mapping[str, str], bedspace_id: str) -> str | None:
    return next((who for who, room in bedspace_of.items() if room == bedspace_id), None)
