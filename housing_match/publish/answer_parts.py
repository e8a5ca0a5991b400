"""Parts that the answers about people and about places share: who lives there, what a place offers, a chain's steps."""

from housing_match.criteria.comparing import FOR_WHOM, code_words
from housing_match.domain import Geography, Place
from housing_match.explain import Match, Reasons, stays
from housing_match.explain.sharing import JOINED
from housing_match.publish.answer import Part
from housing_match.publish.words import TITLE, counted, day_words, home_words, list_words, pounds

FLAG_WORDS = {
    "someone_joins": "somebody joins this home",
    "over_hours": "more support hours than the home can staff",
    "hours_unknown": "support hours of somebody not known",
    "tenant_of_another_authority": "a tenant of another authority lives here",
    "risk_to_anyone_shares": "somebody who may be a risk to anyone shares",
}


def flag_words(flag: str) -> str:
    """A flag of a shared home in words; `stands_today:RULE` names the rule."""
    rule = flag.removeprefix("stands_today:")
    return f"not kept today and left as it is: “{TITLE[rule]}”" if rule != flag else FLAG_WORDS[flag]


def household_part(reasons: Reasons, home_id: str) -> Part:
    """Every bedspace of a home, today and when the plan is done, with the hours against the limit."""
    world = reasons.assessment.world
    own_door = world.home[home_id].own_door
    sentences = ["Every bedspace has its own front door."] if own_door else []
    shared = reasons.shared_home_of.get(home_id)
    if shared is not None:
        limit = "no limit" if shared.hours_limit is None else f"a limit of {shared.hours_limit}"
        sentences.append(f"When the plan is done: {shared.hours} known support hours a week, against {limit}.")
        flags = [flag_words(flag) for flag in shared.flags if flag != JOINED]
        if flags:
            sentences.append(f"To look at: {', '.join(flags)}.")
    rows = []
    for room in world.bedspaces_of[home_id]:
        today = room.occupant_id or ("a tenant of another authority" if room.status == "occupied" else "nobody")
        after = reasons.taker_of.get(room.bedspace_id) or (today if stays(reasons.plan, room) else "nobody")
        rows.append((room.bedspace_id, code_words(room.status), today, after))
    return Part(
        title="Who lives there" if own_door else "Who lives together",
        sentences=tuple(sentences),
        columns=("Bedspace", "Status today", "Lives there today", "When the plan is done"),
        rows=tuple(rows),
    )


def offer_part(geography: Geography, place: Place, sentences: tuple[str, ...] = ()) -> Part:
    """What a place offers, as its tables say, after these sentences; and its PTAL where that is known."""
    home = geography.world.home[place.home_id]
    ptal = geography.of_home("ptal", geography.home_column[place.home_id])
    ages = f"{place.age_min or 18} to {place.age_max}" if place.age_max else f"{place.age_min or 18} or older"
    hours = "no limit" if place.support_hours_week is None else f"{place.support_hours_week} a week"
    unmet = f", of which {pounds(place.rent_unmet_weekly)} beyond housing benefit" if place.rent_unmet_weekly else ""
    rent = "not known" if place.weekly_rent is None else f"{pounds(place.weekly_rent)} a week{unmet}"
    lift = "lift not known" if place.lift is None else ("with a lift" if place.lift else "no lift")
    floor = "not known" if place.floor is None else str(place.floor or "ground")
    return Part(
        title="What it offers",
        sentences=sentences,
        columns=("What", "Offered"),
        rows=(
            ("Kind of home", f"{code_words(place.home_type)}, {code_words(place.setting)}"),
            ("Accessibility category", code_words(place.ahr_category)),
            ("Floor", f"{floor}, {lift}"),
            ("Equipment", list_words(place.equipment)),
            ("Design", list_words(place.design)),
            ("Behaviour that challenges: support", code_words(place.behaviour_support)),
            ("Skills of the team", list_words(place.skills)),
            ("Support at night", code_words(place.night_support)),
            ("Staff for one person", code_words(place.staff_ratio)),
            ("Support hours it can staff", hours),
            ("For whom", f"{FOR_WHOM.get(place.sex or '', 'anyone')}, {ages}"),
            ("Move-on home", "not known" if place.move_on is None else ("yes" if place.move_on else "no")),
            ("Ways of living", list_words(place.ways_of_living)),
            ("Rent", rent),
            ("Provider and landlord", f"{home.provider}; {home.landlord or 'landlord not known'}"),
            *((("Public transport accessibility level (PTAL)", f"{ptal}, of 0 (poor) to 6b"),) if ptal else ()),
        ),
    )


def chain_part(reasons: Reasons, match: Match) -> Part:
    """The steps of a person's chain in order, each with what it waits for."""
    world, steps = reasons.assessment.world, reasons.chain_of[match.move.chain_id]
    closed = match.move.chain_id in reasons.plan.cycles
    before = {one.move.from_bedspace_id: one.move.resident_id for one in steps if one.move.from_bedspace_id}
    rows = []
    for one in steps:
        move, home_id = one.move, one.home_id
        leaver = before.get(move.bedspace_id)
        free_from = world.bedspace[move.bedspace_id].available_from
        waits_for = f"{leaver} to leave {move.bedspace_id}" if leaver else "nobody: it is free"
        if not leaver and free_from is not None and free_from > reasons.assessment.scenario.as_of:
            waits_for = f"{move.bedspace_id} to be ready on {day_words(free_from)}"
        start = move.from_bedspace_id or code_words(world.resident[move.resident_id].situation)
        ends = f"{move.bedspace_id}, {home_words(world, home_id)}"
        rows.append((str(move.step), move.resident_id, start, ends, waits_for, day_words(one.earliest_date)))
    said = "Closed cycle: someone needs a short stay elsewhere first." if closed else "Step 1 enters the empty place."
    alone = "This move waits for no other." if len(steps) == 1 else f"{counted(len(steps), 'move')}. {said}"
    return Part(
        title="The chain, step by step",
        sentences=(alone,),
        columns=("Step", "Person", "From", "To", "Waits for", "Earliest date"),
        rows=tuple(rows),
    )
