"""The kinds of home in the sample and what each offers and costs, as pattern homes to be given an address."""

from dataclasses import dataclass

from housing_match.domain import Home

HOURLY_RATE = 24
"""Pounds an hour of support: assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A kind of home: its fields but for name and address, whose needs it was made for, and its top floor."""

    home: Home
    made_for: tuple[str, ...]
    floors: int = 1
    """How many floors its bedspaces are spread over, from the ground floor up."""


def _home(home_type: str, setting: str, lists: dict[str, str] | None = None, **fields: object) -> Home:
    codes = {name: frozenset(cell.split(";")) if cell else frozenset() for name, cell in (lists or {}).items()}
    blank = {"home_id": "", "name": "", "borough": "", "postcode": "", "provider": "", "nominations": frozenset()}
    usual = {"hourly_rate": HOURLY_RATE, "rent_unmet_weekly": 0, "move_on": False}
    return Home(**{**blank, **usual, **codes, **fields}, home_type=home_type, setting=setting)  # type: ignore[arg-type]


FULL_ACCESS = "level_access_shower;wet_room;ceiling_hoist;wide_doors;lift_or_ground_floor;two_carer_space"
PBS_DESIGN = "robust;low_arousal;sound_separation;outdoor_space;staff_refuge;two_exits"

