"""What every other choice would cost the plan, in words and as rows of regret.csv; plans just as good, in words."""

from collections.abc import Iterable, Mapping, Sequence

from housing_match.domain import Scenario, World, goal_order
from housing_match.explain import Reasons, difference
from housing_match.publish.answer import Answer, Part
from housing_match.publish.goal_words import difference_words, natural
from housing_match.publish.what_if_answers import AS_GOOD, WAITS, difference_parts, living
from housing_match.publish.words import counted, home_words
from housing_match.solve import Alternatives, Regret

EXACT, AT_LEAST = "exactly", "at_least"
NO_CHOICE = "Every other choice breaks a rule: ask about one home to see which."
COLUMNS = ("What gives way first", "After that")
NO_PLACE = "no place"
NAMED = 2
"""Goals named after the first that gives way."""


def ranked_answer(
    reasons: Reasons, about: str, regrets: Sequence[Regret], to_come: Sequence[Regret] = (), *, whole: bool = True
) -> Answer:
    """Every home of one person, or every person for one place, by what choosing it would cost the whole plan.

    `regrets` are known, least first; of those `to_come` only the least that each would cost. Not `whole` if somebody
    said stop before all were known.
    """
    world, scenario = reasons.assessment.world, reasons.assessment.scenario
    of_person = about in world.resident
    lives = living(world, reasons.plan.bedspace_of)
    rows = [_row(world, scenario, one, lives, of_person=of_person, known=True) for one in _one_a_home(world, regrets)]
    rows += [_row(world, scenario, one, lives, of_person=of_person, known=False) for one in _one_a_home(world, to_come)]
    many = counted(len(rows), "choice") if of_person else counted(len(rows), "person", "people")
    sentences = [
        "Each line is the best plan with that one choice kept; the first goal that gives way decides the order.",
        "All that is left out breaks a rule, or leaves no plan that keeps every rule.",
    ]
    if not reasons.plan.proved and any(next(filter(None, one.losses), 0) < 0 for one in regrets):
        sentences.append("Some come out better: this plan was not proved the best.")
    if not whole:
        sentences.append("Stopped before all were worked out.")
    return Answer(
        about=about,
        headline=f"{about}: {many}, what costs the plan least first." if rows else f"{about}: no choice.",
        sentences=tuple(sentences if rows else [NO_CHOICE]),
        columns=("Home" if of_person else "Person", *COLUMNS) if rows else (),
        rows=tuple(rows),
        notice=world.notice,
    )


def _one_a_home(world: World, regrets: Iterable[Regret]) -> list[Regret]:
    """Of each person's bedspaces in one home the one of least regret."""
    seen: dict[tuple[str, str | None], Regret] = {}
    for one in regrets:
        home_id = None if one.bedspace_id is None else world.home_of(one.bedspace_id)
        seen.setdefault((one.resident_id, home_id), one)
    return list(seen.values())


def _row(
    world: World, scenario: Scenario, regret: Regret, lives: Mapping[str, str], *, of_person: bool, known: bool
) -> tuple[str, ...]:
    room = regret.bedspace_id
    name = regret.resident_id
    if of_person:
        name = WAITS if room is None else f"{room}, {home_words(world, world.home_of(room))}"
    if lives.get(regret.resident_id) == room:
        name += " (this plan)"
    first, rest = loss_words(scenario, regret.losses)
    if not known:
        return name, f"at least {first}" if first != AS_GOOD else "not worked out yet", ""
    return name, first, rest


def loss_words(scenario: Scenario, losses: Sequence[int]) -> tuple[str, str]:
    """The first goal that differs, and the next of the others that do, with how many more there are."""
    first, *rest = [*difference_words(natural(scenario, losses))] or [AS_GOOD]
    more = [f"and {counted(len(rest) - NAMED, 'goal')} more"] if len(rest) > NAMED else []
    return first, "; ".join([*rest[:NAMED], *more])


def regret_columns(scenario: Scenario) -> tuple[str, ...]:
    """The columns of regret.csv."""
    return ("resident_id", "home_id", "bedspace_id", "rank", "known", *goal_order(scenario.goals))


def regret_rows(
    world: World, regrets: Sequence[Regret], to_come: Sequence[Regret] = ()
) -> Iterable[tuple[object, ...]]:
    """Its rows: people in id order, each one's choices by what they cost, those of which only a bound is known last."""
    ordered = [(one, EXACT) for one in regrets] + [(one, AT_LEAST) for one in to_come]
    rank: dict[str, int] = {}
    for one, known in sorted(ordered, key=lambda pair: (pair[0].resident_id, pair[1] != EXACT, pair[0].losses)):
        rank[one.resident_id] = rank.get(one.resident_id, 0) + 1
        home_id = "" if one.bedspace_id is None else world.home_of(one.bedspace_id)
        place = rank[one.resident_id] if known == EXACT else ""
        yield one.resident_id, home_id, one.bedspace_id or NO_PLACE, place, known, *one.losses


def alternatives_answer(reasons: Reasons, found: Alternatives) -> Answer:
    """How many best plans there are, and how those shown differ from the plan."""
    world, chosen = reasons.assessment.world, reasons.plan.bedspace_of
    many = f"{'' if found.all_counted else 'at least '}{counted(found.count, 'plan')}"
    headline = f"There {'is' if found.count == 1 else 'are'} {many} as good as any can be on every goal."
    if many == "1 plan":
        return Answer(
            about="alternatives",
            headline=headline,
            sentences=("This plan is the only one: no lottery was needed.",),
            notice=world.notice,
        )
    parts = []
    for number, plan in enumerate(found.plans, start=1):
        apart = difference(reasons.assessment, chosen, plan)
        _, people = difference_parts(world, apart)
        title = f"Another plan just as good, {number} of {len(found.plans)}"
        parts.append(Part(title=title, sentences=people.sentences, columns=people.columns, rows=people.rows))
    return Answer(
        about="alternatives",
        headline=headline,
        sentences=(
            *(("The lottery chose between them.",) if found.count > 1 else ()),
            "Places just alike in one home make no other plan.",
            *(("Those below are as unlike this plan, and each other, as can be.",) if parts else ()),
            *(() if found.in_time else ("Stopped before all were looked for.",)),
        ),
        parts=tuple(parts),
        notice=world.notice,
    )
