"""The demo's members: admitted once, and a fresh passphrase at each start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wekeep.desk.queries.ground import point_at
from wekeep.desk.rules.demo import CAST, Part
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, Actor
from wekeep.people.access import actor_for
from wekeep.people.actions.members import admit_member, issue_passphrase
from wekeep.people.actions.roles import grant_role
from wekeep.people.actions.sign_in import recognise, unlock_session
from wekeep.people.models import Member
from wekeep.places.queries.zones import zone_of
from wekeep.vault.queries.sessions import is_unlocked
from wekeep.vault.rules.unlocked import Unlocked

TERM = timedelta(days=90)
# The network is older than the demo: so long ago its first members came.
HERE_SINCE = timedelta(days=45)
# In a demo the story plays people who are unlocked, so their words stay in this process's memory, and nowhere else.
_drawn: dict[str, str] = {}
_sessions: dict[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Ready:
    """One of the cast with the words that sign them in."""

    part: Part
    passphrase: str


def issue_cast() -> list[Ready]:
    """Admit whoever is missing, renew the roles, and draw everyone a passphrase; the ones before end with it."""
    middle = zone_of(*point_at(0.0, 0.0))
    now = clock.now()
    with clock.simulated(now - HERE_SINCE):
        ready = [_issue(part, middle, now) for part in CAST]
    _drawn.update({one.part.handle: one.passphrase for one in ready})
    return ready


def unlocked_of_cast(handle: str) -> Unlocked:
    """One of the cast in an unlocked session of this process, which knows the words it drew; Refused where the keeper does
    not answer, locked where another process drew them."""
    actor = actor_of_cast(handle)
    known = Unlocked(actor, _sessions.get(handle, b""))
    if handle in _drawn and not is_unlocked(known):
        recognised = recognise(handle=handle, passphrase=_drawn[handle])
        _sessions[handle] = unlock_session(actor=actor, key=recognised.key, proven=False) if recognised else b""
    return Unlocked(actor, _sessions.get(handle, b""))


def actor_of_cast(handle: str) -> Actor:
    """One of the cast as they are now."""
    return actor_for(Member.objects.get(handle=handle))


def _issue(part: Part, middle: str, now: datetime) -> Ready:
    known = Member.objects.filter(handle=part.handle).first()
    if known is None:
        issued = admit_member(actor=SYSTEM, handle=part.handle)
    else:
        issued = issue_passphrase(actor=SYSTEM, code=known.code)
    zone = EVERY_ZONE if part.everywhere else middle
    if part.role and zone:
        grant_role(actor=SYSTEM, code=issued.member.code, role=part.role, zone=zone, until=now + TERM)
    return Ready(part, issued.passphrase)
