"""A plan as tables in words, a line a person or place: who moves, who waits, what stays empty, who lives together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from housing_match.criteria.comparing import code_words
from housing_match.domain import Resident
from housing_match.explain import Match, Reasons, SharedHome, Void, Waiting
from housing_match.explain.sharing import JOINED
from housing_match.explain.voids import LABELS, MATCHED
from housing_match.places.authorities import authority_name
from housing_match.publish.answer_parts import flag_words
from housing_match.publish.person_answers import why_not_in_plan
from housing_match.publish.words import (
    FLAG_TITLES,
    KIND_TITLES,
    LABEL_TITLES,
    TITLE,
    counted,
    home_words,
)

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A table whose every line is about one id: the person, bedspace or home whose answer says more."""

    key: str
    """Which table it is, in one word."""
    title: str
    about: tuple[str, ...]
    rows: tuple[Row, ...]


def match_lines(reasons: Reasons) -> Lines:
    """Everybody who moves, chain by chain."""
    return Lines(
        key="matches",
        title=counted(len(reasons.matches), "person is", "people are") + " proposed a home",
        about=tuple(one.move.resident_id for one in reasons.matches),
        rows=_without_empty_columns([_match(reasons, one) for one in reasons.matches]),
    )


def _match(reasons: Reasons, match: Match) -> Row:
    move, home = match.move, reasons.assessment.world.home[match.home_id]
    return {
        "Person": move.resident_id,
        "Place": move.bedspace_id,
        "Home": home.name,
        "Fit of 1,000": move.fit,
        "Minutes to family": match.family_minutes,
        "Look at first": ", ".join(FLAG_TITLES[flag] for flag in match.flags),
        "Step": f"{move.step} of {len(reasons.chain_of[move.chain_id])}",
        "Chain": move.chain_id,
        "Borough": authority_name(home.borough),
    }


def waiting_lines(reasons: Reasons) -> tuple[Lines, ...]:
    """Everybody who waits, by why, that of most people first."""
    kinds: dict[str, list[Waiting]] = {}
    for one in reasons.waiting:
        kinds.setdefault(one.kind, []).append(one)
    return tuple(
        Lines(
            key=kind,
            title=f"{counted(len(found), 'person', 'people')}: {KIND_TITLES[kind]}",
            about=tuple(one.resident_id for one in found),
            rows=_without_empty_columns([_waiting(reasons, one) for one in found]),
        )
        for kind, found in sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0]))
    )


def _waiting(reasons: Reasons, wait: Waiting) -> Row:
    world = reasons.assessment.world
    resident = world.resident[wait.resident_id]
    blocked = [f"{TITLE[rule]} ({places:,})" for rule, places in wait.blocked_by[:1]]
    return {
        "Person": wait.resident_id,
        "Band": resident.priority_band,
        "To ask": " ".join(wait.questions),
        "Rule that blocks most (places blocked)": "".join(blocked),
        "Nearest home": "".join(home_words(world, one) for one in wait.nearest_homes[:1]),
        "Waiting since": resident.waiting_since,
        "Needs to move": "yes" if resident.needs_move else "would gain",
    }


