"""Who rides, how they have to sit, and who is never put together; what is said of them is sealed."""

from datetime import timedelta

import pytest

from tests.care.asking import asked, coordinator, moved, step, the_request
from tests.care.fleet import a_household, a_place, a_request, a_trip
from tests.cast import SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from wekeep.care.actions.riders import RiderTold, drop_bond, drop_rider, keep_bond, keep_rider
from wekeep.care.models import Bond, Request, Rider
from wekeep.care.rules.restraint import Child, Restraint
from wekeep.care.rules.sealed import RIDER
from wekeep.care.rules.trip import BondKind
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.places.queries.today import today
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.queries.sealed import sealed_among
from wekeep.vault.rules.unlocked import Asked

SEALED = {"name": "Ayaan", "years": "6", "receivers": "his aunt Fadumo", "notes": "gets car-sick"}
SIX = RiderTold(Child(6), sealed=SEALED)


def ready(cora: Person, need: str = "ride_school") -> Request:
    house, _words = asked(needs=[need])
    return the_request(house, need)


def test_how_a_child_sits_follows_from_the_rules_and_is_asked_again(cora: Person) -> None:
    one = ready(cora)
    rider = keep_rider(actor=cora.actor, code=one.code, told=SIX)
    assert (rider.restraint, rider.rules, rider.is_child) == ("rear_facing", "US-MN 1", True), "nothing was outgrown"
    assert rider.ask_again_on == today() + timedelta(days=182)
    grown = Child(6, outgrown=frozenset({Restraint.REAR_FACING, Restraint.HARNESS}))
    keep_rider(actor=cora.actor, code=one.code, told=RiderTold(grown, sealed=SEALED), rider=rider.code)
    assert Rider.objects.get().restraint == "booster"
    safer = Child(10, rides_in=Restraint.BOOSTER)
    keep_rider(actor=cora.actor, code=one.code, told=RiderTold(safer), rider=rider.code)
    assert Rider.objects.get().restraint == "booster", "what a guardian says of a safer seat stands"


def test_without_rules_of_the_state_a_person_decides(cora: Person, settings: object) -> None:
    settings.RESTRAINT_STATE = "US-XX"  # type: ignore[attr-defined]
    one = ready(cora)
    with pytest.raises(Refused, match="together with the guardian"):
        keep_rider(actor=cora.actor, code=one.code, told=SIX)
    rider = keep_rider(actor=cora.actor, code=one.code, told=RiderTold(Child(6), by_hand=Restraint.BOOSTER))
    assert (rider.restraint, rider.rules) == ("booster", "")


def test_who_it_is_opens_for_coordinators_alone_and_goes_with_the_household(cora: Person) -> None:
    house, words = asked(needs=["ride_school"])
    one = the_request(house, "ride_school")
    rider = keep_rider(actor=cora.actor, code=one.code, told=SIX)
    sought = Asked(RIDER, rider.code, Group.NOTES)
    assert open_groups(cora.unlocked(), [sought], reason="school run")[rider.code, Group.NOTES] == SEALED
    row = str(list(Rider.objects.values()))
    assert not any(text in row for text in ("Ayaan", "Fadumo", "car-sick"))
    step(words, "withdraw")
    assert not sealed_among(RIDER, {rider.code}, Group.NOTES)
    with pytest.raises(Refused):
        keep_rider(actor=cora.actor, code=one.code, told=SIX)


def test_nobody_rides_off_while_a_trip_of_theirs_is_open(cora: Person) -> None:
    one = ready(cora)
    rider = keep_rider(actor=cora.actor, code=one.code, told=SIX)
    trip = a_trip(a_place("Elm", "school"), request=one, riders=(rider,), purpose="school")
    with pytest.raises(Refused, match="Call off"):
        drop_rider(actor=cora.actor, code=one.code, rider=rider.code)
    type(trip).objects.update(state="done")
    drop_rider(actor=cora.actor, code=one.code, rider=rider.code)
    assert not Rider.objects.exists() and not sealed_among(RIDER, {rider.code}, Group.NOTES)


def test_another_zone_and_another_household_reach_no_rider(cora: Person, keeping: Keeping) -> None:
    one = ready(cora)
    rider = keep_rider(actor=cora.actor, code=one.code, told=SIX)
    for who in (admit("nadia", Role.NAVIGATOR), coordinator("sue", SOUTH)):
        with pytest.raises((NotAllowed, NotFound)):
            keep_rider(actor=who.actor, code=one.code, told=SIX)
    other = a_request("ride_school")
    with pytest.raises(NotFound):
        drop_rider(actor=cora.actor, code=other.code, rider=rider.code)


def test_two_are_bound_one_way_and_a_driver_is_kept_away(cora: Person) -> None:
    one, two, dora = a_request(), a_request(), admit("dora", Role.DRIVER)
    keep_bond(actor=cora.actor, code=one.code, kind=BondKind.SITS_WITH, other=two.code)
    keep_bond(actor=cora.actor, code=one.code, kind=BondKind.SITS_WITH, other=two.code)
    for code, other in ((one, two), (two, one)):
        with pytest.raises(Refused, match="bound already"):
            keep_bond(actor=cora.actor, code=code.code, kind=BondKind.NOT_WITH, other=other.code)
    with pytest.raises(Refused, match="same household"):
        keep_bond(actor=cora.actor, code=one.code, kind=BondKind.NOT_WITH, other=one.code)
    with pytest.raises(Refused):
        keep_bond(actor=cora.actor, code=one.code, kind=BondKind.NO_GO, member=cora.code)
    keep_bond(actor=cora.actor, code=one.code, kind=BondKind.NO_GO, member=dora.code)
    assert sorted(Bond.objects.values_list("kind", flat=True)) == ["no_go", "sits_with"]
    bond = Bond.objects.get(kind="sits_with")
    with pytest.raises(NotFound):
        drop_bond(actor=cora.actor, code=a_request(household=a_household()).code, bond=bond.pk)
    drop_bond(actor=cora.actor, code=two.code, bond=bond.pk)
    assert Bond.objects.count() == 1


def test_a_request_of_another_zone_is_bound_to_nobody(cora: Person, cast: Cast) -> None:
    elsewhere = a_request(household=a_household(SOUTH))
    with pytest.raises(NotFound):
        keep_bond(actor=cora.actor, code=a_request().code, kind=BondKind.SITS_WITH, other=elsewhere.code)
    assert moved(cora.client(), elsewhere, "look") == 404
