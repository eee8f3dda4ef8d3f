"""What the board and the queue show: incidents with their words, shapes and clocks."""

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
from wekeep.people.queries import handles_of
from wekeep.places.queries.zones import zone_names
from wekeep.watch import notices
from wekeep.watch.forms.incident import AskForm, OutcomeForm, outcome_form, place_value
from wekeep.watch.forms.warning import AlertForm, CancelForm, ClearForm, ReachForm, UpdateForm
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries import incidents
from wekeep.watch.queries.positions import places_told
from wekeep.watch.queries.reach import reachable_among
from wekeep.watch.queries.warnings import alerts_about, open_alerts_about
from wekeep.watch.rules.outcome import Level, Outcome
from wekeep.watch.rules.verification import Claim

Words = Promise | str


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as a line of the list."""

    incident: Incident
    activity: Words
    outcome: Words
    shape: str
    urgency: Words
    place: str
    looking: str
    waits_until: datetime | None

    @property
    def over(self) -> bool:
        return self.incident.over_at is not None


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


def one(actor: Actor, code: str) -> dict[str, Any]:
    """Everything the page of one incident shows; NotFound where the actor may not see it."""
    incident = incidents.get_incident(actor, code)
    row = _rows([incident])[0]
    seen = incidents.sightings_of(actor, incident)
    news = incidents.since_verified(incident, seen)
    others = [other for other in incidents.board(actor) if other.pk != incident.pk and other.status == incident.status]
    return {
        "row": row,
        "incident": incident,
        "chosen": incident.code,
        "lines": [_line(s) for s in seen],
        "news": [_line(s) for s in news],
        "reachable": reachable_among([s.code for s in seen]) if _verifies(actor, incident) else frozenset(),
        "mine": incident.claimed_by == actor.code and bool(row.looking),
        "may_verify": _verifies(actor, incident),
        "may_ask": actor.may(Ability.ASK_VERIFIER, incident.zone or None),
        "may_edit": actor.may(Ability.EDIT_INCIDENTS, incident.zone or None),
        "approach": notices.APPROACH_WORDS.get(incident.approach, ""),
        "look_for": [notices.LOOK_FOR_WORDS[code] for code in incident.look_for],
        "method": notices.METHOD_WORDS.get(incident.method, ""),
        "kind": notices.KIND_WORDS.get(incident.outcome_kind, ""),
        "level": notices.LEVEL_WORDS.get(incident.level, ""),
        "outcome_form": _outcome_form(incident, news),
        "ask_form": AskForm(),
        "others": _rows(others[:20]),
        **_alerts(actor, incident),
    }


def _verifies(actor: Actor, incident: Incident) -> bool:
    return actor.may(Ability.VERIFY, incident.zone or None)


def _outcome_form(incident: Incident, news: list[Sighting]) -> OutcomeForm:
    """What the verifier says, filled in with what is known; where new reports moved it, the place is theirs to choose."""
    told = places_told(incident, news)
    return outcome_form(incident, [(place_value(one.lat, one.lon), notices.place_words(one)) for one in told])


def _alerts(actor: Actor, incident: Incident) -> dict[str, Any]:
    """What was sent about this incident, and the forms for what can be sent now, for one who may send."""
    chains = alerts_about(actor, incident)
    live = next((chain for chain in chains if chain.is_live), None)
    may_send = actor.may(Ability.SEND_ALERTS, incident.zone or None)
    found = Level(incident.level)
    return {
        "chains": [_sent(chain) for chain in chains],
        "live_alert": live,
        "proposals": [(one, _would_say(one)) for one in proposals_visible_to(actor, incident.code)],
        "may_agree": actor.may(Ability.AGREE_TO_ALERTS, incident.zone or None),
        "may_send": may_send,
        "may_warn": may_send and incident.outcome == Outcome.CONFIRMED and incident.over_at is None,
        "sent_by_another": incident.outcome_by != actor.code,
        "alert_form": AlertForm(found=found),
        "widen_form": ReachForm(initial={"rings": 2}, found=found),
        "update_form": UpdateForm(found=found),
        "cancel_form": CancelForm(),
        "all_clear_tells": bool(open_alerts_about(actor, incident)),
        "clear_form": ClearForm(),
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
                "id": row.incident.code,
                "geometry": {"type": "Point", "coordinates": [round(row.incident.lon, 5), round(row.incident.lat, 5)]},
                "properties": {
                    "code": row.incident.code,
                    "label": f"{row.activity}\n{row.outcome}",
                    "tone": row.shape,
                    "count": row.incident.sightings_count,
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
        incident=incident,
        activity=notices.ACTIVITY_WORDS[incident.activity],
        outcome=notices.OUTCOME_WORDS[incident.outcome],
        shape=notices.OUTCOME_SHAPES[incident.outcome],
        urgency=notices.URGENCY_WORDS[incident.urgency],
        place=incident.crossing or incident.neighbourhood or zones.get(incident.zone, ""),
        looking=handles.get((incident.claimed_by, incident.zone), "") if holds else "",
        waits_until=None if incident.outcome or incident.over_at else incident.report_by or incident.verify_by,
    )


def _line(sighting: Sighting) -> Line:
    told_for = [notices.reason_words(code, values) for code, values, weight in sighting.reasons if weight >= 0]
    return Line(sighting, notices.ACTIVITY_WORDS[sighting.activity], [words for words in told_for if words][:4])
