"""The gate of this process: what a sender is asked for, how a report is judged, and what its outcome teaches."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from wekeep.kit import clock, proof
from wekeep.watch.models import Sighting
from wekeep.watch.rules.gate import Arrival, Gate, Limits
from wekeep.watch.rules.sighting import Report
from wekeep.watch.rules.standing import Ruling

FORM = "report"
GATE = Gate(
    Limits(
        calm=settings.CALM_REPORTS_PER_MINUTE,
        at_ease=max(1, settings.REPORT_BURST // 3),
        most=2 * settings.REPORT_BURST,
        an_hour=settings.REPORT_BURST,
    )
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a report, as far as a flood makes it matter. `source` is the name of a network; it is hashed at once, and
    nothing of it is stored. `known`: a member. `answer`: what was sent as proof, under `key`."""

    source: str
    known: bool = False
    key: str = ""
    answer: str = ""

    def judge(self, report: Report) -> Ruling:
        """What becomes of `report`."""
        return GATE.judge(self._arrival(report))

    def is_mended(self) -> bool:
        """Whether the proof that was missing is here now."""
        return self.known or GATE.is_mended(self._arrival(None))

    def remember(self, code: str) -> None:
        """So that the outcome of the report with this code counts for or against its source."""
        if not self.known:
            GATE.remember(code, self.source)

    def _arrival(self, report: Report | None) -> Arrival:
        done = proof.check(settings.SECRET_KEY, FORM, self.key, self.answer, _seconds()) if self.answer else None
        if report is None:
            return Arrival(self.source, 0, 0, proof=done, key=self.key)
        return Arrival(
            self.source,
            report.spot.lat,
            report.spot.lon,
            known=self.known,
            proof=done,
            key=self.key,
            text=f"{report.text} {report.uniform} {report.equipment}",
            chosen=f"{report.activity or ''} {len(report.signs)}".strip(),
            saw_it=report.first_hand is not False,
        )


def challenge_for(sender: Sender) -> str:
    """A challenge for this sender now; its third part is the number of bits, 0 where there is nothing to do."""
    bits = GATE.ask(sender.source, known=sender.known)
    return proof.issue(settings.SECRET_KEY, FORM, bits, _seconds())


def may_wait(sender: Sender) -> bool:
    """Whether a report that this sender let wait is as good as one with a proof."""
    return sender.known or GATE.may_wait(sender.source)


def learn(sightings: Iterable[Sighting], *, right: bool) -> None:
    """Once this transaction is on disk, these were found right, or wrong, by a person."""
    codes = [sighting.code for sighting in sightings]
    transaction.on_commit(lambda: GATE.learn(codes, right=right))


def _seconds() -> int:
    return int(clock.now().timestamp())
