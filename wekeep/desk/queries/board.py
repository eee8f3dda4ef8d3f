"""What the board and the queue show: incidents with their words, shapes and clocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from wekeep.alerts import notices as alert_notices
from wekeep.alerts.queries.alerts import Chain, progress, receipts
from wekeep.alerts.queries.outlets import stood_in
from wekeep.alerts.queries.proposals import Proposed, proposals_visible_to
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.look.drawn import Blank, Values
from wekeep.people.queries import handles_of
from wekeep.places.queries.zones import zone_names
from wekeep.watch import notices
from wekeep.watch.forms.incident import AskForm, OutcomeForm, as_known, place_value
from wekeep.watch.forms.warning import AlertForm, CancelForm, ClearForm, ReachForm, UpdateForm
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries import incidents
from wekeep.watch.queries.positions import places_told
from wekeep.watch.queries.reach import reachable_among
from wekeep.watch.queries.warnings import alerts_about, alerts_and_whether_open
from wekeep.watch.rules.outcome import Level, Outcome
from wekeep.watch.rules.verification import Claim

Words = Promise | str


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as a line of the list: plain values alone, so that a line is drawn once for all who may read it. `looking`:
    what whoever looks at it is called in its zone."""

    code: str
    status: str
    activity_code: str
    outcome_code: str
    urgency_code: int
    place: str
    sightings: int
    last_seen_at: datetime
    over: bool
    looking: str
    waits_until: datetime | None
    lat: float
    lon: float

    @property
    def activity(self) -> Words:
        return notices.ACTIVITY_WORDS[self.activity_code]

    @property
    def outcome(self) -> Words:
        return notices.OUTCOME_WORDS[self.outcome_code]

    @property
    def shape(self) -> str:
        return notices.OUTCOME_SHAPES[self.outcome_code]

    @property
    def urgency(self) -> Words:
        return notices.URGENCY_WORDS[self.urgency_code]


@dataclass(frozen=True, slots=True)
class Line:
    """One sighting in an incident's timeline, with why it is there."""

    sighting: Sighting
    activity: Words
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of one channel's are in each state; never who."""

    channel: Words
    counts: list[tuple[Words, int]]


@dataclass(frozen=True, slots=True)
class Sent:
    """One alert with what was said, when, how far it is on each channel, how soon phones showed it ("" where none says so),
    and which groups were told in the place of others."""

    chain: Chain
    state: Words
    said: list[tuple[str, datetime]]
    progress: list[Progress]
    receipts: str
    stood_in: list[tuple[str, datetime]]


def rows(actor: Actor) -> list[Row]:
    """The board's list for this actor."""
    return _rows(incidents.board(actor))


def queue_rows(actor: Actor) -> list[Row]:
    """The verification queue for this actor."""
    return _rows(incidents.queue(actor))


def one(actor: Actor, code: str, listed: Sequence[Row] | None = None) -> dict[str, Any]:
    """Everything the page of one incident shows; NotFound where the actor may not see it. `listed` is the actor's list, where
    it has been read already. What `shown` holds is drawn once for all who are shown the same."""
    incident = incidents.get_incident(actor, code)
    row = next((row for row in listed or () if row.code == incident.code), None) or _rows([incident])[0]
    seen = incidents.sightings_of(actor, incident)
    news = incidents.since_verified(incident, seen)
    may_verify, may_edit = _verifies(actor, incident), actor.may(Ability.EDIT_INCIDENTS, incident.zone or None)
    shown = Values(
        row=row,
        incident=incident,
        lines=[_line(s) for s in seen],
        news=[_line(s) for s in news],
        reachable=reachable_among([s.code for s in seen]) if may_verify else frozenset(),
        mine=incident.claimed_by == actor.code and bool(row.looking),
        may_verify=may_verify,
        may_ask=actor.may(Ability.ASK_VERIFIER, incident.zone or None),
        may_edit=may_edit,
        approach=notices.APPROACH_WORDS.get(incident.approach, ""),
        look_for=[notices.LOOK_FOR_WORDS[code] for code in incident.look_for],
        method=notices.METHOD_WORDS.get(incident.method, ""),
        kind=notices.KIND_WORDS.get(incident.outcome_kind, ""),
        level=notices.LEVEL_WORDS.get(incident.level, ""),
        outcome_form=_outcome_form(incident, news) if may_verify else None,
        ask_form=Blank(AskForm),
        others=_others(row, rows(actor) if listed is None else listed) if may_edit else [],
    )
    return {**shown, "shown": shown, "chosen": incident.code, **_alerts(actor, incident)}


def _others(row: Row, listed: Iterable[Row]) -> list[Row]:
    """What this one may be part of."""
    return [other for other in listed if other.code != row.code and other.status == row.status][:20]


def _verifies(actor: Actor, incident: Incident) -> bool:
    return actor.may(Ability.VERIFY, incident.zone or None)


