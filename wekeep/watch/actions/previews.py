"""What a dispatcher sees before anything is sent: the words as they will be read, and whom they reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.queries.reach import Reach, count_of_told, reach_of_new, reach_of_widening
from wekeep.alerts.rules.alert import Level, Type, expiry
from wekeep.alerts.rules.parts import Parts
from wekeep.channels.actions.outbox import Text
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound
from wekeep.watch.actions.warnings import area_of, facts_of, sendable, status_of
from wekeep.watch.models import Incident
from wekeep.watch.queries.warnings import alerts_about, open_alerts_about
from wekeep.watch.rules.warning import check_said, check_sendable, level_of, parts_of

ALERT, WIDEN, UPDATE, CANCEL, OVER = "alert", "widen", "update", "cancel", "over"
_SAID = {ALERT: Type.ALERT, WIDEN: Type.ALERT, UPDATE: Type.UPDATE, CANCEL: Type.CANCEL, OVER: Type.ALL_CLEAR}


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent now. `texts` has the message by language code; `told` counts to whom it goes where that is only
    those who were told before (`to_the_told`), and `reach` is about whom it would reach otherwise; `is_sent` is false where there is nobody to send it to because no alert is out; `alert` is the code of the one that is
    followed."""

    reach: Reach | None
    told: int
    texts: dict[str, Text]
    to_the_told: bool
    is_sent: bool = True
    alert: str = ""


@transaction.atomic
def preview(*, actor: Actor, code: str, said: str, chosen: Mapping[str, Any]) -> Preview:
    """What pressing the button of the form `said` with these choices would send; nothing is written.

    NotFound for another form, and for one that follows an alert where none is live.
    """
    if said not in _SAID:
        raise NotFound
    incident = sendable(actor=actor, code=code)
    facts = facts_of(incident)
    level = chosen.get("level") or level_of(facts.found)
    if said in (ALERT, WIDEN, UPDATE):
        check_sendable(facts)
        check_said(facts, level, chosen.get("change"))
    out = open_alerts_about(actor, incident) if said == OVER else [_live(actor, incident)] if said != ALERT else []
    parts = parts_of(
        facts,
        advice=tuple(chosen.get("advice", ())),
        change=chosen.get("change"),
        ending=chosen.get("ending"),
    )
    return Preview(
        _reach(incident, said, level, chosen.get("rings", 0), out),
        count_of_told(out) if said not in (ALERT, WIDEN) else 0,
        _texts(actor, incident, said, level, parts),
        to_the_told=said in (UPDATE, CANCEL, OVER),
        is_sent=said != OVER or bool(out),
        alert=out[0] if said in (WIDEN, UPDATE, CANCEL) else "",
    )


def _live(actor: Actor, incident: Incident) -> str:
    for chain in alerts_about(actor, incident):
        if chain.is_live:
            return chain.code
    raise NotFound


def _reach(incident: Incident, said: str, level: Level, rings: int, out: list[str]) -> Reach | None:
    if said == ALERT:
        area = area_of(incident, rings)
        return reach_of_new(area=area, level=level, zone=incident.zone, status=status_of(incident))
    if said == WIDEN:
        return reach_of_widening(code=out[0], area=area_of(incident, rings), level=level)
    return None


def _texts(actor: Actor, incident: Incident, said: str, level: Level, parts: Parts) -> dict[str, Text]:
    running = [] if said == ALERT else [chain.expires_at for chain in alerts_about(actor, incident) if chain.is_live]
    until = max([expiry(level, clock.now(), None), *running])
    return notices.in_every_language(_SAID[said], level, parts, until, status_of(incident))
