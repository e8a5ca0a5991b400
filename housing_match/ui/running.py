"""One plan in the making: solved in a thread, so that the page stays alive, shows how far it is and can stop it."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from housing_match import run as product
from housing_match.domain import GOAL, Geography, Scenario, World, goal_order
from housing_match.planning import RedesignNotKnown, TooManyRedesigns
from housing_match.solve import PinsCannotBeKept, Progress, QuotasCannotBeMet, SolverFailed
from housing_match.tables import Fault, FaultsFound
from housing_match.ui.made import Made

TO_COME, BEGUN, PROVED = "to come", "being proved", "proved"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSoFar:
    """How far one goal is; `value` of the best plan so far and `bound` are None, and seconds 0, while it is to come."""

    title: str
    state: str
    value: int | None = None
    bound: int | None = None
    seconds: float = 0


Found = TypeVar("Found")


class Behind(Generic[Found]):
    """Something made in a thread by proving goals; its fields are read by the page and written by that thread."""

    def __init__(self, scenario: Scenario, find: Callable[[], Found]) -> None:
        self.scenario = scenario
        self.told: list[tuple[float, Progress]] = []
        """What the search said, each with how many seconds after the start."""
        self.made: Found | None = None
        self.faults: tuple[Fault, ...] = ()
        self.trouble = ""
        """Why nothing was made, in a sentence; empty while there may be something."""
        self._find = find
        self._began = time.monotonic()
        self._ended: float | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._make, name="plan", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still in the making."""
        return self._ended is None

    @property
    def stopping(self) -> bool:
        """Whether somebody said stop."""
        return self._stop.is_set()

    @property
    def seconds(self) -> float:
        """How long it took, so far or in all."""
        return (self._ended or time.monotonic()) - self._began

    def goals(self) -> tuple[GoalSoFar, ...]:
        """Every goal in the scenario's order, as far as it is."""
        told = list(self.told)
        found = []
        for goal in (GOAL[name] for name in goal_order(self.scenario.goals)):
            said = [(at, one) for at, one in told if one.goal == goal.name]
            if not said:
                found.append(GoalSoFar(title=goal.title, state=TO_COME))
                continue
            (began, _), (ended, last) = said[0], said[-1]
            found.append(
                GoalSoFar(
                    title=goal.title,
                    state=PROVED if last.proved else BEGUN,
                    value=last.value,
                    bound=last.bound,
                    seconds=(ended if last.proved else self.seconds) - began,
                )
            )
        return tuple(found)

    def stop(self) -> None:
        """Ends it soon, with the best plan found so far."""
        self._stop.set()

    def tell(self, progress: Progress) -> None:
        """What the search says of its progress; called in the thread."""
        self.told.append((self.seconds, progress))

    def _make(self) -> None:
        try:
            self.made = self._find()
        except FaultsFound as found:
            self.faults = found.faults
            self.trouble = "The scenario does not fit the tables."
        except (PinsCannotBeKept, QuotasCannotBeMet, RedesignNotKnown, TooManyRedesigns) as said:
            self.trouble = str(said)
        except TimeoutError:
            self.trouble = "It was stopped before there was an answer."
        except SolverFailed as said:
            self.trouble = f"The proof failed ({said}), so there is no plan. This is a fault of ours; please report it."
        except Exception as error:  # whatever nobody foresaw must reach the page, not die with the thread
            self.trouble = f"Something went wrong that should not ({type(error).__name__}). Please report it."
        finally:
            self._ended = time.monotonic()


class Run(Behind[Made]):
    """A plan from the moment somebody asks for it; it starts from the plan made before, if there is one."""

    def __init__(
        self, world: World, geography: Geography, scenario: Scenario, *, before: Mapping[str, str] | None
    ) -> None:
        self.world, self.geography, self.before = world, geography, before
        super().__init__(scenario, self._plan)

    def made_for(self, world: World | None, scenario: Scenario | None) -> bool:
        """Whether the plan is for these tables and this scenario."""
        return self.scenario == scenario and (self.world is world or self.world == world)

    def _plan(self) -> Made:
        outcome = product.plan(
            self.world,
            self.geography,
            self.scenario,
            before=self.before,
            tell=self.tell,
            stopped=self._stop.is_set,
        )
        return Made(outcome=outcome, seconds=self.seconds)
