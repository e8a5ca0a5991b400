"""How many people and places of each kind the sample has: what is published, what is assumed, and the exact counts."""

from dataclasses import dataclass

from housing_match.criteria import half_up

KENSINGTON = "E09000020"
WESTMINSTER = "E09000033"
BOROUGHS = {KENSINGTON: "Kensington and Chelsea", WESTMINSTER: "Westminster"}
ADULTS = {KENSINGTON: 290, WESTMINSTER: 464}
YOUNG_PEOPLE = {KENSINGTON: 15, WESTMINSTER: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One figure that the sample was drawn to, in per mille of adults where `per_mille` says so."""

    title: str
    figure: str
    published: bool
    source: str
    replace_with: str
    per_mille: int = 0


CLIENT = "published, as given in the client's brief"
ASSUMED = "assumed"
SETTLED = {
    KENSINGTON: Share(
        title="Own home or with family, Kensington and Chelsea",
        figure="77.1% of adults",
        published=True,
        source=f"ASCOF settled accommodation measure; {CLIENT}",
        replace_with="the borough's own client level data return (accommodation status)",
        per_mille=771,
    ),
    WESTMINSTER: Share(
        title="Own home or with family, Westminster",
        figure="79.0% of adults",
        published=True,
        source=f"ASCOF settled accommodation measure; {CLIENT}",
        replace_with="the borough's own client level data return (accommodation status)",
        per_mille=790,
    ),
}
AUTISM = Share(
    title="Autistic",
    figure="25% of adults",
    published=True,
    source=f"NHS Digital, health and care of people with learning disabilities (GP records); {CLIENT}",
    replace_with="the diagnosis recorded at each person's review",
    per_mille=250,
)
ACCESSIBLE = Share(
    title="Needs a home of AHR category A or B",
    figure="10% of adults",
    published=False,
    source=ASSUMED,
    replace_with="occupational therapists' assessments by London Accessible Housing Register category",
    per_mille=100,
)
BEHAVIOUR_HIGH = Share(
    title="High support for behaviour that challenges",
    figure="9% of adults",
    published=False,
    source=ASSUMED,
    replace_with="the dynamic support register and positive behaviour support plans",
    per_mille=90,
)
WAKING = Share(
    title="Waking night support",
    figure="15% of adults",
    published=False,
    source=ASSUMED,
    replace_with="the night support in each person's support plan",
    per_mille=150,
)
OVER_64 = Share(
    title="Over 64",
    figure="12% of adults",
    published=False,
    source=ASSUMED,
    replace_with="the ages in the client level data return",
    per_mille=120,
)
CONSENT = {"best_interests": 200, "not_asked": 250, "no": 100}
"""Per mille of adults; the others, 45%, said yes."""
LISTED_ONLY = (
    Share(
        title="Consent: yes, best interests, not asked, no",
        figure="45%, 20%, 25% and 10% of adults",
        published=False,
        source=ASSUMED,
        replace_with="what each person's social worker recorded when moves were last talked about",
    ),
    Share(
        title="One hour of support",
        figure="£24",
        published=False,
        source=ASSUMED,
        replace_with="the hourly rate in each provider's contract",
    ),
    Share(
        title="Bedspaces: shared, clusters, flats, registered care",
        figure="40%, 25%, 20% and 15% of 260",
        published=False,
        source=ASSUMED,
        replace_with="the two councils' registers of supported homes",
    ),
    Share(
        title="Empty bedspaces",
        figure="about 6% of 260",
        published=False,
        source=ASSUMED,
        replace_with="the void returns of providers and landlords",
    ),
    Share(
        title="Adults who need to move",
        figure="165",
        published=False,
        source=ASSUMED,
        replace_with="the housing needs list kept by the learning disability team",
    ),
    Share(
        title="Adults who live out of their borough, and why",
        figure="150, of whom 72 for want of a suitable home",
        published=False,
        source=ASSUMED,
        replace_with="the out-of-borough placements register, with the reason recorded at review",
    ),
    Share(
        title="Costs of homes, placements and works",
        figure="as in the tables",
        published=False,
        source=ASSUMED,
        replace_with="contracts, rent schedules and quantity surveyors' estimates",
    ),
)
SHARES = (
    SETTLED[KENSINGTON],
    SETTLED[WESTMINSTER],
    AUTISM,
    ACCESSIBLE,
    BEHAVIOUR_HIGH,
    WAKING,
    OVER_64,
    *LISTED_ONLY,
)


def adults_with(share: Share, borough: str) -> int:
    """How many adults of a borough have it: the share of its adults, rounded half up."""
    return half_up(ADULTS[borough] * share.per_mille, 1000)


NEED_KINDS: dict[str, dict[str, int]] = {
    # profound and wheelchair need AHR A or B; complex is high behaviour; older is over 64; the rest are set here
    KENSINGTON: {
        "profound": 17,
        "wheelchair": adults_with(ACCESSIBLE, KENSINGTON) - 17,
        "complex": adults_with(BEHAVIOUR_HIGH, KENSINGTON),
        "older": adults_with(OVER_64, KENSINGTON),
        "mental_health": 15,
        "mild": 87,
    },
    WESTMINSTER: {
        "profound": 28,
        "wheelchair": adults_with(ACCESSIBLE, WESTMINSTER) - 28,
        "complex": adults_with(BEHAVIOUR_HIGH, WESTMINSTER),
        "older": adults_with(OVER_64, WESTMINSTER),
        "mental_health": 23,
        "mild": 139,
    },
}
"""Adults by kind of need; all others are `moderate`."""

UNSETTLED: dict[str, dict[str, int]] = {
    # 290 − 77.1% = 66 and 464 − 79.0% = 97 adults outside settled accommodation (ASCOF's sense)
    KENSINGTON: {
        "residential_care": 45,
        "nursing_care": 5,
        "hospital": 4,
        "temporary": 6,
        "residential_college": 4,
        "other": 2,
    },
    WESTMINSTER: {
        "residential_care": 65,
        "nursing_care": 7,
        "hospital": 7,
        "temporary": 10,
        "residential_college": 4,
        "other": 4,
    },
}
SETTLED_COUNTS: dict[str, dict[str, int]] = {
    KENSINGTON: {"supported_living": 89, "own_tenancy": 28, "shared_lives": 9, "family_home": 98},
    WESTMINSTER: {"supported_living": 148, "own_tenancy": 47, "shared_lives": 14, "family_home": 158},
}
CROSS_BOROUGH = {KENSINGTON: 4, WESTMINSTER: 8}
"""Incumbents who live in a home of the other borough: part of those out of borough."""
OUT_OF_BOROUGH: dict[str, dict[str, int]] = {
    # with those above 58 and 92 adults, 150 in all
    KENSINGTON: {
        "residential_care": 28,
        "nursing_care": 3,
        "hospital": 3,
        "temporary": 2,
        "residential_college": 4,
        "supported_living": 8,
        "shared_lives": 2,
        "own_tenancy": 2,
        "family_home": 2,
    },
    WESTMINSTER: {
        "residential_care": 46,
        "nursing_care": 4,
        "hospital": 5,
        "temporary": 4,
        "residential_college": 4,
        "supported_living": 14,
        "shared_lives": 3,
        "own_tenancy": 2,
        "family_home": 2,
    },
}
REASONS_OUT = {"choice": 22, "family_elsewhere": 20, "safety": 9, "specialist_service": 18, "unknown": 9}
"""Why 78 of the 150 live elsewhere; the other 72 for want of a suitable home."""
