"""Who is moved beside everybody in the plan, in words: for the councils, and as it may be published."""

from collections.abc import Sequence

from housing_match.criteria import half_up
from housing_match.criteria.comparing import FOR_WHOM, code_words
from housing_match.domain import World
from housing_match.explain import Outcomes
from housing_match.explain.small_numbers import HIDDEN, MOST_HIDDEN, count_words
from housing_match.places.authorities import authority_name
from housing_match.publish.answer import Answer, Part

FEW = 20
"""Of fewer people no percentage is said: each of them would be more than five points of it."""
OUTCOME_TITLES = {"sex": "sex", "age": "age", "ethnic_group": "ethnic group", "borough": "responsible borough"}
INTERNAL_COLUMNS = ("Group", "In the plan", "Share of those in the plan", "Proposed a home", "Share of those proposed")
NOT_AN_INPUT = (
    "No rule, score or goal reads the ethnic group. Sex counts only in homes for one sex, where somebody asks for "
    "housemates of the same sex, and where somebody may be a risk to women or men; age only in homes of an age, and in "
    "being adult. These figures are reported, never an input."
)
CHANCE = (
    "Numbers this small move by chance: one plan's differences are no evidence of unfairness, nor of its absence. Look "
    "at several plans over time."
)
AS_PUBLISHED = (
    f"Counts from 1 to {MOST_HIDDEN} are hidden, others are rounded to the nearest five, and no totals or shares are "
    "given. Have your information governance lead look before anything is published."
)


def published_answer(world: World, found: Sequence[Outcomes]) -> Answer:
    """The outcomes alone, with small numbers hidden."""
    return Answer(
        about="outcomes",
        headline="Who is proposed a home, beside everybody who took part.",
        sentences=(AS_PUBLISHED, CHANCE, NOT_AN_INPUT),
        parts=outcome_parts(found, published=True),
        notice=world.notice,
    )


def outcome_parts(found: Sequence[Outcomes], *, published: bool) -> tuple[Part, ...]:
    """A table for each thing by which people are counted; `published` hides small numbers and gives no shares."""
    shown = _published_rows if published else _internal_rows
    sentences = () if published else (NOT_AN_INPUT, CHANCE)
    return tuple(
        Part(
            title=f"Outcomes by {OUTCOME_TITLES[one.by]}",
            sentences=sentences if at == 0 else (),
            columns=("Group", "In the plan", "Proposed a home") if published else INTERNAL_COLUMNS,
            rows=tuple(shown(one)),
        )
        for at, one in enumerate(found)
    )


def _internal_rows(found: Outcomes) -> list[tuple[str, ...]]:
    pool, moved = sum(one.in_plan for one in found.groups), sum(one.moved for one in found.groups)
    return [
        (
            _outcome_name(found.by, one.name),
            f"{one.in_plan:,}",
            _share(one.in_plan, pool),
            f"{one.moved:,}",
            _share(one.moved, moved),
        )
        for one in found.groups
    ]


def _share(count: int, of: int) -> str:
    return f"{half_up(100 * count, of)}%" if of >= FEW else f"too few ({of:,}) to say a share"


def _published_rows(found: Outcomes) -> list[tuple[str, ...]]:
    names = [_outcome_name(found.by, one.name) for one in found.groups]
    pool, moved = ([getattr(one, field) for one in found.groups] for field in ("in_plan", "moved"))
    return list(zip(names, publishable(pool), publishable(moved), strict=True))


def publishable(counts: Sequence[int]) -> list[str]:
    """Counts that stand beside each other as they may be published: where one alone is hidden, so is the next smallest.

    Else whoever knows the sum could work the one out.
    """
    words = [count_words(count, published=True) for count in counts]
    hidden = [at for at, word in enumerate(words) if word == HIDDEN]
    shown = [at for at, count in enumerate(counts) if count and at not in hidden]
    if len(hidden) == 1 and shown:
        words[min(shown, key=lambda at: counts[at])] = "hidden"
    return words


def _outcome_name(by: str, name: str) -> str:
    return authority_name(name) if by == "borough" else FOR_WHOM.get(name, code_words(name))
