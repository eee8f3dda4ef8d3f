"""An evening under a hostile crowd: every true report is on the board within a minute, and none waits behind a false one.

Time is simulated; the lane of merging does a few placements a second, as a slow machine would, so that a wrong order shows.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bench.crowd import ABOUT_ONE, BOT, EVENTS, HOSTILE, SECONDS, TRUE, Sent, evening
from tests.cast import NORTH, Cast
from tests.conftest import square
from wekeep.kit import clock, proof
from wekeep.kit.actor import VISITOR
from wekeep.kit.proof import Proof
from wekeep.kit.throttle import Throttle
from wekeep.places.models import Zone
from wekeep.watch.actions import intake
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.sightings import file_sighting
from wekeep.watch.actions.sweeping import send_on
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.incidents import board
from wekeep.watch.rules.gate import WAIT, Gate, Limits
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.standing import Lane, Ruling, Standing
from wekeep.watch.rules.status import Source
from wekeep.work import actions as work
from wekeep.work.jobs.running import run_batch
from wekeep.work.rules.lane import MERGING

SIX = datetime(2026, 1, 14, 0, 0, tzinfo=UTC)
# What the lane does here, about as many as pass the gate; its order is proven in test_sweep.py.
PLACED_IN_TWO_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Judged(Sender):
    """A sender whose report was judged already."""

    ruling: list[Ruling] = field(default_factory=list)

    def judge(self, report: Report) -> Ruling:
        return self.ruling.pop()


class Evening:
    """The evening, second by second."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sent: dict[str, Sent] = {}
        self.waiting: list[tuple[float, str, Sender]] = []
        self.placed: dict[str, float] = {}
        self.braked = self.judged = 0
        self.held: Counter[str] = Counter()
        self._brake = Throttle(burst=30, per_minute=20, clock=lambda: self.now)

    def send(self, one: Sent) -> None:
        """One report, as the door takes it."""
        if self._brake.wait_for(one.source):
            self.braked += 1
            return
        key = f"report-{one.number:012}"
        report = Report(
            observed_at=clock.now(), spot=Spot(one.lat, one.lon), activity=Activity(one.activity), text=one.text
        )
        sender = Judged(one.source, key=key, answer=f"done-{one.number}" if one.works else "", ruling=[])
        self.judged += 1
        ruling = Sender.judge(sender, report)
        self.held[one.kind] += bool(ruling.held_for)
        # what is held touches nothing but its own row: one in ten of them is enough to see that
        if one.kind in ("hostile", "bot") and ruling.held_for and one.number % 10:
            return
        sender.ruling.append(ruling)
        filed = file_sighting(actor=VISITOR, report=report, source=Source.WEB, key=key, body=key, sender=sender)
        self.sent[filed.code] = one
        if one.waits and filed.wants_proof:
            self.waiting.append((self.now + WAIT + 1, filed.words, sender))

    def tick(self) -> None:
        """What happens in a second beside the door: who waited presses, and the lane places a few."""
        for due, words, sender in [one for one in self.waiting if one[0] <= self.now]:
            assert send_on(words=words, sender=sender)
            self.waiting.remove((due, words, sender))
        token, jobs = work.claim(MERGING, PLACED_IN_TWO_SECONDS // 2 + int(self.now) % 2)
        if jobs:
            assert run_batch(jobs, token)
            for job in jobs:
                self.placed.setdefault(str(job.payload["code"]), self.now)

    def took(self, kind: str, *, alone: bool = False) -> list[float]:
        """Seconds from sending to its place in an incident, of all of this kind; `alone`: of those that share no network
        with the crowd."""
        return [
            self.placed[code] - one.at
            for code, one in self.sent.items()
            if one.kind == kind and not (alone and one.source.startswith("hostile"))
        ]


@pytest.fixture
def flood(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    """An evening that is over, in a city of one zone."""
    Zone.objects.create(code=NORTH, name="North Side", outline=square(45.0, -93.0, 0.25))
    told = Evening()
    monkeypatch.setattr(intake, "GATE", Gate(Limits(), lambda: told.now))
    monkeypatch.setattr(proof, "check", lambda _secret, _form, _key, answer, _now: Proof(answer, 16, 5))
    reports = evening()
    for second in range(SECONDS + 1):
        told.now = float(second)
        with clock.simulated(SIX + timedelta(seconds=second)):
            while reports and reports[0].at < second:
                told.send(reports.pop(0))
            told.tick()
    # ten true reports share a network with the crowd: they come after all others, and their events are told of by others
    with clock.simulated(SIX + timedelta(seconds=SECONDS)):
        for told.now in range(SECONDS + 1, SECONDS + 300):
            told.tick()
        yield told


@pytest.mark.long
def test_two_hundred_true_reports_among_sixteen_thousand_false_ones_are_on_the_board_within_a_minute(
    flood: Evening, cast_of_one_zone: Cast
) -> None:
    true = {code for code, one in flood.sent.items() if one.kind == "true"}
    assert len(true) == TRUE
    assert true <= flood.placed.keys()
    assert max(flood.took("true", alone=True)) <= 60
    assert len(flood.took("true", alone=True)) == TRUE - 10
    on_the_board = {row.pk for row in board(cast_of_one_zone.dana.actor)}
    rows = set(Sighting.objects.filter(code__in=true).values_list("incident", flat=True))
    assert rows <= on_the_board
    assert len(rows) >= EVENTS * 0.9

    # in order of urgency, and whatever the flood brought past the gate behind it
    order = [(row.standing == Standing.WEAK, -row.urgency) for row in board(cast_of_one_zone.dana.actor)]
    assert order == sorted(order)

    # the event that everybody saw is one row, and its twenty a minute waited for nobody
    crowd = {code for code, one in flood.sent.items() if one.kind == "one event"}
    assert len(crowd) == ABOUT_ONE
    assert Sighting.objects.filter(code__in=crowd, lane=Lane.OPEN).count() == ABOUT_ONE
    assert max(flood.took("one event")) <= 60
    assert Incident.objects.filter(sightings__code__in=crowd).distinct().count() <= 3

    # every one of them was looked at, or told to come back; nine in ten of the crowd's wait for a person, out of every incident
    assert flood.judged + flood.braked == HOSTILE + BOT + TRUE + ABOUT_ONE
    assert flood.held["hostile"] > 0.9 * HOSTILE
    held = Sighting.objects.filter(lane=Lane.HELD)
    assert held.count() > 1000
    assert not held.filter(incident__isnull=False).exists()


@pytest.fixture
def cast_of_one_zone(flood: Evening) -> Cast:
    """Who looks at the board afterwards."""
    return Cast()
