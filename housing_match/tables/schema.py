"""Every input table and field of the data contract, as rows of data."""

from housing_match.domain import codes as c
from housing_match.tables.columns import (
    Column,
    Kind,
    Table,
    capital,
    code,
    codes,
    day,
    hours,
    key,
    plain,
    reference,
    text,
    weekly,
    whole,
)

RESIDENTS = (
    key("resident_id", "A pseudonym; names never enter."),
    plain("borough", Kind.BOROUGH, "The responsible authority (ordinary residence).", required=True),
    plain(
        "birth_month", Kind.MONTH, "Year and month of birth; a birthday falls on the month's last day.", required=True
    ),
    code("sex", c.SEX, "Only for homes for one sex, housemates' wishes and sharing."),
    code("ethnic_group", c.ETHNIC_GROUP, "For equality monitoring only; no rule reads it."),
    code("situation", c.SITUATION, "Where the person lives now.", required=True),
    plain("current_postcode", Kind.POSTCODE, "Where the person lives now; says whether that is out of borough."),
    reference("current_bedspace_id", "The bedspace the person lives in, if it is one of those listed.", "bedspaces"),
    code("out_of_borough_reason", c.OUT_OF_BOROUGH_REASON, "Why the person lives outside the responsible borough."),
    plain("needs_move", Kind.YES_NO, "No: may move only if it helps, never has to.", required=True),
    code(
        "priority_band",
        c.PRIORITY_BAND,
        "A: no safe home in 4 weeks. B: in 26. C: unsuitable. D: gains.",
        required=True,
    ),
    code("priority_reason", c.PRIORITY_REASON, "Why the person has this band."),
    day("waiting_since", "The day the wait began.", past=True),
    day("needed_by", "When the home is needed; empty or past means now."),
    code("consent", c.CONSENT, "Whether the person will look at moves now.", required=True),
    code("move_on_status", c.MOVE_ON_STATUS, "Whether the person is on the way to a home of their own.", required=True),
    code("access_need", c.ACCESS_NEED, "The least accessible AHR category that will do."),
    codes("equipment_needed", c.EQUIPMENT, "Equipment that must be there."),
    code("behaviour_support", c.BEHAVIOUR_SUPPORT, "Support for behaviour that challenges."),
    codes("design_needed", c.DESIGN, "Features of the building that must be there."),
    codes("skills_needed", c.SKILLS, "What the support team must be trained in."),
    hours("support_hours_week", 336, "Individual hours of support a week; two staff count twice."),
    code("night_support", c.NIGHT_SUPPORT, "Support needed at night."),
    code("staff_ratio", c.STAFF_RATIO, "Staff needed for one person."),
    code("lives", c.LIVES, "Alone, with others, or either."),
    whole("max_housemates", 0, 7, "The most housemates the person would live with."),
    code("housemate_sex", c.HOUSEMATE_SEX, "Whether housemates must be of the same sex."),
    codes("sharing", c.SHARING, "Risks in sharing; internal only."),
    codes("settings_ok", c.SETTING, "Settings that will do; empty: all but residential and nursing care."),
    whole("importance_family", 0, 5, "How much being near family and friends matters."),
    whole("importance_transport", 0, 5, "How much public transport matters."),
    whole("importance_places", 0, 5, "How much being near college, work and other places matters."),
    whole("importance_area", 0, 5, "How much the preferred area matters."),
    plain("preferred_areas", Kind.AREAS, "Areas the person would like."),
    plain("avoided_areas", Kind.AREAS, "Areas where the person may not live."),
    codes("ways_of_living", c.WAYS_OF_LIVING, "Wishes that a home can meet."),
    weekly("weekly_cost", "Public cost a week of the present arrangement, housing benefit included."),
    code("funding", c.FUNDING, "Who pays."),
    whole("nhs_share", 0, 100, "The part the NHS pays, in percent."),
)
_OF_RESIDENT = key("resident_id", "The resident.", refers_to="residents")
CONNECTIONS = (
    _OF_RESIDENT,
    code("kind", c.CONNECTION_KIND, "Who or what it is.", required=True),
    plain("postcode", Kind.POSTCODE, "Where it is.", required=True),
    whole("importance", 1, 5, "How much it matters to the person.", required=True),
    whole("visits_per_week", 0, 100, "Visits in a usual week."),
)
HOUSEMATES = (
    _OF_RESIDENT,
    key("other_id", "The other resident.", refers_to="residents"),
    code("relation", c.RELATION, "What the two must or would like.", required=True),
)
EXCLUSIONS = (
    _OF_RESIDENT,
    plain("postcode", Kind.POSTCODE, "The middle of the circle the person may not live in.", required=True),
    whole("radius_m", 1, 100_000, "Its radius in metres.", required=True),
)
_OFFER_AND_COST = (
    code("ahr_category", c.AHR_CATEGORY, "How accessible it is (London Accessible Housing Register)."),
    whole("floor", -5, 100, "The floor of its front door; 0 is the ground."),
    plain("lift", Kind.YES_NO, "Whether there is a lift."),
    codes("equipment", c.EQUIPMENT, "Equipment that is there."),
    codes("design", c.DESIGN, "Features of the building."),
    code("behaviour_support", c.BEHAVIOUR_SUPPORT, "The most support for behaviour that challenges."),
    codes("skills", c.SKILLS, "What the support team is trained in."),
    code("night_support", c.NIGHT_SUPPORT, "The most support at night that it can host."),
    code("staff_ratio", c.STAFF_RATIO, "The most staff for one person that it can host."),
    hours("support_hours_week", 10_000, "The most hours a week it can staff, whole home; empty: no limit."),
    code("sex", c.HOME_SEX, "Whether it is for one sex; empty: for any."),
    whole("age_min", 0, 120, "The youngest it takes."),
    whole("age_max", 0, 120, "The oldest it takes."),
    plain("move_on", Kind.YES_NO, "Whether it is for a limited time, to build tenancy skills."),
)
_COSTS = (
    codes("ways_of_living", c.WAYS_OF_LIVING, "Ways of living it can meet."),
    weekly("weekly_rent", "Rent a week for one person."),
    weekly("rent_unmet_weekly", "The part of the rent that housing benefit does not meet."),
    weekly("weekly_core_cost", "Shared staff and nights a week, for one person."),
    weekly("hourly_rate", "Pounds for an hour of individual support."),
)
HOMES = (
    key("home_id", "The home."),
    text("name", "What the home is called.", required=True),
    plain("borough", Kind.BOROUGH, "The borough it stands in.", required=True),
    plain("postcode", Kind.POSTCODE, "Its postcode.", required=True),
    text("landlord", "Who owns or lets it."),
    text("provider", "Who gives the support.", required=True),
    code("home_type", c.HOME_TYPE, "What kind of building it is.", required=True),
    code("setting", c.SETTING, "The kind of tenancy or care.", required=True),
    *_OFFER_AND_COST,
    plain("nominations", Kind.BOROUGHS, "Boroughs that may nominate people to it.", required=True),
    *_COSTS,
)
BEDSPACES = (
    key("bedspace_id", "The bedspace: one person's room or flat."),
    key("home_id", "The home it is in.", refers_to="homes"),
    code("status", c.STATUS, "Whether it can be had.", required=True),
    reference("occupant_id", "Who lives there; empty if occupied: another authority's tenant.", "residents"),
    day("void_since", "The day it fell empty.", past=True),
    day("available_from", "The day it can be had."),
    weekly("weekly_void_cost", "What it costs a week while it is empty."),
    code("ahr_category", c.AHR_CATEGORY, "How accessible it is, where that is not as the home."),
    whole("floor", -5, 100, "Its floor, where that is not as the home."),
    codes("equipment", c.EQUIPMENT, "Its equipment, where that is not as the home."),
)
ADAPTATIONS = (
    key("home_id", "The home.", refers_to="homes"),
    reference("bedspace_id", "The bedspace, if the work is to one only.", "bedspaces"),
    text("work", "What would be done.", required=True),
    codes("adds_equipment", c.EQUIPMENT, "Equipment it adds."),
    codes("adds_design", c.DESIGN, "Features it adds."),
    codes("adds_skills", c.SKILLS, "Training it adds."),
    code("raises_ahr_to", c.AHR_CATEGORY, "The AHR category afterwards."),
    code("raises_night_support_to", c.NIGHT_SUPPORT, "The most support at night afterwards."),
    capital("capital_cost", "What it costs."),
    whole("weeks", 0, 520, "How many weeks it takes.", required=True),
    plain("dfg_eligible", Kind.YES_NO, "Whether a Disabled Facilities Grant may pay for it."),
)
SITES = (
    key("site_id", "The site."),
    text("name", "What the site is called.", required=True),
    plain("borough", Kind.BOROUGH, "The borough it lies in.", required=True),
    whole("easting", 5_000, 656_000, "British National Grid metres."),
    whole("northing", 5_000, 1_221_000, "British National Grid metres."),
    plain("postcode", Kind.POSTCODE, "Instead of easting and northing."),
    whole("dwellings", 1, 100_000, "How many homes it could hold."),
    plain("hectares", Kind.DECIMAL, "Its area."),
    whole("earliest_year", 2000, 2200, "The first year it could be lived in."),
    text("source", "Where the site is listed."),
)
HOME_TYPES = (
    key("type_id", "The type."),
    text("title", "What it is called.", required=True),
    whole("bedspaces", 1, 100, "How many people would live there.", required=True),
    code("home_type", c.HOME_TYPE, "What kind of building it would be."),
    code("setting", c.SETTING, "The kind of tenancy or care."),
    *_OFFER_AND_COST,
    *_COSTS,
    capital("capital_cost", "What one bedspace costs to build."),
    plain("min_hectares", Kind.DECIMAL, "The smallest site it fits."),
)
OFFERS = (
    key("offer_id", "The offer."),
    key("resident_id", "The person to whom the home is offered.", refers_to="residents"),
    key("bedspace_id", "The bedspace offered.", refers_to="bedspaces"),
    day("offered_on", "The day the offer was made; empty: it is still to make."),
    day("answered_on", "The day it was answered or withdrawn; empty: it is open."),
    code("answer", c.ANSWER, "What was answered; withdrawn: the offer was taken back, not refused."),
    code("reason_code", c.REASON_CODE, "Why it was not accepted."),
    code("consequence", c.CONSEQUENCE, "What the person asks for after declining."),
    day("paused_until", "With pause_until: the day from which the person wants offers again."),
)
ABOUT: tuple[Column, ...] = (
    code("field", ("notice",), "What the row says of the data.", required=True),
    text("value", "The words; the notice stands wherever the data appears.", required=True),
)

