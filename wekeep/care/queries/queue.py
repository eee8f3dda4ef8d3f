"""The open queue of coordinators and navigators: need, rough area, language and window, and nothing else of anyone."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from wekeep.care.models import Request
from wekeep.care.queries.requests import requests_visible_to
from wekeep.care.rules.request import HELD, OPEN, TURNS, UNDER_WAY, Owner, State
from wekeep.kit import clock
from wekeep.kit.actor import Actor

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
    ASIDE = "aside"
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


_HELD = [state.value for state in HELD]
_OPEN = [state.value for state in OPEN]
_WAITING = [State.RECEIVED.value, State.READY.value]
_ASIDE = [state.value for state in OPEN - HELD - {State.RECEIVED, State.READY}]
# whose lateness somebody of ours has to do with; what goes on by itself, or waits for the household, is nobody's delay
_OURS = [state.value for state, turn in TURNS.items() if turn.owner in (Owner.DESK, Owner.HOLDER)]


def queue(actor: Actor, wish: Wish) -> Queue:
    """The part of the zone's queue that is wished for: what got worse first, then whose clock is nearest. Four questions, however long
    the queue is."""
    visible = requests_visible_to(actor).filter(state__in=_OPEN)
    parts = _parts(actor)
    counts = visible.aggregate(**{show.value: Count("pk", filter=which) for show, which in parts.items()})
    among = visible.filter(parts[wish.show])
    chosen = _filtered(among, wish).order_by(F("worse_at").desc(nulls_last=True), "due_at", "pk")
    start = (wish.page - 1) * PAGE
    rows = list(chosen.only(*_COLUMNS)[start : start + PAGE + 1])
    values = list(visible.order_by().values_list("need", "area", "language").distinct())
    needs, areas, languages = (sorted({row[n] for row in values if row[n]}) for n in range(3))
    found = {show: int(counts[show.value]) for show in parts}
    return Queue(rows[:PAGE], found, needs, areas, languages, len(rows) > PAGE)


def _parts(actor: Actor) -> dict[Show, Q]:
    return {
        Show.WAITING: Q(state__in=_WAITING),
        Show.LATE: Q(state__in=_OURS, due_at__lt=clock.now()),
        Show.MINE: Q(held_by=actor.code or "nobody"),
        Show.UNDER_WAY: Q(state__in=[state.value for state in UNDER_WAY | {State.OFFERED, State.TRIAGE}]),
        Show.ASIDE: Q(state__in=_ASIDE),
        Show.ALL: Q(),
    }


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
