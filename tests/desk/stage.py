"""A street with everything on it that the public must never see, and the one thing it may."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import h3

from tests.cast import NORTH, Cast
from wekeep.alerts.models import Alert
from wekeep.alerts.rules.alert import Level as AlertLevel
from wekeep.alerts.rules.parts import Advice, Change, Ending
from wekeep.kit import clock
from wekeep.watch.actions import warnings
from wekeep.watch.actions.verification import give_outcome
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.status import Source, Status
from wekeep.watch.rules.verification import Answer

LAT, LON = 45.0012345, -92.9987654
TAKEN = Answer(Outcome.CONFIRMED, Method.IN_PERSON, level=Level.ACTIVE)
FILM = Answer(Outcome.NOT_ENFORCEMENT, Method.IN_PERSON, kind=NotEnforcement.FILM_CREW)
NOTHING = Answer(Outcome.NOTHING_FOUND, Method.IN_PERSON)
ADVICE = (Advice.KEEP_DISTANCE, Advice.KNOW_RIGHTS)


@dataclass
class Street:
    """Makes incidents whose every hidden word and number is listed in `hidden`."""

    cast: Cast
    hidden: list[str] = field(default_factory=list)

    def incident(self, mark: str, lat: float = LAT, lon: float = LON, **more: Any) -> Incident:
        """An incident with one sighting, whose words all carry `mark`."""
        now = clock.now()
        incident = Incident.objects.create(
            lat=lat,
            lon=lon,
            cell=h3.latlng_to_cell(lat, lon, 8),
            activity=Activity.DETAINING,
            people_low=4,
            people_high=5,
            sightings_count=1,
            opened_at=now,
            first_seen_at=now,
            last_seen_at=now,
            forget_at=now + timedelta(days=3),
            **{"zone": NORTH, "neighbourhood": "Powderhorn", **more},
        )
        self.sighting(incident, mark)
        return incident

    def sighting(self, incident: Incident, mark: str, **more: Any) -> Sighting:
        words = {name: f"{mark}-{name}" for name in ("text", "uniform", "equipment", "place_text")}
        self.hidden += [*words.values(), repr(incident.lat), repr(incident.lon)]
        return Sighting.objects.create(
            status=incident.status,
            source=Source.WEB,
            observed_at=clock.now(),
            received_at=clock.now(),
            lat=incident.lat,
            lon=incident.lon,
            cell=incident.cell,
            zone=incident.zone,
            incident=incident,
            forget_at=clock.now() + timedelta(days=3),
            **words,
            **more,
        )

    def confirmed(self, mark: str = "confirmed", **more: Any) -> Incident:
        incident = self.incident(mark, **more)
        return give_outcome(actor=self.cast.amina.actor, code=incident.code, answer=TAKEN)

    def alerted(self, mark: str = "alerted", rings: int = 0, **more: Any) -> tuple[Incident, Alert]:
        incident = self.confirmed(mark, **more)
        return incident, self.alert(incident, rings)

    def alert(self, incident: Incident, rings: int = 0) -> Alert:
        chain = warnings.send_alert(
            unlocked=self.cast.dana.unlocked(), code=incident.code, level=AlertLevel.ACTIVE, rings=rings, advice=ADVICE
        )
        return Alert.objects.get(code=chain.code)

    def updated(self, incident: Incident, alert: Alert) -> None:
        warnings.update_alert(
            unlocked=self.cast.dana.unlocked(),
            code=incident.code,
            alert=alert.code,
            change=Change.MORE,
            level=AlertLevel.ACTIVE,
        )

    def widened(self, incident: Incident, alert: Alert, rings: int = 1) -> None:
        warnings.widen_alert(
            unlocked=self.cast.dana.unlocked(),
            code=incident.code,
            alert=alert.code,
            rings=rings,
            level=AlertLevel.ACTIVE,
        )

    def cancelled(self, incident: Incident, alert: Alert) -> None:
        warnings.cancel_alert(
            unlocked=self.cast.dana.unlocked(), code=incident.code, alert=alert.code, ending=Ending.NOT_ENFORCEMENT
        )

    def cleared(self, incident: Incident) -> None:
        warnings.clear_incident(unlocked=self.cast.dana.unlocked(), code=incident.code, ending=Ending.THEY_LEFT)

    def answered(self, mark: str, answer: Answer = FILM, crossing: str = "Cedar & 17th", **more: Any) -> Incident:
        incident = give_outcome(actor=self.cast.amina.actor, code=self.incident(mark, **more).code, answer=answer)
        Incident.objects.filter(pk=incident.pk).update(crossing=crossing)
        return incident

    def drill(self, mark: str = "drill") -> tuple[Incident, Alert]:
        """An alert of an exercise, as a steward or dispatcher runs it."""
        incident = self.incident(mark, lat=45.011, status=Status.EXERCISE, neighbourhood="Drillville")
        Incident.objects.filter(pk=incident.pk).update(
            outcome=Outcome.CONFIRMED, level=Level.ACTIVE, outcome_by=self.cast.amina.code
        )
        return incident, self.alert(incident)
