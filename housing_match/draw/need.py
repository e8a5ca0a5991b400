"""Maps of one need: area by area against the empty homes that meet it, and people for each of these homes."""

import html
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from housing_match.domain import World
from housing_match.draw.box import Point
from housing_match.draw.ground import borough_box, borough_map
from housing_match.draw.marks import FONT, GREY, MAGENTA, NAVY, add_circles, with_gaps
from housing_match.explain.need_by_place import NEAR_MINUTES, AreaNeed, NeedByArea, Pressure
from housing_match.explain.small_numbers import HIDDEN, MOST_HIDDEN, count_words, for_publishing
from housing_match.places.areas import Areas
from housing_match.places.base_map import BaseMap, lines_inside
from housing_match.places.postcodes import find

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LEAST_HOMES = 3
"""A published map shades only areas with as many homes."""
SHORT: Sequence[tuple[str, str, Callable[[int], bool]]] = (
    ("No more people than empty homes", "rgba(0,0,0,0)", lambda more: more <= 0),
    ("1 or 2 people more", "#CBD5DF", lambda more: 1 <= more <= 2),
    ("3 to 5 people more", "#7F97B0", lambda more: 3 <= more <= 5),
    ("6 or more people more", NAVY, lambda more: more >= 6),
)
"""Shades, the darker the more people there are for whom no empty home of the kind stands in the area."""
ROUNDED: Sequence[tuple[str, str, Callable[[int], bool]]] = (
    ("About 10 people", "#CBD5DF", lambda people: people <= 10),
    ("About 15 people", "#7F97B0", lambda people: people == 15),
    ("About 20 people or more", NAVY, lambda people: people >= 20),
)
NOT_SHOWN = f"Not shown: {HIDDEN} people, or fewer than {LEAST_HOMES} homes"
FILL_OPACITY = 0.85
LEAST_PIXELS, MOST_PIXELS, PIXELS_A_TENTH = 14, 46, 0.4
"""The size of a home's circle grows with the people for each void."""
_HATCHED = {"shape": "/", "size": 7, "solidity": 0.15, "fgcolor": GREY, "bgcolor": "white"}


def need_map(
    world: World, found: NeedByArea, areas: Areas[str], wanted: str, base: BaseMap, *, published: bool
) -> "Figure":
    """Each area shaded by how many more people than empty homes there are, with both numbers written in it.

    As published, by rounded people only, and hatched where these are few or there are fewer than LEAST_HOMES homes.
    """
    codes = {one.borough for one in world.homes}
    box = borough_box(codes, [])
    figure = borough_map(base, box, codes, _said_of_areas(found, wanted, published=published))
    for name, colour, is_in in ROUNDED if published else SHORT:
        some = [at for at, one in enumerate(found.areas) if _is_in(one, is_in, published=published)]
        _add_areas(figure, areas, some, name, {"fillcolor": colour})
        _add_numbers(figure, found, areas, some, dark=colour == NAVY, published=published)
    if published:
        hidden = [at for at, one in enumerate(found.areas) if not _may_show(one)]
        _add_areas(figure, areas, hidden, NOT_SHOWN, {"fillcolor": "white", "fillpattern": _HATCHED})
    return figure


def pressure_map(world: World, found: Sequence[Pressure], wanted: str, base: BaseMap, *, published: bool) -> "Figure":
    """Homes with empty places that meet the need, the larger the more people there are for each within NEAR_MINUTES.

    As published, homes that few people are near to are left out.
    """
    codes = {one.borough for one in world.homes}
    shown = [one for one in found if not published or for_publishing(one.people)]
    postcodes = find({world.home[one.home_id].postcode for one in shown})
    spots = [postcodes[world.home[one.home_id].postcode] for one in shown]
    figure = borough_map(base, borough_box(codes, []), codes, _said_of_homes(found, shown, wanted))
    points, numbers, sizes = [], [], []
    for one, spot in zip(shown, spots, strict=True):
        told = replace(one, people=(for_publishing(one.people) if published else None) or one.people)
        people = count_words(one.people, published=published)
        words = f"{world.home[one.home_id].name}\n{people} people and {one.voids} empty within {NEAR_MINUTES} minutes"
        points.append((spot.easting, spot.northing, words))
        numbers.append(pressure_words(one, published=published))
        sizes.append(min(MOST_PIXELS, LEAST_PIXELS + PIXELS_A_TENTH * told.tenths))
    add_circles(figure, "People near, for each empty home near that has it", points, numbers, sizes, MAGENTA)
    return figure


def pressure_words(one: Pressure, *, published: bool) -> str:
    """People for each void, with one decimal; as published, from the rounded number of people and whole."""
    if not published:
        return f"{one.tenths // 10}.{one.tenths % 10}"
    shown = for_publishing(one.people)
    return HIDDEN if shown is None else str(shown // one.voids)


def _may_show(one: AreaNeed) -> bool:
    return one.people > MOST_HIDDEN and one.homes >= LEAST_HOMES


def _is_in(one: AreaNeed, is_in: Callable[[int], bool], *, published: bool) -> bool:
    if not published:
        return is_in(one.short_by)
    shown = for_publishing(one.people)
    return _may_show(one) and shown is not None and is_in(shown)


def _add_areas(figure: "Figure", areas: Areas[str], some: Sequence[int], name: str, look: dict[str, Any]) -> None:
    if some:
        x, y = with_gaps(lines_inside(areas.shapes[some], (-1e7, -1e7, 1e7, 1e7), 5))
        line = {"color": GREY, "width": 0.8}
        alike: dict[str, Any] = {"mode": "lines", "fill": "toself", "line": line, "hoverinfo": "skip"}
        figure.add_scatter(x=x, y=y, name=name, opacity=FILL_OPACITY, **alike, **look)


def _add_numbers(
    figure: "Figure", found: NeedByArea, areas: Areas[str], some: Sequence[int], *, dark: bool, published: bool
) -> None:
    """People and empty homes in the middle of each area that has any."""
    told = [at for at in some if found.areas[at].people or found.areas[at].voids]
    middles: list[Point] = [areas.shapes[at].representative_point().coords[0] for at in told]
    counts = [(count_words(found.areas[at].people, published=published), found.areas[at].voids) for at in told]
    figure.add_scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        text=[people if published else f"{people} : {voids}" for people, voids in counts],
        hovertext=[
            f"{html.escape(areas.values[at])}<br>{people} people who need it<br>{voids} empty homes that have it"
            for at, (people, voids) in zip(told, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        mode="text",
        textfont={**FONT, "size": 12, "color": "white" if dark else GREY},
        showlegend=False,
    )


def _said_of_areas(found: NeedByArea, wanted: str, *, published: bool) -> str:
    people = count_words(sum(one.people for one in found.areas), published=published)
    voids = sum(one.voids for one in found.areas)
    most = max(found.areas, key=lambda one: one.short_by, default=None)
    worst = "" if most is None or published else f" The largest shortage in one area is {max(0, most.short_by)}."
    return f"Map of who needs {wanted}: {people} people in {len(found.areas)} areas, and {voids} empty homes.{worst}"


def _said_of_homes(found: Sequence[Pressure], shown: Sequence[Pressure], wanted: str) -> str:
    left_out = f"; {len(found) - len(shown)} with few people near are left out" if len(shown) < len(found) else ""
    return f"Map of {len(shown)} homes with empty places that have {wanted}, by people near for each{left_out}."
