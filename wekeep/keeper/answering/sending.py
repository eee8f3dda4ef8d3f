"""What is sent: stopping it, going on, the brake, and the public list of what was signed."""

import json
from typing import Final

from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.answering.powers import agreed
from wekeep.keeper.brake import limits_in
from wekeep.keeper.denied import Denied
from wekeep.keeper.inside import Inside
from wekeep.keeper.secrets import unseal
from wekeep.kit import keeper_messages as say
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.certificates import power_action
from wekeep.kit.keeper_messages import KeeperPower, No


def stop_sending(inside: Inside, request: say.StopSending) -> say.Done:
    """Works while it is sealed too; the log hears of it where it can."""
    if inside.stop.begin() and inside.open:
        inside.open.log.append(inside.now(), who=request.by, power="stop sending")
    return say.Done()


def resume_by_operator(inside: Inside, request: say.ResumeByOperator) -> say.Done:
    """Broken where these are not the words that unseal."""
    ours = inside.opened()
    unseal(inside.store, request.passphrase)
    ours.log.append(inside.now(), who="operator", power=KeeperPower.RESUME.value)
    inside.stop.end()
    return say.Done()


def carry(inside: Inside, request: say.Carry) -> say.Done:
    """What both agreed to is made of the terms here, and read from the same terms."""
    action = power_action(request.power.value, EVERY_ZONE, request.about, request.terms)
    with agreed(inside, request.session, action, request.power.value, request.about):
        match request.power:
            case KeeperPower.RESUME:
                inside.stop.end()
            case KeeperPower.LET_GO:
                inside.stop.let(_addresses_in(request.terms))
            case KeeperPower.BRAKE:
                inside.opened().brake.set(limits_in(request.terms))
    return say.Done()


def brake(inside: Inside, _request: say.AskBrake) -> say.BrakeIs:
    now, ours = inside.now(), inside.opened().brake
    return say.BrakeIs(ours.limits, ours.busiest(now), ours.usual(now), ours.lately(now))


def sent_after(inside: Inside, request: say.SentAfter) -> say.SentAre:
    ours = inside.opened().sent
    return say.SentAre(ours.page(request.after), ours.head())


def _addresses_in(terms: str) -> int:
    try:
        count = json.loads(terms)["addresses"]
    except (ValueError, KeyError, TypeError):
        raise Denied(No.MALFORMED) from None
    if type(count) is not int or count < 0:
        raise Denied(No.MALFORMED)
    return count


HANDLERS: Final[Handlers] = {
    say.StopSending: stop_sending,
    say.ResumeByOperator: resume_by_operator,
    say.Carry: carry,
    say.AskBrake: brake,
    say.SentAfter: sent_after,
}
