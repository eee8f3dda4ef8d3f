"""Plain questions: a GET whose answer may depend on nothing but its address, the host, the language and the scheme."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils.translation import get_language_from_request

LONGEST: Final = 8192
# a wish is read no further by Django either
LONGEST_WISH: Final = 500
# one request and nothing else (RFC 9112, 3 and 5): what is a little different is for the parser to judge, not for us
_WHOLE: Final = re.compile(rb"GET (/[!-~]*) HTTP/1\.1\r\n((?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t -~\x80-\xff]*\r\n)+)\r\n")
# with one of these a request asks for something else than the whole page, or brings something with it
_NOT_PLAIN: Final = frozenset(
    b"authorization content-length expect if-match if-modified-since if-range if-unmodified-since range te trailer"
    b" transfer-encoding upgrade".split()
)
# of these none may come twice
_READ: Final = frozenset(
    b"accept-encoding accept-language connection cookie host if-none-match x-forwarded-proto".split()
)
# what tells one person from another is not kept, not even for a moment
_TELLING: Final = re.compile(rb"\r\n(?:cookie|forwarded|x-forwarded-for|x-real-ip)[ \t]*:", re.IGNORECASE)
_MOST_KNOWN: Final = 2000
_known: dict[bytes, "Asked"] = {}


class Key(NamedTuple):
    """What an answer for everyone depends on."""

    target: bytes
    host: bytes
    language: str
    secure: bool


class Asked(NamedTuple):
    """A plain question: what the answer depends on, whether it may come compressed, which answers the asker has, and whether
    they stay on the line."""

    key: Key
    gzip: bool
    has: bytes
    stays: bool


def asked_in(data: bytes) -> Asked | None:
    """The question, if these bytes are one plain question and nothing more; None otherwise."""
    known = _known.get(data)
    if known is not None:
        return known
    whole = _WHOLE.fullmatch(data) if len(data) <= LONGEST else None
    if whole is None:
        return None
    lines = (line.partition(b":") for line in whole[2].split(b"\r\n")[:-1])
    asked = _asked(whole[1], ((name.lower(), value.strip(b" \t")) for name, _colon, value in lines))
    if asked is None or not asked.stays:
        return None
    if not _TELLING.search(data):
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[data] = asked
    return asked


def asked_by(scope: Mapping[str, Any]) -> Asked | None:
    """The plain question that an ASGI request is; None where it is another."""
    if scope["method"] != "GET" or scope["query_string"]:
        return None
    return _asked(scope["raw_path"], scope["headers"])


def as_scope(key: Key, scope: Mapping[str, Any]) -> dict[str, Any]:
    """The request of `scope` as anyone would send it who wants the page of `key`: with nothing else in it."""
    headers = [(b"host", key.host), (b"accept-language", key.language.encode())]
    if key.secure:
        headers.append((b"x-forwarded-proto", b"https"))
    return {**scope, "headers": headers, "client": ("", 0), "extensions": {}}


def _asked(target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> Asked | None:
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _NOT_PLAIN or name.startswith(b"hx-") or name in found:
            return None
        if name in _READ:
            found[name] = value
    wish = found.get(b"accept-language", b"")
    if b"?" in target or b"host" not in found or len(wish) > LONGEST_WISH:
        return None
    language = language_of(found)
    secure = found.get(b"x-forwarded-proto", b"") == b"https"
    key = Key(target, found[b"host"], language, secure)
    stays = found.get(b"connection", b"keep-alive").lower() == b"keep-alive"
    return Asked(key, _takes_gzip(found.get(b"accept-encoding", b"")), found.get(b"if-none-match", b""), stays)


def language_of(headers: Mapping[bytes, bytes]) -> str:
    """The language that a request with these headers is answered in: the one chosen before, or the first that is wished for."""
    cookie, wish = headers.get(b"cookie", b""), headers.get(b"accept-language", b"")[:LONGEST_WISH]
    choice = parse_cookie(cookie.decode("latin-1")).get(settings.LANGUAGE_COOKIE_NAME, "") if cookie else ""
    return _language(wish.decode("latin-1"), choice[:LONGEST_WISH])


@lru_cache(maxsize=2000)
def _language(wish: str, choice: str) -> str:
    """The language Django would answer in."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = wish
    if choice:
        request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: choice}
    return get_language_from_request(request)


@lru_cache(maxsize=200)
def _takes_gzip(accepted: bytes) -> bool:
    """RFC 9110, 12.5.3: named, and not with a weight of nothing."""
    for part in accepted.lower().split(b","):
        name, _semicolon, weight = part.partition(b";")
        if name.strip() == b"gzip":
            return not re.fullmatch(rb"q=0(\.0*)?", weight.replace(b" ", b""))
    return False