def _outcome_form(incident: Incident, news: list[Sighting]) -> Blank:
    """What the verifier says, filled in with what is known; where new reports moved it, the place is theirs to choose."""
    told = places_told(incident, news)
    places = [(place_value(one.lat, one.lon), notices.place_words(one)) for one in told]
    return Blank(OutcomeForm, (("initial", as_known(incident)), ("places", places)))


def _alerts(actor: Actor, incident: Incident) -> dict[str, Any]:
    """What was sent about this incident, and the forms for what can be sent now, for one who may send."""
    chains, is_open = alerts_and_whether_open(actor, incident)
    live = next((chain for chain in chains if chain.is_live), None)
    may_send = actor.may(Ability.SEND_ALERTS, incident.zone or None)
    found = ("found", Level(incident.level))
    return {
        "chains": [_sent(chain) for chain in chains],
        "live_alert": live,
        "proposals": [(one, _would_say(one)) for one in proposals_visible_to(actor, incident.code)],
        "may_agree": actor.may(Ability.AGREE_TO_ALERTS, incident.zone or None),
        "may_send": may_send,
        "may_warn": may_send and incident.outcome == Outcome.CONFIRMED and incident.over_at is None,
        "sent_by_another": incident.outcome_by != actor.code,
        "alert_form": Blank(AlertForm, (found,)),
        "widen_form": Blank(ReachForm, (("initial", {"rings": 2}), found)),
        "update_form": Blank(UpdateForm, (found,)),
        "cancel_form": Blank(CancelForm),
        "all_clear_tells": is_open,
        "clear_form": Blank(ClearForm),
    }


def _would_say(proposed: Proposed) -> list[str]:
    """The words that would be sent, as people would read them."""
    said = proposed.statement
    text = alert_notices.in_this_language(said.type, said.level, said.parts, said.expires_at, said.status)
    return [text.title, *text.body.splitlines()]


def _sent(chain: Chain) -> Sent:
    said = [(alert_notices.title(one.type, one.level, one.parts), one.sent_at) for one in chain.said]
    told = receipts(chain.code)
    stood = [(alert_notices.stood_in(one.kind, one.instead_of), one.at) for one in stood_in(chain.code)]
    return Sent(
        chain,
        alert_notices.STATE_WORDS[chain.state],
        said,
        _progress(chain.code),
        alert_notices.receipts(told) if told else "",
        stood,
    )


def _progress(code: str) -> list[Progress]:
    """How far an alert's messages are on each channel; counts only."""
    return [
        Progress(
            alert_notices.CHANNEL_WORDS.get(kind, kind),
            [(alert_notices.DELIVERY_WORDS.get(state, state), many) for state, many in counts.items()],
        )
        for kind, counts in progress(code).items()
    ]


def sent_of(actor: Actor, code: str) -> list[Sent]:
    """How far the alerts about one incident are."""
    incident = incidents.get_incident(actor, code)
    return [_sent(chain) for chain in alerts_about(actor, incident)]


def as_geojson(actor: Actor) -> dict[str, Any]:
    """The board's incidents as a FeatureCollection of points in degrees."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": row.code,
                "geometry": {"type": "Point", "coordinates": [round(row.lon, 5), round(row.lat, 5)]},
                "properties": {
                    "code": row.code,
                    "label": f"{row.activity}\n{row.outcome}",
                    "tone": row.shape,
                    "count": row.sightings,
                },
            }
            for row in rows(actor)
            if not row.over
        ],
    }


def _rows(found: list[Incident]) -> list[Row]:
    handles = handles_of({(i.claimed_by, i.zone) for i in found if i.claimed_by})
    zones, now = zone_names(), clock.now()
    return [_row(i, handles, zones, now) for i in found]


def _row(incident: Incident, handles: dict[tuple[str, str], str], zones: dict[str, str], now: datetime) -> Row:
    holds = Claim(incident.claimed_by, incident.claimed_at).holds(now)
    return Row(
        code=incident.code,
        status=incident.status,
        activity_code=incident.activity,
        outcome_code=incident.outcome,
        urgency_code=incident.urgency,
        place=incident.crossing or incident.neighbourhood or zones.get(incident.zone, ""),
        sightings=incident.sightings_count,
        last_seen_at=incident.last_seen_at,
        over=incident.over_at is not None,
        looking=handles.get((incident.claimed_by, incident.zone), "") if holds else "",
        waits_until=None if incident.outcome or incident.over_at else incident.report_by or incident.verify_by,
        lat=incident.lat,
        lon=incident.lon,
    )


def _line(sighting: Sighting) -> Line:
    told_for = [notices.reason_words(code, values) for code, values, weight in sighting.reasons if weight >= 0]
    return Line(sighting, notices.ACTIVITY_WORDS[sighting.activity], [words for words in told_for if words][:4])
