"""What may become of the people and homes until the window's end: futures drawn by stated rates."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter
from pathlib import Path

from housing_match.assess.taking_part import takes_part, wants_place
from housing_match.domain import Bedspace, Pair, Resident, Scenario, World
from housing_match.planning.stated import Stated, stated_values

SHIPPED = "data/future_rates.toml"
MOST_PERCENT = 100
WEEKS_A_YEAR, DAYS_A_YEAR = 52, 365
TICKET_BYTES = 8
NEW = ";"
"""Stands in the ids of newcomers, and in no id of the tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often things happen to a hundred people in a year; how often offers are refused the scenario says."""

    arrivals: Stated
    departures: Stated
    withdrawals: Stated


def future_rates(path: Path | None = None) -> Rates:
    """The rates of a file, or those that come with the product. Raises FaultsFound with every fault at once."""
    return stated_values(Rates, SHIPPED, path, MOST_PERCENT)


@dataclass(frozen=True, kw_only=True)
class Future:
    """One future of the tables: who is there then, whose place is free, who no longer waits, who declines what.

    Whoever is pinned by the scenario has accepted, and is spared all of it.
    """

    seed: int
    number: int
    world: World
    scenario: Scenario
    newcomers: frozenset[str]
    leavers: frozenset[str]
    withdrawn: frozenset[str]

    def declined(self, kind_of: Mapping[str, str]) -> tuple[Pair, ...]:
        """Who would decline which homes to be built (home_id → kind and borough): all of a kind in a borough or none.

        What stands is declined home by home, as `scenario` says already.
        """
        return tuple(_declined(self.seed, self.number, self.world, self.scenario, kind_of))


def future(world: World, scenario: Scenario, rates: Rates, seed: int, number: int) -> Future:
    """The future of this number: the same for the same seed, whatever else is drawn and in whichever order.

    Somebody who waits outside the stock has a newcomer of the same needs and ties as often in a year as `arrivals`
    says; an incumbent leaves, and the place is free, as often as `departures`, and whoever waits for a place stops as
    often as `withdrawals` says. Each year, and what is left of one, is drawn by itself.
    """
    drawn = _Drawn(seed=seed, number=number, weeks=scenario.window_weeks)
    pinned = {one.resident_id for one in scenario.pins}
    incumbents = world.incumbent_of
    leavers = {
        who for who in incumbents if who not in pinned and any(drawn.years("leaves", who, rates.departures.value))
    }
    waiting = [one.resident_id for one in _waiting(world, scenario) if one.resident_id not in pinned]
    withdrawn = {who for who in waiting if any(drawn.years("withdraws", who, rates.withdrawals.value))} - leavers
    copies = {
        f"{who}{NEW}{year}": who
        for who in waiting
        if who not in incumbents
        for year, comes in enumerate(drawn.years("arrives", who, rates.arrivals.value), start=1)
        if comes
    }
    later = _with_newcomers(_without(world, leavers), copies)
    named = {new for new, who in copies.items() if who in scenario.include}
    setting = replace(scenario, exclude=scenario.exclude | leavers | withdrawn, include=scenario.include | named)
    standing = {one.home_id: one.home_id for one in world.homes}
    refused = _declined(seed, number, later, setting, standing)
    return Future(
        seed=seed,
        number=number,
        world=later,
        scenario=replace(setting, bans=(*setting.bans, *refused)),
        newcomers=frozenset(copies),
        leavers=frozenset(leavers),
        withdrawn=frozenset(withdrawn),
    )


def began_in_a_year(world: World, scenario: Scenario) -> tuple[int, int]:
    """How many of those like whom newcomers come began to wait in the last year, and of how many that is known."""
    since = [
        one.waiting_since
        for one in _waiting(world, scenario)
        if one.waiting_since is not None and one.resident_id not in world.incumbent_of
    ]
    return sum((scenario.as_of - day).days < DAYS_A_YEAR for day in since), len(since)


def _waiting(world: World, scenario: Scenario) -> list[Resident]:
    """Who needs to move within the window, but for those whom the scenario's lists leave out."""
    return [
        one
        for one in world.residents
        if one.needs_move and wants_place(one, scenario) and takes_part(one, world, scenario)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    seed: int
    number: int
    weeks: int

    def years(self, what: str, who: str, percent_a_year: Fraction) -> Iterator[bool]:
        """For each year, and what is left of one, whether it happens."""
        for at in range(0, self.weeks, WEEKS_A_YEAR):
            chance = percent_a_year / 100 * min(WEEKS_A_YEAR, self.weeks - at) / WEEKS_A_YEAR
            yield happens(chance, self.seed, self.number, what, who, at)


def happens(chance: Fraction, *of: object) -> bool:
    """Whether something of this chance (0 to 1) happens; the same for the same words, whatever else is drawn."""
    ticket = hashlib.sha256("|".join(map(str, of)).encode()).digest()[:TICKET_BYTES]
    return int.from_bytes(ticket) * chance.denominator < chance.numerator << 8 * TICKET_BYTES


def _declined(seed: int, number: int, world: World, scenario: Scenario, key_of: Mapping[str, str]) -> Iterator[Pair]:
    """Who declines which homes; a key stands for homes that are declined together."""
    spared = {one.resident_id for one in scenario.pins} | scenario.exclude
    homes_of: dict[str, list[str]] = {}
    for home_id, key in key_of.items():
        homes_of.setdefault(key, []).append(home_id)
    chance = Fraction(scenario.offers.refusal_rate_percent, 100)
    for one in world.residents:
        if one.resident_id in spared or not wants_place(one, scenario):
            continue
        for key, homes in homes_of.items():
            if happens(chance, seed, number, "declines", one.resident_id, key):
                yield from (Pair(resident_id=one.resident_id, home_id=home_id) for home_id in homes)


def _without(world: World, leavers: set[str]) -> World:
    """The world once they have left: nobody is tied to them any more, and their places are free."""
    return replace(
        world,
        housemates=tuple(one for one in world.housemates if not {one.resident_id, one.other_id} & leavers),
        bedspaces=tuple(_freed(one) if one.occupant_id in leavers else one for one in world.bedspaces),
    )


def _freed(room: Bedspace) -> Bedspace:
    return replace(room, status="void", occupant_id=None) if room.status == "occupied" else room


def _with_newcomers(world: World, copies: Mapping[str, str]) -> World:
    """The world with a copy of some people under new ids, who live with nobody in it."""
    new = [replace(world.resident[who], resident_id=new_id, waiting_since=None) for new_id, who in copies.items()]
    news: dict[str, list[str]] = {}
    for new_id, who in copies.items():
        news.setdefault(who, []).append(new_id)
    ties = [replace(one, resident_id=who) for one in world.connections for who in news.get(one.resident_id, ())]
    circles = [replace(one, resident_id=who) for one in world.exclusions for who in news.get(one.resident_id, ())]
    by_resident = attrgetter("resident_id")
    return replace(
        world,
        residents=tuple(sorted((*world.residents, *new), key=by_resident)),
        connections=tuple(sorted((*world.connections, *ties), key=by_resident)),
        exclusions=tuple(sorted((*world.exclusions, *circles), key=by_resident)),
    )
