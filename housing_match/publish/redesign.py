"""Redesigns of existing homes in words: what each does, what becomes of those who live there, and which to do."""

from collections.abc import Iterator, Mapping, Sequence

from housing_match.domain import Redesign, World
from housing_match.planning.living_there import NO_LONGER_SUITS
from housing_match.planning.redesign import Effect, RedesignBrief
from housing_match.planning.redesign_trials import Refusal
from housing_match.publish.answer import Answer, Part
from housing_match.publish.briefs import more_words, who_words
from housing_match.publish.redesign_words import (
    A_WEEK_WORDS,
    FATE_COLUMNS,
    costs_part,
    fate_row,
    fates_words,
    lodger_words,
    payers_words,
    refusal_words,
    rules_words,
    week_words,
    what_changes,
)
from housing_match.publish.words import counted, home_words, pounds, signed
from housing_match.publish.works import changed_goals, changed_words

HOW_IT_IS_CHOSEN = (
    "Every set of redesigns within the budget was planned by itself. One is chosen only if everybody who has to move "
    "out has another home that suits, and the home still suits all who stay."
)


def redesign_answer(brief: RedesignBrief, *, published: bool) -> Answer:
    """The redesigns side by side, then those to do; as published with counts of people only, small ones hidden."""
    parts = [_compared_part(brief, published=published)]
    if not published:
        parts += _chosen_parts(brief) if brief.chosen.redesigns else []
        parts += [_alone_part(brief, one) for one in brief.alone if one.redesigns != brief.chosen.redesigns]
    return Answer(
        about="redesigns",
        headline=_headline(brief, published=published),
        flags=tuple(_flags(brief, published=published)),
        sentences=tuple(_sentences(brief)),
        parts=tuple(parts),
        notice=brief.today.world.notice,
    )


def redesign_table(world: World, redesigns: Sequence[Redesign]) -> list[dict[str, object]]:
    """What a file lists, a line a redesign."""
    return [
        {
            "Redesign": one.redesign_id,
            "Home": home_words(world, one.home_id),
            "What it becomes": one.title,
            "Capital": pounds(one.capital_pounds),
            "Weeks of work": one.weeks,
            "All move out": "yes" if one.move_out else "no",
        }
        for one in redesigns
    ]


def _headline(brief: RedesignBrief, *, published: bool) -> str:
    if brief.chosen.refusal is not None:
        without = (
            " cannot be done: somebody would be without a home." if brief.chosen.refusal.people else " has no plan."
        )
        return f"{_ids(brief.chosen)}{without}"
    if not brief.chosen.redesigns and brief.status == "feasible":
        return "No redesign worth doing was found until it was stopped."
    if not brief.chosen.redesigns:
        return "No redesign is worth doing: with none of them does the plan come out better for people, or cheaper."
    budget = "" if brief.ask.budget_pounds is None else f" of {pounds(brief.ask.budget_pounds)}"
    if published:
        more = f"{more_words(brief.housed_more, published=True)} people more are"
    else:
        more = f"{counted(abs(brief.housed_more), 'person', 'people')} {'fewer' if brief.housed_more < 0 else 'more'}"
        more += " is" if abs(brief.housed_more) == 1 else " are"
    done = counted(len(brief.chosen.redesigns), "redesign")
    return f"{done} for {pounds(brief.chosen.capital_pounds)}{budget}: {more} housed than without."


def _ids(effect: Effect) -> str:
    return " and ".join(one.redesign_id for one in effect.redesigns)


def _flags(brief: RedesignBrief, *, published: bool) -> Iterator[str]:
    if brief.status == "feasible":
        yield "Not proved best: it was stopped before every set was planned."
    if published:
        return
    if brief.chosen.refusal is not None:
        yield from refusal_words(brief.chosen.refusal)
    for one in brief.chosen.fates:
        if one.outcome == NO_LONGER_SUITS:
            yield f"{lodger_words(one)} stays in a home that no longer suits; not met: “{rules_words(one.no_longer)}”."


def _sentences(brief: RedesignBrief) -> Iterator[str]:
    yield HOW_IT_IS_CHOSEN
    if brief.ask.done:
        yield f"Done whatever comes: {', '.join(sorted(brief.ask.done))}."
    if brief.late:
        yield f"Not chosen, since the works would end after the plan's window: {', '.join(brief.late)}."


