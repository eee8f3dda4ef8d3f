"""The contract that every channel keeps, whatever it speaks."""

from datetime import timedelta

import pytest

from tests.channels.conftest import PEERS
from tests.channels.peers import Peer
from tests.channels.rows import rows
from wekeep.channels import queries
from wekeep.channels.actions import addresses, outbox, sending, settling
from wekeep.channels.actions.outbox import NewLetter, Recipient, Text
from wekeep.channels.contract import Answer, Outcome, Result
from wekeep.channels.models import Address
from wekeep.channels.registry import kind, kinds
from wekeep.channels.rules.delivery import State
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

pytestmark = pytest.mark.django_db
NAMES = ("webpush", "ntfy", "email", "sms", "voice", "signal", "matrix", "mastodon", "apprise")


def kind_of(peer: str) -> str:
    """The kind whose other end the fixture `peer` is."""
    return {"push": "webpush", "unifiedpush": "webpush", "mail": "email"}.get(peer, peer.split("_")[0])


def letter(code: str = "letter1", thread: str = "thread1", minutes: float = 60) -> NewLetter:
    text = Text("A long title", "Long words", "A short title", "Short words")
    until = clock.now() + timedelta(minutes=minutes)
    return NewLetter(code, thread, {"en": text}, "http://localhost/alerts/a/x/", "http://localhost/stop/", False, until)


def keep(peer: Peer, given: dict[str, str]) -> str:
    until = clock.now() + timedelta(days=1)
    return addresses.keep_address(kind_name=peer.kind, given=given, expires_at=until)[0]


def keep_many(peer: Peer, given: list[dict[str, str]]) -> list[str]:
    """As `keep` does for each of them where nothing can be sealed, in one write."""
    until, name = clock.now() + timedelta(days=1), peer.kind
    rows = [
        Address(
            kind=name,
            value=one,
            endpoint_mark=addresses.endpoint_mark(name, one),
            mark=addresses.address_mark(name, one),
            expires_at=until,
        )
        for one in map(kind(name).read_address, given)
    ]
    return [row.code for row in Address.objects.bulk_create(rows, batch_size=500)]


def send(peer: Peer, codes: list[str], new: NewLetter | None = None, *, silent: bool = False) -> None:
    outbox.hand_over(new or letter(), [Recipient(code, peer.kind, "en", silent) for code in codes])
    drain(ALERTS)


def states() -> list[str]:
    return sorted(one.state for one in rows())


def test_every_kind_is_registered_under_its_own_name() -> None:
    assert {name: one.name for name, one in kinds().items()} == {n: n for n in NAMES}


def test_every_kind_has_its_other_end_in_this_suite() -> None:
    assert {kind_of(name) for name in PEERS} == set(NAMES)


def test_what_is_handed_over_arrives_once(peer: Peer) -> None:
    here, there = peer.new_address(), peer.new_address()
    send(peer, [keep(peer, here), keep(peer, there)])
    assert len(peer.came(here)) == len(peer.came(there)) == 1
    assert states() == [State.HANDED_OVER, State.HANDED_OVER]
    drain(ALERTS)
    assert len(peer.came(here)) == 1


def test_the_long_words_never_leave_unless_their_reader_chose_so(peer: Peer) -> None:
    discreet, open_ = peer.new_address(), peer.new_address()
    send(peer, [keep(peer, discreet)])
    assert "Long words" not in peer.came(discreet)[0]
    outbox.hand_over(letter("letter2"), [Recipient(keep(peer, open_), peer.kind, "en", show_text=True)])
    drain(ALERTS)
    assert ("Long words" in peer.came(open_)[0]) or peer.came(open_)[0].endswith("-s")


def test_a_temporary_failure_is_tried_again_and_arrives_once(peer: Peer) -> None:
    address = peer.new_address()
    code = keep(peer, address)
    peer.fail_next(1)
    send(peer, [code])
    assert peer.came(address) == []
    assert states() == [State.QUEUED]
    with clock.simulated(clock.now() + timedelta(seconds=30)):
        drain(RETRIES)
    assert len(peer.came(address)) == 1
    assert states() == [State.HANDED_OVER]


