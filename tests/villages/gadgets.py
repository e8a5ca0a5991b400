"""Gadgets of the planted boroughs: a few people and homes in which a plan rule, and nothing else, decides.

All others are barred from a gadget's homes and its people from all others (planted.py), so each can be proved alone.
Everybody named here is in band B with needs_move = yes, unless said, and waits equally long. Minutes to family score
10 → 100, 20 → 93, 30 → 80, 60 → 40, 120 → 0; all homes are alike otherwise.
"""

from datetime import date
from decimal import Decimal

from housing_match.domain import HousematePair
from tests.villages.building import home, let, resident, void

PEOPLE_A_SET, HOMES_A_SET = 6, 7
SINCE = date(2025, 3, 1)


def plant_gadgets(ground, number):
    """One of each gadget: six people, seven homes; the rule that the sitting tenant brings in changes by number."""
    _sitting_tenant(ground, ("housemates", "support_capacity", "same_sex", "compatibility")[number % 4])
    _too_many_hours(ground)
    _two_together(ground)


def _sitting_tenant(ground, rule):
    """T's family is nearer to the free bedspace of a shared house, but the tenant there makes the house impossible.

    The tenant is settled, needs no move and so stays in every plan; T and the tenant may not share by the rule named.
    So T cannot go to the house in any plan, and the flat at 20 minutes is T's only place: housed needs it.
    """
    about_tenant, about_t, limit = {
        "housemates": ({}, {}, None),
        "support_capacity": ({"support_hours_week": Decimal(25)}, {"support_hours_week": Decimal(11)}, Decimal(35)),
        "same_sex": ({"sex": "M"}, {"housemate_sex": "same"}, None),
        "compatibility": ({"sharing": frozenset({"frail"})}, {"sharing": frozenset({"risk_to_frail"})}, None),
    }[rule]
    house, flat = ground.new_home_id(), f"H{len(ground.homes) + 2:04d}"
    ground.homes += [home(house, "shared_house", support_hours_week=limit), home(flat)]
    tenant, t = ground.new_resident_id(), f"S{len(ground.residents) + 2:04d}"
    ground.residents += [
        resident(
            tenant,
            situation="supported_living",
            current_postcode=ground.homes[-2].postcode,
            current_bedspace_id=f"{house}-1",
            needs_move=False,
            **about_tenant,
        ),
        resident(t, priority_band="B", waiting_since=SINCE, **about_t),
    ]
    if rule == "housemates":
        ground.housemates.append(HousematePair(resident_id=tenant, other_id=t, relation="must_apart"))
    ground.bedspaces += [let(f"{house}-1", tenant), void(f"{house}-2"), void(f"{flat}-1")]
    ground.minutes |= {(t, house): 10, (t, flat): 20}
    ground.own_homes |= {house: {tenant, t}, flat: {t}}
    ground.plan[t] = f"{flat}-1"


def _too_many_hours(ground):
    """A and B would both do best in a house of two that can staff the hours of one.

    A and B need 20 hours each and the house has 30, so at most one of them is there. Each has a flat that only they
    may have: A's at 120 minutes, B's at 30. Both are housed in any best plan, so either A is in the house and B in the
    flat (family 100 and 80), or the other way round (0 and 100), or both in flats (0 and 80): the first has most fit.
    The house's bedspaces are one place class, so A gets its first.
    """
    house, flat_a, flat_b = (f"H{len(ground.homes) + offset:04d}" for offset in (1, 2, 3))
    ground.homes += [home(house, "shared_house", support_hours_week=Decimal(30)), home(flat_a), home(flat_b)]
    a, b = (f"S{len(ground.residents) + offset:04d}" for offset in (1, 2))
    ground.residents += [
        resident(who, priority_band="B", support_hours_week=Decimal(20), waiting_since=SINCE) for who in (a, b)
    ]
    ground.bedspaces += [void(f"{house}-1"), void(f"{house}-2"), void(f"{flat_a}-1"), void(f"{flat_b}-1")]
    ground.minutes |= {(a, house): 10, (b, house): 10, (a, flat_a): 120, (b, flat_b): 30}
    ground.own_homes |= {house: {a, b}, flat_a: {a}, flat_b: {b}}
    ground.plan |= {a: f"{house}-1", b: f"{flat_b}-1"}


def _two_together(ground):
    """C and D must live together; C alone would do better in a flat.

    D may only have the house, so to house both, and band B is housed first, D is in the house and C with D: the flat
    at 10 minutes stays empty though C could have it. The house's two bedspaces are one place class: in id order.
    """
    house, flat = (f"H{len(ground.homes) + offset:04d}" for offset in (1, 2))
    ground.homes += [home(house, "shared_house"), home(flat)]
    c, d = (f"S{len(ground.residents) + offset:04d}" for offset in (1, 2))
    ground.residents += [resident(who, priority_band="B", waiting_since=SINCE) for who in (c, d)]
    ground.housemates.append(HousematePair(resident_id=c, other_id=d, relation="must_together"))
    ground.bedspaces += [void(f"{house}-1"), void(f"{house}-2"), void(f"{flat}-1")]
    ground.minutes |= {(c, house): 60, (d, house): 60, (c, flat): 10}
    ground.own_homes |= {house: {c, d}, flat: {c}}
    ground.plan |= {c: f"{house}-1", d: f"{house}-2"}
