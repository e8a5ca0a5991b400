"""Runs the installed command as a person would, in a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

from housing_match.tables import write_tables

COMMAND = str(Path(sys.executable).with_name("housing-match"))
DAY = ("--as-of", "2026-11-02")
"""The date of the villages and of the sample."""


def housing_match(*words, cwd, env=None, **options):
    """The finished command; stdout and stderr as text in UTF-8."""
    return subprocess.run(
        [COMMAND, *map(str, words)],
        cwd=cwd,
        env=os.environ | (env or {}),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        **options,
    )


def written(world, folder):
    """The folder with the world's tables in it."""
    write_tables(world, folder)
    return folder


def one_line(done):
    """The last line on stderr, once it is sure that no traceback stands there and that it is ours."""
    assert "Traceback" not in done.stderr
    assert "should not" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("housing-match: ")
    return last.removeprefix("housing-match: ")
