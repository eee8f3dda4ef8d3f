"""Public pages from a real server, which keeps them whole: a change shows at once, and nobody's own page is among them."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cast import Person
from tests.desk.stage import Street
from tests.nursery import PATIENCE_SECONDS
from tests.running import server, until

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/", "/now/", "/rumours/", "/feeds/rumours.atom")


@pytest.fixture
def site(data_folder: Path) -> Iterator[str]:
    """A server of pages on this test's database."""
    with server(
        data_folder, "--no-worker", standing=True, WEKEEP_SITE_URL="http://localhost:8000", WEKEEP_KEEPER_APART="yes"
    ) as (
        address,
        _process,
    ):
        yield address


def browser(site: str, person: Person | None = None, **headers: str) -> httpx.Client:
    cookies = {"session": person.client().cookies["session"].value} if person else {}
    return httpx.Client(
        base_url=site, cookies=cookies, headers={"Accept-Language": "en"} | headers, timeout=PATIENCE_SECONDS
    )


def kept(client: httpx.Client, path: str) -> httpx.Response:
    """The page once it comes from what is kept."""
    until(lambda: "age" in client.get(path).headers, f"{path} is not kept")
    return client.get(path)


def test_an_answer_that_a_verifier_gives_is_on_the_page_of_the_next_who_asks(street: Street, site: str) -> None:
    incident = street.incident("whose", neighbourhood="Corcoran")
    with browser(site) as visitor, browser(site, street.cast.amina, Origin=site) as amina:
        assert all("Corcoran" not in kept(visitor, page).text for page in PAGES)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', amina.get("/board/").text)
        assert token
        answer = {
            "outcome": "not_enforcement",
            "kind": "film_crew",
            "method": "in_person",
            "level": "",
            "csrfmiddlewaretoken": token[1],
        }
        assert amina.post(f"/incidents/{incident.code}/outcome/", data=answer).status_code in (200, 302)
        assert all("Corcoran" in visitor.get(page).text for page in ("/", "/rumours/", "/feeds/rumours.atom"))


def test_what_another_process_wrote_is_on_every_page_a_moment_later(street: Street, site: str) -> None:
    with browser(site) as visitor:
        for page in PAGES:
            kept(visitor, page)
        street.answered("elsewhere", crossing="", neighbourhood="Corcoran")
        until(lambda: "Corcoran" in visitor.get("/rumours/").text)
        assert "Corcoran" in visitor.get("/").text


def test_a_members_pages_are_theirs_and_the_public_ones_are_everyones(street: Street, site: str) -> None:
    cast = street.cast
    with browser(site, cast.dana) as dana, browser(site, cast.amina) as amina, browser(site) as visitor:
        first = dana.get("/now/")
        assert "set-cookie" not in first.headers
        assert kept(dana, "/now/").text == kept(visitor, "/now/").text
        for _time in range(3):
            desks = [one.get("/desk/") for one in (dana, amina)]
            assert [cast.dana.handle in desks[0].text, cast.amina.handle in desks[1].text] == [True, True]
            assert all("age" not in one.headers and "no-store" in one.headers["cache-control"] for one in desks)
            assert visitor.get("/desk/").status_code == 302
        assert all(person.handle not in kept(visitor, "/now/").text for person in (cast.dana, cast.amina))


def test_each_reads_the_kept_page_in_their_own_language(street: Street, site: str) -> None:
    with browser(site) as english, browser(site, None, **{"Accept-Language": "so"}) as somali:
        assert [
            kept(english, "/now/").headers["content-language"],
            kept(somali, "/now/").headers["content-language"],
        ] == ["en", "so"]
        chosen = somali.get("/now/?lang=ar")
        assert chosen.cookies["language"] == "ar"
        assert "age" not in chosen.headers
        assert kept(somali, "/now/").headers["content-language"] == "ar"
        assert english.get("/now/").headers["content-language"] == "en"


def test_a_kept_page_says_all_that_a_page_says_and_is_not_sent_again_to_who_has_it(street: Street, site: str) -> None:
    with browser(site, None, **{"Accept-Encoding": "identity"}) as visitor:
        made, again = visitor.get("/now/"), kept(visitor, "/now/")
        assert set(again.headers) - set(made.headers) - {"last-modified"} == {"age"}
        same = set(made.headers) - {"date", "last-modified"}
        assert {name: again.headers[name] for name in same} == {name: made.headers[name] for name in same}
        assert (again.content, "x-shared" in again.headers) == (made.content, False)
        has = visitor.get("/now/", headers={"If-None-Match": again.headers["etag"]})
        assert (has.status_code, has.content) == (304, b"")
        assert visitor.get("/now/").status_code == 200


def test_on_one_connection_kept_pages_and_others_come_in_their_turn(street: Street, site: str) -> None:
    with browser(site) as visitor:
        kept(visitor, "/now/")
        pages = [visitor.get(path) for path in ("/now/", "/healthz", "/now/", "/report/", "/now/")]
        assert [page.status_code for page in pages] == [200] * 5
        assert pages[1].json() == {"status": "ok"}
        assert "<form" in pages[3].text and "age" not in pages[3].headers
        assert pages[0].text == pages[2].text == pages[4].text
