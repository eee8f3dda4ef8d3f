"""The same errand for the same household in two people's hands: whoever would be the second is asked first."""

from typing import Any

import pytest

from tests.care.asking import DESK, asked, coordinator, moved, navigator, the_request
from tests.cast import NORTH, Person, admit
from wekeep.care.actions.desk import act
from wekeep.care.actions.helping import keep_helping
from wekeep.care.actions.offering import offer
from wekeep.care.models import Request
from wekeep.care.rules.request import Move
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both]
QUESTION, NOTICE = "Is this being done already?", "The same is being done already"


def ready(**changed: Any) -> Request:
    """What a household asks for, sorted."""
    one, _words = asked(**changed)
    row = the_request(one)
    Request.objects.filter(pk=row.pk).update(state="ready")
    row.refresh_from_db()
    return row


def claim(by: Person, one: Request, **more: str) -> str:
    """Somebody takes it; what is answered."""
    answer = by.client().post(f"{DESK}{one.code}/step/", {"move": "claim", **more}, follow=True)
    return answer.content.decode()


def state(one: Request) -> tuple[str, str]:
    one.refresh_from_db()
    return one.state, one.held_by


@pytest.fixture
def nora(cora: Person) -> Person:
    """A navigator, who brings help too."""
    one = navigator("nora")
    one.unlocked()
    return one


def test_who_would_be_the_second_is_asked_and_takes_it_only_after_a_yes(cora: Person, nora: Person) -> None:
    first, again = ready(), ready()
    assert QUESTION not in claim(cora, first) and state(first) == ("claimed", cora.code)
    assert NOTICE in nora.client().get(f"{DESK}{again.code}/").content.decode()
    page = claim(nora, again)
    assert QUESTION in page and first.code[:6] in page and state(again) == ("ready", "")
    assert 'name="move" value="claim"' in page and "612 555 0142" not in page
    assert QUESTION not in claim(nora, again, twice="yes") and state(again) == ("claimed", nora.code)


@pytest.mark.parametrize("then", ["schedule", "start", "report"])
def test_it_is_asked_as_long_as_the_other_goes_on_or_has_just_been(cora: Person, nora: Person, then: str) -> None:
    first, again = ready(), ready()
    act(actor=cora.actor, code=first.code, what=Move.CLAIM)
    act(actor=cora.actor, code=first.code, what=Move(then))
    assert QUESTION in claim(nora, again) and state(again) == ("ready", "")


def test_nobody_is_asked_of_another_thing_another_household_or_their_own_errand(cora: Person, nora: Person) -> None:
    first = ready()
    act(actor=cora.actor, code=first.code, what=Move.CLAIM)
    elsewhere, mine = ready(contact="651 555 0188"), ready()
    one, _words = asked(needs=["laundry"])
    other = the_request(one, "laundry")
    Request.objects.filter(pk=other.pk).update(state="ready")
    for by, row in ((nora, elsewhere), (nora, other), (cora, mine)):
        assert QUESTION not in claim(by, row) and state(row) == ("claimed", by.code)


def test_what_waits_or_was_given_back_is_in_nobodys_hands(cora: Person, nora: Person) -> None:
    first, again = ready(), ready()
    assert NOTICE not in nora.client().get(f"{DESK}{again.code}/").content.decode()
    act(actor=cora.actor, code=first.code, what=Move.CLAIM)
    act(actor=cora.actor, code=first.code, what=Move.RELEASE)
    assert QUESTION not in claim(nora, again) and state(again) == ("claimed", nora.code)


def test_whoever_asks_a_helper_for_it_is_asked_too(cora: Person, nora: Person) -> None:
    first, again = ready(), ready()
    carl = admit("carl", Role.CARER, zone=NORTH)
    carl.unlocked()
    keep_helping(actor=carl.actor, languages=["so"], area="", most_km=10, brings=[], most_a_week=5)
    act(actor=nora.actor, code=first.code, what=Move.CLAIM)
    client, at = cora.client(), f"{DESK}{again.code}/ask/"
    page = client.post(at, {"member": carl.code}).content.decode()
    assert QUESTION in page and f'name="member" value="{carl.code}"' in page and state(again) == ("ready", "")
    assert client.post(at, {"member": carl.code, "twice": "yes"}).status_code == 302
    assert state(again) == ("offered", carl.code)
    assert moved(coordinator("otis").client(), ready(), "claim") == 409, "one who was asked counts too"


def test_what_somebody_else_took_since_the_page_was_shown_is_not_taken_by_the_way(cora: Person, nora: Person) -> None:
    first, again = ready(), ready()
    act(actor=cora.actor, code=first.code, what=Move.CLAIM)
    with pytest.raises(Refused, match="doing this already"):
        act(actor=nora.actor, code=again.code, what=Move.CLAIM, asks=True)
    with pytest.raises(Refused, match="doing this already"):
        offer(actor=coordinator("otis").actor, code=again.code, asks=True)
    assert state(again) == ("ready", "")
