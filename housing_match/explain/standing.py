"""How things stand before any plan: who waits, who is away only for lack of a home, what stands empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from housing_match.assess import Assessment
from housing_match.criteria import MUST, Criterion, Rule, Unknown, Verdict
from housing_match.domain import Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class BoroughStanding:
    """One borough: its people wherever they live, and the voids inside it."""

    borough: str
    known: int
    need_a_move: int
    out_of_borough: int
    out_for_lack_of_a_home: int
    voids: int
    weekly_void_cost: int
    """Whole pounds; voids of unknown cost count nothing."""
    voids_of_unknown_cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStanding:
    """One known need of people who need a move, in the words of its rule, beside the voids that meet it."""

    title: str
    wanted: str
    resident_ids: tuple[str, ...]
    out_for_lack_of_a_home: int
    void_ids: tuple[str, ...]
    """Voids that meet this one need, whatever other needs the people have; those of unknown fit do not count."""

    @property
    def people(self) -> int:
        """How many need it."""
        return len(self.resident_ids)

    @property
    def voids(self) -> int:
        """How many voids meet it."""
        return len(self.void_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Every borough with people or homes, and the needs of those who need a move."""

    boroughs: tuple[BoroughStanding, ...]
    needs: tuple[NeedStanding, ...]
    away_for_lack_of_a_home: tuple[str, ...]
    """Their resident_ids."""


def standing(assessment: Assessment) -> Standing:
    """How things stand on the scenario's date."""
    world = assessment.world
    codes = sorted({one.borough for one in world.residents} | {one.borough for one in world.homes})
    return Standing(
        boroughs=tuple(_borough(assessment, code) for code in codes),
        needs=_needs(assessment),
        away_for_lack_of_a_home=tuple(
            one.resident_id for one in world.residents if _out_for_lack_of_a_home(assessment, one)
        ),
    )


def _borough(assessment: Assessment, code: str) -> BoroughStanding:
    world = assessment.world
    people = [one for one in world.residents if one.borough == code]
    waiting = {one.resident_id for one in assessment.residents if one.needs_move}
    away = [one for one in people if assessment.geography.outside_borough(one.resident_id)]
    voids = [one for one in assessment.places if one.status == "void" and one.borough == code]
    return BoroughStanding(
        borough=code,
        known=len(people),
        need_a_move=sum(one.resident_id in waiting for one in people),
        out_of_borough=len(away),
        out_for_lack_of_a_home=sum(_out_for_lack_of_a_home(assessment, one) for one in people),
        voids=len(voids),
        weekly_void_cost=sum(one.weekly_void_cost or 0 for one in voids),
        voids_of_unknown_cost=sum(one.weekly_void_cost is None for one in voids),
    )


def _needs(assessment: Assessment) -> tuple[NeedStanding, ...]:
    """Each need that a rule about the home alone looks at, in the policy's order, wants of most people first."""
    voids = [one for one in assessment.places if one.status == "void"]
    waiting = [one for one in assessment.residents if one.needs_move]
    found: list[NeedStanding] = []
    for rule in assessment.policy:
        if _about_the_home(rule):
            wants = _wants(assessment, rule, waiting, voids)
            found += sorted(wants, key=lambda one: (-one.people, one.wanted))
    return tuple(found)


def _about_the_home(rule: Rule) -> bool:
    """Whether the rule compares what a person needs with what a home is, wherever it stands and whoever lives there."""
    criterion = rule.criterion
    if not isinstance(criterion, Criterion) or rule.mode != MUST:
        return False
    return bool(criterion.reads_resident and criterion.reads_place) and not criterion.reads_facts


def _wants(
    assessment: Assessment, rule: Rule, waiting: Sequence[Resident], voids: Sequence[Place]
) -> Iterator[NeedStanding]:
    if not voids or not isinstance(rule.criterion, Criterion):
        return
    alike: dict[tuple[object, ...], list[Resident]] = {}
    for one in waiting:
        alike.setdefault(tuple(getattr(one, field) for field in rule.criterion.reads_resident), []).append(one)
    for people in alike.values():
        facts = assessment.geography.facts(people[0].resident_id, voids[0].home_id, assessment.scenario)
        said = [rule.judge(people[0], void, facts) for void in voids]
        wants = {one.wanted for one in said if one is not None}
        if wants and not any(isinstance(one, Unknown) and not one.about_home for one in said):
            yield NeedStanding(
                title=rule.criterion.title,
                wanted=min(wants),
                resident_ids=tuple(one.resident_id for one in people),
                out_for_lack_of_a_home=sum(_out_for_lack_of_a_home(assessment, one) for one in people),
                void_ids=tuple(
                    void.bedspace_id
                    for void, one in zip(voids, said, strict=True)
                    if one is None or one.verdict == Verdict.MET
                ),
            )


def _out_for_lack_of_a_home(assessment: Assessment, resident: Resident) -> bool:
    away = assessment.geography.outside_borough(resident.resident_id)
    return bool(away) and resident.out_of_borough_reason == "no_suitable_home"
