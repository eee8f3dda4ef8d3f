"""The public feeds: CAP 1.2, Atom with GeoRSS, GeoJSON."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from wekeep.alerts.queries.alerts import Said
from wekeep.alerts.rules.alert import Level, Type
from wekeep.alerts.rules.parts import Advice
from wekeep.desk.notices import public as notices
from wekeep.desk.queries import public as reading
from wekeep.desk.queries.public import PublicAlert, PublicAnswer
from wekeep.desk.rules import cap
from wekeep.desk.rules.outline import as_geometry, without_holes
from wekeep.desk.views import atom
from wekeep.desk.views.shared import feed, fresh_while_they_last

GEOJSON = "application/geo+json"
# the date of a feed without entries; only that it stays the same matters
EMPTY_SINCE = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
MSG_TYPES = {Type.CANCEL: cap.MsgType.CANCEL, Type.ALL_CLEAR: cap.MsgType.UPDATE, Type.UPDATE: cap.MsgType.UPDATE}
SEVERITIES = {Level.ACTIVE: cap.Severity.SEVERE, Level.CONFIRMED: cap.Severity.MODERATE}
ENDS = (Type.CANCEL, Type.ALL_CLEAR)


@feed
def cap_document(request: HttpRequest, code: str) -> HttpResponse:
    """One message of an alert as a CAP 1.2 document, in every language of the network."""
    alert, said = reading.get_public_message(code)
    response = HttpResponse(cap.write(_cap(alert, said)), content_type=f"{cap.MEDIA_TYPE}; charset=utf-8")
    return fresh_while_they_last(response, [alert])


@feed
def alerts_atom(request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> HttpResponse:
    """The alerts as an Atom feed: one entry for each alert, whose newest message replaces the one before."""
    shown = reading.public_alerts()
    with _speaking(language):
        title = _("%(network)s: alerts") % {"network": settings.NETWORK_NAME}
        words = _("Confirmed by someone who looked. Places are coarse. An alert that is no longer here is over.")
        about = _about(title, words, language, "desk:now", "desk:alerts_atom_in")
        body = atom.written(about, [_alert_entry(alert, language) for alert in shown])
    return fresh_while_they_last(HttpResponse(body, content_type=atom.CoarseAtomFeed.content_type), shown)


@feed
def alerts_geojson(request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> HttpResponse:
    """The alerts as a GeoJSON FeatureCollection (RFC 7946)."""
    shown = reading.public_alerts()
    with _speaking(language):
        features = [_feature(alert, language) for alert in shown]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return fresh_while_they_last(HttpResponse(body, content_type=GEOJSON), shown)


@feed
def rumours_atom(request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> HttpResponse:
    """The answers to rumours as an Atom feed."""
    with _speaking(language):
        title = _("%(network)s: answers to rumours") % {"network": settings.NETWORK_NAME}
        words = _("What someone who looked found instead.")
        about = _about(title, words, language, "desk:rumours", "desk:rumours_atom_in")
        body = atom.written(about, [_answer_entry(answer) for answer in reading.public_answers()])
    return HttpResponse(body, content_type=atom.CoarseAtomFeed.content_type)


def _about(title: str, subtitle: str, language: str, page: str, address: str) -> atom.About:
    return atom.About(
        title=title,
        subtitle=subtitle,
        language=language,
        page=_absolute(page),
        address=_absolute(address, language=language),
        author=settings.NETWORK_NAME,
        since=EMPTY_SINCE,
    )


def _speaking(language: str) -> Any:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return translation.override(language)


def _cap(alert: PublicAlert, said: Said) -> cap.Message:
    """The message as CAP has it: a first message is an Alert, every later one an Update or a Cancel of all before it."""
    ends = said.type in ENDS
    before = [earlier for earlier in alert.said if earlier.number < said.number]
    return cap.Message(
        identifier=_identifier(said.code),
        sender=_sender(),
        sender_name=settings.NETWORK_NAME,
        sent=_local(said.sent_at),
        expires=_local(max(said.expires_at, alert.vanishes_at) if ends else said.expires_at),
        type=MSG_TYPES.get(said.type, cap.MsgType.UPDATE) if before else cap.MsgType.ALERT,
        urgency=cap.Urgency.PAST if ends else cap.Urgency.IMMEDIATE,
        severity=cap.Severity.MINOR if ends else SEVERITIES[said.level],
        responses=_responses(said),
        incident=_identifier(alert.code),
        web=_absolute("desk:public_alert", code=alert.code),
        area=without_holes(said.cells),
        infos=tuple(_info(language, said) for language, _name in settings.LANGUAGES),
        references=tuple(cap.Reference(_sender(), _identifier(one.code), _local(one.sent_at)) for one in before),
        note=_note(said),
    )


def _info(language: str, said: Said) -> cap.Info:
    spoken = notices.in_language(language, said)
    with translation.override(language):
        event = str(notices.EVENT)
    place = said.parts.place or settings.NETWORK_NAME
    return cap.Info(language, event, spoken.title, spoken.description, spoken.instruction, place)


def _responses(said: Said) -> tuple[cap.Response, ...]:
    if said.type is Type.ALL_CLEAR:
        return (cap.Response.ALL_CLEAR,)
    if said.type is Type.CANCEL:
        return (cap.Response.NONE,)
    return (cap.Response.AVOID if Advice.KEEP_DISTANCE in said.parts.advice else cap.Response.MONITOR,)


def _note(said: Said) -> str:
    """Why it was called off, in English: 3.2.1 keeps <note> for cancellations."""
    return "\n".join(notices.in_language("en", said).lines) if said.type is Type.CANCEL else ""


def _alert_entry(alert: PublicAlert, language: str) -> atom.Entry:
    spoken = notices.in_language(language, alert.latest)
    documents = tuple(
        atom.Link(
            "alternate" if said is alert.latest else "related", _absolute("desk:cap", code=said.code), cap.MEDIA_TYPE
        )
        for said in reversed(alert.said)
    )
    return atom.Entry(
        id=_tag_uri("alert", alert.code, alert.sent_at),
        title=spoken.title,
        summary="\n".join(filter(None, (spoken.description, spoken.instruction))),
        link=_absolute("desk:public_alert", code=alert.code),
        published=alert.sent_at,
        updated=alert.latest.sent_at,
        category=alert.state.value,
        links=documents,
        cells=alert.latest.cells,
    )


def _answer_entry(answer: PublicAnswer) -> atom.Entry:
    line = notices.answer_line(answer)
    return atom.Entry(
        id=_tag_uri("answer", answer.code, answer.answered_at),
        title=line,
        summary=line,
        link=f"{_absolute('desk:rumours')}#{answer.code}",
        published=answer.answered_at,
        updated=answer.answered_at,
        category=answer.outcome.value,
    )


def _feature(alert: PublicAlert, language: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": alert.code,
        "geometry": as_geometry(alert.latest.cells),
        "properties": {
            "status": "Actual",
            "state": alert.state.value,
            "level": alert.level.value,
            "headline": notices.in_language(language, alert.latest).title,
            "label": notices.label(alert),
            "tone": notices.TONES[alert.state],
            "place": alert.place,
            "sent": cap.stamp(_local(alert.sent_at)),
            "updated": cap.stamp(_local(alert.latest.sent_at)),
            "expires": cap.stamp(_local(alert.expires_at)),
            "gone": cap.stamp(_local(alert.vanishes_at)),
            "url": _absolute("desk:public_alert", code=alert.code),
            "cap": _absolute("desk:cap", code=alert.latest.code),
        },
    }


def _absolute(name: str, **values: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=values)}"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _sender() -> str:
    """Unique in the world, as CAP asks: the network's own host."""
    return f"alerts@{_host()}"


def _identifier(code: str) -> str:
    return f"{_host()}-{code}"


def _tag_uri(kind: str, code: str, at: datetime) -> str:
    """RFC 4151: an id that stays the same wherever the feed is read."""
    return f"tag:{_host()},{at:%Y-%m-%d}:{kind}/{code}"


def _local(moment: datetime) -> datetime:
    """In the network's own time, so that a person who reads the document reads her own clock."""
    return moment.astimezone(get_default_timezone())
