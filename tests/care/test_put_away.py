"""A flood is put away with one press, the true among it are picked out first, and nothing is deleted."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.asking import asked, coordinator, form, moved, navigator, step, words_on
from tests.cast import SOUTH, Person
from wekeep.care.actions.lifetime import forget_over, turn_clocks
from wekeep.care.models import Household, PutAway, Request
from wekeep.care.queries.queue import Show, Wish, queue
from wekeep.care.rules.flood import AWAY_FOR, MOST_AT_ONCE, Came, in_order
from wekeep.care.rules.request import State
from wekeep.journal.models import Entry
from wekeep.kit import clock

FLOOD = "/requests/flood/"


def shown_on(page: str) -> list[str]:
    """The codes of the forms on the page, in its order."""
    return re.findall(r'type="checkbox" name="kept" value="([a-z0-9]{16})"', page)


def press(client: Client, door: str, kept: list[str], shown: list[str] | None = None) -> Any:
    """Tick, look at what it would do, and press."""
    codes = shown if shown is not None else shown_on(client.get(door).content.decode())
    said = {"shown": " ".join(codes), "kept": kept}
    sure = client.post(door, said | {"do": "ask"}).content.decode()
    again = re.findall(r'name="kept" value="([a-z0-9]{16})"', sure)
    assert sorted(again) == sorted(kept) and f'name="shown" value="{" ".join(codes)}"' in sure
    return client.post(door, said | {"do": "put_away"}, follow=True)


@pytest.fixture
def flood(cora: Person, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Request]:
    """Makes forms that came in a flood and brought no work."""
    monkeypatch.setattr("wekeep.care.views.ask.brings_proof", lambda *_args, **_more: False)

    def one(number: int = 0, **changed: Any) -> Request:
        household, _words = asked(contact=f"612 555 {number:04}", **changed)
        return household.requests.latest("pk")

    return one


def copied(one: Request, times: int) -> None:
    """The same form so many times more, each from another number."""
    for number in range(times):
        home = Household.objects.get(pk=one.household_id)
        home.pk, home.code, home.receipt_mark, home.key_mark = None, f"h{number:015}", f"r{number}", f"k{number}"
        home.likeness = f"{number:04}"
        home.save()
        row = Request.objects.get(pk=one.pk)
        row.pk, row.code, row.household = None, f"q{number:015}", home
        row.save()


def test_what_is_least_like_the_rest_stands_first_and_known_households_before_all() -> None:
    now = clock.now()
    bots = [Came(f"bot{n}", ("groceries", "en"), False, n == 3, now + timedelta(seconds=n)) for n in range(5)]
    lone = Came("lone", ("ride_medical", "so"), False, False, now + timedelta(minutes=9))
    known = Came("known", ("groceries", "en"), True, False, now + timedelta(minutes=9))
    ordered = in_order([*bots, lone, known])
    assert [one.code for one, _alike in ordered] == ["known", "lone", "bot3", "bot0", "bot1", "bot2", "bot4"]
    assert dict((one.code, alike) for one, alike in ordered)["bot0"] == 5


@pytest.mark.both
def test_two_hundred_junk_forms_go_with_two_presses_and_the_five_true_ones_stay(
    cora: Person, flood: Callable[..., Request]
) -> None:
    copied(flood(1, needs=["groceries"], language="en", area="Longfellow"), 199)
    places = ["Corcoran", "Powderhorn", "Phillips", "Seward", "Cedar"]
    true = [flood(100 + n, needs=["groceries"], language="so", area=area) for n, area in enumerate(places)]
    for one in true:
        assert one.is_unproved
    client = cora.client()
    codes = shown_on(client.get(FLOOD).content.decode())
    assert len(codes) == MOST_AT_ONCE
    assert set(codes[:5]) == {one.code for one in true}, "what no other looks like stands first"
    page = press(client, FLOOD, codes[:5]).content.decode()
    assert "Put away: 145. Put among the others: 5." in page
    press(client, FLOOD, [])
    counts = queue(cora.actor, Wish()).counts
    assert (counts[Show.UNPROVED], counts[Show.PUT_AWAY], counts[Show.WAITING]) == (0, 200, 5)
    assert Household.objects.count() == 205 and Household.objects.filter(is_sealed=True).count() == 205
    logged = Entry.objects.filter(kind="request.put_away")
    assert [one.details["count"] for one in logged.order_by("pk")] == [145, 55]
    assert {one.actor for one in logged} == {cora.code}


@pytest.mark.both
def test_a_press_is_taken_back_whole_and_a_second_time_is_as_none(cora: Person, flood: Callable[..., Request]) -> None:
    rows = [flood(n) for n in range(3)]
    client = cora.client()
    press(client, FLOOD, [])
    assert shown_on(client.get(FLOOD).content.decode()) == []
    code = PutAway.objects.get().code
    assert client.post(FLOOD, {"do": "bring_back", "press": code}).status_code == 302
    assert set(shown_on(client.get(FLOOD).content.decode())) == {one.code for one in rows}
    assert client.post(FLOOD, {"do": "bring_back", "press": code}).status_code == 404


def test_a_tick_keeps_all_that_one_family_asked_for(cora: Person, flood: Callable[..., Request]) -> None:
    family = flood(1, needs=["groceries", "laundry", "snow"])
    junk = flood(2)
    client = cora.client()
    codes = shown_on(client.get(FLOOD).content.decode())
    assert len(codes) == 2
    mine = next(code for code in codes if Request.objects.get(code=code).household_id == family.household_id)
    press(client, FLOOD, [mine])
    assert not family.household.requests.filter(is_unproved=True).exists()
    assert family.household.requests.count() == 3
    assert Request.objects.get(pk=junk.pk).put_away is not None


@pytest.mark.both
def test_what_came_after_the_page_was_opened_and_what_somebody_looked_at_meanwhile_stay(
    cora: Person, flood: Callable[..., Request]
) -> None:
    seen, looked = flood(1), flood(2)
    client = cora.client()
    codes = shown_on(client.get(FLOOD).content.decode())
    later = flood(3)
    assert moved(client, looked, "look") == 302
    assert "Put away: 1." in press(client, FLOOD, [], shown=codes).content.decode()
    away = Request.objects.filter(put_away__isnull=False)
    assert [one.pk for one in away] == [seen.pk]
    assert Request.objects.get(pk=later.pk).is_unproved
    assert press(client, FLOOD, [], shown=codes).status_code == 409, "nothing is left of it"


def test_whoever_was_put_away_comes_back_with_their_words_and_twenty_seconds(
    cora: Person, flood: Callable[..., Request]
) -> None:
    words = words_on(Client().post("/ask/", form()).content.decode())
    press(cora.client(), FLOOD, [])
    assert step(words, "tell", text="We still need it.").status_code == 200
    row = Request.objects.get()
    assert row.put_away is not None and row.is_unproved, "words alone bring nobody further"
    with clock.simulated(clock.now() + timedelta(seconds=21)):
        assert "Thank you for waiting" in step(words, "send_on").content.decode()
    back = Request.objects.get()
    assert back.put_away is None and not back.is_unproved


def test_a_look_at_one_that_was_put_away_takes_it_out(cora: Person, flood: Callable[..., Request]) -> None:
    one = flood(1)
    press(cora.client(), FLOOD, [])
    assert f"/requests/{one.code}/" in cora.client().get("/requests/?show=put_away").content.decode()
    assert moved(cora.client(), one, "look") == 302
    one.refresh_from_db()
    assert one.put_away is None and not one.is_unproved


@pytest.mark.both
def test_what_was_put_away_ends_by_itself_after_two_weeks_and_the_press_is_forgotten_with_it(
    cora: Person, flood: Callable[..., Request]
) -> None:
    one = flood(1)
    press(cora.client(), FLOOD, [])
    with clock.simulated(clock.now() + AWAY_FOR - timedelta(minutes=1)):
        turn_clocks()
    assert Request.objects.get(pk=one.pk).state == State.RECEIVED
    with clock.simulated(clock.now() + AWAY_FOR + timedelta(minutes=1)):
        turn_clocks()
        assert Request.objects.get(pk=one.pk).state == State.CLOSED
        forget_over()
        assert PutAway.objects.count() == 1, "its request still names it"
        Request.objects.all().delete()
        forget_over()
    assert PutAway.objects.count() == 0


def test_time_alone_brings_nothing_of_a_flood_among_the_others(cora: Person, flood: Callable[..., Request]) -> None:
    words = words_on(Client().post("/ask/", form()).content.decode())
    one = Request.objects.get()
    assert step(words, "rest", code=one.code).status_code == 200
    with clock.simulated(clock.now() + timedelta(days=15)):
        turn_clocks()
    one.refresh_from_db()
    assert one.state == State.RECEIVED and one.is_unproved


def test_another_zones_coordinator_puts_away_nothing_and_a_navigator_neither(
    cora: Person, flood: Callable[..., Request]
) -> None:
    one = flood(1)
    south = coordinator("sora", SOUTH).client()
    assert shown_on(south.get(FLOOD).content.decode()) == []
    said = {"shown": one.code, "do": "put_away"}
    assert south.post(FLOOD, said).status_code == 409
    assert navigator().client().post(FLOOD, said).status_code == 403
    press(cora.client(), FLOOD, [])
    code = PutAway.objects.get().code
    assert south.post(FLOOD, {"do": "bring_back", "press": code}).status_code == 404
    one.refresh_from_db()
    assert one.put_away is not None


def test_a_flood_that_names_one_number_everywhere_is_known_to_nobody(
    cora: Person, flood: Callable[..., Request]
) -> None:
    flood(7), flood(7), flood(7)
    assert "Asked before" not in cora.client().get(FLOOD).content.decode()
    Request.objects.filter(pk=Request.objects.earliest("pk").pk).update(is_unproved=False)
    assert cora.client().get(FLOOD).content.decode().count("Asked before") == 1


@pytest.mark.parametrize("said", ["", "x" * 15 + ".", "é" * 16, " ".join(f"{n:016}" for n in range(MOST_AT_ONCE + 1))])
def test_what_no_page_of_ours_sends_is_refused(cora: Person, said: str) -> None:
    for do in ("ask", "put_away"):
        assert cora.client().post(FLOOD, {"shown": said, "do": do}).status_code == 409
    assert cora.client().post(FLOOD, {"shown": "a" * 16, "kept": "b" * 16, "do": "put_away"}).status_code == 409
