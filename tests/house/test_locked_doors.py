"""Powers over people, asked of the URL table: a session that its owner did not unlock uses none, and stops things all the same."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypedDict

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.doors import PUBLIC_DOORS, UNLOCKED_DOORS
from tests.cast import NORTH, Cast, Person, admit
from tests.house.addresses import addresses
from tests.house.test_doors import ABSENT, MATRIX
from tests.keeping import Keeping
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Locked
from wekeep.people.actions.appointing import appoint, propose_appointment
from wekeep.vault.models import Proposal
from wekeep.vault.queries.sessions import check_unlocked, is_unlocked
from wekeep.vault.rules.power import NeedsSecond
from wekeep.vault.rules.unlocked import Unlocked

WHILE_LOCKED = {
    "desk:break_glass": "the keeper counts it in the session itself",
    "desk:decide": "the keeper counts who agrees; to refuse stops something",
    "desk:log": "the keeper opens the log's words, and is told that one saw, in the session itself",
    "alerts:channels": "the keeper counts who agrees to credentials; a test goes to oneself",
    "people:application": "reading: the keeper opens nothing in a locked session",
    "people:screening_claim": "takes a batch on one's own screen, where its words stay closed",
    "people:sign_out": "stops something",
    "people:sign_out_everywhere": "stops something",
    "people:lock": "stops something",
    "people:lock_everyone": "stops something",
    "people:unlock": "is the way to unlock",
    "people:duty_begin": "is about oneself",
    "people:duty_end": "is about oneself",
    "people:rename": "is about oneself",
    "people:no_letters": "is about oneself",
    "people:factor_app": "is about oneself",
    "people:factor_passkey": "is about oneself",
    "people:factor_try": "is about oneself",
    "people:factor_recovery": "is about oneself",
    "people:factor_drop": "is about oneself",
    "people:factor_ask_mine": "is about oneself",
    "people:factor_seen": "is about oneself",
    "care:my_run": "reading: the keeper opens nothing in a locked session",
    "care:run_driven": "is about one's own run; the keeper opens nothing in a locked session",
    "care:run_tell": "tells what became of a stop, late where there was no signal, and shows nothing of anyone",
    "care:run_paper": "reading: the keeper opens nothing in a locked session",
    "care:answer_call": "tells a driver one of six sentences",
    "care:end_run": "tells what became of stops, as a driver said, and opens nothing",
    "care:answer_back": "says whether a way back is needed, and opens nothing",
    "care:by_phone": "writes down what somebody tells, and shows nothing of anyone",
    "care:request": "the keeper opens nothing in a locked session",
    "care:step": "is about a request",
    "care:over": "is about a request",
    "care:case": "reading: the keeper opens nothing in a locked session",
    "care:spent": "is about oneself",
    "care:ask_helper": "is about a request, and opens nothing",
    "care:answer": "is about oneself",
    "care:how": "says how oneself found it",
    "care:wrong": "says what is wrong, and shows nothing of anyone",
    "care:helping": "is about oneself",
    "care:trips": "is about a request; the keeper opens nothing in a locked session",
    "care:riders": "is about a request; the keeper opens nothing in a locked session",
    "care:drop_rider": "is about a request, and opens nothing",
    "care:bind": "is about a request, and opens nothing",
    "care:trips_of_day": "is about requests, and opens nothing",
    "care:cancel_trip": "is about a request, and opens nothing",
    "care:destinations": "is about places that are no secret",
    "care:destination": "is about places that are no secret",
    "care:hub": "counts boxes",
    "care:fetched": "counts boxes",
    "care:my_cars": "is about oneself",
    "care:driver": "writes down when a driver who phones can drive, and shows nothing of anyone",
    "care:drop_car": "takes out what can be written down again",
    "care:car": "is about a car",
    "care:plans": "plans on coarse places, and opens nothing",
    "care:plan_search": "plans on coarse places, and opens nothing",
    "care:plan_stop": "stops something",
    "care:plan_hand": "plans on coarse places, and opens nothing",
    "care:plan_publish": "tells drivers of runs, and opens no address",
    "care:plan_file": "plans on coarse places, and opens nothing",
    "watch:claim": "is about an incident",
    "watch:reach": "the keeper opens nothing in a locked session",
    "watch:hand_over": "is about an incident",
    "watch:merge": "is about an incident",
    "watch:split": "is about an incident",
    "watch:sweep_batch": "looks through what was held",
    "watch:sweep_undo": "looks through what was held",
    "watch:outcome": "is about an incident",
    "watch:ask": "is about an incident",
    "watch:alert_words": "shows what an alert would say",
    "watch:alert_send": "the keeper signs in the session itself",
    "watch:alert_widen": "the keeper signs in the session itself",
    "watch:alert_update": "the keeper signs in the session itself",
    "watch:alert_cancel": "the keeper signs in the session itself",
    "watch:alert_agree": "the keeper signs in the session itself",
    "watch:over": "the keeper signs in the session itself",
    "watch:paste": "is about an incident",
    "watch:file_pasted": "is about an incident",
}
"""What takes a form in a locked session, and why it may."""

FORMS: dict[str, dict[str, str]] = {
    "desk:zones": {"name": "East Side", "lat": "45.02", "lon": "-92.95", "radius": "800"},
    "desk:hold": {"code": "case-1", "kind": "application", "records": "r1"},
    "people:admit": {"handle": "new-one", "language": "en"},
    "people:member": {"role": "vetter", "zone": NORTH, "until": "2030-01-01"},
    "people:review": {"do": "void"},
    "people:vouch": {"reason": "We sing in one choir.", "in_person": "on"},
}
Lock = Callable[[Client], None]


@pytest.fixture
def cast(zones: object, keeping: Keeping) -> Cast:
    """The cast beside a keeper."""
    return Cast()


def by_passkey_alone(client: Client) -> None:
    """There is no key at all."""
    client.cookies.pop(settings.UNLOCK_COOKIE_NAME)


def locked_since(client: Client) -> None:
    """The cookie is there still, and the keeper has forgotten its session."""
    kept = client.cookies[settings.UNLOCK_COOKIE_NAME].value
    assert client.post(reverse("people:lock")).status_code == 302
    client.cookies[settings.UNLOCK_COOKIE_NAME] = kept


def with_anothers_key(client: Client) -> None:
    """Somebody else's unlocked session."""
    other = admit("other").client()
    client.cookies[settings.UNLOCK_COOKIE_NAME] = other.cookies[settings.UNLOCK_COOKIE_NAME].value


