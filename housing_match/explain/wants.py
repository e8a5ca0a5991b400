"""What people want of a home, need by need in the rules' own words, and which places have it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from housing_match.assess import Assessment
from housing_match.criteria import MUST, Criterion, Rule, Unknown, Verdict
from housing_match.domain import Place, Resident
from housing_match.domain.codes import ACCESS_NEED, BEHAVIOUR_SUPPORT, NIGHT_SUPPORT, STAFF_RATIO

DATED = {"as_of"}
"""Facts that are no matter of where a home stands."""
NO_NEEDS: Mapping[str, Any] = {
    "access_need": ACCESS_NEED[-1],
    "equipment_needed": frozenset(),
    "behaviour_support": BEHAVIOUR_SUPPORT[0],
    "design_needed": frozenset(),
    "skills_needed": frozenset(),
    "night_support": NIGHT_SUPPORT[0],
    "staff_ratio": STAFF_RATIO[0],
    "lives": "either",
    "max_housemates": None,
    "sharing": frozenset(),
}
"""The needs that make a kind of home, as they are of a person who has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """People who are known to have one and the same need, and the places that meet it for any of them."""

    rule: str
    title: str
    wanted: str
    resident_ids: tuple[str, ...]
    bedspace_ids: tuple[str, ...]
    """Whatever else the people need; places of unknown fit are not among them."""


def wants(assessment: Assessment, residents: Sequence[Resident], places: Sequence[Place]) -> tuple[Want, ...]:
    """Each need of these people for a kind of home, in the policy's order, those of most people first.

    Each is judged as if the person had no other; of a list, each thing by itself. `places` are those looked at.
    """
    found: list[Want] = []
    for rule in assessment.policy:
        if _about_the_home(rule):
            some = _wants(assessment, rule, residents, places)
            found += sorted(some, key=lambda one: (-len(one.resident_ids), one.wanted))
    return tuple(found)


def _about_the_home(rule: Rule) -> bool:
    """Whether the rule compares such a need with what a home is, wherever it stands and whoever lives there."""
    criterion = rule.criterion
    if not isinstance(criterion, Criterion) or rule.mode != MUST or not criterion.reads_place:
        return False
    return not NO_NEEDS.keys().isdisjoint(criterion.reads_resident) and DATED.issuperset(criterion.reads_facts)


def _alone(resident: Resident, criterion: Criterion) -> Iterator[Resident]:
    """The person with one need of those that the rule reads, and no other; once for each."""
    fields = [one for one in criterion.reads_resident if one in NO_NEEDS]
    bare = replace(resident, **{one: NO_NEEDS[one] for one in fields})
    for field in fields:
        need = getattr(resident, field)
        if isinstance(need, frozenset):
            needs: list[Any] = [frozenset({one}) for one in sorted(need)]
        else:
            needs = [] if need in (None, NO_NEEDS[field]) else [need]
        yield from (replace(bare, **{field: one}) for one in needs)


def _wants(assessment: Assessment, rule: Rule, residents: Sequence[Resident], looked_at: Sequence[Place]) -> list[Want]:
    criterion = rule.criterion
    if not assessment.places or not isinstance(criterion, Criterion):
        return []
    alike: dict[tuple[object, ...], list[Resident]] = {}
    for resident in residents:
        for one in _alone(resident, criterion):
            alike.setdefault(tuple(getattr(one, field) for field in criterion.reads_resident), []).append(one)
    kinds = {_read(criterion, one): one for one in assessment.places}
    together: dict[str, tuple[set[str], set[str]]] = {}
    for people in alike.values():
        facts = assessment.geography.facts(people[0].resident_id, assessment.places[0].home_id, assessment.scenario)
        said = {kind: rule.judge(people[0], place, facts) for kind, place in kinds.items()}
        heard = [one for one in said.values() if one is not None]
        if len(heard) < len(said) or any(isinstance(one, Unknown) and not one.about_home for one in heard):
            continue  # no need of the person's own, or one that is not known
        met = {kind for kind, one in said.items() if one is not None and one.verdict == Verdict.MET}
        # A home for one sex or age makes the rule say more: the least that it says is the want.
        wanted = min((one.wanted for one in heard), key=lambda text: (len(text), text))
        who, where = together.setdefault(wanted, (set(), set()))
        who.update(one.resident_id for one in people)
        where.update(one.bedspace_id for one in looked_at if _read(criterion, one) in met)
    return [
        Want(
            rule=rule.name,
            title=criterion.title,
            wanted=wanted,
            resident_ids=tuple(sorted(who)),
            bedspace_ids=tuple(sorted(where)),
        )
        for wanted, (who, where) in together.items()
    ]


def _read(criterion: Criterion, place: Place) -> tuple[object, ...]:
    return tuple(getattr(place, field) for field in criterion.reads_place)
