"""The cheapest household of a small home, and what an arc adds to it, against every set of people there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_match.solve import household_search
from housing_match.solve.further import Further
from housing_match.solve.household_search import SURE, cheapest, every
from housing_match.solve.sharing import Sharing

JOINERS, STAYERS = 3, 2
PEOPLE = JOINERS + STAYERS
CLASS_OF = {**{2 * one + bed: bed for one in range(JOINERS) for bed in (0, 1)}, 6: 0, 7: 2}
"""Joiner k may have arc 2k to class 0 or arc 2k + 1 to class 1; stayers have arc 6 in class 0 and 7 in class 2."""
PERSON = [0, 0, 1, 1, 2, 2, 3, 4]
PAIR_COLUMN, BED_COLUMN = 8, 9
FURTHER_EMPTY, FURTHER_LIVED_IN = (
    {0: Further(joining=np.array([0, 2, 4]), first=1, first_staying=first, further=((BED_COLUMN, stay),))}
    for first, stay in (((6,), -1), ((), 6))
)

FURTHER_ALIKE = {0: Further(joining=np.array([0, 2, 4]), first=2, first_staying=(6,), further=((BED_COLUMN, 7),))}
"""Where all beds are alike joiner k has arc 2k only, and the second stayer's bed may be the further one."""

pairs = st.sets(st.tuples(st.integers(0, JOINERS - 1), st.integers(0, PEOPLE - 1)).filter(lambda p: p[0] != p[1]))
values = st.tuples(*([st.integers(-20, 20)] * 9), st.integers(0, 20))
opens = st.lists(st.booleans(), min_size=10, max_size=10)


@st.composite
def homes(draw):
    """A home with two places of class 0 and one each of classes 1 and 2, or three of class 0, and any rules.

    The last place of class 0 may be a further bed, and of two either the stayer's.
    """
    alike = draw(st.booleans())
    met = np.zeros((JOINERS, PEOPLE), dtype=np.bool_)
    for one, other in draw(pairs):
        met[one, other] = True
        if other < JOINERS:
            met[other, one] = True
    ties = draw(st.sets(st.tuples(st.integers(0, JOINERS - 1), st.integers(0, PEOPLE - 1)), max_size=2))
    both_ways = {pair for one, other in ties if one != other for pair in ((one, other), (other, one))}
    sharing = Sharing(
        joining=tuple((2 * one,) if alike else (2 * one, 2 * one + 1) for one in range(JOINERS)),
        staying=(6, 7),
        place_class=dict.fromkeys((0, 2, 4, 6, 7), 0) if alike else CLASS_OF,
        beds={0: 3} if alike else {0: 2, 1: 1, 2: 1},
        met=met,
        hours=tuple(draw(st.lists(st.integers(0, 9), min_size=PEOPLE, max_size=PEOPLE))),
        room=draw(st.none() | st.integers(-3, 30)),
        together=tuple(sorted(pair for pair in both_ways if pair[0] < JOINERS)),
        further=draw(st.sampled_from(({}, FURTHER_ALIKE) if alike else ({}, FURTHER_EMPTY, FURTHER_LIVED_IN))),
    )
    counted = draw(st.none() | st.tuples(st.integers(0, JOINERS - 1), st.integers(JOINERS, PEOPLE - 1)))
    if counted:
        sharing.count(PAIR_COLUMN, ((2 * counted[0],), (6 if counted[1] == JOINERS else 7,)))
    return sharing


def every_household(sharing, is_open):
    """All sets of open arcs that put each person and bed to one use and keep every rule, with all columns they take."""
    for choice in product((False, True), repeat=8):
        arcs = [arc for arc in range(8) if choice[arc]]
        here = [PERSON[arc] for arc in arcs]
        classes = [sharing.place_class.get(arc, -1) for arc in arcs]
        if (
            -1 in classes
            or len(set(here)) < len(here)
            or any(classes.count(one) > sharing.beds[one] for one in classes)
        ):
            continue
        joined = [one for one in here if one < JOINERS]
        clash = any(sharing.met[one, other] for one in joined for other in here if one != other)
        alone = any(one in joined and other not in here for one, other in sharing.together)
        over = joined and sharing.room is not None and sum(sharing.hours[one] for one in here) > sharing.room
        if clash or alone or over or not all(is_open[arc] for arc in arcs):
            continue
        first_beds = [(one.first, {*one.joining.tolist(), *one.first_staying}) for one in sharing.further.values()]
        bed = [BED_COLUMN for first, there in first_beds if len(there & set(arcs)) > first]
        if bed and not is_open[BED_COLUMN]:
            continue
        mask = sum(1 << one for one in here)
        yield (*arcs, *(column for pair, column in sharing.counted if pair & mask == pair), *bed)


