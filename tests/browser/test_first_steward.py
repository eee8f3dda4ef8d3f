"""The way of docs/first-steward.md, on a new installation with its real keeper, in a real browser."""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.first_steward import installation, walk
from tests.house.tree import ROOT

assert subprocess  # this module starts programs


def test_from_the_first_passphrase_to_the_first_vetted_member(browser: Browser) -> None:
    seen: list[str] = []

    def look(page: Page, name: str) -> None:
        seen.append(name)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    # a short path, because a socket's may have 107 bytes at most
    with tempfile.TemporaryDirectory(prefix="wk-") as folder, installation(Path(folder)) as at:
        desk = walk(browser, at, look)
    assert "Board" in desk and "On duty" in desk
    told = (ROOT / "docs/first-steward.md").read_text()
    assert all(f"images/first-steward/{name}.png" in told for name in seen)
