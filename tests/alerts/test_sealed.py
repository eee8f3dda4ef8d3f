"""Where subscribers live and how to reach them: sealed where it lies, opened only to send, and nothing lost meanwhile."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.alerts.neighbours import CENTRE, PARTS, Neighbour, choices, neighbour
from tests.cast import NORTH, Cast
from tests.channels.peers import PushPeer
from tests.keeping import Keeping
from tests.migrating import as_of
from tests.vault.test_what_is_stolen import as_found, everything_on_disk
from wekeep.alerts import jobs as alert_jobs
from wekeep.alerts.actions import alerts, changes, subscriptions
from wekeep.alerts.actions.spots import keep_spots, seal_clear
from wekeep.alerts.models import Alert, Audience, Message, Spot, Subscription
from wekeep.alerts.queries import alerts as reading
from wekeep.alerts.queries.reach import decide
from wekeep.alerts.queries.spots import NamedSpot, spots_of
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import Area, around
from wekeep.alerts.rules.coarse import coarse_cell, may_touch
from wekeep.channels import jobs as channel_jobs
from wekeep.channels.actions import addresses
from wekeep.channels.models import Address, Delivery
from wekeep.channels.queries import open_addresses
from wekeep.channels.rules.delivery import State
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Use
from wekeep.places.models import Zone
from wekeep.vault.models import Bucket, ServiceKey
from wekeep.vault.rules.power import NeedsSecond
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

HOME = NamedSpot("Rosas Haus Quetzal", 44.98765432, -93.01234567, 1000)
FAR = NamedSpot("work", 45.9, -93.0, 1000)


@pytest.fixture
def cast(zones: dict[str, Zone], keeping: Keeping) -> Cast:
    """The cast beside a keeper that is started again with its own words."""
    return Cast()


def someone(*spots: NamedSpot) -> Subscription:
    until = clock.now() + timedelta(days=300)
    one = Subscription.objects.create(
        address=new_code(),
        kind="webpush",
        language="en",
        time_zone="America/Chicago",
        words_mark=new_code(),
        confirmed_at=clock.now(),
        expires_at=until,
    )
    keep_spots(one, spots)
    changes.note([one.pk])
    return one


def in_clear(*spots: NamedSpot) -> Subscription:
    """As it lay before there was a keeper."""
    one = someone()
    for spot in spots:
        values = {"name": spot.name, "lat": spot.lat, "lon": spot.lon, "radius": spot.radius}
        Spot.objects.create(subscription=one, expires_at=one.expires_at, **values)
    return one


def send(cast: Cast, area: Area | None = None) -> str:
    return alerts.send_alert(
        unlocked=cast.dana.unlocked(),
        about="i1",
        zone=NORTH,
        area=area or around(*CENTRE, 300),
        level=Level.CONFIRMED,
        parts=PARTS,
        given_by="amina",
    ).code


def seal_again(keeping: Keeping) -> None:
    """The machine was started again, and nobody has unsealed the keeper yet."""
    keeping.stop()
    keeping.start(unseal=False)


def unseal(keeping: Keeping) -> None:
    keeping.stop()
    keeping.start()


def spend_the_hour(keeping: Keeping) -> None:
    """So much was opened this hour that the keeper opens no more places."""
    keeping.stop()
    keeping.caps = {Use.AUDIENCE: 0}
    keeping.start()


def let_the_hour_pass(keeping: Keeping) -> None:
    keeping.stop()
    keeping.caps = None
    keeping.start()


def what_runs_every_five_seconds() -> None:
    with clock.simulated(clock.now() + timedelta(seconds=6)):
        alert_jobs.reach_waiting.call()
        channel_jobs.send_waiting.call()
        drain(ALERTS)


@pytest.mark.django_db(transaction=True)
def test_a_seized_disk_shows_neither_a_home_nor_how_to_reach_it(
    keeping: Keeping, cast: Cast, push: PushPeer, tmp_path: Path
) -> None:
    mail = {"email": "rosa.quetzal@marked.example"}
    subscriptions.sign_up(kind="email", given=mail, choices=choices(spots=(HOME,)))
    before = in_clear(HOME)
    code, _new = addresses.keep_address(
        kind_name="ntfy",
        given={"url": "https://ntfy.example/quetzal-topic"},
        expires_at=clock.now() + timedelta(days=500),
    )
    one = neighbour(push, choices(spots=(HOME,)))
    assert Address.objects.get(code=code).value == {"server": "https://ntfy.example", "topic": "quetzal-topic"}
    addresses.keep_until(code=code, expires_at=clock.now() + timedelta(days=30))
    alert_jobs.seal_clear.call()
    channel_jobs.seal_clear.call()
    assert spots_of(before) == [HOME] and spots_of(one.subscription) == [HOME]
    keeping.stop()
    folders = [keeping.folder]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    disk = everything_on_disk(folders, tmp_path)
    tables = [json.dumps([str(row) for row in model.objects.values_list()]).encode() for model in (Spot, Address)]
    telling = [HOME.name, "44.98765", "-93.01234", mail["email"], "quetzal-topic", one.address["auth"]]
    telling += [one.address["endpoint"], one.address["p256dh"]]
    hits = [word for word in telling for shape in as_found(word) if any(shape in part for part in [*disk, *tables])]
    assert hits == []
    assert not Spot.objects.exclude(lat=None).exists()
    keeping.start()


def test_sealing_needs_nobody_awake(keeping: Keeping, push: PushPeer) -> None:
    keeping.stop()
    subscriptions.sign_up(kind="webpush", given=push.new_address(), choices=choices(spots=(HOME,)))
    assert Spot.objects.get().sealed and Spot.objects.get().name == ""
    assert Address.objects.get().value is None
    keeping.start()


def test_what_lay_in_clear_works_and_is_sealed_once_the_keys_are_known(keeping: Keeping, cast: Cast) -> None:
    keys, days = list(ServiceKey.objects.all()), list(Bucket.objects.all())
    ServiceKey.objects.all().delete()
    old = someone(HOME)
    code, _new = addresses.keep_address(
        kind_name="email", given={"email": "a@b.example"}, expires_at=clock.now() + timedelta(days=9)
    )
    assert Spot.objects.get().lat == HOME.lat and seal_clear() == 0
    assert open_addresses([code]) == {code: {"email": "a@b.example"}}
    area = around(HOME.lat, HOME.lon, 100)
    assert numbers_reached(area) == [old.pk]
    ServiceKey.objects.bulk_create(keys)
    assert days and seal_clear() == 1 and addresses.seal_clear() == 1
    assert seal_clear() == 0 and addresses.seal_clear() == 0
    assert numbers_reached(area) == [old.pk] and spots_of(old) == [HOME]
    assert open_addresses([code]) == {code: {"email": "a@b.example"}}


def test_a_key_that_the_keeper_did_not_make_is_not_sealed_to(keeping: Keeping, cast: Cast) -> None:
    key = ServiceKey.objects.get()
    key.public = bytes(key.public)[::-1]
    key.save()
    with pytest.raises(Refused, match="not made by this installation"):
        someone(HOME)


def test_a_place_or_address_moved_to_another_row_does_not_open(keeping: Keeping, cast: Cast) -> None:
    rosa, thief = someone(HOME), someone(FAR)
    stolen, own = Spot.objects.get(subscription=rosa), Spot.objects.get(subscription=thief)
    Spot.objects.filter(pk=own.pk).update(sealed=stolen.sealed, bucket=stolen.bucket, code=stolen.code)
    assert spots_of(thief) == [] and spots_of(rosa) == [HOME]
    until = clock.now() + timedelta(days=9)
    first, _ = addresses.keep_address(kind_name="email", given={"email": "a@b.example"}, expires_at=until)
    second, _ = addresses.keep_address(kind_name="email", given={"email": "c@d.example"}, expires_at=until)
    moved = Address.objects.get(code=first)
    Address.objects.filter(code=second).update(sealed=moved.sealed)
    assert open_addresses([first, second]) == {first: {"email": "a@b.example"}}


def test_only_places_near_the_alert_are_opened(keeping: Keeping, cast: Cast) -> None:
    near, far = someone(NamedSpot("home", *CENTRE, 500)), someone(FAR)
    opened = len(keeping.keeper._inside.open.service._served) if keeping.keeper._inside.open else -1
    assert numbers_reached(around(*CENTRE, 300)) == [near.pk]
    assert keeping.keeper._inside.open and len(keeping.keeper._inside.open.service._served) == opened + 1
    assert far.pk


def numbers_reached(area: Area) -> list[int]:
    return [int(number) for number in decide(area, Level.CONFIRMED, Status.ACTUAL, NORTH).people["number"]]


RADII = st.sampled_from([500, 1000, 2000, 5000])


@given(
    lat=st.floats(-68, 68),
    lon=st.floats(-179, 179),
    east=st.floats(-0.25, 0.25),
    north=st.floats(-0.15, 0.15),
    radius=RADII,
    size=st.integers(0, 6000),
)
@settings(max_examples=300, deadline=None)
def test_no_circle_that_an_area_touches_is_ever_passed_over(
    lat: float, lon: float, east: float, north: float, radius: int, size: int
) -> None:
    area, home = around(lat, lon, size), (lat + north, lon + east)
    if area.within(*home, radius):
        assert may_touch(area, coarse_cell(*home, radius))


PLACES = st.lists(
    st.tuples(st.floats(-0.09, 0.09), st.floats(-0.12, 0.12), RADII, st.booleans()), min_size=1, max_size=12
)


@given(places=PLACES, size=st.integers(0, 3000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_audience_is_exactly_that_of_places_in_clear(
    keeping: Keeping, cast: Cast, places: list[tuple[float, float, int, bool]], size: int
) -> None:
    gone = list(Subscription.objects.values_list("pk", flat=True))
    Subscription.objects.all().delete()
    changes.note(gone)
    area, expected = around(*CENTRE, size), set()
    for north, east, radius, sealed in places:
        spot = NamedSpot("x", CENTRE[0] + north, CENTRE[1] + east, radius)
        one = (someone if sealed else in_clear)(spot)
        if area.within(spot.lat, spot.lon, spot.radius):
            expected.add(one.pk)
    assert set(numbers_reached(area)) == expected


def test_an_alert_whose_readers_cannot_be_found_now_is_public_at_once_and_goes_out_when_they_can(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    home = neighbour(push)
    client = cast.dana.client()
    spend_the_hour(keeping)
    code = send(cast)
    assert [chain.code for chain in reading.current_public_alerts()] == [code]
    what_runs_every_five_seconds()
    assert home.got == 0 and Alert.objects.get().audience_waits
    assert b"Notices are waiting." in client.get(reverse("desk:board")).content
    let_the_hour_pass(keeping)
    what_runs_every_five_seconds()
    assert home.got == 1 and not Alert.objects.get().audience_waits
    what_runs_every_five_seconds()
    assert home.got == 1
    assert b"Notices are waiting." not in client.get(reverse("desk:board")).content


def test_where_nobody_can_be_counted_two_people_send_once_there_are_many_who_might_hear(
    keeping: Keeping, cast: Cast
) -> None:
    for _n in range(201):
        someone(HOME)
    spend_the_hour(keeping)
    with pytest.raises(NeedsSecond):
        send(cast)
    assert not Alert.objects.exists()


def test_a_waiting_alert_that_was_changed_in_the_database_reaches_nobody(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    home = neighbour(push)
    spend_the_hour(keeping)
    send(cast)
    Message.objects.update(level=Level.ACTIVE)
    let_the_hour_pass(keeping)
    what_runs_every_five_seconds()
    assert home.got == 0 and not Audience.objects.exists()


def test_what_was_handed_over_before_the_keeper_went_waits_and_is_not_lost(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    home: Neighbour = neighbour(push)
    send(cast)
    keeping.stop()
    what_runs_every_five_seconds()
    waiting = Delivery.objects.get(address=home.subscription.address, letter__thread=Alert.objects.get().code)
    assert home.got == 0 and (waiting.state, waiting.attempts) == (State.QUEUED, 0)
    keeping.start()
    what_runs_every_five_seconds()
    assert home.got == 1


def test_an_alert_that_ended_while_its_readers_could_not_be_found_reaches_nobody(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    home = neighbour(push)
    spend_the_hour(keeping)
    alerts.send_cancel(unlocked=cast.dana.unlocked(), code=send(cast), parts=PARTS)
    let_the_hour_pass(keeping)
    what_runs_every_five_seconds()
    assert home.got == 0 and not Audience.objects.exists() and not Alert.objects.get().audience_waits


def test_an_owner_can_stop_but_not_change_while_the_keeper_is_sealed(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    home, browser = neighbour(push, choices(spots=(HOME,))), Client()
    shown = browser.post(reverse("alerts:manage"), {"words": home.words})
    assert shown.status_code == 200 and HOME.name in shown.content.decode()
    seal_again(keeping)
    closed = browser.post(reverse("alerts:manage"), {"words": home.words})
    assert closed.status_code == 503 and HOME.name not in closed.content.decode()
    assert "come back later" in closed.content.decode()
    subscriptions.stop(code=home.code)
    assert not Spot.objects.exists() and not Address.objects.exists()
    unseal(keeping)


def test_more_than_the_hour_s_share_is_not_opened(keeping: Keeping, cast: Cast) -> None:
    keeping.stop()
    keeping.caps = {Use.OWNER: 2}
    keeping.start()
    first, second, third = (someone(HOME) for _n in range(3))
    assert spots_of(first) == spots_of(second) == spots_of(first) == [HOME]
    with pytest.raises(Refused, match="opened as many"):
        spots_of(third)
    keeping.stop()
    keeping.start()
    with pytest.raises(Refused, match="opened as many"):
        spots_of(third)
    keeping.ahead = timedelta(hours=1, minutes=1)
    assert spots_of(third) == [HOME]


def test_a_prolonged_address_is_moved_to_its_new_day_by_the_keeper(keeping: Keeping, cast: Cast) -> None:
    code, _new = addresses.keep_address(
        kind_name="email", given={"email": "a@b.example"}, expires_at=clock.now() + timedelta(days=2)
    )
    addresses.keep_until(code=code, expires_at=clock.now() + timedelta(days=300))
    assert addresses.prolong() == 1 and addresses.prolong() == 0
    keeping.ahead = timedelta(days=10)
    keeping.keeper.tick()
    assert open_addresses([code]) == {code: {"email": "a@b.example"}}
    keeping.ahead = timedelta(days=302)
    keeping.keeper.tick()
    assert open_addresses([code]) == {}


def test_a_copy_of_the_database_opens_nothing_after_the_end(keeping: Keeping, cast: Cast) -> None:
    one = someone(HOME)
    keeping.ahead = timedelta(days=368)
    keeping.keeper.tick()
    assert spots_of(one) == []


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_keeps_what_is_there_and_then_seals_it(keeping: Keeping) -> None:
    with as_of(("alerts", "0001_initial"), ("channels", "0002_endpoint_mark")) as apps:
        until = clock.now() + timedelta(days=90)
        one = apps.get_model("alerts", "Subscription").objects.create(
            address="a" * 16,
            kind="email",
            language="en",
            time_zone="America/Chicago",
            words_mark="m",
            confirmed_at=clock.now(),
            expires_at=until,
        )
        for number in range(3):
            apps.get_model("alerts", "Spot").objects.create(
                subscription=one, name=f"home {number}", lat=45.5, lon=-93.25, radius=500 * 2**number, expires_at=until
            )
        apps.get_model("channels", "Address").objects.create(
            code="a" * 16, kind="email", value={"email": "a@b.example"}, mark="m", expires_at=until
        )
    now = Subscription.objects.get()
    homes = [NamedSpot(f"home {number}", 45.5, -93.25, 500 * 2**number) for number in range(3)]
    assert spots_of(now) == homes and open_addresses(["a" * 16])
    alert_jobs.seal_clear.call()
    channel_jobs.seal_clear.call()
    assert not Spot.objects.filter(sealed=None).exists() and not Address.objects.filter(sealed=None).exists()
    assert spots_of(now) == homes and open_addresses(["a" * 16]) == {"a" * 16: {"email": "a@b.example"}}
