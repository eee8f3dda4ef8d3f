"""The frozen audience as bitmaps: what an older release kept comes over, and what happens to it afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from pyroaring import BitMap

from tests.alerts.neighbours import audience_of
from tests.migrating import as_of
from wekeep.alerts.actions import audiences
from wekeep.alerts.models import Alert, Audience, ToldState
from wekeep.alerts.queries.audiences import count_by_state, everyone, held_due
from wekeep.alerts.rules.numbers import as_array, as_kept, bitmap, read
from wekeep.kit import clock
from wekeep.kit.codes import new_code

TOLD, HELD, DROPPED, WITHDRAWN, _SUMMED = (state.value for state in ToldState)


def fields(about: str = "i1") -> dict[str, Any]:
    now = clock.now()
    times = {"sent_at": now, "expires_at": now, "forget_at": now + timedelta(days=1)}
    return {"about": about, "zone": "north", "level": "confirmed", "cells": []} | times


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_keeps_who_was_told_of_alerts_that_are_out(db: None) -> None:
    soon = clock.now() + timedelta(hours=1)
    with as_of(("alerts", "0004_two_persons")) as apps:
        first, second = (apps.get_model("alerts", "Alert").objects.create(**fields(), code=new_code()) for _n in "ab")
        people = [
            apps.get_model("alerts", "Subscription").objects.create(
                code=new_code(),
                address="a" * 16,
                kind="email",
                language="en",
                time_zone="UTC",
                words_mark=new_code(),
                expires_at=soon,
            )
            for _n in range(6)
        ]
        one, two, three, four, five, six = people
        for alert, person, state, until in (
            (first, one, TOLD, None),
            (first, two, TOLD, None),
            (first, three, HELD, soon),
            (first, four, HELD, soon + timedelta(hours=1)),
            (first, five, DROPPED, None),
            (first, six, WITHDRAWN, None),
            (second, one, HELD, soon),
        ):
            row = {"alert": alert, "subscription": person.code, "state": state, "hold_until": until}
            apps.get_model("alerts", "Told").objects.create(**row)
        left = {"alert": first, "subscription": "left0before00000", "state": TOLD}
        apps.get_model("alerts", "Told").objects.create(**left)
    assert audience_of(first.code) == {
        TOLD: {one.pk, two.pk},
        HELD: {three.pk, four.pk},
        DROPPED: {five.pk},
        WITHDRAWN: {six.pk},
    }
    assert audience_of(second.code) == {HELD: {one.pk}}
    held = {
        row.hold_until: set(read(bytes(row.numbers))) for row in Audience.objects.filter(alert=first.pk, state=HELD)
    }
    assert held == {soon: {three.pk}, soon + timedelta(hours=1): {four.pk}}
    with clock.simulated(soon):
        assert sorted(held_due()) == sorted([first.code, second.code])


def test_what_is_kept_is_read_again_and_a_number_that_none_has_is_refused() -> None:
    numbers = BitMap([1, 5, 70_000, 2**32 - 1])
    assert read(as_kept(numbers)) == numbers == bitmap(as_array(numbers))
    for wrong in ([-1], [2**32]):
        with pytest.raises((OverflowError, ValueError)):
            bitmap(as_array(numbers)[:1] * 0 + wrong[0])


def test_a_hundred_thousand_people_are_kept_in_less_than_a_bit_and_a_half_for_each_of_a_million(db: None) -> None:
    alert = Alert.objects.create(**fields())
    audiences.add(alert, ToldState.TOLD, BitMap(range(1, 1_000_000, 10)))
    assert len(bytes(Audience.objects.get().numbers)) < 1_500_000 / 8
    assert len(everyone(alert)) == 100_000


def test_who_signs_up_anew_takes_the_place_of_the_older_one_in_every_alert(db: None) -> None:
    alerts = [Alert.objects.create(**fields(), code=new_code()) for _n in range(3)]
    audiences.add(alerts[0], ToldState.TOLD, BitMap([3, 4]))
    audiences.add(alerts[1], ToldState.HELD, BitMap([3]), until=clock.now())
    audiences.add(alerts[2], ToldState.TOLD, BitMap([4]))
    audiences.follow(3, 9)
    assert [audience_of(alert.code) for alert in alerts] == [{TOLD: {4, 9}}, {HELD: {9}}, {TOLD: {4}}]


def test_nobody_is_in_two_states(db: None) -> None:
    alert, now = Alert.objects.create(**fields()), clock.now()
    audiences.add(alert, ToldState.TOLD, BitMap([1, 2]))
    audiences.add(alert, ToldState.HELD, BitMap([3]), until=now)
    audiences.add(alert, ToldState.HELD, BitMap([4]), until=now + timedelta(hours=1))
    assert audiences.take_due(alert, now) == BitMap([3])
    audiences.add(alert, ToldState.TOLD, BitMap([3]))
    audiences.take_back(alert, BitMap([2, 3, 7]))
    audiences.drop_held(alert)
    assert audience_of(alert.code) == {TOLD: {1}, WITHDRAWN: {2, 3}, DROPPED: {4}}
    assert count_by_state(alert) == {TOLD: 1, WITHDRAWN: 2, DROPPED: 1}
