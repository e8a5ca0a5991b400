"""What only a Unix system has: tests that need it are skipped elsewhere, and say so."""

import signal
import sys

import pytest

# Windows has no os.killpg, preexec_fn or resource, and ends a process that is sent SIGINT instead of telling it.
unix = pytest.mark.skipif(sys.platform == "win32", reason="signals, pipes and limits as Unix has them")


def hear_ctrl_c():
    """A shell's background jobs, and whatever they start, do not hear Ctrl-C; a command at a terminal does."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