def whoever_may(name: str, cast: Cast) -> Person:
    """One whom the view's ability lets in."""
    if UNLOCKED_DOORS[name] is Ability.KEEP_FUNDS or name == "care:rent_step":
        return admit("flo", Role.FUND_STEWARD)
    beside = {
        Ability.SCREEN: Role.VETTER,
        Ability.SORT_REQUESTS: Role.COORDINATOR,
        Ability.TAKE_RENT: Role.FUND_KEEPER,
        Ability.TAKE_REQUESTS: Role.COORDINATOR,
        Ability.HEAR_CONCERNS: Role.COORDINATOR,
        Ability.PLAN_RUNS: Role.COORDINATOR,
    }
    ability = UNLOCKED_DOORS[name]
    return admit("petra", beside[ability]) if ability in beside else cast.sol


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of the network but those of who is signed in."""
    ours = [
        model for label in ("people", "places", "vault", "journal") for model in apps.get_app_config(label).get_models()
    ]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in ours}


@pytest.mark.parametrize("lock", [by_passkey_alone, locked_since, with_anothers_key])
@pytest.mark.parametrize("name", UNLOCKED_DOORS)
def test_a_locked_session_uses_no_power_over_people_and_is_led_to_unlock(name: str, lock: Lock, cast: Cast) -> None:
    client = whoever_may(name, cast).client()
    lock(client)
    door = MATRIX[name]
    codes = door.subject(cast) if door.subject else {}
    before = everything()
    answer = client.post(reverse(name, kwargs=codes), FORMS.get(name) or dict(door.data))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Unlock in a new tab" in page and reverse("people:unlock") in page
    assert everything() == before


@pytest.mark.parametrize("name", [name for name, ability in UNLOCKED_DOORS.items() if ability])
def test_whoever_lacks_the_role_hears_that_and_is_not_sent_to_unlock_for_nothing(name: str, cast: Cast) -> None:
    client = cast.omar.client()
    by_passkey_alone(client)
    codes = dict.fromkeys(next(one.carries for one in addresses() if one.name == name), ABSENT)
    assert client.post(reverse(name, kwargs=codes)).status_code == 403


def test_every_door_that_takes_a_form_of_a_member_says_whether_it_takes_an_unlocked_session(cast: Cast) -> None:
    client = cast.sol.client()
    known = PUBLIC_DOORS | set(UNLOCKED_DOORS) | set(WHILE_LOCKED)
    for one in addresses():
        if one.name not in known:
            answer = client.post(reverse(one.name, kwargs=dict.fromkeys(one.carries, ABSENT)))
            assert answer.status_code in (404, 405), f"{one.name} takes a form: say in one of the lists what it takes"


def test_the_lists_name_doors_that_are_there() -> None:
    names = {one.name for one in addresses()}
    assert set(UNLOCKED_DOORS) <= names and set(WHILE_LOCKED) <= names
    assert not set(UNLOCKED_DOORS) & (set(WHILE_LOCKED) | PUBLIC_DOORS)


def test_one_who_is_locked_still_locks_everyone_refuses_and_signs_out_everywhere(cast: Cast) -> None:
    dana, sol = cast.dana.unlocked(), cast.sol.client()
    waits = propose_appointment(unlocked=cast.sol.unlocked(), code=cast.mai.code, **vetter_until_later())
    by_passkey_alone(sol)
    assert sol.post(reverse("people:lock_everyone")).status_code == 302 and not is_unlocked(dana)
    assert sol.post(reverse("desk:decide", args=[waits.code]), {"do": "refuse"}).status_code == 302
    assert not Proposal.objects.exists()
    assert sol.post(reverse("people:sign_out_everywhere")).status_code == 302


class Term(TypedDict):
    """A role, where, until when."""

    role: Role
    zone: str
    until: datetime


def vetter_until_later() -> Term:
    return {"role": Role.VETTER, "zone": NORTH, "until": clock.now() + timedelta(days=30)}


def test_nobody_agrees_in_a_locked_session(cast: Cast) -> None:
    cast.sol.unlocked()
    second = admit("sam", Role.STEWARD, zone=EVERY_ZONE).client()
    waits = propose_appointment(unlocked=cast.sol.unlocked(), code=cast.mai.code, **vetter_until_later())
    for lock in (with_anothers_key, by_passkey_alone):
        lock(second)
        answer = second.post(reverse("desk:decide", args=[waits.code]), {"do": "agree"})
        assert answer.status_code == 409 and "Unlock in a new tab" in answer.content.decode(), lock
    assert not cast.mai.actor.holdings


def test_one_steward_with_the_key_of_a_second_account_is_still_one_person(cast: Cast) -> None:
    cast.sol.unlocked()
    admit("sam", Role.STEWARD, zone=EVERY_ZONE).unlocked()
    borrowed = Unlocked(cast.sol.actor, cast.mai.unlocked().key)
    with pytest.raises(Locked):
        propose_appointment(unlocked=borrowed, code=cast.omar.code, **vetter_until_later())
    with pytest.raises(NeedsSecond):
        appoint(unlocked=cast.sol.unlocked(), code=cast.omar.code, **vetter_until_later())


def test_using_powers_keeps_a_session_from_idling_and_looking_at_it_does_not(cast: Cast, keeping: Keeping) -> None:
    sol, idle = cast.sol.unlocked(), cast.sol.unlocked()
    for _ in range(3):
        keeping.ahead += timedelta(minutes=20)
        check_unlocked(sol)
        is_unlocked(idle)
    assert is_unlocked(sol) and not is_unlocked(idle)
    with pytest.raises(Locked):
        check_unlocked(idle)


def test_who_is_refused_at_a_door_of_theirs_keeps_the_way_on_and_the_way_out(cast: Cast) -> None:
    client = cast.sol.client()
    by_passkey_alone(client)
    page = client.post(reverse("people:admit"), FORMS["people:admit"]).content.decode()
    assert "Unlock in a new tab" in page and "Sign out" in page and f"<bdi>{cast.sol.handle}</bdi>" in page
    assert reverse("people:members") in page and "Leave fast" not in page
    outside = Client().post(reverse("people:by_passkey"))
    assert outside.status_code == 409 and "Leave fast" in outside.content.decode()
