"""Apprise goes where its services are and nowhere inside, whatever an address says and whatever it does with its sockets."""

import socket
from dataclasses import replace
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.channels.conftest import apprise
from tests.channels.room_peers import ApprisePeer
from tests.channels.signal_peer import SignalPeer
from tests.channels.test_signal import envelope
from wekeep.channels.contract import Answer, Envelope
from wekeep.channels.kinds.apprise import child
from wekeep.channels.kinds.apprise.kind import FIXED, Others
from wekeep.kit.errors import Refused

__all__ = ["apprise"]
REAL = {
    "tgram": "tgram://123456789:AAF1Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/-1001234567890/",
    "discord": "discord://417429632418316298/JHZ7lQml277CDHmQKMHI8qBe7bk2ZwO5UKjCiOAF7711o33MyqU344Qpgv7YTpadV_js/",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/",
    "gchat": "gchat://workspace/key/token/",
    "line": "line://a-channel-access-token-of-line/Cgroup",
    "pover": "pover://uuuuuuuuuuuuuuuuuuuuuuuuuuuuuu@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/",
}


def to(url: str) -> Envelope:
    return replace(envelope(SignalPeer()), address={"service": "json", "url": url})


# one of Apprise's plugins uses a module that Python 3.13 no longer has, and brings its own in its place
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("scheme", FIXED)
def test_each_service_is_asked_at_its_own_host_and_nowhere_else(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = set()

    def look_up(host: str, *_given: Any, **_named: Any) -> Any:
        asked.add(host)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    url = Others().read_address({"url": REAL[scheme]})["url"]
    assert child.send(url, "Exercise", "Nothing has happened.")[0] is False
    assert asked == {FIXED[scheme]}


@pytest.mark.parametrize(
    "url",
    [
        "json://127.0.0.1:8000/x",
        "jsons://10.0.0.1/x",
        "jsons://intranet/x",
        "mmosts://192.168.1.4/token",
        "gotifys://[::1]/token",
        "jsons://public.example:8443/x",
        "discord://1/2?template=/etc/passwd",
        "tgram://123456789:AAF/1?verify=no",
        "syslog://",
        "dbus://",
        "file:///etc/passwd",
        "mailtos://user:pass@mail.example",
        "https://discord.com/api/webhooks/1/2",
        "discord://1/2\ndiscord://3/4",
        "",
    ],
)
def test_an_address_that_leads_inside_or_to_no_known_service_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        Others().read_address({"url": url})


@pytest.mark.process
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_the_process_opens_no_socket_to_this_machine_even_where_the_address_was_let_through(
    apprise: ApprisePeer, settings: Settings, host: str
) -> None:
    settings.ALLOW_LOOPBACK_ENDPOINTS = False
    port = apprise.origin.rpartition(":")[2]
    [result] = Others().send([to(f"json://{host}:{port}/inside")])
    assert result.answer is not Answer.HANDED_OVER and not apprise.posts


@pytest.mark.process
def test_a_process_that_dies_or_hangs_is_tried_three_times_and_then_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wekeep.channels.kinds.apprise.kind.sys.executable", "/bin/false")
    results = list(Others().send([to("json://x/y")] * 5))
    assert [one.trouble for one in results] == ["no answer"] * 3 + ["server away"] * 2
