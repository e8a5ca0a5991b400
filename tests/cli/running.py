"""Runs the installed command as a person would, or its commands in this process where there are many."""

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from housing_match.cli import app
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


def invoked(*words, cwd):
    """As `housing_match`, without the second that a new process takes to load."""
    with chdir(cwd):
        result = CliRunner().invoke(app, [str(word) for word in words])
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)


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
