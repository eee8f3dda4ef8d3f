"""Places sealed together: opened as one, never one more than is there, and gone with the first of them that goes."""

from datetime import timedelta

import numpy as np
import pytest

from tests.alerts.neighbours import CENTRE, choices
from tests.alerts.test_roll import HERE, at_home, by_a_plain_loop, by_the_roll, someone
from tests.cast import NORTH, Cast
from tests.keeping import Keeping
from wekeep.alerts import jobs
from wekeep.alerts.actions import packs, subscriptions
from wekeep.alerts.models import Alert, Pack, Subscription
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.packing import KEPT_FOR, LEFT_OVER, Held, plan
from wekeep.keeper.serving import Service
from wekeep.kit import clock
from wekeep.kit.keeper_messages import Use
from wekeep.places.models import Zone

COUNT = LEFT_OVER + 4


@pytest.fixture
def cast(zones: dict[str, Zone], keeping: Keeping) -> Cast:
    """The cast beside a keeper that is started again with its own words."""
    return Cast()


@pytest.fixture
def street(keeping: Keeping, cast: Cast) -> list[Subscription]:
    """Neighbours of one coarse cell, whose places are in a pack."""
    people = [someone(at_home(north=n * 1e-5)) for n in range(COUNT)]
    assert packs.make() == COUNT
    return people


def service(keeping: Keeping) -> Service:
    assert keeping.keeper._inside.open
    return keeping.keeper._inside.open.service


def opened(keeping: Keeping, use: Use = Use.AUDIENCE) -> int:
    """How many places the keeper counted in this hour."""
    return sum(once.places for (of, _mark), once in service(keeping)._served.items() if of is use)


def keys_given(keeping: Keeping, use: Use = Use.AUDIENCE) -> int:
    return sum(of is use for of, _mark in service(keeping)._served)


def test_a_street_is_opened_with_one_key_and_every_place_in_it_is_counted(
    keeping: Keeping, street: list[Subscription]
) -> None:
    assert set(by_the_roll(HERE)) == {one.pk for one in street}
    assert (keys_given(keeping), opened(keeping)) == (1, COUNT)
    by_the_roll(HERE)
    assert (keys_given(keeping), opened(keeping)) == (1, COUNT)


def test_who_came_after_the_pack_was_made_is_opened_alone(keeping: Keeping, street: list[Subscription]) -> None:
    newcomer = someone(at_home())
    assert newcomer.pk in by_the_roll(HERE)
    assert (keys_given(keeping), opened(keeping)) == (2, COUNT + 1)


def test_no_pack_holds_the_place_of_someone_who_left_or_moved(keeping: Keeping, street: list[Subscription]) -> None:
    subscriptions.stop(code=street[3].code)
    assert not Pack.objects.exists()
    assert packs.make() == COUNT - 1
    subscriptions.change(code=street[5].code, choices=choices(spots=(at_home(north=0.3),)))
    assert not Pack.objects.exists()
    assert set(by_the_roll(HERE)) == {one.pk for one in street} - {street[3].pk, street[5].pk}


def test_a_pack_ends_in_days_wherever_a_copy_of_it_lies(keeping: Keeping, street: list[Subscription]) -> None:
    old = Pack.objects.get()
    keeping.ahead = KEPT_FOR + timedelta(days=1)
    keeping.keeper.tick()
    by_the_roll(HERE)
    assert (keys_given(keeping), opened(keeping)) == (1 + COUNT, 2 * COUNT)
    assert set(by_the_roll(HERE)) == {one.pk for one in street}
    with clock.simulated(clock.now() + KEPT_FOR + timedelta(days=1)):
        assert packs.forget_ended() == 1
    assert not Pack.objects.filter(code=old.code).exists()


def test_a_pack_is_renewed_before_it_ends_without_opening_its_places_anew(
    keeping: Keeping, street: list[Subscription]
) -> None:
    old, before = Pack.objects.get(), keys_given(keeping, Use.PACKING)
    with clock.simulated(clock.now() + KEPT_FOR - timedelta(days=1)):
        assert packs.make() == COUNT
    new = Pack.objects.get()
    assert new.code != old.code and new.bucket > old.bucket
    assert keys_given(keeping, Use.PACKING) == before + 1
    assert packs.make() == 0


