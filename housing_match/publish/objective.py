"""What a scenario asks of a plan, in plain words, from the same records that the solver reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from housing_match.assess import places_taking_people, takes_part, wants_place
from housing_match.criteria import MUST, PREFER, Criterion, policy_for
from housing_match.domain import GOAL, Pair, Quota, Scenario, World, goal_order
from housing_match.places.authorities import authority_name
from housing_match.publish.goal_words import gives_way, goal_words, in_unit
from housing_match.publish.rule_words import changes
from housing_match.publish.words import capital, counted, day_words
from housing_match.tables.scenario_check import gone_since_published

MOST_NAMED = 8
RESERVED = "Reserved places and places on offer may be used."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the objective: sentences under a title; `ordered` where the first comes before the second."""

    title: str
    sentences: tuple[str, ...]
    ordered: bool = False


def objective(scenario: Scenario, world: World) -> tuple[Part, ...]:
    """Everything a scenario asks of a plan, most important first; parts without anything to say are left out."""
    parts = (
        Part(title="Goals, each proved best before the next", sentences=tuple(_goals(scenario)), ordered=True),
        Part(title="Rules", sentences=tuple(_rules(scenario))),
        Part(title="Who and where", sentences=(*_people(scenario, world), *_places(scenario, world))),
        Part(title="Pins and bans", sentences=tuple(_pairs(scenario, world))),
        Part(title="Quotas of nominations", sentences=tuple(quota_words(one) for one in scenario.nominations)),
        Part(title="Plan published before", sentences=tuple(published_words(scenario, world))),
        Part(title="Dates and limits", sentences=tuple(_limits(scenario))),
        Part(title="What fit adds up", sentences=tuple(_preferences(scenario))),
    )
    return tuple(part for part in parts if part.sentences)


def in_short(scenario: Scenario, world: World) -> str:
    """One paragraph: whatever is not as the client's brief has it, for a reader who sees the goals beside it."""
    usual = goal_order(scenario.goals) == scenario.usual_goals
    said = ["Goals in the usual order." if usual else "Goals in an order of this scenario's own."]
    said += [
        f"{capital(GOAL[name].title)} may give way by up to {in_unit(most, GOAL[name])}."
        for name, most in gives_way(scenario)
    ]
    said += list(changes(scenario)) or ["Every rule as in the client's brief."]
    everyone = len(world.residents), len(world.bedspaces)
    left_in = (
        sum(takes_part(one, world, scenario) for one in world.residents),
        len(places_taking_people(world, scenario)),
    )
    if left_in != everyone:
        said += [next(_people(scenario, world)), next(_places(scenario, world))]
    said += [] if scenario.max_chain is None else [chain_words(scenario.max_chain)]
    said += [RESERVED] if scenario.use_reserved else []
    quotas = (quota_words(one) for one in scenario.nominations)
    return " ".join([*said, *_pairs(scenario, world), *quotas, *published_words(scenario, world)])


def chain_words(most: int) -> str:
    """The longest chain that a scenario allows, as a sentence."""
    return f"A chain of moves has at most {counted(most, 'move')}."


def _goals(scenario: Scenario) -> Iterator[str]:
    tolerance = dict(gives_way(scenario))
    for name in goal_order(scenario.goals):
        words = goal_words(GOAL[name])
        if name in tolerance:
            words += f". It may give way by up to {in_unit(tolerance[name], GOAL[name])} for what comes after"
        yield words + "."
    yield f"Plans that are still equal: a lottery, always the same for seed {scenario.seed}."


def _rules(scenario: Scenario) -> Iterator[str]:
    policy = policy_for(scenario)
    fixed = sum(len(rule.criterion.modes) == 1 for rule in policy)
    musts = sum(rule.mode == MUST for rule in policy)
    yield (
        f"Every match meets {musts} requirements, {fixed} of which can never be softened; where one is not known to be "
        "met, nothing is proposed."
    )
    changed = tuple(changes(scenario))
    yield from changed or ("Every rule is as in the client's brief.",)
    if any(rule.mode != MUST and MUST in rule.criterion.modes for rule in policy):
        yield (
            "Even so, people who must live apart, and those who must live alone for the safety of others, are kept so."
        )


def _preferences(scenario: Scenario) -> Iterator[str]:
    preferred = [rule for rule in policy_for(scenario) if rule.mode == PREFER and rule.weight]
    if not preferred:
        yield "No preference counts: every home fits everybody alike."
        return
    yield "How well a home fits a person is a number from 0 to 1,000, made of these, each by its weight:"
    for rule in preferred:
        own = isinstance(rule.criterion, Criterion) and rule.criterion.importance
        times = ", times how much it matters to the person (0 to 5)" if own else ""
        yield f"{rule.criterion.title}: weight {rule.weight}{times}."