@given(sharing=homes(), worth=values, is_open=opens)
def test_no_household_is_cheaper_than_the_one_found_and_all_that_are_told_keep_the_rules(sharing, worth, is_open):
    worth, is_open = np.array(worth), np.array(is_open)
    possible = {tuple(sorted(one)): int(worth[list(one)].sum()) for one in every_household(sharing, is_open)}
    least, found = cheapest(sharing, worth, is_open)
    assert least == found[0][0] == min(possible.values())
    for value, household in found:
        assert possible[tuple(sorted(household))] == value


@given(sharing=homes(), worth=values, is_open=opens, arc=st.integers(0, 7))
def test_where_an_arc_has_to_be_taken_no_household_with_it_is_cheaper_than_the_one_found(sharing, worth, is_open, arc):
    worth, is_open, sure = np.array(worth), np.array(is_open), np.zeros(10, dtype=np.int64)
    with_it = [int(worth[list(one)].sum()) for one in every_household(sharing, is_open) if arc in one]
    sure[arc] = SURE
    least, _ = cheapest(sharing, worth - sure, is_open)
    assert not with_it or least + SURE == min(with_it)


@given(sharing=homes(), worth=values)
def test_a_household_with_an_arc_comes_to_as_much_more_as_is_said_and_arcs_that_break_rules_are_not_allowed(
    sharing, worth
):
    worth, everything = np.array(worth), np.ones(10, dtype=np.bool_)
    possible = list(every_household(sharing, everything))
    least = min(int(worth[list(one)].sum()) for one in possible)
    dearer = dict(zip(sharing.arcs.tolist(), sharing.dearer(worth, least).tolist(), strict=True))
    for household in possible:
        assert sharing.allows(set(household) - {PAIR_COLUMN, BED_COLUMN})
        for arc in set(household) - {PAIR_COLUMN, BED_COLUMN}:
            assert int(worth[list(household)].sum()) >= least + dearer[arc]
    sets = {frozenset(household) - {PAIR_COLUMN, BED_COLUMN} for household in possible}
    for arcs in ({0}, {3}, {0, 3}, {0, 2}):
        if not arcs <= sharing.place_class.keys():
            continue
        assert sharing.allows(arcs) == (arcs in sets)


@given(sharing=homes(), worth=values)
def test_a_search_that_is_broken_off_still_bounds_every_household(sharing, worth):
    with pytest.MonkeyPatch.context() as limited:
        limited.setattr(household_search, "FEW_STEPS", 1)
        limited.setattr(household_search, "MOST_STEPS", 2)
        least, found = cheapest(sharing, np.array(worth), np.ones(10, dtype=np.bool_))
    best = min(int(np.array(worth)[list(one)].sum()) for one in every_household(sharing, np.ones(10, dtype=np.bool_)))
    assert least <= best <= found[0][0]


@given(sharing=homes(), worth=values, is_open=opens, most=st.integers(-60, 20))
def test_every_household_up_to_a_value_is_told_once_or_none_where_the_search_is_broken_off(
    sharing, worth, is_open, most
):
    worth, is_open = np.array(worth), np.array(is_open)
    possible = {tuple(sorted(one)) for one in every_household(sharing, is_open) if worth[list(one)].sum() <= most}
    found = every(sharing, worth, is_open, most, household_search.MOST_STEPS_LISTED)
    assert found is not None
    assert sorted(tuple(sorted(one)) for one in found) == sorted(possible)
    few = every(sharing, worth, is_open, most, 1)
    assert few is None or sorted(few) == sorted(found)
