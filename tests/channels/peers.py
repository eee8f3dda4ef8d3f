"""The other ends of each channel, on this machine: a push service, an ntfy server and a mail server that can misbehave."""

import asyncio
import json
import socket
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import urlsplit

import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.running import free_port, until
from wekeep.channels.kinds.webpush.loopback import LoopbackPush, Phone, Receive, Scope, Send


class Peer(Protocol):
    """What the contract suite needs of the other end of a channel."""

    kind: str

    def new_address(self) -> dict[str, str]:
        """An address that works, as its owner would give it."""
        ...

    def came(self, address: Mapping[str, str]) -> list[str]:
        """What arrived there, as text."""
        ...

    def close_address(self, address: Mapping[str, str]) -> None:
        """From now on the address is no more."""
        ...

    def fail_next(self, count: int) -> None:
        """Answer the next `count` messages with a temporary failure."""
        ...


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve an ASGI app on a free port of this machine in a thread; yields its origin.

    Nobody waits for its end, which takes uvicorn a fifth of a second: whatever comes after has a port of its own.
    """
    config = uvicorn.Config(app, host="127.0.0.1", log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    # the port is listened on from the moment it is known
    door = socket.create_server(("127.0.0.1", 0), backlog=2048)
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    until(lambda: server.started, "the peer did not start")
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True


class PushPeer:
    """The loopback push service, with failures to order."""

    kind = "webpush"

    def __init__(self) -> None:
        self.service = LoopbackPush()
        self.origin = ""
        self.failing = 0
        self.fail_with: tuple[int, dict[str, str]] = (503, {})
        self.every_third_fails = False
        self.asked = 0
        self.slow_seconds = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(self.slow_seconds)
        if self.failing or (self.every_third_fails and self.asked % 3 == 0):
            self.failing = max(0, self.failing - 1)
            status, headers = self.fail_with
            lines = [(name.encode(), value.encode()) for name, value in headers.items()]
            await send({"type": "http.response.start", "status": status, "headers": lines})
            await send({"type": "http.response.body", "body": b"busy"})
            return
        await self.service(scope, receive, send)

    def new_address(self) -> dict[str, str]:
        phone = self.service.new_phone()
        return {"endpoint": self.origin + phone.path, "p256dh": phone.p256dh, "auth": phone.auth}

    def phone(self, address: Mapping[str, str]) -> Phone:
        phone = self.service.phone(urlsplit(address["endpoint"]).path)
        assert phone is not None
        return phone

    def came(self, address: Mapping[str, str]) -> list[str]:
        return [str(message.payload["c"]) for message in self.phone(address).messages]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.service._phones.pop(urlsplit(address["endpoint"]).path)

    def fail_next(self, count: int) -> None:
        self.failing = count


class UnifiedPushPeer(PushPeer):
    """A UnifiedPush distributor's server (specification of 2024 and later: RFC 8030 and 8291), whose endpoints look as
    ntfy's do: browsers without a vendor's push service hand them out as their own."""

    def new_address(self) -> dict[str, str]:
        given = super().new_address()
        return {**given, "endpoint": f"{given['endpoint']}?up=1"}


class NtfyPeer:
    """A server that speaks ntfy's publish-as-JSON."""

    kind = "ntfy"

    def __init__(self) -> None:
        self.origin = ""
        self.failing = 0
        self.messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.closed: set[str] = set()
        self._count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = json.loads((await receive())["body"])
        status = 200
        if self.failing:
            self.failing, status = self.failing - 1, 503
        elif message["topic"] in self.closed:
            status = 404
        else:
            self.messages[message["topic"]].append(message)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    def new_address(self) -> dict[str, str]:
        self._count += 1
        return {"url": f"{self.origin}/topic-{self._count}"}

    def came(self, address: Mapping[str, str]) -> list[str]:
        topic = urlsplit(address["url"]).path.strip("/")
        return [f"{m['title']} {m['message']} {m['click']}" for m in self.messages[topic]]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add(urlsplit(address["url"]).path.strip("/"))

    def fail_next(self, count: int) -> None:
        self.failing = count


class MailPeer:
    """A mail server."""

    kind = "email"

    def __init__(self) -> None:
        self.failing = 0
        self.letters: dict[str, list[bytes]] = defaultdict(list)
        self.senders: dict[str, list[str]] = defaultdict(list)
        self.closed: set[str] = set()
        self._count = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.failing:
            self.failing -= 1
            return "451 try again later"
        if address in self.closed:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        for address in envelope.rcpt_tos:
            self.senders[address].append(str(envelope.mail_from))
            content = envelope.content
            self.letters[address].append(content if isinstance(content, bytes) else str(content).encode())
        return "250 OK"

    def new_address(self) -> dict[str, str]:
        self._count += 1
        return {"email": f"person{self._count}@mail.example"}

    def came(self, address: Mapping[str, str]) -> list[str]:
        return [letter.decode() for letter in self.letters[address["email"]]]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add(address["email"])

    def fail_next(self, count: int) -> None:
        self.failing = count


@contextmanager
def mail_serving(peer: MailPeer) -> Iterator[int]:
    """Run the mail server in a thread; yields its port."""
    controller = Controller(peer, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()
