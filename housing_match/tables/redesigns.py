"""Redesigns of existing homes from TOML, held against the tables, with every fault of the file at once."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from housing_match.domain import Becomes, Home, Redesign, World
from housing_match.tables.cells import read
from housing_match.tables.faults import FaultsFound
from housing_match.tables.scenario_reader import Reader
from housing_match.tables.schema import TABLE
from housing_match.tables.toml_files import toml_content, toml_parsed, toml_text
from housing_match.tables.wrong import Wrong, ages_crossed, close_to, did_you_mean

FILE = "redesigns"
SCHEMA_VERSION = 1
MOST_REDESIGNS, MOST_HOMES, MOST_BEDSPACES = 100, 20, 100
MOST_POUNDS, MOST_POUNDS_A_WEEK, MOST_WEEKS = 100_000_000, 100_000, 520
WORDS, REQUIRED = ("redesign_id", "home_id", "title"), ("redesign_id", "home_id", "title", "becomes")
NUMBERS = {
    "capital_pounds": (0, MOST_POUNDS),
    "running_pounds_per_week": (-MOST_POUNDS_A_WEEK, MOST_POUNDS_A_WEEK),
    "weeks": (0, MOST_WEEKS),
}
"""The least and the most of each number; 0 where it is not said."""
PARTS = (*WORDS, *NUMBERS, "move_out", "becomes")
STAYS = ("home_id", "name", "borough", "postcode", "nominations")
"""Columns of the homes table that no redesign changes."""
CHANGES = {one.name: one for one in TABLE["homes"].columns if one.name not in STAYS}
PARTS_OF_BECOMES = ("bedspaces", "new_bedspaces", *CHANGES)


def read_redesigns(path: Path, world: World, as_of: date) -> tuple[Redesign, ...]:
    """The redesigns of a file, in its order. Raises FaultsFound with every fault."""
    return redesigns_in(toml_content(path, FILE), world, as_of)


def redesigns_in(content: bytes, world: World, as_of: date) -> tuple[Redesign, ...]:
    """The redesigns that a file's content lists, in its order. Raises FaultsFound with every fault."""
    said = toml_parsed(toml_text(content, FILE), FILE)
    reader = Reader(FILE)
    for name in said:
        if name not in ("schema_version", "redesigns"):
            reader.unknown(name, "key of this file", ("schema_version", "redesigns"))
    reader.version("schema_version", said.get("schema_version", SCHEMA_VERSION), SCHEMA_VERSION)
    listed = _tables(reader, "redesigns", said.get("redesigns", []), MOST_REDESIGNS)
    found = [_redesign(reader, f"redesigns {at}", one, world, as_of) for at, one in enumerate(listed, start=1)]
    _refuse_twice(reader, found, world)
    if reader.faults:
        raise FaultsFound(tuple(reader.faults))
    return tuple(found)


def _tables(reader: Reader, key: str, value: Any, most: int) -> list[Any]:
    if isinstance(value, list) and 0 < len(value) <= most:
        return value
    header = ".".join(part.split()[0] for part in key.split("."))  # without the numbers: redesigns.becomes
    why = f"is not a list of 1 to {most} tables"
    reader.note("not_a_list", key, "", why, f"Write each as [[{header}]].")
    return []


def _redesign(reader: Reader, key: str, value: Any, world: World, as_of: date) -> Redesign:
    said = reader.table(key, value)
    for name in said:
        if name not in PARTS:
            reader.unknown(name, "part of a redesign", PARTS, key)
    for name in REQUIRED:
        if name not in said:
            reader.note("missing", f"{key}.{name}", "", "is missing", f"Give {name}.")
    words = {name: reader.text(f"{key}.{name}", said[name]) if name in said else "" for name in WORDS}
    home_id = words["home_id"]
    if home_id and home_id not in world.home:
        mend = did_you_mean(close_to(home_id, tuple(world.home)), "Correct the id.")
        reader.note("unknown_id", f"{key}.home_id", home_id, "is no home of the tables", mend)
    move_out = said.get("move_out", False)
    if not isinstance(move_out, bool):
        reader.note("not_true_or_false", f"{key}.move_out", move_out, "is neither true nor false", "Write either.")
    numbers = {
        name: reader.whole(f"{key}.{name}", said.get(name, 0), least, most) for name, (least, most) in NUMBERS.items()
    }
    made = _tables(reader, f"{key}.becomes", said["becomes"], MOST_HOMES) if "becomes" in said else []
    open_rooms = [one.bedspace_id for one in world.bedspaces_of.get(home_id, ()) if one.status != "closed"]
    becomes = tuple(
        _becomes(reader, f"{key}.becomes {at}", one, open_rooms, alone=len(made) == 1, as_of=as_of)
        for at, one in enumerate(made, start=1)
    )
    _refuse_together(reader, key, becomes, world.home.get(home_id))
    parts: dict[str, Any] = {**words, **numbers}
    return Redesign(move_out=bool(move_out), becomes=becomes, **parts)


