"""What everyone may see, and nothing else: alerts about confirmed incidents, coarse and unexpired, and answers to rumours."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wekeep.alerts.queries import alerts
from wekeep.alerts.queries.alerts import Chain, Said
from wekeep.alerts.rules.alert import Level, State
from wekeep.alerts.rules.parts import Advice
from wekeep.desk.rules.public import Event, may_show, public_place
from wekeep.kit import clock
from wekeep.kit.errors import NotFound
from wekeep.places.queries.zones import zone_names
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries import finding, incidents
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.sighting import PlaceKind
from wekeep.watch.rules.status import Status

# Where people live, learn, heal or pray, even the nearest crossing says too much.
_UNNAMED = (PlaceKind.HOME, PlaceKind.SCHOOL, PlaceKind.CLINIC, PlaceKind.WORSHIP)
_MOST_MERGES = 20


@dataclass(frozen=True, slots=True)
class PublicAlert:
    """An alert as everyone may see it. `cells` are h3 cells of resolution 8; `place` is a neighbourhood's name or a zone's;
    `vanishes_at` is when it leaves the public pages by itself; `said` has every message from the first on, each with all
    the cells the alert covered by then and the advice that holds."""

    code: str
    state: State
    level: Level
    place: str
    cells: tuple[str, ...]
    sent_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    vanishes_at: datetime
    said: tuple[Said, ...]

    @property
    def is_live(self) -> bool:
        """Whether it still warns of something."""
        return self.state is State.LIVE

    @property
    def latest(self) -> Said:
        """What was said last."""
        return self.said[-1]


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """What a rumour turned out to be. `where` is a crossing, a neighbourhood or a zone, never a house, home or school."""

    code: str
    outcome: Outcome
    kind: str
    where: str
    seen_at: datetime
    answered_at: datetime


def public_alerts() -> list[PublicAlert]:
    """Every alert everyone may see now, those that still warn first, then those that ended lately; newest first."""
    chains = alerts.current_public_alerts()
    standing = _standing({chain.about for chain in chains})
    names = zone_names()
    known = frozenset(names.values()) | {place.label for place in finding.neighbourhoods()}
    shown, seen = [], set()
    for chain in chains:
        incident = standing.get(chain.about)
        if incident is None or not may_show(_event(incident), chain.is_live):
            continue
        # two incidents that turned out to be one are one on the map
        if chain.is_live and incident.code in seen:
            continue
        seen.add(incident.code)
        shown.append(_public(chain, incident, names, known))
    return shown


def get_public_alert(code: str) -> PublicAlert:
    """The alert with `code`, if everyone may see it now; NotFound otherwise."""
    for alert in public_alerts():
        if alert.code == code:
            return alert
    raise NotFound


def get_public_message(code: str) -> tuple[PublicAlert, Said]:
    """The message with `code` and its alert, if everyone may see it now; NotFound otherwise."""
    for alert in public_alerts():
        for said in alert.said:
            if said.code == code:
                return alert, said
    raise NotFound


def public_answers() -> list[PublicAnswer]:
    """The answers to rumours that everyone may see, newest first."""
    found = incidents.answers()
    names, unnamed = zone_names(), _near_homes(found)
    return [_answer(incident, names, incident.pk in unnamed) for incident in found]


def next_vanishing(shown: list[PublicAlert]) -> timedelta | None:
    """How long until the first of `shown` leaves the public pages; None where there is none."""
    return min((alert.vanishes_at for alert in shown), default=clock.now()) - clock.now() if shown else None


def _standing(codes: set[str]) -> dict[str, Incident]:
    """For each code the incident that stands for it now: itself, or the one it was joined into."""
    found = {incident.code: incident for incident in Incident.objects.filter(code__in=codes)}
    for _step in range(_MOST_MERGES):
        wanted = {one.merged_into for one in found.values() if one.merged_into} - set(found)
        if not wanted:
            break
        found |= {incident.code: incident for incident in Incident.objects.filter(code__in=wanted)}
    return {code: last for code in codes if (last := _last(code, found)) is not None}


def _last(code: str, found: dict[str, Incident]) -> Incident | None:
    incident = found.get(code)
    for _step in range(_MOST_MERGES):
        if incident is None or not incident.merged_into:
            return incident
        incident = found.get(incident.merged_into)
    return None


def _event(incident: Incident) -> Event:
    return Event(real=incident.status == Status.ACTUAL, confirmed=incident.outcome == Outcome.CONFIRMED)


def _public(chain: Chain, incident: Incident, names: dict[str, str], known: frozenset[str]) -> PublicAlert:
    fallback = incident.neighbourhood or names.get(chain.zone, "")
    named = known | {incident.neighbourhood}
    messages = _standing_alone(chain.said, named, fallback)
    return PublicAlert(
        code=chain.code,
        state=chain.state,
        level=chain.level,
        place=messages[-1].parts.place or fallback,
        cells=chain.cells,
        sent_at=chain.sent_at,
        expires_at=chain.expires_at,
        ended_at=chain.ended_at,
        vanishes_at=chain.vanishes_at,
        said=messages,
    )


def _standing_alone(messages: tuple[Said, ...], named: frozenset[str], fallback: str) -> tuple[Said, ...]:
    """Each message with what still holds from those before it, because it is read in their stead: the whole area, and the
    advice where it brings none of its own."""
    covered: set[str] = set()
    advice: tuple[Advice, ...] = ()
    found = []
    for said in messages:
        covered |= set(said.cells)
        advice = said.parts.advice or advice
        parts = replace(said.parts, place=public_place(said.parts.place, named, fallback), advice=advice)
        found.append(replace(said, cells=tuple(sorted(covered)), parts=parts))
    return tuple(found)


def _near_homes(found: list[Incident]) -> set[int]:
    """The incidents that someone placed at a home, a school, a clinic or a place of worship."""
    rows = Sighting.objects.filter(incident__in=found, place_kind__in=_UNNAMED)
    return set(rows.values_list("incident_id", flat=True))


def _answer(incident: Incident, names: dict[str, str], unnamed: bool) -> PublicAnswer:
    crossing = "" if unnamed else incident.crossing
    return PublicAnswer(
        code=incident.code,
        outcome=Outcome(incident.outcome),
        kind=incident.outcome_kind,
        where=crossing or incident.neighbourhood or names.get(incident.zone, ""),
        seen_at=incident.verified_seen_at or incident.last_seen_at,
        answered_at=incident.outcome_at or incident.last_seen_at,
    )
