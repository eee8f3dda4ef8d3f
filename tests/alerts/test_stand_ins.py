"""Where a zone's group could not be reached its stand-in is told by itself, once; and no group's year ends unsaid."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.alerts.neighbours import choices, neighbour
from tests.alerts.test_alerts import HERE, cancel
from tests.alerts.test_outlets import PAGE, add, wanted
from tests.cast import NORTH, Cast
from tests.channels.conftest import matrix, signal
from tests.channels.peers import PushPeer
from tests.channels.room_peers import MatrixPeer
from tests.channels.signal_peer import SignalPeer
from tests.desk.stage import Street
from wekeep.alerts import jobs
from wekeep.alerts.actions import alerts, outlets, resuming
from wekeep.alerts.actions.outlets import Wanted
from wekeep.alerts.models import Message, Outlet, Posted
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.parts import Parts, What
from wekeep.channels.actions import outbox, stopping
from wekeep.channels.queries import waiting_letters
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.work.jobs.worker import drain
from wekeep.work.models import Job
from wekeep.work.rules.lane import ALERTS, RETRIES

__all__ = ["matrix", "signal"]
pytestmark = pytest.mark.django_db
PARTS = Parts(what=What.STAGING, place="North Side")


@contextmanager
def later(seconds: float) -> Iterator[None]:
    """So long after now everything that is due is done: retries first, then what looks for stand-ins, then sending."""
    with clock.simulated(clock.now() + timedelta(seconds=seconds)):
        outbox.queue_left_behind()
        drain(RETRIES)
        drain(ALERTS)
        yield


def group(cast: Cast, signal: SignalPeer, **changed: object) -> tuple[Outlet, Wanted]:
    what = wanted(signal, **changed)
    return add(cast, what), what


def stand_in(cast: Cast, matrix: MatrixPeer, main: Outlet, **changed: object) -> tuple[Outlet, Wanted]:
    what = Wanted(NORTH, "matrix", matrix.new_address(), "The room", "en", Level.CONFIRMED, stands_in_for=main.code)
    what = replace(what, **changed)  # type: ignore[arg-type]
    return add(cast, what), what


def sign(cast: Cast, **more: object) -> Chain:
    usual: dict[str, object] = {"about": "i1", "zone": NORTH, "area": HERE, "level": Level.CONFIRMED, "parts": PARTS}
    return alerts.send_alert(unlocked=cast.dana.unlocked(), given_by=cast.amina.code, **{**usual, **more})  # type: ignore[arg-type]


def send(cast: Cast, **more: object) -> Chain:
    chain = sign(cast, **more)
    drain(ALERTS)
    return chain


def test_a_stand_in_hears_nothing_while_its_group_is_reached(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    chain = send(cast)
    for seconds in (11, 30, 61, 300):
        with later(seconds):
            pass
    cancel(cast, chain)
    assert len(signal.came(here.given)) == 2 and matrix.came(there.given) == []


@pytest.mark.parametrize("mood", ["captcha", "limited", "left"])
def test_what_will_surely_not_come_is_told_to_the_stand_in_at_the_first_look_and_once(
    mood: str, cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    signal.mood = mood
    chain = send(cast)
    assert matrix.came(there.given) == []
    with later(11):
        assert len(matrix.came(there.given)) == 1
    for seconds in (22, 70, 200):
        with later(seconds):
            pass
    assert len(matrix.came(there.given)) == 1 and signal.came(here.given) == []
    assert not Job.objects.exclude(trouble=""), "nobody tried to tell it again"
    signal.mood = ""
    cancel(cast, chain)
    assert len(matrix.came(there.given)) == 2


def test_a_server_that_does_not_answer_is_waited_for_a_minute_and_no_longer(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, _here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    signal.failing = 100
    send(cast)
    for seconds in (11, 22, 33):
        with later(seconds):
            assert matrix.came(there.given) == []
    with later(66):
        assert len(matrix.came(there.given)) == 1


def test_while_sending_is_stopped_no_stand_in_is_put_beside_its_group_and_afterwards_each_is_told_what_it_should(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    sign(cast)
    stopping.stop_sending(actor=cast.dana.actor)
    for seconds in (11, 70, 200):
        with later(seconds):
            assert [waits.addresses for waits in waiting_letters()] == [1]
    assert Posted.objects.count() == 1
    resuming.resume(unlocked=cast.dana.unlocked())
    drain(ALERTS)
    with later(220):
        pass
    assert len(signal.came(here.given)) == 1 and matrix.came(there.given) == []


def test_a_group_that_comes_back_within_the_minute_is_enough(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    signal.failing = 1
    send(cast)
    for seconds in (11, 66, 120):
        with later(seconds):
            pass
    assert len(signal.came(here.given)) == 1 and matrix.came(there.given) == []


def test_nothing_is_posted_of_what_is_over_and_a_stand_in_that_heard_nothing_hears_no_end(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, _here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    signal.mood = "captcha"
    chain = send(cast)
    cancel(cast, chain)
    with later(70):
        pass
    assert matrix.came(there.given) == []


def test_no_stand_in_is_told_what_somebody_wrote_into_the_database(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, _here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main, show_text=True)
    signal.mood = "left"
    send(cast)
    forged = Message.objects.get()
    forged.statement = forged.statement.replace("staging", "detaining")
    forged.parts = {**forged.parts, "what": "detaining"}
    forged.save()
    with later(70):
        assert matrix.came(there.given) == [] and not Posted.objects.exclude(stood_in_at=None).exists()


def test_a_stand_in_is_told_what_is_said_now_and_not_what_was_said_first(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, _here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main, show_text=True)
    signal.failing = 100
    chain = send(cast)
    worse = Parts(what=What.QUESTIONING, place="North Side")
    alerts.send_update(unlocked=cast.dana.unlocked(), code=chain.code, parts=worse)
    with later(66):
        [post] = matrix.came(there.given)
    assert "questioning" in post and "gathering" not in post


def test_one_for_detentions_stands_in_for_detentions_alone(cast: Cast, signal: SignalPeer, matrix: MatrixPeer) -> None:
    main, _here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main, level=Level.ACTIVE)
    signal.mood = "captcha"
    send(cast)
    with later(66):
        assert matrix.came(there.given) == []
    send(cast, about="i2", level=Level.ACTIVE)
    with later(66):
        assert len(matrix.came(there.given)) == 1


def test_the_board_says_that_a_stand_in_was_told_and_names_no_group(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, here = group(cast, signal)
    other, _there = stand_in(cast, matrix, main)
    signal.mood = "limited"
    incident, _alert = Street(cast).alerted()
    drain(ALERTS)
    with later(11):
        page = cast.dana.client().get(f"/board/{incident.code}/").content.decode()
    assert "A group could not be reached (Signal group). Its stand-in was told (Matrix room)." in page
    assert here.name not in page and other.name not in page
    assert Entry.objects.get(kind="outlet.stood_in").about == incident.code


def test_a_stand_in_is_on_another_channel_and_stands_in_for_no_stand_in(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, _here = group(cast, signal)
    other, _there = stand_in(cast, matrix, main)
    with pytest.raises(Refused, match="another channel"):
        add(cast, wanted(signal, stands_in_for=main.code))
    with pytest.raises(Refused, match="itself"):
        add(cast, wanted(signal, stands_in_for=other.code))
    with pytest.raises(Refused, match="same zone"):
        add(cast, wanted(signal, stands_in_for="abcdefghijkmnpqr"))


def test_a_stand_in_whose_group_was_taken_away_hears_nothing_and_its_stewards_see_that(
    cast: Cast, signal: SignalPeer, matrix: MatrixPeer
) -> None:
    main, _here = group(cast, signal)
    _other, there = stand_in(cast, matrix, main)
    assert "Stands in for" in cast.sol.client().get(PAGE).content.decode()
    outlets.end_outlet(actor=cast.sol.actor, code=main.code)
    send(cast)
    with later(66):
        assert matrix.came(there.given) == [] and not Posted.objects.exists()
    assert "The group it stood in for is no more" in cast.sol.client().get(PAGE).content.decode()


def test_the_form_names_a_stand_in(cast: Cast, signal: SignalPeer, matrix: MatrixPeer) -> None:
    main, _here = group(cast, signal)
    client = cast.sol.client()
    assert "Only as a stand-in for Block 12" in client.get(PAGE).content.decode()
    form = {"zone": NORTH, "kind": "matrix", "address": matrix.new_address()["room"], "name": "The room"}
    chosen = {"language": "en", "level": "confirmed", "stands_in_for": main.code}
    assert client.post(PAGE, {**form, **chosen}).status_code == 302
    assert Outlet.objects.get(kind="matrix").stands_in_for == main.code


def test_stewards_hear_once_that_a_groups_year_is_over_soon_and_not_which(
    cast: Cast, signal: SignalPeer, push: PushPeer
) -> None:
    steward = neighbour(push, choices(), member=cast.sol.code)
    other = neighbour(push, choices(), member=cast.dana.code)
    one, _here = group(cast, signal)
    with clock.simulated(one.expires_at - timedelta(days=31)):
        jobs.remind.call()
        drain(ALERTS)
    assert steward.got == 0
    one.refresh_from_db()
    for days in (29, 28):
        Outlet.objects.filter(pk=one.pk).update(expires_at=clock.now() + timedelta(days=days))
        jobs.remind.call()
        drain(ALERTS)
    assert (steward.got, other.got) == (1, 0)
    told = cast.sol.client().get(f"/alerts/{steward.codes[-1]}/text/").json()
    assert told["title"] == "A group needs you" and one.name not in str(told)
    assert "ends soon" in cast.sol.client().get(PAGE).content.decode()
    outlets.keep_outlet(actor=cast.sol.actor, code=one.code)
    assert "ends soon" not in cast.sol.client().get(PAGE).content.decode()
