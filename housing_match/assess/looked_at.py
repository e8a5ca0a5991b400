"""What of people and places decides what a rule says of them, as whole numbers."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from functools import partial
from operator import attrgetter
from typing import Any

from housing_match.assess.fields import Fields, Integers
from housing_match.criteria import Criterion
from housing_match.domain import Facts


def parts_that_decide(criterion: Criterion, people: Fields) -> dict[str, Callable[[Any], Hashable]]:
    """By name of a field or fact, what of it decides where that is not the whole of it.

    Of lists of which only what is beyond need does, whether they are known; of names, those that any of these people
    list.
    """
    parts: dict[str, Callable[[Any], Hashable]] = {name: _is_known for both in criterion.beyond_need for name in both}
    for name, (wanted, names_of) in criterion.looks_at_listed.items():
        lists = (one or () for one in people.once((wanted,), attrgetter(wanted))[0])
        parts[name] = partial(_listed, {each.upper() for one in lists for each in one}, names_of)
    return parts


def looked_at(
    criterion: Criterion,
    names: Sequence[str],
    fields: Fields,
    parts: Mapping[str, Callable[[Any], Hashable]],
    dates: Facts,
) -> Iterator[Integers]:
    """What decides of these fields of one side."""
    together = {read: look for read, look in criterion.looks_at_together.items() if set(read) <= set(names)}
    told = {name for read in together for name in read}
    for name in names:
        if name in parts:
            yield fields.code_of((name,), partial(_part, name, parts[name]))
        elif name not in told:
            yield fields.code(name)
    for read, look in together.items():
        yield fields.code_of(read, partial(_together, look, dates))


def things(criterion: Criterion, places: Fields) -> dict[str, int]:
    """A bit for each thing in the places' lists of which only how many are beyond need decides."""
    lists = (each for _, name in criterion.beyond_need for each in places.once((name,), attrgetter(name))[0])
    every = frozenset[str]().union(*(each or () for each in lists)) - criterion.never_beyond_need
    return {one: 1 << bit for bit, one in enumerate(sorted(every))}


def bits(fields: Fields, names: Sequence[str], bit_of: Mapping[str, int]) -> Integers:
    """int64: the bits of all things in any of these lists of each."""

    def every(one: object) -> int:
        there = frozenset[str]().union(*(getattr(one, name) or () for name in names))
        return sum(bit_of.get(thing, 0) for thing in there)

    return fields.number_of(names, every)


def _part(name: str, look: Callable[[Any], Hashable], one: object) -> Hashable:
    return look(getattr(one, name))


def _together(look: Callable[[Any, Facts], Hashable], dates: Facts, one: object) -> Hashable:
    return look(one, dates)


def _listed(every: Set[str], names_of: Callable[[Any], frozenset[str]], value: object) -> Hashable:
    return None if value is None else names_of(value) & every


def _is_known(value: object) -> bool:
    return value is not None
