"""The open queue of coordinators and navigators: need, rough area, language and window, and nothing else of anyone."""

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from wekeep.care.models import Opening, Request
from wekeep.care.queries.requests import requests_visible_to
from wekeep.care.rules.request import HELD, OPEN, SITS_AFTER, TURNS, UNDER_WAY, Owner, State
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import Actor
from wekeep.vault.queries.roles import keys_by_line

PAGE = 40
# what a queue shows, so that nothing else is even read
_COLUMNS = [
    "code",
    "need",
    "tags",
    "zone",
    "area",
    "language",
    "urgency",
    "parts",
    "help_by",
    "asked_at",
    "state",
    "state_since",
    "due_at",
    "held_by",
    "news_at",
    "worse_at",
    "handover_to",
    "linked_to",
    "household",
]


class Show(StrEnum):
    """Which part of the queue."""

    WAITING = "waiting"
    LATE = "late"
    MINE = "mine"
    UNDER_WAY = "under_way"
    TO_OPEN = "to_open"
    SITTING = "sitting"
    ASIDE = "aside"
    UNPROVED = "unproved"
    PUT_AWAY = "put_away"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of the queue; an empty text lets everything through."""

    show: Show = Show.WAITING
    need: str = ""
    area: str = ""
    language: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Queue:
    """One page: the requests, how many there are in each part, and what can be chosen among them."""

    rows: list[Request]
    counts: dict[Show, int]
    needs: list[str]
    areas: list[str]
    languages: list[str]
    more: bool
    # codes of those whose holder cannot see yet how and where to reach the household
    to_open: frozenset[str] = frozenset()


_HELD = [state.value for state in HELD]
_OPEN = [state.value for state in OPEN]
_UNDER_WAY = [state.value for state in UNDER_WAY]
_WAITING = [State.RECEIVED.value, State.READY.value]
_ASIDE = [state.value for state in OPEN - HELD - {State.RECEIVED, State.READY}]
# whose lateness somebody of ours has to do with; what goes on by itself, or waits for the household, is nobody's delay
OURS = [state.value for state, turn in TURNS.items() if turn.owner in (Owner.DESK, Owner.HOLDER)]


def queue(actor: Actor, wish: Wish) -> Queue:
    """The part of the zone's queue that is wished for: what got worse first, then whose clock is nearest. Six questions, however
    long the queue is."""
    visible = requests_visible_to(actor).filter(state__in=_OPEN)
    parts = _parts(actor)
    counts = visible.aggregate(**{show.value: Count("pk", filter=which) for show, which in parts.items()})
    among = visible.filter(parts[wish.show])
    chosen = _filtered(among, wish).order_by(F("worse_at").desc(nulls_last=True), "due_at", "pk")
    start = (wish.page - 1) * PAGE
    closed = Exists(Request.objects.filter(parts[Show.TO_OPEN], pk=OuterRef("pk")))
    rows: list[Request] = list(chosen.only(*_COLUMNS).annotate(is_closed=closed)[start : start + PAGE + 1])
    values = list(visible.order_by().values_list("need", "area", "language").distinct())
    needs, areas, languages = (sorted({row[n] for row in values if row[n]}) for n in range(3))
    found = {show: int(counts[show.value]) for show in parts}
    to_open = frozenset(row.code for row in rows if getattr(row, "is_closed", False))
    return Queue(rows[:PAGE], found, needs, areas, languages, len(rows) > PAGE, to_open)


def _parts(actor: Actor) -> dict[Show, Q]:
    """What came in a flood and without a proof stands in a part of its own, so that no other waits behind it."""
    whole = {Show.MINE, Show.ALL, Show.UNPROVED, Show.PUT_AWAY}
    return {show: part if show in whole else part & Q(is_unproved=False) for show, part in _by_state(actor).items()}


def _by_state(actor: Actor) -> dict[Show, Q]:
    return {
        Show.WAITING: Q(state__in=_WAITING),
        Show.LATE: Q(state__in=OURS, due_at__lt=clock.now()),
        Show.MINE: Q(held_by=actor.code or "nobody"),
        Show.UNDER_WAY: Q(state__in=[state.value for state in UNDER_WAY | {State.OFFERED, State.TRIAGE}]),
        Show.TO_OPEN: _to_open(),
        Show.SITTING: _sitting(),
        Show.ASIDE: Q(state__in=_ASIDE),
        Show.UNPROVED: Q(is_unproved=True, put_away=None),
        Show.PUT_AWAY: Q(put_away__isnull=False),
        Show.ALL: Q(),
    }


def _to_open() -> Q:
    """Somebody is on their way to help and cannot see where to: neither by their own role, nor because a coordinator opened it."""
    opened = Opening.objects.filter(request=OuterRef("pk"), member=OuterRef("held_by"), until__gt=clock.now())
    by_role = [
        Q(zone=zone, held_by__in=codes) for (zone, role), codes in keys_by_line().items() if role is Role.COORDINATOR
    ]
    needs_it = Q(~Exists(opened), state__in=_UNDER_WAY, household__is_sealed=True)
    return reduce(lambda found, one: found & ~one, by_role, needs_it)


def _sitting() -> Q:
    """Claims without a step for long, and visits whose time is over."""
    now = clock.now()
    still = Q(state=State.CLAIMED, state_since__lt=now - SITS_AFTER)
    return still | Q(state__in=[State.SCHEDULED.value, State.IN_PROGRESS.value], due_at__lt=now)


def _filtered(rows: QuerySet[Request], wish: Wish) -> QuerySet[Request]:
    named = {"need": wish.need, "area": wish.area, "language": wish.language}
    return rows.filter(**{name: value for name, value in named.items() if value})


def in_hand(actor: Actor) -> list[Request]:
    """What the actor has in hand, whatever their role, the nearest clock first; what they were only asked for is not yet."""
    rows = Request.objects.filter(held_by=actor.code or "nobody", state__in=_HELD).exclude(state=State.OFFERED)
    return list(rows.order_by("due_at")[:PAGE])


def asked_over(actor: Actor) -> int:
    """How many of those somebody else has offered to take over."""
    return Request.objects.filter(held_by=actor.code or "nobody").exclude(handover_to="").count()
