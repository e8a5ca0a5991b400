"""How every command ends: an exit code and, where something went wrong, one clear line on stderr."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

FAILED, USAGE, FAULTS, NOTHING_POSSIBLE, OUT_OF_TIME = 1, 2, 3, 4, 5

P = ParamSpec("P")


def say(line: str) -> None:
    """One line for the person at the screen, apart from the results."""
    print(line, file=sys.stderr)


def ended_clearly(command: Callable[P, None]) -> Callable[P, None]:
    """The command, with every way it can fail turned into a line and an exit code; no traceback reaches a user."""

    @functools.wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except typer.Exit:
            raise
        except KeyboardInterrupt:
            _end(FAILED, "Stopped. Nothing was written.")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own last flush is quiet
            _end(FAILED, "Nobody reads the output any more, so it was cut short.")
        except Exception as error:
            _end(*_ending(error))

    return run


def _end(code: int, line: str) -> None:
    say(f"housing-match: {line}")
    if os.environ.get("HOUSING_MATCH_DEBUG"):
        raise
    raise typer.Exit(code)


def _ending(error: Exception) -> tuple[int, str]:
    """The exit code and the line for an error; an error that nobody foresaw says so."""
    from housing_match.cli.answers import NothingKnown
    from housing_match.solve import PinsCannotBeKept, SolverFailed
    from housing_match.tables import FaultsFound
    from housing_match.verify import PlanUnreadable

    if isinstance(error, FaultsFound):
        from housing_match.cli.show import show_faults

        show_faults(error.faults, None, as_json=False, file=sys.stderr)
        return FAULTS, "Nothing was planned and nothing was written."
    if isinstance(error, PinsCannotBeKept):
        return FAULTS, str(error)
    if isinstance(error, PlanUnreadable):
        return FAULTS, str(error)
    if isinstance(error, NothingKnown):
        return USAGE, str(error)
    if isinstance(error, SolverFailed):
        return FAILED, f"The proof failed ({error}). Nothing was written. This is a fault of ours; please report it."
    if isinstance(error, OSError):
        return FAILED, _file_trouble(error)
    return (
        FAILED,
        f"Something went wrong that should not ({type(error).__name__}). Please report it; nothing was written.",
    )


def _file_trouble(error: OSError) -> str:
    where = error.filename or "the output"
    if error.errno == errno.ENOSPC:
        return f"The disk is full: {where} could not be written. Free some space and run again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where} cannot be written: no permission. Choose another folder with --out."
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{where} is a file, not a folder. Choose another folder with --out."
    return f"{where}: {error.strerror or error}. Nothing half-written stays."
