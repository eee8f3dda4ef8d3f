"""Signing a row again after a test changed it, as if it had been sent that way."""

from tests.cast import Person
from wekeep.alerts.models import Message
from wekeep.alerts.queries.signed import as_it_stands
from wekeep.vault.actions.signing import sign_alert


def sign_again(message: Message, by: Person) -> None:
    """Give the message the signature it would have, had it been sent as it is now."""
    message.statement = as_it_stands(message).text()
    message.signature = sign_alert(unlocked=by.unlocked(), message=message.statement.encode(), reach=0)
    message.save()
