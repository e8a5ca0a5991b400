"""What is asked on the page Why, each worked out in a thread beside the plan."""

from typing import Any

from housing_match.explain import Reasons, runner_up
from housing_match.publish.answer import Answer, Part
from housing_match.publish.regrets import alternatives_answer, ranked_answer
from housing_match.publish.what_if_answers import instead, runner_up_part
from housing_match.solve import Regret, WhatIf, alternatives, ranked
from housing_match.ui.running import Behind


class AnotherHome(Behind[Answer]):
    """The best plan in which a person has another home, or why none gives it."""

    def __init__(self, reasons: Reasons, resident_id: str, about: str) -> None:
        def find() -> Answer:
            return instead(reasons, _what_if(reasons, self), resident_id, about)

        super().__init__(reasons.assessment.scenario, find)


class NextBest(Behind[Part]):
    """The runner-up of a person and what decided against it."""

    def __init__(self, reasons: Reasons, resident_id: str) -> None:
        def find() -> Part:
            return runner_up_part(reasons, resident_id, runner_up(_what_if(reasons, self), resident_id))

        super().__init__(reasons.assessment.scenario, find)


class EveryChoice(Behind[None]):
    """Every home of a person, or every person for a place, by what it costs; first what each costs at least."""

    def __init__(self, reasons: Reasons, about: str) -> None:
        self.reasons, self.about = reasons, about
        self.known: list[Regret] = []
        self.at_least: tuple[Regret, ...] = ()
        super().__init__(reasons.assessment.scenario, self._find)

    def _find(self) -> None:
        what_if = _what_if(self.reasons, self)
        of_person = self.about in self.reasons.assessment.world.resident
        pairs = what_if.pairs_of_person(self.about) if of_person else what_if.pairs_of_place(self.about)
        if not what_if.pure:
            self.at_least = ranked(what_if.at_least(pairs))
        for regret in what_if.regrets(pairs):
            self.known.append(regret)

    def answer(self) -> Answer:
        """As far as it is known."""
        known = list(self.known)
        done = {(one.resident_id, one.bedspace_id) for one in known}
        to_come = [one for one in self.at_least if (one.resident_id, one.bedspace_id) not in done]
        whole = not self.trouble and not self.stopping
        return ranked_answer(self.reasons, self.about, ranked(known), to_come, whole=whole)


class JustAsGood(Behind[Answer]):
    """How many plans tie for the best, and the most unlike."""

    def __init__(self, reasons: Reasons) -> None:
        def find() -> Answer:
            assessment, plan = reasons.assessment, reasons.plan.bedspace_of
            return alternatives_answer(reasons, alternatives(assessment, plan, stopped=lambda: self.stopping))

        super().__init__(reasons.assessment.scenario, find)


def _what_if(reasons: Reasons, asked: Behind[Any]) -> WhatIf:
    return WhatIf(reasons.assessment, reasons.plan.bedspace_of, stopped=lambda: asked.stopping)
