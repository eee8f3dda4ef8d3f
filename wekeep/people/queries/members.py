"""Reading members: for stewards, for alerts (who may), and for those on duty."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from wekeep.kit import clock
from wekeep.kit.abilities import WHEN_PUT_BACK, Ability, Role, roles_with
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.people.models import Application, Duty, Grant, Member
from wekeep.people.rules.application import ENDED
from wekeep.places.queries.zones import zone_choices


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A member on duty in a zone until a time."""

    code: str
    handle: str
    zone: str
    until: datetime

    @property
    def zone_name(self) -> str:
        """The zone's name, or its code where it is no longer a zone."""
        return dict(zone_choices()).get(self.zone, self.zone)


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    """Stewards see all members with their grants; nobody else sees a list of anyone."""
    grants = Prefetch("grants", Grant.objects.filter(until__gt=clock.now()).order_by("role", "zone"))
    members = Member.objects.prefetch_related(grants).order_by("handle")
    return members if actor.may(Ability.APPOINT) else members.none()


def get_member(actor: Actor, code: str) -> Member:
    """The member with `code` for a steward, or for themselves; NotFound otherwise."""
    visible = members_visible_to(actor) if actor.may(Ability.APPOINT) else Member.objects.filter(code=actor.code)
    member = visible.filter(code=code).first()
    if member is None:
        raise NotFound
    return member


def handles_of(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What members are called in zones, by (member code, zone), for pages that show who did something to those who share
    the zone's work: their name in that zone where they have one, else their handle. One query."""
    rows = Member.objects.filter(code__in={code for code, _zone in wanted}).values_list(
        "code", "handle", "pseudonyms__zone", "pseudonyms__handle"
    )
    found: dict[tuple[str, str], str] = {}
    for code, handle, zone, chosen in rows:
        if (code, zone) in wanted:
            found[code, zone] = chosen
        for at in {at for one, at in wanted if one == code}:
            found.setdefault((code, at), handle)
    return found


def called(text: str, among: Collection[str]) -> frozenset[str]:
    """Those of `among` (codes) whose handle, or name in any zone, or a part of it, stands in `text` as a word. It errs on the side of
    finding somebody: whoever is named by a stranger is kept away from what the stranger says."""
    said = _words(text)
    rows = Member.objects.filter(code__in=among).values_list("code", "handle", "pseudonyms__handle")
    return frozenset(code for code, *names in rows if any(_words(name or "") & said for name in names))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) >= _SHORTEST_NAME}


_SHORTEST_NAME = 2


def who_may(ability: Ability, zone: str | None) -> frozenset[str]:
    """The codes of the active members who hold `ability` in `zone` now, with no zone anywhere: the reverse of `Actor.may`."""
    now = clock.now()
    rows = Grant.objects.filter(
        Q() if zone is None else Q(zone=zone) | Q(zone=EVERY_ZONE),
        role__in=roles_with(ability),
        since__lte=now,
        until__gt=now,
        member__is_active=True,
    )
    if ability not in WHEN_PUT_BACK:
        rows = rows.filter(member__put_back=False)
    return frozenset(rows.values_list("member__code", flat=True))


def may_still(actor: Actor, ability: Ability, zone: str | None = None) -> bool:
    """Whether the actor, as their rows are now and not when the request began, holds `ability` in `zone`; with no zone,
    anywhere."""
    now = clock.now()
    rows = Grant.objects.filter(role__in=roles_with(ability), since__lte=now, until__gt=now)
    if zone is not None:
        rows = rows.filter(zone__in=(zone, EVERY_ZONE))
    return rows.filter(member__code=actor.code, member__is_active=True).exists()


def zones_held(codes: Collection[str], ability: Ability) -> dict[str, frozenset[str]]:
    """Where each of these members holds `ability` now (EVERY_ZONE among the zones), by code; nothing for whoever holds it nowhere. What rests
    while a network was put back from a backup is held all the same. One question."""
    now = clock.now()
    rows = Grant.objects.filter(role__in=roles_with(ability), since__lte=now, until__gt=now)
    found = dict[str, set[str]]()
    for code, zone in rows.filter(member__code__in=codes, member__is_active=True).values_list("member__code", "zone"):
        found.setdefault(code, set()).add(zone)
    return {code: frozenset(zones) for code, zones in found.items()}


def on_duty(zone: str) -> list[OnDuty]:
    """Who is on duty in `zone` now, by handle."""
    rows = Duty.objects.filter(zone=zone, until__gt=clock.now(), member__is_active=True).select_related("member")
    names = handles_of({(d.member.code, zone) for d in rows})
    found = [OnDuty(d.member.code, names[d.member.code, zone], d.zone, d.until) for d in rows]
    return sorted(found, key=lambda one: one.handle)


def duties_of(actor: Actor) -> list[OnDuty]:
    """Where the actor is on duty now."""
    rows = Duty.objects.filter(member__code=actor.code, until__gt=clock.now()).select_related("member").order_by("zone")
    return [OnDuty(d.member.code, d.member.handle, d.zone, d.until) for d in rows]


def duty_zones(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the zones in which the actor may be on duty."""
    zones = actor.zones_where(Ability.BE_ON_DUTY)
    return [(code, name) for code, name in zone_choices() if code in zones or EVERY_ZONE in zones]


def roles_held(member: Member) -> frozenset[Role]:
    """The roles whose term has not ended, in any zone."""
    return frozenset(
        Role(r) for r in Grant.objects.filter(member=member, until__gt=clock.now()).values_list("role", flat=True)
    )


def roles_in_reach(member: Member) -> frozenset[Role]:
    """The roles held, and those that open without anyone's appointing: what the application they came by asks for, which the
    evidence opens, or opens again after a suspension, an ended role or a term that ran out."""
    one = Application.objects.filter(code=member.code).exclude(state__in=ENDED).first()
    return roles_held(member) | frozenset(map(Role, one.roles if one else ()))


def zones_in_reach(member: Member) -> set[str]:
    """The zones of those roles."""
    one = Application.objects.filter(code=member.code).exclude(state__in=ENDED).first()
    return set(Grant.objects.filter(member=member).values_list("zone", flat=True)) | set(one.zones if one else ())


def a_steward_exists() -> bool:
    """Whether anyone can appoint; the first steward comes from the command line."""
    return Grant.objects.filter(role=Role.STEWARD, until__gt=clock.now(), member__is_active=True).exists()
