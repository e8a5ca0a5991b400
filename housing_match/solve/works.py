"""Works as choices: each place as it stands, and as it would be with each set of works that touch it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from housing_match.assess import Assessment
from housing_match.solve.arcs import Arcs, PlaceClass, arcs_of
from housing_match.solve.choices import Choices, Option
from housing_match.solve.goals import Tally, tallies
from housing_match.solve.model import coupled
from housing_match.solve.rows import Row, Terms
from housing_match.solve.wishes import add_wishes

State = tuple[frozenset[str], frozenset[str]]
"""The works that touch a bedspace, and those of them that are done."""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """The same world with some works done: `done` are their option_ids; its scenario has no pins."""

    assessment: Assessment
    done: frozenset[str]


def choices_of_works(
    assessment: Assessment,
    variants: Sequence[Variant],
    options: tuple[Option, ...],
    touching: Mapping[str, frozenset[str]],
) -> Choices:
    """Everything that may be chosen where works may be done; `touching` gives bedspace_id → option_ids.

    A place is either as it stands or as the works done leave it; who lives there already may stay either way. Somebody
    pinned to a place has it as it stands.
    """
    arcs, state_of_class, counts = _standing(assessment, touching)
    for variant in variants:
        arcs, state_of_class, counts = _with_variant(arcs, state_of_class, counts, variant, touching)
    order = np.lexsort((arcs.place_class, arcs.person))
    arcs = replace(arcs, person=arcs.person[order], place_class=arcs.place_class[order], stay=arcs.stay[order])
    counts = {name: replace(one, arc=one.arc[order]) for name, one in counts.items()}
    left, side = coupled(arcs)
    kept = np.isin(arcs.number, left.number)
    counts = {name: replace(one, arc=one.arc[kept]) for name, one in counts.items()}
    add_wishes(side, left)
    choices = Choices(arcs=left, side=side, tallies=counts, options=options, rows=())
    return replace(choices, rows=tuple(_rows(choices, state_of_class)))


def _standing(
    assessment: Assessment, touching: Mapping[str, frozenset[str]]
) -> tuple[Arcs, list[State], dict[str, Tally]]:
    """The arcs to places as they stand, of which every class is touched by the same works."""
    arcs, states = _split(arcs_of(assessment), lambda room: (touching.get(room, frozenset()), frozenset()))
    return arcs, states, tallies(arcs)


def _with_variant(
    arcs: Arcs,
    states: list[State],
    counts: dict[str, Tally],
    variant: Variant,
    touching: Mapping[str, frozenset[str]],
) -> tuple[Arcs, list[State], dict[str, Tally]]:
    """The arcs so far and those to places that the variant's works touch, unless there in that state already."""

    def state(room: str) -> State:
        works = touching.get(room, frozenset())
        return works, works & variant.done

    more, new_states = _split(arcs_of(variant.assessment), state)
    known = {(one.bedspace_ids, at) for one, at in zip(arcs.classes, states, strict=True)}
    fresh = [
        bool(at[1]) and (one.bedspace_ids, at) not in known for one, at in zip(more.classes, new_states, strict=True)
    ]
    pins = {pin.resident_id for pin in arcs.assessment.scenario.pins}
    pinned = [at for at, who in enumerate(arcs.people) if who in pins]
    keep = np.array(fresh, dtype=np.bool_)[more.place_class] & ~more.stay & ~np.isin(more.person, pinned)
    joined = replace(
        arcs,
        classes=arcs.classes + more.classes,
        person=np.concatenate([arcs.person, more.person[keep]]),
        place_class=np.concatenate([arcs.place_class, more.place_class[keep] + len(arcs.classes)]),
        stay=np.concatenate([arcs.stay, more.stay[keep]]),
    )
    added = tallies(more)
    both = {
        name: replace(
            one,
            arc=np.concatenate([one.arc, added[name].arc[keep]]),
            used=np.concatenate([one.used, added[name].used]),
        )
        for name, one in counts.items()
    }
    return joined, states + new_states, both


def _split(arcs: Arcs, state_of: Callable[[str], State]) -> tuple[Arcs, list[State]]:
    """The same choices with every class cut into bedspaces of one state, and the state of each class."""
    classes: list[PlaceClass] = []
    states: list[State] = []
    parts: list[list[int]] = []
    for one in arcs.classes:
        rooms: dict[State, list[str]] = {}
        for room in one.bedspace_ids:
            rooms.setdefault(state_of(room), []).append(room)
        parts.append(list(range(len(classes), len(classes) + len(rooms))))
        classes += [replace(one, bedspace_ids=tuple(some)) for some in rooms.values()]
        states += list(rooms)
    person, place_class, stay = [], [], []
    for who, at, stays in zip(arcs.person.tolist(), arcs.place_class.tolist(), arcs.stay.tolist(), strict=True):
        own = arcs.world.incumbent_of.get(arcs.people[who])
        for part in parts[at]:
            if not stays or own in classes[part].bedspace_ids:
                person.append(who)
                place_class.append(part)
                stay.append(stays)
    cut = replace(
        arcs,
        classes=tuple(classes),
        person=np.array(person, dtype=np.int64),
        place_class=np.array(place_class, dtype=np.int64),
        stay=np.array(stay, dtype=np.bool_),
    )
    return cut, states


def _rows(choices: Choices, states: Sequence[State]) -> list[Row]:
    """Nobody moves into a place in a state that it is not in, and a place altered is the same place."""
    arcs, column = choices.arcs, choices.column_of
    own = {room: at for at, room in _stays(arcs)}
    rows = []
    for number, (one, (works, done)) in enumerate(zip(arcs.classes, states, strict=True)):
        moving = np.flatnonzero((arcs.place_class == number) & ~arcs.stay).tolist()
        if not moving or not works:
            continue
        terms: Terms = dict.fromkeys(moving, 1)
        places = len(one.bedspace_ids)
        rows += [Row(terms=terms | {column[work]: -places}, most=0) for work in sorted(done)]
        rows += [Row(terms=terms | {column[work]: places}, most=places) for work in sorted(works - done)]
        staying = {own[room]: 1 for room in one.bedspace_ids if room in own}
        if done and staying:
            rows.append(Row(terms=terms | staying, most=places))
    return rows


def _stays(arcs: Arcs) -> list[tuple[int, str]]:
    """Each arc by which an incumbent stays, and the bedspace."""
    stays = np.flatnonzero(arcs.stay).tolist()
    return [(at, arcs.world.incumbent_of[arcs.people[arcs.person[at]]]) for at in stays]
