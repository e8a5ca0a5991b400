"""What stands between a person and a place, in words: rules, the scenario's own lists, and whoever stays."""

from collections.abc import Sequence

from housing_match.assess import places_taking_people
from housing_match.criteria import Verdict
from housing_match.explain import Reasons, stays
from housing_match.publish.words import breach_words, not_met
from housing_match.solve import Trial

UNLET = ("held", "closed")
"""States of bedspaces that are let to nobody to live in."""


def nearest_of(reasons: Reasons, who: str, bedspace_ids: Sequence[str]) -> tuple[str, list[str]]:
    """Of these places the one with the fewest rules in the person's way, with each of these rules in words."""
    assessment, row = reasons.assessment, reasons.assessment.row[who]
    ranked = []
    for room in bedspace_ids:
        barriers = _barriers(reasons, who, room)
        unmet = sum(verdict != Verdict.UNKNOWN for verdict, _ in barriers)
        fit = int(assessment.fit_at(row, assessment.column[room]))
        ranked.append((unmet, len(barriers) - unmet, -fit, room, [words for _, words in barriers]))
    *_, nearest, words = min(ranked)
    return nearest, words


def _barriers(reasons: Reasons, who: str, bedspace_id: str) -> list[tuple[Verdict, str]]:
    """Each rule that keeps the person from a place, all else being as planned; rules about several people last."""
    assessment = reasons.assessment
    room = assessment.world.bedspace[bedspace_id]
    stayed_in = stays(reasons.plan, room)
    found = []
    if not assessment.open_at(assessment.row[who], assessment.column[bedspace_id]):
        found.append((Verdict.UNMET, _kept_apart(reasons, who, bedspace_id)))
    if stayed_in:
        found.append((Verdict.UNMET, "somebody lives there and stays"))
    for finding in assessment.findings(who, bedspace_id):
        if finding.blocks and not (stayed_in and finding.rule.name == "available"):
            found.append((finding.outcome.verdict, not_met(finding)))
    if any(verdict != Verdict.UNKNOWN for verdict, _ in found):
        return found
    breaches = Trial(assessment=assessment, bedspace_of=reasons.plan.bedspace_of).breaches(who, bedspace_id)
    return found + [(one.verdict, breach_words(one)) for one in breaches]


def _kept_apart(reasons: Reasons, who: str, bedspace_id: str) -> str:
    """Why a pair is not looked at, whatever the rules say of it."""
    world, scenario = reasons.assessment.world, reasons.assessment.scenario
    if bedspace_id not in places_taking_people(world, scenario):
        return "the scenario leaves this place out"
    if world.notice_place_of.get(who) == bedspace_id:
        return "the place that this person has to leave"
    own = world.incumbent_of.get(who)
    if own is not None and world.home_of(own) == world.home_of(bedspace_id):
        return "another place in the person's own home, which is no move"
    return "the scenario bans this match"
