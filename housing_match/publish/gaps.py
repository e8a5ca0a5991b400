"""Gaps in words and tables: what kinds of home are missing, in which borough and by when."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from housing_match.domain import World
from housing_match.explain.gaps import Gap, GapsBy
from housing_match.explain.new_places import NewPlaces
from housing_match.explain.small_numbers import count_words
from housing_match.places.authorities import authority_name
from housing_match.publish.answer import Answer, Part
from housing_match.publish.words import TITLE, day_words, shortage_words
from housing_match.tables.together import written_together
from housing_match.tables.writing import write_csv

GAP_COLUMNS = ("by", "kind", "wanted", "borough", "people", "places", "new_places_missing")
PEOPLE_COLUMNS = ("resident_ids", "bedspace_ids", "short_ids")
"""Columns of the internal edition only."""
ByDay = tuple[Gap | None, ...]
"""One want in one borough by each day; None where nobody needs it then."""
PLACE_COLUMNS = ("by", "certificate_id", "places", "wants", "resident_ids")
WHAT_IT_COUNTS = (
    "Missing: new places of that kind that the shortages call for, of so many people who need it; in brackets the "
    "usable places that have it, whatever else they are. A person counts under each need."
)
PLAINEST = (
    "As many new places as a shortage is short by are needed: fewer cannot do, whatever they are like. Of all choices "
    "these ask least of what is to be built."
)


def gaps_answer(world: World, found: Sequence[GapsBy], *, published: bool) -> Answer:
    """The gaps by each day, the first in full; as published without shortages, which are about few people."""
    now = found[0]
    missing = count_words(now.short_by, published=published)
    later = [f"{day_words(one.by)}: {count_words(one.short_by, published=published)}" for one in found[1:]]
    parts = list(_parts(found, published=published))
    if not published and now.new_places:
        parts.append(_places_part(now))
        parts.append(Part(title="The shortages, one by one", sentences=tuple(map(shortage_words, now.shortages))))
    return Answer(
        about="gaps",
        headline=f"By {day_words(now.by)}, {missing} people are without a place that no plan can give them.",
        sentences=(f"Later, all told: {'; '.join(later)}.",) if later else (),
        parts=tuple(parts),
        notice=world.notice,
    )


def write_gaps(found: Sequence[GapsBy], folder: Path, *, published: bool) -> None:
    """Write gaps.csv and, unless it is to be published, new_places.csv, both or neither. Raises OSError."""
    columns = GAP_COLUMNS if published else (*GAP_COLUMNS, *PEOPLE_COLUMNS)
    with written_together(folder) as aside:
        write_csv(aside / "gaps.csv", columns, gap_lines(found, published=published))
        if not published:
            write_csv(aside / "new_places.csv", PLACE_COLUMNS, place_lines(found))


def gap_lines(found: Sequence[GapsBy], *, published: bool) -> Iterator[tuple[str, ...]]:
    """The lines of gaps.csv under GAP_COLUMNS, with PEOPLE_COLUMNS after them unless it is to be published."""
    for by in found:
        for one in by.gaps:
            counts = (len(one.resident_ids), len(one.short_ids))
            people, short = (count_words(count, published=published) for count in counts)
            line = (by.by.isoformat(), one.title, one.wanted, one.borough, people, str(len(one.bedspace_ids)), short)
            ids = (one.resident_ids, one.bedspace_ids, one.short_ids)
            yield line if published else (*line, *map(";".join, ids))


def place_lines(found: Sequence[GapsBy]) -> Iterator[tuple[str, ...]]:
    """The lines of new_places.csv under PLACE_COLUMNS; internal."""
    for by in found:
        for one in by.new_places:
            ids = ";".join(one.resident_ids)
            yield by.by.isoformat(), one.certificate_id, str(len(one.resident_ids)), kind_words(one), ids


def kind_words(kind: NewPlaces) -> str:
    """What a new place must have, rule by rule."""
    by_rule = groupby(kind.wants, lambda one: one[0])
    told = [f"{TITLE[rule]}: {', '.join(want for _, want in some)}" for rule, some in by_rule]
    return "; ".join(told) or "nothing special"


def by_kind(found: Sequence[GapsBy]) -> dict[str, list[ByDay]]:
    """For each kind its lines, one for each want and borough, those of the last day first."""
    days = [{(one.title, one.wanted, one.borough): one for one in by.gaps} for by in found]
    kinds: dict[str, list[ByDay]] = {}
    for key in dict.fromkeys(key for some in reversed(days) for key in some):
        kinds.setdefault(key[0], []).append(tuple(some.get(key) for some in days))
    return kinds


def gap_columns(found: Sequence[GapsBy]) -> tuple[str, ...]:
    """What stands above a `gap_row`."""
    return "What is needed", "Borough", *(f"Missing by {day_words(by.by)}" for by in found)


def gap_row(line: ByDay, *, published: bool) -> tuple[str, ...]:
    """A line of a kind in words."""
    one = next(gap for gap in line if gap is not None)
    return one.wanted, authority_name(one.borough), *(_cell(gap, published=published) for gap in line)


def most_first(places: Iterable[NewPlaces]) -> list[NewPlaces]:
    """Kinds of new place, those that most are needed of first."""
    return sorted(places, key=lambda one: (-len(one.resident_ids), kind_words(one)))


def _parts(found: Sequence[GapsBy], *, published: bool) -> Iterator[Part]:
    """One table for each kind; what it counts is said above the first."""
    for at, (title, lines) in enumerate(by_kind(found).items()):
        yield Part(
            title=title,
            sentences=() if at else (WHAT_IT_COUNTS,),
            columns=gap_columns(found),
            rows=tuple(gap_row(line, published=published) for line in lines),
        )


def _cell(gap: Gap | None, *, published: bool) -> str:
    """Missing of people, and places; a dash where nobody needs it."""
    if gap is None:
        return "–"
    short = count_words(len(gap.short_ids), published=published)
    people = count_words(len(gap.resident_ids), published=published)
    return f"{short} of {people} ({len(gap.bedspace_ids)})"


def _places_part(now: GapsBy) -> Part:
    return Part(
        title="New places that would end every shortage",
        sentences=(PLAINEST,),
        columns=("Places", "Each must have"),
        rows=tuple((str(len(one.resident_ids)), kind_words(one)) for one in most_first(now.new_places)),
    )
