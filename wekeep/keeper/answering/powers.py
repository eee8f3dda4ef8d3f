"""Powers: what two persons do, what one does under others' eyes, and the signature under an alert."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.answering.keys import SETTLED
from wekeep.keeper.denied import Denied
from wekeep.keeper.epochs import role_keys
from wekeep.keeper.inside import Inside
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import alert_statement, hold_action
from wekeep.kit.envelope import digest, sign
from wekeep.kit.keeper_messages import No
from wekeep.kit.sent_list import ENDINGS, Line, line_of

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
    with agreed(inside, request.session, request.action, request.power, request.about):
        return say.Done()


@contextmanager
def agreed(inside: Inside, session: bytes, action: bytes, power: str, about: str) -> Iterator[str]:
    """Whoever uses the power, where two persons agreed to exactly this action; it is logged first. Where the block fails, the
    agreement stays given."""
    now, ours = inside.now(), inside.opened()
    member, _private = inside.sessions.use(session, now)
    words = {"about": about, "action": action.hex()}
    if not inside.store.meta(SETTLED):
        ours.log.append(now, who=member, power=power, **words, asked_by="")
        yield member
        return
    with inside.approvals.taken(action, member, now) as first:
        ours.log.append(now, who=member, power=power, **words, asked_by=first)
        yield member


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
    """Counted, logged and in the public list before the signature is given out."""
    member, _private = inside.sessions.use(request.session, inside.now())
    statement, line = alert_statement(request.message), line_of(request.message, request.reach)
    why = _write_alone(inside, member, line, request)
    if why is not None:
        try:
            with inside.approvals.taken(digest(statement), member, inside.now()):
                _write_down(inside, member, line, request, second=True)
        except Denied as denied:
            raise Denied(why if denied.why is No.SECOND_PERSON else denied.why) from None
    return say.Signed(sign(inside.opened().secrets.alerts, statement))


def _write_alone(inside: Inside, member: str, line: Line, request: say.SignAlert) -> No | None:
    """Write it down as this person's alone; where it takes a second one, only say why. Judged and counted in one piece: of
    many requests in one moment none is judged by a count that leaves out the others."""
    with inside.store.transaction():
        if line.kind in ENDINGS and not request.reach and inside.opened().sent.is_open(line.alert):
            # it tells nobody new, and comes once for each alert that was signed here: nothing ever holds it up
            _write_down(inside, member, line, request)
            return None
        why = _second_because(inside, member, line, request.reach, inside.now())
        if why is None:
            _write_down(inside, member, line, request, second=False)
        return why


def _second_because(inside: Inside, member: str, line: Line, reach: int, now: int) -> No | None:
    """Why this takes a second person; None where it takes none."""
    braked = inside.opened().brake.needs_second(member, line, reach, now)
    if reach > REACH_OF_ONE:
        return No.SECOND_PERSON
    return No.BRAKE if braked or (inside.stop.holds and not line.drill) else None


def _write_down(inside: Inside, member: str, line: Line, request: say.SignAlert, *, second: bool | None = None) -> None:
    """In the log and in the public list; `second` says whether two agreed, where the brake counts it."""
    now, ours = inside.now(), inside.opened()
    about = digest(alert_statement(request.message)).hex()
    with inside.store.transaction():
        ours.log.append(now, who=member, power="sign alert", about=about, reach=request.reach)
        if second is not None:
            ours.brake.count(member, line, request.reach, now, second=second)
        ours.sent.append(line, now)


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
