"""Nominations in words: shares by borough and landlord, the account between boroughs, what each quota costs."""

from collections.abc import Iterator, Sequence

from housing_match.domain import Letting, World
from housing_match.explain.nominations import Account, ClauseCost, accounts, shares
from housing_match.places.authorities import authority_name
from housing_match.publish.answer import Answer, Part
from housing_match.publish.goal_words import difference_words
from housing_match.publish.objective import quota_words
from housing_match.publish.words import counted


def nominations_answer(
    world: World, planned: Sequence[Letting], earlier: Sequence[Letting], costs: Sequence[ClauseCost]
) -> Answer:
    """The plan's lettings, those before it (empty where none are given), and what each quota costs the plan."""
    parts = [*_parts("this plan", planned)]
    if earlier:
        parts += _parts("earlier lettings and this plan together", [*earlier, *planned])
    if costs:
        rows = tuple((quota_words(one.quota), _kept(one), "; ".join(_without(one))) for one in costs)
        parts.append(
            Part(
                title="What each quota costs",
                sentences=("For each quota the best plan was made once more without it, all else as it is.",),
                columns=("Quota", "In this plan", "Without it"),
                rows=rows,
            )
        )
    said = "" if costs else " The scenario names no quotas."
    return Answer(
        about="nominations",
        headline=f"Nominations: {counted(len(planned), 'letting')} in this plan.{said}",
        parts=tuple(parts),
        notice=world.notice,
    )


def _parts(whose: str, made: Sequence[Letting]) -> Iterator[Part]:
    yield Part(
        title=f"Shares by borough and landlord: {whose}",
        columns=("Homes in", "Landlord", "People of", "Lettings", "Share"),
        rows=tuple(
            (
                authority_name(one.homes_borough),
                one.landlord or "not known",
                authority_name(one.nominating_borough),
                f"{one.lettings:,} of {one.of:,}",
                f"{(200 * one.lettings + one.of) // (2 * one.of)}%",
            )
            for one in shares(made)
        ),
    )
    between = accounts(made)
    yield Part(
        title=f"Account between boroughs: {whose}",
        sentences=tuple(map(_account_words, between)) or ("No letting crosses a borough's border.",),
    )


def _account_words(account: Account) -> str:
    one, other = authority_name(account.one), authority_name(account.other)
    gives = (one, other) if account.balance > 0 else (other, one)
    even = "They are even" if not account.balance else f"{gives[0]} gave {abs(account.balance):,} more than it got"
    return (
        f"People of {one} got {counted(account.one_got, 'letting')} in {other}, people of {other} "
        f"{account.other_got:,} in {one}. {even}."
    )


def _kept(cost: ClauseCost) -> str:
    return f"{cost.nominated:,} of {counted(cost.lettings, 'letting')}"


def _without(cost: ClauseCost) -> Iterator[str]:
    """What would be otherwise, goal by goal; that the quota stands in nobody's way where nothing would be better."""
    if not cost.binds:
        yield "no better plan: it costs nothing"
        return
    yield from difference_words(cost.without)
    if not cost.proved:
        yield "not proved best in the time allowed: there may be more to gain"
