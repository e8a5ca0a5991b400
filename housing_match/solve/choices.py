"""What may be done beside who lives where, works or homes to build: the options, and the goals that only these have."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import gcd

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import goal_order
from housing_match.solve.arcs import Arcs
from housing_match.solve.goals import Tally
from housing_match.solve.lottery import BITS
from housing_match.solve.rows import Row, Side, Terms

CAPITAL, DRAW = "capital", "draw"
"""The goals that only planning has: least capital, and a draw among what is left, so that the answer is one."""
MISSED, EARLIEST, OPTIONS_DRAW = "missed", "earliest", "options_draw"
"""Goals about options alone: fewest that are not as before, those first in an order, and a draw among them."""
DECIDE_WHERE = ("fit", "weekly_cost", "moves")
"""Goals that say where people live rather than who is housed: no pound of capital is spent for them alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that can be done up to `most` times, each time for the same capital."""

    option_id: str
    capital_pounds: int
    most: int = 1


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Arcs to places as they stand and as they would be, what couples people, and what may be done.

    Columns are the arcs, the side rules' own, then one a option, which counts how often it is done (`column_of`).
    `rows` tie arcs to options, and options to each other; `tallies` are those of the arcs, by goal.
    """

    arcs: Arcs
    side: Side
    tallies: Mapping[str, Tally]
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    counted: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Goals about options alone: option_id → what one costs, small is better."""

    @property
    def column_of(self) -> dict[str, int]:
        """option_id → column."""
        first = len(self.arcs.person) + self.side.extra_columns
        return {one.option_id: first + at for at, one in enumerate(self.options)}

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.arcs.person) + self.side.extra_columns + len(self.options)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is done how often (option_id → times, 0 left out), the arcs taken, and each goal's value and bound.

    Goals that time ran out for are missing; of the last one here the bound may be better than the value.
    """

    times: dict[str, int]
    taken: NDArray[np.bool_]
    values: dict[str, int]
    bounds: dict[str, int]
    proved: bool


def order_with_capital(named: Sequence[str]) -> tuple[str, ...]:
    """The goals in a scenario's order, with least capital directly above the last of them that say only where."""
    order = list(goal_order(tuple(named)))
    at = len(order)
    while at and order[at - 1] in DECIDE_WHERE:
        at -= 1
    return (*order[:at], CAPITAL, *order[at:])


def ticket(seed: int, name: str) -> int:
    """A pseudo-random 16-bit number keyed by seed and name."""
    return int.from_bytes(hashlib.sha256(f"{seed}|{name}".encode()).digest()[: BITS // 8])


def keeping(choices: Choices, before: Mapping[str, int]) -> Choices:
    """The choices with the goal MISSED, how often less than before (option_id → times) some are chosen; and a draw."""
    names = {f"{name} missed": name for name in before}
    more = (Option(option_id=new, capital_pounds=0, most=before[name]) for new, name in names.items())
    seed = choices.arcs.assessment.scenario.seed
    counted = {MISSED: dict.fromkeys(names, 1), OPTIONS_DRAW: {name: ticket(seed, name) for name in before}}
    wider = replace(choices, options=(*choices.options, *more), counted=counted)
    column = wider.column_of
    rows = (Row(terms={column[new]: 1, column[name]: 1}, least=before[name]) for new, name in names.items())
    return replace(wider, rows=(*choices.rows, *rows))


def capital_row(choices: Choices, option_ids: Sequence[str], most_pounds: int) -> Row:
    """Σ capital of these options ≤ most_pounds, counted in the largest pounds that all of them are multiples of."""
    pounds = {one.option_id: one.capital_pounds for one in choices.options}
    unit = gcd(*(pounds[name] for name in option_ids)) or 1
    terms: Terms = {choices.column_of[name]: pounds[name] // unit for name in option_ids}
    return Row(terms=terms, most=most_pounds // unit)
