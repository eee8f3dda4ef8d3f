"""Forgetting the mailboxes that turned out, later, to be no more."""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from wekeep.channels.actions.outbox import forget_gone_addresses
from wekeep.channels.models import Address
from wekeep.channels.rules.bounce import read_bounce


class Taken(StrEnum):
    """What came of a message."""

    NOT_OURS = "no report on a letter of ours"
    KEPT = "the address is kept: it may work again"
    UNKNOWN = "the address was forgotten before"
    FORGOTTEN = "the address is forgotten"


@transaction.atomic
def take_in(*, raw: bytes, sent_to: Iterable[str] = ()) -> Taken:
    """Read one message as it came to the mailbox for bounces; forget the address that it says is no more.

    Whoever knows an address's code could write such a report. They could as well stop its notices: the link that does so
    holds the same code.
    """
    bounce = read_bounce(raw, settings.MAIL_BOUNCES, sent_to) if settings.MAIL_BOUNCES else None
    if bounce is None:
        return Taken.NOT_OURS
    if not Address.objects.filter(code=bounce.code, kind="email").exists():
        return Taken.UNKNOWN
    if not bounce.is_gone:
        return Taken.KEPT
    forget_gone_addresses([bounce.code])
    return Taken.FORGOTTEN
