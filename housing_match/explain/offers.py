"""Offers: those that a plan asks to be made, and what the answers ask of the plan that is made next."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from housing_match.domain import CHANGES, Offer, Pair, Plan, Scenario, World

ACCEPT, DECLINE, DEFER, WITHDRAWN = "accept", "decline", "defer", "withdrawn"
REFUSED = (DECLINE, WITHDRAWN)
PAUSE, REASSESS, EXCLUDE_HOME, EXCLUDE_AREA = "pause_until", "reassess", "exclude_home", "exclude_area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """Places that one person is not to be proposed again, and the offer whose answer says so."""

    offer: Offer
    bedspace_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Somebody who asked for no offers now; band and waiting date stay as they are."""

    resident_id: str
    until: date | None
    """The day of the next offers; None until the person is reassessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What answers ask of the next plan: pairs of resident_id and bedspace_id to keep, places barred, people left out.

    `scenario` says all of it, with the present plan as the published one. Nothing of it is about a person's band or
    waiting date: those stand in the tables, and no answer changes the tables.
    """

    scenario: Scenario
    accepted: tuple[Pair, ...]
    standing: tuple[Pair, ...]
    """Offers of the present plan that are out or deferred."""
    barred: tuple[Barred, ...]
    left_out: tuple[LeftOut, ...]
    released: tuple[Pair, ...] = ()
    """Offers that are out or deferred and that no plan could keep any more."""

    def without_standing(self) -> "Answered":
        """The same, but that offers which are out or deferred need not be kept."""
        pins = tuple(one for one in self.scenario.pins if one not in self.standing)
        return replace(self, scenario=replace(self.scenario, pins=pins), standing=(), released=self.standing)


def offers_to_make(world: World, scenario: Scenario, plan: Plan) -> tuple[Offer, ...]:
    """The offers that were made, then one to make for each move for which none is accepted, out or deferred."""
    done = {(one.resident_id, one.bedspace_id) for one in world.offers if one.answer == ACCEPT or _is_out(one)}
    new = (
        Offer(
            offer_id=_offer_id(scenario, move.resident_id, move.bedspace_id),
            resident_id=move.resident_id,
            bedspace_id=move.bedspace_id,
        )
        for move in plan.moves
        if (move.resident_id, move.bedspace_id) not in done
    )
    return (*(one for one in world.offers if one.offered_on is not None), *new)


def answered(world: World, scenario: Scenario, bedspace_of: Mapping[str, str]) -> Answered:
    """What the answers in the tables ask of the plan after this one (resident_id → bedspace_id).

    Accepted pairs are kept, and so are offers of this plan that are out or deferred. What was declined or withdrawn is
    barred: that bedspace, the home or its postcode district. Whoever asked for a pause, or to be reassessed, is left
    out until then. An acceptance, and any later offer, ends what the same person's earlier answers asked.
    """
    accepted = {
        one.resident_id: one.bedspace_id
        for one in world.offers
        if one.answer == ACCEPT and world.incumbent_of.get(one.resident_id) != one.bedspace_id  # else it is done
    }
    left_out = tuple(_left_out(world, scenario, accepted))
    away = {one.resident_id for one in left_out}
    standing = {
        one.resident_id: one.bedspace_id
        for one in world.offers
        if _is_out(one)
        and bedspace_of.get(one.resident_id) == one.bedspace_id
        and one.resident_id not in accepted.keys() | away
        and one.bedspace_id not in accepted.values()
    }
    promised = standing | accepted
    barred = tuple(_barred(world, promised))
    return Answered(
        scenario=_next(world, scenario, bedspace_of, promised, barred, away),
        accepted=_pairs(accepted),
        standing=_pairs(standing),
        barred=barred,
        left_out=left_out,
    )


def _is_out(offer: Offer) -> bool:
    """Whether the offer was made and neither accepted nor refused."""
    return offer.offered_on is not None and offer.answer in (None, DEFER)


