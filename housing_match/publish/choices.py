"""People, homes and bedspaces as lists to choose from, each with the words by which it can be found."""

from collections.abc import Iterable
from dataclasses import dataclass

from housing_match.criteria.comparing import code_words
from housing_match.domain import World
from housing_match.places.authorities import authority_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One person, home or bedspace; `traits` are words for its needs or what it offers, `band` is people's only."""

    id: str
    label: str
    borough: str
    band: str
    traits: tuple[str, ...]


def people(world: World) -> tuple[Choice, ...]:
    """Everybody in the tables, in id order."""
    return tuple(
        Choice(
            id=one.resident_id,
            label=f"{one.resident_id}, {authority_name(one.borough)}, band {one.priority_band}",
            borough=authority_name(one.borough),
            band=one.priority_band,
            traits=_traits(
                "needs a move" if one.needs_move else "ready to move on" if one.move_on_status == "ready" else None,
                f"lives in {code_words(one.situation)}",
                one.access_need and f"access {one.access_need}",
                *_supported(one.night_support, one.behaviour_support, one.staff_ratio),
                *_listed(one.equipment_needed, one.design_needed, one.skills_needed),
            ),
        )
        for one in world.residents
    )


def homes(world: World) -> tuple[Choice, ...]:
    """Every home, in id order."""
    return tuple(
        Choice(
            id=one.home_id,
            label=f"{one.home_id}, {one.name}, {authority_name(one.borough)}",
            borough=authority_name(one.borough),
            band="",
            traits=_traits(
                code_words(one.home_type),
                code_words(one.setting),
                one.ahr_category and f"access {one.ahr_category}",
                *_supported(one.night_support, one.behaviour_support, one.staff_ratio),
                *_listed(one.equipment, one.design, one.skills),
            ),
        )
        for one in world.homes
    )


def bedspaces(world: World) -> tuple[Choice, ...]:
    """Every bedspace, in id order; its traits are its state and those of its home."""
    found = {home.id: home for home in homes(world)}
    return tuple(
        Choice(
            id=one.bedspace_id,
            label=f"{one.bedspace_id}, {world.home[one.home_id].name}, {code_words(one.status)}",
            borough=found[one.home_id].borough,
            band="",
            traits=(code_words(one.status), *found[one.home_id].traits),
        )
        for one in world.bedspaces
    )


def matching(
    choices: Iterable[Choice], *, boroughs: Iterable[str], bands: Iterable[str], traits: Iterable[str], text: str
) -> tuple[Choice, ...]:
    """Those in one of the boroughs, of one of the bands, with all the traits and the text; empty asks for nothing."""
    boroughs, bands, traits, sought = set(boroughs), set(bands), set(traits), text.strip().casefold()
    return tuple(
        one
        for one in choices
        if (not boroughs or one.borough in boroughs)
        and (not bands or one.band in bands)
        and traits <= set(one.traits)
        and sought in one.label.casefold()
    )


def _traits(*words: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _supported(night: str | None, behaviour: str | None, staff: str | None) -> tuple[str | None, ...]:
    """Support beyond none: at night, for behaviour, and one's own staff."""
    return (
        None if night in (None, "none") else f"{code_words(night)} at night",
        None if behaviour in (None, "none") else f"{behaviour} behaviour support",
        None if staff in (None, "shared") else f"{staff} staff",
    )


def _listed(*lists: frozenset[str] | None) -> tuple[str, ...]:
    return tuple(code_words(code) for codes in lists for code in sorted(codes or ()))