PATTERNS: dict[str, Pattern] = {
    "everyday": Pattern(
        made_for=("moderate", "mild"),
        floors=2,
        home=_home(
            "shared_house",
            "supported_living",
            {"skills": "autism;epilepsy;sensory", "design": "outdoor_space", "equipment": "level_access_shower"},
            ahr_category="F",
            lift=False,
            behaviour_support="some",
            night_support="sleep_in",
            staff_ratio="1:1",
            weekly_rent=265,
            weekly_core_cost=390,
        ),
    ),
    "autism": Pattern(
        made_for=("complex",),
        floors=2,
        home=_home(
            "shared_house",
            "supported_living",
            {"skills": "autism;epilepsy;positive_behaviour_support;mental_health", "design": PBS_DESIGN},
            ahr_category="E+",
            lift=False,
            behaviour_support="high",
            night_support="waking",
            staff_ratio="2:1",
            weekly_rent=310,
            weekly_core_cost=920,
        ),
    ),
    "accessible": Pattern(
        made_for=("profound", "wheelchair"),
        home=_home(
            "bungalow",
            "supported_living",
            {"skills": "pmld;epilepsy;sensory;autism", "design": "outdoor_space", "equipment": FULL_ACCESS},
            ahr_category="A",
            lift=False,
            behaviour_support="some",
            night_support="waking",
            staff_ratio="2:1",
            weekly_rent=330,
            weekly_core_cost=860,
        ),
    ),
    "older": Pattern(
        made_for=("older",),
        home=_home(
            "shared_house",
            "supported_living",
            {
                "skills": "dementia;epilepsy;sensory",
                "design": "outdoor_space",
                "equipment": "level_access_shower;lift_or_ground_floor",
            },
            ahr_category="C",
            lift=False,
            behaviour_support="some",
            night_support="waking",
            staff_ratio="1:1",
            age_min=65,
            weekly_rent=290,
            weekly_core_cost=640,
        ),
    ),
    "move_on": Pattern(
        made_for=("mild",),
        floors=3,
        home=_home(
            "house",
            "supported_living",
            {"skills": "autism;mental_health", "design": "outdoor_space"},
            ahr_category="F",
            lift=False,
            behaviour_support="none",
            night_support="on_call",
            staff_ratio="shared",
            move_on=True,
            age_max=45,
            weekly_rent=240,
            weekly_core_cost=210,
        ),
    ),
    "mental_health": Pattern(
        made_for=("mental_health",),
        floors=2,
        home=_home(
            "shared_house",
            "supported_living",
            {"skills": "mental_health;autism;forensic", "design": "sound_separation;two_exits"},
            ahr_category="F",
            lift=False,
            behaviour_support="some",
            night_support="sleep_in",
            staff_ratio="1:1",
            weekly_rent=270,
            weekly_core_cost=520,
        ),
    ),
    "cluster": Pattern(
        made_for=("mild", "moderate"),
        floors=3,
        home=_home(
            "cluster_flat",
            "supported_living",
            {"skills": "autism;epilepsy;mental_health", "equipment": "level_access_shower;lift_or_ground_floor"},
            ahr_category="D",
            lift=True,
            behaviour_support="some",
            night_support="sleep_in",
            staff_ratio="1:1",
            weekly_rent=285,
            weekly_core_cost=300,
        ),
    ),
    "cluster_accessible": Pattern(
        made_for=("wheelchair", "profound"),
        floors=2,
        home=_home(
            "cluster_flat",
            "supported_living",
            {"skills": "epilepsy;sensory;pmld", "equipment": FULL_ACCESS.replace("ceiling_hoist;", "")},
            ahr_category="B",
            lift=True,
            behaviour_support="some",
            night_support="waking",
            staff_ratio="1:1",
            weekly_rent=335,
            weekly_core_cost=520,
        ),
    ),
    "cluster_pbs": Pattern(
        made_for=("complex",),
        home=_home(
            "cluster_flat",
            "supported_living",
            {"skills": "autism;epilepsy;positive_behaviour_support;mental_health", "design": PBS_DESIGN},
            ahr_category="E",
            lift=False,
            behaviour_support="high",
            night_support="waking",
            staff_ratio="2:1",
            weekly_rent=340,
            weekly_core_cost=880,
        ),
    ),
    "extra_care": Pattern(
        made_for=("older",),
        floors=3,
        home=_home(
            "cluster_flat",
            "extra_care",
            {
                "skills": "dementia;epilepsy;sensory",
                "equipment": "level_access_shower;wide_doors;lift_or_ground_floor",
            },
            ahr_category="C",
            lift=True,
            behaviour_support="some",
            night_support="waking",
            staff_ratio="shared",
            age_min=55,
            weekly_rent=280,
            weekly_core_cost=410,
        ),
    ),
    "flat": Pattern(
        made_for=("mild", "moderate"),
        home=_home(
            "flat",
            "supported_living",
            {"skills": "autism;epilepsy"},
            ahr_category="F",
            lift=False,
            behaviour_support="some",
            night_support="on_call",
            staff_ratio="1:1",
            weekly_rent=295,
            weekly_core_cost=120,
        ),
    ),
    "council_flat": Pattern(
        made_for=("mild",),
        home=_home(
            "flat",
            "general_needs",
            ahr_category="F",
            lift=False,
            behaviour_support="none",
            night_support="none",
            staff_ratio="shared",
            weekly_rent=190,
            weekly_core_cost=0,
        ),
    ),
    "robust_flat": Pattern(
        made_for=("complex",),
        home=_home(
            "flat",
            "supported_living",
            {"skills": "autism;epilepsy;positive_behaviour_support", "design": PBS_DESIGN},
            ahr_category="E",
            lift=False,
            behaviour_support="high",
            night_support="waking",
            staff_ratio="2:1",
            weekly_rent=345,
            weekly_core_cost=1_150,
        ),
    ),
    "accessible_flat": Pattern(
        made_for=("wheelchair",),
        home=_home(
            "flat",
            "supported_living",
            {"skills": "epilepsy;sensory", "equipment": FULL_ACCESS},
            ahr_category="A",
            lift=True,
            behaviour_support="none",
            night_support="sleep_in",
            staff_ratio="1:1",
            weekly_rent=340,
            weekly_core_cost=180,
        ),
    ),
    "care": Pattern(
        made_for=("older", "profound", "complex", "moderate"),
        floors=3,
        home=_home(
            "shared_house",
            "residential_care",
            {
                "skills": "autism;epilepsy;dementia;pmld;positive_behaviour_support",
                "design": "outdoor_space;robust;low_arousal;sound_separation",
                "equipment": FULL_ACCESS,
            },
            ahr_category="B",
            lift=True,
            behaviour_support="high",
            night_support="waking",
            staff_ratio="2:1",
            weekly_rent=0,
            weekly_core_cost=1_480,
        ),
    ),
    "nursing": Pattern(
        made_for=("older", "profound"),
        floors=2,
        home=_home(
            "shared_house",
            "nursing_care",
            {"skills": "dementia;epilepsy;pmld;sensory", "equipment": FULL_ACCESS},
            ahr_category="A",
            lift=True,
            behaviour_support="some",
            night_support="waking",
            staff_ratio="2:1",
            weekly_rent=0,
            weekly_core_cost=1_560,
        ),
    ),
}
PATTERNS["new_cluster"] = PATTERNS["cluster"]
