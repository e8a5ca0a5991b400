"""What a rule is: a criterion about one person and one place, or a plan rule about people who would share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Any, ClassVar

from housing_match.domain import Facts, Household, Mean, Place, Resident, World

MUST, PREFER, IGNORE = "must", "prefer", "ignore"
ANY_MODE = (MUST, PREFER, IGNORE)
"""Modes of a requirement that a scenario may soften."""
NEVER_SOFTENED = (MUST,)
"""Modes of a requirement that no scenario may soften, price or offer as a mend."""
MUST_OR_IGNORE = (MUST, IGNORE)
PREFERENCE = (PREFER, IGNORE)
DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
"""A postcode district (the part before the space); any other name of an area is a ward."""


class Verdict(StrEnum):
    """What a requirement says of a pair; an unknown is never offered silently."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was wanted, what is offered and a score from 0 to 100; a requirement is met at 100 only.

    `binding` says that this part of the rule holds even where a scenario softens or ignores the rest of it.
    """

    wanted: str
    offered: str
    score: int
    binding: bool = False

    @property
    def verdict(self) -> Verdict:
        """Met at 100, else unmet."""
        return Verdict.MET if self.score == 100 else Verdict.UNMET


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The data is silent: the one question that would settle it. Scores 50 as a preference."""

    wanted: str
    offered: str
    question: str
    binding: bool = False

    @property
    def verdict(self) -> Verdict:
        """Always unknown."""
        return Verdict.UNKNOWN

    @property
    def score(self) -> int:
        """Fifty: neither for nor against."""
        return 50


