"""Our HTTP/2 without a socket: whatever bytes come in, it never raises, and each post has one outcome."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

import h2.config
import h2.connection
import h2.events
import hpack
import pytest

from wekeep.channels.wire import frames
from wekeep.channels.wire.connection import LONGEST_HEADERS, Connection
from wekeep.channels.wire.frames import Setting, frame, settings
from wekeep.channels.wire.headers import Writer
from wekeep.channels.wire.posts import NO_ANSWER, Course, Post

COURSE = Course("https://push.example", (("ttl", "60"), ("authorization", "vapid t=" + "x" * 200)))
HELLO = settings({Setting.MAX_CONCURRENT_STREAMS: 100})
OK = b"\x88"
CREATED = b"\x48\x03201"


def posts(count: int) -> list[Post]:
    return [Post(n, COURSE, f"/p/{n}", b"x" * 300) for n in range(count)]


def begun(count: int) -> Connection:
    """A connection with so many posts under way."""
    one = Connection()
    one.receive(HELLO, 0.0)
    one.begin(posts(count), 0.0)
    return one


def answer(stream: int, block: bytes = CREATED, flags: int = 5) -> bytes:
    return frame(frames.HEADERS, flags, stream, block)


def outcomes(one: Connection) -> Counter[int]:
    """How often each post has an outcome: answered, or handed back unseen."""
    return Counter([reply.key for reply in one.replies] + [post.key for post in one.unsent])


def kinds_of(said: bytes) -> list[int]:
    """The kinds of the frames in `said`."""
    kinds, at = [], 0
    while at < len(said):
        kinds.append(said[at + 3])
        at += 9 + int.from_bytes(said[at : at + 3], "big")
    return kinds


@cache
def recorded() -> list[bytes]:
    """Four of them; in each some headers that are too long for one frame, which take a while to read."""
    found = [server_bytes(posts(20), seed) for seed in range(4)]
    assert all(frames.CONTINUATION in kinds_of(one) for one in found)
    return found


def server_bytes(what: list[Post], seed: int) -> bytes:
    """What another implementation says to these posts, after its first settings: answers of all sorts, some in parts, with pings and windows."""
    chance, client = random.Random(seed), Connection()
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    server.initiate_connection()
    client.receive(server.data_to_send(), 0.0)
    said = b""
    client.begin(what, 0.0)
    for event in server.receive_data(client.output()):
        if not isinstance(event, h2.events.StreamEnded) or event.stream_id is None:
            continue
        said += server.data_to_send()
        kind = chance.randrange(6)
        if kind == 0:
            server.ping(b"abcdefgh")
        if kind == 1:
            server.reset_stream(event.stream_id, chance.choice([0, 7, 8]))
            continue
        status = chance.choice(["201", "201", "200", "404", "410", "429", "500"])
        fields = [(":status", status), ("retry-after", "5"), ("x", "y" * chance.choice([1, 1, 1, 1, 20_000]))]
        server.send_headers(event.stream_id, fields, end_stream=kind == 2)
        if kind != 2:
            server.send_data(event.stream_id, b"words", end_stream=True, pad_length=chance.choice([None, 9]))
    return said + server.data_to_send()


@pytest.mark.parametrize("seed", range(5))
def test_what_comes_in_pieces_is_read_like_what_comes_whole(seed: int) -> None:
    what, chance = posts(60), random.Random(seed)
    said = server_bytes(what, seed)
    whole = begun(60)
    whole.receive(said, 0.0)
    pieces, at = begun(60), 0
    while at < len(said):
        size = chance.choice([1, 2, 8, 9, 10, 500, 20_000])
        pieces.receive(said[at : at + size], 0.0)
        at += size
    assert pieces.replies == whole.replies
    assert outcomes(whole) == Counter(range(60))
    assert not whole.broken and len({reply.status for reply in whole.replies}) >= 5


def flipped(said: bytes, chance: random.Random) -> bytes:
    changed = bytearray(said)
    for _n in range(chance.choice([1, 1, 3, 50])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(said: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(said))
    return said[:at] + said[at + chance.choice([1, 5, 9, 100]) :]


def shuffled(said: bytes, chance: random.Random) -> bytes:
    parts, at = [], 0
    while at + 9 <= len(said):
        size = 9 + int.from_bytes(said[at : at + 3], "big")
        parts.append(said[at : at + size])
        at += size
    chance.shuffle(parts)
    return b"".join(parts + chance.sample(parts, len(parts) // 2))


def invented(_said: bytes, chance: random.Random) -> bytes:
    """Frames of every kind with anything in them."""
    made = []
    for _n in range(30):
        payload = chance.randbytes(chance.choice([0, 1, 4, 5, 6, 8, 12, 30, 300]))
        if chance.random() < 0.3:
            payload = chance.choice([OK, CREATED, b"\x20" + OK, b"\xbe", b"\x48\x82\x10\x03"])
        kind, flags = chance.randrange(11), chance.choice([0, 1, 4, 5, 8, 0x2D, chance.randrange(256)])
        made.append(frame(kind, flags, chance.choice([0, 1, 3, 7, 20, 39, 41, 2**31 - 1]), payload))
    return b"".join(made)


@pytest.mark.long
@pytest.mark.parametrize("mutate", [flipped, cut, shuffled, invented])
def test_nothing_that_is_said_breaks_it_or_gives_a_post_two_outcomes(
    mutate: Callable[[bytes, random.Random], bytes],
) -> None:
    broken = 0
    for seed in range(200):
        chance = random.Random(seed)
        one, at = begun(20), 0
        said = mutate(chance.choice(recorded()), chance)
        while at < len(said):
            size = chance.choice([7, 100, 5_000, 100_000])
            one.receive(said[at : at + size], 1.0)
            at += size
        assert max(outcomes(one).values(), default=1) == 1, seed
        assert len(one._rest) <= frames.LONGEST_FRAME + 9 and len(one.output()) < 1 << 20, seed
        broken += bool(one.broken)
        one.give_up(chance.choice([5.0, 100.0]), 10)
        one.lose("over")
        assert outcomes(one) == Counter(range(20)), seed
        assert one.room(1.0) == 0
    assert broken > 25


BREAKING = {
    "a frame that is too long": b"\x00\x40\x01" + b"\x00\x00\x00\x00\x00\x01",
    "settings that are cut off": frame(frames.SETTINGS, 0, 0, b"12345"),
    "settings of a stream": frame(frames.SETTINGS, 0, 1),
    "an acknowledgement that says something": frame(frames.SETTINGS, 1, 0, b"123456"),
    "a window that may not be": settings({Setting.INITIAL_WINDOW_SIZE: 2**31}),
    "a frame size that may not be": settings({Setting.MAX_FRAME_SIZE: 100}),
    "a server that wants to be pushed to": settings({Setting.ENABLE_PUSH: 1}),
    "a window that grows by nothing": frame(frames.WINDOW_UPDATE, 0, 0, bytes(4)),
    "a window that grows too wide": frames.window_update(0, 2**31 - 1),
    "a push": frame(frames.PUSH_PROMISE, 4, 1, bytes(4) + OK),
    "a ping of the wrong length": frame(frames.PING, 0, 0, b"1"),
    "a ping of a stream": frame(frames.PING, 0, 1, bytes(8)),
    "a goodbye that is cut off": frame(frames.GOAWAY, 0, 0, bytes(4)),
    "an answer on a stream of theirs": answer(2),
    "an answer on a stream that was not begun": answer(99),
    "an answer on no stream": answer(0),
    "a body before its headers": frame(frames.DATA, 1, 1, b"x"),
    "a body on no stream": frame(frames.DATA, 0, 0, b"x"),
    "more padding than frame": frame(frames.HEADERS, 0xD, 1, b"\x09" + OK),
    "padding of an empty frame": frame(frames.HEADERS, 0xD, 1, b""),
    "a continuation of nothing": frame(frames.CONTINUATION, 4, 1, OK),
    "headers that are interrupted": answer(1, flags=1) + frame(frames.PING, 0, 0, bytes(8)),
    "headers continued on another stream": answer(1, flags=1) + frame(frames.CONTINUATION, 4, 3, OK),
    "headers without an end": answer(1, flags=1) + frame(frames.CONTINUATION, 0, 1, bytes(16_000)) * 5,
    "continuations of nothing for ever": answer(1, flags=1) + frame(frames.CONTINUATION, 0, 1) * 2_000,
    "headers that cannot be read": answer(1, b"\xff\xff\xff\xff\xff\xff"),
    "a table that was forbidden": answer(1, b"\xbe"),
    "a table that is made larger": answer(1, b"\x3f\xe1\x1f" + OK),
    "an answer without a status": answer(1, b"\x40\x01x\x01y"),
    "a status that is none": answer(1, b"\x48\x03abc"),
    "a status that is cut off": answer(1, b"\x48\x03"),
    "no headers at all": answer(1, b""),
    "pings without end": frame(frames.PING, 0, 0, bytes(8)) * 2_000,
    "settings without end": HELLO * 2_000,
    "empty frames without end": answer(1, flags=4) + frame(frames.DATA, 0, 1) * 2_000,
    "hints without end": answer(1, b"\x48\x03103", flags=4) * 2_000,
    "trailers without end": answer(1) + answer(1) * 2_000,
    "bodies of what is over without end": answer(1) + frame(frames.DATA, 0, 1, b"x") * 2_000,
    "resets of what is over without end": answer(1) + frames.reset(1, frames.Code.CANCEL) * 2_000,
    "windows without end": frames.window_update(0, 1) * 2_000,
}


@pytest.mark.parametrize("name", BREAKING)
def test_whoever_breaks_the_rules_is_left_and_all_that_waits_is_unknown(name: str) -> None:
    one = begun(10)
    one.output()
    one.receive(BREAKING[name], 1.0)
    assert one.broken and one.misunderstood
    assert outcomes(one) == Counter(range(10))
    unknown = [reply for reply in one.replies if reply.status == NO_ANSWER]
    assert len(unknown) >= 9
    assert frames.GOAWAY in kinds_of(one.output())
    one.receive(answer(3), 1.0)
    assert outcomes(one) == Counter(range(10))


def test_something_before_the_settings_breaks_it() -> None:
    one = Connection()
    one.receive(b"HTTP/1.1 400 Bad Request\r\n\r\n", 0.0)
    assert one.broken
    other = Connection()
    other.receive(frame(frames.PING, 0, 0, bytes(8)), 0.0)
    assert other.broken


@pytest.mark.parametrize(
    "harmless",
    [
        frame(0x2, 0, 1, bytes(5)),
        frame(0xA, 0, 0, b"origin"),
        frame(0xFE, 0xFF, 77, b"anything"),
        settings({Setting.MAX_CONCURRENT_STREAMS: 0}) + frame(frames.SETTINGS, 0, 0, b"\x00\x99\x00\x00\x00\x01"),
        frames.reset(1, frames.Code.NO_ERROR) + answer(1),
        answer(1) + answer(1) + frame(frames.DATA, 1, 1, b"late") + frames.reset(1, frames.Code.CANCEL),
        frames.window_update(1, 5),
    ],
)
def test_what_the_rules_allow_is_borne(harmless: bytes) -> None:
    one = begun(10)
    one.receive(harmless, 1.0)
    assert not one.broken
    one.receive(answer(5), 1.0)
    assert [reply.status for reply in one.replies if reply.key == 2] == [201]


@pytest.mark.parametrize(
    ("block", "status"),
    [
        (b"\x88", 200),
        (b"\x89", 204),
        (b"\x8d", 404),
        (b"\x20\x88", 200),
        (b"\x48\x03201", 201),
        (b"\x08\x03201", 201),
        (b"\x18\x03410", 410),
        (b"\x48\x82\x10\x03", 201),
        (b"\x40\x07:status\x03201", 201),
        (b"\x48\x03201\x40\x01x\x01y", 201),
    ],
)
def test_a_status_is_read_in_every_way_to_write_it_and_again_from_memory(block: bytes, status: int) -> None:
    one = begun(4)
    for stream in (1, 3, 5, 7):
        one.receive(answer(stream, block), 0.0)
    assert [reply.status for reply in one.replies] == [status] * 4


def test_what_we_write_is_read_by_another_implementation_whatever_its_table_holds() -> None:
    chance, writer, decoder = random.Random(1), Writer(), hpack.Decoder()
    courses = [
        Course(
            "https://push.example", tuple((f"h{n}", "v" * chance.randrange(600)) for n in range(chance.randrange(9)))
        )
        for _course in range(40)
    ]
    for _n in range(3_000):
        if chance.random() < 0.02:
            size = chance.choice([0, 64, 500, 4_096, 9_999])
            writer.limit(size)
            decoder.max_allowed_table_size = min(size, 4_096)
        course = chance.choice(courses)
        block = writer.block(course, "/" + "p" * chance.randrange(300), 77)
        read = [(str(name), str(value)) for name, value in decoder.decode(block)]
        assert [name for name, _value in read[:4]] == [":method", ":scheme", ":authority", ":path"]
        assert tuple(read[4:-1]) == course.headers and read[-1] == ("content-length", "77")


def test_the_same_headers_cost_a_byte_each_from_the_second_time_on() -> None:
    writer = Writer()
    first, second = writer.block(COURSE, "/p", 300), writer.block(COURSE, "/p", 300)
    assert len(first) > 200 and len(second) < 20


def test_the_longest_headers_that_may_be_are_read() -> None:
    fields = b"\x48\x03429\x40\x01x\x7f\x81\xf3\x03" + b"y" * 64_000 + b"\x40\x0bretry-after\x017"
    assert len(fields) < LONGEST_HEADERS
    parts = [fields[at : at + 16_000] for at in range(0, len(fields), 16_000)]
    one = begun(1)
    one.receive(frame(frames.HEADERS, 1, 1, parts[0]), 0.0)
    for part in parts[1:-1]:
        one.receive(frame(frames.CONTINUATION, 0, 1, part), 0.0)
    one.receive(frame(frames.CONTINUATION, 4, 1, parts[-1]), 0.0)
    assert [(reply.status, reply.retry_after) for reply in one.replies] == [(429, 7)], one.broken


def test_a_connection_is_exchanged_long_before_its_stream_numbers_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wekeep.channels.wire.connection._MOST_POSTS", 10)
    one = begun(11)
    assert one.leaving and one.room(0.0) == 0
    for stream in range(1, 23, 2):
        one.receive(answer(stream), 0.0)
    assert len(one.replies) == 11


def test_a_goodbye_hands_back_what_comes_after_the_last_stream_and_nothing_else() -> None:
    one = begun(10)
    one.receive(frame(frames.GOAWAY, 0, 0, frames.GOODBYE.pack(7, 0)), 1.0)
    assert [post.key for post in one.unsent] == [4, 5, 6, 7, 8, 9]
    assert one.room(1.0) == 0 and one.waiting == 4 and not one.broken
    one.receive(b"".join(answer(stream) for stream in (1, 3, 5, 7, 9)), 1.0)
    assert [reply.key for reply in one.replies] == [0, 1, 2, 3]


def test_nothing_is_begun_on_a_connection_that_has_fallen_silent() -> None:
    one = begun(10)
    assert one.room(1.9) == 90
    assert one.room(2.1) == 0
    one.receive(answer(1), 2.2)
    assert one.room(2.3) == 91


def test_room_is_what_the_other_side_allows_less_what_is_under_way() -> None:
    one = begun(10)
    one.receive(settings({Setting.MAX_CONCURRENT_STREAMS: 12}), 0.0)
    assert one.room(0.0) == 2
    one.receive(settings({Setting.MAX_CONCURRENT_STREAMS: 4}), 0.0)
    assert one.room(0.0) == 0
    one.receive(answer(1, flags=4) + answer(3), 0.0)
    one.receive(settings({Setting.MAX_CONCURRENT_STREAMS: 2**31}), 0.0)
    assert one.room(0.0) == 200 - 8 - 1
