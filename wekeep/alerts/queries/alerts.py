"""Reading alerts: what the public may see, and what a dispatcher sees before and after sending."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Prefetch, Q, QuerySet

from wekeep.alerts.models import Alert, Message, Watch
from wekeep.alerts.queries.signed import is_verified
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules.alert import Level, State, Status, Type
from wekeep.alerts.rules.parts import Parts, from_json
from wekeep.channels import queries as channels
from wekeep.channels.rules.receipt import Receipts
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.work.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Said:
    """One message of an alert. `cells` is coarse (h3, resolution 8): fit for the public where the alert is."""

    code: str
    number: int
    type: Type
    level: Level
    parts: Parts
    cells: tuple[str, ...]
    sent_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Chain:
    """An alert with everything said about it, oldest first. `by` and delivery counts are not in it."""

    code: str
    about: str
    zone: str
    status: Status
    state: State
    level: Level
    cells: tuple[str, ...]
    sent_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    said: tuple[Said, ...]
    audience_waits: bool = False

    @property
    def latest(self) -> Said:
        """What was said last."""
        return self.said[-1]

    @property
    def vanishes_at(self) -> datetime:
        """When it leaves everything public by itself."""
        return rules.shown_until(self.state, self.ended_at, (one.expires_at for one in self.said))

    @property
    def is_live(self) -> bool:
        """Whether it still warns of something."""
        return rules.is_live(rules.Standing(self.state, self.expires_at), clock.now())


def current_public_alerts() -> list[Chain]:
    """The alerts anyone may see: actual and unexpired, live ones first, then those that ended lately; newest first.

    An alert past its expiry is not here from that second on, whether or not any job has run.
    """
    now = clock.now()
    live = Q(state=State.LIVE, expires_at__gt=now)
    # no alert lasts longer than that, so nothing that ended before it can still be shown
    ended = Q(state__in=[State.CANCELLED, State.ALL_CLEAR], ended_at__gt=now - rules.LONGEST)
    rows = _with_messages(Alert.objects.filter(live | ended, status=Status.ACTUAL)).order_by("-sent_at", "-id")
    chains = [chain for chain in _chains(rows) if chain.vanishes_at > now]
    return sorted(chains, key=lambda chain: not chain.is_live)


def has_vanished(code: str) -> bool:
    """Whether this was an alert for everyone that has left everything public by itself, as all of them do."""
    found = _chains(_with_messages(Alert.objects.filter(code=code, status=Status.ACTUAL)))
    return any(chain.state is State.EXPIRED or chain.vanishes_at <= clock.now() for chain in found)


def public_alert(code: str) -> Chain:
    """One of the current public alerts; NotFound once it has vanished from public, or if it is a drill."""
    for chain in current_public_alerts():
        if chain.code == code:
            return chain
    raise NotFound


def chains_said_between(after: datetime, until: datetime) -> list[Chain]:
    """The alerts for everyone, oldest first, of which something signed was said after the one time up to the other."""
    said = Message.objects.filter(sent_at__gt=after, sent_at__lte=until).values("alert")
    rows = _with_messages(Alert.objects.filter(pk__in=said, status=Status.ACTUAL).order_by("sent_at", "id"))
    return [chain for chain in _chains(rows) if any(after < one.sent_at <= until for one in chain.said)]


def chains_with_codes(codes: Iterable[str]) -> list[Chain]:
    """Those of the alerts for everyone with these codes that are still kept, newest first."""
    rows = Alert.objects.filter(code__in=list(codes), status=Status.ACTUAL).order_by("-sent_at", "-id")
    return _chains(_with_messages(rows))


def was_public(about: Iterable[str]) -> bool:
    """Whether an alert about one of these went out to everyone and was not cancelled since."""
    sent = Alert.objects.filter(about__in=list(about), status=Status.ACTUAL)
    return sent.exclude(state=State.CANCELLED).exists()


def is_out(about: str) -> bool:
    """Whether a signed alert about this still warns of it."""
    live = _with_messages(Alert.objects.filter(about=about, state=State.LIVE))
    return any(chain.is_live for chain in _chains(live))


def alerts_visible_to(actor: Actor) -> QuerySet[Alert]:
    """The alerts and drills, ended ones too, of the zones whose board the actor sees."""
    zones = actor.zones_where(Ability.SEE_BOARD)
    rows = Alert.objects.order_by("-sent_at", "-id")
    return rows if EVERY_ZONE in zones else rows.filter(zone__in=zones)


def chains_about(actor: Actor, about: str) -> list[Chain]:
    """The alerts about one thing, oldest first, that the actor may see."""
    return _chains(_with_messages(alerts_visible_to(actor).filter(about=about).order_by("id")))


_ANY_ABOUT: Prepared[Alert] = Prepared(lambda about: Alert.objects.filter(about__in=about).values_list("pk")[:1])


def chains_about_all(actor: Actor, about: Collection[str]) -> tuple[list[Chain], bool]:
    """The alerts about any of these that the actor may see, as they were sent; and whether one of them, signed or not, was
    neither cancelled nor cleared."""
    if not _ANY_ABOUT.exists(tuple(about)):
        return [], False
    rows = list(_with_messages(alerts_visible_to(actor).filter(about__in=list(about)).order_by("id")))
    chains = sorted(_chains(rows), key=lambda chain: chain.sent_at)
    return chains, any(row.state in (State.LIVE, State.EXPIRED) for row in rows)


def codes_about(actor: Actor, about: str) -> list[str]:
    """The codes of all alerts about one thing, oldest first, whether or not they are signed: those sent before alerts were
    signed are shown nowhere, but may be called off."""
    return list(alerts_visible_to(actor).filter(about=about).order_by("id").values_list("code", flat=True))


def open_codes_about(actor: Actor, about: str) -> list[str]:
    """Those of `codes_about` that were neither cancelled nor cleared."""
    rows = alerts_visible_to(actor).filter(about=about, state__in=[State.LIVE, State.EXPIRED]).order_by("id")
    return list(rows.values_list("code", flat=True))


def last_said_in(actor: Actor, code: str) -> datetime:
    """When something was last said in an alert, signed or not; NotFound as `chain`."""
    row = alerts_visible_to(actor).filter(code=code).aggregate(at=Max("messages__sent_at"))
    if row["at"] is None:
        raise NotFound
    at: datetime = row["at"]
    return at


def chain(actor: Actor, code: str) -> Chain:
    """One alert with all its messages; NotFound where the actor does not see its zone's board."""
    found = _chains(_with_messages(alerts_visible_to(actor).filter(code=code)))
    if not found:
        raise NotFound
    return found[0]


