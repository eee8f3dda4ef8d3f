"""The live stream, heard from a real server: nothing missed, nothing twice, nobody's else."""

import json
import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings
from django.db import transaction

from tests.cast import Cast, Person, admit
from tests.nursery import PATIENCE_SECONDS, Program
from tests.running import free_port, server, until
from wekeep.care.rules import plan_kinds, run_kinds
from wekeep.journal import actions, queries
from wekeep.journal.rules.kind import all_kinds
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import end_member
from wekeep.people.actions.roles import grant_role
from wekeep.people.rules import kinds

pytestmark = pytest.mark.django_db(transaction=True)
# uvicorn shuts down in good order and then lets the signal have its way, as systemd expects
CALM = (0, -signal.SIGTERM)


def happen(about: str, zone: str = "north") -> None:
    """Something that boards are told of."""
    with transaction.atomic():
        actions.record(kinds.DUTY_BEGUN, about=about, actor=SYSTEM, zone=zone)


class Ear:
    """One open stream, read in a thread of its own; `headers` and `path` as a browser would send them."""

    def __init__(self, address: str, person: Person, last: int | None = None, since: int | None = None) -> None:
        cookie = person.client().cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie = cookie
        headers = {"Cookie": f"session={cookie}"} | ({"Last-Event-ID": str(last)} if last is not None else {})
        query = f"?since={since}" if since is not None else ""
        self.heard: list[str] = []
        self.events: list[str] = []
        self.last = last or since or 0
        self.ended = False
        self._client = httpx.Client(timeout=30)
        self._request = self._client.build_request("GET", f"{address}/live/events{query}", headers=headers)
        self.status = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        until(lambda: self.opened or self.ended, "the stream did not open")

    opened = False

    def _listen(self) -> None:
        try:
            response = self._client.send(self._request, stream=True)
            self.status = response.status_code
            kind = ""
            for line in response.iter_lines():
                self.opened |= self.status == 200
                name, _, value = line.partition(": ")
                if name == "id":
                    self.last = int(value)
                elif name == "event":
                    kind = value
                elif name == "data" and kind != "beat":
                    self.events.append(kind)
                    self.heard.append(json.loads(value).get("about", ""))
        except httpx.TransportError:
            pass
        self.ended = True

    def hears(self, *abouts: str) -> None:
        """Exactly these, in this order, so far."""
        until(lambda: len(self.heard) >= len(abouts), f"heard only {self.heard}")
        assert self.heard == list(abouts)

    def close(self) -> None:
        self._client.close()


@contextmanager
def ears(*opened: Ear) -> Iterator[None]:
    with ExitStack() as stack:
        for ear in opened:
            stack.callback(ear.close)
        yield


def numbered() -> int:
    """Number what is new, as a page does that asks from where to listen on."""
    actions.number_new()
    return queries.last_number()


Serve = Callable[..., AbstractContextManager[tuple[str, Program]]]


@pytest.fixture
def serve(data_folder: Path) -> Serve:
    """`serve(port=None)`: a server of pages and streams, like all others but for its port."""
    same = {"WEKEEP_SITE_URL": "http://localhost:8000", "WEKEEP_KEEPER_APART": "yes"}
    return lambda port=None: server(data_folder, "--no-worker", port=port, standing=True, **same)


def test_a_board_hears_its_zone_and_everyones_news_and_not_another_zones(cast: Cast, serve: Serve) -> None:
    dana, vera = cast.dana, cast.vera
    with serve() as (address, _process):
        north, south = Ear(address, dana), Ear(address, vera)
        with ears(north, south):
            happen("one")
            happen("two", "south")
            happen("three", "")
            north.hears("one", "three")
            south.hears("two", "three")


def test_who_plans_runs_hears_of_them_and_a_board_does_not(cast: Cast, serve: Serve) -> None:
    nora, sara = admit("nora", Role.COORDINATOR), admit("sara", Role.COORDINATOR, zone="south")
    with serve() as (address, _process):
        board, north, south = Ear(address, cast.dana), Ear(address, nora), Ear(address, sara)
        with ears(board, north, south):
            happen("one")
            with transaction.atomic():
                actions.record(run_kinds.RUN_OUT, about="a-run", actor=SYSTEM, zone="north")
                actions.record(plan_kinds.CHANGED, about="a-plan", actor=SYSTEM, zone="", edition=3)
            happen("two", "")
            board.hears("one", "two")
            north.hears("a-run", "a-plan")
            south.hears("a-plan")


def test_visitors_and_members_without_a_board_are_not_let_in(cast: Cast, serve: Serve) -> None:
    with serve() as (address, _process):
        assert httpx.get(f"{address}/live/events", timeout=PATIENCE_SECONDS).status_code == 401
        made_up = httpx.get(f"{address}/live/events", cookies={"session": "made-up"}, timeout=PATIENCE_SECONDS)
        assert made_up.status_code == 401
        assert Ear(address, cast.mai).status == 401
        assert Ear(address, cast.sol).status == 401
        assert httpx.post(f"{address}/live/events", timeout=PATIENCE_SECONDS).status_code == 405


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_board_comes_back_after_a_restart_without_a_gap_or_a_double(
    cast: Cast, serve: Serve, how: signal.Signals
) -> None:
    dana, port = cast.dana, free_port()
    with serve(port=port) as (address, process):
        first = Ear(address, dana)
        happen("one")
        happen("two")
        first.hears("one", "two")
        process.send_signal(how)
        assert process.wait(PATIENCE_SECONDS) in (CALM if how is signal.SIGTERM else (-signal.SIGKILL,))
        until(lambda: first.ended)
    happen("meanwhile")
    with serve(port=port) as (address, _process):
        again = Ear(address, dana, last=first.last)
        with ears(again):
            happen("three")
            again.hears("meanwhile", "three")
            assert again.last == numbered()


