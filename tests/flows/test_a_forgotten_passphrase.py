"""A vetter forgets her words: two people admit her again, she reads what she read before, and nothing was lost meanwhile."""

from base64 import urlsafe_b64decode

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast, Person, admit
from tests.keeping import Keeping
from tests.people.applying import apply, vetter
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.people.access import actor_for
from wekeep.people.models import Application, Member
from wekeep.people.queries.few import few_visible_to
from wekeep.people.queries.reading import read_group
from wekeep.vault.models import Proposal, Seal
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import SLOW

TWO = "/two-persons/"


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper."""
    return Cast()


def asks_for_new_words(steward: Person, whom: Person) -> str:
    """On the member's page; the code of what waits for a second person."""
    assert steward.client().post(f"/people/members/{whom.code}/passphrase/").status_code == 302
    return Proposal.objects.get().code


def agrees(second: Person, code: str) -> str:
    """The new words, which stand on the second person's page, once."""
    shown = second.client().post(f"{TWO}{code}/", {"do": "agree"})
    words: str = shown.context["issued"].passphrase
    assert words in shown.content.decode()
    return words


def signs_in(handle: str, words: str) -> Unlocked:
    """With a browser, as anyone does; the session that it opens."""
    client = Client()
    assert client.post("/people/sign-in/", {"handle": handle, "passphrase": words}).status_code == 302
    key = urlsafe_b64decode(client.cookies[settings.UNLOCK_COOKIE_NAME].value)
    return Unlocked(actor_for(Member.objects.get(handle=handle)), key)


def reads(by: Unlocked, one: Application) -> dict[str, str]:
    return read_group(by, one.code, Group.CONTACT, "call") or {}


def test_two_people_admit_a_vetter_again_and_she_reads_what_she_read_before(cast: Cast, sam: Person) -> None:
    petra, paul = vetter(), vetter("paul")
    before = petra.unlocked()
    paul.unlocked()
    one, _words = apply()
    told = reads(before, one)
    assert told["contact"] == "612 555 0123"

    code = asks_for_new_words(cast.sol, petra)
    new = agrees(sam, code)
    assert Client().post("/people/sign-in/", {"handle": "petra", "passphrase": petra.passphrase}).status_code == 400
    again = signs_in("petra", new)
    later, _words = apply(contact="612 555 0199")
    assert reads(again, later)["contact"] == "612 555 0199"

    assert reads(again, one) == {}, "what is older waits for another holder to sign in"
    signs_in("paul", paul.passphrase)
    drain(SLOW)
    assert reads(again, one) == told
    assert Seal.objects.count() == Seal.objects.filter(epoch__ended=False).count()


def test_one_steward_alone_gives_nobody_new_words_who_could_read_with_them(cast: Cast, sam: Person) -> None:
    for role in (Role.STEWARD, Role.DISPATCHER, Role.VERIFIER, Role.VETTER, Role.DRIVER, Role.CARER):
        person = admit(f"the-{role.value}", role)
        asks_for_new_words(cast.sol, person)
        assert Member.objects.get(code=person.code).check_password(person.passphrase), role
        assert cast.sol.client().post(f"{TWO}{Proposal.objects.get().code}/", {"do": "agree"}).status_code == 409
        Proposal.objects.all().delete()


def test_the_last_holder_who_forgets_costs_what_was_sealed_and_the_stewards_were_warned(
    cast: Cast, sam: Person
) -> None:
    petra = vetter()
    petra.unlocked()
    one, _words = apply()
    warned = {(few.role, few.open) for few in few_visible_to(cast.sol.actor)}
    assert (Role.VETTER, 1) in warned
    again = signs_in("petra", agrees(sam, asks_for_new_words(cast.sol, petra)))
    vetter("paul").unlocked()
    drain(SLOW)
    assert reads(again, one) == {}


def test_while_two_remain_the_forgetting_of_a_third_is_not_even_a_warning_too_late(cast: Cast, sam: Person) -> None:
    people = [vetter(name) for name in ("petra", "paul", "pia")]
    for person in people:
        person.unlocked()
    assert Role.VETTER not in {few.role for few in few_visible_to(cast.sol.actor)}
    asks_for_new_words(cast.sol, people[0])
    agrees(sam, Proposal.objects.get().code)
    (few,) = [one for one in few_visible_to(cast.sol.actor) if one.role is Role.VETTER]
    assert (few.hold, few.open, few.locked) == (3, 2, 1)