def live_watches(zone: str) -> list[Watch]:
    """The watch notices of a zone that still hold, newest first, for its board."""
    return list(Watch.objects.filter(zone=zone, expires_at__gt=clock.now()).order_by("-at"))


def message_by_code(code: str) -> Message | None:
    """A signed message with its alert, for the text a phone fetches. Whoever has the code was sent it."""
    found = Message.objects.filter(code=code).select_related("alert").first()
    return found if found is not None and is_verified(found) else None


def deliveries(code: str) -> dict[str, int]:
    """How many deliveries of an alert's messages are in each state of the outbox."""
    return channels.counts_of(code)


def progress(code: str) -> dict[str, dict[str, int]]:
    """The same for each channel apart, by its name."""
    return channels.progress_of(code)


def receipts(code: str) -> Receipts | None:
    """How soon phones showed an alert's messages, of those whose owners let them say so; None where none has."""
    return channels.receipts_of(code)


def waiting_for_keeper() -> list[str]:
    """The codes of the alerts whose audience could not be found out yet, oldest first."""
    return list(Alert.objects.filter(audience_waits=True).order_by("id").values_list("code", flat=True))


def sending_waits() -> bool:
    """Whether notices wait for the keeper to be unsealed: to find out whom they reach, or to open where those are."""
    return _WAITING.exists() or channels.waits_for_keeper()


_WAITING: Prepared[Alert] = Prepared(
    lambda: Alert.objects.filter(audience_waits=True, state=State.LIVE).values_list("pk")[:1]
)


def standing_of(row: Alert) -> rules.Standing:
    """The alert as the rules see it."""
    return rules.Standing(State(row.state), row.expires_at)


def _with_messages(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    return rows.prefetch_related(Prefetch("messages", Message.objects.order_by("number")))


def _chains(rows: Iterable[Alert]) -> list[Chain]:
    """What is signed of each alert; an alert of which nothing is signed is none."""
    return [_chain(row, signed) for row in rows if (signed := [one for one in row.messages.all() if is_verified(one)])]


def _chain(row: Alert, signed: list[Message]) -> Chain:
    """The alert as its signed messages tell it. The row beside them can only say that it ran out: whoever writes to the
    database cannot bring back, prolong or widen what was signed."""
    last = signed[-1]
    state = rules.ENDS.get(Type(last.type)) or (State.EXPIRED if row.state == State.EXPIRED else State.LIVE)
    return Chain(
        row.code,
        row.about,
        row.zone,
        Status(row.status),
        state,
        Level(last.level),
        tuple(sorted({cell for one in signed for cell in one.cells})),
        signed[0].sent_at,
        last.expires_at,
        last.sent_at if Type(last.type) in rules.ENDS else row.ended_at if state is State.EXPIRED else None,
        tuple(_said(message) for message in signed),
        row.audience_waits,
    )


def _said(message: Message) -> Said:
    return Said(
        message.code,
        message.number,
        Type(message.type),
        Level(message.level),
        from_json(message.parts),
        tuple(message.cells),
        message.sent_at,
        message.expires_at,
    )
