"""Takes the README's picture of the Plan page from the running app: `.venv/bin/python docs/take_picture.py`."""

import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from time import sleep

from playwright.sync_api import expect, sync_playwright

PORT = 8599
ADDRESS = f"http://127.0.0.1:{PORT}"
PICTURE = Path(__file__).parent / "plan-page.png"
COMMAND = str(Path(sys.executable).with_name("housing-match"))
WHO = "S0012"
"""Somebody of the sample whose chain and card show well."""


def main() -> None:
    """Serves the sample, makes the plan, opens a card and takes the picture."""
    server = subprocess.Popen([COMMAND, "serve", "--tables", "sample", "--port", str(PORT), "--no-browser"])
    try:
        while not answers():
            sleep(0.2)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1366, "height": 1000})
            page.goto(f"{ADDRESS}/plan")
            page.get_by_role("button", name="Make the plan").click(timeout=60_000)
            page.get_by_role("tab", name="Matches").click(timeout=120_000)
            page.get_by_role("combobox", name="A person").fill(WHO)
            page.keyboard.press("Enter")
            expect(page.get_by_text(f"{WHO} is proposed").first).to_be_visible(timeout=30_000)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(2_000)  # for the maps to be drawn
            page.screenshot(path=PICTURE)
            browser.close()
    finally:
        server.terminate()


def answers() -> bool:
    """Whether the server is up."""
    try:
        urllib.request.urlopen(f"{ADDRESS}/_stcore/health", timeout=1)
    except (urllib.error.URLError, TimeoutError):
        return False
    return True


if __name__ == "__main__":
    main()
