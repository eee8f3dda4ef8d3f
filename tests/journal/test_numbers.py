"""The journal: numbers in commit order, codes only, history, forgetting."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from tests.cast import Cast
from wekeep.journal import actions, queries
from wekeep.journal.models import Entry
from wekeep.journal.rules.kind import Kind, NotACode, declare, only_codes
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.codes import new_code

SEEN = declare("test.seen", "A test saw something.", timedelta(days=2))
BRIEF = declare("test.brief", "A test saw something for an hour.", timedelta(hours=1), on_boards=False)
WRITERS, EACH = 8, 15


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_are_numbered_without_a_gap_or_a_double_and_no_reader_meets_a_smaller_number_later() -> (
    None
):
    heard: list[int] = []
    writing = threading.Event()
    writing.set()

    def write(who: int) -> None:
        for turn in range(EACH):
            with transaction.atomic():
                actions.record(SEEN, about=f"w{who}-{turn}", actor=SYSTEM)
                if turn % 5 == 4:
                    transaction.set_rollback(True)
        connections.close_all()

    def read() -> None:
        last = 0
        while writing.is_set() or actions.number_new() or queries.after(last, 1):
            actions.number_new()
            for event in queries.after(last, 7):
                heard.append(event.number)
                last = event.number
        connections.close_all()

    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    readers = [threading.Thread(target=read)]
    rival = threading.Thread(target=_number_while, args=(writing,))
    for thread in (*writers, *readers, rival):
        thread.start()
    for thread in writers:
        thread.join()
    writing.clear()
    for thread in (*readers, rival):
        thread.join()
    committed = WRITERS * EACH * 4 // 5
    assert heard == list(range(1, committed + 1))
    assert queries.last_number() == committed


def _number_while(writing: threading.Event) -> None:
    while writing.is_set():
        actions.number_new()
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_comes_after_those_numbered_before_it() -> None:
    begun, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            actions.record(SEEN, about="slow", actor=SYSTEM)
            begun.set()
            go.wait()
        connections.close_all()

    def quick() -> None:
        actions.record(SEEN, about="quick", actor=SYSTEM)
        if connection.vendor == "postgresql":
            actions.number_new()
        connections.close_all()

    first, second = threading.Thread(target=slow), threading.Thread(target=quick)
    first.start()
    begun.wait()
    second.start()
    # on PostgreSQL the second commits before the first; SQLite has one writer at a time and lets it wait
    second.join(10 if connection.vendor == "postgresql" else 0.2)
    go.set()
    first.join()
    second.join()
    actions.number_new()
    committed = ["quick", "slow"] if connection.vendor == "postgresql" else ["slow", "quick"]
    assert [event.about for event in queries.after(0, 10)] == committed


@pytest.mark.parametrize(
    "value",
    [
        "Two vans at Lake and Bloomington",
        "612-555-0123",
        "6125550123",
        "44.9483",
        "-93.2601",
        "someone@example.org",
        "192.0.2.7",
        "2001:db8::7",
        "ZONE",
        "line\nbreak",
        "a" * 65,
        44.9,
        ["code"],
        {"lat": 1},
        b"code",
    ],
)
def test_words_places_and_addresses_do_not_get_in(value: object) -> None:
    with pytest.raises(NotACode):
        only_codes({"detail": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("value", ["", "confirmed", "*", "north-side", "incident:4f", "8826e1d2bffffff", 7, True, None])
def test_codes_states_and_counts_do(value: str | int | None) -> None:
    assert only_codes({"detail": value}) == {"detail": value}


def test_a_drawn_code_always_gets_in() -> None:
    assert all(only_codes({"about": new_code()}) for _ in range(2000))


@pytest.mark.django_db
def test_the_history_of_a_thing_is_in_the_order_it_happened(cast: Cast) -> None:
    actions.record(SEEN, about="one", actor=cast.dana.actor, zone="north", outcome="confirmed", sightings=3)
    actions.record(SEEN, about="other", actor=SYSTEM)
    actions.record(BRIEF, about="one", actor=SYSTEM)
    first, second = queries.history("one")
    assert (first.kind, first.actor, first.zone) == ("test.seen", cast.dana.code, "north")
    assert first.details == {"outcome": "confirmed", "sightings": 3}
    assert second.kind == "test.brief"


@pytest.mark.django_db
def test_what_is_recent_is_told_zone_by_zone() -> None:
    for zone in ("north", "south"):
        actions.record(SEEN, about=f"in-{zone}", actor=SYSTEM, zone=zone)
    assert [e.about for e in queries.recent(frozenset({"south"}))] == ["in-south"]
    assert [e.about for e in queries.recent(frozenset({EVERY_ZONE}))] == ["in-south", "in-north"]
    assert queries.recent(frozenset()) == []


@pytest.mark.django_db
def test_each_kind_is_forgotten_in_its_time_and_numbers_never_come_again() -> None:
    actions.record(SEEN, about="long", actor=SYSTEM)
    actions.record(BRIEF, about="short", actor=SYSTEM)
    actions.number_new()
    with clock.simulated(clock.now() + timedelta(hours=2)):
        assert actions.forget() == 1
        assert [e.about for e in queries.after(0, 10)] == ["long"]
    with clock.simulated(clock.now() + timedelta(days=3)):
        actions.forget()
    actions.record(SEEN, about="new", actor=SYSTEM)
    actions.number_new()
    assert [(e.number, e.about) for e in queries.after(0, 10)] == [(3, "new")]


@pytest.mark.django_db(transaction=True)
def test_a_listener_is_told_after_the_commit_and_not_of_what_was_rolled_back() -> None:
    told: list[int] = []
    stop = actions.on_commit_here(lambda: told.append(Entry.objects.count()))
    try:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            actions.record(SEEN, about="never", actor=SYSTEM)
            raise ZeroDivisionError
        actions.record(SEEN, about="now", actor=SYSTEM)
    finally:
        stop()
    assert told == [1]


def test_two_kinds_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two kinds"):
        declare("test.seen", "Again.", timedelta(days=1))
    assert isinstance(SEEN, Kind)
