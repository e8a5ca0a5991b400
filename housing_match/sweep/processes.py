"""Runs worked by processes of this machine; one that dies takes nothing with it but the runs it was at."""

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

LISTEN_SECONDS = 0.2
"""How often the wait for results is broken off, so that Ctrl-C is heard on every system."""


class WorkerLost(Exception):
    """A worker ended before its run was done: it was killed, or there was not enough memory."""


class Processes:
    """So many worker processes, each of which holds `shared` and calls `work(shared, task)` for one task at a time."""

    def __init__(self, work: Callable[[Any, Any], Any], shared: Any, workers: int) -> None:
        self._given, self._workers = (work, shared), workers
        self._others = multiprocessing.active_children()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            for child in multiprocessing.active_children():
                if child not in self._others:
                    child.terminate()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def results(self, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its result, or with the exception that ended it, as soon as it is known.

        When a worker dies, every task then under way ends with WorkerLost: whose fault it was nobody can tell.
        """
        left, running = deque(tasks), dict[Future[Any], Any]()
        while left or running:
            while left and len(running) < self._workers:
                try:
                    running[self._submitted(left[0])] = left[0]
                except BrokenProcessPool:
                    break
                left.popleft()
            done = wait(running, LISTEN_SECONDS, FIRST_COMPLETED).done if running else set()
            if any(isinstance(one.exception(), BrokenProcessPool) for one in done) or not running:
                done = wait(running).done  # a broken pool ends all that it has
                self._pool = None
            for future in done:
                error = future.exception()
                lost = isinstance(error, BrokenProcessPool)
                yield running.pop(future), WorkerLost("its worker was lost") if lost else error or future.result()

    def _submitted(self, task: Any) -> Future[Any]:
        with _deaf():
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self._workers, context, _hold, self._given)
            return self._pool.submit(_worked, task)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes begun in here never hear Ctrl-C, which a terminal sends to all: their parent, who hears it, ends them.

    What comes meanwhile is heard afterwards. Where signals cannot be held back (Windows), `_hold` is what makes deaf.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # begun later it would itself let signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_held: list[Any] = []
"""In a worker: what to call, and what it shares with all other workers."""


def _hold(*given: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _held[:] = given


def _worked(task: Any) -> Any:
    work, shared = _held
    return work(shared, task)
