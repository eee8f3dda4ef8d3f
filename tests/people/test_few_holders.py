"""A steward reads in time that too few hold a role, what to do about it, and reads it no longer when it is done."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from tests.vault.test_sealing import seal_one
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.people.actions.members import end_member
from wekeep.people.queries.few import few_visible_to
from wekeep.places.models import Zone

DESK, MEMBERS, LOG = "/desk/", "/people/members/", "/log/"


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper, which makes the keys of roles."""
    return Cast()


def told(person: Person) -> dict[tuple[str, Role], tuple[int, int]]:
    return {(one.zone, one.role): (one.hold, one.open) for one in few_visible_to(person.actor)}


def test_a_role_that_two_can_open_is_named_with_what_to_do_and_no_longer_when_a_third_signed_in(cast: Cast) -> None:
    cast.sol.unlocked()
    people = [cast.dana, admit("dov", Role.DISPATCHER)]
    for one in people:
        one.unlocked()
    assert told(cast.sol)["North Side", Role.DISPATCHER] == (2, 2)
    sol = cast.sol.client()
    for page in (MEMBERS, LOG):
        shown = sol.get(page).content.decode()
        assert "Too few hold these roles" in shown and "Give it to 1 more person." in shown
    assert "held by too few" in sol.get(DESK).content.decode()
    third = admit("dee", Role.DISPATCHER)
    assert told(cast.sol)["North Side", Role.DISPATCHER] == (3, 2)
    assert "1 who holds it has not signed in since: ask them to sign in once." in sol.get(MEMBERS).content.decode()
    third.unlocked()
    assert ("North Side", Role.DISPATCHER) not in told(cast.sol)


def test_with_three_of_every_role_no_page_warns(cast: Cast) -> None:
    for handle in ("stew", "sten", "stig"):
        admit(handle, Role.STEWARD, zone=EVERY_ZONE).unlocked()
    cast.sol.unlocked()
    sol = cast.sol.client()
    for page in (DESK, MEMBERS, LOG):
        shown = sol.get(page).content.decode()
        assert "too few" not in shown.lower(), page


def test_it_warns_again_the_moment_one_of_three_leaves(cast: Cast) -> None:
    people = [admit(handle, Role.VETTER) for handle in ("vic", "val", "von")]
    for one in (cast.sol, *people):
        one.unlocked()
    assert ("North Side", Role.VETTER) not in told(cast.sol)
    end_member(actor=SYSTEM, code=people[0].code)
    assert told(cast.sol)["North Side", Role.VETTER] == (2, 2)


def test_what_is_sealed_to_a_role_that_nobody_holds_any_more_is_named(cast: Cast) -> None:
    cast.dana.unlocked()
    seal_one("r1")
    end_member(actor=SYSTEM, code=cast.dana.code)
    assert told(cast.sol)["North Side", Role.DISPATCHER] == (0, 0)


def test_only_stewards_are_told_and_of_their_own_zones_alone(cast: Cast) -> None:
    cast.dana.unlocked()
    cast.vera.unlocked()
    local = admit("lola", Role.STEWARD, zone=SOUTH)
    assert {zone for zone, _role in told(local)} == {"South Side"}
    for person in (cast.dana, cast.omar, cast.mai):
        assert told(person) == {}
        assert "too few" not in person.client().get(DESK).content.decode()


def test_a_steward_of_every_zone_is_one_line_and_not_one_for_each_zone(cast: Cast) -> None:
    cast.sol.unlocked()
    assert [line for line in told(cast.sol) if line[1] is Role.STEWARD] == [("", Role.STEWARD)]


def test_a_hundred_zones_are_asked_for_as_one(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cast.sol.unlocked()
    Zone.objects.bulk_create([Zone(code=f"z{n}", name=f"Zone {n}", outline={}) for n in range(100)])
    for number in range(20):
        admit(f"dis{number}", Role.DISPATCHER, zone=f"z{number}")
    actor = cast.sol.actor
    with django_assert_num_queries(5):
        assert len(few_visible_to(actor)) >= 20


def test_a_role_whose_term_ended_counts_no_more(cast: Cast) -> None:
    for handle in ("vic", "val", "von"):
        admit(handle, Role.VETTER).unlocked()
    with clock.simulated(clock.now() + timedelta(days=91)):
        assert ("North Side", Role.VETTER) not in told(cast.sol)
