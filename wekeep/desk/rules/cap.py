"""Writing one message of an alert as a Common Alerting Protocol 1.2 document (OASIS Standard, 1 July 2010)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from xml.etree import ElementTree

from wekeep.desk.rules.outline import Ring

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"
# 3.2.1: identifier and sender "must not include spaces, commas or restricted characters (< and &)"
_NAME = re.compile(r"[^\s,<&]+")


class MsgType(StrEnum):
    """3.2.1 msgType, as far as we send it."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class Response(StrEnum):
    """3.2.2 responseType, as far as we ask it."""

    AVOID = "Avoid"
    MONITOR = "Monitor"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Urgency(StrEnum):
    """3.2.2 urgency, as far as we say it."""

    IMMEDIATE = "Immediate"
    PAST = "Past"


class Severity(StrEnum):
    """3.2.2 severity, as far as we say it."""

    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message that this one updates or cancels."""

    sender: str
    identifier: str
    sent: datetime

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{stamp(self.sent)}"


@dataclass(frozen=True, slots=True)
class Info:
    """The message in one language."""

    language: str
    event: str
    headline: str
    description: str
    instruction: str
    area: str


@dataclass(frozen=True, slots=True)
class Message:
    """One CAP message: real (status Actual), for everyone (scope Public), seen by a verifier (certainty Observed).

    `area` are closed rings of (lat, lon); times are aware; `incident` groups the messages of one alert.
    """

    identifier: str
    sender: str
    sender_name: str
    sent: datetime
    expires: datetime
    type: MsgType
    urgency: Urgency
    severity: Severity
    responses: tuple[Response, ...]
    incident: str
    web: str
    area: tuple[Ring, ...]
    infos: tuple[Info, ...]
    references: tuple[Reference, ...] = ()
    note: str = ""
    categories: tuple[str, ...] = field(default=("Safety", "Security"))


def stamp(moment: datetime) -> str:
    """3.3.2: whole seconds and a numeric offset; "Z" must not be used, and UTC is written -00:00."""
    written = moment.isoformat(timespec="seconds")
    return f"{written[:-6]}-00:00" if written.endswith("+00:00") else written


def write(message: Message) -> bytes:
    """The document in UTF-8. Raises ValueError where the standard forbids what `message` says."""
    _check(message)
    ElementTree.register_namespace("", NAMESPACE)
    alert = ElementTree.Element(_tag("alert"))
    _texts(alert, identifier=message.identifier, sender=message.sender, sent=stamp(message.sent), status="Actual")
    _texts(alert, msgType=message.type, scope="Public", note=message.note)
    _texts(alert, references=" ".join(map(str, message.references)), incidents=message.incident)
    for info in message.infos:
        _info(alert, message, info)
    ElementTree.indent(alert)
    written: bytes = ElementTree.tostring(alert, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _info(alert: ElementTree.Element, message: Message, info: Info) -> None:
    block = ElementTree.SubElement(alert, _tag("info"))
    _texts(block, language=info.language)
    _each(block, "category", message.categories)
    _texts(block, event=info.event)
    _each(block, "responseType", message.responses)
    _texts(block, urgency=message.urgency, severity=message.severity, certainty="Observed")
    _texts(block, effective=stamp(message.sent), expires=stamp(message.expires), senderName=message.sender_name)
    _texts(block, headline=info.headline, description=info.description, instruction=info.instruction, web=message.web)
    area = ElementTree.SubElement(block, _tag("area"))
    _texts(area, areaDesc=info.area)
    _each(area, "polygon", [" ".join(f"{lat},{lon}" for lat, lon in ring) for ring in message.area])


def _check(message: Message) -> None:
    names = [message.identifier, message.sender, *(r.identifier for r in message.references)]
    if not all(_NAME.fullmatch(name) for name in names):
        raise ValueError("an identifier or sender holds a space, a comma, < or &")
    if (message.type is MsgType.ALERT) == bool(message.references):
        raise ValueError("an update or a cancel names the messages it is about, a first alert names none")
    if not message.infos or not message.area or any(len(ring) < 4 or ring[0] != ring[-1] for ring in message.area):
        raise ValueError("a message has a language, and an area of closed rings of four points or more")


def _texts(parent: ElementTree.Element, **values: str) -> None:
    """Children in the order given, those without a value left out."""
    for name, value in values.items():
        _each(parent, name, [value] if value else [])


def _each(parent: ElementTree.Element, name: str, values: Sequence[str]) -> None:
    for value in values:
        ElementTree.SubElement(parent, _tag(name)).text = str(value)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
