"""Every command of docs/questions.md, run on the sample and held to the answer that the page gives."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import invoked

pytestmark = pytest.mark.xdist_group("sample")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
BLOCK = re.compile(r"^```\n\$ housing-match (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = re.compile(r"^\[the first (\d+) lines\]$", re.MULTILINE)
SLOW = ("backups", "prices")
"""They plan again and again."""
ANSWERS = [(found[1], found[2]) for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


def answered(command, shown, plan, cwd):
    """What the page would say of a command: its output, cut where the page cuts it."""
    words = [str(plan) if word == "plan/plan.json" else word for word in shlex.split(command)]
    done = invoked(*words, cwd=cwd)
    assert done.returncode == 0, done.stderr
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    cut = CUT.search(shown)
    said = lines if cut is None else [*lines[: int(cut[1])], cut[0]]
    return "".join(f"{line}\n" for line in said)


def holds(command, shown, sample_run):
    """The answer of a run stands in the page as it is; else the page as it would be is written beside it."""
    _, out = sample_run
    said = answered(command, shown, out / "plan.json", out.parent)
    fresh = PAGE.with_name(f"{PAGE.name}.new")
    if said != shown:
        page = (fresh if fresh.exists() else PAGE).read_text(encoding="utf-8")
        fresh.write_text(page.replace(f"$ housing-match {command}\n{shown}", f"$ housing-match {command}\n{said}"))
    assert said == shown, f"see {fresh}, and rename it if it is right"


@pytest.mark.parametrize(("command", "shown"), [one for one in ANSWERS if not one[0].startswith(SLOW)])
def test_an_answer_stands_in_the_page_as_the_command_gives_it(command, shown, sample_run):
    holds(command, shown, sample_run)


@pytest.mark.soak
@pytest.mark.parametrize(("command", "shown"), [one for one in ANSWERS if one[0].startswith(SLOW)])
def test_a_slow_answer_stands_in_the_page_as_the_command_gives_it(command, shown, sample_run):
    holds(command, shown, sample_run)


def test_there_are_ten_questions_and_each_has_one_answer():
    parts = re.split(r"^## (\d+)\. ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert [int(number) for number in parts[::2]] == list(range(1, 11))
    assert all(text.count("\n$ housing-match ") == 1 for text in parts[1::2])
