"""The first steward's quarter of an hour, walked by a browser on a new installation, with a picture of each step.

python -m bench.first_steward [--out docs/images/first-steward]
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.screenshots import ARGUMENTS, browser_path

PATIENCE_SECONDS, STEP_SECONDS = 180, 60
SIZE = (900, 760)
Look = Callable[[Page, str], None]


@dataclass(frozen=True)
class Installation:
    """A network that was made a moment ago: its address, and the first steward's words."""

    site: str
    handle: str
    passphrase: str


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """`wekeep init`, `serve` and `keeper unseal` in a new folder, as docs/first-steward.md says."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = f"http://localhost:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WEKEEP_", "DJANGO_"))}
    env = kept | {"WEKEEP_DATA_DIR": str(folder), "WEKEEP_SITE_URL": site}
    said = _wekeep(env, "init", "--steward", "rowan")
    words = re.search(r"^  passphrase +(.+)$", said, re.M)
    if words is None:
        raise SystemExit(said)
    command = [sys.executable, "-m", "wekeep.desk.command", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until(lambda: _answers(site))
        _until(lambda: "sealed" in _wekeep(env, "keeper", "status"))
        _wekeep(env, "keeper", "unseal")
        yield Installation(site, "rowan", words[1])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def walk(browser: Browser, at: Installation, look: Look) -> str:
    """Walk from the first passphrase to the first vetted member; returns what stands on that member's own desk."""
    rowan = _page(browser, at)
    rowan.goto("/people/sign-in/")
    look(rowan, "1-sign-in")
    _sign_in(rowan, at.handle, at.passphrase)
    rowan.goto("/people/unlock/")
    look(rowan, "2-unlocked")
    words = _admit(rowan, "juniper", look)
    _give(rowan, "steward", "*")
    look(rowan, "4-second-steward")
    juniper = _page(browser, at)
    _sign_in(juniper, "juniper", words)
    zone = _make_zone(rowan, look)
    words = _admit(rowan, "petra")
    _give(rowan, "vetter", zone, said="Someone else must agree within 15 minutes.")
    _agree(juniper, look)
    petra = _page(browser, at)
    _sign_in(petra, "petra", words)
    neighbour = _page(browser, at)
    _apply(neighbour, zone, look)
    _vet(petra, neighbour, look)
    return _first_desk(neighbour, look)


def _page(browser: Browser, at: Installation) -> Page:
    size = {"width": SIZE[0], "height": SIZE[1]}
    page = browser.new_context(base_url=at.site, viewport=size, locale="en").new_page()  # type: ignore[arg-type]
    page.set_default_timeout(STEP_SECONDS * 1000)
    return page


def _sign_in(page: Page, handle: str, passphrase: str) -> None:
    page.goto("/people/sign-in/")
    page.fill("[name=handle]", handle)
    page.fill("[name=passphrase]", passphrase)
    page.locator("form:has([name=passphrase]) button").click()
    page.wait_for_url("**/desk/")


def _admit(page: Page, handle: str, look: Look = lambda _page, _name: None) -> str:
    page.goto("/people/members/admit/")
    page.fill("[name=handle]", handle)
    page.get_by_role("button", name="Admit").click()
    words = page.locator(".words").inner_text()
    look(page, "3-shown-once")
    page.get_by_role("link", name="Done").click()
    return words


def _give(page: Page, role: str, zone: str, said: str = "The role was granted.") -> None:
    page.select_option("[name=role]", role)
    page.select_option("[name=zone]", zone)
    page.locator("form:has([name=until]) button").click()
    page.get_by_text(said).wait_for()


def _agree(juniper: Page, look: Look) -> None:
    juniper.goto("/two-persons/")
    look(juniper, "6-two-persons")
    juniper.get_by_role("button", name="Agree: do exactly this").click()
    juniper.get_by_text("You agreed, and it is done.").wait_for()


def _make_zone(page: Page, look: Look) -> str:
    page.goto("/zones/")
    for name, value in {"name": "Riverside", "lat": "44.95", "lon": "-93.26", "radius": "900"}.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Make this zone").click()
    page.get_by_text("The zone is there.").wait_for()
    look(page, "5-first-zone")
    return "riverside"


def _apply(page: Page, zone: str, look: Look) -> None:
    page.goto("/people/apply/")
    page.check("[name=roles][value=observer]")
    page.check(f"[name=zones][value={zone}]")
    page.check("[name=languages][value=en]")
    page.check("[name=times] >> nth=0")
    page.check("[name=contact_kind][value=phone]")
    page.fill("[name=contact]", "612 555 0123")
    page.fill("[name=reference_1]", "Rosa from the choir")
    page.fill("[name=reference_2]", "Mr Lee, our teacher")
    page.check("[name=conduct]")
    page.locator("form button.primary").last.click()
    page.locator(".words").wait_for()
    look(page, "7-somebody-applied")
    page.get_by_role("button", name="Open my page").click()


def _vet(petra: Page, neighbour: Page, look: Look) -> None:
    petra.goto("/people/vetting/")
    petra.locator("main a[href^='/people/vetting/']").first.click()
    petra.get_by_role("button", name="How to reach them").click()
    look(petra, "8-vetting")
    petra.fill("form[action$='/call/'] [name=words]", neighbour.locator(".words").inner_text())
    petra.get_by_role("button", name="Confirm their number").click()
    one = petra.url
    petra.goto("/people/screening/")
    petra.keyboard.press("Enter")
    petra.locator("[data-current]").wait_for()
    # the last decision of a batch asks for the next one
    with petra.expect_navigation():
        petra.keyboard.press("y")
    for number in ("1", "2"):
        _write(petra, one, "reference", number)
    neighbour.get_by_role("button", name="Look again").click()
    petra.goto("/people/vetting/")
    petra.fill("form[action$='/welcome/'] [name=words]", neighbour.locator(".words").inner_text())
    with petra.expect_navigation():
        petra.locator("form[action$='/welcome/'] button").click()
    _write(petra, one, "observer_training")


def _write(petra: Page, one: str, kind: str, number: str = "") -> None:
    petra.goto(one)
    if not petra.locator("[name=kind]").is_visible():
        petra.get_by_text("Write down what you saw").click()
    petra.select_option("[name=kind]", kind)
    if number:
        petra.select_option("[name=reference]", number)
    petra.get_by_role("button", name="Write down", exact=True).click()
    petra.get_by_text("Written down.").wait_for()


def _first_desk(neighbour: Page, look: Look) -> str:
    neighbour.get_by_role("button", name="Look again").click()
    neighbour.fill("[name=handle]", "heron")
    neighbour.get_by_role("button", name="Show me my passphrase").click()
    _sign_in(neighbour, "heron", neighbour.locator(".words").inner_text())
    look(neighbour, "9-first-member")
    return neighbour.locator("main").inner_text()


def _wekeep(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "wekeep.desk.command", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout


def _answers(site: str) -> bool:
    try:
        return httpx.get(f"{site}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def _until(question: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not question():
        if time.monotonic() > end:
            raise SystemExit("the new installation did not come so far")
        time.sleep(0.3)


def main(words: list[str]) -> int:
    """Make the pictures; 0 where the whole way was walked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/images/first-steward"))
    out = parser.parse_args(words).out
    out.mkdir(parents=True, exist_ok=True)

    def look(page: Page, name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=out / f"{name}.png")

    with (
        tempfile.TemporaryDirectory(prefix="wk-") as folder,
        installation(Path(folder)) as at,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        start = time.monotonic()
        print(walk(browser, at, look))
        print(f"{time.monotonic() - start:.0f} s of a machine's time")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
