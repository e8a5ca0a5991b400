"""The two-borough sample as a world and as a folder of tables with a page that says what in it is synthetic."""

from datetime import date
from pathlib import Path

from housing_match.domain import Resident, World
from housing_match.synthetic.ground import Grounds, grounds
from housing_match.synthetic.moves import need_to_move
from housing_match.synthetic.page import synthetic_page
from housing_match.synthetic.people import People, draw_people
from housing_match.synthetic.sites import brownfield_sites
from housing_match.synthetic.standing import with_consent, with_costs, with_gaps, with_reasons_out
from housing_match.synthetic.stock import empty_stock
from housing_match.synthetic.tenants import move_in
from housing_match.synthetic.ties import draw_ties
from housing_match.synthetic.whereabouts import settle
from housing_match.synthetic.works import home_types, works_on
from housing_match.tables import write_tables
from housing_match.tables.together import written_together

AS_OF = date(2026, 11, 2)
OPENING = ("void", "notice", "works", "pipeline")
NOTICE = (
    "SYNTHETIC: invented people and homes at real postcodes of Kensington and Chelsea and Westminster (seed {seed}); "
    "the brownfield sites are real"
)


def two_boroughs(seed: int = 1, as_of: date = AS_OF) -> World:
    """Two boroughs' people, homes, ties and sites; the same seed and date always give the same world."""
    where = grounds()
    people = draw_people(seed, as_of)
    stock = empty_stock(seed, as_of, where)
    tenants = move_in(seed, as_of, stock, people)
    residents = settle(seed, as_of, where, people, tenants.residents)
    outside = _outside(where, people, residents)
    residents = need_to_move(seed, as_of, people, stock, residents, outside)
    residents = with_consent(seed, people, residents)
    residents = with_reasons_out(seed, residents, outside)
    home = {one.home_id: one for one in tenants.homes}
    home_id_of = {room.occupant_id: room.home_id for room in tenants.bedspaces if room.occupant_id is not None}
    residents = with_costs(seed, people, residents, {who: home[home_id] for who, home_id in home_id_of.items()})
    opening = frozenset(room.home_id for room in tenants.bedspaces if room.status in OPENING)
    ties = draw_ties(seed, as_of, where, residents, home_id_of, opening)
    residents = with_gaps(seed, people, residents)
    return World(
        residents=tuple(residents[resident_id] for resident_id in sorted(residents)),
        connections=ties.connections,
        housemates=ties.housemates,
        exclusions=ties.exclusions,
        homes=tenants.homes,
        bedspaces=tenants.bedspaces,
        adaptations=works_on(stock),
        sites=brownfield_sites(),
        home_types=home_types(),
        notice=NOTICE.format(seed=seed),
    )


def write_sample(folder: Path, seed: int) -> None:
    """Write the sample's tables, about.csv and SYNTHETIC.md into a folder; the same seed gives the same bytes."""
    world = two_boroughs(seed)
    with written_together(folder) as aside:
        write_tables(world, aside)
        (aside / "SYNTHETIC.md").write_bytes(synthetic_page(world, seed, AS_OF).encode())


def _outside(where: Grounds, people: People, residents: dict[str, Resident]) -> frozenset[str]:
    """The adults whose postcode lies outside the borough that is responsible for them."""
    return frozenset(
        resident_id
        for resident_id, one in residents.items()
        if resident_id not in people.young
        and one.current_postcode is not None
        and where.point[one.current_postcode].authority != one.borough
    )
