"""Our HTTP/2 against a peer that speaks it through another implementation, in every fault: one answer a post, always."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import h2.errors
import h2.settings
import pytest

from tests.channels.tls_peer import Request, Session, TlsPeer, make_authority, peer_serving, wait_until
from tests.running import free_port
from wekeep.channels.contract import Answer
from wekeep.channels.wire import opening, sending
from wekeep.channels.wire.posts import NO_ANSWER, Course, Post, Reply, result_of
from wekeep.channels.wire.sending import Wire
from wekeep.kit import clock

S = h2.settings.SettingCodes
BODY = b"sealed" * 60
pytestmark = pytest.mark.long


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """An authority that is trusted, and a server's certificate from it."""
    return make_authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    sending._left_to_library.clear()
    yield


@pytest.fixture
def peer(certificates: tuple[str, str]) -> Iterator[TlsPeer]:
    """A push service that speaks h2 and accepts everything."""
    with peer_serving(TlsPeer(certificates[1])) as serving:
        yield serving


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks that run out in two seconds."""
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 2.0)
    monkeypatch.setattr(sending, "CONNECT_SECONDS", 2.0)
    monkeypatch.setattr(opening, "CONNECT_SECONDS", 2.0)


@contextmanager
def wire(certificates: tuple[str, str], *, loopback: bool = True) -> Iterator[Wire]:
    one = Wire(allow_loopback=loopback, authorities=certificates[0])
    try:
        yield one
    finally:
        one.close()


def posts(origin: str, count: int, *, body: bytes = BODY, first: int = 0) -> list[Post]:
    course = Course(origin, (("ttl", "60"), ("authorization", "vapid t=" + "x" * 300), ("topic", "abc")))
    return [Post(first + n, course, f"/push/{first + n}", body) for n in range(count)]


def send(certificates: tuple[str, str], what: list[Post]) -> dict[int, Reply]:
    """Send; every post must be answered once."""
    with wire(certificates) as one:
        replies = list(one.send(what))
    assert sorted(reply.key for reply in replies) == sorted(post.key for post in what)
    return {reply.key: reply for reply in replies}


def statuses(replies: dict[int, Reply]) -> Counter[int]:
    return Counter(reply.status for reply in replies.values())


def nothing_lost(peer: TlsPeer, replies: dict[int, Reply]) -> None:
    """What was said to be accepted was accepted once; what was accepted is at worst said to be unknown."""
    for key, reply in replies.items():
        times = peer.accepted[f"/push/{key}"]
        if reply.status == 201:
            assert times == 1, key
        else:
            assert times <= 1, key


def test_what_others_may_be_sending_by_now_leaves_no_line_on_which_it_was_begun(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    lost, sessions = threading.Event(), list[Session]()

    def greet(session: Session) -> None:
        """The bodies wait for room until whoever sends them has lost them."""
        sessions.append(session)
        session.limit({S.INITIAL_WINDOW_SIZE: 8})

        def widen() -> None:
            if lost.is_set():
                session.change({S.INITIAL_WINDOW_SIZE: 65_535})
            else:
                session.later(0.01, widen)

        widen()

    peer.greet = greet
    one, found = Wire(allow_loopback=True, authorities=certificates[0], lost=lost.is_set), list[Reply]()
    sender = threading.Thread(target=lambda: found.extend(one.send(posts(peer.origin, 40))))
    sender.start()
    wait_until(lambda: any(session.open for session in sessions))
    lost.set()
    sender.join()
    one.close()
    assert not peer.came, "a body was sent"
    # of what was begun nobody knows whether it came, and what was not is not spoken of
    assert found and {reply.status for reply in found} == {NO_ANSWER}


# what goes well


def test_every_message_comes_whole_and_once(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    replies = send(certificates, posts(peer.origin, 2_000))
    assert statuses(replies) == {201: 2_000}
    assert set(peer.came.values()) == {1} and len(peer.came) == 2_000
    assert {request.body for request in peer.requests} == {BODY}
    first, last = peer.requests[0].headers, peer.requests[-1].headers
    for headers in (first, last):
        assert headers[":method"] == "POST" and headers[":scheme"] == "https"
        assert headers[":authority"] == peer.origin.removeprefix("https://")
        assert headers["content-length"] == str(len(BODY)) and headers["topic"] == "abc"


def test_headers_of_many_letters_are_read_as_they_were_meant(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    """More different headers than the other side's table has room for."""
    what = []
    for n in range(400):
        course = Course(
            peer.origin, (("ttl", str(n % 90)), ("topic", f"topic-{n % 70}" + "y" * 40), ("urgency", "low"))
        )
        what.append(Post(n, course, f"/push/{n}", b"x" * (n % 300)))
    assert statuses(send(certificates, what)) == {201: 400}
    for request in peer.requests:
        n = int(request.path.rpartition("/")[2])
        assert request.headers["ttl"] == str(n % 90)
        assert request.headers["topic"] == f"topic-{n % 70}" + "y" * 40
        assert request.body == b"x" * (n % 300)


