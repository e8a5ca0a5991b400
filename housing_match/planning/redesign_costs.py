"""What redesigns change in weekly cost, payer by payer and person by person, against the plan without."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from housing_match.domain import Redesign, Resident
from housing_match.planning.built import Built
from housing_match.planning.money import Bill, bill_at, bill_today
from housing_match.solve import void_cost_change

COSTS = ("weekly_rent", "rent_unmet_weekly", "weekly_core_cost", "hourly_rate")


@dataclass(frozen=True, kw_only=True)
class CostChange:
    """Pounds a week more than in the plan without: by payer, for voids, and for running the homes, whoever lives there.

    `unknown_ids` are people of whom some part is not known; they are in none of the figures.
    """

    by_payer: Mapping[str, int]
    voids_pounds: int
    running_pounds: int
    unknown_ids: tuple[str, ...]

    @property
    def total_pounds(self) -> int:
        """All of it together."""
        return sum(self.by_payer.values()) + self.voids_pounds + self.running_pounds


def cost_change(today: Built, then: Built, redesigns: Sequence[Redesign]) -> CostChange:
    """Everybody whom the two plans put in different places, and all who stay in a home of which the rates change."""
    changed = Counter[str]()
    unknown = []
    stayers = _stayers(then, redesigns)
    elsewhere = {who for who in today.world.resident if _room(today, who) != _room(then, who)}
    for who in sorted(elsewhere | stayers):
        resident = today.world.resident[who]
        steps = [(_bill(today, resident), _bill(then, resident))] if who in elsewhere else []
        at_home = [_bills_at_home(then, resident)] if who in stayers else []
        bills = [(before, after) for before, after in (*steps, *at_home) if before is not None and after is not None]
        if len(bills) < len(steps) + len(at_home):
            unknown.append(who)
            continue
        for before, after in bills:
            changed.update(after.pounds)
            changed.subtract(before.pounds)
    voids = [void_cost_change(one.world, one.plan.bedspace_of) for one in (today, then)]
    return CostChange(
        by_payer=dict(changed),
        voids_pounds=voids[1] - voids[0],
        running_pounds=sum(one.running_pounds_per_week for one in redesigns),
        unknown_ids=tuple(unknown),
    )


def _stayers(then: Built, redesigns: Sequence[Redesign]) -> frozenset[str]:
    """Those who stay in a home redesigned, where it costs something else afterwards."""
    world, today = then.world, then.world.today
    return frozenset(
        room.occupant_id
        for one in redesigns
        for room in today.bedspaces_of[one.home_id]
        if room.occupant_id in today.incumbent_of
        and room.occupant_id not in (world.must_leave | then.plan.bedspace_of.keys())
        and _rates(then, room.bedspace_id, today=True) != _rates(then, room.bedspace_id, today=False)
    )


def _rates(built: Built, room: str, *, today: bool) -> tuple[int | None, ...]:
    place = built.world.place_today(room) if today else built.world.place(room)
    return tuple(getattr(place, name) for name in COSTS)


def _room(built: Built, who: str) -> str | None:
    return built.plan.bedspace_of.get(who)


def _bill(built: Built, resident: Resident) -> Bill | None:
    """Who pays what when the plan is done; who is not moved has the arrangement of today."""
    room = _room(built, resident.resident_id)
    return bill_today(resident) if room is None else bill_at(resident, built.world.place(room))


def _bills_at_home(built: Built, resident: Resident) -> tuple[Bill | None, Bill | None]:
    """By the home's rates today and by those once it is redesigned."""
    room = built.world.incumbent_of[resident.resident_id]
    return bill_at(resident, built.world.place_today(room)), bill_at(resident, built.world.place(room))
