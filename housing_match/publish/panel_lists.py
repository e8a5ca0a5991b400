"""What a panel goes through, list by list: who moves, who comes back, what to settle first, who waits."""

from collections.abc import Callable, Mapping

from housing_match.explain import Match, Reasons
from housing_match.places.authorities import authority_name
from housing_match.publish.plan_tables import Lines, Row, match_lines, shared_lines, void_lines, waiting_lines
from housing_match.publish.words import CHECK_TITLES, counted, day_words, home_words
from housing_match.solve import goal_values


def return_lines(reasons: Reasons) -> Lines:
    """Everybody whom the plan brings back to the responsible borough, from away for lack of a home."""
    back = [one for one in reasons.matches if _returns(reasons, one)]
    return Lines(
        key="returns",
        title=f"{counted(len(back), 'person comes', 'people come')} back to the responsible borough",
        about=tuple(one.move.resident_id for one in back),
        rows=tuple(_back(reasons, one) for one in back),
    )


def _returns(reasons: Reasons, match: Match) -> bool:
    alone = {match.move.resident_id: match.move.bedspace_id}
    return goal_values(reasons.assessment, alone)["returns"] == 1


def _back(reasons: Reasons, match: Match) -> Row:
    world = reasons.assessment.world
    resident = world.resident[match.move.resident_id]
    return {
        "Person": resident.resident_id,
        "Band": resident.priority_band,
        "Comes back to": authority_name(resident.borough),
        "Place": match.move.bedspace_id,
        "Home": home_words(world, match.home_id),
        "From": day_words(match.earliest_date),
    }


def check_lines(reasons: Reasons) -> Lines:
    """What is to be settled before an offer, in the order in which it is usually done, each with for whom."""
    rows: list[Row] = []
    for check, words in CHECK_TITLES.items():
        who = [one.move.resident_id for one in reasons.matches if check in one.checks_before_offer]
        if who:
            rows.append({"Before an offer": words, "Matches": len(who), "For": ", ".join(sorted(who))})
    settled = sum(not one.checks_before_offer for one in reasons.matches)
    free = f"; {counted(settled, 'match needs', 'matches need')} nothing further" if settled else ""
    return Lines(
        key="checks",
        title=f"To settle before {counted(len(reasons.matches), 'offer')} can be made{free}",
        about=tuple(str(row["Before an offer"]) for row in rows),
        rows=tuple(rows),
    )


LISTS: Mapping[str, Callable[[Reasons], tuple[Lines, ...]]] = {
    "moves": lambda reasons: (match_lines(reasons),),
    "returns": lambda reasons: (return_lines(reasons),),
    "checks": lambda reasons: (check_lines(reasons),),
    "waiting": waiting_lines,
    "empty-homes": lambda reasons: (void_lines(reasons),),
    "together": lambda reasons: (shared_lines(reasons),),
}
"""Every list by its name, in reading order."""