@pytest.mark.parametrize(
    "settings",
    [
        {S.MAX_CONCURRENT_STREAMS: 1},
        {S.HEADER_TABLE_SIZE: 0},
        {S.HEADER_TABLE_SIZE: 100},
        {S.HEADER_TABLE_SIZE: 65_536, S.MAX_FRAME_SIZE: 65_536},
        {S.INITIAL_WINDOW_SIZE: 7},
        {S.MAX_CONCURRENT_STREAMS: 3, S.INITIAL_WINDOW_SIZE: 100, S.HEADER_TABLE_SIZE: 400},
    ],
)
def test_the_limits_that_a_push_service_sets_are_kept(
    settings: dict[int, int], peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    peer.settings = settings
    most = 0

    def react(session: Session, request: Request) -> None:
        nonlocal most
        most = max(most, session.h2.open_inbound_streams)
        peer.accept(session, request)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 60))
    assert statuses(replies) == {201: 60}
    assert all(request.body == BODY for request in peer.requests)
    assert most <= settings.get(S.MAX_CONCURRENT_STREAMS, 1_000)


def test_a_body_longer_than_every_window_arrives(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    body = bytes(range(256)) * 800
    replies = send(certificates, posts(peer.origin, 3, body=body))
    assert statuses(replies) == {201: 3}
    assert [request.body for request in peer.requests] == [body] * 3


def test_limits_that_change_under_way_are_kept(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    roomy: dict[int, int] = {S.HEADER_TABLE_SIZE: 4_096, S.INITIAL_WINDOW_SIZE: 65_535, S.MAX_CONCURRENT_STREAMS: 100}

    def react(session: Session, request: Request) -> None:
        if session.answered % 40 == 20:
            n = session.answered // 40
            session.h2.update_settings(
                {
                    S.HEADER_TABLE_SIZE: (0, 4_096, 128)[n % 3],
                    S.INITIAL_WINDOW_SIZE: (0, 70_000, 20)[n % 3],
                    S.MAX_CONCURRENT_STREAMS: (2, 90, 7)[n % 3],
                }
            )
            # all three each time: h2 takes one acknowledgement for the next value of every name
            session.later(0.02, lambda: session.change(roomy))
        peer.accept(session, request)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 500))
    assert Counter(reply.trouble for reply in replies.values()) == {"": 500}
    assert statuses(replies) == {201: 500}
    assert all(request.body == BODY for request in peer.requests)


# answers


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, Answer.HANDED_OVER),
        (201, Answer.HANDED_OVER),
        (202, Answer.HANDED_OVER),
        (204, Answer.HANDED_OVER),
        (301, Answer.REFUSED),
        (400, Answer.REFUSED),
        (401, Answer.REFUSED),
        (403, Answer.REFUSED),
        (404, Answer.GONE),
        (408, Answer.LATER),
        (410, Answer.GONE),
        (413, Answer.REFUSED),
        (429, Answer.LATER),
        (500, Answer.LATER),
        (502, Answer.LATER),
        (503, Answer.LATER),
    ],
)
@pytest.mark.parametrize("body", [b"", b"words of an error"])
def test_each_message_hears_its_own_answer(
    status: int, answer: Answer, body: bytes, peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        if request.path.endswith(("3", "7")):
            session.answer(request, status, ("location", "https://elsewhere.example/"), body=body)
        else:
            peer.accept(session, request)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 20))
    odd = {key for key in replies if str(key).endswith(("3", "7"))}
    assert {key: result_of(reply).answer for key, reply in replies.items()} == {
        key: answer if key in odd else Answer.HANDED_OVER for key in replies
    }
    assert set(peer.came.values()) == {1}


