"""Both voices in full, as somebody read them: the answer to officers and the letter to the person, kind by kind."""

import io
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.cli import show
from housing_match.domain import Adaptation, Connection, Scenario
from housing_match.explain import reasons as reasons_of
from housing_match.publish.answers import answer
from housing_match.publish.letters import letter
from housing_match.publish.markdown import markdown
from housing_match.solve import best_plan
from tests.golden import reads_as
from tests.oracle.tiny import KENSINGTON, flat, geography_of, house, person, room, world_of

AS_OF = date(2026, 11, 2)
PEOPLE = {
    "proposed": "a flat that suits, from a person's own wish not to be far from family",
    "wheelchair": "the only flat that a wheelchair fits in, with much to settle before an offer",
    "outcompeted": "the flat suits, and goes to somebody in a more urgent band",
    "asked": "nobody wrote down how accessible the home must be",
    "trained": "the team of one house would have to be trained",
    "works": "a work that is listed would open the flat",
    "choosy": "avoids the district of every home",
    "later": "one home would suit from next year on",
    "nothing": "accepts care homes only, and there is none",
    "refused": "does not want moves looked at",
    "not_asked": "has a home and was never asked",
}
"""One person for each kind of answer, by what becomes of them."""


@pytest.fixture(scope="module")
def reasons():
    """The plan of a street in which each person meets one thing only; ids are as short as the story allows."""
    since = date(2024, 5, 3)
    people = [
        person(
            "proposed",
            priority_band="A",
            waiting_since=since,
            lives="alone",
            preferred_areas=frozenset({"SW7"}),
            ways_of_living=frozenset({"pet"}),
            importance_family=5,
        ),
        person(
            "wheelchair",
            priority_band="B",
            access_need="A",
            equipment_needed=frozenset({"ceiling_hoist"}),
            skills_needed=frozenset({"epilepsy"}),
            night_support="waking",
            consent="best_interests",
            nhs_share=40,
            sharing=frozenset({"frail"}),
            ethnic_group="asian",
        ),
        person("outcompeted", lives="alone", waiting_since=since, weekly_cost=1234),
        person("asked", access_need=None, lives="shared"),
        person("trained", skills_needed=frozenset({"dementia"}), lives="shared"),
        person("works", equipment_needed=frozenset({"wet_room"}), lives="alone"),
        person("choosy", avoided_areas=frozenset({"W10", "SW1", "NW6"}), lives="shared"),
        person("later", borough=KENSINGTON, skills_needed=frozenset({"sensory"})),
        person("nothing", settings_ok=frozenset({"nursing_care"})),
        person("refused", consent="no"),
        person("not_asked", consent="not_asked", situation="own_tenancy"),
    ]
    needed = {"ahr_category": "A", "equipment": frozenset({"ceiling_hoist"}), "skills": frozenset({"epilepsy"})}
    homes = [
        flat("H1", name="1 Elm *Row*", landlord="L", ways_of_living=frozenset({"pet"})),
        flat("H2", name="Ash House", night_support="waking", landlord="L", **needed),
        house("H3", name="Oak House", support_hours_week=0),
        flat(
            "H4",
            name="New Build",
            borough=KENSINGTON,
            nominations=frozenset({KENSINGTON}),
            skills=frozenset({"sensory"}),
        ),
    ]
    rooms = [
        room("H1-1", "H1", void_since=date(2026, 9, 1), weekly_void_cost=345),
        room("H2-1", "H2", status="works", available_from=date(2026, 11, 30)),
        room("H3-1", "H3", void_since=date(2026, 6, 1), weekly_void_cost=610),
        room("H3-2", "H3", status="closed"),
        room("H3-3", "H3", status="occupied"),
        room("H4-1", "H4", status="pipeline", available_from=date(2027, 9, 1)),
    ]
    wet_room = Adaptation(
        home_id="H1",
        work="wet room",
        capital_cost=14_500,
        weeks=6,
        adds_equipment=frozenset({"wet_room"}),
        dfg_eligible=True,
    )
    world = world_of(
        people,
        homes,
        rooms,
        connections=(Connection(resident_id="proposed", kind="family", postcode="W24DX", importance=5),),
        adaptations=(wet_room,),
        notice="SYNTHETIC: nobody in this street is real",
    )
    minutes = {("proposed", one.home_id): 22 for one in homes}
    assessment = assess(world, geography_of(world, family=minutes), Scenario(as_of=AS_OF))
    return reasons_of(assessment, best_plan(assessment))


@pytest.mark.parametrize("who", PEOPLE)
def test_the_letter_reads_as_it_was_read(reasons, who):
    reads_as(f"letter_{who}.md", markdown(letter(reasons, who)))


@pytest.mark.parametrize("about", [*PEOPLE, "H1-1", "H3-1", "H4-1", "H3"])
def test_the_answer_to_officers_reads_as_it_was_read(reasons, about, monkeypatch):
    page = io.StringIO()
    monkeypatch.setattr(show.sys, "stdout", page)
    show.show_answer(answer(reasons, about), as_json=False)
    reads_as(f"answer_{about}.txt", "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines()))
