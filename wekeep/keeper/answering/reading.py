"""Opening what is sealed: by role, by assignment, for sending; and who has opened what."""

from typing import Final

from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.denied import Denied
from wekeep.keeper.inside import Inside
from wekeep.kit import keeper_messages as say
from wekeep.kit.keeper_messages import No


def open_groups(inside: Inside, request: say.Open) -> say.Opened:
    now, ours = inside.now(), inside.opened()
    member, private = inside.sessions.use(request.session, now)
    try:
        return ours.opener.open(request, member, private, now)
    except Denied as denied:
        if denied.why is No.BUDGET:
            inside.sessions.count_refusal(request.session)
            ours.log.append(now, who=member, power="budget refused", reason=request.reason[:200])
        raise


def assign(inside: Inside, request: say.Assign) -> say.Signed:
    member, private = inside.sessions.use(request.session, inside.now())
    return inside.opened().opener.assign(request, member, private, inside.now())


def assign_all(inside: Inside, request: say.AssignAll) -> say.AllSigned:
    member, private = inside.sessions.use(request.session, inside.now())
    return inside.opened().opener.assign_all(request, member, private, inside.now())


def end_assignment(inside: Inside, request: say.EndAssignment) -> say.Done:
    inside.store.write("INSERT OR REPLACE INTO revoked VALUES (?, ?)", request.code, request.until)
    return say.Done()


def open_for_service(inside: Inside, request: say.OpenForService) -> say.Opened:
    return inside.opened().service.open(request, inside.now())


def prolong(inside: Inside, request: say.Prolong) -> say.Wraps:
    return inside.opened().service.prolong(request, inside.now())


def count_readers(inside: Inside, request: say.CountReaders) -> say.Count:
    return say.Count(inside.opened().opener.count_readers(request.kind, request.record))


def plant(inside: Inside, request: say.Plant) -> say.Done:
    inside.opened().honey.plant(request)
    return say.Done()


def count_planted(inside: Inside, request: say.CountPlanted) -> say.Count:
    return say.Count(inside.opened().honey.count(request.zone, inside.now()))


def touches(inside: Inside, request: say.Touches) -> say.TouchesAre:
    honey = inside.opened().honey
    return say.TouchesAre(honey.touches(request.after), honey.seen(request.member))


def see_touches(inside: Inside, request: say.SeeTouches) -> say.Done:
    """Takes an unlocked session and counts for its member alone, so that nobody sees them for another."""
    now, ours = inside.now(), inside.opened()
    member, _private = inside.sessions.use(request.session, now)
    ours.honey.see(member, request.number, now)
    return say.Done()


HANDLERS: Final[Handlers] = {
    say.Open: open_groups,
    say.Assign: assign,
    say.AssignAll: assign_all,
    say.EndAssignment: end_assignment,
    say.OpenForService: open_for_service,
    say.Prolong: prolong,
    say.CountReaders: count_readers,
    say.Plant: plant,
    say.CountPlanted: count_planted,
    say.Touches: touches,
    say.SeeTouches: see_touches,
}
