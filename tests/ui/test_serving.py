"""How the pages are served: to this machine only, with headers that keep everything else out."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.ui.steps import PATIENCE_SECONDS

pytestmark = pytest.mark.xdist_group("pages: serving")


def asked(address, *, path="/", host=None):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS)
    connection.request("GET", path, headers={} if host is None else {"Host": host})
    answer = connection.getresponse()
    answer.read()
    return answer


def test_every_answer_forbids_other_origins_frames_and_keeping(serve):
    answer = asked(serve("sample"))
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_name_that_is_not_this_machines_is_refused(serve):
    assert asked(serve("sample"), host="housing.example").status == 400


def test_the_overview_opens_with_the_sample_and_calls_nobody(serve, open_tab):
    page = open_tab(serve("sample"))
    assert page.locator("h1").inner_text() == "Overview"
    page.get_by_text("SYNTHETIC").first.wait_for()
    page.locator(".js-plotly-plot").first.wait_for()
    assert page.title() == "Housing Match"
