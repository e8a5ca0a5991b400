"""The codes of the data contract, each tuple in the contract's order; graded codes run from least to most."""

SEX = ("F", "M", "X", "unknown")
ETHNIC_GROUP = ("asian", "black", "mixed", "white", "other")
SITUATION = (
    "family_home",
    "supported_living",
    "shared_lives",
    "own_tenancy",
    "residential_care",
    "nursing_care",
    "hospital",
    "temporary",
    "residential_college",
    "other",
)
OUT_OF_BOROUGH_REASON = ("no_suitable_home", "choice", "family_elsewhere", "safety", "specialist_service", "unknown")
YES_NO = ("yes", "no")
PRIORITY_BAND = ("A", "B", "C", "D")
PRIORITY_REASON = (
    "delayed_discharge",
    "carer_crisis",
    "older_carer",
    "placement_ending",
    "safeguarding",
    "transition",
    "homeless",
    "medical",
    "repatriation",
    "move_on",
    "other",
)
CONSENT = ("yes", "best_interests", "not_asked", "no")
MOVE_ON_STATUS = ("settled", "working_towards", "ready")
ACCESS_NEED = ("A", "B", "C", "D", "E", "E+", "F")
"""Accessible Housing Register categories that a person can need, most accessible first."""
AHR_CATEGORY = (*ACCESS_NEED, "G")
EQUIPMENT = (
    "level_access_shower",
    "wet_room",
    "ceiling_hoist",
    "wide_doors",
    "lift_or_ground_floor",
    "two_carer_space",
)
BEHAVIOUR_SUPPORT = ("none", "some", "high")
DESIGN = (
    "robust",
    "low_arousal",
    "own_front_door",
    "sound_separation",
    "outdoor_space",
    "staff_refuge",
    "two_exits",
)
SKILLS = (
    "autism",
    "pmld",
    "dementia",
    "epilepsy",
    "mental_health",
    "sensory",
    "positive_behaviour_support",
    "forensic",
)
NIGHT_SUPPORT = ("none", "on_call", "sleep_in", "waking")
STAFF_RATIO = ("shared", "1:1", "2:1")
LIVES = ("alone", "shared", "either")
HOUSEMATE_SEX = ("any", "same")
SHARING = ("frail", "risk_to_frail", "risk_to_women", "risk_to_men", "risk_to_anyone")
WAYS_OF_LIVING = ("pet", "smoking", "smoke_free", "faith_diet", "sign_language", "other_language")
FUNDING = ("council", "joint", "chc", "s117", "self")
CONNECTION_KIND = ("family", "friend", "day_activity", "college", "work", "faith", "health", "other")
RELATION = ("must_together", "wish_together", "wish_apart", "must_apart")
HOME_TYPE = ("flat", "cluster_flat", "shared_house", "house", "bungalow")
SETTING = (
    "general_needs",
    "shared_ownership",
    "supported_living",
    "extra_care",
    "shared_lives",
    "residential_care",
    "nursing_care",
)
HOME_SEX = ("any", "F", "M")
STATUS = (
    "occupied",
    "notice",
    "void",
    "works",
    "adaptation",
    "reserved",
    "offer_out",
    "pipeline",
    "held",
    "closed",
)
ANSWER = ("accept", "decline", "defer", "withdrawn")
"""What became of an offer; withdrawn: the council, landlord or provider took it back."""
REASON_CODE = (
    "home",
    "area",
    "sharing",
    "not_now",
    "other_option",
    "unsafe",
    "incompatible",
    "higher_need",
    "outside_registration",
    "expired",
)
CONSEQUENCE = ("none", "pause_until", "exclude_home", "exclude_area", "reassess")
FAMILY_KINDS = ("family", "friend")
"""The connection kinds that the family preference reads; the places preference reads the others."""
OWN_DOOR_TYPES = ("flat", "cluster_flat")
"""Home types where every bedspace has its own front door and no space is shared."""
MODE = ("must", "prefer", "ignore")
