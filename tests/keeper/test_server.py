"""The socket: whoever hangs, lies or shouts on it keeps nobody else from being answered."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeper.conftest import Bench
from wekeep.keeper import server as module
from wekeep.keeper.server import CONNECTIONS, Server
from wekeep.kit import keeper_messages as say
from wekeep.kit.keeper_messages import No, decode, encode, length_of

SHORT = 0.3


@pytest.fixture
def path(bench: Bench) -> Iterator[Path]:
    path = bench.folder / "s"
    server = Server(bench.keeper, path, peers=frozenset({os.getuid()}), patience=SHORT)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield path
    server.stop()
    thread.join(5)
    assert not thread.is_alive() and not path.exists()


def connect(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(10)
    line.connect(str(path))
    return line


def read(line: socket.socket) -> say.Message | None:
    """The next answer, or None where the other end hung up."""
    header = line.recv(4)
    if not header:
        return None
    body, size = b"", length_of(header)
    while len(body) < size:
        body += line.recv(size - len(body))
    return decode(body)


def ask(line: socket.socket, request: say.Request) -> say.Message | None:
    line.sendall(encode(request))
    return read(line)


def test_several_requests_in_turn_on_one_line(path: Path) -> None:
    with connect(path) as line:
        for _turn in range(3):
            assert isinstance(ask(line, say.Ask()), say.State)


def test_the_socket_is_for_its_owner_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_user_is_hung_up_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_peer", lambda _line: os.getuid() + 1)
    with connect(path) as line, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        assert ask(line, say.Ask()) is None


def test_noise_in_a_good_frame_is_answered_and_the_line_goes_on(path: Path) -> None:
    with connect(path) as line:
        line.sendall((5).to_bytes(4, "big") + b"noise")
        assert read(line) == say.Refusal(No.MALFORMED)
        assert isinstance(ask(line, say.Ask()), say.State)


def test_an_answer_is_no_request(path: Path) -> None:
    with connect(path) as line:
        line.sendall(encode(say.Done()))
        assert read(line) == say.Refusal(No.MALFORMED)


@pytest.mark.parametrize("start", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x00\x00", b"\x00\x00\x10\x00half"])
def test_a_frame_that_is_too_long_or_never_comes_ends_the_line(path: Path, start: bytes) -> None:
    with connect(path) as line:
        line.sendall(start)
        assert line.recv(4) == b""
    with connect(path) as other:
        assert isinstance(ask(other, say.Ask()), say.State)


def test_hung_clients_take_every_place_for_a_moment_and_then_none(path: Path) -> None:
    hung = [connect(path) for _ in range(CONNECTIONS)]
    for line in hung:
        line.sendall(b"\x00\x00\x10")
    with connect(path) as line:
        assert read(line) in (say.Refusal(No.BUSY), None)
    until = time.monotonic() + 20
    answer: say.Message | None = None
    while not isinstance(answer, say.State) and time.monotonic() < until:
        with connect(path) as line, contextlib.suppress(BrokenPipeError, ConnectionResetError):
            answer = ask(line, say.Ask())
    assert isinstance(answer, say.State)
    for line in hung:
        line.close()


def test_one_who_does_not_read_the_answer_blocks_nobody(path: Path, bench: Bench) -> None:
    deaf = connect(path)
    for _shout in range(40):
        with contextlib.suppress(OSError):
            deaf.sendall(encode(say.StockBuckets()))
    with connect(path) as line:
        assert isinstance(ask(line, say.Ask()), say.State)
    deaf.close()
