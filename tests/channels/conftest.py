"""The other ends of every channel, for tests of channels and of alerts."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.channels import room_peers, telephone_peer
from tests.channels.peers import MailPeer, NtfyPeer, Peer, PushPeer, UnifiedPushPeer, mail_serving, serving
from tests.channels.room_peers import ApprisePeer, MastodonPeer, MatrixPeer
from tests.channels.signal_peer import ACCOUNT, DaemonOverHttp, SignalPeer, Wrapper, over_tcp
from tests.channels.telephone_peer import GatewayPeer, ProviderPeer


@pytest.fixture
def push(settings: Settings) -> Iterator[PushPeer]:
    """A push service on this machine."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = PushPeer()
    with serving(peer) as peer.origin:
        yield peer


@pytest.fixture
def unifiedpush(settings: Settings) -> Iterator[PushPeer]:
    """A UnifiedPush server on this machine."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = UnifiedPushPeer()
    with serving(peer) as peer.origin:
        yield peer


@pytest.fixture
def ntfy(settings: Settings) -> Iterator[NtfyPeer]:
    """An ntfy server on this machine."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = NtfyPeer()
    with serving(peer) as peer.origin:
        yield peer


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailPeer]:
    """A mail server on this machine, spoken to over SMTP."""
    peer = MailPeer()
    with mail_serving(peer) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield peer


@pytest.fixture
def signal(settings: Settings) -> Iterator[SignalPeer]:
    """signal-cli's daemon on this machine, over HTTP."""
    peer = SignalPeer()
    settings.SIGNAL_API, settings.SIGNAL_ACCOUNT = "daemon", ACCOUNT
    with serving(DaemonOverHttp(peer)) as settings.SIGNAL_URL:
        yield peer


@pytest.fixture
def signal_socket(settings: Settings) -> Iterator[SignalPeer]:
    """The same over a socket."""
    peer = SignalPeer()
    settings.SIGNAL_API, settings.SIGNAL_ACCOUNT = "daemon", ACCOUNT
    with over_tcp(peer) as settings.SIGNAL_URL:
        yield peer


@pytest.fixture
def signal_wrapper(settings: Settings) -> Iterator[SignalPeer]:
    """The REST wrapper around signal-cli."""
    peer = SignalPeer()
    settings.SIGNAL_API, settings.SIGNAL_ACCOUNT = "rest", ACCOUNT
    with serving(Wrapper(peer)) as settings.SIGNAL_URL:
        yield peer


def _by_telephone(settings: Settings, api: str, url: str) -> None:
    settings.SMS_API, settings.SMS_URL = api, url
    settings.SMS_ACCOUNT, settings.SMS_TOKEN = telephone_peer.ACCOUNT, telephone_peer.TOKEN
    settings.SMS_FROM = settings.VOICE_FROM = telephone_peer.FROM


@pytest.fixture
def sms(settings: Settings) -> Iterator[ProviderPeer]:
    """A provider of texts on this machine."""
    peer = ProviderPeer()
    with serving(peer) as origin:
        _by_telephone(settings, "twilio", origin)
        yield peer


@pytest.fixture
def sms_gateway(settings: Settings) -> Iterator[ProviderPeer]:
    """A plain gateway of texts on this machine."""
    peer = GatewayPeer()
    with serving(peer) as origin:
        _by_telephone(settings, "gateway", f"{origin}/send")
        yield peer


@pytest.fixture
def voice(settings: Settings) -> Iterator[ProviderPeer]:
    """A provider of calls on this machine."""
    peer = ProviderPeer("voice")
    with serving(peer) as origin:
        _by_telephone(settings, "twilio", origin)
        yield peer


@pytest.fixture
def matrix(settings: Settings) -> Iterator[MatrixPeer]:
    """A Matrix homeserver on this machine."""
    peer = MatrixPeer()
    settings.MATRIX_TOKEN = room_peers.TOKEN
    with serving(peer) as settings.MATRIX_URL:
        yield peer


@pytest.fixture
def mastodon(settings: Settings) -> Iterator[MastodonPeer]:
    """A Mastodon server on this machine."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = MastodonPeer()
    with serving(peer) as peer.origin:
        yield peer


@pytest.fixture
def apprise(settings: Settings) -> Iterator[ApprisePeer]:
    """A sink for Apprise on this machine."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = ApprisePeer()
    with serving(peer) as peer.origin:
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
