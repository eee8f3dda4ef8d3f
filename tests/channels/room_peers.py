"""A Matrix homeserver, a Mastodon server and a plain JSON sink for Apprise, on this machine."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from tests.channels.signal_peer import answer, body_of
from wekeep.channels.kinds.webpush.loopback import Receive, Scope, Send

TOKEN = "syt_a_token_of_the_homeserver"


class _Groups:
    """Groups, what was posted to each, and failures to order."""

    def __init__(self) -> None:
        self.origin = ""
        self.failing = 0
        self.posts: dict[str, list[str]] = defaultdict(list)
        self.raw: list[dict[str, object]] = []
        self.closed: set[str] = set()
        self.once: set[str] = set()
        self.count = 0

    def fail_next(self, count: int) -> None:
        self.failing = count

    def next_name(self) -> str:
        self.count += 1
        return f"group{self.count}"


class MatrixPeer(_Groups):
    """The client-server API (v3): whoami, and sending an event to a room, once for each transaction."""

    kind = "matrix"
    mood = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        body = await body_of(receive)
        if headers.get("authorization") != f"Bearer {TOKEN}":
            await answer(send, 401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token passed."})
        elif scope["path"] == "/_matrix/client/v3/account/whoami":
            await answer(send, 200, {"user_id": "@wekeep:matrix.example"})
        else:
            await answer(send, *self._event(scope["raw_path"].decode(), scope["method"], body))

    def _event(self, path: str, method: str, body: bytes) -> tuple[int, object]:
        found = re.fullmatch(r"/_matrix/client/v3/rooms/([^/]+)/send/m\.room\.message/([^/]+)", path)
        if found is None or method != "PUT":
            return 404, {"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}
        room, once = unquote(found[1]), found[2]
        if self.failing:
            self.failing -= 1
            return 429, {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 2000}
        if room in self.closed:
            return 404, {"errcode": "M_NOT_FOUND", "error": "Unknown room"}
        if self.mood == "left":
            return 403, {"errcode": "M_FORBIDDEN", "error": "User not in room"}
        if once not in self.once:
            self.once.add(once)
            self.posts[room].append(json.loads(body)["body"])
        return 200, {"event_id": "$1"}

    def new_address(self) -> dict[str, str]:
        return {"room": f"!{self.next_name()}:matrix.example"}

    def came(self, address: Mapping[str, str]) -> list[str]:
        return self.posts[address["room"]]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add(address["room"])


class MastodonPeer(_Groups):
    """POST /api/v1/statuses, once for each Idempotency-Key."""

    kind = "mastodon"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        told, token = json.loads(await body_of(receive)), headers.get("authorization", "").removeprefix("Bearer ")
        if self.failing:
            self.failing -= 1
            await answer(send, 503, {"error": "Remote data could not be fetched"})
        elif token in self.closed or scope["path"] != "/api/v1/statuses":
            await answer(send, 401, {"error": "The access token was revoked"})
        else:
            if headers["idempotency-key"] not in self.once:
                self.once.add(headers["idempotency-key"])
                self.raw.append(told)
                self.posts[token].append(f"{told['spoiler_text']}\n{told['status']}")
            await answer(send, 200, {"id": "1"})

    def new_address(self) -> dict[str, str]:
        return {"server": self.origin, "token": f"token-of-an-account-{self.next_name()}"}

    def came(self, address: Mapping[str, str]) -> list[str]:
        return self.posts[address["token"]]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add(address["token"])


class ApprisePeer(_Groups):
    """What Apprise's own JSON plugin posts to."""

    kind = "apprise"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        told, name = json.loads(await body_of(receive)), scope["path"].strip("/")
        if self.failing:
            self.failing -= 1
            await answer(send, 503, {})
        elif name in self.closed:
            await answer(send, 410, {})
        else:
            self.posts[name].append(f"{told['title']}\n{told['message']}")
            await answer(send, 200, {})

    def new_address(self) -> dict[str, str]:
        return {"url": f"json://{urlsplit(self.origin).netloc}/{self.next_name()}"}

    def came(self, address: Mapping[str, str]) -> list[str]:
        return self.posts[address["url"].rpartition("/")[2]]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add(address["url"].rpartition("/")[2])
