"""What listed works would unlock through the whole plan, in words: goal by goal and person by person."""

from collections.abc import Sequence

from housing_match.domain import GOAL, Adaptation, World
from housing_match.planning.unlocking import Unlocked
from housing_match.publish.answer import Answer, Part
from housing_match.publish.words import counted, signed, work_words

GOAL_COLUMNS = ("Goal", "The plan as it is", "With the work done")
PEOPLE_COLUMNS = ("Person", "The plan as it is", "With the work done")


def unlocked_answer(world: World, bedspace_id: str, found: Sequence[Unlocked]) -> Answer:
    """What each work listed for a bedspace would unlock, one after another."""
    works = counted(len(found), "work is", "works are")
    return Answer(
        about=bedspace_id,
        headline=f"{works if found else 'No work is'} listed for {bedspace_id}.",
        parts=tuple(unlocked_part(one) for one in found),
        notice=world.notice,
    )


def unlocked_part(found: Unlocked) -> Part:
    """What some works would unlock: first who is housed, then every goal that comes to something else."""
    return Part(
        title=titled(found.works),
        sentences=tuple(_sentences(found)),
        columns=GOAL_COLUMNS,
        rows=tuple(
            (GOAL[name].title, signed(before), signed(after)) for name, before, after in found.goals if before != after
        ),
    )


def people_part(found: Unlocked) -> Part:
    """Everybody whom the two plans put in different places."""
    return Part(
        title="Who would live elsewhere than planned",
        columns=PEOPLE_COLUMNS,
        rows=tuple((one.resident_id, one.before or "no move", one.after or "no move") for one in found.people),
    )


def titled(works: Sequence[Adaptation]) -> str:
    """The works with cost, weeks and grant, such as "wet room (£9,500, 5 weeks)"."""
    return "; ".join(map(work_words, works))


def _sentences(found: Unlocked) -> list[str]:
    said = []
    gain = len(found.housed) - len(found.no_longer)
    if gain:
        more = "more" if gain > 0 else "fewer"
        said.append(f"{counted(abs(gain), 'person', 'people')} {more} who need to move would be housed.")
    else:
        said.append("As many people who need to move would be housed as without it.")
    if found.housed:
        said.append(f"Housed then: {', '.join(found.housed)}.")
    if found.no_longer:
        said.append(f"Not housed then, for the sake of a goal before it: {', '.join(found.no_longer)}.")
    if not found.people:
        said.append("Nobody would live elsewhere than planned.")
    if found.made_again:
        said.append("The plan given was not proved the best, so it was made again without the work as well.")
    if not found.proved:
        said.append("This was stopped before it was proved: there may be more to it.")
    return said
