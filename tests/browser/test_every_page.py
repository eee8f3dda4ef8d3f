"""Every page that each role sees, at every size and in three languages, as axe sees it: one browser, many pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, SENDS, Open, beside, violations
from tests.browser.test_first_pages import DIRECTIONS, TOO_WIDE
from tests.cast import Cast, Person
from tests.desk.stage import Street
from tests.desk.test_demo import demo
from tests.keeping import Keeping
from tests.running import answers, server, until
from wekeep.watch.models import Incident

PUBLIC = (
    "/", "/now/", "/now/{alert}/", "/rumours/", "/held/", "/report/", "/receipt/", "/alerts/", "/alerts/now/", "/alerts/held/",
    "/alerts/manage/", "/people/sign-in/", "/offline/", "/nowhere/", "/alerts/sent/",
    "/ask/", "/ask/receipt/", "/help/rent/", "/help/rent/receipt/", "/funds/",
)  # fmt: skip
DEMO = ("/", "/demo/", "/demo/phones/")
MEMBERS = ("/desk/", "/people/abilities/")
WORKERS = ("/board/", "/board/{open}/", "/board/{confirmed}/", "/board/{alerted}/", "/paste/")
STEWARDS = (
    "/people/members/", "/people/members/admit/", "/people/members/{member}/", "/alerts/channels/", "/log/", "/two-persons/",
    "/zones/", "/people/unlock/", "/people/me/", "/alerts/sending/",
)  # fmt: skip
NARROW = (320, 640)
SIZES = (NARROW, PHONE, DESK)
Pages = tuple[str, ...]


@pytest.fixture
def site(transactional_db: None, data_folder: Path, signer: Keeping, port: int, role: str) -> Iterator[str]:
    """A network that can send; for who looks at the demo, one that is a demo."""
    demo = {"WEKEEP_DEMO": "1"} if role == "demo" else {}
    env = beside(signer, data_folder) | SENDS | demo
    with server(data_folder, port=port, standing=not demo, **env) as (address, _process):
        yield address


@dataclass(frozen=True)
class Staged:
    """A street with something of everything, and who looks at it."""

    people: Cast
    names: dict[str, str]

    def roles(self) -> dict[str, tuple[Person | None, Pages]]:
        return {
            "anyone": (None, PUBLIC),
            "demo": (None, DEMO),
            "mai": (self.people.mai, MEMBERS),
            "omar": (self.people.omar, MEMBERS),
            "amina": (self.people.amina, (*MEMBERS, *WORKERS, "/board/queue/", "/sweep/")),
            "dana": (self.people.dana, (*MEMBERS, *WORKERS)),
            "sol": (self.people.sol, (*MEMBERS, *STEWARDS)),
        }


@pytest.fixture
def staged(people: Cast) -> Staged:
    street = Street(people)
    alerted, alert = street.alerted(rings=1)
    street.updated(alerted, alert)
    street.answered("film")
    waiting, confirmed = street.incident("waiting"), street.confirmed(lat=45.015)
    Incident.objects.filter(pk=waiting.pk).update(crossing="Lake Street & Bloomington Avenue")
    names = {"alert": alert.code, "alerted": alerted.code, "open": waiting.code, "confirmed": confirmed.code}
    return Staged(people, names | {"member": people.omar.code})


@pytest.mark.long
@pytest.mark.parametrize("role", ["anyone", "demo", "mai", "omar", "amina", "dana", "sol"])
def test_nobody_meets_a_page_that_shuts_someone_out(role: str, open_page: Open, staged: Staged, guard: Any) -> None:
    guard.expected += ["404"]
    person, paths = staged.roles()[role]
    faults: dict[str, list[str]] = {}
    for language, direction in DIRECTIONS.items():
        page = open_page("/healthz", language=language, person=person, dark=language == "ar")
        for number, path in enumerate(paths, start=language == "ar"):
            page.goto(path.format(**staged.names))
            root = page.locator("html")
            assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, direction)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                if wide := page.evaluate(TOO_WIDE):
                    faults[f"{path} {language} {width}"] = wide
            if language == "es":
                # its words are longer, and that is all that is another; axe looks at a bright page and at a dark one
                continue
            # looking costs more than all the rest; each page is looked at small and large
            width, height = (PHONE, DESK)[number % 2]
            page.set_viewport_size({"width": width, "height": height})
            if found := violations(page):
                faults[f"{path} {language} {width}"] = found
        page.context.close()
    assert faults == {}


PAST_THE_EDGE = """() => [...document.querySelectorAll(".site-nav a")].map(e => [e.textContent.trim(), e.getBoundingClientRect()])
    .filter(([_words, at]) => at.left < -1 || at.right > innerWidth + 1).map(([words]) => words)"""


@pytest.mark.parametrize("role", ["sol"])
@pytest.mark.parametrize("language", list(DIRECTIONS))
def test_a_steward_sees_each_of_their_many_pages_in_the_row_at_every_size(
    role: str, language: str, open_page: Open, people: Cast
) -> None:
    for path in ("/two-persons/", "/people/members/"):
        page = open_page(path, language=language, person=people.sol)
        assert page.locator(".site-nav a").count() >= 7
        hidden = {}
        for size in (NARROW, PHONE, (900, 760), DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            hidden[size] = page.evaluate(PAST_THE_EDGE)
        assert not any(hidden.values()), (path, hidden)


def test_the_demos_phones_read_well_while_the_story_is_told(
    tmp_path: Path, browser: Any, accessible: Callable[[Page], None]
) -> None:
    with demo(tmp_path) as (address, _said):
        until(lambda: answers(address), "the demo did not start", 240)
        page = browser.new_page(base_url=address)
        page.goto("/demo/phones/?lang=ar")
        page.wait_for_selector(".handset.is-lit", timeout=240_000)
        for width, height in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": height})
            accessible(page)
            assert page.evaluate(TOO_WIDE) == []
        page.close()
