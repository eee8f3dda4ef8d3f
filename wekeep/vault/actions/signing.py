"""Alerts are signed by the keeper, for an unlocked session; a large one after a second person agreed."""

from wekeep.kit.certificates import alert_statement
from wekeep.kit.envelope import digest
from wekeep.kit.keeper_messages import Approve, Done, SignAlert, Signed
from wekeep.vault import keeper
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules.unlocked import Unlocked


def agree_to_alert(*, unlocked: Unlocked, message: bytes) -> None:
    """A second person agrees, for 15 minutes, to exactly this alert."""
    check_unlocked(unlocked)
    keeper.ask(Approve(unlocked.key, digest(alert_statement(message))), Done)


def sign_alert(*, unlocked: Unlocked, message: bytes, reach: int) -> bytes:
    """The Ed25519 signature over the alert's canonical bytes (`kit.certificates.alert_statement`). Refused where the
    session is locked, or it would reach more people than one person may send to and nobody else agreed."""
    check_unlocked(unlocked)
    return keeper.ask(SignAlert(unlocked.key, message, reach), Signed).signature