def _left_out(world: World, scenario: Scenario, accepted: Mapping[str, str]) -> Iterator[LeftOut]:
    """Those whose pause or wish to be reassessed still holds, in id order; of several the latest."""
    until: dict[str, date | None] = {}
    for one in sorted(world.offers, key=lambda one: one.answered_on or date.min):
        asked = one.consequence in (PAUSE, REASSESS) and one.resident_id not in accepted
        over = one.paused_until is not None and one.paused_until <= scenario.as_of
        if asked and not over and not _offered_since(world, one):
            until[one.resident_id] = one.paused_until
    for who in sorted(until):
        yield LeftOut(resident_id=who, until=until[who])


def _offered_since(world: World, refusal: Offer) -> bool:
    """Whether the person was offered something after this answer, which ends the pause that it asked for."""
    return any(
        one.offered_on is not None and refusal.answered_on is not None and one.offered_on > refusal.answered_on
        for one in world.offers
        if one.resident_id == refusal.resident_id
    )


def _barred(world: World, promised: Mapping[str, str]) -> Iterator[Barred]:
    """For each refusal the places that it bars, but for one that the same person was promised."""
    for one in world.offers:
        if one.answer in REFUSED:
            rooms = [room for room in _covered(world, one) if promised.get(one.resident_id) != room]
            yield Barred(offer=one, bedspace_ids=tuple(rooms))


def _covered(world: World, refusal: Offer) -> Iterator[str]:
    """The bedspaces that a refusal is about: the one offered, all of its home, or all of its postcode district."""
    home = world.home[world.home_of(refusal.bedspace_id)]
    for room in world.bedspaces:
        other = world.home[room.home_id]
        same_home = refusal.consequence == EXCLUDE_HOME and other.home_id == home.home_id
        same_area = refusal.consequence == EXCLUDE_AREA and _district(other.postcode) == _district(home.postcode)
        if same_home or same_area or room.bedspace_id == refusal.bedspace_id:
            yield room.bedspace_id


def _district(postcode: str) -> str:
    """The part of a postcode before the last three characters, such as SW1A."""
    return postcode[:-3]


def _next(
    world: World,
    scenario: Scenario,
    bedspace_of: Mapping[str, str],
    promised: Mapping[str, str],
    barred: tuple[Barred, ...],
    away: set[str],
) -> Scenario:
    """The scenario with the answers in it; what somebody answered stands before what it said of them itself."""
    refused = {(one.offer.resident_id, room) for one in barred for room in one.bedspace_ids}
    pins = [
        one
        for one in scenario.pins
        if one.resident_id not in promised and (one.resident_id, one.bedspace_id) not in refused
    ]
    bans = {(one.resident_id, one.bedspace_id, one.home_id) for one in scenario.bans}
    bans |= {(who, room, None) for who, room in refused}
    bans -= {(who, room, None) for who, room in promised.items()}
    paused_once = {one.resident_id for one in world.offers if one.consequence in (PAUSE, REASSESS)}
    return replace(
        scenario,
        pins=(*pins, *_pairs(promised)),
        bans=tuple(
            Pair(resident_id=who, bedspace_id=room, home_id=home_id)
            for who, room, home_id in sorted(bans, key=lambda ban: tuple(part or "" for part in ban))
        ),
        exclude=(scenario.exclude - paused_once) | away,
        published_plan=_pairs(bedspace_of),
        goals=scenario.goals if CHANGES.name in scenario.goals else (*scenario.goals, CHANGES.name),
    )


def _pairs(bedspace_of: Mapping[str, str]) -> tuple[Pair, ...]:
    return tuple(Pair(resident_id=who, bedspace_id=room) for who, room in sorted(bedspace_of.items()))


def _offer_id(scenario: Scenario, resident_id: str, bedspace_id: str) -> str:
    """A name that follows from the plan's date, the person and the place."""
    said = f"{scenario.as_of}|{resident_id}|{bedspace_id}"
    return "O" + hashlib.sha256(said.encode()).hexdigest()[:10]
