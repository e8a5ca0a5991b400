"""Letters to the person: nothing in them about anybody else, nothing internal, and easy to read."""

import re
from dataclasses import replace
from datetime import date
from statistics import mean

import pytest

from housing_match import shipped
from housing_match.assess import assess
from housing_match.domain import HousematePair, Scenario, codes
from housing_match.publish import easy_words
from housing_match.publish.answer import NothingKnown
from housing_match.publish.answers import reasons_of_moves
from housing_match.publish.letter_needs import TOGETHER
from housing_match.publish.letters import letter
from housing_match.publish.markdown import markdown
from housing_match.run import load_and_measure
from housing_match.solve import baselines, best_plan
from tests.oracle.dice import Dice
from tests.oracle.tiny import flat, geography_of, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 11, 2)
INTERNAL = {"risk", "frail", "safety", "exclusion", "ethnic", "circle", *codes.ETHNIC_GROUP} - {"other"}
"""Words of what is held for officers only: who may harm whom, from where somebody must keep away, equality fields."""
JARGON = {"rule", "infeasible", "optimal", "void", "bedspace", "nomination", "constraint", "score", "provider"}
NEEDS = {
    "access_need": easy_words.ACCESS,
    "equipment_needed": easy_words.EQUIPMENT,
    "design_needed": easy_words.DESIGN,
    "skills_needed": easy_words.SKILLS,
    "behaviour_support": easy_words.BEHAVIOUR,
    "night_support": easy_words.NIGHT,
    "staff_ratio": easy_words.STAFF,
    "ways_of_living": easy_words.WAYS_OF_LIVING,
}


def letters_of(reasons):
    """The letter of everybody who moves or waits, by resident_id."""
    who = [*reasons.match_of, *reasons.waiting_of]
    return {one: letter(reasons, one) for one in who}


def sentences_of(said):
    """Every sentence of a letter."""
    lines = [said.headline, *said.sentences, *(one for part in said.parts for one in (part.title, *part.sentences))]
    return [one for line in lines for one in re.split(r"(?<=[.?!])\s+", line)]


def speaks_of_nobody_else(reasons):
    """Holds every letter to what it may say; how many there are."""
    world = reasons.assessment.world
    names = {one.name for one in world.homes}
    ids = {*world.resident, *world.home, *world.bedspace, *reasons.chain_of}
    ids |= {one.certificate_id for one in reasons.shortages}
    found = letters_of(reasons)
    for who, said in found.items():
        proposed = {world.home[reasons.match_of[who].home_id].name} if who in reasons.match_of else set()
        text = " ".join(sentences_of(said))
        for name in proposed:
            text = text.replace(name, "…")
        assert not [name for name in names if name in text]
        words = set(re.findall(r"[\w-]+", text))
        assert words & ids == {who}
        assert not {word.lower() for word in words} & (INTERNAL | JARGON)
        for field, phrases in NEEDS.items():
            own = getattr(world.resident[who], field) or frozenset()
            own = {own} if isinstance(own, str) else own
            assert {code for code, phrase in phrases.items() if re.search(f"(need|like to) {phrase}", text)} <= set(own)
    return len(found)


@pytest.fixture(scope="module")
def sample():
    """The sample with an ordinary way of letting for its plan: nothing need be proved to write letters."""
    world, geography = load_and_measure(shipped("data/two_boroughs"), AS_OF, None)
    assessment = assess(world, geography, Scenario(as_of=AS_OF))
    return reasons_of_moves(assessment, baselines(assessment)["scarcest_void_first"])


def test_no_letter_of_the_sample_speaks_of_anybody_else(sample):
    assert speaks_of_nobody_else(sample) > 150


def random_reasons(seed, people=7, homes=5):
    world, geography = random_world(seed, people=people, homes=homes)
    assessment = assess(world, geography, replace(random_scenario(seed, world), pins=(), nominations=()))
    return reasons_of_moves(assessment, baselines(assessment)["first_come"])


def test_no_letter_of_random_worlds_speaks_of_anybody_else():
    assert sum(speaks_of_nobody_else(random_reasons(seed)) for seed in range(60)) > 200


def changed_in_private(dice, resident):
    """The person with other needs, risks, wishes, costs and monitoring fields; who may take part stays as it was."""
    return replace(
        resident,
        sex=dice.choice(("F", "M", "X", None)),
        ethnic_group=dice.choice(codes.ETHNIC_GROUP),
        sharing=dice.some(codes.SHARING, 0.5),
        access_need=dice.choice(codes.ACCESS_NEED),
        equipment_needed=dice.some(codes.EQUIPMENT, 0.3),
        behaviour_support=dice.choice(codes.BEHAVIOUR_SUPPORT),
        skills_needed=dice.some(codes.SKILLS, 0.3),
        support_hours_week=dice.choice((0, 10, 60, None)),
        housemate_sex=dice.choice(("any", "same")),
        ways_of_living=dice.some(codes.WAYS_OF_LIVING, 0.5),
        weekly_cost=dice.randint(0, 9000),
    )


