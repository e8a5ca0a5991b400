"""The documents say what the code does."""

import re
from dataclasses import fields
from pathlib import Path

from housing_match.domain import GOALS, Scenario

ROOT = Path(__file__).resolve().parent.parent


def test_the_scenario_document_names_every_key_and_no_other():
    text = (ROOT / "docs" / "scenario.md").read_text()
    rows = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    named = {key for row in rows for key in re.findall(r"`\[?(\w+)", row)}
    assert named == {field.name for field in fields(Scenario)}


def test_the_scenario_document_names_the_goals_in_their_usual_order():
    text = (ROOT / "docs" / "scenario.md").read_text()
    listed = re.findall(r"`(\w+)`", text.split("Goals, in the usual order:")[1].split(". A goal's cost")[0])
    assert listed == [goal.name for goal in GOALS]


def test_the_first_scenario_in_the_readme_is_read_without_a_fault(tmp_path):
    from datetime import date

    from housing_match.tables.scenario_file import read_scenario

    (tmp_path / "quick.toml").write_text(
        re.search(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(), re.S).group(1)
    )
    scenario = read_scenario(tmp_path / "quick.toml", as_of=None, today=date(2026, 11, 2))
    assert (scenario.max_chain, scenario.rules["nomination"].mode) == (2, "prefer")


def test_the_readme_shows_every_command_and_no_other():
    from typer.main import get_group

    from housing_match.cli import app

    text = (ROOT / "README.md").read_text()
    assert set(re.findall(r"housing-match (\w+)", text)) == set(get_group(app).commands)


def test_every_document_names_only_commands_and_documents_that_there_are():
    from typer.main import get_group

    from housing_match.cli import app

    there = {page.name for folder in ("docs", "data", "maps") for page in (ROOT / folder).rglob("*.md")}
    for page in (ROOT / "docs").rglob("*.md"):
        text = page.read_text()
        assert set(re.findall(r"housing-match (\w+)", text)) <= set(get_group(app).commands), page.name
        assert set(re.findall(r"[\w-]+\.md\b", text)) <= there | {"README.md"}, page.name


def test_the_document_of_layers_names_every_kind():
    from housing_match.places.importing import KINDS

    rows = re.findall(r"^\| (`[^|]*) \|", (ROOT / "docs" / "layers.md").read_text(), re.MULTILINE)
    assert sorted(kind for row in rows for kind in re.findall(r"`(\w+)`", row)) == sorted(KINDS)
