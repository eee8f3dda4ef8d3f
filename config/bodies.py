"""Bodies of requests, counted as they come in: none is longer than a form, whatever it says or does not say of itself."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def take_in(scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """The request as the pages can read it.

    A body that comes in chunks (RFC 9112, 7.1) does not say how long it is, and WSGI knows no such thing. It is taken in
    here up to the longest we read, and its length written into the headers. What is longer gets a length that says so,
    which the pages refuse in words; the rest of it is not read.
    """
    if not _is_chunked(scope):
        return scope, receive
    body, more = bytearray(), True
    while more and len(body) <= settings.LONGEST_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            return scope, _giving(message)
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = [(name, value) for name, value in scope["headers"] if name != b"transfer-encoding"]
    length = (b"content-length", str(len(body)).encode())
    return {**scope, "headers": [*headers, length]}, _giving({"type": "http.request", "body": bytes(body)})


def _is_chunked(scope: Scope) -> bool:
    names = {name for name, _value in scope["headers"]}
    return b"transfer-encoding" in names and b"content-length" not in names


def _giving(message: Message) -> Receive:
    async def receive() -> Message:
        return message

    return receive