def _compared_part(brief: RedesignBrief, *, published: bool) -> Part:
    """Each redesign by itself against the plan without any."""
    usual = ("Redesign", "Home", "Capital", "Weeks", "Bedspaces", "People more housed", "Those who live there")
    more: tuple[str, ...] = () if published else ("A week",)
    return Part(
        title="Each by itself",
        sentences=() if published else (A_WEEK_WORDS,),
        columns=(*usual, *more, "To do"),
        rows=tuple(_compared(brief, one, published=published) for one in brief.alone),
    )


def _compared(brief: RedesignBrief, effect: Effect, *, published: bool) -> tuple[str, ...]:
    (one,) = effect.redesigns
    planned = effect.refusal is None
    week = week_words(effect.costs) if effect.costs is not None else "–"
    return (
        one.redesign_id,
        home_words(brief.today.world, one.home_id),
        pounds(one.capital_pounds),
        str(one.weeks),
        _plus(effect.bedspaces_more) if planned else "–",
        _more_words(effect, published=published) if planned else "–",
        fates_words(effect.fates, published=published),
        *(() if published else (week,)),
        _verdict(brief, effect),
    )


def _more_words(effect: Effect, *, published: bool) -> str:
    return more_words(effect.housed_more, published=True) if published else _plus(effect.housed_more)


def _plus(count: int) -> str:
    """A difference, with its sign."""
    return f"+{count}" if count > 0 else signed(count)


def _verdict(brief: RedesignBrief, effect: Effect) -> str:
    (one,) = effect.redesigns
    if one in brief.chosen.redesigns and brief.chosen.refusal is None:
        return "yes" if one.redesign_id not in brief.ask.done else "done"
    if effect.refusal is not None:
        return "no: refused"
    if not effect.suits:
        return "no: no longer suits"
    return "no: too late" if one.redesign_id in brief.late else "no"


def _alone_part(brief: RedesignBrief, effect: Effect) -> Part:
    """One redesign by itself: what it changes, whom it houses, and everybody who lives there."""
    (one,) = effect.redesigns
    if effect.refusal is not None or effect.costs is None:
        told = refusal_words(effect.refusal or Refusal())
    else:
        changed = changed_words(brief.today.values, effect.values) or "nothing"
        told = *_housed_words(effect), f"Goals: {changed}.", payers_words(effect.costs)
    return Part(
        title=f"{one.redesign_id}, by itself: {one.title}",
        sentences=(*what_changes(brief.today.world, one), *told),
        columns=FATE_COLUMNS,
        rows=tuple(map(fate_row, effect.fates)),
    )


def _chosen_parts(brief: RedesignBrief) -> list[Part]:
    """The redesigns to do, together."""
    chosen = brief.chosen
    parts = [
        Part(
            title=f"Together: {_ids(chosen)}",
            sentences=tuple(told for one in chosen.redesigns for told in what_changes(brief.today.world, one)),
        ),
        Part(
            title="What becomes of those who live there",
            columns=FATE_COLUMNS,
            rows=tuple(map(fate_row, chosen.fates)),
        ),
    ]
    if chosen.built is None or chosen.costs is None:
        return parts
    return [
        *parts,
        Part(title="Who is housed", sentences=tuple(_housed_words(chosen))),
        _goals_part(brief.today.values, chosen.values),
        costs_part(chosen.costs),
    ]


def _goals_part(without: Mapping[str, int], values: Mapping[str, int]) -> Part:
    """Every goal that comes to something else, in the scenario's order."""
    changed = changed_goals(without, values)
    return Part(
        title="Goal by goal",
        sentences=() if changed else ("No goal comes to anything else.",),
        columns=("Goal", "Without", "With"),
        rows=tuple((goal, signed(before), signed(after)) for goal, before, after in changed),
    )


def _housed_words(effect: Effect) -> Iterator[str]:
    yield f"Moves into a home redesigned: {who_words(effect.direct, published=False)}."
    yield f"Through the moves that follow: {who_words(effect.chained, published=False)}."
    yield f"Housed only with it: {who_words(effect.housed, published=False)}."
    if effect.no_longer_housed:
        yield f"Housed without it, and not with it: {', '.join(effect.no_longer_housed)}."
