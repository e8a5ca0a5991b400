"""The overview page, run by Streamlit's own test runner on real tables."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.steps import PATIENCE_SECONDS

APP = str(Path(__file__).resolve().parent.parent.parent / "app.py")


@pytest.fixture
def shown(monkeypatch, tmp_path):
    def show(tables):
        monkeypatch.setenv("HOUSING_MATCH_TABLES", str(tables))
        monkeypatch.setenv("HOUSING_MATCH_WORKSPACE", str(tmp_path / "workspace"))
        return AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()

    return show


def test_the_overview_says_that_the_sample_is_synthetic_and_counts_what_the_tables_hold(shown):
    page = shown("sample")
    assert not page.exception
    assert "SYNTHETIC" in page.warning[0].value
    figures = {metric.label: metric.value for metric in page.metric}
    assert figures["Empty homes"] == "16"  # data/two_boroughs/bedspaces.csv has 16 rows with status void
    assert [one.value for one in page.header] == [
        "By borough",
        "What people who need a move need, and the empty homes that have it",
        "Empty homes",
    ]


def test_tables_with_faults_show_each_fault_and_nothing_else(shown, tmp_path):
    (tmp_path / "residents.csv").write_text("resident_id\nR1\n")
    page = shown(tmp_path)
    assert not page.exception
    assert "There is a problem" in page.error[0].value
    assert len(page.metric) == 0
    assert len(page.dataframe[0].value) > 0
