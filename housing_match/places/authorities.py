"""English local authorities by name or GSS code, from `maps/authorities.csv`."""

import csv
import re
from dataclasses import dataclass
from functools import cache

from housing_match import shipped

_BEFORE_THE_NAME = re.compile(r"^(the )?((london|royal|metropolitan) )?(borough|city|county) of ")
_AFTER_THE_NAME = re.compile(
    r" (((london|metropolitan|royal) )?(borough|city|county|district) )?council$| city of$| county of$"
)


@dataclass(frozen=True, slots=True)
class _Authority:
    """A row of the table; `replaced_by` is the present code where this one has been recoded."""

    code: str
    name: str
    upper_code: str
    upper_name: str
    replaced_by: str


def authority_code(text: str) -> str | None:
    """The GSS code of an English authority, lower or upper tier, from its name or a code; None where there is none.

    Names in any case, with `&` or `and`, with or without "London Borough of", "City of", "Council" and the like. A code
    that has been replaced gives the present one. "London" is nobody's name.
    """
    code = text.strip().upper()
    if code in _names():
        return _replaced().get(code, code)
    full = _plain(text)
    return _codes().get(full) or _codes().get(_short(full))


def authority_name(code: str) -> str:
    """The name of an authority; the code itself where it is not an English one."""
    return _names().get(code, code)


def authority_names() -> tuple[str, ...]:
    """Every name that `authority_code` knows as it is officially written, in alphabetical order."""
    return tuple(sorted(set(_names().values())))


def codes_over(laua: str) -> frozenset[str]:
    """The codes of the lower-tier and upper-tier authorities that a lower-tier code belongs to, itself among them."""
    return _over().get(laua, frozenset({laua}))


def care_authority(laua: str) -> str:
    """The code of the authority responsible for social care where a lower-tier code is: a district's county."""
    return _upper().get(laua, laua)


def lower_codes(code: str) -> frozenset[str]:
    """The present lower-tier codes of an authority: a county's districts, any other's own."""
    return frozenset(one.code for one in _table() if code in (one.code, one.upper_code) and not one.replaced_by)


@cache
def _table() -> tuple[_Authority, ...]:
    with shipped("maps/authorities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_Authority(**row) for row in csv.DictReader(file))


@cache
def _names() -> dict[str, str]:
    """Names by code, lower and upper tier, replaced codes too."""
    lower = {one.code: one.name for one in _table()}
    return {one.upper_code: one.upper_name for one in _table()} | lower


@cache
def _replaced() -> dict[str, str]:
    return {one.code: one.replaced_by for one in _table() if one.replaced_by}


@cache
def _upper() -> dict[str, str]:
    return {one.code: one.upper_code for one in _table()}


@cache
def _over() -> dict[str, frozenset[str]]:
    return {one.code: frozenset({one.code, one.upper_code}) for one in _table()}


@cache
def _codes() -> dict[str, str]:
    """Present codes by plain name, and by short name where that is not another authority's."""
    full = {_plain(name): code for code, name in _names().items() if code not in _replaced()}
    short = {_short(name): code for name, code in full.items() if name != "city of london"}
    return short | full


def _plain(text: str) -> str:
    """Lower case, `and` for `&`, no apostrophes, and one space for all else that is no letter."""
    lower = text.lower().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[^\W\d_]+", lower))


def _short(plain: str) -> str:
    """A plain name without the words that say what kind of authority it is."""
    return _BEFORE_THE_NAME.sub("", _AFTER_THE_NAME.sub("", plain)).removeprefix("county ")
