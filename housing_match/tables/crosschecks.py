"""Faults that no single cell shows: ids that lead nowhere, people in two places, rows that contradict themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from housing_match.criteria import age_on
from housing_match.tables.faults import Fault, printable
from housing_match.tables.offer_checks import offer_faults
from housing_match.tables.rows import BAD, Rows, each_row, row_fault
from housing_match.tables.wrong import ages_crossed

LIVED_IN = ("occupied", "notice")
TOGETHER = frozenset({"must_together", "wish_together"})
APART = frozenset({"must_apart", "wish_apart"})
Tables = Mapping[str, Rows]


def cross_faults(tables: Tables) -> Iterator[Fault]:
    """Every fault between cells, rows and tables; a cell with a fault of its own is left out of all of them."""
    for rows in tables.values():
        yield from _repeated_ids(rows)
        yield from _lost_references(rows, tables)
    yield from _residents(tables["residents"])
    yield from _housemates(tables["housemates"])
    yield from _age_limits(tables["homes"])
    yield from _age_limits(tables["home_types"])
    yield from _sites(tables["sites"])
    yield from _adaptations(tables["adaptations"], tables["homes"], tables["bedspaces"])
    yield from _occupants(tables["bedspaces"])
    yield from _living_places(tables["residents"], tables["bedspaces"])
    yield from offer_faults(tables["offers"])


def _repeated_ids(rows: Rows) -> Iterator[Fault]:
    if not rows.table.key or len(set(rows.values[rows.table.key])) == len(rows.numbers):
        return
    first: dict[Any, int] = {}
    for place, (one,) in each_row(rows, rows.table.key):
        if first.setdefault(one, place) != place:
            why = f"is already in row {rows.numbers[first[one]]}"
            yield row_fault(rows, place, rows.table.key, "repeated_id", why, "Give each row an id of its own.")


def _lost_references(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for column in rows.table.columns:
        known = tables[column.refers_to].known_ids if column.refers_to else None
        if known is None or known.keys() >= set(rows.values[column.name]):
            continue
        by_case = {one.casefold(): one for one in known}
        for place, (one,) in each_row(rows, column.name):
            if one is not None and one not in known:
                like = by_case.get(one.casefold())
                mend = f"Did you mean {like}?" if like else f"Add it to {column.refers_to}, or correct the id."
                yield row_fault(rows, place, column.name, "unknown_id", f"is not in {column.refers_to}", mend)


def _residents(rows: Rows) -> Iterator[Fault]:
    for place, (birth_month, needed_by) in each_row(rows, "birth_month", "needed_by"):
        if needed_by is not None and age_on(birth_month, needed_by) < 18:
            why = f"is before the 18th birthday (the last day of {birth_month.year + 18}-{birth_month.month:02d})"
            mend = "Give the day from which the person, then an adult, needs the home."
            yield row_fault(rows, place, "needed_by", "needed_before_18", why, mend)


def _housemates(rows: Rows) -> Iterator[Fault]:
    told: dict[frozenset[str], dict[str, int]] = {}
    for place, (one_id, other_id, relation) in each_row(rows, "resident_id", "other_id", "relation"):
        if one_id == other_id:
            yield row_fault(rows, place, "other_id", "pair_with_self", "is the same person", "Name the other resident.")
            continue
        before = told.setdefault(frozenset({one_id, other_id}), {})
        opposite = [row for other, row in before.items() if other in (APART if relation in TOGETHER else TOGETHER)]
        if opposite:
            why = f"contradicts row {opposite[0]} about the same two people"
            yield row_fault(rows, place, "relation", "opposite_relations", why, "Keep one of the two rows.")
        else:
            before.setdefault(relation, rows.numbers[place])


def _age_limits(rows: Rows) -> Iterator[Fault]:
    for place, (least, most) in each_row(rows, "age_min", "age_max"):
        if wrong := ages_crossed(least, most):
            yield row_fault(rows, place, "age_min", wrong.code, wrong.why, wrong.mend)


def _sites(rows: Rows) -> Iterator[Fault]:
    for place, (easting, northing, postcode) in each_row(rows, "easting", "northing", "postcode"):
        if postcode is None and (easting is None or northing is None):
            missing = "easting" if easting is None else "northing"
            why, mend = "is empty and there is no postcode", "Give easting and northing, or a postcode."
            yield row_fault(rows, place, missing, "site_nowhere", why, mend)


def _adaptations(rows: Rows, homes: Rows, bedspaces: Rows) -> Iterator[Fault]:
    known, known_homes = bedspaces.known_ids or {}, homes.known_ids or {}
    for place, (home_id, bedspace_id) in each_row(rows, "home_id", "bedspace_id"):
        its_home = bedspaces.values["home_id"][known[bedspace_id]] if bedspace_id in known else BAD
        if home_id in known_homes and its_home is not BAD and its_home != home_id:
            why = f"is a bedspace of {printable(str(its_home))}, not of {printable(home_id)}"
            yield row_fault(rows, place, "bedspace_id", "bedspace_of_other_home", why, "Correct one of the two ids.")


def _occupants(rows: Rows) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for place, (occupant_id, status) in each_row(rows, "occupant_id", "status"):
        if occupant_id is None:
            continue
        if status not in LIVED_IN:
            why, mend = f"lives in a bedspace of status {status}", "Empty it, or correct the status."
            yield row_fault(rows, place, "occupant_id", "resident_in_void", why, mend)
        if first.setdefault(occupant_id, place) != place:
            why = f"already lives in the bedspace of row {rows.numbers[first[occupant_id]]}"
            mend = "Keep the one where the person lives."
            yield row_fault(rows, place, "occupant_id", "occupant_twice", why, mend)


def _living_places(residents: Rows, bedspaces: Rows) -> Iterator[Fault]:
    """Where a resident and a bedspace do not name each other; each disagreement once."""
    people, rooms = residents.known_ids, bedspaces.known_ids
    if people is None or rooms is None:
        return
    occupants: dict[str, list[str]] = {}
    for place, (bedspace_id, occupant_id, status) in each_row(bedspaces, "bedspace_id", "occupant_id", "status"):
        if occupant_id is None:
            continue
        occupants.setdefault(bedspace_id, []).append(occupant_id)
        lives_in = residents.values["current_bedspace_id"][people[occupant_id]] if occupant_id in people else BAD
        if lives_in is None and status in LIVED_IN:
            why = "lives here, but the resident's row names no current_bedspace_id"
            mend = f"Write {printable(bedspace_id)} there, or correct the occupant."
            yield row_fault(bedspaces, place, "occupant_id", "resident_does_not_say", why, mend)
    for place, (resident_id, bedspace_id) in each_row(residents, "resident_id", "current_bedspace_id"):
        if bedspace_id is None or bedspace_id not in rooms or resident_id in occupants.get(bedspace_id, ()):
            continue
        room = rooms[bedspace_id]
        occupant_id, status = bedspaces.values["occupant_id"][room], bedspaces.values["status"][room]
        if occupant_id is not BAD and status is not BAD:
            said = "no occupant" if occupant_id is None else f"{printable(occupant_id)} as its occupant"
            why = f"has {said} (status {status})"
            mend = f"Write the resident as occupant_id in row {bedspaces.numbers[room]} of bedspaces, or correct it."
            yield row_fault(residents, place, "current_bedspace_id", "bedspace_does_not_say", why, mend)
