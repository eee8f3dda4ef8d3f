"""A signal-cli on this machine: its JSON-RPC daemon over HTTP and TCP, and the REST wrapper, with Signal's moods to order.

The shapes are those of signal-cli's own manual (signal-cli-jsonrpc(5)) and of its JsonSendMessageResult, and of the
wrapper's client for them.
"""

import json
import socketserver
import threading
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from wekeep.channels.kinds.webpush.loopback import Receive, Scope, Send

ACCOUNT = "+16125550100"


async def body_of(receive: Receive) -> bytes:
    found, more = b"", True
    while more:
        event = await receive()
        found += event.get("body", b"")
        more = event.get("more_body", False)
    return found


async def answer(send: Send, status: int, content: object, headers: Mapping[str, str] | None = None) -> None:
    lines = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    lines.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": json.dumps(content).encode()})


class SignalPeer:
    """The account, its groups, and what was posted to each."""

    kind = "signal"

    def __init__(self) -> None:
        self.version = "0.14.2"
        self.account = ACCOUNT
        self.failing = 0
        self.mood = ""
        self.posts: dict[str, list[str]] = defaultdict(list)
        self.asked: list[dict[str, Any]] = []
        self.closed: set[str] = set()
        self._count = 0

    def new_address(self) -> dict[str, str]:
        self._count += 1
        return {"group": b64encode(blake2b(str(self._count).encode(), digest_size=32).digest()).decode()}

    def came(self, address: Mapping[str, str]) -> list[str]:
        return self.posts[address["group"]]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add(address["group"])

    def fail_next(self, count: int) -> None:
        self.failing = count

    def rpc(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One JSON-RPC call, answered as the daemon does."""
        self.asked.append(asked)
        try:
            said: dict[str, Any] = {"result": self._do(asked["method"], asked.get("params") or {})}
        except SignalSays as trouble:
            said = {"error": {"code": trouble.code, "message": str(trouble), "data": trouble.data}}
        return {"jsonrpc": "2.0", "id": asked["id"], **said}

    def _do(self, method: str, params: dict[str, Any]) -> object:
        if method == "version":
            return {"version": self.version}
        if method == "listAccounts":
            return [{"number": self.account}]
        if method == "send":
            return self.post(params.get("account"), params["groupId"], params["message"])
        raise SignalSays(-32601, "Method not implemented")

    def post(self, account: object, group: str, words: str) -> dict[str, Any]:
        if account != self.account:
            raise SignalSays(-32602, "Specified account does not exist")
        if self.failing:
            self.failing -= 1
            raise SignalSays(-3, "Failed to send message: Connection reset")
        if group in self.closed:
            raise SignalSays(-1, f"Group not found: {group}")
        if self.mood == "left":
            raise SignalSays(-1, f"User is not a member in group: {group}")
        if self.mood in ("captcha", "limited"):
            raise SignalSays(-5, "Failed to send message due to rate limiting", {"response": self._limited()})
        self.posts[group].append(words)
        results = [member("SUCCESS"), member("SUCCESS")]
        if self.mood == "partly":
            results[1] = member("RATE_LIMIT_FAILURE")
        return {"timestamp": 1763760000000, "results": results}

    def _limited(self) -> dict[str, Any]:
        proof = {"token": "5fad97ac-7d06-4e44-b18a-b950b20148ff"} if self.mood == "captcha" else {}
        return {"timestamp": 1763760000000, "results": [member("RATE_LIMIT_FAILURE", retryAfterSeconds=86400, **proof)]}


class SignalSays(Exception):
    """An error of signal-cli."""

    def __init__(self, code: int, words: str, data: object = None) -> None:
        super().__init__(words)
        self.code, self.data = code, data


def member(kind: str, **more: object) -> dict[str, Any]:
    return {"recipientAddress": {"uuid": "0", "number": None}, "type": kind, **more}


class DaemonOverHttp:
    """`signal-cli daemon --http`."""

    def __init__(self, peer: SignalPeer) -> None:
        self._peer = peer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/api/v1/rpc" and scope["method"] == "POST":
            await answer(send, 200, self._peer.rpc(json.loads(await body_of(receive))))
        else:
            await answer(send, 200 if scope["path"] == "/api/v1/check" else 404, {})


class Wrapper:
    """signal-cli-rest-api."""

    def __init__(self, peer: SignalPeer) -> None:
        self._peer = peer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await body_of(receive)
        if scope["path"] == "/v1/about":
            await answer(send, 200, {"versions": ["v1", "v2"], "build": 2, "mode": "json-rpc", "version": "0.98"})
        elif scope["path"] == "/v1/accounts":
            await answer(send, 200, [self._peer.account])
        elif scope["path"] == "/v2/send":
            await self._send(json.loads(body), send)
        else:
            await answer(send, 404, {"error": "404 page not found"})

    async def _send(self, asked: dict[str, Any], send: Send) -> None:
        self._peer.asked.append(asked)
        [recipient] = asked["recipients"]
        group = b64decode(recipient.removeprefix("group.")).decode()
        try:
            self._peer.post(asked["number"], group, asked["message"])
        except SignalSays as trouble:
            results = (trouble.data or {}).get("response", {}).get("results", [])  # type: ignore[attr-defined]
            tokens = [one["token"] for one in results if "token" in one]
            told = {"error": str(trouble), "challenge_tokens": tokens, "account": asked["number"]}
            await answer(send, 429 if trouble.code == -5 else 400, told)
        else:
            await answer(send, 201, {"timestamp": "1763760000000"})


@contextmanager
def over_tcp(peer: SignalPeer) -> Iterator[str]:
    """`signal-cli daemon --tcp`, which also pushes what comes in on the same socket; yields its address."""

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                pushed = {"jsonrpc": "2.0", "method": "receive", "params": {"envelope": {"source": "+1"}}}
                self.wfile.write(json.dumps(pushed).encode() + b"\n")
                self.wfile.write(json.dumps(peer.rpc(json.loads(line))).encode() + b"\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