def test_a_board_may_change_to_another_process_on_the_same_database(cast: Cast, serve: Serve) -> None:
    dana = cast.dana
    with (
        serve() as (one, _first),
        serve() as (two, _second),
    ):
        here, there = Ear(one, dana), Ear(two, dana)
        said = [f"n-{n}" for n in range(40)]
        for about in said[:20]:
            happen(about)
        here.hears(*said[:20])
        moved = Ear(two, dana, last=here.last)
        for about in said[20:]:
            happen(about)
        with ears(here, there, moved):
            moved.hears(*said[20:])
            there.hears(*said)
            here.hears(*said)


def test_a_page_hears_all_that_happened_since_it_was_made(cast: Cast, serve: Serve) -> None:
    happen("before")
    since = numbered()
    happen("after")
    with serve() as (address, _process):
        ear = Ear(address, cast.dana, since=since)
        with ears(ear):
            ear.hears("after")


def test_a_number_from_another_life_of_the_database_makes_the_page_load_itself_again(cast: Cast, serve: Serve) -> None:
    dana, last = cast.dana, numbered()
    with serve() as (address, _process):
        ear = Ear(address, dana, last=last + 1_000_000)
        with ears(ear):
            until(lambda: ear.events == ["reset"])
            assert ear.last == numbered()


def test_whose_access_ends_hears_nothing_more_at_once(cast: Cast, serve: Serve) -> None:
    dana, omar = cast.dana, cast.omar
    with serve() as (address, _process):
        gone, stays = Ear(address, dana), Ear(address, omar)
        with ears(gone, stays):
            happen("one")
            gone.hears("one")
            end_member(actor=SYSTEM, code=dana.code)
            happen("two")
            stays.hears("one", "two")
            until(lambda: gone.ended, "the stream of someone whose access ended stays open")
            assert gone.heard == ["one"]
            assert Ear(address, omar).status == 200


def sign_out(address: str, cookie: str) -> None:
    """Press "Sign out" on a page of the server at `address`."""
    with httpx.Client(base_url=address, cookies={"session": cookie}, timeout=PATIENCE_SECONDS) as browser:
        browser.headers["Origin"] = address
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get("/board/").text)
        assert token
        assert browser.post("/people/sign-out/", data={"csrfmiddlewaretoken": token[1]}).status_code == 302


@pytest.mark.parametrize("processes", [1, 2])
def test_who_signs_out_hears_nothing_more_at_once_from_any_process(cast: Cast, serve: Serve, processes: int) -> None:
    with ExitStack() as running:
        addresses = [running.enter_context(serve())[0] for _n in range(processes)]
        gone, stays = Ear(addresses[0], cast.dana), Ear(addresses[0], cast.omar)
        with ears(gone, stays):
            happen("one")
            gone.hears("one")
            sign_out(addresses[-1], gone.cookie)
            happen("two")
            stays.hears("one", "two")
            until(lambda: gone.ended, "the stream of someone who signed out stays open")
            assert gone.heard == ["one"]
    assert [e.about + e.actor for e in queries.recent(frozenset({""})) if e.kind == "session.ended"] == ["system"]


def test_whose_roles_change_comes_back_and_hears_by_the_new_ones(cast: Cast, serve: Serve) -> None:
    omar = cast.omar
    with serve() as (address, _process):
        ear = Ear(address, omar)
        later = clock.now() + timedelta(days=9)
        grant_role(actor=SYSTEM, code=omar.code, role=Role.OBSERVER, zone="south", until=later)
        until(lambda: ear.ended)
        again = Ear(address, omar, last=ear.last)
        with ears(again):
            happen("there", "south")
            again.hears("there")


def heard_until(line: socket.socket, words: bytes) -> bytes:
    """What comes on `line` up to these words."""
    heard = b""
    while words not in heard:
        more = line.recv(4096)
        assert more, heard
        heard += more
    return heard


def test_on_one_connection_a_stream_may_come_after_a_page_and_nothing_comes_after_it(cast: Cast, serve: Serve) -> None:
    with (
        serve() as (address, _process),
        socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), 60) as line,
    ):
        cookie = cast.dana.client().cookies[settings.SESSION_COOKIE_NAME].value
        head = f"Host: {urlsplit(address).netloc}\r\nCookie: session={cookie}\r\n\r\n"
        line.sendall(
            "".join(f"GET {path} HTTP/1.1\r\n{head}" for path in ("/healthz", "/live/events", "/healthz")).encode()
        )
        heard = heard_until(line, b"retry: 2000")
        happen("one")
        heard += heard_until(line, b'"one"')
    assert heard.count(b"HTTP/1.1 200 OK") == 2
    assert heard.index(b'{"status": "ok"}') < heard.index(b"text/event-stream") < heard.index(b"event: duty.begun")


def test_a_server_with_open_streams_stops_in_good_order(
    cast: Cast, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dana = cast.dana
    with server(tmp_path) as (address, process):
        opened = [Ear(address, dana) for _ in range(12)]
        with ears(*opened):
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_SECONDS) in CALM
            until(lambda: all(ear.ended for ear in opened))
    said = capfd.readouterr().err
    # uvicorn's word when its patience runs out: then it was the clock that ended the streams, and not the server
    assert "shutdown" in said.lower() and "exceeded" not in said, said


def test_only_kinds_that_are_for_boards_go_out() -> None:
    names = {kind.name for kind in all_kinds() if kind.on_boards}
    assert queries.kinds_on_boards() == names
    assert "member.ended" not in names
    assert "run.set_out" in queries.kinds_heard_at("runs") and queries.kinds_heard_at() == {
        kind.name for kind in all_kinds() if kind.on_boards and not kind.desk
    }
