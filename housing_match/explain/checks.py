"""What has to be settled with whom before a match can become an offer."""

from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import Place, Resident, World

OWN_LANDLORD_SETTINGS = ("general_needs", "shared_ownership", "supported_living", "extra_care")
NHS_FUNDING = ("joint", "chc", "s117")


def checks_before_offer(world: World, resident: Resident, place: Place) -> tuple[str, ...]:
    """Codes of the checks that this match needs, in the order in which they are usually made."""
    needed = {
        "ask_first": resident.consent == "not_asked",
        "capacity_and_deprivation_of_liberty": resident.consent == "best_interests",
        "occupational_therapist": resident.access_need in STEP_FREE_NEEDS or bool(resident.equipment_needed),
        "provider": _provider_must_agree(world, resident, place),
        "landlord": place.setting in OWN_LANDLORD_SETTINGS and world.home[place.home_id].landlord is not None,
        "rent": place.weekly_rent is None or bool(place.rent_unmet_weekly),
        "funder": resident.funding in NHS_FUNDING or bool(resident.nhs_share),
    }
    return tuple(check for check, applies in needed.items() if applies)


def _provider_must_agree(world: World, resident: Resident, place: Place) -> bool:
    """Where another authority's tenant lives there, or the person needs trained staff or support with behaviour."""
    strangers = any(
        room.status == "occupied" and room.occupant_id is None for room in world.bedspaces_of[place.home_id]
    )
    return strangers or bool(resident.skills_needed) or resident.behaviour_support in ("some", "high")
