"""The pages as a person meets them: the real server and a real Chromium, from which no request may leave."""

import http.client
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect, sync_playwright

from tests.ui.steps import PATIENCE_SECONDS, at_rest

COMMAND = str(Path(sys.executable).with_name("housing-match"))
NO_CHROMIUM = (
    "Chromium is needed for the tests of the pages and is not on this machine. "
    "Run: sudo apt-get update && sudo apt-get install -y chromium fonts-dejavu-core"
)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PORTS = range(10_000, 30_000)
"""Below those that systems give to whoever asks for any, so that none is taken before the server comes to it."""
WATCH = """
window.happened = []
const note = what => happened.push(`${Math.round(performance.now())} ${what}`)
let soon
const rests = () => { note("rests"); document.documentElement.removeAttribute("data-unheard") }
const restsIn = ms => { clearTimeout(soon); soon = setTimeout(rests, ms) }
const unheard = () => { clearTimeout(soon); document.documentElement.setAttribute("data-unheard", "") }
const send = WebSocket.prototype.send
WebSocket.prototype.send = function (...said) {
    note("tells")
    unheard()
    this.addEventListener("message", () => { note("hears"); restsIn(50) }, { once: true })
    this.addEventListener("close", () => note("loses the server"), { once: true })
    return send.apply(this, said)
}
document.addEventListener("click", ({ target }) => {
    note(`click ${(target.closest("button") ?? target).innerText}`)
    if (target.closest("[role=option]")) { unheard(); restsIn(500) }  // told a moment later
}, true)"""
"""Marks a page until the server has begun to do what it was told last, as until then it seems to rest; and keeps what
happened, to be shown where a test fails."""
LAST = "window.happened?.slice(-40).join('\\n')"
HERE = Path(__file__).parent
TABS = pytest.StashKey[list[BrowserContext]]()
LOCAL_SCHEMES = ("data", "blob", "about")

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def pytest_collection_modifyitems(items):
    """A page has a second go, as a click is lost once in thousands; what failed the first time is shown."""
    for test in items:
        if test.path.parent == HERE:
            test.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Where a test fails, what its pages told the server, and what was clicked, stands below."""
    report = yield
    if report.failed and report.when == "call":
        for page in (page for context in item.stash.get(TABS, ()) for page in context.pages):
            with suppress(Error):  # a page that has crashed says nothing
                report.longrepr.addsection(page.url, page.evaluate(LAST))
    return report


def free_port():
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):  # nobody answers
                return port


@contextmanager
def serving(tables):
    """The pages as a user starts them, with these tables to begin with ("" for none); their address."""
    port = free_port()
    command = [COMMAND, "serve", "--port", str(port), "--no-browser", *(["--tables", tables] if tables else [])]
    with tempfile.TemporaryDirectory() as folder:  # whoever runs the tests may have a workspace with layers in theirs
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            wait_for(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE_SECONDS)


def wait_for(server, port):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            asked.request("GET", "/_stcore/health")
            asked.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            asked.close()
    raise AssertionError("the pages did not come up")


@pytest.fixture(scope="session")
def serve():
    """Serves the pages with these tables to begin with, once and for all tests; returns their address."""
    addresses = {}
    with ExitStack() as servers:

        def address(tables=""):
            if tables not in addresses:
                addresses[tables] = servers.enter_context(serving(tables))
            return addresses[tables]

        yield address


@pytest.fixture(scope="session")
def chromium():
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.fail(NO_CHROMIUM, pytrace=False)
    with sync_playwright() as driver:
        patience = PATIENCE_SECONDS * 1000
        browser = driver.chromium.launch(executable_path=executable, args=list(QUIET), timeout=patience)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium, request):
    """Opens an address in a new tab of its own; after the test every request of every tab must have been loopback."""
    contexts, asked = request.node.stash.setdefault(TABS, []), []

    def open_at(address) -> Page:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        context.add_init_script(WATCH)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(address)
        page.locator("h1").first.wait_for()
        at_rest(page)
        return page

    yield open_at
    while contexts:
        contexts.pop().close()
    outside = [url for url in asked if not is_local(url)]
    assert outside == []


def is_local(url):
    parts = urlsplit(url)
    return parts.scheme in LOCAL_SCHEMES or parts.hostname == "127.0.0.1"
