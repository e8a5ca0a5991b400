"""What somebody uploads to the files of tables in it: one workbook, one zip of a folder of CSV files, or CSV files."""

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath

from housing_match.tables.child import MAX_RATIO, SMALL_BYTES
from housing_match.tables.faults import Fault, printable

MOST_UNPACKED_BYTES = 200 * 2**20
MOST_MEMBERS = 200
MOST_DIRECTORY_BYTES = 2**20
"""A zip's own list of members is not even read beyond this."""
ZIP, OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"
BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError)
"""What zipfile raises on a broken zip; the last for a compression, an encryption or a version that it does not know."""
END_OF_ZIP = b"PK\x05\x06"
ENCRYPTED = 1
PASSED_OVER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What macOS and Windows leave in a zip."""
AGAIN = "Make the zip again from the folder that holds the CSV files, with nothing else in it."
WORDS: dict[str, tuple[str, str]] = {
    "mixed_upload": ("are not one set of tables", "Upload one workbook, or one zip, or CSV files and nothing else."),
    "bad_zip": ("is damaged", AGAIN),
    "zip_bomb": ("unpacks to far more than it seems to hold", AGAIN),
    "too_many_files": (f"holds more than {MOST_MEMBERS} files", AGAIN),
    "zip_path": ("holds a path that leads out of its folder", AGAIN),
    "zip_folders": ("holds CSV files in more than one folder", AGAIN),
    "password": ("is protected by a password", "Make the zip again without one."),
    "zip_method": ("is packed in a way that is not read here", "Make it as an ordinary .zip file."),
    "no_tables": ("holds no CSV file", "Upload the workbook itself, or a zip of the folder that holds the CSV files."),
    "repeated_table": ("is there twice", "Keep one of the two."),
}

Files = dict[str, bytes]


class Refused(Exception):
    """The upload is not read any further: a code of WORDS, and the name it is about."""


def files_in(uploaded: Sequence[tuple[str, bytes]]) -> tuple[Files, tuple[Fault, ...]]:
    """The workbook or the CSV files that were uploaded as (name, content), by names safe to write; or why not.

    What each is says its content, not its name. None of the tables is parsed here: only zips of CSV files are unpacked.
    """
    try:
        return _files_in(uploaded), ()
    except Refused as refused:
        code, name = refused.args
        why, mend = WORDS[code]
        return {}, (Fault(code=code, table=printable(name), why=why, mend=mend),)


def _files_in(uploaded: Sequence[tuple[str, bytes]]) -> Files:
    packed = [(name, content) for name, content in uploaded if content.startswith((ZIP, OLD_EXCEL))]
    if packed and len(uploaded) > 1:
        raise Refused("mixed_upload", f"These {len(uploaded)} files")
    if not packed:
        return _named(uploaded)
    name, content = packed[0]
    if content.startswith(OLD_EXCEL) or _is_workbook(name, content):
        return {f"{_safe(name)}.xlsx": content}
    return _unpacked(name, content)


def _is_workbook(name: str, content: bytes) -> bool:
    """Whether a zip is an Excel workbook; of one that cannot be opened its name decides who says what is wrong."""
    try:
        with _opened(name, content) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except Refused:
        if name.lower().endswith((".xlsx", ".xlsm")):
            return True
        raise


def _opened(name: str, content: bytes) -> zipfile.ZipFile:
    """The zip, its list of members read; refused where that list alone would be too long to read."""
    end = content.rfind(END_OF_ZIP)
    try:
        (directory_bytes,) = struct.unpack_from("<I", content, end + 12)
        if end < 0 or directory_bytes > MOST_DIRECTORY_BYTES:
            raise Refused("bad_zip" if end < 0 else "too_many_files", name)
        return zipfile.ZipFile(BytesIO(content))
    except (*BROKEN, struct.error):
        raise Refused("bad_zip", name) from None


def _unpacked(name: str, content: bytes) -> Files:
    """The CSV files of a zipped folder; whatever else lies in it is passed over, as in a folder on disk."""
    with _opened(name, content) as packed:
        members = [one for one in packed.infolist() if not one.is_dir() and not PASSED_OVER.search(one.filename)]
        _refuse_if_harmful(name, members)
        tables = [one for one in members if one.filename.lower().endswith(".csv")]
        if not tables:
            raise Refused("no_tables", name)
        if len({PurePosixPath(one.filename).parent for one in tables}) > 1:
            raise Refused("zip_folders", name)
        try:
            return _named([(one.filename, packed.read(one)) for one in tables])
        except (*BROKEN, zlib.error, EOFError, OSError):
            raise Refused("bad_zip", name) from None


def _refuse_if_harmful(name: str, members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse by what the zip says of its members, before any is unpacked; no member can unpack to more than it says."""
    if len(members) > MOST_MEMBERS:
        raise Refused("too_many_files", name)
    if sum(one.file_size for one in members) > MOST_UNPACKED_BYTES:
        raise Refused("zip_bomb", name)
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in one.filename:
            raise Refused("zip_path", name)
        if one.file_size > max(SMALL_BYTES, MAX_RATIO * one.compress_size):
            raise Refused("zip_bomb", name)
        if one.flag_bits & ENCRYPTED:
            raise Refused("password", name)
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("zip_method", name)


def _named(files: Sequence[tuple[str, bytes]]) -> Files:
    """CSV files by a name safe to write; the table is what stands before the ending."""
    named: dict[str, bytes] = {}
    for name, content in files:
        table = _safe(name)
        if f"{table.casefold()}.csv" in (one.casefold() for one in named):
            raise Refused("repeated_table", table)
        named[f"{table}.csv"] = content
    return named


def _safe(name: str) -> str:
    """The last part of a name without its ending and without what a file system could take for anything else."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return re.sub(r"[^\w .()+-]", "_", stem).strip(". ")[:60] or "upload"
