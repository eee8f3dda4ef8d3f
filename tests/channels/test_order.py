"""What goes before what: a flood of lesser letters never stands before a warning, and whoever left is left out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.channels.peers import PushPeer
from tests.channels.rows import row_of
from tests.channels.test_every_channel import keep, letter, states
from wekeep.channels import jobs, queries
from wekeep.channels.actions import addresses, outbox, sending, settling
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.contract import Answer, Envelope, Outcome, Result
from wekeep.channels.models import Batch
from wekeep.channels.rules.delivery import Rank, State
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

pytestmark = pytest.mark.django_db


class Told:
    """A channel that writes down which letter went when, and tells the test before each."""

    claims_at_once = 100

    def __init__(self) -> None:
        self.now, self.order, self.addresses = 0.0, list[str](), list[str]()
        self.answers: dict[str, list[Answer]] = {}

    def monotonic(self) -> float:
        return self.now

    def before(self, envelope: Envelope) -> None:
        """What happens in the world meanwhile."""

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        for envelope in envelopes:
            self.now += 0.01
            self.before(envelope)
            self.order.append(envelope.code.split("-")[0])
            self.addresses.append(envelope.return_code)
            said = self.answers.get(envelope.return_code) or [Answer.HANDED_OVER]
            yield Result(envelope.delivery, said.pop(0))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    found = Told()
    monkeypatch.setattr(jobs, "channel", lambda _name: found)
    monkeypatch.setattr(jobs, "monotonic", found.monotonic)
    return found


@pytest.fixture
def people(push: PushPeer) -> list[Recipient]:
    return [Recipient(keep(push, push.new_address()), "webpush", "en") for _n in range(60)]


def hand_over(code: str, to: list[Recipient], rank: Rank, thread: str = "") -> None:
    outbox.hand_over(replace(letter(code, thread or code), rank=rank), to)


def test_an_active_detention_overtakes_every_letter_that_was_there_before(told: Told, people: list[Recipient]) -> None:
    for n in range(20):
        hand_over(f"own{n}", people[:1], Rank.OWN)
    hand_over("low", people, Rank.ALERT)
    hand_over("high", people, Rank.FIRST)
    drain(ALERTS)
    assert told.order == ["high"] * 60 + ["low"] * 60 + [f"own{n}" for n in range(20)]


def test_a_flood_of_low_alerts_that_is_being_sent_lets_a_high_one_through_within_a_few(
    told: Told, people: list[Recipient], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        hand_over(f"low{n}", people, Rank.ALERT)

    def before(_envelope: Envelope) -> None:
        if len(told.order) == 250:
            hand_over("high", people, Rank.FIRST)

    monkeypatch.setattr(told, "before", before)
    drain(ALERTS)
    at = [place for place, code in enumerate(told.order) if code == "high"]
    assert len(at) == 60 and at[0] - 250 < 20 and at[-1] - at[0] == 59
    assert [code for code in told.order if code != "high"] == [f"low{n}" for n in range(30) for _one in people]


def test_they_are_told_in_the_order_in_which_they_were_given(told: Told, people: list[Recipient]) -> None:
    given = people[::-1]
    hand_over("one", given, Rank.FIRST)
    drain(ALERTS)
    assert told.addresses == [one.address for one in given]


def test_a_letter_given_twice_or_to_the_same_address_twice_comes_once(told: Told, people: list[Recipient]) -> None:
    hand_over("one", people[:3] + people[:3], Rank.OWN)
    drain(ALERTS)
    hand_over("one", people[:5], Rank.OWN)
    drain(ALERTS)
    assert told.addresses == [one.address for one in people[:5]]


def test_who_leaves_while_it_is_being_sent_gets_nothing_more(told: Told, people: list[Recipient]) -> None:
    left = people[50].address

    def before(_envelope: Envelope) -> None:
        told.now += 0.1
        if len(told.order) == 10:
            addresses.forget_address(code=left)

    told.before = before  # type: ignore[assignment,method-assign]
    hand_over("one", people, Rank.ALERT)
    drain(ALERTS)
    assert len(told.addresses) == 59 and left not in told.addresses
    assert queries.counts_of("one") == {"handed_over": 59, "withdrawn": 1}


def test_a_letter_whose_time_ends_while_it_is_in_hand_is_not_sent(
    told: Told, people: list[Recipient], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(hours=2)

    def before(_envelope: Envelope) -> None:
        told.now += 0.1
        if len(told.order) == 10:
            monkeypatch.setattr(clock, "now", lambda: later)

    told.before = before  # type: ignore[assignment,method-assign]
    hand_over("one", people, Rank.ALERT)
    drain(ALERTS)
    assert 10 < len(told.addresses) < 25
    assert queries.counts_of("one") == {"handed_over": len(told.addresses), "too_late": 60 - len(told.addresses)}


def test_those_who_could_not_be_reached_are_tried_again_together_and_the_others_are_not(
    told: Told, people: list[Recipient]
) -> None:
    busy = [one.address for one in people[::4]]
    told.answers = {code: [Answer.LATER] for code in busy}
    hand_over("one", people, Rank.ALERT)
    drain(ALERTS)
    assert queries.counts_of("one") == {"handed_over": 45, "queued": 15}
    assert Batch.objects.filter(queued__gt=0, attempts=1).count() <= 3
    with clock.simulated(clock.now() + timedelta(seconds=30)):
        drain(RETRIES)
    assert told.addresses[:60] == [one.address for one in people] and sorted(told.addresses[60:]) == sorted(busy)
    assert queries.counts_of("one") == {"handed_over": 60}


def test_what_is_taken_back_while_it_is_being_sent_was_told_or_was_not(told: Told, people: list[Recipient]) -> None:
    taken: list[frozenset[str]] = []

    def before(_envelope: Envelope) -> None:
        if len(told.order) == 130:
            taken.append(outbox.withdraw(thread="t"))

    told.before = before  # type: ignore[assignment,method-assign]
    for n in range(4):
        hand_over(f"one{n}", people[n * 15 :] + people[: n * 15], Rank.ALERT, thread="t")
    hand_over("more", people, Rank.ALERT, thread="other")
    drain(ALERTS)
    untold = [code for code, name in zip(told.addresses, told.order, strict=True) if name != "more"]
    assert taken == [frozenset()], "everyone has had something of it"
    assert 130 < len(untold) < 240
    assert queries.reached("t") == {one.address for one in people}


def test_a_worker_that_dies_leaves_exactly_what_was_not_answered(told: Told, people: list[Recipient]) -> None:
    hand_over("one", people, Rank.ALERT)
    hand = sending.claim("webpush", 100, retries=False)
    assert hand is not None
    begun = list(hand.members)[:20]
    settling.settle(dict.fromkeys(hand.batches, hand.token), Outcome([one.delivery for one in begun], ()))
    drain(ALERTS)
    drain(RETRIES)
    assert told.addresses == []
    with clock.simulated(clock.now() + timedelta(minutes=2)):
        outbox.queue_left_behind()
        drain(RETRIES)
    assert told.addresses == [one.address for one in people[20:]]
    assert states() == [State.HANDED_OVER] * 60
    assert row_of(begun[0].delivery).attempts == 2


def test_boards_hear_a_few_times_a_second_that_a_letter_goes_on_and_not_whom_it_reached(
    told: Told, people: list[Recipient]
) -> None:
    outbox.hand_over(replace(letter("one"), about="incident1", zone="north"), people)
    drain(ALERTS)
    heard = list(Entry.objects.filter(kind="letter.goes_on").values_list("about", "zone", "details"))
    assert set(map(str, heard)) == {str(("incident1", "north", {}))}
    assert 1 <= len(heard) <= told.now / jobs.BOARDS_HEAR_EVERY_SECONDS + 1
