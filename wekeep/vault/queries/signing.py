"""Recognising what the keeper signed with the network's published key."""

from functools import lru_cache

from wekeep.kit.certificates import alert_statement
from wekeep.kit.envelope import Broken, verify
from wekeep.kit.errors import Refused
from wekeep.vault import keeper


def published_key() -> bytes:
    """The key that recognises the network's alerts, empty before a keeper was first unsealed."""
    try:
        return keeper.alert_key()
    except Refused:
        return b""


def is_signed(message: bytes, signature: bytes) -> bool:
    """Whether the keeper signed exactly this alert; needs no keeper that runs."""
    key = published_key() if signature else b""
    return bool(key) and _verifies(key, message, signature)


@lru_cache(maxsize=4096)
def _verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    """Remembered, because each public page asks about the same few alerts."""
    try:
        verify(key, alert_statement(message), signature)
    except Broken:
        return False
    return True