Outcome = Comparison | Unknown | None
"""None: there is no such need, so the rule does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(ABC):
    """A rule or preference about one person and one place. Settings are dataclass fields made with `setting`."""

    name: ClassVar[str]
    title: ClassVar[str]
    source: ClassVar[str]
    reads_resident: ClassVar[tuple[str, ...]] = ()
    reads_place: ClassVar[tuple[str, ...]] = ()
    reads_facts: ClassVar[tuple[str, ...]] = ()
    modes: ClassVar[tuple[str, ...]] = ANY_MODE
    remedy: ClassVar[str] = ""
    importance: ClassVar[str] = ""
    """The resident's field that multiplies the weight of this preference, if any."""

    @abstractmethod
    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """What the person wants against what the place offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One plan rule broken, or not known to be kept, in one home."""

    rule: str
    home_id: str
    resident_ids: tuple[str, ...]
    verdict: Verdict
    what: str
    question: str = ""
    binding: bool = False
    """Whether this breach counts even where the scenario ignores the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Why two people may not share space; `unknown` where the data is silent."""

    what: str
    question: str = ""
    binding: bool = False

    @property
    def verdict(self) -> Verdict:
        """Unknown where there is a question to ask, else unmet."""
        return Verdict.UNKNOWN if self.question else Verdict.UNMET


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRule(ABC):
    """A rule about several people, judged on the homes as they stand when the plan is done."""

    name: ClassVar[str]
    title: ClassVar[str]
    source: ClassVar[str]
    modes: ClassVar[tuple[str, ...]] = MUST_OR_IGNORE
    remedy: ClassVar[str] = ""

    def clash(self, one: Resident | None, other: Resident | None, world: World) -> Clash | None:
        """Why these two may not share space, either way round; None for another authority's tenant."""
        return None

    def breaches(self, households: Sequence[Household], world: World) -> tuple[Breach, ...]:
        """Every breach among those concerned of whom at least one has moved in."""
        found = []
        for household in households:
            if household.home.own_door or not household.joined:
                continue
            for one, other in combinations(household.lodgers, 2):
                clash = self.clash(one.resident, other.resident, world) if one.moved_in or other.moved_in else None
                if clash is not None:
                    ids = tuple(sorted(who.resident.resident_id for who in (one, other) if who.resident is not None))
                    found.append(self._breach(household.home.home_id, ids, clash))
        return tuple(found)

    def _breach(self, home_id: str, resident_ids: tuple[str, ...], clash: Clash) -> Breach:
        return Breach(
            rule=self.name,
            home_id=home_id,
            resident_ids=resident_ids,
            verdict=clash.verdict,
            what=clash.what,
            question=clash.question,
            binding=clash.binding,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A criterion or plan rule as it is used: must, prefer or ignore, and the weight a preference has."""

    criterion: Criterion | PlanRule
    mode: str
    weight: int = 0

    @property
    def name(self) -> str:
        """The name that scenarios and outputs use."""
        return self.criterion.name

    @property
    def softened(self) -> bool:
        """Whether a scenario turned this requirement into a preference."""
        return self.mode == PREFER and MUST in self.criterion.modes

    def judge(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The criterion's comparison; a softened requirement is met, and scores 100, where there is no such need."""
        if isinstance(self.criterion, PlanRule):
            return None
        outcome = self.criterion.compare(resident, place, facts)
        if outcome is None and self.softened:
            return Comparison(wanted="nothing", offered="no such need", score=100)
        return outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingInfo:
    """How a setting is shown and bounded."""

    name: str
    label: str
    unit: str
    least: int
    most: int


def setting(*, label: str, unit: str, least: int, most: int) -> dict[str, Any]:
    """The metadata of a criterion's dataclass field that a scenario may set."""
    return {"label": label, "unit": unit, "least": least, "most": most}


def settings_of(criterion: Criterion | PlanRule) -> tuple[SettingInfo, ...]:
    """The settings of a criterion, read from its dataclass fields."""
    return tuple(SettingInfo(name=one.name, **one.metadata) for one in fields(criterion) if one.metadata)


def words(codes: frozenset[str] | set[str] | None) -> str:
    """Codes as words in a stable order; `nothing` for none."""
    if codes is None:
        return "not known"
    return ", ".join(code.replace("_", " ") for code in sorted(codes)) or "nothing"


def plain(code: str | None) -> str:
    """One code as words."""
    return "not known" if code is None else code.replace("_", " ")


def all_there(
    needed: frozenset[str] | None, there: frozenset[str] | None, *, ask_person: str, ask_home: str
) -> Outcome:
    """Whether everything needed is there; unknown where either side is silent about something that matters."""
    if needed is None:
        return Unknown(wanted="not known", offered=words(there), question=ask_person)
    if not needed:
        return None
    if there is None:
        return Unknown(wanted=words(needed), offered="not known", question=ask_home)
    return Comparison(wanted=words(needed), offered=words(there), score=100 if needed <= there else 0)


def at_least(need: str | None, offer: str | None, scale: tuple[str, ...], *, ask_person: str, ask_home: str) -> Outcome:
    """Whether the offer reaches the need on a scale that runs from least to most; the least need is no need."""
    if need is None:
        return Unknown(wanted="not known", offered=plain(offer), question=ask_person)
    if need == scale[0]:
        return None
    if offer is None:
        return Unknown(wanted=plain(need), offered="not known", question=ask_home)
    return Comparison(
        wanted=plain(need), offered=plain(offer), score=100 if scale.index(offer) >= scale.index(need) else 0
    )


def age_on(birth_month: date, day: date) -> int:
    """Whole years on a day; a birthday falls on the last day of its month."""
    month_still_running = (day + timedelta(days=1)).month == day.month
    before = day.month < birth_month.month or (day.month == birth_month.month and month_still_running)
    return day.year - birth_month.year - before


def age_when_needed(resident: Resident, facts: Facts) -> int:
    """Whole years at the later of the scenario's date and the date the home is needed by."""
    return age_on(resident.birth_month, max(facts.as_of, resident.needed_by or facts.as_of))


def half_up(numerator: int, denominator: int) -> int:
    """A fraction of whole numbers rounded half up; the denominator is above 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def travel_score(minutes: Any, points: tuple[tuple[int, int], ...]) -> int:
    """The score of exact minutes on a line through (minutes, score) points, rounded once, half up."""
    if minutes <= points[0][0]:
        return points[0][1]
    for (near, high), (far, low) in pairwise(points):
        if minutes <= far:
            exact = high - (minutes - near) * (high - low) / (far - near)
            return half_up(exact.numerator, exact.denominator)
    return points[-1][1]


def in_areas(
    areas: frozenset[str] | None, place: Place, facts: Facts, *, inside: int, outside: int, wish: str
) -> Outcome:
    """The score of a home by whether it lies in one of the areas (postcode districts or ward names, any case)."""
    where = place.postcode[:-3]
    offered = where if facts.ward is None else f"{where}, {facts.ward}"
    if areas is None:
        return Unknown(wanted="not known", offered=offered, question="Which areas does the person mean?")
    if not areas:
        return None
    wanted = f"{wish} {', '.join(sorted(areas))}"
    named = {area.upper() for area in areas}
    sector_free = where.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # W1 stands for W1A to W1W
    if {where, sector_free} & named or (facts.ward is not None and facts.ward.upper() in named):
        return Comparison(wanted=wanted, offered=offered, score=inside)
    wards = {area for area in areas if not DISTRICT.fullmatch(area.upper())}
    if wards and facts.ward is None:
        return Unknown(wanted=wanted, offered=offered, question=f"Is the home in {' or '.join(sorted(wards))}?")
    return Comparison(wanted=wanted, offered=offered, score=outside)


TRAVEL_POINTS = ((15, 100), (30, 80), (45, 60), (60, 40), (90, 20), (120, 0))
"""(minutes, score): the score of a journey to people and places, straight between."""


def near(minutes: Mean | None) -> Outcome:
    """The travel score of exact mean minutes to people or places; None without any."""
    if minutes is None:
        return None
    shown = half_up(minutes.numerator, minutes.denominator)
    return Comparison(wanted="near", offered=f"{shown} minutes on average", score=travel_score(minutes, TRAVEL_POINTS))
