"""Redesigns of a shared house of two, said in a line, for the tests of who stays and of what is chosen."""

from housing_match.domain import Becomes, Redesign
from housing_match.planning import RedesignAsk, plan_redesigns
from tests.villages.building import geography, home, let, resident, scenario, village
from tests.villages.redesigned import lives


def redesign(redesign_id="R", home_id="H1", keeps=("H1-1", "H1-2"), new=0, changes=(), **fields):
    """One home that stays one home."""
    becomes = (Becomes(bedspace_ids=keeps, new_bedspaces=new, changes=tuple(dict(changes).items())),)
    return Redesign(redesign_id=redesign_id, home_id=home_id, title="a change", becomes=becomes, **fields)


def planned(world, *redesigns, budget=None, done=(), **rules):
    ask = RedesignAsk(redesigns=redesigns, measure=geography, budget_pounds=budget, done=frozenset(done))
    return plan_redesigns(world, scenario(**rules), ask)


def outcomes(effect):
    return {one.resident_id: (one.outcome, one.to) for one in effect.fates}


def at_home(person):
    """The bedspace that somebody lives in."""
    return let(person.current_bedspace_id, person.resident_id)


def shared_house(*people, others=(), homes=(), rooms=()):
    """H1, a shared house of two, with these people; others wait."""
    house = home("H1", "shared_house", night_support="sleep_in")
    return village([*people, *others], [house, *homes], [*map(at_home, people), *rooms])


A, B = lives("a", "H1-1"), lives("b", "H1-2")
ALONE = resident("alone", lives="alone", funding="council")
