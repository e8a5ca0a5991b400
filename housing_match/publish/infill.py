"""The infill brief in words: what to build where, for whom, and what each step of capital brings."""

from collections.abc import Sequence

from housing_match.domain import GOAL, HomeType, World
from housing_match.places.authorities import authority_name
from housing_match.planning import Buildable, InfillBrief, OneMore, Reached, Scheme, Step
from housing_match.publish.answer import Answer, Part
from housing_match.publish.briefs import curve_part, headline, who_words
from housing_match.publish.words import counted, pounds, signed

PART_M = {"A": "M4(3)", "B": "M4(3)", "C": "M4(2)", "D": "M4(2)", "E": "M4(2)", "E+": "M4(2)"}
"""Part M class by AHR category: wheelchair user dwellings, and accessible and adaptable ones; all others are M4(1).

Approved Document M, volume 1 (2015); London Plan 2021, policy D7, which asks for no less than M4(2) of new homes.
"""
STAFF_BASE = {"sleep_in": "a room for staff who sleep in", "waking": "a base for staff awake at night"}
CAPITAL_TITLE = "capital, in pounds"
HOW_IT_COUNTS = (
    "Homes count as free once they stand. Each site is measured from the postcode nearest to it. Costs are those of "
    "the tables; running cost is shared staff and nights, individual support aside."
)


def part_m(home_type: HomeType) -> str:
    """The class of Part M that a new home of this type is built to."""
    return PART_M.get(home_type.ahr_category or "", "M4(1)")


def staff_base(home_type: HomeType) -> str:
    """What room the staff need, in words."""
    return STAFF_BASE.get(home_type.night_support or "", "none")


def infill_answer(
    world: World, brief: InfillBrief, steps: Sequence[Step], more_homes: Sequence[OneMore] = (), *, published: bool
) -> Answer:
    """The brief, scheme by scheme; as published with counts of people only, small ones hidden."""
    chosen = counted(len(brief.schemes), "scheme")
    return Answer(
        about="infill",
        headline=headline(chosen, brief, brief.ask.budget_pounds, published=published),
        flags=() if brief.status == "optimal" else (_unproved(brief),),
        sentences=(_a_person(brief, published=published), HOW_IT_COUNTS),
        parts=(
            *(_scheme_part(one, published=published) for one in brief.schemes),
            *(() if published else (goals_part(brief.goals),)),
            *((curve_part(steps),) if steps and not published else ()),
            *((one_more_part(more_homes),) if more_homes and not published else ()),
        ),
        notice=world.notice,
    )


def _unproved(brief: InfillBrief) -> str:
    first = next((_title(one.name) for one in brief.goals if one.bound is None or one.value != one.bound), "")
    return f"Not proved best: more may be possible on {first}, and then on the goals after it."


def _a_person(brief: InfillBrief, *, published: bool) -> str:
    if published or brief.housed_more <= 0:
        return "Who is housed is decided with the sites, goal by goal; then the least capital is spent."
    each = brief.capital_pounds // brief.housed_more
    return f"That is {pounds(each)} for each person more, those housed through chains of moves among them."


def _scheme_part(scheme: Scheme, *, published: bool) -> Part:
    site = scheme.homes[0][0].site
    direct, chained = (who_words(some, published=published) for some in (scheme.direct, scheme.chained))
    told = [
        f"{site.name}, {authority_name(site.borough)}: room for {counted(scheme.people, 'person', 'people')}, "
        f"{pounds(scheme.capital_pounds)}."
    ]
    if published:
        told.append(f"People housed here: {direct}; through the moves that follow: {chained}.")
    else:
        told += [f"Move in: {direct}.", f"Through the moves that follow: {chained}."]
    return Part(
        title=f"Site {scheme.site_id}",
        sentences=tuple(told),
        columns=("Home", "Homes", "Bedspaces", "Open by", "Part M", "Staff base", "Capital", "Running cost a week"),
        rows=tuple(
            (
                one.home_type.title,
                str(len(opens)),
                str(one.home_type.bedspaces * len(opens)),
                str(max(opens)),
                part_m(one.home_type),
                staff_base(one.home_type),
                pounds(one.capital_pounds * len(opens)),
                _running_words(one, len(opens)),
            )
            for one, opens in scheme.homes
        ),
    )


def scheme_words(scheme: Scheme) -> str:
    """What is built on a site, such as "2 × Shared house for four"."""
    return ", ".join(f"{len(opens)} × {one.home_type.title}" for one, opens in scheme.homes)


def site_words(world: World) -> dict[str, str]:
    """What to choose sites by: the code of each borough that has some, then each site_id, with words for either."""
    boroughs = sorted({one.borough for one in world.sites}, key=authority_name)
    words = {code: f"Every site in {authority_name(code)}" for code in boroughs} if len(boroughs) > 1 else {}
    return words | {one.site_id: f"{one.name} ({one.site_id})" for one in world.sites}


def goals_part(goals: Sequence[Reached]) -> Part:
    """Each goal in its order, with the best that is not ruled out."""
    return Part(
        title="Goal by goal",
        sentences=(
            "A bound that is met is proved. Where a goal only decides which site, the bound is above all sites.",
        ),
        columns=("Goal", "Comes to", "Bound"),
        rows=tuple(
            (_title(one.name), signed(one.value), "–" if one.bound is None else signed(one.bound)) for one in goals
        ),
    )


def one_more_part(found: Sequence[OneMore]) -> Part:
    """What one more home of each kind would do."""
    return Part(
        title="One more home of each kind",
        sentences=(
            "People more who could then be housed at most, solved again. Beside it the home's dual price in the linear "
            "relaxation, in which a part of a home may be built, and what its capital would house elsewhere by the "
            "budget's dual price.",
        ),
        columns=("Kind", "Bedspaces", "Capital", "People more", "Dual price", "Same capital elsewhere"),
        rows=tuple(
            (
                one.type_id,
                str(one.bedspaces),
                pounds(one.capital_pounds),
                str(one.people),
                f"{one.by_price:.1f}",
                f"{one.same_capital:.1f}",
            )
            for one in found
        ),
    )


def running_pounds_per_week(one: Buildable, homes: int) -> int | None:
    """What shared staff and nights in so many such homes cost; None where it is not known."""
    core = one.home_type.weekly_core_cost
    return None if core is None else core * one.home_type.bedspaces * homes


def _running_words(one: Buildable, homes: int) -> str:
    running = running_pounds_per_week(one, homes)
    return "not known" if running is None else pounds(running)


def _title(name: str) -> str:
    return GOAL[name].title if name in GOAL else CAPITAL_TITLE
