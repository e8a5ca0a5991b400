"""Vacancy chains: who enters the bedspace that whom leaves, and where that closes in a cycle."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from housing_match.domain import Scenario
from housing_match.verify.after import After
from housing_match.verify.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """People moved one after the other, each into the bedspace that the one before leaves.

    The first enters a place that nobody in the plan frees, or, in a `closed` cycle, the one the last leaves.
    """

    members: tuple[str, ...]
    closed: bool


def chains_of(after: After) -> tuple[Chain, ...]:
    """Every chain of the plan: open ones by their first member's id, then closed cycles; a single move is a chain."""
    before: dict[str, str] = {}
    followers: dict[str, list[str]] = defaultdict(list)
    # The occupant of a notice place is no incumbent and leaves it anyway: no move of the plan frees it.
    lives_in = {room: who for who, room in after.world.incumbent_of.items()}
    for who, where in after.bedspace_of.items():
        leaver = lives_in.get(where)
        if leaver is not None and leaver != who and after.leaves(leaver):
            before[who] = leaver
            followers[leaver].append(who)
    open_chains = [Chain(members=_line(who, followers), closed=False) for who in after.bedspace_of if who not in before]
    placed = {who for chain in open_chains for who in chain.members}
    cycles = []
    for who in after.bedspace_of:
        if who not in placed:
            cycle = Chain(members=_line(_on_cycle(who, before), followers), closed=True)
            placed.update(cycle.members)
            cycles.append(cycle)
    return (*open_chains, *cycles)


def chain_problems(chains: tuple[Chain, ...], scenario: Scenario) -> Iterator[Problem]:
    """ "a chain longer than the scenario's cap is refused", counted in moves."""
    for chain in chains:
        if scenario.max_chain is not None and len(chain.members) > scenario.max_chain:
            what = f"a chain of {len(chain.members)} moves, and the scenario allows {scenario.max_chain}"
            yield Problem(rule="max_chain", resident_ids=chain.members, bedspace_ids=(), what=what)


def _line(start: str, followers: Mapping[str, list[str]]) -> tuple[str, ...]:
    line = [start]
    for who in line:  # grows while it is read, until nobody follows or the cycle is back at its start
        line.extend(one for one in followers.get(who, ()) if one != start)
    return tuple(line)


def _on_cycle(who: str, before: Mapping[str, str]) -> str:
    """Someone on the cycle that lies before a person: going back, the first met twice."""
    met = set()
    while who not in met:
        met.add(who)
        who = before[who]
    return who
