"""Whole texts held against files that somebody has read: what is new is written beside, to be read and renamed."""

from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def reads_as(name, text):
    """Fails where the text is not that of the file; the text is then beside it, with .new at the end."""
    kept = FOLDER / name
    fresh = kept.with_name(f"{name}.new")
    if kept.exists() and kept.read_text(encoding="utf-8") == text:
        fresh.unlink(missing_ok=True)
        return
    FOLDER.mkdir(exist_ok=True)
    fresh.write_text(text, encoding="utf-8")
    raise AssertionError(f"{name} reads otherwise now: see {fresh}, and rename it if it is right")
