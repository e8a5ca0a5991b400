"""Living alone or with others, how many others, and homes for one sex or age."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome, Unknown, Verdict
from housing_match.criteria.comparing import FOR_WHOM, age_when_needed, code_words, several
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Criterion):
    """The household suits: alone or shared, number of housemates, the home's sex and age limits."""

    name: ClassVar[str] = "household"
    title: ClassVar[str] = "The household suits: alone or shared, how many, for whom"
    easy: ClassVar[str] = "is open to you, alone or with others as you wish"
    source: ClassVar[str] = "Client brief; Equality Act 2010 Sch. 23 para. 3 (shared accommodation)"
    reads_resident = ("lives", "max_housemates", "sex", "birth_month", "needed_by", "sharing")
    reads_place: ClassVar[tuple[str, ...]] = ("home_type", "other_bedspaces", "sex", "age_min", "age_max")
    reads_facts: ClassVar[tuple[str, ...]] = ("as_of",)
    looks_at_together = MappingProxyType(
        {
            ("birth_month", "needed_by"): age_when_needed,
            ("sharing",): lambda resident, _: resident.risk_to_anyone,
            ("home_type", "other_bedspaces"): lambda place, _: place.sharing_bedspaces,
        }
    )

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when every part is; that a person who is a risk to anyone lives alone binds in every scenario."""
        others = place.sharing_bedspaces
        offered = f"{code_words(place.home_type)}, {several(others, 'other bedspace')}" + _limits(place)
        wishes, failed, questions = [], False, []
        if resident.risk_to_anyone:
            wishes.append("to live alone (for safety)")
            if not place.alone:
                return Comparison(wanted=wishes[0], offered=offered, score=0, binding_verdict=Verdict.UNMET)
        if resident.lives in ("alone", "shared"):
            wishes.append(f"to live {'alone' if resident.lives == 'alone' else 'with others'}")
            failed |= place.alone != (resident.lives == "alone")
        if resident.max_housemates is not None:
            wishes.append(f"at most {several(resident.max_housemates, 'housemate')}")
            failed |= others > resident.max_housemates
        if place.sex in ("F", "M"):
            wishes.append(f"a home for {FOR_WHOM.get(resident.known_sex or '', code_words(resident.known_sex))}")
            if resident.known_sex is None:
                questions.append("What is the person's sex? The home is for one sex only.")
            failed |= resident.known_sex not in (None, place.sex)
        if place.age_min is not None or place.age_max is not None:
            age = age_when_needed(resident, facts)
            wishes.append(f"a home open to age {age}")
            failed |= not (place.age_min or 0) <= age <= (age if place.age_max is None else place.age_max)
        wanted = ", ".join(wishes) or "no wish"
        if resident.risk_to_anyone is None and not place.alone:
            questions.insert(0, "Is the person a risk to anyone they would share with?")
        always = Verdict.UNKNOWN if resident.risk_to_anyone is None and not place.alone else Verdict.MET
        if questions and not failed:
            question = " ".join(questions)
            return Unknown(wanted=wanted, offered=offered, question=question, binding_verdict=always)
        score = 0 if failed else 100
        return Comparison(wanted=wanted, offered=offered, score=score, binding_verdict=always) if wishes else None


def _limits(place: Place) -> str:
    sex = f", for {FOR_WHOM[place.sex]}" if place.sex in FOR_WHOM else ""
    if place.age_max is None:
        return sex + ("" if place.age_min is None else f", from age {place.age_min}")
    return sex + (f", up to age {place.age_max}" if not place.age_min else f", ages {place.age_min} to {place.age_max}")
