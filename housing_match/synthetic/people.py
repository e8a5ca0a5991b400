"""The people of the sample: who they are and what they need, before anybody lives anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from housing_match.criteria import age_on
from housing_match.domain import Resident
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.ground import RESIDENTIAL
from housing_match.synthetic.needs import NEED, needs_of, wishes_of
from housing_match.synthetic.shares import ADULTS, AUTISM, NEED_KINDS, WAKING, YOUNG_PEOPLE, Share, adults_with

SEX = (("F", 410), ("M", 580), ("X", 4), ("unknown", 6))
YOUNG_KINDS = ("mild", "mild", "moderate", "moderate", "moderate", "complex", "complex", "profound", "wheelchair")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Residents by id, in id order, with the kind of need that each was drawn from."""

    residents: dict[str, Resident]
    kind_of: dict[str, str]
    young: frozenset[str]
    """Those who are not yet 18 at the sample's date."""

    def adults_of(self, borough: str) -> list[Resident]:
        """The adults of one borough."""
        return [one for one in self.residents.values() if one.borough == borough and one.resident_id not in self.young]


def draw_people(seed: int, as_of: date) -> People:
    """The adults known to each borough, exactly as shares.py counts them, and the young people."""
    dice = Dice(seed, "people")
    kinds = [(borough, kind, False) for borough, total in ADULTS.items() for kind in _kinds(borough, total)]
    kinds += [(borough, dice.pick(YOUNG_KINDS), True) for borough, total in YOUNG_PEOPLE.items() for _ in range(total)]
    shuffled = dict(enumerate(dice.ranked(kinds), start=1))
    autistic = _marked(dice, shuffled, AUTISM, {kind: need.autism_bonus for kind, need in NEED.items()})
    waking = _marked(dice, shuffled, WAKING, {kind: need.waking_bonus for kind, need in NEED.items()})
    residents = {}
    for number, (borough, kind, young) in shuffled.items():
        resident_id = f"S{number:04d}"
        needs = needs_of(dice, kind, autistic=number in autistic, waking=number in waking)
        if young:
            needs["move_on_status"] = "settled"
        residents[resident_id] = Resident(
            resident_id=resident_id,
            borough=borough,
            birth_month=born(dice, dice.between(14, 17) if young else _age(dice, kind), as_of),
            sex=dice.weighted(SEX),
            situation="family_home",
            needs_move=False,
            priority_band="D",
            consent="yes",
            **needs,
            **wishes_of(dice, RESIDENTIAL[borough]),
        )
    return People(
        residents=residents,
        kind_of={f"S{number:04d}": kind for number, (_, kind, _) in shuffled.items()},
        young=frozenset(f"S{number:04d}" for number, (_, _, young) in shuffled.items() if young),
    )


def born(dice: Dice, age: int, as_of: date) -> date:
    """A birth month that makes somebody so many whole years old at a date."""
    month = dice.between(1, 12)
    born_early = date(as_of.year - age - 1, month, 1)
    born_late = date(as_of.year - age, month, 1)
    return born_late if age_on(born_late, as_of) == age else born_early


def _kinds(borough: str, total: int) -> Iterable[str]:
    counts = NEED_KINDS[borough]
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    return (*kinds, *["moderate"] * (total - len(kinds)))


def _age(dice: Dice, kind: str) -> int:
    least, most = NEED[kind].ages
    if kind == "older":
        return min(dice.between(least, most), dice.between(least, most))
    return dice.between(least, 24) if dice.chance(12) else dice.between(least, most)


def _marked(
    dice: Dice, people: dict[int, tuple[str, str, bool]], share: Share, bonus: dict[str, int]
) -> frozenset[int]:
    """The numbers of those who have it: each borough's exact count of adults, and its young people by the same odds."""
    marked: set[int] = set()
    for borough in ADULTS:
        adults = [number for number, (where, _, young) in people.items() if where == borough and not young]
        ranked = dice.ranked(adults, lambda number: bonus[people[number][1]])
        marked.update(ranked[: adults_with(share, borough)])
    young = [number for number, (_, _, under_18) in people.items() if under_18]
    marked.update(number for number in young if dice.chance(bonus[people[number][1]]))
    return frozenset(marked)
