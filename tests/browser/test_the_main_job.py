"""The main job in a real browser: reported by keyboard and without scripts, seen live, and sent by keys."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Guard, Open, beside
from tests.browser.test_first_pages import SIZES
from tests.cast import Cast
from tests.keeping import Keeping
from tests.running import server
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR
from wekeep.watch.actions.sightings import file_sighting
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.status import Source
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import MERGING

CORNER = "45.0012, -92.9988"
PATIENCE = 20_000


@dataclass
class Machine:
    """A server that a test may switch off and on again, on the same port."""

    folder: Path
    signer: Keeping
    port: int
    _running: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def switch_on(self) -> None:
        env = beside(self.signer, self.folder)
        self._running.enter_context(server(self.folder, port=self.port, standing=True, **env))

    def switch_off(self) -> None:
        self._running.close()


@pytest.fixture
def machine(transactional_db: None, data_folder: Path, signer: Keeping, port: int) -> Iterator[Machine]:
    one = Machine(data_folder, signer, port)
    one.switch_on()
    yield one
    one.switch_off()


@pytest.fixture
def site(machine: Machine) -> str:
    """Here every page is served by a machine that can fail."""
    return machine.address


def filed(lat: float, activity: Activity = Activity.STAGING) -> None:
    """A sighting that is stored and placed by this process, not by the server."""
    seen = Report(clock.now(), Spot(lat, -92.9988), activity=activity)
    file_sighting(actor=VISITOR, report=seen, source=Source.WEB, key=str(uuid.uuid4()), body=str(lat))
    drain(MERGING)


def press_until(page: Page, key: str, selector: str, most: int = 80) -> None:
    """Press `key` until an element that fits has the focus."""
    for _press in range(most):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never reaches {selector}")


@SIZES
def test_the_keyboard_alone_reports(size: tuple[int, int], open_page: Open, people: Cast) -> None:
    page = open_page("/report/", size=size)
    press_until(page, "Tab", "[name=place_text]")
    page.keyboard.type(CORNER)
    press_until(page, "Tab", "[name=activity]")
    press_until(page, "ArrowDown", "[name=activity][value=detaining]")
    page.keyboard.press("Space")
    press_until(page, "Tab", "form[data-report] button.primary:not([data-here])")
    page.keyboard.press("Enter")
    expect(page.locator(".words").first).to_be_visible(timeout=PATIENCE)
    assert len(page.locator(".words").first.inner_text().split()) == 6


@SIZES
def test_without_scripts_a_report_is_sent_looked_up_and_taken_back(
    size: tuple[int, int], open_page: Open, people: Cast
) -> None:
    page = open_page("/report/", size=size, javascript=False)
    page.locator("[name=place_text]").fill(CORNER)
    page.locator("[name=activity][value=detaining]").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", name="Received. Thank you.")).to_be_visible()
    page.get_by_role("button", name="See what became of it").click()
    page.get_by_text("Take it back").click()
    page.get_by_role("button", name="Take my report back").click()
    expect(page.get_by_role("heading", name="What you reported")).to_have_count(0)
    assert Sighting.objects.get().withdrawn_at is not None


def test_the_board_shows_a_new_report_without_being_touched(open_page: Open, people: Cast) -> None:
    board = open_page("/board/", size=DESK, person=people.dana)
    expect(board.locator("live-stream")).to_have_attribute("state", "live", timeout=PATIENCE)
    board.evaluate("window.neverReloaded = true")
    phone = open_page("/report/", size=PHONE, javascript=False)
    phone.locator("[name=place_text]").fill(CORNER)
    phone.locator("[name=activity][value=detaining]").check()
    phone.get_by_role("button", name="Send report").click()
    expect(board.locator("#list [data-incident]")).to_have_count(1, timeout=PATIENCE)
    expect(board.locator("[data-incident-shown]")).to_be_visible(timeout=PATIENCE)
    assert board.evaluate("window.neverReloaded") is True


def test_a_lost_connection_is_said_at_once_and_heals_without_losing_anything(
    open_page: Open, people: Cast, machine: Machine, guard: Guard
) -> None:
    guard.expected.append("")  # an outage fills the console by itself; other hosts and the policy are watched elsewhere
    filed(45.0)
    board = open_page("/board/", size=DESK, person=people.dana)
    stream = board.locator("live-stream")
    expect(stream).to_have_attribute("state", "live", timeout=PATIENCE)
    board.evaluate("window.neverReloaded = true")
    machine.switch_off()
    expect(stream).to_have_attribute("state", "lost", timeout=PATIENCE)
    expect(board.get_by_text("Connection lost. Trying again")).to_be_visible()
    filed(45.015)
    filed(44.985)
    machine.switch_on()
    expect(stream).to_have_attribute("state", "live", timeout=2 * PATIENCE)
    expect(board.locator("#list [data-incident]")).to_have_count(3, timeout=PATIENCE)
    assert board.evaluate("window.neverReloaded") is True


def test_verifier_and_dispatcher_need_no_mouse_from_claim_to_alert(open_page: Open, people: Cast) -> None:
    filed(45.0012, Activity.DETAINING)
    code = Incident.objects.get().code
    dana = open_page(f"/board/?incident={code}", size=DESK, person=people.dana)
    dana.keyboard.press("a")
    choose(dana, "approach", "from_a_distance")
    choose(dana, "minutes", "10")
    dana.keyboard.press("Enter")
    expect(dana.locator("#chosen")).to_contain_text("A look is asked for", timeout=PATIENCE)

    amina = open_page(f"/board/?incident={code}", size=DESK, person=people.amina)
    amina.keyboard.press("c")
    expect(amina.get_by_role("button", name="Hand over")).to_be_visible(timeout=PATIENCE)
    amina.keyboard.press("o")
    choose(amina, "outcome", "confirmed")
    choose(amina, "level", "active")
    choose(amina, "method", "in_person")
    amina.keyboard.press("Enter")
    expect(amina.locator("#chosen")).to_contain_text("The outcome is written down.", timeout=PATIENCE)

    send = dana.locator("[data-key=s]")
    expect(send).to_be_visible(timeout=PATIENCE)
    dana.locator("body").press("s")
    expect(send).to_contain_text("reaches", timeout=PATIENCE)
    press_until(dana, "Tab", "[data-key=s] button.button-first")
    dana.keyboard.press("Enter")
    expect(dana.locator("#chosen")).to_contain_text("The alert is on its way.", timeout=PATIENCE)
    is_drawn_anew(dana, code)
    expect(dana.locator("#chosen")).to_contain_text("The alert is on its way.")
    dana.locator(f"[data-incident='{code}']").click()
    expect(dana.get_by_text("The alert is on its way.")).to_have_count(0)
    expect(open_page("/now/", size=PHONE).locator("main a[href^='/now/']")).to_have_count(1)


def is_drawn_anew(board: Page, code: str) -> None:
    """Something moves about the incident that is shown; return when it was drawn anew for that."""
    board.evaluate(
        """code => {
        document.querySelector("#chosen article").dataset.before = "";
        document.body.dispatchEvent(new CustomEvent("journal:incident.changed", { detail: { about: code } }));
    }""",
        code,
    )
    expect(board.locator("#chosen article")).to_have_count(1)
    expect(board.locator("#chosen [data-before]")).to_have_count(0)


def choose(page: Page, name: str, value: str) -> None:
    """Choose one radio button of the form with the focus, by keys."""
    press_until(page, "Tab", f"#chosen [name={name}]")
    press_until(page, "ArrowDown", f"#chosen [name={name}][value='{value}']")
    page.keyboard.press("Space")