def stays_the_same_whatever_others_are(seed):
    """With the plan held fixed, each letter is the same when everybody else is changed in private; how many.

    Of housemates, only whom the person named to live with stays.
    """
    reasons, dice = random_reasons(seed), Dice(seed)
    assessment, found = reasons.assessment, letters_of(reasons)
    for who, said in found.items():
        others = tuple(
            one if one.resident_id == who else changed_in_private(dice, one) for one in assessment.world.residents
        )
        own = tuple(one for one in assessment.world.housemates if one.resident_id == who and one.relation in TOGETHER)
        world = replace(assessment.world, residents=others, exclusions=(), housemates=own)
        geography = replace(assessment.geography, world=world)
        changed = assess(world, geography, assessment.scenario)
        assert letter(reasons_of_moves(changed, reasons.plan.bedspace_of), who) == said
    return len(found)


def test_a_letter_is_the_same_whatever_everybody_else_needs_or_risks():
    assert sum(stays_the_same_whatever_others_are(seed) for seed in range(6)) > 20


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1500))
def test_a_letter_is_the_same_whatever_everybody_else_needs_or_risks_in_hundreds_of_worlds(seed):
    stays_the_same_whatever_others_are(seed)
    speaks_of_nobody_else(random_reasons(seed))


def test_a_letter_never_says_that_nothing_suits_where_only_a_question_is_open(sample):
    asked = [
        sentences_of(one)
        for one in letters_of(sample).values()
        if all(words.startswith("We must ask") for part in one.parts if part.title == "What would help"
               for words in part.sentences)
    ]  # fmt: skip
    waiting = [said for said in asked if any("free now or soon" in one for one in said)]
    assert waiting
    assert not any("None of them suits you." in said for said in waiting)


def test_letters_are_of_short_sentences(sample):
    lengths = {who: [len(one.split()) for one in sentences_of(said)] for who, said in letters_of(sample).items()}
    assert max(mean(found) for found in lengths.values()) < 10
    assert max(length for found in lengths.values() for length in found) <= 20


def test_everybody_who_waits_for_homes_that_suit_reads_the_same_whoever_lives_there():
    # a suits by itself; z in the other room is a risk to a, so that a waits for z's sake and may not know it.
    people = [
        person("a", sharing=frozenset({"frail"})),
        person("z", needs_move=False, sharing=frozenset({"risk_to_frail"}), current_bedspace_id="h2"),
    ]
    home = replace(flat("h"), home_type="shared_house")
    world = world_of(people, [home], [room("h1", "h"), room("h2", "h", "occupied", "z")])
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    reasons = reasons_of_moves(assessment, best_plan(assessment).bedspace_of)
    assert reasons.waiting_of["a"].kind == "coupled"
    why = next(part for part in letter(reasons, "a").parts if part.title == "Why there is no home yet")
    assert why.sentences[:2] == ("There are homes that suit you.", "None of them can be offered to you now.")


def test_signs_in_the_name_of_a_home_stay_signs_in_markdown():
    name = "<b>Elm</b> *House* [go](http://example.org) & `x`"
    world = world_of([person("a")], [flat("h", name=name)], [room("h1", "h")])
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    said = letter(reasons_of_moves(assessment, {"a": "h1"}), "a")
    assert f"The home is called {name}." in sentences_of(said)
    line = next(one for one in markdown(said).splitlines() if "is called" in one)
    assert line == (
        "- The home is called \\<b\\>Elm\\</b\\> \\*House\\* \\[go\\](http:\u2060//example.org) \\& \\`x\\`."
    )


def test_there_is_no_letter_to_somebody_who_is_not_in_the_plan():
    world = world_of([person("a"), person("z", needs_move=False)], [flat("h")], [room("h1", "h")])
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    reasons = reasons_of_moves(assessment, {"a": "h1"})
    with pytest.raises(NothingKnown, match=r"There is no letter to write: z is not in this plan \(need not move"):
        letter(reasons, "z")
    with pytest.raises(NothingKnown, match="h is no resident_id of these tables"):
        letter(reasons, "h")


def told(someone, home, *, housemates=()):
    """Every sentence of the letter to somebody who is proposed the first bedspace of a home of two."""
    world = world_of([someone, person("z", needs_move=False)], [home], [room("h1", "h"), room("h2", "h")])
    world = replace(world, housemates=tuple(housemates))
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    return sentences_of(letter(reasons_of_moves(assessment, {someone.resident_id: "h1"}), someone.resident_id))


def test_a_letter_claims_of_a_home_only_what_is_wholly_so_but_for_what_is_measured():
    # One step more at night than needed is 75 of 100, and the home has one of the two ways of living, which is 50.
    someone = person("a", ways_of_living=frozenset({"pet", "smoking"}))
    said = told(someone, flat("h", night_support="on_call", ways_of_living=frozenset({"pet"})))
    assert "We also looked for a home that gives you no more staff than you need." in said
    assert "We also looked for a home that lets you live in the way you like." in said
    assert not {"It gives you no more staff than you need.", "It lets you live in the way you like."} & set(said)


@pytest.mark.parametrize(("most", "words"), [(0, "nobody else"), (1, "no more than 1 other person")])
def test_with_how_few_others_somebody_would_live_is_said_as_people_say_it(most, words):
    assert f"You would like to live with {words}." in told(person("a", max_housemates=most), flat("h"))


def test_whoever_named_somebody_to_live_with_reads_so_and_the_other_does_not():
    wish = HousematePair(resident_id="a", other_id="z", relation="wish_together")
    words = "You would like to live with somebody you know."
    assert words in told(person("a"), flat("h"), housemates=[wish])
    named_by_z = replace(wish, resident_id="z", other_id="a")
    assert words not in told(person("a"), flat("h"), housemates=[named_by_z])
