"""The one way out: nothing private is ever called, and one dead host holds up no other."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest

from tests.channels.peers import PushPeer, serving
from tests.channels.rows import row_of, rows
from tests.channels.test_every_channel import keep, letter, send, states
from tests.running import free_port
from wekeep.channels.actions import outbox, sending
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.contract import Answer, Result
from wekeep.channels.gateway import Said
from wekeep.channels.rules.delivery import State, next_state
from wekeep.channels.rules.endpoint import check_url, may_connect
from wekeep.channels.wire.posts import NO_ANSWER, Course, Post, Reply, result_of, split
from wekeep.channels.wire.sending import Wire
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "not an address",
]
BAD_URLS = [
    "http://push.example/x",
    "https://push.example:8443/x",
    "https://user@push.example/x",
    "https://user:pass@push.example/x",
    "https://localhost/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://printer/x",
    "https://printer.local/x",
    "https://db.internal/x",
    "https://app.localhost/x",
    "https://push.example/x y",
    "https://push.example\\@10.0.0.1/x",
    "https://пуш.example/x",
    "https://push.example/\nHost: other",
    "https://push.example:99999/x",
    "file:///etc/passwd",
    "//push.example/x",
    "https:///x",
    "",
    "https://push.example/" + "x" * 1000,
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_socket_is_opened_to_a_private_address(address: str) -> None:
    assert not may_connect(address, allow_loopback=False)


@pytest.mark.parametrize("address", ["1.1.1.1", "142.250.74.106", "2606:4700:4700::1111"])
def test_public_addresses_may_be_called(address: str) -> None:
    assert may_connect(address, allow_loopback=False)


def test_loopback_is_allowed_only_where_a_setting_says_so_and_nothing_else_private() -> None:
    assert [a for a in PRIVATE if may_connect(a, allow_loopback=True)] == ["127.0.0.1", "::1", "::ffff:127.0.0.1"]


@pytest.mark.parametrize("url", BAD_URLS)
def test_only_https_to_a_public_name_on_its_own_port_is_accepted(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url, allow_loopback=False)


def test_a_push_service_of_the_world_is_accepted() -> None:
    assert check_url("https://fcm.googleapis.com/fcm/send/abc:def", allow_loopback=False) == "fcm.googleapis.com"
    assert check_url("https://updates.push.services.mozilla.com:443/wpush/v2/x", allow_loopback=False)


def post(key: int, url: str) -> Post:
    origin, path = split(url)
    return Post(key, course(origin), path, b"body")


@cache
def course(origin: str) -> Course:
    return Course(origin, (("ttl", "1"),))


def test_a_name_that_points_at_a_private_address_is_not_called() -> None:
    """`localhost` stands for any public-looking name whose owner lets it resolve to the inside."""
    calls = []
    with socket.socket() as inside:
        inside.bind(("127.0.0.1", 0))
        inside.listen()
        inside.settimeout(0.2)
        wire = Wire(allow_loopback=False)
        replies = list(wire.send([post(1, f"http://localhost:{inside.getsockname()[1]}/x")]))
        wire.close()
        with pytest.raises(TimeoutError):
            calls.append(inside.accept())
    assert not calls
    assert replies[0].status == NO_ANSWER


async def redirector(scope: dict, receive: object, send: object) -> None:
    where = (b"location", b"http://127.0.0.1:1/inside")
    await send({"type": "http.response.start", "status": 302, "headers": [where]})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]


def test_redirects_are_not_followed() -> None:
    with serving(redirector) as origin:
        wire = Wire(allow_loopback=True)
        assert [r.status for r in wire.send([post(1, f"{origin}/x")])] == [302]
        wire.close()


def test_every_post_gets_one_reply_and_a_dead_host_is_left_alone() -> None:
    dead = f"http://127.0.0.1:{free_port()}/x"
    wire = Wire(allow_loopback=True)
    replies = list(wire.send(post(n, dead) for n in range(500)))
    wire.close()
    assert sorted(r.key for r in replies) == list(range(500))
    assert {r.status for r in replies} == {NO_ANSWER}
    assert sum(r.trouble == "host left alone" for r in replies) > 400


def test_posts_are_drawn_as_there_is_room(push: PushPeer) -> None:
    drawn = 0
    address = push.new_address()

    def source() -> Iterator[Post]:
        nonlocal drawn
        for n in range(5000):
            drawn += 1
            yield post(n, address["endpoint"])

    wire = Wire(allow_loopback=True)
    replies = wire.send(source())
    next(replies)
    assert drawn < 3000
    assert sum(1 for _reply in replies) == 4999
    wire.close()


@pytest.mark.django_db
def test_a_dead_push_service_does_not_hold_up_the_living(push: PushPeer) -> None:
    alive = [push.new_address() for _n in range(20)]
    port = free_port()
    dead = [{**push.new_address(), "endpoint": f"http://127.0.0.1:{port}/{n}"} for n in range(20)]
    mixed = [code for pair in zip(dead, alive, strict=True) for code in (keep(push, pair[0]), keep(push, pair[1]))]
    send(push, mixed)
    assert all(len(push.came(address)) == 1 for address in alive)
    assert states().count(State.HANDED_OVER) == 20
    assert states().count(State.QUEUED) == 20


@pytest.mark.django_db
def test_first_tries_do_not_wait_for_old_failures(push: PushPeer) -> None:
    failing, fresh = keep(push, push.new_address()), keep(push, push.new_address())
    push.fail_next(1)
    send(push, [failing])
    outbox.hand_over(letter("letter2"), [Recipient(fresh, "webpush", "en")])
    with clock.simulated(clock.now() + timedelta(minutes=1)):
        hand = sending.claim("webpush", 10, retries=False)
    assert hand and [row_of(one.delivery).address for one in hand.members] == [fresh]


@pytest.mark.django_db
def test_with_every_third_answer_an_error_nothing_is_lost_and_nothing_comes_twice(push: PushPeer) -> None:
    push.every_third_fails = True
    people = [push.new_address() for _n in range(120)]
    send(push, [keep(push, one) for one in people])
    at = clock.now()
    for minutes in range(1, 12):
        with clock.simulated(at + timedelta(minutes=minutes * 3)):
            drain(RETRIES)
            drain(ALERTS)
    assert [push.phone(one).came for one in people] == [1] * 120


@pytest.mark.django_db
def test_a_push_service_that_asks_for_patience_gets_it(push: PushPeer) -> None:
    code = keep(push, push.new_address())
    push.fail_with = (429, {"retry-after": "240"})
    push.fail_next(1)
    before = clock.now()
    send(push, [code])
    assert rows()[0].next_at >= before + timedelta(seconds=240)


def test_patience_ends_with_the_news() -> None:
    now = clock.now()
    asked = Result(1, Answer.LATER, retry_after=600)
    assert next_state(asked, 1, now + timedelta(minutes=5), now) == (State.TOO_LATE, now)
    state, due = next_state(asked, 1, now + timedelta(hours=1), now)
    assert state is State.QUEUED and due - now >= timedelta(seconds=600)
    forever = Result(1, Answer.LATER, retry_after=10**6)
    assert next_state(forever, 1, now + timedelta(hours=5), now)[1] - now <= timedelta(minutes=16)


@pytest.mark.parametrize("asked", [10**12, 10**18, 10**30, -1, -(10**18)])
@pytest.mark.parametrize("attempts", [1, 2, 40])
def test_no_patience_that_is_asked_for_breaks_the_run_of_everyone_else(asked: int, attempts: int) -> None:
    now = clock.now()
    state, due = next_state(Result(1, Answer.LATER, retry_after=asked), attempts, now + timedelta(hours=5), now)
    assert state is State.QUEUED and now < due <= now + timedelta(minutes=16)


@pytest.mark.django_db
def test_a_phone_whose_push_service_asks_for_a_million_years_keeps_nobody_else_from_being_told_once(
    push: PushPeer,
) -> None:
    codes = [keep(push, push.new_address()) for _n in range(6)]
    push.fail_with = (429, {"retry-after": str(10**17)})
    push.fail_next(1)
    send(push, codes)
    assert sorted(states()) == [State.HANDED_OVER] * 5 + [State.QUEUED]


def test_a_number_in_an_answer_is_one_or_nothing() -> None:
    def number(raw: str) -> int:
        return Said(429, f'{{"n": {raw}}}'.encode()).number("n")

    assert [number(raw) for raw in ("250", '"21610"', "0")] == [250, 21610, 0]
    for raw in ("1e999", '"abc"', "-5", "null", "true", "[]", "{}", "9" * 5000, '"٣"', "1.5", "NaN"):
        assert number(raw) == 0, raw
    assert Said(429, b"no JSON").number("n") == 0


def test_waits_double_from_two_seconds_up_to_five_minutes() -> None:
    now = clock.now().replace(microsecond=0)
    ends = now + timedelta(days=1)
    waits = [(next_state(Result(1, Answer.LATER), n, ends, now, chance=0.5)[1] - now).seconds for n in range(1, 12)]
    assert waits == [3, 5, 9, 17, 33, 65, 129, 257, 301, 301, 301]


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (201, "handed_over"),
        (404, "gone"),
        (410, "gone"),
        (429, "later"),
        # Windows' push service, when it was asked too much
        (406, "later"),
        (503, "later"),
        (0, "later"),
        (400, "refused"),
    ],
)
def test_what_each_answer_means(status: int, answer: str) -> None:
    assert result_of(Reply(1, status)).answer == answer
