"""How a brief fares in many futures, in words, tables and files; and the schemes that are best on average."""

from collections.abc import Iterator, Mapping, Sequence

from housing_match.domain import GOAL
from housing_match.explain.small_numbers import count_words
from housing_match.places.authorities import authority_name
from housing_match.planning import Scheme
from housing_match.planning.futures_asked import LAST_GOAL, Values
from housing_match.planning.robust import OnAverage, Robustness
from housing_match.publish.answer import Answer, Part
from housing_match.publish.infill import scheme_words
from housing_match.publish.money import assumed
from housing_match.publish.words import counted, pounds

WITHOUT, BRIEF, AVERAGE, BEST = "without", "brief", "average", "best"
WITH_WORDS = {
    WITHOUT: "Nothing built",
    BRIEF: "The brief",
    AVERAGE: "Best on average",
    BEST: "Each future's own best, at most",
}
WHAT_A_FUTURE_IS = (
    "In a future some people decline some homes, new people come with the needs of people who wait today, some who "
    "live in the stock leave and their places are free, and some stop waiting. Each is drawn by the rates below; all "
    "else is as the tables say. A home to be built is declined by kind and borough, wherever it stands."
)
HOW_FAR = (
    "A future is planned, proved and checked down to all who need to move housed; later goals are left open in it, so "
    "a scheme that only serves later goals does not count as part of a future's best brief."
)
AS_GOOD_SITES = (
    "A scheme counts in a future whose best brief has as many homes of its kinds in the borough. Which of its sites "
    "carries them is a matter of fit, and of the people who are there then."
)
AVERAGE_TITLE = "The schemes that are best on average"
NEAREST = (
    "The best brief of a future houses the most people in goal order, then costs least, then is as near to the present "
    "brief as can be."
)


def robust_answer(found: Robustness, *, published: bool) -> Answer:
    """What the futures looked at so far say; as published with small numbers of people hidden."""
    at = found.question.goals.index(LAST_GOAL)
    housed = [one.with_brief[at] for one in found.seen]
    headline = "No future was looked at."
    if housed:
        futures = counted(len(housed), "future")
        average = "" if published else f", {_mean(sum(housed), len(housed))} on average"
        headline = (
            f"In {futures} the brief houses {_range(housed, published=published)} people who need to move{average}."
        )
    return Answer(
        about="robust",
        headline=headline,
        flags=tuple(_flags(found)),
        sentences=(WHAT_A_FUTURE_IS, HOW_FAR),
        parts=(
            *((_housed_part(found, published=published), *_often_parts(found)) if housed else ()),
            *((_average_part(found, found.average),) if found.average else ()),
            _rates_part(found, published=published),
        ),
        notice=found.question.world.notice,
    )


def _flags(found: Robustness) -> Iterator[str]:
    if len(found.seen) < found.futures:
        yield f"Stopped: {len(found.seen)} of {counted(found.futures, 'future')} were looked at."
    elif found.average is None:
        yield "Stopped before the brief that is best on average was found."
    if found.brief.status != "optimal":
        yield "The brief itself is not proved best for the tables of today."


def values_by_what(found: Robustness) -> dict[str, Mapping[int, Values]]:
    """What each future (by number) comes to, in the order of WITH_WORDS; what is not known is out."""
    by_what = {
        WITHOUT: {one.number: one.without for one in found.seen},
        BRIEF: {one.number: one.with_brief for one in found.seen},
        AVERAGE: None if found.average is None else found.average.values,
        BEST: {one.number: one.best for one in found.seen},
    }
    return {what: values for what, values in by_what.items() if values is not None}


def _housed_part(found: Robustness, *, published: bool) -> Part:
    return Part(
        title="What the futures come to",
        sentences=(
            "From the least to the most, and on average. The last line takes a brief of its own for each future.",
        ),
        columns=("With", *(GOAL[name].title for name in found.question.goals)),
        rows=tuple(
            (
                WITH_WORDS[what],
                *(_span(column, published=published) for column in zip(*values.values(), strict=True)),
            )
            for what, values in values_by_what(found).items()
        ),
    )


