"""The kinds of layer that can be imported, and by which headings their columns are known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

POINTS, LINES, AREAS = ("Point", "MultiPoint"), ("LineString", "MultiLineString"), ("Polygon", "MultiPolygon")
WORD_OF: dict[tuple[str, ...], str] = {POINTS: "points", LINES: "lines", AREAS: "areas"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column as it is stored; `headings` are patterns of squashed headings, the likeliest first."""

    name: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of layer: what it is for, which shapes it may have, and its columns, of which the first may be an id."""

    name: str
    meaning: str
    shapes: tuple[tuple[str, ...], ...]
    """The groups of shapes allowed, one group in one file."""
    fields: tuple[Field, ...]
    id_field: str | None = None
    id_pattern: str = r".+"
    joined_by_code: bool = False
    """Whether a table without any shape will do, its rows being areas known by their code."""


def squashed(heading: str) -> str:
    """A heading in small letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", str(heading).lower())


def heading_of(headings: Iterable[str], patterns: tuple[str, ...]) -> str | None:
    """The first heading that a pattern matches whole, the patterns tried in order."""
    every = list(headings)
    for pattern in patterns:
        for heading in every:
            if re.fullmatch(pattern, squashed(heading)):
                return heading
    return None


_GSS = r"[EWSN]\d{8}"
_BOROUGH = Field(
    name="borough", headings=(r"(lad|ltla|la)\d\d(cd|code)", r"(lad|ltla|la)\d\d(nm|name)", "borough", "lad")
)
_LSOA = Field(
    name="code", headings=(r"lsoa\d\d(cd|code)", r"lsoacode(\d{4})?", r"lsoa\d{4}", "lsoa", "code"), required=True
)
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="boroughs",
            meaning="official outlines of local authorities",
            shapes=(AREAS,),
            id_field="code",
            id_pattern=_GSS,
            fields=(
                Field(
                    name="code",
                    headings=(r"(lad|ltla|la)\d\d(cd|code)", r"gss(code)?", "ladcode", "code"),
                    required=True,
                ),
                Field(
                    name="name", headings=(r"(lad|ltla|la)\d\d(nm|name)", "ladname", "name", "borough"), required=True
                ),
            ),
        ),
        Kind(
            name="wards",
            meaning="wards, whose names people may prefer or avoid",
            shapes=(AREAS,),
            id_field="code",
            id_pattern=_GSS,
            fields=(
                Field(
                    name="code",
                    headings=(r"(wd|ward)\d\d(cd|code)", r"gss(code)?", r"ward(code|cd)", "code"),
                    required=True,
                ),
                Field(
                    name="name", headings=(r"(wd|ward)\d\d(nm|name)", r"ward(name|nm)", "name", "ward"), required=True
                ),
                _BOROUGH,
            ),
        ),
        Kind(
            name="lsoas",
            meaning="lower-layer super output areas, to which deprivation and PTAL are joined",
            shapes=(AREAS,),
            id_field="code",
            id_pattern=_GSS,
            fields=(_LSOA, Field(name="name", headings=(r"lsoa\d\d(nm|name)", "lsoaname", "name")), _BOROUGH),
        ),
        Kind(
            name="bus_stops",
            meaning="bus stops, which anybody can use (NaPTAN or TfL)",
            shapes=(POINTS,),
            id_field="stop_id",
            fields=(
                Field(
                    name="stop_id",
                    headings=("atcocode", "naptanatco", "stopcodelbsl", "busstopcode", "stopid", "id"),
                    required=True,
                ),
                Field(name="name", headings=("commonname", "stopname", "name")),
            ),
        ),
        Kind(
            name="stations",
            meaning="stations with the lines that are step-free from street to platform",
            shapes=(POINTS,),
            id_field="station_id",
            fields=(
                Field(name="station_id", headings=("uniqueid", "stationid", "id", "crscode", "naptan"), required=True),
                Field(name="name", headings=("name", "stationname", "station", "friendlyname"), required=True),
                Field(name="lines", headings=("lines", "line")),
                Field(name="step_free_lines", headings=("stepfreelines", "stepfreefull")),
                Field(name="of_station", headings=("stationuniqueid",)),
            ),
        ),
        Kind(
            name="streets",
            meaning="streets and paths that can be walked, for minutes on foot",
            shapes=(LINES,),
            fields=(Field(name="highway", headings=("highway", "fclass", "roadclassification")),),
        ),
        Kind(name="river", meaning="the river and other water, for maps", shapes=(AREAS,), fields=()),
        Kind(name="parks", meaning="parks and other green space, for maps", shapes=(AREAS,), fields=()),
        Kind(
            name="rail_lines",
            meaning="lines of the tube and of railways, for maps, in place of the shipped ones",
            shapes=(LINES,),
            fields=(Field(name="name", headings=("name", "line", "linename")),),
        ),
        Kind(
            name="gtfs",
            meaning="a timetable of public transport (a GTFS feed in its zip): journeys and PTAL",
            shapes=(POINTS,),
            id_field="stop_id",
            fields=(
                Field(name="stop_id", headings=("stopid",), required=True),
                Field(name="name", headings=("name",)),
                Field(name="step_free", headings=("stepfree",)),
            ),
        ),
        Kind(
            name="ptal",
            meaning="public transport accessibility levels: TfL's grid or zones, or a table by LSOA",
            shapes=(POINTS, AREAS),
            joined_by_code=True,
            fields=(
                Field(name="ptal", headings=(r"ptal(\d{4})?", "ptalband", r"ptal.*"), required=True),
                Field(name="access_index", headings=(r"(av)?(pt)?ai(\d{4})?", "accessindex")),
                Field(name="code", headings=_LSOA.headings),
                _BOROUGH,
            ),
        ),
        Kind(
            name="imd",
            meaning="deprivation by LSOA: the index, crime and living environment, as deciles (1 is most deprived)",
            shapes=(AREAS,),
            id_field="code",
            id_pattern=_GSS,
            joined_by_code=True,
            fields=(
                _LSOA,
                Field(
                    name="imd_decile",
                    headings=("imddecile", r"indexofmultipledeprivationimddecile.*", r"imddec\d?"),
                    required=True,
                ),
                Field(name="crime_decile", headings=("crimedecile", r"crimedecile.*", "crimedec")),
                Field(
                    name="environment_decile",
                    headings=("environmentdecile", r"livingenvironmentdecile.*", "envdec"),
                ),
                _BOROUGH,
            ),
        ),
        Kind(
            name="street_lights",
            meaning="street lights around homes",
            shapes=(POINTS,),
            fields=(Field(name="light_id", headings=("lightid", "columnid", "assetid", "id", "osmid")),),
        ),
        Kind(
            name="sites",
            meaning="candidate sites from brownfield registers or planning data",
            shapes=(POINTS, AREAS),
            id_field="site_id",
            fields=(
                Field(
                    name="site_id",
                    headings=("sitereference", "siteid", "reference", "planningreference", "lpreference", "id"),
                    required=True,
                ),
                Field(name="name", headings=("sitenameaddress", "name", "siteaddress", "address", "sitename")),
                Field(name="borough", headings=("lad", "borough", "organisationlabel", "organisation", "lpaname")),
                Field(name="hectares", headings=("hectares", "sitearea", "area")),
                Field(
                    name="dwellings",
                    headings=("minnetdwellings", "minimumnetdwellings", r"netdwellings.*", "dwellings"),
                ),
                Field(name="planning_status", headings=("planningstatus", "planningpermissionstatus")),
            ),
        ),
    )
}
