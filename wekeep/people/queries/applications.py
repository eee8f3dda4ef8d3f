"""Reading applications: by receipt for those who applied, by zone for those who vet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.codes import keyed_mark
from wekeep.kit.errors import NotFound
from wekeep.people.models import Application, Decision, Grant, Standing
from wekeep.people.queries.evidence import evidence_about
from wekeep.people.rules.application import (
    BY_THEMSELVES,
    IN_VETTING,
    INSIDE,
    LOOKED_AT,
    Move,
    Owner,
    State,
    owner_of,
)
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.receipt import mark_of, pass_words
from wekeep.people.rules.screening import UNDO_WITHIN
from wekeep.places.queries.today import today
from wekeep.vault.queries.roles import holders_of

# No list is longer: who wants to see everybody has no work to do with them.
LONGEST_LIST = 25
_TAKEN_BACK = (Move.SCREEN, Move.PAUSE, Move.DECLINE)


@dataclass(frozen=True, slots=True)
class Stage:
    """One state of the way in, as vetters see it: those whose clock is nearest, and how many where it is a vetter's turn.
    Where it is not, nobody counts: among these are some that nobody sent (`actions.honey`)."""

    state: State
    owner: Owner
    count: int | None
    overdue: int | None
    first: list[Application]


def desk_for(zones: Iterable[str]) -> str:
    """The zone whose vetters an application for `zones` is sealed for: the first of them whose vetters have keys (a
    vetter of every zone is one of each), else any zone whose vetters have; "" where nobody could read it."""
    now = clock.now()
    rows = Grant.objects.filter(role=Role.VETTER, since__lte=now, until__gt=now, member__is_active=True)
    held = set(rows.values_list("zone", flat=True))
    wished = [zone for zone in zones if zone in held or EVERY_ZONE in held]
    return next((zone for zone in [*wished, *sorted(held)] if holders_of(zone, Role.VETTER)), "")


def by_receipt(words: str) -> Application | None:
    """The application whose applicant holds these six words."""
    return Application.objects.filter(receipt_mark=mark_of(settings.SECRET_KEY, words)).first()


def by_key(key: str) -> Application | None:
    """The application that was sent under this key."""
    return Application.objects.filter(key_mark=key_mark(key)).first()


def key_mark(key: str) -> str:
    """What is kept of the key of a sent form."""
    return keyed_mark(settings.SECRET_KEY, "apply key", key)


def confirm_mark(code: str) -> str:
    """What is kept of the code in a confirmation letter."""
    return keyed_mark(settings.SECRET_KEY, "apply confirm", code)


def by_confirmation(code: str) -> Application | None:
    """The application whose applicant was sent `code`."""
    return Application.objects.filter(confirm_mark=confirm_mark(code)).first()


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """Those sealed for a zone in which the actor screens; for everybody else none."""
    zones = actor.zones_where(Ability.SCREEN)
    return Application.objects.all() if EVERY_ZONE in zones else Application.objects.filter(zone__in=zones)


def get_application(actor: Actor, code: str) -> Application:
    """The application for a vetter of its zone; nobody vets themselves. NotFound otherwise."""
    one = applications_visible_to(actor).filter(code=code).exclude(code=actor.code).first()
    if one is None:
        raise NotFound
    return one


def asked_in(actor: Actor) -> QuerySet[Application]:
    """Those sealed for vetters of another zone, who said yes, that wish for a zone in which the actor screens: in clear,
    for the yes of that zone."""
    zones = actor.zones_where(Ability.SCREEN) - {EVERY_ZONE}
    wishing = Standing.objects.filter(zone__in=zones).values("person")
    found = Application.objects.filter(code__in=wishing, state__in=LOOKED_AT | INSIDE)
    return found.exclude(code__in=applications_visible_to(actor).values("code")).exclude(code=actor.code)


def get_wishing(actor: Actor, code: str) -> Application:
    """The application for a vetter of its zone, or of another zone wished for (`asked_in`). NotFound otherwise."""
    one = asked_in(actor).filter(code=code).first()
    if one is not None and any(actor.may(Ability.SCREEN, zone) for zone in one.zones):
        return one
    return get_application(actor, code)


def zones_that_wait(actor: Actor, one: Application) -> list[str]:
    """The zones wished for that the actor vets and whose vetters have not said yes yet, once another zone's have."""
    if State(one.state) not in LOOKED_AT | INSIDE:
        return []
    yes = [seen for seen in evidence_about(one.code) if seen.kind is Kind.SCREENED and seen.holds(today())]
    mine = [zone for zone in one.zones if actor.may(Ability.SCREEN, zone)]
    return [zone for zone in mine if not any(seen.counts_in(zone) for seen in yes)]


