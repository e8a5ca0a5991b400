"""How every command ends: an exit code and, where something went wrong, one clear line on stderr."""

import errno
import functools
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import wait
from io import TextIOWrapper
from typing import NoReturn, ParamSpec, TypeVar

import typer

FAILED, USAGE, FAULTS, NOTHING_POSSIBLE, OUT_OF_TIME = 1, 2, 3, 4, 5
ENDING_OF = {"nothing_possible": NOTHING_POSSIBLE, "feasible": OUT_OF_TIME}
"""Status of a plan → exit code; 0 for any other."""
LISTEN_SECONDS = 0.2

P = ParamSpec("P")
T = TypeVar("T")


def open_streams() -> None:
    """Output that takes any letter: UTF-8 in files and pipes, whatever the code page; nowhere if it is closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (open as long as we run)
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def heard(work: Callable[[], T], stop: threading.Event, so_far: str = "the best plan so far") -> T:
    """The result of long work, done in a thread so that this one hears Ctrl-C at once and sets `stop`.

    The work is left to come to the best it has; the second Ctrl-C raises KeyboardInterrupt.

    Were it done here, Ctrl-C would wait for the solver to answer and then be lost: the conversion of OR-Tools' answer
    (protobuf, called from C++) swallows the KeyboardInterrupt.
    """
    from housing_match.solve.clock import begun

    result = begun(work)
    while True:
        try:
            while not result.done():
                wait([result], timeout=LISTEN_SECONDS)  # without a timeout Windows would not hear Ctrl-C
            return result.result()
        except KeyboardInterrupt:  # whenever it comes, between two waits too
            if stop.is_set():
                raise
            stop.set()
            say(f"housing-match: Stopping with {so_far}. Press Ctrl-C again to end at once, without.")


def heard_whole(work: Callable[[], None], stop: threading.Event, so_far: str) -> bool:
    """Whether long work that raises TimeoutError once it is told to stop came to its end; done as `heard` does it."""
    try:
        heard(work, stop, so_far)
    except TimeoutError:
        return False
    return True


def code_of(*statuses: str) -> int:
    """The exit code of the first status that has one; 0 where none has: nothing is amiss."""
    return next((ENDING_OF[one] for one in statuses if one in ENDING_OF), 0)


def end_after(stop: threading.Event, code: int) -> None:
    """Ends long work that was heard with its exit code, at once where it was stopped; returns where all is well."""
    if stop.is_set():
        end_now(code)
    if code:
        raise typer.Exit(code)


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
            say("housing-match: Stopped. No file was left half-written.")
            end_now(FAILED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own last flush is quiet
            _end(FAILED, "Nobody reads the output any more, so it was cut short.")
        except Exception as error:
            _end(*_ending(error))

    return run


def end_now(code: int) -> NoReturn:
    """Ends without waiting for a solver that may still be at work in its thread."""
    sys.stdout.flush()
    os._exit(code)


def _end(code: int, line: str) -> NoReturn:
    say(f"housing-match: {line}")
    if os.environ.get("HOUSING_MATCH_DEBUG"):
        raise
    raise typer.Exit(code)


def _ending(error: Exception) -> tuple[int, str]:
    """The exit code and the line for an error; an error that nobody foresaw says so."""
    from housing_match.places.inspection import LayerRefused
    from housing_match.planning import RedesignNotKnown, SiteNotKnown, TooManyRedesigns, TooManyWorks
    from housing_match.publish.answers import NothingKnown
    from housing_match.solve import PinsCannotBeKept, PlanNotAllowed, PlanNotBest, SolverFailed
    from housing_match.sweep.cluster import ClusterRefused
    from housing_match.tables import FaultsFound
    from housing_match.verify import PlanUnreadable

    if isinstance(error, FaultsFound):
        from housing_match.cli.show import show_faults

        show_faults(error.faults, None, as_json=False, file=sys.stderr)
        return FAULTS, "Nothing was planned and nothing was written."
    if isinstance(error, LayerRefused):
        from housing_match.cli.show import show_groups
        from housing_match.cli.show_layers import fault_groups

        show_groups(fault_groups(error.faults), as_json=False, file=sys.stderr)
        return FAULTS, "Nothing was changed."
    if isinstance(error, PinsCannotBeKept | PlanNotAllowed | PlanNotBest | PlanUnreadable):
        return FAULTS, str(error)
    if isinstance(error, TooManyRedesigns | TooManyWorks):
        return FAULTS, str(error)
    if isinstance(error, NothingKnown | RedesignNotKnown | SiteNotKnown):
        return USAGE, str(error)
    if isinstance(error, ClusterRefused):
        return FAILED, str(error)
    if isinstance(error, SolverFailed):
        return FAILED, f"The proof failed ({error}). Nothing was written. This is a fault of ours; please report it."
    if isinstance(error, OSError):
        return FAILED, file_trouble(error)
    return (
        FAILED,
        f"Something went wrong that should not ({type(error).__name__}). Please report it; nothing was written.",
    )


def file_trouble(error: OSError) -> str:
    """What to do about a file or folder that cannot be written."""
    where = error.filename or "the output"
    if error.errno == errno.ENOSPC:
        return f"The disk is full: {where} could not be written. Free some space and run again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where} cannot be written: no permission. Choose another folder with --out."
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{where} is a file, not a folder. Choose another folder with --out."
    if error.errno == errno.EISDIR:
        return f"{where} is a folder, not a file. Give the file a name with --out."
    return f"{where}: {error.strerror or error}. Nothing half-written stays."
