"""A text that got out finds the look it comes from, and an innocent one nobody."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings

from tests.cast import NORTH, Cast, Person, admit
from tests.keeping import Keeping
from tests.people.applying import apply, called, vetter
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.kit.throttle import Throttle
from wekeep.kit.watermark import SPACES
from wekeep.people.actions.pseudonyms import draw_pseudonym
from wekeep.people.forms import source
from wekeep.people.models import Application
from wekeep.vault.queries.audit import whose

SAID = (
    "I know Lake Street and the bakery on the corner, and most people in the blocks behind it. I have a van on "
    "weekends, I speak Spanish well, and my sister and I already drive neighbours to the clinic when they ask us."
)
PAGE = "/log/"


@pytest.fixture
def readers(cast: Cast, signer: Keeping, monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """Three vetters of the north, and a steward who reads the log."""
    monkeypatch.setattr(source, "_APPLICATIONS", Throttle(burst=500, per_minute=500))
    found = [vetter(name) for name in ("petra", "paul", "pia")]
    for one in found:
        draw_pseudonym(member=one.member, zone=NORTH)
        one.unlocked()
    cast.sol.unlocked()
    return found


def name_of(one: Person) -> str:
    return one.member.pseudonyms.get(zone=NORTH).handle


def read(by: Person, one: Application, group: str = "triage") -> str:
    """What stands on the page, as a browser copies it: text without tags."""
    page = by.client().post(f"/people/vetting/{one.code}/", {"group": group}).content.decode()
    return unescape(re.sub(r"<[^>]+>", "", page[page.index('<div class="card stack"><dl') :].split("</section>")[0]))


def found_by(cast: Cast, text: str) -> str:
    page = cast.sol.client().post(PAGE, {"do": "whose", "text": text}).content.decode()
    return page[page.index('id="whose"') :]


def named(cast: Cast, text: str) -> list[str]:
    """Who the page names."""
    return re.findall(r'<span class="row-title"><bdi>([^<]+)</bdi></span>', found_by(cast, text))


def test_a_copied_page_finds_exactly_its_reader_among_all_who_read_the_same(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    copies = {by.handle: read(by, one) for by in readers}
    assert len(set(copies.values())) == 3
    for handle, copy in copies.items():
        assert named(cast, copy) == [handle]
    assert one.code in found_by(cast, copies["paul"]) and "Applications: first lines" in found_by(cast, copies["paul"])


def test_the_screening_queue_is_marked_too(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    called(one, readers[1])
    readers[1].client().post("/people/screening/claim/")
    page = readers[1].client().get("/people/screening/").content.decode()
    said = re.findall(r'<blockquote class="said"[^>]*>(.*?)</blockquote>', page, re.S)[0]
    assert named(cast, re.sub(r"<[^>]+>", "", said)) == ["paul"]


def test_references_are_marked_and_what_must_work_where_it_is_pasted_is_not(cast: Cast, readers: list[Person]) -> None:
    named_person = (
        "Rosa from the choir, who has lived beside us for years and whom I would trust with my own children any day"
    )
    one, _words = apply(about=SAID, reference_1=named_person, contact="612 555 0123")
    assert named(cast, read(readers[0], one, "references")) == ["petra"]
    assert "612 555 0123" in read(readers[0], one, "contact")


def test_a_reader_is_found_by_a_piece_that_was_quoted_in_a_chat(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    for by in readers:
        leak = "\n".join("> " + line for line in re.findall(r"I.have.*", read(by, one)))
        assert named(cast, leak) == [by.handle]


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "Nobody is sent away from the church kitchen on Sundays, whatever they bring with them and whoever they are to us.",
        "".join(w + SPACES[n % 3] for n, w in enumerate(SAID.split())),
    ],
    ids=["the same words, never read here", "other words", "spaces that somebody mixed by hand"],
)
def test_an_innocent_text_finds_nobody(cast: Cast, readers: list[Person], text: str) -> None:
    one, _words = apply(about=SAID)
    for by in readers:
        read(by, one)
    assert named(cast, text) == []


def test_a_text_whose_spaces_were_made_alike_is_said_to_carry_no_mark(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    assert "carries no mark" in found_by(cast, " ".join(read(readers[0], one).split()))
    assert "No look can be named" in found_by(cast, read(readers[0], one)[30:60])


def test_the_page_says_how_often_chance_would_do_as_well(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    page = found_by(cast, read(readers[0], one))
    odds = re.search(r"by chance at most 1 in ([\d,]+) for each look; (\d+) looks were compared", page)
    assert odds and int(odds[1].replace(",", "")) > 10_000 * int(odds[2])


def test_what_was_read_shows_its_readers_name_in_the_zone_and_no_other(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    page = read(readers[2], one)
    assert f"Opened by {name_of(readers[2])}, " in page and "pia" not in page


def test_a_second_look_on_the_next_day_is_found_although_the_log_has_no_line_of_its_own(
    cast: Cast, readers: list[Person], signer: Keeping
) -> None:
    one, _words = apply(about=SAID)
    first = read(readers[0], one)
    now = signer.now()
    tomorrow = now.replace(hour=0, minute=30) + timedelta(days=1)
    signer.ahead = min(tomorrow - now, timedelta(hours=23))
    second = read(readers[0], one)
    assert named(cast, second) == named(cast, first) == ["petra"]


def test_after_45_days_nobody_can_be_named_any_more(cast: Cast, readers: list[Person], signer: Keeping) -> None:
    one, _words = apply(about=SAID)
    leak = read(readers[0], one)
    signer.ahead = timedelta(days=46)
    signer.keeper.tick()
    with clock.simulated(clock.now() + timedelta(minutes=1)):
        assert named(cast, leak) == []


def test_only_an_unlocked_steward_of_every_zone_asks_and_it_is_written_down(cast: Cast, readers: list[Person]) -> None:
    one, _words = apply(about=SAID)
    leak = read(readers[0], one)
    assert cast.dana.client().post(PAGE, {"do": "whose", "text": leak}).status_code == 403
    sol = cast.sol.client()
    del sol.cookies[settings.UNLOCK_COOKIE_NAME]
    assert sol.post(PAGE, {"do": "whose", "text": leak}).status_code == 409
    with pytest.raises(Refused):
        whose(admit("lola", Role.STEWARD).unlocked(), leak)
    found_by(cast, leak)
    powers = cast.sol.client().post(PAGE, {"do": "read", "days": 1}).content.decode()
    assert "Asked whose look a text is" in powers


def test_an_empty_question_is_asked_again_and_names_nobody(cast: Cast, readers: list[Person]) -> None:
    page = found_by(cast, "")
    assert "Find the look" in page and "It comes from" not in page