def waiting_for_yes(actor: Actor) -> list[Application]:
    """Those of other zones who wait for the yes of a zone of the actor, longest waiting first."""
    found = asked_in(actor).order_by("state_since")[: 4 * LONGEST_LIST]
    return [one for one in found if zones_that_wait(actor, one)][:LONGEST_LIST]


def free_for(actor: Actor) -> QuerySet[Application]:
    """The queue: confirmed applications that nobody else has on their screen, longest waiting first, and those that were
    passed over after the rest."""
    now = clock.now()
    free = Q(claimed_by="") | Q(claimed_by=actor.code) | Q(claimed_until__lte=now)
    queue = applications_visible_to(actor).filter(free, state=State.CONTACT_CONFIRMED).exclude(code=actor.code)
    return queue.order_by(F("passed_over_at").asc(nulls_first=True), "applied_at", "id")


def batch_of(actor: Actor) -> list[Application]:
    """What the actor has on the screen now, in the order of the queue."""
    return list(free_for(actor).filter(claimed_by=actor.code, claimed_until__gt=clock.now()))


def last_decision(actor: Actor) -> Decision | None:
    """The actor's newest decision in the queue that can still be taken back."""
    since, queue = clock.now() - UNDO_WITHIN, State.CONTACT_CONFIRMED
    mine = Decision.objects.filter(by=actor.code, undone_at=None, at__gte=since, before=queue, move__in=_TAKEN_BACK)
    mine = mine.select_related("application")
    return mine.order_by("-at", "-id").first()


@dataclass(frozen=True, slots=True)
class _Part:
    """A state, or a part of one in which it is somebody else's turn."""

    state: State
    owner: Owner
    which: Q

    @property
    def name(self) -> str:
        return f"{self.state}_{self.owner}"


_BY_THEMSELVES = Q(contact_kind=BY_THEMSELVES)
_AFTER = [State.CONTACT_CONFIRMED, State.SCREENED, State.ORIENTATION, State.PROVISIONAL, State.EXPIRING, State.EXPIRED]
_AFTER += [State.PAUSED, State.SUSPENDED]
_PARTS = (
    _Part(State.APPLIED, owner_of(State.APPLIED, ""), Q(state=State.APPLIED) & ~_BY_THEMSELVES),
    _Part(State.APPLIED, owner_of(State.APPLIED, BY_THEMSELVES), Q(state=State.APPLIED) & _BY_THEMSELVES),
    *(_Part(state, owner_of(state, ""), Q(state=state)) for state in _AFTER),
)


def stages(actor: Actor) -> list[Stage]:
    """The way in, state by state, for a vetter."""
    visible = applications_visible_to(actor).exclude(code=actor.code)
    counts = visible.aggregate(**_counts())
    found = [_stage(part, visible, counts) for part in _PARTS]
    return [one for one in found if one.first]


def _counts() -> dict[str, Count]:
    """How many wait, and how many for too long, in each part in which it is a vetter's turn."""
    late = Q(due_at__lt=clock.now())
    counted = [part for part in _PARTS if part.owner is Owner.VETTER]
    waiting = {part.name: Count("id", filter=part.which) for part in counted}
    return waiting | {f"{part.name}_late": Count("id", filter=part.which & late) for part in counted}


def _stage(part: _Part, visible: QuerySet[Application], counts: dict[str, int]) -> Stage:
    first = list(visible.filter(part.which).order_by("due_at")[:LONGEST_LIST])
    return Stage(part.state, part.owner, counts.get(part.name), counts.get(f"{part.name}_late"), first)


def crowd_in(zone: str) -> QuerySet[Application]:
    """Those sealed for a zone that wait for their sender to confirm an e-mail address: where an application that nobody
    sent is not noticed."""
    waits = Application.objects.filter(zone=zone, state=State.APPLIED, contact_kind="email", is_sealed=True)
    return waits.order_by("?")


def zones_with_crowds() -> list[str]:
    """The zones for which any such application is sealed."""
    waits = Application.objects.filter(state=State.APPLIED, contact_kind="email", is_sealed=True)
    return sorted(set(waits.values_list("zone", flat=True)))


def by_pass(actor: Actor, typed: str) -> Application | None:
    """The application whose applicant shows these words today (or showed them just before midnight), among those the
    actor vets."""
    days = (today(), today() - timedelta(days=1))
    for one in applications_visible_to(actor).filter(state__in=[*IN_VETTING, State.APPROVED]).exclude(code=actor.code):
        if typed in {pass_words(settings.SECRET_KEY, one.code, day) for day in days}:
            return one
    return None
