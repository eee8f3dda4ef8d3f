"""The three ways in to signal-cli: its JSON-RPC daemon over HTTP or a socket, and the REST wrapper around it."""

import json
import socket
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from wekeep.channels.gateway import CONNECT_SECONDS, LONGEST_ANSWER, NO_ANSWER, READ_SECONDS, Gateway

# signal-cli's own codes (its SignalJsonRpcCommandHandler); the rest are JSON-RPC 2.0
RATE_LIMITED, UNKNOWN_METHOD = -5, -32601


@dataclass(frozen=True, slots=True)
class Heard:
    """What signal-cli made of a call: `error` is 0 where it did it, `lost` where nothing came back. `tokens`: Signal wants
    to see a captcha solved for each. `carried` and `limited` count members of a group."""

    lost: bool = False
    error: int = 0
    words: str = ""
    tokens: tuple[str, ...] = ()
    retry_after: int | None = None
    carried: int = 0
    limited: int = 0
    result: object = field(default_factory=dict)


class Line(Protocol):
    """One way in."""

    def post(self, group: str, words: str) -> Heard:
        """Post to a group, named by signal-cli's own id."""
        ...

    def version(self) -> Heard:
        """`words` is the version of what answers; for the wrapper, its own."""
        ...

    def accounts(self) -> frozenset[str] | None:
        """The accounts it can send from; None where it does not say."""
        ...


class Daemon:
    """`signal-cli daemon --http` or `--tcp`: JSON-RPC 2.0, one object a line on a socket."""

    def __init__(self, url: str, account: str) -> None:
        self._url, self._account = url, account

    def post(self, group: str, words: str) -> Heard:
        """Post to a group; what its members' servers said counts."""
        return self._call("send", {"account": self._account, "groupId": group, "message": words})

    def version(self) -> Heard:
        """The version of signal-cli."""
        heard = self._call("version", {})
        said = heard.result.get("version", "") if isinstance(heard.result, dict) else ""
        return Heard(heard.lost, heard.error, str(said) or heard.words)

    def accounts(self) -> frozenset[str] | None:
        """A daemon that was started for one account says none."""
        heard = self._call("listAccounts", {})
        if heard.error or heard.lost or not isinstance(heard.result, list):
            return None
        return frozenset(str(one.get("number")) for one in heard.result if isinstance(one, dict))

    def _call(self, method: str, params: dict[str, str]) -> Heard:
        asked = {"jsonrpc": "2.0", "id": "1", "method": method, "params": params}
        answer = self._over_socket(asked) if self._url.startswith("tcp:") else self._over_http(asked)
        return Heard(lost=True) if answer is None else heard_in(answer)

    def _over_http(self, asked: object) -> dict[str, Any] | None:
        with Gateway(guarded=False) as gateway:
            said = gateway.post_json(f"{self._url}/api/v1/rpc", asked)
        return None if said.status == NO_ANSWER else said.fields or None

    def _over_socket(self, asked: object) -> dict[str, Any] | None:
        where = urlsplit(self._url)
        try:
            with socket.create_connection((where.hostname, where.port or 7583), CONNECT_SECONDS) as line:
                line.settimeout(READ_SECONDS)
                line.sendall(json.dumps(asked).encode() + b"\n")
                return _answer_in(line)
        except OSError:
            return None


def _answer_in(line: socket.socket) -> dict[str, Any] | None:
    """The answer among the lines that come: those of messages to the account come on the same socket, and are not read."""
    with line.makefile("rb") as lines:
        for _one in range(1000):
            try:
                found = json.loads(lines.readline(LONGEST_ANSWER))
            except ValueError:
                return None
            if isinstance(found, dict) and found.get("id") == "1":
                return found
    return None


def heard_in(answer: dict[str, Any]) -> Heard:
    """A JSON-RPC answer; where a rate limit was hit, what was carried lies in the error's data."""
    error = answer.get("error") or {}
    told = (error.get("data") or {}).get("response") if error else answer.get("result")
    results = told.get("results") or [] if isinstance(told, dict) else []
    types = [str(one.get("type", "")) for one in results]
    waits = [int(one["retryAfterSeconds"]) for one in results if one.get("retryAfterSeconds")]
    return Heard(
        error=int(error.get("code", 0)),
        words=str(error.get("message", "")),
        tokens=tuple(str(one["token"]) for one in results if one.get("token")),
        retry_after=max(waits, default=None),
        carried=types.count("SUCCESS"),
        limited=types.count("RATE_LIMIT_FAILURE"),
        result=answer.get("result", {}),
    )


class Rest:
    """The REST wrapper (signal-cli-rest-api). It names a group by the id's base64 once more."""

    def __init__(self, url: str, account: str) -> None:
        self._url, self._account = url, account

    def post(self, group: str, words: str) -> Heard:
        """Post to a group; 429 is a rate limit, with the tokens of captchas where Signal wants them."""
        named = "group." + b64encode(group.encode()).decode()
        with Gateway(guarded=False) as gateway:
            said = gateway.post_json(
                f"{self._url}/v2/send", {"number": self._account, "recipients": [named], "message": words}
            )
        if said.status == NO_ANSWER or said.status >= 500:
            return Heard(lost=True)
        if 200 <= said.status < 300:
            return Heard(carried=1)
        told = said.fields
        tokens = tuple(str(one) for one in told.get("challenge_tokens") or [])
        return Heard(
            error=RATE_LIMITED if said.status == 429 else -1,
            words=str(told.get("error", "")),
            tokens=tokens,
            retry_after=said.retry_after,
        )

    def version(self) -> Heard:
        """The wrapper's version; that of the signal-cli inside it says nothing here."""
        with Gateway(guarded=False) as gateway:
            said = gateway.get(f"{self._url}/v1/about")
        return Heard(lost=said.status != 200, words=str(said.fields.get("version", "")))

    def accounts(self) -> frozenset[str] | None:
        """Every account it can send from."""
        with Gateway(guarded=False) as gateway:
            said = gateway.get(f"{self._url}/v1/accounts")
        try:
            found = json.loads(said.body)
        except ValueError:
            return None
        return frozenset(map(str, found)) if isinstance(found, list) else None
