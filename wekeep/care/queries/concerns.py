"""Concerns as the two people see them who were told, and how many lack listeners, for stewards."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from wekeep.care.models import Concern, ConcernEar, Request
from wekeep.care.rules.concern import LISTEN, LISTENERS, Line, State
from wekeep.care.rules.sealed import CONCERN
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.queries.closed import Closed, why_closed
from wekeep.vault.queries.opening import read_groups
from wekeep.vault.queries.roles import keys_by_line
from wekeep.vault.queries.sealed import openers_of
from wekeep.vault.rules.unlocked import Asked, Unlocked

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Heard:
    """A concern as one of the two sees it: the row, their own ear, and the other's where there is one."""

    one: Concern
    mine: ConcernEar
    others: tuple[ConcernEar, ...]


def ladder(zone: str) -> tuple[Line, ...]:
    """Where listeners are looked for: the roles of the request's zone, those of every zone, then those of the other zones in turn."""
    keys = keys_by_line()
    zones = dict.fromkeys([zone, EVERY_ZONE, *sorted(code for code, _name in zone_choices())])
    return tuple(Line(at, role, keys.get((at, role), frozenset())) for at in zones for role in LISTEN)


def lines_of(one: Concern) -> tuple[Line, ...]:
    """The lines for which its words were sealed, the nearest first, with those who hold the role and have the key they lie under."""
    copies = list(one.copies.all())
    opens = openers_of(CONCERN, [copy.code for copy in copies], Group.TRIAGE)
    near = {(line.zone, line.role.value): (n, line.readers) for n, line in enumerate(ladder(one.zone))}
    found = [(*near.get((copy.zone, copy.role), (len(near), frozenset())), copy) for copy in copies]
    found.sort(key=lambda row: (row[0], row[2].pk))
    return tuple(
        Line(copy.zone, Role(copy.role), readers & opens.get(copy.code, frozenset())) for _n, readers, copy in found
    )


def busy(members: Collection[str]) -> Counter[str]:
    """How many open concerns each of them hears now."""
    rows = ConcernEar.objects.filter(member__in=members, passed_at__isnull=True).exclude(concern__state=State.CLOSED)
    return Counter(rows.values_list("member", flat=True))


def heard_by(actor: Actor) -> list[Heard]:
    """What the actor was told, and nobody else in their place: open ones first, the nearest clock first. Two questions."""
    return _heard(actor, _told(actor).order_by(F("concern__closed_at").desc(nulls_first=True), "concern__due_at"))


def get_heard(actor: Actor, code: str) -> Heard:
    """One of them; NotFound for everybody else, as if there were none."""
    found = _heard(actor, _told(actor).filter(concern__code=code))
    if not found:
        raise NotFound
    return found[0]


def _told(actor: Actor) -> QuerySet[ConcernEar]:
    rows = ConcernEar.objects.filter(member=actor.code or "nobody", passed_at__isnull=True)
    rows = rows.exclude(
        concern__parties__member=actor.code
    )  # a second lock: whom it is about is never told in the first place
    return rows if actor.may(Ability.HEAR_CONCERNS) else rows.none()


def _heard(actor: Actor, found: QuerySet[ConcernEar]) -> list[Heard]:
    rows = list(found.select_related("concern__request", "copy")[:MOST_SHOWN])
    others = ConcernEar.objects.filter(concern__in=[row.concern_id for row in rows], passed_at__isnull=True)
    beside = list(others.exclude(member=actor.code))
    return [Heard(row.concern, row, tuple(one for one in beside if one.concern_id == row.concern_id)) for row in rows]


def read_words(unlocked: Unlocked, heard: Heard) -> list[tuple[str, str]] | None:
    """What was said, in fields and texts, counted and logged by the keeper first; None where it does not open."""
    asked = _asked(heard)
    found = read_groups(unlocked, [asked], reason="hearing a concern")
    fields = found.get((asked.record, asked.group))
    return [pair for pair in fields.items() if pair[1]] if fields is not None else None


def why_not(actor: Actor, heard: Heard) -> Closed:
    """Why it did not open for the actor."""
    return why_closed(actor, _asked(heard))


def _asked(heard: Heard) -> Asked:
    return Asked(CONCERN, heard.mine.copy.code, Group.TRIAGE)


def others_in_hand(one: Concern) -> int:
    """How many open requests those whom it is about have in hand now."""
    about = one.parties.filter(is_about=True).values("member")
    return Request.objects.filter(held_by__in=about).exclude(state="closed").count()


def too_few(actor: Actor) -> int:
    """For stewards: how many open concerns of their zones fewer than two people can hear. Nothing else of them."""
    zones = actor.zones_where(Ability.APPOINT)
    rows = Concern.objects.exclude(state=State.CLOSED).exclude(parties__member=actor.code)
    rows = rows if EVERY_ZONE in zones else rows.filter(zone__in=zones)
    listening = Count("ears", filter=Q(ears__passed_at__isnull=True), distinct=True)
    return rows.annotate(listening=listening).filter(listening__lt=LISTENERS).count()


def told_of(one: Request) -> list[Concern]:
    """What the household of a request said is wrong with it."""
    return list(one.concerns.filter(side="household").order_by("told_at"))