def _without_empty_columns(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without the columns in which none of them has anything."""
    used = [name for name in (rows[0] if rows else {}) if any(row[name] not in ("", None) for row in rows)]
    return tuple({name: row[name] for name in used} for row in rows)


def void_lines(reasons: Reasons, labels: Collection[str] = LABELS) -> Lines:
    """Every empty home of these labels, those that the plan leaves empty first, the dearest before the others."""
    ordered = sorted(
        (one for one in reasons.voids if one.label in labels),
        key=lambda one: (one.label == MATCHED, -(one.weekly_void_cost or 0), one.bedspace_id),
    )
    left = sum(one.label != MATCHED for one in ordered)
    return Lines(
        key="voids",
        title=f"{counted(len(ordered), 'empty home')}; the plan fills {len(ordered) - left:,} and leaves {left:,}",
        about=tuple(one.bedspace_id for one in ordered),
        rows=tuple(_void(reasons, one) for one in ordered),
    )


def _void(reasons: Reasons, void: Void) -> Row:
    near, left = void.nearest_people, reasons.left_empty_of.get(void.bedspace_id)
    taker = reasons.taker_of.get(void.bedspace_id)
    stops = [TITLE[rule] for rule, _ in left.stopped_by[:1]] if left else []
    if not taker and not left and near:
        stops = [TITLE[rule] for rule in near[0].blocking_rules[:1]]
    people = [taker] if taker else [one.resident_id for one in near]
    return {
        "Place": void.bedspace_id,
        "£ a week": void.weekly_void_cost,
        "Weeks": void.weeks_empty,
        "What becomes of it": "left out by the scenario" if void.left_out else LABEL_TITLES[void.label],
        "What blocks it": "".join(stops),
        "Nearest people": ", ".join(people),
        "Home": reasons.assessment.world.home[void.home_id].name,
    }


def shared_lines(reasons: Reasons) -> Lines:
    """Every home in which somebody lives when the plan is done, those that somebody joins first."""
    ordered = sorted(reasons.shared_homes, key=lambda one: (JOINED not in one.flags, one.home_id))
    joined = sum(JOINED in one.flags for one in ordered)
    return Lines(
        key="together",
        title=f"{counted(len(ordered), 'home')} with people in them when the plan is done; somebody joins {joined:,}",
        about=tuple(one.home_id for one in ordered),
        rows=tuple(_shared(reasons, one) for one in ordered),
    )


def _shared(reasons: Reasons, shared: SharedHome) -> Row:
    home = reasons.assessment.world.home[shared.home_id]
    stay = [who for who in shared.resident_ids if who not in shared.moved_in]
    others = [f"{shared.other_tenants} of another authority"] if shared.other_tenants else []
    return {
        "Home": home_words(reasons.assessment.world, shared.home_id),
        "Kind": code_words(home.home_type),
        "Moves in": ", ".join(shared.moved_in),
        "Lives there already": ", ".join([*stay, *others]),
        "Known hours a week": float(shared.hours),
        "Limit": None if shared.hours_limit is None else float(shared.hours_limit),
        "To look at": ", ".join(flag_words(flag) for flag in shared.flags if flag != JOINED),
    }


def people_named(reasons: Reasons) -> dict[str, str]:
    """Everybody in the tables by resident_id, each with what becomes of them, to choose from."""
    return {one.resident_id: f"{one.resident_id}: {_fate(reasons, one)}" for one in reasons.assessment.world.residents}


def _fate(reasons: Reasons, resident: Resident) -> str:
    who = resident.resident_id
    if who in reasons.match_of:
        return f"proposed {reasons.match_of[who].move.bedspace_id}"
    if who in reasons.waiting_of:
        return f"waits, {KIND_TITLES[reasons.waiting_of[who].kind]}"
    return f"not in the plan, {why_not_in_plan(reasons.assessment, resident)}"


def places_named(reasons: Reasons) -> dict[str, str]:
    """Every home by home_id and every bedspace by bedspace_id, those of a home after it, to choose from."""
    world = reasons.assessment.world
    named = {}
    for home in world.homes:
        named[home.home_id] = f"{home.home_id}: {home.name}"
        for room in world.bedspaces_of[home.home_id]:
            named[room.bedspace_id] = f"{room.bedspace_id}: {code_words(room.status)} in {home.name}"
    return named


def lines_at(lines: Lines, reasons: Reasons, chosen: str | None) -> Sequence[int]:
    """The lines about an id; of a home also those about its bedspaces and about whoever moves in."""
    if chosen is None:
        return []
    world = reasons.assessment.world
    rooms = {one.bedspace_id for one in world.bedspaces_of.get(chosen, ())} | {chosen}
    movers = {reasons.taker_of[room] for room in rooms if room in reasons.taker_of}
    return [at for at, about in enumerate(lines.about) if about in rooms | movers]
