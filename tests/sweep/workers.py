"""What the tests have workers do; it imports nothing of ours, so that worker processes begin at once."""

import os
import signal


def added(shared, task):
    """Their sum; what is no number fails, and `die` kills the worker that is at it."""
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return shared + task
