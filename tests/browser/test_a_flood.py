"""A flood as a phone and a verifier meet it: the sum is done unseen, nothing typed is lost, and two keys sweep."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Guard, Open, beside
from tests.cast import Cast
from tests.keeping import Keeping
from tests.running import server, until
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules.standing import Lane

WORDS = "men in green vests are taking people out of the bakery on the corner"


@pytest.fixture
def site(transactional_db: None, data_folder: Path, signer: Keeping, port: int) -> Iterator[str]:
    """A network to which two reports a minute are a flood."""
    env = beside(signer, data_folder) | {"WEKEEP_CALM_REPORTS_PER_MINUTE": "2"}
    with server(data_folder, port=port, standing=True, **env) as (address, _process):
        yield address


@pytest.fixture
def flooded(site: str, people: Cast) -> str:
    """The network, in a flood; what came with it is held."""
    for number in range(5):
        body = {"lat": 45.0 + number / 1000, "lon": -93.0, "activity": "detaining", "text": f"{WORDS} {number}"}
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        assert httpx.post(f"{site}/api/v1/sightings", json=body, headers=headers).status_code == 201
    until(lambda: Sighting.objects.count() == 5, "what was acknowledged did not come into the database")
    return site


def write(page: Page) -> None:
    page.get_by_text("Detaining someone").click()
    page.get_by_text("More:").click()
    page.fill("[name=text]", "two people at the door with papers")
    page.evaluate("""() => { for (const [name, value] of [["lat", "45.0"], ["lon", "-93.0"]])
        document.querySelector(`[name=${name}]`).value = value; }""")


def press(page: Page, key: str) -> None:
    """Press a key once the page's scripts run."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_a_phone_does_its_sum_unseen_and_the_report_goes_to_the_board(flooded: str, open_page: Open) -> None:
    page = open_page("/report/", size=PHONE)
    write(page)
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible(timeout=30_000)
    mine = Sighting.objects.filter(text__startswith="two people")
    until(mine.exists, "what was acknowledged did not come into the database")
    assert mine.get().lane == Lane.OPEN


def test_a_report_written_without_scripts_is_kept_and_says_how_to_send_it_on(flooded: str, open_page: Open) -> None:
    page = open_page("/report/", javascript=False)
    page.get_by_text("Detaining someone").click()
    page.fill("[name=place_text]", "45.0012, -92.9988")
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("button", name="Send it on")).to_be_visible()


def test_a_verifier_sweeps_with_two_keys_and_takes_back_with_a_third(
    flooded: str, open_page: Open, people: Cast, accessible: Callable[[Page], None], guard: Guard
) -> None:
    page = open_page("/board/queue/", size=DESK, person=people.amina)
    page.get_by_role("link", name="held report").click()
    expect(page.get_by_role("heading", name="Held reports")).to_be_visible()
    accessible(page)
    waiting = Sighting.objects.filter(lane=Lane.HELD).count()
    press(page, "d")
    expect(page.get_by_text("Dropped.")).to_be_visible()
    assert Sighting.objects.filter(lane=Lane.DROPPED).exists()
    press(page, "u")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert Sighting.objects.filter(lane=Lane.HELD).count() == waiting
    before = Incident.objects.count()
    press(page, "k")
    expect(page.get_by_text("Kept.")).to_be_visible()
    until(lambda: Incident.objects.count() > before, "what was kept did not come to the board")