def _people(scenario: Scenario, world: World) -> Iterator[str]:
    left_in = [one for one in world.residents if takes_part(one, world, scenario)]
    stay = {one.resident_id for one in world.residents} - {one.resident_id for one in left_in}
    wanting = sum(wants_place(one, scenario) for one in left_in)
    everybody = counted(len(world.residents), "person", "people")
    yield (
        f"{f'{len(left_in):,} of {everybody}' if stay else f'All {everybody}'} may take part; {wanting:,} of them need "
        f"to move by {day_words(scenario.window_end)} or are ready to move on."
    )
    if stay:
        yield from _fewer(stay, [one.resident_id for one in left_in], "stay where they are")


def _places(scenario: Scenario, world: World) -> Iterator[str]:
    left_in = places_taking_people(world, scenario)
    shut = world.bedspace.keys() - left_in
    bedspaces = counted(len(world.bedspaces), "bedspace")
    used = f"{len(left_in):,} of {bedspaces}" if shut else f"All {bedspaces} in {counted(len(world.homes), 'home')}"
    yield f"{used} may be used, if free in time."
    if shut:
        yield from _fewer(shut, left_in, "take nobody new")


def _fewer(out: Sequence[str] | set[str], left_in: Sequence[str] | frozenset[str], meaning: str) -> Iterator[str]:
    """The ids on the shorter side of what is left out and what is left in."""
    if len(out) <= len(left_in):
        yield f"Left out, so that they {meaning}: {named(out)}."
    else:
        yield f"Only {named(left_in) or 'nobody'}; all others {meaning}."


def named(ids: Sequence[str] | set[str] | frozenset[str]) -> str:
    """Ids in order, the first few by name and the others by number."""
    first = sorted(ids)[:MOST_NAMED]
    more = len(ids) - len(first)
    return ", ".join(first) + (f" and {more:,} more" if more else "")


def _pairs(scenario: Scenario, world: World) -> Iterator[str]:
    for pair in scenario.pins:
        yield f"{pair_words(pair, world)}: must be matched."
    for pair in scenario.bans:
        yield f"{pair_words(pair, world)}: may not be matched."


def quota_words(quota: Quota) -> str:
    """A quota of nominations as a sentence."""
    limits = (
        ("at least", quota.at_least, ""),
        ("at most", quota.at_most, ""),
        ("at least", quota.at_least_percent, "%"),
        ("at most", quota.at_most_percent, "%"),
    )
    said = " and ".join(f"{word} {limit:,}{sign}" for word, limit, sign in limits if limit is not None)
    where = "all homes" if quota.homes_borough is None else f"homes in {authority_name(quota.homes_borough)}"
    whose = "" if quota.landlord is None else f" of {quota.landlord}"
    return f"Lettings in {where}{whose}: {said} to people of {authority_name(quota.nominating_borough)}."


def published_words(scenario: Scenario, world: World) -> Iterator[str]:
    """What the published plan is kept to, and which of its people and places are gone."""
    if scenario.published_plan is None:
        return
    people = counted(len(scenario.published_plan), "person", "people")
    yield f"A plan published before gives {people} a place; a plan that differs from it for fewer people is better."
    if gone := gone_since_published(scenario, world):
        yield f"No longer in the tables: {named(gone)}."


def pair_words(pair: Pair, world: World) -> str:
    """A person and a place, by id and by the home's name where the tables know it."""
    if pair.bedspace_id is not None:
        home = world.home[world.home_of(pair.bedspace_id)].name if pair.bedspace_id in world.bedspace else ""
        return f"{pair.resident_id} and {pair.bedspace_id}" + (f" in {home}" if home else "")
    home = world.home[pair.home_id].name if pair.home_id in world.home else ""
    return f"{pair.resident_id} and any place in {home or 'home'} {pair.home_id}"


def _limits(scenario: Scenario) -> Iterator[str]:
    weeks, weeks_a = scenario.window_weeks, scenario.window_weeks_band_a
    yield f"The plan is made for {day_words(scenario.as_of)}."
    until = day_words(scenario.window_end)
    yield f"It looks at homes and needs up to and including {until} ({counted(weeks, 'week')})."
    yield (
        f"People in band A are offered only places free by {day_words(scenario.window_end_band_a)} "
        f"({counted(weeks_a, 'week')})."
    )
    yield RESERVED if scenario.use_reserved else "Reserved places and places on offer may not be used."
    offers = scenario.offers
    yield (
        f"Of 100 offers {offers.refusal_rate_percent} are thought to be refused; each takes "
        f"{counted(offers.weeks_per_offer, 'week')}, and {counted(offers.backups, 'person', 'people')} at most stand "
        "by for each void."
    )
    if scenario.max_chain is None:
        yield "A chain of moves may be of any length."
    else:
        yield chain_words(scenario.max_chain)
    if scenario.time_limit_seconds is None:
        yield "The search goes on until the plan is proved best or somebody stops it."
    else:
        seconds = counted(scenario.time_limit_seconds, "second")
        yield f"The search stops after {seconds} with the best plan so far."