def test_413_before_the_body_was_read_is_heard(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    peer.settings = {S.INITIAL_WINDOW_SIZE: 0}

    def begin(session: Session, request: Request) -> None:
        session.answer(request, 413)
        session.h2.reset_stream(request.stream, h2.errors.ErrorCodes.NO_ERROR)

    peer.begin = begin
    assert statuses(send(certificates, posts(peer.origin, 30))) == {413: 30}


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("7", (7, 7)),
        ("0", None),
        ("999999999999999999", (604_800, 604_800)),
        ("date", (85, 95)),
        ("past", None),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_patience_is_heard_in_seconds_and_in_dates(
    given: str, seconds: tuple[int, int] | None, status: int, peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    now = clock.now()
    dates = {"date": now + timedelta(seconds=90), "past": now - timedelta(seconds=90)}
    value = format_datetime(dates[given], usegmt=True) if given in dates else given
    peer.react = lambda session, request: session.answer(request, status, ("retry-after", value))
    for reply in send(certificates, posts(peer.origin, 3)).values():
        assert reply.status == status
        if seconds is None:
            assert reply.retry_after is None
        else:
            assert reply.retry_after is not None and seconds[0] <= reply.retry_after <= seconds[1]


def test_a_date_is_measured_by_the_clock_of_the_network_even_after_it_jumped(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    ahead = clock.now() + timedelta(hours=3)
    peer.react = lambda session, request: session.answer(
        request, 429, ("retry-after", format_datetime(ahead + timedelta(seconds=60), usegmt=True))
    )
    with clock.simulated(ahead):
        (reply,) = send(certificates, posts(peer.origin, 1)).values()
    assert reply.retry_after is not None and 55 <= reply.retry_after <= 65


def test_with_thirty_of_a_hundred_failing_each_is_answered_as_it_went(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        n = int(request.path.rpartition("/")[2])
        if n % 10 in (1, 4, 7):
            session.answer(request, (500, 429, 503)[n % 3], ("retry-after", "1"))
        else:
            peer.accept(session, request)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 1_000))
    assert statuses(replies)[201] == 700
    assert sum(result_of(reply).answer is Answer.LATER for reply in replies.values()) == 300
    nothing_lost(peer, replies)
    assert set(peer.came.values()) == {1}


def test_a_push_service_that_says_too_many_to_everything_is_soon_left_alone(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    peer.react = lambda session, request: session.answer(request, 429, ("retry-after", "33"))
    replies = send(certificates, posts(peer.origin, 3_000))
    assert {result_of(reply).answer for reply in replies.values()} == {Answer.LATER}
    assert sum(peer.came.values()) < 1_000
    assert {reply.retry_after for reply in replies.values()} == {33}


def test_hints_before_an_answer_and_trailers_after_it_change_nothing(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        session.h2.send_headers(request.stream, [(":status", "103"), ("link", "</x>; rel=preload")])
        session.h2.send_headers(request.stream, [(":status", "201"), ("location", "/m")])
        session.h2.send_data(request.stream, b"words", pad_length=20)
        session.h2.send_headers(request.stream, [("server-timing", "x")], end_stream=True)
        peer.accepted[request.path] += 1

    peer.react = react
    replies = send(certificates, posts(peer.origin, 300))
    assert statuses(replies) == {201: 300}


def test_an_answer_whose_headers_fill_many_frames_is_read(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    long = [(f"x-{n}", "v" * 1_000) for n in range(40)]
    peer.react = lambda session, request: session.answer(request, 429, *long, ("retry-after", "9"))
    replies = send(certificates, posts(peer.origin, 5))
    assert {(reply.status, reply.retry_after) for reply in replies.values()} == {(429, 9)}


# connections that end


def test_201_and_then_a_closed_connection_is_a_201(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    def react(session: Session, request: Request) -> None:
        peer.accept(session, request)
        session.hang_up()

    peer.react = react
    replies = send(certificates, posts(peer.origin, 1))
    assert statuses(replies) == {201: 1}


def test_201_without_its_end_and_then_a_closed_connection_is_a_201(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        session.h2.send_headers(request.stream, [(":status", "201")])
        session.hang_up()

    peer.react = react
    assert statuses(send(certificates, posts(peer.origin, 1))) == {201: 1}


@pytest.mark.parametrize("how", ["hang_up", "abort"])
def test_a_connection_that_ends_in_the_middle_loses_nothing_and_doubles_nothing(
    how: str, peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        peer.accept(session, request)
        if session.answered == 37:
            getattr(session, how)()

    peer.react = react
    replies = send(certificates, posts(peer.origin, 800))
    nothing_lost(peer, replies)
    assert len(peer.sessions) > 5
    assert statuses(replies)[201] >= 100
    assert {reply.status for reply in replies.values()} <= {201, NO_ANSWER}
    assert max(peer.came.values()) == 1


def test_a_push_service_that_resets_every_connection_is_left_alone(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    peer.react = lambda session, _request: session.abort()
    replies = send(certificates, posts(peer.origin, 2_000))
    assert statuses(replies) == {NO_ANSWER: 2_000}
    assert len(peer.sessions) <= 10


def test_a_goodbye_sends_what_was_never_looked_at_over_another_connection_once(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    """As nginx does after so many requests."""

    def react(session: Session, request: Request) -> None:
        peer.accept(session, request)
        if session.answered == 50:
            session.say_goodbye(request.stream)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 1_000))
    assert statuses(replies) == {201: 1_000}
    assert set(peer.came.values()) == {1}
    assert len(peer.sessions) >= 20


def test_a_goodbye_in_two_steps_loses_nothing(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    """First a promise to go, with everything under way answered, then the end."""

    def react(session: Session, request: Request) -> None:
        peer.accept(session, request)
        if session.answered == 30:
            session.raw(b"\x00\x00\x08\x07\x00\x00\x00\x00\x00\x7f\xff\xff\xff\x00\x00\x00\x00")
            session.later(0.05, lambda: session.say_goodbye(session.h2.highest_inbound_stream_id))

    peer.react = react
    replies = send(certificates, posts(peer.origin, 600))
    assert statuses(replies) == {201: 600}
    assert set(peer.came.values()) == {1}


def test_a_push_service_that_only_says_goodbye_is_left_alone(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    peer.begin = lambda session, _request: session.raw(b"\x00\x00\x08\x07" + bytes(13))
    peer.react = lambda session, _request: session.hang_up()
    replies = send(certificates, posts(peer.origin, 500))
    assert statuses(replies) == {NO_ANSWER: 500}
    assert len(peer.sessions) < 20


def test_a_stream_refused_unseen_is_tried_again_and_comes_once(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    seen: Counter[str] = Counter()

    def react(session: Session, request: Request) -> None:
        seen[request.path] += 1
        if seen[request.path] == 1 and int(request.path[6:]) % 5 == 0:
            session.h2.reset_stream(request.stream, h2.errors.ErrorCodes.REFUSED_STREAM)
        else:
            peer.accept(session, request)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 300))
    assert statuses(replies) == {201: 300}
    assert set(peer.accepted.values()) == {1}


def test_a_stream_refused_for_ever_ends(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    peer.react = lambda session, request: session.h2.reset_stream(request.stream, h2.errors.ErrorCodes.REFUSED_STREAM)
    assert statuses(send(certificates, posts(peer.origin, 50))) == {NO_ANSWER: 50}


@pytest.mark.parametrize("code", [0, 1, 2, 8, 11, 13])
def test_a_stream_that_is_reset_is_later_and_its_neighbours_are_not(
    code: int, peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        if request.path.endswith("9"):
            session.h2.reset_stream(request.stream, code)
        else:
            peer.accept(session, request)

    peer.react = react
    replies = send(certificates, posts(peer.origin, 100))
    assert statuses(replies) == {201: 90, NO_ANSWER: 10}
    assert set(peer.came.values()) == {1}
    assert {result_of(reply).answer for reply in replies.values()} == {Answer.HANDED_OVER, Answer.LATER}


# silence


@pytest.mark.usefixtures("hurried")
def test_a_push_service_that_answers_nothing_is_given_up(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    peer.react = lambda *_all: None
    replies = send(certificates, posts(peer.origin, 3_000))
    assert statuses(replies) == {NO_ANSWER: 3_000}
    assert sum(peer.came.values()) <= 200


@pytest.mark.usefixtures("hurried")
def test_a_message_that_is_never_answered_keeps_no_other_from_its_answer(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        if not request.path.endswith("50"):
            session.later(0.01, lambda: peer.accept(session, request))

    peer.react = react
    replies = send(certificates, posts(peer.origin, 400))
    assert statuses(replies) == {201: 396, NO_ANSWER: 4}
    assert set(peer.came.values()) == {1}


@pytest.mark.usefixtures("hurried")
def test_an_answer_that_never_ends_is_an_answer(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    def react(session: Session, request: Request) -> None:
        session.h2.send_headers(request.stream, [(":status", "201")])
        peer.accepted[request.path] += 1

    peer.react = react
    replies = send(certificates, posts(peer.origin, 250))
    assert statuses(replies) == {201: 250}


def test_an_answer_with_an_endless_body_is_an_answer_and_is_ended(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    def react(session: Session, request: Request) -> None:
        session.h2.send_headers(request.stream, [(":status", "201")])
        pour(session, request.stream)

    def pour(session: Session, stream: int) -> None:
        try:
            while session.h2.local_flow_control_window(stream) >= 1_000:
                session.h2.send_data(stream, b"x" * 1_000)
            session.flush()
            session.later(0.01, lambda: pour(session, stream))
        except Exception:
            return

    peer.settings = {S.MAX_CONCURRENT_STREAMS: 2}
    peer.react = react
    assert statuses(send(certificates, posts(peer.origin, 20))) == {201: 20}


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("greeting", ["", "no tls", "no settings"])
def test_a_push_service_that_never_greets_is_given_up(
    greeting: str, peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    if greeting == "no settings":
        peer.speaks = False
        assert statuses(send(certificates, posts(peer.origin, 300))) == {NO_ANSWER: 300}
        return
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1 if greeting else 0)
        origin = f"https://127.0.0.1:{silent.getsockname()[1]}"
        assert statuses(send(certificates, posts(origin, 300))) == {NO_ANSWER: 300}


@pytest.mark.usefixtures("hurried")
def test_a_push_service_that_does_not_read_is_given_up(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    def greet(session: Session) -> None:
        session.later(0.05, lambda: session.writer.transport.pause_reading())  # type: ignore[attr-defined]

    peer.greet = greet
    peer.settings = {S.INITIAL_WINDOW_SIZE: 2**31 - 1}
    peer.react = lambda *_all: None
    replies = send(certificates, posts(peer.origin, 400, body=b"x" * 60_000))
    assert statuses(replies) == {NO_ANSWER: 400}


def test_a_ping_is_answered_and_a_flood_of_them_ends_the_connection(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    def react(session: Session, request: Request) -> None:
        session.h2.ping(b"12345678")
        session.later(0.05, lambda: peer.accept(session, request))

    peer.react = react
    assert statuses(send(certificates, posts(peer.origin, 5))) == {201: 5}
    assert peer.sessions[0].pings == 5
    peer.react = lambda session, _request: session.raw((b"\x00\x00\x08\x06" + bytes(13)) * 2_000)
    (reply,) = send(certificates, posts(peer.origin, 1)).values()
    assert result_of(reply).answer is Answer.LATER


# who it is


def test_a_certificate_of_an_unknown_authority_is_sent_nothing(tmp_path: Path, certificates: tuple[str, str]) -> None:
    _authority, other = make_authority(tmp_path)
    with peer_serving(TlsPeer(other)) as stranger:
        replies = send(certificates, posts(stranger.origin, 50))
    assert statuses(replies) == {NO_ANSWER: 50}
    assert not stranger.came


def test_a_certificate_for_another_name_is_sent_nothing(tmp_path: Path) -> None:
    files = make_authority(tmp_path, names=("other.example",))
    with peer_serving(TlsPeer(files[1]), host="localhost") as stranger:
        assert statuses(send(files, posts(stranger.origin, 50))) == {NO_ANSWER: 50}
    assert not stranger.came


def test_a_name_that_points_inside_is_not_called(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    """`localhost` stands for any public-looking name whose owner lets it resolve to the inside."""
    with wire(certificates, loopback=False) as one:
        replies = list(one.send(posts(peer.origin, 10)))
    assert {reply.status for reply in replies} == {NO_ANSWER}
    assert not peer.sessions


def test_each_address_of_a_name_is_judged_when_it_is_dialled(
    peer: TlsPeer, certificates: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that gives an inside address beside a good one: the inside one is passed over."""
    port = int(peer.origin.rpartition(":")[2])
    inside, here = ("10.1.2.3", port), ("127.0.0.1", port)
    monkeypatch.setattr(opening, "resolve", lambda *_name: [(socket.AF_INET, inside), (socket.AF_INET, here)])
    called: list[str] = []
    real = socket.socket.connect_ex

    class Watched(socket.socket):
        def connect_ex(self, where: object) -> int:
            called.append(where[0])  # type: ignore[index]
            return real(self, where)  # type: ignore[arg-type]

    monkeypatch.setattr(opening.socket, "socket", Watched)  # type: ignore[attr-defined]
    assert statuses(send(certificates, posts(peer.origin, 30))) == {201: 30}
    assert set(called) == {"127.0.0.1"}


def test_redirects_are_not_followed(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    peer.react = lambda session, request: session.answer(request, 307, ("location", f"{peer.origin}/push/elsewhere"))
    assert statuses(send(certificates, posts(peer.origin, 10))) == {307: 10}
    assert "/push/elsewhere" not in peer.came


def test_a_name_that_is_gone_is_given_up_and_holds_up_no_other(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    gone = posts("https://gone.invalid", 500, first=10_000)
    both = [post for pair in zip(gone, posts(peer.origin, 500), strict=True) for post in pair]
    replies = send(certificates, both)
    assert statuses(replies) == {201: 500, NO_ANSWER: 500}


@pytest.fixture
def name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """One that says nothing of hangs.example until this is set."""
    real, speaks = opening.resolve, threading.Event()

    def resolve(name: str, port: int) -> list[opening.Where]:
        if name == "hangs.example":
            speaks.wait(60)
            return []
        return real(name, port)

    monkeypatch.setattr(opening, "resolve", resolve)
    yield speaks
    speaks.set()


def test_a_name_server_that_hangs_holds_up_no_other(
    peer: TlsPeer, certificates: tuple[str, str], name_server: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "CONNECT_SECONDS", 30.0)
    hanging = posts("https://hangs.example", 100, first=10_000)
    order: list[int] = []
    with wire(certificates) as one:
        for reply in one.send([*hanging, *posts(peer.origin, 500)]):
            order.append(reply.key)
            if len(order) == 500:
                name_server.set()
    assert set(order[:500]) == set(range(500))
    assert sorted(order[500:]) == list(range(10_000, 10_100))


@pytest.mark.usefixtures("hurried", "name_server")
def test_a_name_server_that_never_speaks_is_given_up(certificates: tuple[str, str]) -> None:
    assert statuses(send(certificates, posts("https://hangs.example", 100))) == {NO_ANSWER: 100}


# one and the others


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("trouble", ["silent", "dead", "resetting"])
def test_one_push_service_in_trouble_holds_up_no_other(
    trouble: str, peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    """The one in trouble has more posts than the wire takes in at once, and they come first."""
    with peer_serving(TlsPeer(certificates[1])) as other:
        acts: dict[str, Callable[[Session, Request], None]] = {
            "silent": lambda *_all: None,
            "resetting": lambda session, _request: session.abort(),
        }
        other.react = acts.get(trouble, other.accept)
        origin = f"https://localhost:{free_port()}" if trouble == "dead" else other.origin
        bad = posts(origin, 9_000, first=100_000)
        replies = send(certificates, [*bad, *posts(peer.origin, 1_000)])
    good = {key: reply for key, reply in replies.items() if key < 100_000}
    assert statuses(good) == {201: 1_000}
    assert {replies[post.key].status for post in bad} == {NO_ANSWER}


def test_a_push_service_that_takes_one_connection_gets_everything_over_it(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    peer.most_connections = 1
    peer.react = lambda session, request: session.later(0.01, lambda: peer.accept(session, request))
    replies = send(certificates, posts(peer.origin, 2_000))
    assert statuses(replies) == {201: 2_000}


def test_many_messages_go_over_several_connections(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    peer.settings = {S.MAX_CONCURRENT_STREAMS: 100}
    peer.react = lambda session, request: session.later(0.05, lambda: peer.accept(session, request))
    replies = send(certificates, posts(peer.origin, 3_000))
    assert statuses(replies) == {201: 3_000}
    assert 2 < len(peer.sessions) <= 30


# other tongues


def test_a_push_service_without_h2_is_reached_through_the_library(certificates: tuple[str, str]) -> None:
    replies = {}
    with one_dot_one(certificates[1]) as origin:
        replies = send(certificates, posts(origin, 40))
    assert statuses(replies) == {201: 40}


@contextmanager
def one_dot_one(certificate: str) -> Iterator[str]:
    """A server that speaks HTTP/1.1 over TLS alone."""
    peer = TlsPeer(certificate, protocols=("http/1.1",))

    async def serve(reader: object, writer: object) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")  # type: ignore[attr-defined]
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)  # type: ignore[attr-defined]
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")  # type: ignore[attr-defined]

    peer.serve = serve  # type: ignore[method-assign]
    with peer_serving(peer):
        yield peer.origin


def test_a_push_service_whose_headers_cannot_be_read_is_left_to_the_library(
    peer: TlsPeer, certificates: tuple[str, str]
) -> None:
    """It uses a table that it was told not to keep. What was under way is unknown; everything after it arrives."""

    def react(session: Session, request: Request) -> None:
        if "user-agent" in request.headers or session.number:
            peer.accept(session, request)
        else:
            session.raw(b"\x00\x00\x01\x01\x05" + request.stream.to_bytes(4, "big") + b"\xbe")

    peer.react = react
    replies = send(certificates, posts(peer.origin, 600))
    nothing_lost(peer, replies)
    assert statuses(replies)[201] >= 450
    with wire(certificates) as one:
        again = list(one.send(posts(peer.origin, 50, first=5_000)))
    assert Counter(reply.status for reply in again) == {201: 50}


def test_whoever_takes_the_answers_slowly_times_nobody_out(
    peer: TlsPeer, certificates: tuple[str, str], hurried: None
) -> None:
    with wire(certificates) as one:
        replies = []
        for number, some in enumerate(one.send_many(posts(peer.origin, 600))):
            replies += some
            if number == 1:
                threading.Event().wait(2.5)
    assert Counter(reply.status for reply in replies) == {201: 600}


def test_a_sending_that_is_broken_off_leaves_no_connection(peer: TlsPeer, certificates: tuple[str, str]) -> None:
    with wire(certificates) as one:
        next(iter(one.send(posts(peer.origin, 500))))
    assert peer.sessions and wait_until(lambda: all(session.ended for session in peer.sessions))


def test_more_push_services_than_there_may_be_connections_are_all_reached(
    certificates: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_LINES", 3)
    with ExitStack() as stack:
        peers = [stack.enter_context(peer_serving(TlsPeer(certificates[1]))) for _peer in range(8)]
        what = [post for n, one in enumerate(peers) for post in posts(one.origin, 30, first=100 * n)]
        replies = send(certificates, what)
    assert statuses(replies) == {201: 240}
    assert {sum(one.came.values()) for one in peers} == {30}


def test_when_there_are_no_more_sockets_everything_is_later(
    peer: TlsPeer, certificates: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_which: object) -> socket.socket:
        raise OSError(24, "too many open files")

    with wire(certificates) as one:
        monkeypatch.setattr(opening.socket, "socket", none)  # type: ignore[attr-defined]
        replies = list(one.send(posts(peer.origin, 40)))
        monkeypatch.undo()
    assert Counter(result_of(reply).answer for reply in replies) == {Answer.LATER: 40}
