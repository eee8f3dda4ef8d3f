"""Agreeing as the second person, whatever it is about."""

from wekeep.alerts.actions.outlets import agree_to_outlet
from wekeep.alerts.actions.resuming import agree_to_brake, agree_to_letting_go, agree_to_resume
from wekeep.care.actions.funds import agree_to_fund
from wekeep.channels.actions.credentials import agree_to_credentials
from wekeep.desk.queries.waiting import get_waiting
from wekeep.people.actions.appointing import agree_to_appointment, agree_to_passphrase
from wekeep.people.actions.members import Issued
from wekeep.people.actions.restoring import agree_to_going_on
from wekeep.vault.actions.holding import agree_and_hold
from wekeep.vault.rules.power import Power
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.watch.actions.warnings import agree_to_alert


def agree(*, unlocked: Unlocked, code: str) -> Issued | None:
    """Do what was asked for, as the second person; the passphrase where it was for a new one.

    NotFound where it waits no longer or is not for this actor; Refused where the rules no longer allow it, or the keeper
    did not hear another agree to exactly this."""
    one = get_waiting(unlocked.actor, code)
    match one.power:
        case Power.ALERT:
            agree_to_alert(unlocked=unlocked, code=one.about, proposal=code)
        case Power.APPOINT:
            agree_to_appointment(unlocked=unlocked, code=code)
        case Power.PASSPHRASE:
            return agree_to_passphrase(unlocked=unlocked, code=code)
        case Power.HOLD:
            agree_and_hold(unlocked=unlocked, code=code)
        case Power.RESTORE:
            agree_to_going_on(unlocked=unlocked, code=code)
        case Power.CREDENTIALS:
            agree_to_credentials(unlocked=unlocked, code=code)
        case Power.OUTLET:
            agree_to_outlet(unlocked=unlocked, code=code)
        case Power.FUND:
            agree_to_fund(unlocked=unlocked, code=code)
        case Power.RESUME:
            agree_to_resume(unlocked=unlocked, code=code)
        case Power.LET_GO:
            agree_to_letting_go(unlocked=unlocked, code=code)
        case Power.BRAKE:
            agree_to_brake(unlocked=unlocked, code=code)
    return None
