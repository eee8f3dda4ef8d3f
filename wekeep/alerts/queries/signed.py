"""Whether a message is exactly what the keeper signed, and what of it a reader's own device needs to check that."""

from dataclasses import replace

from wekeep.alerts.models import Message
from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.parts import from_json
from wekeep.alerts.rules.statement import Statement, mark_of_subject, read
from wekeep.vault.queries.signing import is_signed


def is_verified(message: Message) -> bool:
    """Whether the signature is the network's and every fact of the row is the one that was signed. Reads `message.alert`."""
    try:
        signed = read(message.statement)
        agrees = replace(as_it_stands(message), words=signed.words).text() == message.statement
    except (ValueError, KeyError, TypeError):
        return False
    return agrees and is_signed(message.statement.encode(), bytes(message.signature))


def as_it_stands(message: Message) -> Statement:
    """What would be signed of the row as it is, without the marks of its words."""
    alert = message.alert
    return Statement(
        code=message.code,
        alert=alert.code,
        number=message.number,
        about=mark_of_subject(alert.about),
        zone=alert.zone,
        status=Status(alert.status),
        type=Type(message.type),
        level=Level(message.level),
        cells=tuple(message.cells),
        parts=from_json(message.parts),
        sent_at=message.sent_at,
        expires_at=message.expires_at,
        words={},
    )
