"""What a letter says that was looked for: the person's own needs and wishes, in easy words."""

from collections.abc import Iterable, Iterator, Mapping

from housing_match.domain import Resident, World
from housing_match.publish import easy_words
from housing_match.publish.answer import Part
from housing_match.publish.words import counted

TOGETHER = ("must_together", "wish_together")


def needs_part(world: World, resident: Resident) -> Part:
    """Every need and wish that a home was held against, those that are internal left out: risks, places to keep from.

    Nothing about anybody else is read but of what kind the person's connections are, and whether the person named
    somebody to live with.
    """
    said = [f"You need {one}." for one in _needs(resident)]
    said += [f"You would like to {one}." for one in _wishes(resident)]
    said += [f"You would like to be near {one}." for one in _ties(world, resident)]
    if any(one.resident_id == resident.resident_id and one.relation in TOGETHER for one in world.housemates):
        said.append("You would like to live with somebody you know.")
    if resident.settings_ok:
        said.append("You told us which kinds of home are all right for you.")
    if resident.avoided_areas:
        said.append(f"You do not want to live in {_either(resident.avoided_areas)}.")
    return Part(title="What we looked for", sentences=tuple(said) or ("You told us of no special needs or wishes.",))


def _needs(resident: Resident) -> Iterator[str]:
    if resident.access_need in easy_words.ACCESS:
        yield easy_words.ACCESS[resident.access_need]
    yield from _of(easy_words.EQUIPMENT, resident.equipment_needed)
    yield from _of(easy_words.DESIGN, resident.design_needed)
    yield from _of(easy_words.SKILLS, resident.skills_needed)
    yield from _of(easy_words.BEHAVIOUR, {resident.behaviour_support})
    yield from _of(easy_words.NIGHT, {resident.night_support})
    yield from _of(easy_words.STAFF, {resident.staff_ratio})


def _wishes(resident: Resident) -> Iterator[str]:
    yield from _of(easy_words.LIVES, {resident.lives})
    if resident.max_housemates is not None and resident.lives != "alone":
        most = counted(resident.max_housemates, "other person", "other people")
        yield f"live with no more than {most}" if resident.max_housemates else "live with nobody else"
    if resident.housemate_sex == "same":
        yield "share only with people of your own sex"
    if resident.preferred_areas:
        yield f"live in {_either(resident.preferred_areas)}"
    yield from _of(easy_words.WAYS_OF_LIVING, resident.ways_of_living)


def _ties(world: World, resident: Resident) -> list[str]:
    kinds = {one.kind for one in world.connections if one.resident_id == resident.resident_id}
    return [words for kind, words in easy_words.CONNECTION.items() if kind in kinds]


def _of(words: Mapping[str, str], codes: Iterable[str | None] | None) -> list[str]:
    """The words of these codes, in the order of the words; codes that mean no need have none."""
    named = set(codes or ())
    return [said for code, said in words.items() if code in named]


def _either(areas: Iterable[str]) -> str:
    return " or ".join(sorted(areas))
