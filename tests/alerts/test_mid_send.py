"""While an alert goes out the world moves on: someone leaves, a zone is redrawn, the clock jumps, the keeper goes away."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from tests.alerts.neighbours import CENTRE, PARTS, audience_of, choices, neighbour, quiet
from tests.alerts.test_roll import at_home
from tests.cast import NORTH, Cast, admit
from tests.channels.peers import PushPeer
from tests.channels.rows import rows
from tests.conftest import square
from tests.desk.stage import ADVICE, Street
from tests.keeping import Keeping
from wekeep.alerts import jobs
from wekeep.alerts.actions import alerts, lifetime, packs, subscriptions
from wekeep.alerts.models import Alert, Message
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.rules.alert import AlreadyOut, Level
from wekeep.alerts.rules.area import around
from wekeep.alerts.rules.parts import Change, Ending, Parts
from wekeep.channels import jobs as channel_jobs
from wekeep.channels.actions import settling
from wekeep.channels.registry import kind as channel
from wekeep.channels.rules.delivery import State as Sent
from wekeep.channels.wire import sending as wire
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import OpenForService, Use
from wekeep.places.models import Zone
from wekeep.vault import keeper as line
from wekeep.watch.actions import warnings
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

HERE = around(*CENTRE, 300)
FAR = (at_home(north=0.4),)


@pytest.fixture
def cast(zones: dict[str, Zone], keeping: Keeping) -> Cast:
    """The cast beside a keeper that is started again with its own words."""
    return Cast()


def begin(cast: Cast, *, level: Level = Level.CONFIRMED) -> Chain:
    """Sent, and in the outbox; no channel has been asked yet."""
    return alerts.send_alert(
        unlocked=cast.dana.unlocked(), about="i1", zone=NORTH, area=HERE, level=level, parts=PARTS, given_by="amina"
    )


def clear(cast: Cast, chain: Chain) -> None:
    alerts.send_all_clear(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts())
    drain(ALERTS)


def test_who_leaves_while_it_goes_out_hears_nothing_of_it_nor_of_its_end(cast: Cast, push: PushPeer) -> None:
    stays, leaves = neighbour(push), neighbour(push)
    chain = begin(cast)
    subscriptions.stop(code=leaves.code)
    drain(ALERTS)
    clear(cast, chain)
    assert (stays.got, leaves.got) == (2, 0)


def test_a_zone_that_is_redrawn_while_it_goes_out_changes_nobody_who_is_told(cast: Cast, push: PushPeer) -> None:
    follows = neighbour(push, choices(spots=(), zones=(NORTH,)))
    chain = begin(cast)
    Zone.objects.filter(code=NORTH).update(outline=square(10.0, 10.0))
    drain(ALERTS)
    newcomer = neighbour(push, choices(spots=(), zones=(NORTH,)))
    clear(cast, chain)
    assert (follows.got, newcomer.got) == (2, 0)


def test_who_stops_following_while_it_goes_out_still_hears_its_end(cast: Cast, push: PushPeer) -> None:
    follows = neighbour(push, choices(spots=(), zones=(NORTH,)))
    chain = begin(cast)
    subscriptions.change(code=follows.code, choices=choices(spots=FAR))
    drain(ALERTS)
    clear(cast, chain)
    assert follows.got == 2


def test_a_clock_that_jumps_over_the_end_sends_nothing_stale(cast: Cast, push: PushPeer) -> None:
    awake, asleep = neighbour(push), neighbour(push, quiet("22:00", "07:00"))
    with clock.simulated(at("2027-01-12T01:00")):
        chain = begin(cast)
        assert audience_of(chain.code) == {"told": {awake.subscription.pk}, "held": {asleep.subscription.pk}}
    with clock.simulated(chain.expires_at + timedelta(days=1)):
        drain(ALERTS)
        jobs.release_held.call()
        lifetime.expire()
        drain(ALERTS)
    assert (awake.got, asleep.got) == (0, 0)
    assert [one.state for one in rows() if one.thread == chain.code] == [Sent.TOO_LATE]
    assert audience_of(chain.code) == {"told": {awake.subscription.pk}, "dropped": {asleep.subscription.pk}}


def test_of_an_alert_that_is_cancelled_in_the_middle_the_rest_are_not_told_and_the_told_are_corrected(
    cast: Cast, push: PushPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where, name, few in ((channel("webpush"), "claims_at_once", 5), (wire, "LIBRARY_IN_HAND", 5)):
        monkeypatch.setattr(where, name, few)
    monkeypatch.setattr(channel_jobs, "SETTLED_AT_LEAST_EVERY_SECONDS", 0.0)
    people = [neighbour(push) for _n in range(20)]
    chain, settle, cancelled = begin(cast), settling.settle, list[bool]()

    def settle_and_cancel(*given: Any) -> frozenset[settling.Moved]:
        found = settle(*given)
        if not cancelled:
            cancelled.append(True)
            alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(ending=Ending.SENT_IN_ERROR))
        return found

    monkeypatch.setattr(settling, "settle", settle_and_cancel)
    drain(ALERTS)
    told = [one for one in people if one.got]
    assert 0 < len(told) <= 15
    last = Message.objects.get(type="cancel").code
    assert {(one.got, *one.codes) for one in told} == {(2, last)}, "the correction replaced the alert on each phone"
    assert audience_of(chain.code)["told"] == {one.subscription.pk for one in told}


def test_hours_that_changed_while_it_was_held_are_kept_to(cast: Cast, push: PushPeer) -> None:
    asleep = neighbour(push, quiet("22:00", "07:00"))
    with clock.simulated(at("2027-01-12T06:30")):
        chain = begin(cast)
    with clock.simulated(at("2027-01-12T06:40")):
        subscriptions.change(code=asleep.code, choices=quiet("22:00", "08:00"))
    with clock.simulated(at("2027-01-12T07:00")):
        jobs.release_held.call()
        drain(ALERTS)
        assert asleep.got == 0 and list(audience_of(chain.code)) == ["held"]
    with clock.simulated(at("2027-01-12T08:00")):
        jobs.release_held.call()
        drain(ALERTS)
    assert asleep.got == 1


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Chicago"))


def gone_after(keeping: Keeping, monkeypatch: pytest.MonkeyPatch, answers: int) -> None:
    """The keeper goes away once it has answered so often about places."""
    ask, left = line.ask, [answers]

    def asked(request: Any, *more: Any, **others: Any) -> Any:
        if isinstance(request, OpenForService) and request.use is Use.AUDIENCE:
            if not left[0]:
                keeping.stop()
            left[0] -= 1
        return ask(request, *more, **others)

    monkeypatch.setattr(line, "ask", asked)


def test_a_keeper_that_goes_away_between_two_places_tells_nobody_half(
    keeping: Keeping, cast: Cast, push: PushPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [neighbour(push) for _n in range(10)]
    assert packs.make() == 10
    alone = neighbour(push)
    gone_after(keeping, monkeypatch, answers=1)
    with pytest.raises(Refused, match="The keeper is not running"):
        begin(cast)
    assert not Alert.objects.exists() and [one.got for one in (*people, alone)] == [0] * 11
    monkeypatch.undo()
    keeping.start()
    begin(cast)
    drain(ALERTS)
    assert [one.got for one in (*people, alone)] == [1] * 11


def test_the_same_update_twice_is_refused_and_a_real_one_goes_out(cast: Cast, push: PushPeer) -> None:
    home, chain = neighbour(push), begin(cast)
    drain(ALERTS)
    more = Parts(what=PARTS.what, place=PARTS.place, change=Change.MORE)

    def update(parts: Parts = more) -> None:
        alerts.send_update(unlocked=cast.dana.unlocked(), code=chain.code, parts=parts)
        drain(ALERTS)

    with pytest.raises(Refused, match="said already"):
        update(PARTS)
    update()
    with pytest.raises(Refused, match="said already"):
        update()
    assert home.got == 2 and Message.objects.count() == 2
    with clock.simulated(clock.now() + timedelta(minutes=16)):
        update()
    assert home.got == 3


def test_a_second_alert_about_the_same_is_refused_while_the_first_is_live(cast: Cast, push: PushPeer) -> None:
    home, chain = neighbour(push), begin(cast)
    with pytest.raises(AlreadyOut):
        begin(cast)
    drain(ALERTS)
    assert home.got == 1
    clear(cast, chain)
    begin(cast)


def test_the_second_of_two_dispatchers_is_shown_the_form_for_an_update(cast: Cast, push: PushPeer) -> None:
    street = Street(cast)
    incident, _alert = street.alerted()
    second = admit("dov", Role.DISPATCHER)
    form = {"level": "active", "rings": "0", "advice": []}
    answer = second.client().post(reverse("watch:alert_send", args=[incident.code]), form, follow=True)
    page = answer.content.decode()
    assert "Someone else sent an alert about this first" in page
    assert '<details data-key="u" open>' in page and Alert.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_at_once_send_one_alert(keeping: Keeping, cast: Cast, push: PushPeer) -> None:
    home, incident = neighbour(push), Street(cast).confirmed()
    both = [cast.dana.unlocked(), admit("dov", Role.DISPATCHER).unlocked()]
    done: list[str] = []
    start = threading.Barrier(2)

    def send(unlocked: object) -> Callable[[], None]:
        def run() -> None:
            start.wait(5)
            try:
                warnings.send_alert(unlocked=unlocked, code=incident.code, level=Level.ACTIVE, rings=0, advice=ADVICE)  # type: ignore[arg-type]
                done.append("sent")
            except AlreadyOut:
                done.append("out already")
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=send(one)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain(ALERTS)
    assert sorted(done) == ["out already", "sent"]
    assert (Alert.objects.count(), home.got) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_end_and_a_widening_at_once_tell_nobody_new_of_what_is_over(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    near, further = neighbour(push), neighbour(push, choices(spots=(at_home(north=0.03, radius=500),)))
    chain = begin(cast)
    drain(ALERTS)
    unlocked, start, trouble = cast.dana.unlocked(), threading.Barrier(2), list[str]()

    def run(what: Callable[[], object]) -> None:
        start.wait(5)
        try:
            what()
        except Refused as refusal:
            trouble.append(str(refusal))
        finally:
            connection.close()

    def end() -> object:
        parts = Parts(ending=Ending.SENT_IN_ERROR)
        return alerts.send_cancel(unlocked=unlocked, code=chain.code, parts=parts)

    def widen() -> object:
        wide = around(*CENTRE, 4000)
        return alerts.widen(unlocked=unlocked, code=chain.code, area=wide, parts=PARTS, given_by="amina")

    threads = [threading.Thread(target=run, args=(what,)) for what in (end, widen)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain(ALERTS)
    assert (near.got, further.got) == (2, 0)
    told = audience_of(chain.code)
    assert told["told"] == {near.subscription.pk}
    assert bool(trouble) != (told.get("withdrawn") == {further.subscription.pk})