def test_an_address_that_is_no_more_is_forgotten(peer: Peer) -> None:
    address, other = peer.new_address(), peer.new_address()
    code, kept = keep(peer, address), keep(peer, other)
    peer.close_address(address)
    send(peer, [code, kept])
    assert queries.still_kept([code, kept]) == {kept}
    assert states() == [State.GONE, State.HANDED_OVER]
    assert len(peer.came(other)) == 1


def test_the_same_address_is_known_again(peer: Peer) -> None:
    address = peer.new_address()
    assert keep(peer, address) == keep(peer, dict(address))


def test_an_address_that_was_stopped_gets_nothing_more(peer: Peer) -> None:
    address = peer.new_address()
    code = keep(peer, address)
    outbox.hand_over(letter(), [Recipient(code, peer.kind, "en")])
    addresses.forget_address(code=code)
    drain(ALERTS)
    assert peer.came(address) == []
    assert states() == [State.WITHDRAWN]


def test_what_would_come_too_late_is_not_sent(peer: Peer) -> None:
    address = peer.new_address()
    code = keep(peer, address)
    outbox.hand_over(letter(minutes=5), [Recipient(code, peer.kind, "en")])
    with clock.simulated(clock.now() + timedelta(minutes=6)):
        drain(ALERTS)
    assert peer.came(address) == []
    assert states() == [State.TOO_LATE]


def test_what_no_channel_took_yet_can_be_withdrawn(peer: Peer) -> None:
    first, second = peer.new_address(), peer.new_address()
    early, late = keep(peer, first), keep(peer, second)
    send(peer, [early])
    outbox.hand_over(letter("letter2"), [Recipient(late, peer.kind, "en")])
    assert outbox.withdraw(thread="thread1") == {late}
    drain(ALERTS)
    assert len(peer.came(first)) == 1
    assert peer.came(second) == []


def test_what_failed_once_may_have_arrived_and_is_not_withdrawn(peer: Peer) -> None:
    code = keep(peer, peer.new_address())
    peer.fail_next(1)
    send(peer, [code])
    assert outbox.withdraw(thread="thread1") == frozenset()


def test_a_delivery_left_behind_by_a_dead_worker_is_sent_by_the_next(peer: Peer) -> None:
    address = peer.new_address()
    code = keep(peer, address)
    outbox.hand_over(letter(), [Recipient(code, peer.kind, "en")])
    hand = sending.claim(peer.kind, 10, retries=False)
    assert hand is not None and len(hand.members) == 1
    assert sending.claim(peer.kind, 10, retries=True) is None
    with clock.simulated(clock.now() + timedelta(minutes=2)):
        assert outbox.queue_left_behind() == 1
        drain(RETRIES)
    assert len(peer.came(address)) == 1


def test_an_answer_after_the_lease_was_lost_changes_nothing(peer: Peer) -> None:
    code = keep(peer, peer.new_address())
    outbox.hand_over(letter(), [Recipient(code, peer.kind, "en")])
    lost = sending.claim(peer.kind, 10, retries=False)
    with clock.simulated(clock.now() + timedelta(minutes=2)):
        hand = sending.claim(peer.kind, 10, retries=True)
        assert lost and hand and hand.token != lost.token and len(hand.members) == 1
        refused = Outcome((), [Result(hand.members[0].delivery, Answer.REFUSED)])
        settling.settle(dict.fromkeys(hand.batches, lost.token), refused)
    assert [(one.state, one.in_hand, one.attempts) for one in rows()] == [(State.QUEUED, True, 2)]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"email": "not an address", "endpoint": "http://push.example/x", "url": "http://ntfy.example/topic"},
        {
            "email": "a@b",
            "endpoint": "https://10.0.0.1/x",
            "url": "https://192.168.1.1/topic",
            "group": "+16125550123",
        },
        {
            "email": "a@b.example\nBcc: c@d.example",
            "endpoint": "ftp://push.example/x",
            "url": "https://ntfy.example/a/b",
        },
    ],
)
def test_what_cannot_be_an_address_is_refused_in_words(given: dict[str, str]) -> None:
    for one in kinds().values():
        with pytest.raises(Refused):
            one.read_address(given)


def test_every_kind_can_say_whether_it_works(peer: Peer) -> None:
    health = kind(peer.kind).probe()
    assert health.works
    assert health.words.endswith(".")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused):
        kind("pigeon")
