"""A push service for measuring: the loopback one, which reads every message as its phone would, with a page that counts.

    python -m bench.push_sink PHONES PORT

Prints the phones' addresses as one line of JSON, then serves. GET /count gives how many phones were told, how many
messages came, how many were refused (a wrong key, a salt used before), and when the last one came.
"""

import json
import sys
from time import time

import uvicorn

from wekeep.channels.kinds.webpush.loopback import LoopbackPush, Receive, Scope, Send


class Sink:
    """Counts what the push service accepts."""

    def __init__(self, phones: int, origin: str) -> None:
        self._service = LoopbackPush()
        self._phones = [self._service.new_phone() for _n in range(phones)]
        self._refused, self._last = 0, 0.0
        self.addresses = [
            {"endpoint": origin + phone.path, "p256dh": phone.p256dh, "auth": phone.auth} for phone in self._phones
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/count":
            await self._count(send)
            return

        async def noting(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                self._refused += message["status"] != 201
                self._last = time()
            await send(message)

        await self._service(scope, receive, noting)  # type: ignore[arg-type]

    async def _count(self, send: Send) -> None:
        counts = {
            "told": sum(phone.came > 0 for phone in self._phones),
            "came": sum(phone.came for phone in self._phones),
            "refused": self._refused,
            "last": self._last,
        }
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(counts).encode()})


if __name__ == "__main__":
    number, port = int(sys.argv[1]), int(sys.argv[2])
    sink = Sink(number, f"http://127.0.0.1:{port}")
    print(json.dumps(sink.addresses), flush=True)
    uvicorn.run(sink, host="127.0.0.1", port=port, log_level="error", access_log=False, lifespan="off")
