"""Receipts: how fast an alert reaches phones, told by those whose owners allow it, and by none of them by name."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.alerts.neighbours import Neighbour, choices, neighbour, quiet
from tests.alerts.test_mid_send import at, begin, clear
from tests.brakes import stopped
from tests.cast import Cast
from tests.channels.peers import MailPeer, PushPeer
from tests.desk.stage import Street
from tests.keeping import Keeping
from wekeep.alerts import jobs
from wekeep.alerts.actions import handing, subscriptions
from wekeep.alerts.notices import CHANNEL_WORDS, pace
from wekeep.alerts.queries.alerts import Chain, receipts
from wekeep.alerts.views import shown as door
from wekeep.channels.actions import receipts as counting
from wekeep.channels.actions.receipts import Gathering
from wekeep.channels.models import Shown
from wekeep.channels.rules.receipt import EDGES, FEWEST, Receipts, added, counted, counted_together, most_of_one, none
from wekeep.kit import clock
from wekeep.kit.throttle import Throttle
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS


@pytest.fixture(autouse=True)
def gathering(monkeypatch: pytest.MonkeyPatch) -> Gathering:
    """What is gathered here is written down when the test says so."""
    found = Gathering()
    monkeypatch.setattr(found, "_waiting", True)
    for where in (door, counting):
        monkeypatch.setattr(where, "GATHERING", found)
    monkeypatch.setattr(door, "_OF_A_SOURCE", Throttle(burst=100, per_minute=1))
    return found


def people(push: PushPeer, count: int, **more: Any) -> list[Neighbour]:
    return [neighbour(push, choices(**more)) for _n in range(count)]


def alerted(cast: Cast) -> Chain:
    chain = begin(cast)
    drain(ALERTS)
    return chain


def say_shown(one: Neighbour, *, after: float = 0.0, client: Client | None = None) -> int:
    """As the worker on this phone does with the newest message, so many seconds later."""
    name, _dash, variant = one.codes[-1].partition("-")
    if "r" not in variant:
        return 0
    with clock.simulated(clock.now() + timedelta(seconds=after)):
        return (client or Client(enforce_csrf_checks=True)).post(f"/alerts/{name}/shown/").status_code


@pytest.mark.django_db
def test_half_and_nine_of_ten_are_told_of_those_who_switched_it_on_and_of_nobody_else(
    cast: Cast, push: PushPeer, gathering: Gathering
) -> None:
    willing, others = people(push, 12, receipts=True), people(push, 3)
    with clock.simulated(clock.now()):
        chain = alerted(cast)
        assert [say_shown(one) for one in others] == [0, 0, 0]
        waits = [1, 1, 1, 2, 2, 2, 4, 4, 9, 100]
        assert {say_shown(one, after=wait - 0.5) for one, wait in zip(willing, waits, strict=False)} == {204}
    gathering.write()
    told = receipts(chain.code)
    assert told is not None and (told.shown, told.asked) == (10, 12)
    assert [told.within(share) for share in (0.5, 0.9, 0.99)] == [2, 10, 120]


@pytest.mark.django_db
def test_no_row_says_whose_phone_it_was_nor_when(cast: Cast, push: PushPeer, gathering: Gathering) -> None:
    willing = people(push, FEWEST, receipts=True)
    with clock.simulated(clock.now()):
        alerted(cast)
        for one in willing:
            say_shown(one, after=2.5)
    gathering.write()
    [row] = Shown.objects.values()
    assert row == {"letter_id": row["letter_id"], "counts": [0, 0, FEWEST, *[0] * (len(EDGES) - 2)]}
    # every phone was sent the same, so nothing that comes back could tell them apart
    assert len({one.codes[-1] for one in willing}) == 1


@pytest.mark.django_db
def test_where_few_switched_it_on_nobody_is_asked(cast: Cast, push: PushPeer) -> None:
    few = people(push, FEWEST - 1, receipts=True)
    alerted(cast)
    assert {one.codes[-1].partition("-")[2] for one in few} == {""}


@pytest.mark.django_db
def test_it_is_off_until_its_owner_switches_it_on_and_web_push_alone_is_asked(
    cast: Cast, push: PushPeer, mail: MailPeer
) -> None:
    assert not neighbour(push).subscription.receipts
    people(push, FEWEST - 1, receipts=True)
    given = {"email": "someone@mail.example"}
    by_mail = subscriptions.sign_up(kind="email", given=given, choices=choices(receipts=True)).subscription
    subscriptions.switch_on(by_mail)
    chain = alerted(cast)
    assert receipts(chain.code) is None and not Shown.objects.exists()
    assert all("-r" not in code for code in push.came(neighbour(push).address))


@pytest.mark.django_db
def test_who_was_asleep_when_it_was_sent_is_not_asked_when_they_wake(cast: Cast, push: PushPeer) -> None:
    with clock.simulated(at("2027-01-12T06:30")):
        asleep = [neighbour(push, quiet("22:00", "07:00", receipts=True)) for _n in range(FEWEST)]
        awake = people(push, FEWEST, receipts=True)
        alerted(cast)
    with clock.simulated(at("2027-01-12T07:00")):
        jobs.release_held.call()
        drain(ALERTS)
    assert {one.codes[-1].partition("-")[2] for one in asleep} == {""}
    assert {one.codes[-1].partition("-")[2] for one in awake} == {"r"}


@pytest.mark.django_db
def test_a_correction_asks_nobody(cast: Cast, push: PushPeer) -> None:
    willing = people(push, FEWEST, receipts=True)
    chain = alerted(cast)
    assert {one.codes[-1].partition("-")[2] for one in willing} == {"r"}
    clear(cast, chain)
    assert {one.codes[-1].partition("-")[2] for one in willing} == {""}


@pytest.mark.django_db
def test_one_who_says_it_a_thousand_times_is_counted_no_more_often_than_were_asked(
    cast: Cast, push: PushPeer, gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    willing = people(push, FEWEST, receipts=True)
    chain = alerted(cast)
    monkeypatch.setattr(door, "_OF_A_SOURCE", Throttle(burst=1_000, per_minute=1))
    for _n in range(3):
        for _m in range(10):
            say_shown(willing[0])
        gathering.write()
    told = receipts(chain.code)
    assert told is not None and told.shown == told.asked == FEWEST


@pytest.mark.django_db
def test_one_network_uses_up_no_more_than_a_part_of_the_places_and_the_figures_stay_true(
    cast: Cast, push: PushPeer, gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_OF_A_SOURCE", Throttle(burst=1_000, per_minute=1))
    willing = people(push, 2 * FEWEST, receipts=True)
    with clock.simulated(clock.now()):
        chain = alerted(cast)
        for _n in range(5):
            for _m in range(20):
                say_shown(willing[0], client=Client(REMOTE_ADDR="203.0.113.9"))
            gathering.write()
        for number, one in enumerate(willing[:FEWEST]):
            say_shown(one, after=9, client=Client(REMOTE_ADDR=f"198.51.100.{number}"))
    gathering.write()
    told = receipts(chain.code)
    assert told is not None and told.shown == told.asked == 2 * FEWEST
    assert told.within(1.0) == 10, "those who came last were counted too"


@pytest.mark.django_db(transaction=True)
def test_servers_that_write_down_at_once_lose_no_count_and_make_none_up(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    willing = people(push, FEWEST + 2, receipts=True)
    chain, ready, trouble = alerted(cast), Barrier(4), list[BaseException]()
    code = willing[0].codes[-1].partition("-")[0]

    def write(number: int) -> None:
        one = Gathering()
        one._waiting = True
        try:
            for at in range(3):
                one.note(code, f"192.0.2.{10 * number + at}")
            ready.wait(10)
            one.write()
        except BaseException as problem:
            trouble.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = receipts(chain.code)
    assert not trouble and told is not None and (told.shown, told.asked) == (12, FEWEST + 2)


def test_a_tenth_of_many_and_ten_of_few_are_counted_of_one_network() -> None:
    assert [most_of_one(asked) for asked in (10, 100, 2000)] == [FEWEST, FEWEST, 200]


@pytest.mark.django_db
def test_a_source_that_says_it_too_often_is_no_longer_heard_and_is_answered_the_same(
    cast: Cast, push: PushPeer, gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    willing = people(push, FEWEST, receipts=True)
    chain = alerted(cast)
    monkeypatch.setattr(door, "_OF_A_SOURCE", stopped(2, 0.01))
    assert {say_shown(willing[0]) for _n in range(6)} == {204}
    gathering.write()
    told = receipts(chain.code)
    assert told is not None and told.shown == 2


@pytest.mark.django_db
def test_any_code_is_answered_the_same_without_a_cookie_and_what_is_none_is_forgotten(
    client: Client, gathering: Gathering
) -> None:
    answer = client.post("/alerts/abcdefghijkmnpqr/shown/")
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert client.get("/alerts/abcdefghijkmnpqr/shown/").status_code == 405
    gathering.write()
    assert not Shown.objects.exists()


@pytest.mark.django_db
def test_of_very_many_as_many_are_asked_as_say_enough(
    cast: Cast, push: PushPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "MOST_ASKED", 12)
    willing = people(push, 20, receipts=True)
    alerted(cast)
    assert sum("r" in one.codes[-1].partition("-")[2] for one in willing) == 12
    assert all(one.got == 1 for one in willing)


@pytest.mark.django_db
def test_dispatchers_read_it_beside_the_alert_and_a_neighbour_does_not(
    cast: Cast, push: PushPeer, gathering: Gathering, settings: Settings
) -> None:
    willing = people(push, FEWEST, receipts=True)
    incident = Street(cast).confirmed()
    with clock.simulated(clock.now()):
        chain = Street(cast).alert(incident)
        drain(ALERTS)
        for one in willing[:-1]:
            say_shown(one, after=2.5)
    gathering.write()
    page = cast.dana.client().get(f"/board/{incident.code}/").content.decode()
    words = "On phones that tell us: 9 of 10 have shown it. Half of them within 3 s, nine of ten within 3 s"
    assert words in page
    assert "phones that tell us" not in Client().get(f"/alerts/a/{chain.code}/", follow=True).content.decode()


TIMES = st.lists(st.floats(-5, 10_000), max_size=60)


@given(times=TIMES, room=st.integers(-3, 70), share=st.floats(0.01, 1))
def test_counts_hold_what_there_is_room_for_and_tell_the_least_edge_that_is_enough(
    times: list[float], room: int, share: float
) -> None:
    taken = times[: max(0, room)]
    told = Receipts(100, tuple(counted(none(), [timedelta(seconds=one) for one in times], room)))
    assert told.shown == len(taken)
    enough = [edge for edge in EDGES if taken and sum(one <= edge for one in taken) >= max(1, share * len(taken))]
    assert told.within(share) == (min(enough) if enough else None)


def test_counts_of_two_letters_are_added_place_by_place() -> None:
    assert added([1, 2, 3], [10, 0, 5]) == [11, 2, 8]


CHANNELS = "/alerts/channels/"


def told_of(channel: str, page: str) -> str:
    """What the page says of one channel."""
    return next(part for part in page.split("<section") if f"<span>{channel}</span>" in part)


@pytest.mark.django_db
def test_each_channel_says_how_soon_it_takes_alerts_and_phones_how_soon_they_show_them(
    cast: Cast, push: PushPeer, mail: MailPeer, gathering: Gathering
) -> None:
    willing = people(push, FEWEST, receipts=True)
    for n in range(FEWEST):
        by_mail = subscriptions.sign_up(
            kind="email", given={"email": f"one{n}@mail.example"}, choices=choices()
        ).subscription
        subscriptions.switch_on(by_mail)
    start = clock.now()
    with clock.simulated(start):
        begin(cast)
    with clock.simulated(start + timedelta(seconds=4)):
        drain(ALERTS)
    with clock.simulated(start + timedelta(seconds=20)):
        for one in willing:
            say_shown(one)
    gathering.write()
    page = cast.dana.client().get(CHANNELS).content.decode()
    web, mails = (told_of(str(CHANNEL_WORDS[name]), page) for name in ("webpush", "email"))
    assert "half within 5 s, nine of ten within 5 s, nearly all within 5 s" in web
    assert "half within 30 s" in web
    assert "half within 5 s" in mails
    assert "Shown on phones" in web and "Shown on phones" not in mails


@pytest.mark.django_db
def test_of_few_and_of_letters_to_one_person_no_channel_says_how_soon(cast: Cast, push: PushPeer) -> None:
    # a confirmation each, and an alert to one too few
    people(push, FEWEST - 1)
    alerted(cast)
    assert "Alerts taken" not in cast.dana.client().get(CHANNELS).content.decode()


def test_what_took_longer_than_the_longest_is_said_to() -> None:
    slow = Receipts(10, tuple(counted_together([(timedelta(seconds=3), 5), (timedelta(hours=2), 5)])))
    assert pace(slow) == "half within 3 s, nine of ten after more than 60 min, nearly all after more than 60 min"


@given(st.lists(st.tuples(st.timedeltas(timedelta(), timedelta(hours=3)), st.integers(0, 50)), max_size=20))
def test_counting_many_together_is_counting_each(took: list[tuple[timedelta, int]]) -> None:
    each = [one for one, many in took for _n in range(many)]
    assert counted_together(took) == counted(none(), each, len(each))
