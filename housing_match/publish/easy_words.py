"""The codes of the tables in easy words, as they are said to the person in a letter."""

ACCESS = {
    "A": "a home where a wheelchair fits in every room",
    "B": "a home where a wheelchair fits in the main rooms",
    "C": "a home with wide doors and no steps",
    "D": "a home that is easy to get around in",
    "E": "a way in without steps",
    "E+": "a way in with few steps",
}
EQUIPMENT = {
    "level_access_shower": "a shower without a step",
    "wet_room": "a wet room",
    "ceiling_hoist": "a ceiling hoist",
    "wide_doors": "wide doors",
    "lift_or_ground_floor": "a lift, or a home on the ground floor",
    "two_carer_space": "room for two people to help you",
}
DESIGN = {
    "robust": "strong walls and fittings",
    "low_arousal": "a calm home, without bright lights and noise",
    "own_front_door": "your own front door",
    "sound_separation": "walls that keep noise out",
    "outdoor_space": "a garden or a place outside",
    "staff_refuge": "a room for staff",
    "two_exits": "two ways out of the home",
}
SKILLS = {
    "autism": "staff who know about autism",
    "pmld": "staff who know how to support people with many needs",
    "dementia": "staff who know about dementia",
    "epilepsy": "staff who know about epilepsy",
    "mental_health": "staff who know about mental health",
    "sensory": "staff who know about sight and hearing",
    "positive_behaviour_support": "staff who find out what upsets you, and change it",
    "forensic": "staff who help you to stay out of trouble with the law",
}
BEHAVIOUR = {"some": "some help when you are upset", "high": "a lot of help when you are upset"}
NIGHT = {
    "on_call": "somebody you can call at night",
    "sleep_in": "somebody who sleeps in the home at night",
    "waking": "somebody who is awake at night",
}
STAFF = {"1:1": "one member of staff just for you", "2:1": "two members of staff just for you"}
LIVES = {"alone": "live on your own", "shared": "live with other people"}
WAYS_OF_LIVING = {
    "pet": "keep a pet",
    "smoking": "smoke at home",
    "smoke_free": "live where nobody smokes",
    "faith_diet": "eat what your faith asks for",
    "sign_language": "live where people sign",
    "other_language": "live where people speak your language",
}
CONNECTION = {
    "family": "your family",
    "friend": "your friends",
    "day_activity": "what you do in the day",
    "college": "your college",
    "work": "your work",
    "faith": "your place of faith",
    "health": "your doctor or clinic",
    "other": "another place that matters to you",
}
HOME_TYPE = {
    "flat": "a flat",
    "cluster_flat": "a flat in a building with other flats",
    "shared_house": "a shared house",
    "house": "a house",
    "bungalow": "a bungalow",
}
SETTING = {
    "general_needs": "You rent it like anybody else.",
    "shared_ownership": "You buy a part of it and rent the rest.",
    "supported_living": "You rent it, and staff support you there.",
    "extra_care": "You rent it, and there is care in the building.",
    "shared_lives": "You share the life of a family who support you.",
    "residential_care": "It is a care home.",
    "nursing_care": "It is a care home with nurses.",
}
CHECK = {
    "ask_first": "We must ask you if you want to look at a move at all.",
    "capacity_and_deprivation_of_liberty": "People who know you must meet. They talk about what is best for you.",
    "occupational_therapist": "An occupational therapist must look at the home. They see if you can use it safely.",
    "provider": "The staff of the home must say that they can support you.",
    "landlord": "The landlord must agree.",
    "rent": "We must settle how the rent is paid.",
    "funder": "Those who pay for your support must agree.",
}
