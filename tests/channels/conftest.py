"""The other ends of every channel, for tests of channels and of alerts."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.channels.peers import MailPeer, NtfyPeer, Peer, PushPeer, mail_serving, serving


@pytest.fixture
def push(settings: Settings) -> Iterator[PushPeer]:
    """A push service on this machine."""
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = PushPeer()
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


@pytest.fixture(params=["webpush", "ntfy", "email"])
def peer(request: pytest.FixtureRequest) -> Peer:
    """Each channel's other end in turn."""
    names = {"webpush": "push", "ntfy": "ntfy", "email": "mail"}
    found: Peer = request.getfixturevalue(names[request.param])
    return found
