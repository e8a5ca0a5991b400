"""What a rule is: a criterion about one person and one place, or a plan rule about people who would share."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import Any, ClassVar

from housing_match.domain import Facts, Household, Place, Resident, World

MUST, PREFER, IGNORE = "must", "prefer", "ignore"
ANY_MODE = (MUST, PREFER, IGNORE)
"""Modes of a requirement that a scenario may soften."""
NEVER_SOFTENED = (MUST,)
"""Modes of a requirement that no scenario may soften, price or offer as a mend."""
MUST_OR_IGNORE = (MUST, IGNORE)
PREFERENCE = (PREFER, IGNORE)


class Verdict(StrEnum):
    """What a requirement says of a pair; an unknown is never offered silently."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was wanted, what is offered and a score from 0 to 100; a requirement is met at 100 only."""

    wanted: str
    offered: str
    score: int
    binding_verdict: Verdict = Verdict.MET
    """What is said of the part of the rule that holds even where a scenario softens or ignores the rest of it."""

    @property
    def verdict(self) -> Verdict:
        """Met at 100, else unmet."""
        return Verdict.MET if self.score == 100 else Verdict.UNMET

    @property
    def binding(self) -> bool:
        """Whether this stands in the way in every scenario."""
        return self.binding_verdict != Verdict.MET


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The data is silent: the one question that would settle it. Scores 50 as a preference."""

    wanted: str
    offered: str
    question: str
    about_home: bool = False
    """Whether the question is about the home; else it is about the person."""
    binding_verdict: Verdict = Verdict.MET
    """As in a Comparison."""

    @property
    def verdict(self) -> Verdict:
        """Always unknown."""
        return Verdict.UNKNOWN

    @property
    def score(self) -> int:
        """Fifty: neither for nor against."""
        return 50

    @property
    def binding(self) -> bool:
        """Whether this stands in the way in every scenario."""
        return self.binding_verdict != Verdict.MET


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
    softened_by: ClassVar[str] = "the panel, with the person"
    """Who may set a requirement aside for one person, where a scenario may soften it at all."""
    easy: ClassVar[str] = ""
    """What a home does that meets it, in easy words to the person; empty where a letter does not speak of it."""
    importance: ClassVar[str] = ""
    """The resident's field that multiplies the weight of this preference, if any."""
    looks_at_together: ClassVar[Mapping[tuple[str, ...], Callable[[Any, Facts], Hashable]]] = MappingProxyType({})
    """By several fields read of one side, what of them and the scenario's dates decides: alike in it, judged alike."""
    looks_at_listed: ClassVar[Mapping[str, tuple[str, Callable[[Any], frozenset[str]]]]] = MappingProxyType({})
    """By field or fact of the place, the resident's list and the names, in capitals, by which it is looked for there.

    Names that nobody lists do not decide, only whether the field or fact is known.
    """
    looks_at_facts: ClassVar[Mapping[tuple[str, ...], Callable[..., Any]]] = MappingProxyType({})
    """The same of facts of the pair, as arrays of whole numbers: minutes as a sum and a weight, both 0 for none."""
    beyond_need: ClassVar[tuple[tuple[str, str], ...]] = ()
    """(resident's list, place's list): only how many things are there and not needed decides, and if each is known."""
    never_beyond_need: ClassVar[frozenset[str]] = frozenset()
    """Things in such lists that do not count."""

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
    reads_resident: ClassVar[tuple[str, ...]] = ()
    """What `clash` reads of either person, beside the relations of the two."""
    modes: ClassVar[tuple[str, ...]] = MUST_OR_IGNORE
    remedy: ClassVar[str] = ""

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Nothing of one person and one place."""
        return None

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

    def counts(self, found: Clash | Breach) -> bool:
        """Whether what a plan rule found stands in the way: anything of a must, of an ignored one what always binds."""
        return self.mode == MUST or found.binding

    def stands(self, outcome: Outcome) -> Verdict:
        """What decides whether a pair may be proposed: the whole of a must, of any other the part that always binds."""
        if outcome is None:
            return Verdict.MET
        return outcome.verdict if self.mode == MUST else outcome.binding_verdict

    def judge(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The criterion's comparison; a softened requirement is met, and scores 100, where there is no such need."""
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
