"""The pages as a person meets them: the real server and a real Chromium, from which no request may leave."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

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
PATIENCE_SECONDS = 60
LOCAL_SCHEMES = ("data", "blob", "about")

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def serve():
    """Starts the pages as a user does, with these tables to begin with ("" for none); returns their address."""
    running = {}

    def start(tables=""):
        if tables not in running:
            port = free_port()
            command = [COMMAND, "serve", "--port", str(port), "--no-browser"]
            command += ["--tables", tables] if tables else []
            running[tables] = subprocess.Popen(command, stdout=subprocess.DEVNULL), port
            wait_for(port)
        return f"http://127.0.0.1:{running[tables][1]}"

    yield start
    for server, _ in running.values():
        server.terminate()
        server.wait()


def wait_for(port):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the pages did not come up")


@pytest.fixture(scope="session")
def chromium():
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.fail(NO_CHROMIUM, pytrace=False)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium):
    """Opens an address in a new tab of its own; after the test every request of every tab must have been loopback."""
    contexts, asked = [], []

    def open_at(address) -> Page:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(address)
        page.locator("h1").first.wait_for(timeout=PATIENCE_SECONDS * 1000)
        return page

    yield open_at
    for context in contexts:
        context.close()
    outside = [url for url in asked if not is_local(url)]
    assert outside == []


def is_local(url):
    parts = urlsplit(url)
    return parts.scheme in LOCAL_SCHEMES or parts.hostname == "127.0.0.1"
