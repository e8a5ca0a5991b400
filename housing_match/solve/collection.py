"""Puts off Python's walks through all objects there are, of which a search for a plan would see one or more."""

import gc
from contextlib import ContextDecorator
from threading import Lock
from types import TracebackType

NEVER = 1 << 30
"""More collections of newer objects than there ever are."""


class NoFullCollection(ContextDecorator):
    """Inside, objects that have stood for a while are left alone; cycles that die young are still collected.

    Searches may run beside each other in threads: the last to end brings back what held before the first.
    """

    _lock = Lock()
    _inside = 0
    _usual = 0

    def __enter__(self) -> None:
        with self._lock:
            cls = type(self)
            if not cls._inside:
                cls._usual = gc.get_threshold()[2]
                gc.set_threshold(*gc.get_threshold()[:2], NEVER)
            cls._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            cls = type(self)
            cls._inside -= 1
            if not cls._inside:
                gc.set_threshold(*gc.get_threshold()[:2], cls._usual)