def _span(values: Sequence[int], *, published: bool) -> str:
    words = _range(values, published=published)
    return words if published else f"{words}, {_mean(sum(values), len(values))} on average"


def _range(values: Sequence[int], *, published: bool) -> str:
    least, most = (count_words(one, published=published) for one in (min(values), max(values)))
    return least if least == most else f"{least} to {most}"


def _mean(total: int, many: int) -> str:
    return f"{total / many:.1f}"


def _often_parts(found: Robustness) -> Iterator[Part]:
    if found.brief.schemes:
        yield _schemes_part("The schemes of the brief", (AS_GOOD_SITES,), found, found.brief.schemes)
    yield _kinds_part(found)


def _kinds_part(found: Robustness) -> Part:
    title = {one.type_id: one.title for one in found.question.world.home_types}
    return Part(
        title="How often each kind of home is in a future's best brief",
        sentences=(NEAREST,),
        columns=(
            "Kind",
            "Borough",
            "In the brief",
            "Best on average",
            "Futures with any",
            "As many as the brief",
            "Homes",
        ),
        rows=tuple(
            (
                title[one.type_id],
                authority_name(one.borough),
                str(one.before),
                "–" if one.average is None else str(one.average),
                f"{one.with_any} of {len(one.in_futures)}",
                f"{one.with_as_many} of {len(one.in_futures)}" if one.before else "–",
                f"{min(one.in_futures)} to {max(one.in_futures)}",
            )
            for one in found.kinds()
        ),
    )


def _average_part(found: Robustness, average: OnAverage) -> Part:
    proof = _proof_words(found, average)
    if average.schemes == found.brief.schemes:
        return Part(title=AVERAGE_TITLE, sentences=("They are those of the brief itself.", proof))
    told = f"They cost {pounds(average.capital_pounds)}; the brief costs {pounds(found.brief.capital_pounds)}."
    return _schemes_part(AVERAGE_TITLE, (told, proof), found, average.schemes)


def _schemes_part(title: str, sentences: tuple[str, ...], found: Robustness, schemes: Sequence[Scheme]) -> Part:
    return Part(
        title=title,
        sentences=sentences,
        columns=("Site", "Borough", "Homes", "Capital", "In a best brief of"),
        rows=tuple(
            (
                f"{one.site_id}, {one.homes[0][0].site.name}",
                authority_name(one.homes[0][0].site.borough),
                scheme_words(one),
                pounds(one.capital_pounds),
                f"{found.futures_with(one)} of {counted(len(found.seen), 'future')}",
            )
            for one in schemes
        ),
    )


def _proof_words(found: Robustness, average: OnAverage) -> str:
    """Whether any schemes could do better over these futures, in words."""
    if average.gap is None:
        return "Proved: added up over these futures no schemes within the budget do better, goal by goal."
    at, more = average.gap
    goal = GOAL[found.question.goals[at]].title
    how = (
        f"The best of {average.compared:,} briefs compared"
        if average.compared
        else "Found by kinds and boroughs, all futures together"
    )
    gap = _mean(more, len(average.values))
    return f"{how}; not proved best: at most {gap} more on average of {goal} may be possible, and then of later goals."


def _rates_part(found: Robustness, *, published: bool) -> Part:
    rates, scenario = found.question.rates, found.question.scenario
    weeks = found.question.period_weeks
    named = (("Arrivals", rates.arrivals), ("Departures", rates.departures), ("Withdrawals", rates.withdrawals))
    began, known = (count_words(many, published=published) for many in found.question.began_in_a_year)
    return assumed(
        named,
        f"Rates are for {weeks:,} weeks from {scenario.as_of.isoformat()}. Of a hundred offers "
        f"{scenario.offers.refusal_rate_percent} are refused, as the scenario says. Seed {found.question.seed}. "
        f"Of {known} people who wait outside the stock by these tables {began} began to wait in the last year; those "
        "who came and went within it are not among them.",
    )
