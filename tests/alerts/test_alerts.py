"""From an alert to its end: who is told, who hears the correction, and who must not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.alerts.neighbours import CENTRE, PARTS, audience_of, choices, neighbour, quiet
from tests.alerts.oracle import metres_to_cells
from tests.cast import NORTH, SOUTH, Cast
from tests.channels.peers import PushPeer
from tests.channels.rows import rows
from wekeep.alerts.actions import alerts, changes, lifetime, subscriptions, watches
from wekeep.alerts.jobs import release_held
from wekeep.alerts.models import Audience, FollowedZone, Spot, Subscription, ToldState
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.queries.reach import decide, reach_of_new, reach_of_widening
from wekeep.alerts.queries.spots import NamedSpot
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import Area, around, touches_outline
from wekeep.alerts.rules.parts import Ending, Parts
from wekeep.channels.rules.delivery import State as Sent
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Gone, NotAllowed, NotFound, Refused
from wekeep.people.actions.duty import go_on_duty
from wekeep.places.models import Zone
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, DEFAULT, RETRIES

pytestmark = pytest.mark.django_db
HERE = around(*CENTRE, 300)
Ends = Callable[[Cast, Chain], Chain]
FAR = (NamedSpot("work", 45.2, -93.0, 1000),)


def send(cast: Cast, *, area: Area = HERE, level: Level = Level.CONFIRMED, **more: object) -> Chain:
    chain = alerts.send_alert(
        unlocked=cast.dana.unlocked(),
        about="incident1",
        zone=NORTH,
        area=area,
        level=level,
        parts=PARTS,
        given_by=cast.amina.code,
        **more,  # type: ignore[arg-type]
    )
    drain(ALERTS)
    return chain


def cancel(cast: Cast, chain: Chain) -> Chain:
    done = alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(ending=Ending.SENT_IN_ERROR))
    drain(ALERTS)
    return done


def clear(cast: Cast, chain: Chain) -> Chain:
    done = alerts.send_all_clear(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts())
    drain(ALERTS)
    return done


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Chicago"))


def test_an_alert_reaches_everyone_whose_place_it_touches_and_nobody_else(cast: Cast, push: PushPeer) -> None:
    near, far = neighbour(push), neighbour(push, choices(spots=FAR))
    by_zone = neighbour(push, choices(spots=(), zones=(NORTH,)))
    other_zone = neighbour(push, choices(spots=(), zones=(SOUTH,)))
    picky = neighbour(push, choices(level=Level.ACTIVE))
    send(cast)
    assert [one.got for one in (near, far, by_zone, other_zone, picky)] == [1, 0, 1, 0, 0]


def test_nobody_is_told_before_they_confirmed(cast: Cast, push: PushPeer) -> None:
    address = push.new_address()
    subscriptions.sign_up(kind="webpush", given=address, choices=choices())
    drain(ALERTS)
    assert push.phone(address).came == 1
    send(cast)
    assert push.phone(address).came == 1


def test_the_preview_says_about_how_many_the_alert_then_reaches(cast: Cast, push: PushPeer) -> None:
    for _n in range(13):
        neighbour(push)
    neighbour(push, choices(spots=FAR))
    reach = reach_of_new(area=HERE, level=Level.CONFIRMED, zone=NORTH)
    chain = send(cast)
    assert reach.about in (10, 20) and not reach.is_held
    assert queries.deliveries(chain.code) == {"handed_over": 13}


def test_asking_street_after_street_names_no_street_in_which_somebody_lives(cast: Cast, push: PushPeer) -> None:
    places = [around(CENTRE[0] + north / 100, CENTRE[1] + east / 100, 300) for north in range(5) for east in range(5)]

    def asked() -> list[int]:
        return [reach_of_new(area=one, level=Level.CONFIRMED, zone=NORTH).about for one in places]

    empty = asked()
    neighbour(push)
    assert sum(len(decide(one, Level.CONFIRMED, Status.ACTUAL, NORTH)) for one in places) > 0
    assert asked() == empty == [0] * len(places)


def test_a_widening_that_reaches_nobody_new_says_that_they_were_told(cast: Cast, push: PushPeer) -> None:
    neighbour(push)
    chain = send(cast)
    reach = reach_of_widening(code=chain.code, area=around(*CENTRE, 4000), level=Level.CONFIRMED)
    assert (reach.about, reach.told_before) == (0, True)


def test_an_alert_that_would_reach_few_says_whether_many_asked_for_graver_ones_only(cast: Cast, push: PushPeer) -> None:
    empty = reach_of_new(area=HERE, level=Level.CONFIRMED, zone=NORTH)
    assert (empty.about, empty.only_active, empty.drill) == (0, 0, False)
    for _n in range(10):
        neighbour(push, choices(level=Level.ACTIVE))
    picky = reach_of_new(area=HERE, level=Level.CONFIRMED, zone=NORTH)
    assert (picky.about, picky.only_active) == (0, 10)
    for _n in range(10):
        neighbour(push)
    assert reach_of_new(area=HERE, level=Level.CONFIRMED, zone=NORTH).only_active == 0


@pytest.mark.parametrize("end", [cancel, clear])
def test_a_correction_reaches_exactly_those_who_were_told_less_who_left(
    cast: Cast, push: PushPeer, end: "type[object]"
) -> None:
    told, leaver, untouched = neighbour(push), neighbour(push), neighbour(push, choices(spots=FAR))
    chain = send(cast)
    subscriptions.stop(code=leaver.code)
    moved_away = told
    subscriptions.change(code=moved_away.code, choices=choices(spots=FAR))
    newcomer = neighbour(push)
    end(cast, chain)  # type: ignore[call-arg]
    assert [one.got for one in (told, leaver, untouched, newcomer)] == [2, 1, 0, 0]


def test_an_update_reaches_those_who_were_told_and_not_who_came_since(cast: Cast, push: PushPeer) -> None:
    told = neighbour(push)
    chain = send(cast)
    newcomer = neighbour(push)
    alerts.send_update(unlocked=cast.dana.unlocked(), code=chain.code, parts=PARTS, level=Level.ACTIVE)
    drain(ALERTS)
    assert (told.got, newcomer.got) == (2, 0)


def test_all_news_of_one_alert_replaces_itself_on_the_phone(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    clear(cast, send(cast))
    assert one.got == 2
    assert len(one.codes) == 1


def test_who_was_never_sent_the_alert_never_hears_of_its_cancel(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    chain = alerts.send_alert(
        unlocked=cast.dana.unlocked(),
        about="incident1",
        zone=NORTH,
        area=HERE,
        level=Level.CONFIRMED,
        parts=PARTS,
        given_by=cast.amina.code,
    )
    cancel(cast, chain)
    assert one.got == 0
    assert audience_of(chain.code) == {ToldState.WITHDRAWN: {one.subscription.pk}}


def test_who_may_have_got_the_alert_hears_of_its_cancel(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    push.fail_next(1)
    chain = send(cast)
    assert one.got == 0
    cancel(cast, chain)
    assert one.got == 1


def test_quiet_hours_hold_an_alert_until_they_end(cast: Cast, push: PushPeer) -> None:
    asleep, awake = neighbour(push, quiet("22:00", "07:00")), neighbour(push)
    with clock.simulated(at("2026-03-04T05:00")):
        send(cast)
    assert (asleep.got, awake.got) == (0, 1)
    with clock.simulated(at("2026-03-04T06:59")):
        release_held.call()
        drain(ALERTS)
    assert asleep.got == 0
    with clock.simulated(at("2026-03-04T07:00")):
        release_held.call()
        release_held.call()
        drain(ALERTS)
    assert (asleep.got, awake.got) == (1, 1)


@pytest.mark.parametrize("over", ["cancel", "all_clear", "expiry"])
def test_what_is_over_by_the_end_of_quiet_hours_is_never_sent_nor_corrected(
    cast: Cast, push: PushPeer, over: str
) -> None:
    asleep = neighbour(push, quiet("22:00", "07:00"))
    with clock.simulated(at("2026-03-04T01:00")):
        chain = send(cast)
        if over != "expiry":
            (cancel if over == "cancel" else clear)(cast, chain)
    with clock.simulated(at("2026-03-04T07:01")):
        release_held.call()
        drain(ALERTS)
        lifetime.expire()
    assert asleep.got == 0
    assert audience_of(chain.code) == {ToldState.DROPPED: {asleep.subscription.pk}}


def test_who_was_told_after_quiet_hours_hears_the_all_clear(cast: Cast, push: PushPeer) -> None:
    asleep = neighbour(push, quiet("22:00", "07:00"))
    with clock.simulated(at("2026-03-04T05:00")):
        chain = send(cast)
    with clock.simulated(at("2026-03-04T07:00")):
        release_held.call()
        drain(ALERTS)
        clear(cast, chain)
    assert asleep.got == 2


def test_a_detention_at_ones_own_place_rings_at_night_and_its_end_comes_silently(cast: Cast, push: PushPeer) -> None:
    asleep = neighbour(push, quiet("22:00", "07:00"))
    with clock.simulated(at("2026-03-04T01:00")):
        chain = send(cast, level=Level.ACTIVE)
        assert [code.partition("-")[2] for code in asleep.codes] == [""]
        clear(cast, chain)
    assert [code.partition("-")[2] for code in asleep.codes] == ["q"]
    assert push.phone(asleep.address).messages[-1].urgency == "low"


def test_a_widened_alert_tells_the_newly_touched_only_and_its_end_tells_all(cast: Cast, push: PushPeer) -> None:
    near, further = neighbour(push), neighbour(push, choices(spots=(NamedSpot("home", 45.03, -93.0, 500),)))
    chain = send(cast)
    assert (near.got, further.got) == (1, 0)
    wider = alerts.widen(
        unlocked=cast.dana.unlocked(),
        code=chain.code,
        area=around(*CENTRE, 4000),
        parts=PARTS,
        given_by=cast.amina.code,
    )
    drain(ALERTS)
    assert (near.got, further.got) == (1, 1)
    assert set(chain.cells) < set(wider.cells)
    clear(cast, chain)
    assert (near.got, further.got) == (2, 2)


def test_a_graver_level_reaches_those_who_wanted_only_that(cast: Cast, push: PushPeer) -> None:
    picky = neighbour(push, choices(level=Level.ACTIVE))
    chain = send(cast)
    alerts.widen(
        unlocked=cast.dana.unlocked(),
        code=chain.code,
        area=HERE,
        parts=PARTS,
        given_by=cast.amina.code,
        level=Level.ACTIVE,
    )
    drain(ALERTS)
    assert picky.got == 1


def test_an_alert_vanishes_from_public_at_its_expiry_without_any_job(cast: Cast, client: Client) -> None:
    chain = send(cast)
    assert queries.public_alert(chain.code).code == chain.code
    with clock.simulated(chain.expires_at - timedelta(seconds=1)):
        assert len(queries.current_public_alerts()) == 1
    with clock.simulated(chain.expires_at):
        assert queries.current_public_alerts() == []
        with pytest.raises((NotFound, Gone)):
            queries.public_alert(chain.code)


@pytest.mark.parametrize("end", [clear, cancel])
def test_an_ending_stays_readable_as_long_as_anyone_may_still_show_the_alert(cast: Cast, end: Ends) -> None:
    until = clock.now() + timedelta(hours=6)
    first = send(cast, expires=until)
    sooner = clock.now() + timedelta(hours=1)
    alerts.send_update(unlocked=cast.dana.unlocked(), code=first.code, parts=PARTS, expires=sooner)
    chain = end(cast, first)
    with clock.simulated(until - timedelta(seconds=1)):
        assert [one.state for one in queries.current_public_alerts()] == [chain.state]
        assert not queries.has_vanished(chain.code)
    with clock.simulated(until):
        assert queries.current_public_alerts() == []
        assert queries.has_vanished(chain.code)


@pytest.mark.parametrize("end", [clear, cancel])
def test_the_ending_of_an_alert_that_was_nearly_out_is_readable_for_two_hours(cast: Cast, end: Ends) -> None:
    first = send(cast, expires=clock.now() + timedelta(minutes=20))
    with clock.simulated(clock.now() + timedelta(minutes=19)):
        chain = end(cast, first)
    assert chain.ended_at is not None
    with clock.simulated(chain.ended_at + timedelta(hours=2, seconds=-1)):
        assert [one.state for one in queries.current_public_alerts()] == [chain.state]
    with clock.simulated(chain.ended_at + timedelta(hours=2)):
        assert queries.current_public_alerts() == []


def test_an_alert_that_ran_out_can_still_be_cleared_to_those_who_were_told(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    chain = send(cast)
    with clock.simulated(chain.expires_at + timedelta(minutes=1)):
        lifetime.expire()
        clear(cast, chain)
    assert one.got == 2


def test_what_is_closed_stays_closed(cast: Cast) -> None:
    chain = clear(cast, send(cast))
    for again in (cancel, clear):
        with pytest.raises(Refused):
            again(cast, chain)
    with pytest.raises(Refused):
        alerts.send_update(unlocked=cast.dana.unlocked(), code=chain.code, parts=PARTS)


def test_who_gave_the_outcome_does_not_send(cast: Cast) -> None:
    with pytest.raises(Refused):
        alerts.send_alert(
            unlocked=cast.dana.unlocked(),
            about="x",
            zone=NORTH,
            area=HERE,
            level=Level.CONFIRMED,
            parts=PARTS,
            given_by=cast.dana.code,
        )


@pytest.mark.parametrize("who", ["amina", "omar", "sol", "mai", "vera"])
def test_only_a_dispatcher_of_the_zone_sends(cast: Cast, who: str) -> None:
    chain = send(cast)
    unlocked = getattr(cast, who).unlocked()
    with pytest.raises(NotAllowed):
        alerts.send_alert(
            unlocked=unlocked, about="x", zone=NORTH, area=HERE, level=Level.CONFIRMED, parts=PARTS, given_by="somebody"
        )
    for correct in (alerts.send_cancel, alerts.send_all_clear, alerts.send_update):
        with pytest.raises(NotAllowed):
            correct(unlocked=unlocked, code=chain.code, parts=PARTS)


def test_the_history_of_an_alert_is_for_the_zones_board(cast: Cast) -> None:
    chain = send(cast)
    assert queries.chain(cast.omar.actor, chain.code).code == chain.code
    assert [one.code for one in queries.chains_about(cast.dana.actor, "incident1")] == [chain.code]
    for outsider in (cast.vera, cast.mai, cast.sol):
        with pytest.raises(NotFound):
            queries.chain(outsider.actor, chain.code)


def test_a_drill_reaches_members_of_the_board_only_and_is_never_public(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    public, member = neighbour(push), neighbour(push, member=cast.omar.code)
    roleless = neighbour(push, member=cast.mai.code)
    drill = send(cast, status=Status.EXERCISE)
    assert (public.got, member.got, roleless.got) == (0, 1, 0)
    assert queries.current_public_alerts() == []
    assert client.get(f"/alerts/a/{drill.code}/", follow=True).status_code == 404
    said = client.get(f"/alerts/{member.codes[-1]}-s/text/").json()
    assert said["title"].startswith("DRILL") and said["url"] == "/desk/"
    clear(cast, drill)
    assert (public.got, member.got) == (0, 2)
    assert queries.current_public_alerts() == []


def test_a_watch_tells_verifiers_and_members_on_duty_and_nobody_else(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    verifier = neighbour(push, member=cast.amina.code)
    off_duty = neighbour(push, member=cast.omar.code)
    elsewhere, public = neighbour(push, member=cast.vera.code), neighbour(push)
    go_on_duty(actor=cast.dana.actor, zone=NORTH, hours=4)
    on_duty = neighbour(push, member=cast.dana.code)
    watch = watches.tell_watch(actor=SYSTEM, zone=NORTH, about="incident1", path="/desk/")
    again = watches.tell_watch(actor=SYSTEM, zone=NORTH, about="incident1", path="/desk/")
    drain(ALERTS)
    assert [one.got for one in (verifier, on_duty, off_duty, elsewhere, public)] == [1, 1, 0, 0, 0]
    assert watch.code == again.code
    assert queries.current_public_alerts() == []
    assert [one.code for one in queries.live_watches(NORTH)] == [watch.code]
    assert client.get(f"/alerts/a/{watch.code}/", follow=True).status_code == 404
    assert client.get(f"/alerts/{watch.code}-s/text/").json()["url"] == "/desk/"


def test_a_phone_that_signs_up_anew_still_hears_the_all_clear(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    chain = send(cast)
    done = subscriptions.sign_up(kind="webpush", given=one.address, choices=choices(spots=FAR))
    drain(ALERTS)
    subscriptions.confirm(code=one.codes[-1].split("-")[0])
    assert Subscription.objects.get().code == done.subscription.code
    clear(cast, chain)
    assert one.got == 3


def test_a_gone_phone_is_forgotten_with_its_places(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    push.close_address(one.address)
    send(cast)
    assert rows()[-1].state == Sent.GONE
    assert subscriptions.forget_gone() == 1
    assert not Subscription.objects.exists() and not Spot.objects.exists()


def test_alerts_and_who_was_told_are_deleted_three_days_after_the_end(cast: Cast, push: PushPeer) -> None:
    neighbour(push)
    chain = send(cast)
    with clock.simulated(chain.expires_at + timedelta(hours=71)):
        lifetime.forget_alerts()
        assert Audience.objects.count() == 1
    with clock.simulated(chain.expires_at + timedelta(hours=73)):
        lifetime.forget_alerts()
        assert Audience.objects.count() == 0


def test_a_failed_send_leaves_nothing_behind(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    with pytest.raises(RuntimeError), transaction.atomic():
        alerts.send_alert(
            unlocked=cast.dana.unlocked(),
            about="x",
            zone=NORTH,
            area=HERE,
            level=Level.CONFIRMED,
            parts=PARTS,
            given_by="other",
        )
        raise RuntimeError
    drain(ALERTS)
    drain(DEFAULT)
    drain(RETRIES)
    assert one.got == 0
    assert queries.current_public_alerts() == []


def test_the_audience_costs_a_fixed_number_of_queries(
    cast: Cast, push: PushPeer, django_assert_max_num_queries: object
) -> None:
    people = [neighbour(push) for _n in range(12)]
    unlocked = cast.dana.unlocked()
    given = cast.amina.code
    with django_assert_max_num_queries(35):  # type: ignore[operator]
        alerts.send_alert(
            unlocked=unlocked, about="x", zone=NORTH, area=HERE, level=Level.CONFIRMED, parts=PARTS, given_by=given
        )
    drain(ALERTS)
    assert [one.got for one in people] == [1] * 12


someones = st.fixed_dictionaries(
    {
        "spots": st.lists(
            st.tuples(st.floats(44.9, 45.1), st.floats(-93.12, -92.88), st.sampled_from([500, 1000, 2000, 5000])),
            max_size=3,
        ),
        "zones": st.sets(st.sampled_from([NORTH, SOUTH])),
        "level": st.sampled_from(list(Level)),
        "confirmed": st.booleans(),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(someones, max_size=12),
    place=st.tuples(st.floats(44.93, 45.03), st.floats(-93.03, -92.97), st.floats(50, 1500)),
    level=st.sampled_from(list(Level)),
)
def test_the_frozen_audience_equals_a_plain_loop_over_all_subscriptions(
    cast: Cast, people: list[dict[str, Any]], place: tuple[float, float, float], level: Level
) -> None:
    area, unlocked = around(*place), cast.dana.unlocked()
    zones = {z.code for z in Zone.objects.all() if touches_outline(area, z.outline)}
    with transaction.atomic():
        expected, unsure = set(), set()
        for person in people:
            code = make(person)
            metres = [metres_to_cells(lat, lon, area.cells) - radius for lat, lon, radius in person["spots"]]
            if any(abs(m) < 40 for m in metres):
                unsure.add(code)
            wanted = level is Level.ACTIVE or person["level"] is Level.CONFIRMED
            if person["confirmed"] and wanted and (any(m < 0 for m in metres) or person["zones"] & zones):
                expected.add(code)
        chain = alerts.send_alert(
            unlocked=unlocked, about="x", zone=NORTH, area=area, level=level, parts=PARTS, given_by="other"
        )
        told = {number for numbers in audience_of(chain.code).values() for number in numbers}
        assert told - unsure == expected - unsure
        transaction.set_rollback(True)


def make(person: dict[str, Any]) -> int:
    now = clock.now()
    one = Subscription.objects.create(
        address=new_code(),
        kind="webpush",
        language="en",
        level=person["level"],
        time_zone="UTC",
        words_mark=new_code(),
        confirmed_at=now if person["confirmed"] else None,
        expires_at=now + timedelta(days=1),
    )
    for lat, lon, radius in person["spots"]:
        Spot.objects.create(
            subscription=one, name="", lat=lat, lon=lon, radius=radius, expires_at=now + timedelta(days=1)
        )
    for zone in person["zones"]:
        FollowedZone.objects.create(subscription=one, zone=zone)
    changes.note([one.pk])
    return one.pk
