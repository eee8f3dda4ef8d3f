"""A provider of texts and calls that speaks as Twilio does, and a plain gateway, on this machine."""

import json
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import parse_qsl

from tests.channels.signal_peer import answer, body_of
from wekeep.channels.kinds.webpush.loopback import Receive, Scope, Send

ACCOUNT, TOKEN, FROM = "AC0123456789abcdef0123456789abcdef", "a-token-of-the-provider", "+16125550100"


class ProviderPeer:
    """Twilio's Messages, Calls and Accounts resources (its API of 2010-04-01), as far as they are used."""

    def __init__(self, kind: str = "sms") -> None:
        self.kind = kind
        self.failing = 0
        self.suspended = False
        self.went: dict[str, list[str]] = defaultdict(list)
        self.orders: list[dict[str, str]] = []
        self.closed: set[str] = set()
        self._count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        fields = dict(parse_qsl((await body_of(receive)).decode(), keep_blank_values=True))
        if headers.get("authorization") != f"Basic {b64encode(f'{ACCOUNT}:{TOKEN}'.encode()).decode()}":
            await answer(send, 401, {"code": 20003, "message": "Authenticate", "status": 401})
            return
        found = re.fullmatch(rf"/2010-04-01/Accounts/{ACCOUNT}(?:/(Messages|Calls))?\.json", scope["path"])
        status, told = self._do(found[1], fields) if found else (404, {"code": 20404})
        await answer(send, status, told)

    def _do(self, what: str | None, fields: dict[str, str]) -> tuple[int, dict[str, object]]:
        if what is None:
            return 200, {"sid": ACCOUNT, "status": "suspended" if self.suspended else "active"}
        if self.failing:
            self.failing -= 1
            return 503, {"code": 20503, "message": "Service unavailable"}
        if self.suspended:
            return 400, {"code": 20005, "message": "Account not active"}
        if fields["To"] in self.closed:
            return 400, {"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}
        if fields["From"] != FROM:
            return 400, {"code": 21212, "message": "Invalid From number"}
        self.orders.append(fields)
        self.went[fields["To"]].append(fields["Body"] if what == "Messages" else fields["Twiml"])
        return 201, {"sid": f"SM{len(self.orders)}", "status": "queued"}

    def new_address(self) -> dict[str, str]:
        self._count += 1
        return {"phone": f"(612) 555-{1000 + self._count}"}

    def came(self, address: Mapping[str, str]) -> list[str]:
        return self.went["+1" + re.sub(r"\D", "", address["phone"])]

    def close_address(self, address: Mapping[str, str]) -> None:
        self.closed.add("+1" + re.sub(r"\D", "", address["phone"]))

    def fail_next(self, count: int) -> None:
        self.failing = count


class GatewayPeer(ProviderPeer):
    """A gateway that takes JSON with a bearer, as small SMS servers do."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        told = json.loads(await body_of(receive))
        if headers.get("authorization") != f"Bearer {TOKEN}":
            await answer(send, 401, {})
        elif self.failing:
            self.failing -= 1
            await answer(send, 503, {})
        elif told["to"] in self.closed:
            await answer(send, 410, {})
        else:
            self.went[told["to"]].append(told["text"])
            await answer(send, 200, {"id": "1"})