def test_a_pack_that_was_tampered_with_costs_time_and_tells_nobody_less(
    keeping: Keeping, street: list[Subscription]
) -> None:
    pack = Pack.objects.get()
    Pack.objects.update(sealed=bytes(pack.sealed)[:-1] + b"x")
    assert set(by_the_roll(HERE)) == {one.pk for one in street}
    Pack.objects.update(sealed=pack.sealed, count=1)
    assert set(by_the_roll(HERE)) == {one.pk for one in street}


def test_no_packs_are_made_while_an_alert_goes_out_nor_while_the_keeper_is_away(keeping: Keeping, cast: Cast) -> None:
    people = [someone(at_home()) for _n in range(COUNT)]
    now = clock.now()
    sent = Alert.objects.create(
        about="x", zone=NORTH, level=Level.CONFIRMED, cells=[], sent_at=now, expires_at=now, forget_at=now
    )
    jobs.pack.call()
    assert not Pack.objects.exists()
    sent.delete()
    keeping.stop()
    jobs.pack.call()
    assert not Pack.objects.exists() and packs.make() == 0
    keeping.start()
    jobs.pack.call()
    assert Pack.objects.get().count == len(people)


def test_sealing_together_takes_nothing_from_the_share_of_alerts(keeping: Keeping, cast: Cast) -> None:
    people = [someone(at_home()) for _n in range(COUNT)]
    keeping.stop()
    keeping.caps = {Use.PACKING: COUNT - 1, Use.AUDIENCE: COUNT}
    keeping.start()
    assert packs.make() == 0 and not Pack.objects.exists()
    assert len(by_the_roll(HERE)) == len(people)


def test_a_pack_says_no_point_on_the_disk(keeping: Keeping, street: list[Subscription]) -> None:
    raw = bytes(Pack.objects.get().sealed)
    assert np.float64(CENTRE[0]).tobytes() not in raw and b"places" not in raw


def test_a_place_that_goes_while_a_pack_is_made_is_not_in_it(
    keeping: Keeping, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [someone(at_home()) for _n in range(COUNT)]
    write = packs._write

    def leaves_first(*args: object) -> int:
        subscriptions.stop(code=people[2].code)
        return write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(packs, "_write", leaves_first)
    assert packs.make() == COUNT - 1 == Pack.objects.get().count


def places(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    ("living", "there", "groups", "replaced"),
    [
        (range(5), [], [], []),
        (range(8), [], [range(8)], []),
        (range(1000), [], [range(334), range(334, 667), range(667, 1000)], []),
        (range(300), [Held(1, 0, 299, 300)], [], []),
        (range(299), [Held(1, 0, 299, 300)], [range(299)], [1]),
        (range(300), [Held(1, 0, 299, 300, ends=True)], [range(300)], [1]),
        (range(310), [Held(1, 0, 299, 300)], [range(300, 310)], []),
        (range(110), [Held(1, 0, 99, 100)], [range(110)], [1]),
        ([*range(8), *range(20, 320), *range(400, 408)], [Held(1, 20, 319, 300)], [range(8), range(400, 408)], []),
        ([], [Held(1, 3, 5, 2)], [], [1]),
    ],
)
def test_what_is_sealed_together_anew(
    living: list[int], there: list[Held], groups: list[range], replaced: list[int]
) -> None:
    found = plan(places(*living), there)
    assert [group.tolist() for group in found.groups] == [list(group) for group in groups]
    assert list(found.replaced) == replaced


def test_the_answer_with_packs_is_that_of_a_plain_loop(keeping: Keeping, street: list[Subscription]) -> None:
    someone(at_home(north=0.02))
    assert by_the_roll(HERE) == by_a_plain_loop(HERE, Level.CONFIRMED)
