"""Files that are written all together or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_together(folder: Path, *, last: str = "") -> Iterator[Path]:
    """A folder to write into; what stands in it at the end replaces the files of those names, `last` after all others.

    Raises OSError where a file cannot be written or replaced; every file that stood there is then as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".housing-match-", dir=folder))
    try:
        yield aside
        replace_all(
            sorted((path.name for path in aside.iterdir()), key=lambda name: (name == last, name)), aside, folder
        )
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def replace_all(names: Sequence[str], aside: Path, folder: Path) -> None:
    """Moves these files, in this order, from one folder into another; where one cannot be, those before it are undone.

    Raises OSError. Should even undoing fail, the older files stay in a hidden folder beside them.
    """
    older = Path(tempfile.mkdtemp(prefix=".housing-match-older-", dir=folder))
    stood = [name for name in names if (folder / name).exists()]
    replaced = []
    try:
        for name in stood:
            shutil.copy2(folder / name, older)  # a copy: no moment is without the file, and a full disk is seen first
        for name in names:
            os.replace(aside / name, folder / name)
            replaced.append(name)
    except BaseException:
        for name in replaced:
            if name in stood:
                os.replace(older / name, folder / name)
            else:
                (folder / name).unlink()
        shutil.rmtree(older, ignore_errors=True)
        raise
    shutil.rmtree(older, ignore_errors=True)
