"""Powers: what two persons do, what one does under others' eyes, and the signature under an alert."""

from typing import Final

from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.answering.keys import SETTLED
from wekeep.keeper.epochs import role_keys
from wekeep.keeper.inside import Inside
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import alert_statement, hold_action
from wekeep.kit.envelope import digest, sign

# Alerts that would reach more than this need a second person.
REACH_OF_ONE: Final = 200


def approve(inside: Inside, request: say.Approve) -> say.Done:
    now, ours = inside.now(), inside.opened()
    member, _private = inside.sessions.use(request.session, now)
    inside.approvals.add(request.action, member, now)
    ours.log.append(now, who=member, power="approve", about=request.action.hex())
    return say.Done()


def take_back(inside: Inside, request: say.TakeBack) -> say.Done:
    """Takes no session: whoever is locked refuses too, and it only stops things."""
    inside.approvals.take_back(request.action, request.member)
    return say.Done()


def second(inside: Inside, request: say.Second) -> say.Done:
    """Before a second steward ever had keys there is nobody to agree; once there was one, it is two for good."""
    now, ours = inside.now(), inside.opened()
    member, _private = inside.sessions.use(request.session, now)
    words = {"about": request.about, "action": request.action.hex()}
    if not inside.store.meta(SETTLED):
        ours.log.append(now, who=member, power=request.power, **words, asked_by="")
        return say.Done()
    with inside.approvals.taken(request.action, member, now) as first:
        ours.log.append(now, who=member, power=request.power, **words, asked_by=first)
    return say.Done()


def break_glass(inside: Inside, request: say.BreakGlass) -> say.Done:
    now, ours = inside.now(), inside.opened()
    member, _private = inside.sessions.use(request.session, now)
    with inside.store.transaction():
        ours.budgets.break_glass(ours.secrets.mark("person", member), now)
        ours.log.append(now, who=member, power="break the glass", reason=request.reason[:200])
    return say.Done()


def hold(inside: Inside, request: say.Hold) -> say.Wraps:
    now, ours = inside.now(), inside.opened()
    member, private = inside.sessions.use(request.session, now)
    action = hold_action(request.code, [item.binding for item in request.items])
    with inside.approvals.taken(action, member, now):
        return ours.opener.hold(request.items, role_keys(private, request.roles), request.code, member, now)


def sign_alert(inside: Inside, request: say.SignAlert) -> say.Signed:
    now, ours = inside.now(), inside.opened()
    member, _private = inside.sessions.use(request.session, now)
    statement = alert_statement(request.message)
    words = {"about": digest(statement).hex(), "reach": request.reach}
    if request.reach <= REACH_OF_ONE:
        ours.log.append(now, who=member, power="sign alert", **words)
        return say.Signed(sign(ours.secrets.alerts, statement))
    with inside.approvals.taken(digest(statement), member, now):
        ours.log.append(now, who=member, power="sign alert", **words)
    return say.Signed(sign(ours.secrets.alerts, statement))


def note(inside: Inside, request: say.Note) -> say.Done:
    inside.opened().log.append(inside.now(), who=request.member, power=request.power, about=request.about)
    return say.Done()


HANDLERS: Final[Handlers] = {
    say.Approve: approve,
    say.TakeBack: take_back,
    say.Second: second,
    say.BreakGlass: break_glass,
    say.Hold: hold,
    say.SignAlert: sign_alert,
    say.Note: note,
}
