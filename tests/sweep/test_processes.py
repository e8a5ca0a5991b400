"""Worker processes: every task is answered for, whatever becomes of the workers."""

import multiprocessing

import pytest

from housing_match.sweep.processes import Processes, WorkerLost
from tests.sweep.workers import added
from tests.unix import unix


def test_every_task_is_answered_with_its_result_or_with_what_went_wrong():
    with Processes(added, 10, workers=2) as runner:
        results = dict(runner.results([1, 2, "three", 4]))
    assert isinstance(results.pop("three"), TypeError)
    assert results == {1: 11, 2: 12, 4: 14}
    assert multiprocessing.active_children() == []


@unix
def test_a_worker_that_dies_takes_with_it_no_more_than_was_under_way():
    with Processes(added, 10, workers=2) as runner:
        results = dict(runner.results([1, 2, "die", 3, 4, 5, 6]))
        assert len(results) == 7  # each is answered once
        lost = {task for task, result in results.items() if isinstance(result, WorkerLost)}
        assert "die" in lost
        assert len(lost) <= 2  # two workers: at most one other task was under way
        # By itself the culprit is known, and whoever was beside it comes through.
        alone = {task: result for one in lost for task, result in runner.results([one])}
    assert [task for task, result in alone.items() if isinstance(result, WorkerLost)] == ["die"]


def test_workers_are_ended_with_whoever_waits_for_them():
    with pytest.raises(KeyboardInterrupt), Processes(added, 10, workers=2) as runner:  # noqa: PT012
        next(runner.results([1, 2, 3, 4]))
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
