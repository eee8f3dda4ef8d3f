"""Ways around two persons that were tried: each ends where the front door ends."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.desk.test_two_persons import PAGE, ask, decide, last_day
from tests.keeping import Keeping
from tests.people.applying import apply, called, screened, seen, step, vetter, welcomed
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotAllowed
from wekeep.people import jobs
from wekeep.people.actions.members import end_member
from wekeep.people.models import Application, Grant, Member
from wekeep.vault.actions.sealing import seal
from wekeep.vault.models import Proposal, Seal


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper."""
    return Cast()


@pytest.fixture
def verifier(cast: Cast, sam: Person) -> Member:
    """A verifier by evidence."""
    petra = vetter()
    petra.unlocked()
    one, words = welcomed(cast, petra, roles=["verifier"])
    step(words, "handle", handle="river-otter")
    for kind in ("observer_training", "verifier_training", "shadow_shift"):
        assert seen(one, petra, kind) == 302
    found = Member.objects.get(code=one.code)
    assert Grant.objects.filter(member=found, role="verifier").exists()
    return found


def new_words(by: Client, whom: Member) -> bool:
    """Whether one steward alone was shown new words of this member."""
    answer = by.post(f"/people/members/{whom.code}/passphrase/")
    return answer.status_code == 200


def test_nobody_gets_a_verifiers_words_alone_by_suspending_them_first(cast: Cast, verifier: Member) -> None:
    sol = cast.sol.client()
    assert sol.post(f"/people/members/{verifier.code}/rest/", {"do": "rest"}).status_code == 302
    assert not new_words(sol, verifier)
    assert sol.post(f"/people/members/{verifier.code}/rest/", {"do": "reinstate"}).status_code == 302
    assert Grant.objects.filter(member=verifier, role="verifier").exists()


def test_nobody_gets_a_verifiers_words_alone_by_ending_the_role_first(cast: Cast, verifier: Member) -> None:
    sol = cast.sol.client()
    ended = {"role": "verifier", "zone": NORTH}
    assert sol.post(f"/people/members/{verifier.code}/end-role/", ended).status_code == 302
    assert not new_words(sol, verifier)


def test_a_role_that_a_steward_ended_does_not_come_back_at_night(cast: Cast, verifier: Member) -> None:
    sol, ended = cast.sol.client(), {"role": "verifier", "zone": NORTH}
    assert sol.post(f"/people/members/{verifier.code}/end-role/", ended).status_code == 302
    jobs.recompute_standings.call()
    assert not Grant.objects.filter(member=verifier).exists()
    for what in ("rest", "reinstate"):
        assert sol.post(f"/people/members/{verifier.code}/rest/", {"do": what}).status_code == 302
    assert Grant.objects.filter(member=verifier, role="verifier").exists()


@pytest.mark.parametrize("by_asker", [True, False])
def test_what_was_refused_is_done_by_nobody_by_the_front_door_either(cast: Cast, sam: Person, by_asker: bool) -> None:
    sol, second = cast.sol.client(), sam.client()
    code = ask(sol, cast.mai)
    assert decide(sol if by_asker else cast.dana.client(), code, "refuse") == 302
    term = {"role": "dispatcher", "zone": NORTH, "until": last_day()}
    second.post(f"/people/members/{cast.mai.code}/", term)
    assert not cast.mai.actor.holdings


def test_what_someone_asked_for_who_is_out_is_agreed_to_by_nobody(cast: Cast, sam: Person) -> None:
    code = ask(cast.sol.client(), cast.mai)
    end_member(actor=sam.actor, code=cast.sol.code)
    assert decide(sam.client(), code) in (404, 409)
    assert not cast.mai.actor.holdings


def test_what_someone_asked_for_who_signed_out_everywhere_is_agreed_to_by_nobody(cast: Cast, sam: Person) -> None:
    sol = cast.sol.client()
    code = ask(sol, cast.mai)
    sol.post("/people/sign-out/everywhere/")
    assert decide(sam.client(), code) in (404, 409)
    assert not cast.mai.actor.holdings


