"""The log of reads and powers: its chain for anyone, its words for stewards, and whose look a text comes from."""

from typing import Final

from nacl.public import PrivateKey

from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.denied import Denied
from wekeep.keeper.epochs import role_keys
from wekeep.keeper.inside import Inside
from wekeep.keeper.reading_log import STEWARDS
from wekeep.keeper.watermarks import whose
from wekeep.kit import keeper_messages as say
from wekeep.kit.keeper_messages import No


def leaves(inside: Inside, request: say.Leaves) -> say.Log:
    log = inside.opened().log
    return say.Log(log.page(request.after), log.checkpoints())


def read_log(inside: Inside, request: say.ReadLog) -> say.LogWords:
    now, ours = inside.now(), inside.opened()
    member, keys = _steward(inside, request.session, request.roles, now)
    ours.log.append(now, who=member, power="read log", about=str(request.after))
    lines = ours.log.lines(request.after, keys)
    return say.LogWords(lines, bool(lines) and ours.log.goes_on_after(lines[-1].number))


def whose_look(inside: Inside, request: say.Whose) -> say.Readings:
    now, ours = inside.now(), inside.opened()
    member, keys = _steward(inside, request.session, request.roles, now)
    ours.log.append(now, who=member, power="whose")
    return whose(ours.secrets, ours.log.all_lines(keys), request.text)


def _steward(
    inside: Inside, session: bytes, roles: tuple[say.RoleKey, ...], now: int
) -> tuple[str, dict[int, PrivateKey]]:
    """The session's member and the stewards' keys that they hold; Denied where they hold none."""
    member, private = inside.sessions.use(session, now)
    held = role_keys(private, roles).items()
    keys = {epoch: key for (zone, role, epoch), key in held if (zone, role) == STEWARDS}
    if not keys:
        raise Denied(No.NOT_ALLOWED)
    return member, keys


HANDLERS: Final[Handlers] = {
    say.Leaves: leaves,
    say.ReadLog: read_log,
    say.Whose: whose_look,
}