TABLES: tuple[Table, ...] = (
    Table(
        name="residents",
        meaning="One row a person.",
        columns=RESIDENTS,
        required=True,
        key="resident_id",
        about_people=True,
    ),
    Table(name="connections", meaning="People and places that matter.", columns=CONNECTIONS, about_people=True),
    Table(name="housemates", meaning="Who must or may not share.", columns=HOUSEMATES, about_people=True),
    Table(name="exclusions", meaning="Where a person may not live.", columns=EXCLUSIONS, about_people=True),
    Table(name="homes", meaning="One row an address.", columns=HOMES, required=True, key="home_id"),
    Table(name="bedspaces", meaning="One row a room or flat.", columns=BEDSPACES, required=True, key="bedspace_id"),
    Table(name="adaptations", meaning="Works that would suit a home to more people.", columns=ADAPTATIONS),
    Table(name="sites", meaning="Sites that could be built on.", columns=SITES, key="site_id"),
    Table(name="home_types", meaning="Homes that could be built.", columns=HOME_TYPES, key="type_id"),
    Table(
        name="offers",
        meaning="Homes offered and what was answered; read when a plan is made again.",
        columns=OFFERS,
        key="offer_id",
        about_people=True,
    ),
    Table(name="about", meaning="What must be said of the data.", columns=ABOUT, key="field"),
)
TABLE: dict[str, Table] = {one.name: one for one in TABLES}