def test_what_someone_asked_for_whose_role_is_over_is_agreed_to_by_nobody(cast: Cast, sam: Person) -> None:
    code = ask(cast.sol.client(), cast.mai)
    sam.client().post(f"/people/members/{cast.sol.code}/end-role/", {"role": "steward", "zone": EVERY_ZONE})
    assert decide(sam.client(), code) in (404, 409)
    assert not cast.mai.actor.holdings


def test_what_was_asked_for_anew_replaces_what_was_asked_for_before(cast: Cast, sam: Person) -> None:
    sol, second = cast.sol.client(), sam.client()
    ask(sol, cast.mai)
    term = {"role": "dispatcher", "zone": NORTH, "until": last_day(3)}
    assert sol.post(f"/people/members/{cast.mai.code}/", term).status_code == 302
    second.post(f"/people/members/{cast.mai.code}/", term | {"until": last_day()})
    assert not cast.mai.actor.holdings


def test_a_hold_that_was_taken_back_is_held_by_nobody(cast: Cast, sam: Person) -> None:
    petra, sol = vetter().client(), cast.sol.client()
    record, expires = "named0record0001", clock.now().date() + timedelta(days=3)
    fields = {"times": "evenings"}
    seal(
        kind="application",
        record=record,
        group=Group.TRIAGE,
        zone=NORTH,
        role=Role.VETTER,
        fields=fields,
        expires=expires,
    )
    form = {"code": "court-1", "kind": "application", "records": record}
    assert sol.post(f"{PAGE}hold/", form).status_code == 302
    row = Proposal.objects.get()
    assert decide(sol, row.code, "refuse") == 302
    # somebody who writes to the database puts back what was taken back
    row.pk = None
    row.save(force_insert=True)
    assert decide(petra, row.code) == 409
    assert not Seal.objects.get().held


def test_an_applicant_adds_no_zone_after_a_vetter_said_yes(cast: Cast, sam: Person) -> None:
    petra = vetter()
    petra.unlocked()
    one, words = apply()
    wishes = {"roles": ["observer"], "languages": ["en"], "times": ["weekend"], "status": "keep"}
    wider = {**wishes, "zones": [NORTH, SOUTH]}
    assert step(words, "correct", **wider).status_code == 200
    assert step(words, "correct", **wishes, zones=[NORTH]).status_code == 200
    called(one, petra)
    screened(one, petra)
    assert step(words, "correct", **wider).status_code == 409
    assert step(words, "pause").status_code == 200
    assert step(words, "correct", **wider).status_code == 409
    assert Application.objects.get().zones == [NORTH]
    assert step(words, "correct", **wishes | {"languages": ["so"]}, zones=[NORTH]).status_code == 200


def test_of_two_stewards_who_end_each_other_in_one_moment_one_is_left(cast: Cast, sam: Person) -> None:
    first, second = cast.sol.actor, sam.actor
    end_member(actor=first, code=sam.code)
    with pytest.raises(NotAllowed):
        end_member(actor=second, code=cast.sol.code)
    assert cast.sol.actor.may(Ability.APPOINT)


def test_nobody_suspends_themselves(cast: Cast, sam: Person) -> None:
    assert sam.client().post(f"/people/members/{sam.code}/rest/", {"do": "rest"}).status_code == 409


def test_a_steward_of_another_zone_does_not_let_a_suspended_member_in_again(cast: Cast, verifier: Member) -> None:
    cast.sol.client().post(f"/people/members/{verifier.code}/rest/", {"do": "rest"})
    southern = admit("sue", Role.STEWARD, zone=SOUTH)
    assert southern.client().post(f"/people/members/{verifier.code}/rest/", {"do": "reinstate"}).status_code == 403
    assert not Grant.objects.filter(member=verifier).exists()
