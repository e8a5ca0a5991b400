"""Whether the areas that people prefer or avoid are known, once wards are imported."""

from collections import defaultdict
from collections.abc import Collection
from difflib import get_close_matches

from housing_match.criteria.comparing import DISTRICT
from housing_match.domain import World
from housing_match.tables.faults import Fault, printable

MOST_NAMED = 5


def check_areas(world: World, wards: Collection[str]) -> tuple[Fault, ...]:
    """A fault for each name of an area that is neither a postcode district nor one of these wards.

    Left standing it would count as a ward in which no home lies, so that a ward avoided and misspelt would be offered.
    """
    known = {name.upper(): name for name in wards}
    whose: dict[tuple[str, str], list[str]] = defaultdict(list)
    for resident in world.residents:
        for column in ("preferred_areas", "avoided_areas"):
            for name in getattr(resident, column) or ():
                if name.upper() not in known and not DISTRICT.fullmatch(name.upper()):
                    whose[column, name].append(resident.resident_id)
    return tuple(
        Fault(
            code="unknown_area",
            table="residents",
            column=column,
            value=printable(name),
            why=f"is neither a postcode district nor one of the {len(known):,} wards imported ({_listed(ids)})",
            mend=_mend(name, known),
        )
        for (column, name), ids in sorted(whose.items())
    )


def _mend(name: str, known: dict[str, str]) -> str:
    near = get_close_matches(name.upper().replace(" AND ", " & "), known, n=1)
    meant = f"Did you mean {known[near[0]]}? " if near else ""
    return f"{meant}Write the name as the layer has it or a postcode district, or import wards of that area too."


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")
