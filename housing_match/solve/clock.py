"""When a search has to end: at its time limit, or when somebody says stop."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from math import inf
from typing import TypeVar

T = TypeVar("T")
LISTEN_SECONDS = 0.1
LATE_SECONDS = 1.0
"""So late may work answer that was told how much time is left; what comes later is not waited for."""


def begun(work: Callable[[], T]) -> Future[T]:
    """The result to come of work in a thread of its own, which the program's end does not wait for."""
    result: Future[T] = Future()

    def do() -> None:
        try:
            result.set_result(work())
        except BaseException as error:  # raised again in the thread that asks for the result
            result.set_exception(error)

    threading.Thread(target=do, daemon=True).start()
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`deadline` stands on the monotonic clock; `stopped` is asked again and again, from several threads."""

    deadline: float = inf
    stopped: Callable[[], bool] = lambda: False

    @classmethod
    def until(cls, seconds: int | None, stopped: Callable[[], bool]) -> "Clock":
        """A clock that runs for so many seconds from now, or for ever."""
        return cls(deadline=inf if seconds is None else time.monotonic() + seconds, stopped=stopped)

    def no_more_than(self, seconds: float) -> "Clock":
        """The same, but for so many seconds from now at the most."""
        return replace(self, deadline=min(self.deadline, time.monotonic() + seconds))

    def seconds_left(self) -> float:
        """The seconds left. Raises TimeoutError where none are, or somebody said stop."""
        left = self.deadline - time.monotonic()
        if left <= 0 or self.stopped():
            raise TimeoutError
        return left

    def heard(self, work: Callable[[], T]) -> T:
        """The result of work that cannot be interrupted. Raises TimeoutError when time is up or somebody says stop.

        HiGHS takes no interruption, and looks at the time it was given only now and then: it is left to end by itself,
        in a thread that nothing waits for.
        """
        result = begun(work)
        while not result.done():
            wait([result], timeout=LISTEN_SECONDS)
            if not result.done() and (self.stopped() or time.monotonic() > self.deadline + LATE_SECONDS):
                raise TimeoutError
        return result.result()
