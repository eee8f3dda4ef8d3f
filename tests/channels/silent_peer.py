"""The other end that accepts whoever calls and never answers, for each channel; it hangs up when the test is over."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from pytest_django import Settings

from tests.channels import telephone_peer
from tests.channels.signal_peer import ACCOUNT
from wekeep.channels import gateway
from wekeep.channels.kinds.apprise import kind as apprise
from wekeep.channels.kinds.signal import line as signal_line
from wekeep.channels.wire import library
from wekeep.channels.wire import sending as wire

# nobody gives up before the test has looked
FOREVER = 3_600


class Silent:
    """A listening socket. `calls` counts who has come; none of them is ever answered."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listening.getsockname()[1])
        self.calls = 0
        self._held: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._held.append(self._listening.accept()[0])
                self.calls += 1

    def hang_up(self) -> None:
        """End every call and take no more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in self._held:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def patient(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Let every channel wait for an answer as long as the test may take."""
    for module, name in (
        (gateway, "READ_SECONDS"),
        (signal_line, "READ_SECONDS"),
        (library, "TOTAL_SECONDS"),
        (wire, "TOTAL_SECONDS"),
        (wire, "LONGEST_IN_HAND_SECONDS"),
        (apprise, "ANSWER_SECONDS"),
    ):
        monkeypatch.setattr(module, name, FOREVER)
    settings.EMAIL_TIMEOUT = FOREVER


@contextmanager
def silence(
    kind: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[dict[str, str], Callable[[], int]]]:
    """An address of this kind behind which nobody ever answers, and how many calls came there."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer, started = Silent(), list[subprocess.Popen[bytes]]()
    with ExitStack() as stack:
        stack.callback(peer.hang_up)
        if kind == "apprise":
            monkeypatch.setattr(apprise, "_started", lambda: stack.enter_context(_dumb(started)))
        _point(kind, peer, settings)
        yield _ADDRESSES[kind](peer), lambda: peer.calls + len(started)


@contextmanager
def _dumb(started: list[subprocess.Popen[bytes]]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that takes what is said to it and never answers."""
    words = [sys.executable, "-c", f"import time; time.sleep({FOREVER})"]
    started.append(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    try:
        yield started[-1]
    finally:
        started[-1].kill()


def _point(kind: str, peer: Silent, settings: Settings) -> None:
    """What the operator sets for this kind."""
    if kind == "email":
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", peer.port
    elif kind in ("sms", "voice"):
        settings.SMS_API, settings.SMS_URL = "twilio", peer.url
        settings.SMS_ACCOUNT, settings.SMS_TOKEN = telephone_peer.ACCOUNT, telephone_peer.TOKEN
        settings.SMS_FROM = settings.VOICE_FROM = telephone_peer.FROM
    elif kind == "signal":
        settings.SIGNAL_URL, settings.SIGNAL_API, settings.SIGNAL_ACCOUNT = peer.url, "daemon", ACCOUNT
    elif kind == "matrix":
        settings.MATRIX_URL, settings.MATRIX_TOKEN = peer.url, "token"


_PUSH_KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
_ADDRESSES: dict[str, Callable[[Silent], dict[str, str]]] = {
    "webpush": lambda one: {
        "endpoint": f"{one.url}/push/x",
        "p256dh": _PUSH_KEY,
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
    "ntfy": lambda one: {"url": f"{one.url}/a-topic"},
    "email": lambda _one: {"email": "nobody@mail.example"},
    "sms": lambda _one: {"phone": "+16515550123"},
    "voice": lambda _one: {"phone": "+16515550124"},
    "signal": lambda _one: {"group": "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="},
    "matrix": lambda _one: {"room": "!room:matrix.example"},
    "mastodon": lambda one: {"server": one.url, "token": "token-of-an-account-1"},
    "apprise": lambda one: {"url": f"json://127.0.0.1:{one.port}/"},
}
