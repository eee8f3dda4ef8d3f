"""The demo's members: admitted once, and a fresh passphrase at each start."""

from dataclasses import dataclass
from datetime import timedelta

from wekeep.desk.queries.ground import point_at
from wekeep.desk.rules.demo import CAST, Part
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, Actor
from wekeep.people.access import actor_for
from wekeep.people.actions.members import admit_member, issue_passphrase
from wekeep.people.actions.roles import grant_role
from wekeep.people.models import Member
from wekeep.places.queries.zones import zone_of

TERM = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Ready:
    """One of the cast with the words that sign them in."""

    part: Part
    passphrase: str


def issue_cast() -> list[Ready]:
    """Admit whoever is missing, renew the roles, and draw everyone a passphrase; the ones before end with it."""
    middle = zone_of(*point_at(0.0, 0.0))
    return [_issue(part, middle) for part in CAST]


def actor_of_cast(handle: str) -> Actor:
    """One of the cast as they are now."""
    return actor_for(Member.objects.get(handle=handle))


def _issue(part: Part, middle: str) -> Ready:
    known = Member.objects.filter(handle=part.handle).first()
    if known is None:
        issued = admit_member(actor=SYSTEM, handle=part.handle)
    else:
        issued = issue_passphrase(actor=SYSTEM, code=known.code)
    zone = EVERY_ZONE if part.everywhere else middle
    if part.role and zone:
        grant_role(actor=SYSTEM, code=issued.member.code, role=part.role, zone=zone, until=clock.now() + TERM)
    return Ready(part, issued.passphrase)
