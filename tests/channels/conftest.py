"""The other ends of every channel, for tests of channels and of alerts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pytest
from pytest_django import Settings

from tests.channels import room_peers, telephone_peer
from tests.channels.peers import MailPeer, NtfyPeer, Peer, PushPeer, UnifiedPushPeer, mail_serving, serving
from tests.channels.room_peers import ApprisePeer, MastodonPeer, MatrixPeer
from tests.channels.signal_peer import ACCOUNT, DaemonOverHttp, SignalPeer, Wrapper, over_tcp
from tests.channels.telephone_peer import GatewayPeer, ProviderPeer


class Reached(Protocol):
    """A peer that says itself where it is reached."""

    origin: str


Serve = Callable[[Any], AbstractContextManager[str]]


def whom_addresses_name(make: Callable[[], Reached]) -> Any:
    """A fixture: such a peer on this machine, whose place stands in each address that it gives out."""

    @pytest.fixture
    def peer(settings: Settings) -> Iterator[Reached]:
        settings.ALLOW_LOOPBACK_ENDPOINTS = True
        one = make()
        with serving(one) as one.origin:
            yield one

    return peer


def signal_cli(api: str, serve: Serve) -> Any:
    """A fixture: signal-cli on this machine, asked in that way."""

    @pytest.fixture
    def peer(settings: Settings) -> Iterator[SignalPeer]:
        one = SignalPeer()
        settings.SIGNAL_API, settings.SIGNAL_ACCOUNT = api, ACCOUNT
        with serve(one) as settings.SIGNAL_URL:
            yield one

    return peer


def by_telephone(api: str, make: Callable[[], ProviderPeer], path: str = "") -> Any:
    """A fixture: a provider of texts or calls on this machine, which speaks that dialect."""

    @pytest.fixture
    def peer(settings: Settings) -> Iterator[ProviderPeer]:
        one = make()
        with serving(one) as origin:
            settings.SMS_API, settings.SMS_URL = api, origin + path
            settings.SMS_ACCOUNT, settings.SMS_TOKEN = telephone_peer.ACCOUNT, telephone_peer.TOKEN
            settings.SMS_FROM = settings.VOICE_FROM = telephone_peer.FROM
            yield one

    return peer


push = whom_addresses_name(PushPeer)
unifiedpush = whom_addresses_name(UnifiedPushPeer)
ntfy = whom_addresses_name(NtfyPeer)
mastodon = whom_addresses_name(MastodonPeer)
apprise = whom_addresses_name(ApprisePeer)
signal = signal_cli("daemon", lambda one: serving(DaemonOverHttp(one)))
signal_socket = signal_cli("daemon", over_tcp)
signal_wrapper = signal_cli("rest", lambda one: serving(Wrapper(one)))
sms = by_telephone("twilio", ProviderPeer)
sms_gateway = by_telephone("gateway", GatewayPeer, "/send")
voice = by_telephone("twilio", lambda: ProviderPeer("voice"))


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailPeer]:
    """A mail server on this machine, spoken to over SMTP."""
    peer = MailPeer()
    with mail_serving(peer) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield peer


@pytest.fixture
def matrix(settings: Settings) -> Iterator[MatrixPeer]:
    """A Matrix homeserver on this machine."""
    peer = MatrixPeer()
    settings.MATRIX_TOKEN = room_peers.TOKEN
    with serving(peer) as settings.MATRIX_URL:
        yield peer


PEERS = (
    *("push", "unifiedpush", "ntfy", "mail", "sms", "sms_gateway", "voice"),
    *("signal", "signal_socket", "signal_wrapper", "matrix", "mastodon", "apprise"),
)


# Apprise runs in a process of its own
_PARAMS = [pytest.param(one, marks=pytest.mark.process) if one == "apprise" else one for one in PEERS]


@pytest.fixture(params=_PARAMS)
def peer(request: pytest.FixtureRequest) -> Peer:
    """Each channel's other end in turn; a channel that speaks several dialects comes once for each."""
    found: Peer = request.getfixturevalue(request.param)
    return found
