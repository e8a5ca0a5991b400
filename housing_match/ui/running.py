"""One plan in the making: solved in a thread, so that the page stays alive, shows how far it is and can stop it."""

import threading
import time

from housing_match import run as product
from housing_match.domain import Geography, Scenario, World
from housing_match.publish import Outcome
from housing_match.solve import PinsCannotBeKept, Progress, SolverFailed
from housing_match.tables import Fault, FaultsFound


class Run:
    """A plan from the moment somebody asks for it; its fields are read by the page and written by one thread."""

    def __init__(self, world: World, geography: Geography, scenario: Scenario) -> None:
        self.world, self.geography, self.scenario = world, geography, scenario
        self.told: list[Progress] = []
        self.outcome: Outcome | None = None
        self.faults: tuple[Fault, ...] = ()
        self.trouble = ""
        """Why there is no plan, in a sentence; empty while there may be one."""
        self._began = time.monotonic()
        self._ended: float | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._plan, name="plan", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether the plan is still in the making."""
        return self._ended is None

    @property
    def stopping(self) -> bool:
        """Whether somebody said stop."""
        return self._stop.is_set()

    @property
    def seconds(self) -> float:
        """How long it took, so far or in all."""
        return (self._ended or time.monotonic()) - self._began

    def stop(self) -> None:
        """Ends it soon, with the best plan found so far."""
        self._stop.set()

    def _plan(self) -> None:
        try:
            self.outcome = product.plan(
                self.world, self.geography, self.scenario, tell=self.told.append, stopped=self._stop.is_set
            )
        except FaultsFound as found:
            self.faults = found.faults
            self.trouble = "The scenario does not fit the tables."
        except PinsCannotBeKept as said:
            self.trouble = str(said)
        except SolverFailed as said:
            self.trouble = f"The proof failed ({said}), so there is no plan. This is a fault of ours; please report it."
        except Exception as error:  # whatever nobody foresaw must reach the page, not die with the thread
            self.trouble = f"Something went wrong that should not ({type(error).__name__}). Please report it."
        finally:
            self._ended = time.monotonic()