def _refuse_together(reader: Reader, key: str, becomes: tuple[Becomes, ...], today: Home | None) -> None:
    """A bedspace kept twice, and ages that with those of today leave nobody."""
    for at, one in enumerate(becomes, start=1):
        said_now = dict(one.changes)
        least, most = (said_now.get(name, getattr(today, name, None)) for name in ("age_min", "age_max"))
        if wrong := ages_crossed(least, most):
            reader.note(wrong.code, f"{key}.becomes {at}.age_min", least, wrong.why, wrong.mend)
    kept = Counter(room for one in becomes for room in one.bedspace_ids)
    for room in sorted(room for room, times in kept.items() if times > 1):
        reader.note("kept_twice", f"{key}.becomes", room, "is kept twice", "Name each bedspace once.")


def _becomes(reader: Reader, key: str, value: Any, open_rooms: list[str], *, alone: bool, as_of: date) -> Becomes:
    said = reader.table(key, value)
    kept = open_rooms
    if "bedspaces" in said:
        kept = reader.texts(f"{key}.bedspaces", said["bedspaces"])
        for room in kept:
            if room not in open_rooms:
                mend = did_you_mean(close_to(room, tuple(open_rooms)), "Count a room that is to open in new_bedspaces.")
                reader.note("unknown_id", f"{key}.bedspaces", room, "is no bedspace of this home that is open", mend)
    elif not alone:
        why = "does not say which bedspaces it keeps, and there are several homes"
        reader.note("missing", f"{key}.bedspaces", "", why, 'Write bedspaces = ["…", "…"].')
    new = reader.whole(f"{key}.new_bedspaces", said.get("new_bedspaces", 0), 0, MOST_BEDSPACES)
    if not kept and not new:
        reader.note("no_bedspace", key, "", "is a home without a bedspace", "Keep one or count new_bedspaces.")
    changes = []
    for name, part in said.items():
        if name in CHANGES:
            changes.append((name, _value(reader, f"{key}.{name}", name, part, as_of)))
        elif name not in PARTS_OF_BECOMES:
            reader.unknown(name, "part of what a home becomes", PARTS_OF_BECOMES, key)
    return Becomes(bedspace_ids=tuple(kept), new_bedspaces=new, changes=tuple(changes))


def _value(reader: Reader, key: str, name: str, part: Any, as_of: date) -> Any:
    """A value of the homes table, by the same rules as a cell."""
    text = ";".join(map(str, part)) if isinstance(part, list) else str(part)
    if isinstance(part, bool):
        text = "yes" if part else "no"
    value = read(CHANGES[name], text, as_of)
    if isinstance(value, Wrong):
        reader.note(value.code, key, part, value.why, value.mend)
        return None
    return value


def _refuse_twice(reader: Reader, found: list[Redesign], world: World) -> None:
    """Ids stand once, and none of those that a redesign makes is one of the tables."""
    times = Counter(one.redesign_id for one in found if one.redesign_id)
    taken = world.home.keys() | world.bedspace.keys()
    for redesign_id, count in sorted(times.items()):
        if count > 1:
            reader.note("repeated_id", "redesign_id", redesign_id, "is there twice", "Give each an id of its own.")
        if any(one.startswith(f"{redesign_id}:") for one in taken):
            reader.note("id_taken", "redesign_id", redesign_id, "begins ids of the tables", "Give it another id.")
