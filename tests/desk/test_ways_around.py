"""Ways around two persons that were tried: each ends where the front door ends."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.desk.test_two_persons import PAGE, ask, decide, last_day
from tests.keeping import Keeping
from tests.people.applying import apply, called, screened, seen, step, vetter, welcomed
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.people import jobs
from wekeep.people.actions import glass
from wekeep.people.actions.members import end_member, suspend_member
from wekeep.people.actions.roles import end_role
from wekeep.people.actions.stewards import keep_one_steward
from wekeep.people.models import Application, Grant, Member
from wekeep.people.rules.application import Reason
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


def test_the_last_steward_of_every_zone_is_ended_by_nobody_while_one_of_a_single_zone_is_left(cast: Cast) -> None:
    admit("nora", Role.STEWARD, zone=NORTH)
    sol = cast.sol.client()
    everywhere = {"role": "steward", "zone": EVERY_ZONE}
    answer = sol.post(f"/people/members/{cast.sol.code}/end-role/", everywhere)
    assert answer.status_code == 409 and "last steward of every zone" in answer.content.decode()
    assert cast.sol.actor.may(Ability.APPOINT, EVERY_ZONE)
    admit("sam2", Role.STEWARD, zone=EVERY_ZONE)
    assert sol.post(f"/people/members/{cast.sol.code}/end-role/", everywhere).status_code == 302


@pytest.mark.parametrize("way", ["end", "suspend", "role", "glass"])
def test_no_way_leads_to_a_network_without_a_steward_of_every_zone(cast: Cast, verifier: Member, way: str) -> None:
    """`verifier` came by an application and is the only steward of every zone left; sol is one of a single zone."""
    until = clock.now() + timedelta(days=9)
    Grant.objects.filter(role="steward").delete()
    Grant.objects.create(
        member=verifier, role="steward", zone=EVERY_ZONE, since=clock.now(), until=until, granted_by="x"
    )
    with pytest.raises(Refused, match="last steward of every zone"):
        if way == "end":
            end_member(actor=SYSTEM, code=verifier.code)
        elif way == "suspend":
            suspend_member(actor=SYSTEM, code=verifier.code, reason=Reason.CONDUCT)
        elif way == "role":
            end_role(actor=SYSTEM, code=verifier.code, role=Role.STEWARD, zone=EVERY_ZONE)
        else:
            glass._rest(verifier.code)
            assert set(Grant.objects.filter(member=verifier).values_list("role", flat=True)) == {"steward"}
            keep_one_steward(without=verifier.code)
    assert Grant.objects.filter(member=verifier, role="steward", zone=EVERY_ZONE).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_stewards_of_every_zone_who_are_ended_at_the_same_moment_one_stays(cast: Cast, sam: Person) -> None:
    admit("nora", Role.STEWARD, zone=NORTH)
    start, said = threading.Barrier(2), []

    def end(whom: Person) -> None:
        start.wait()
        try:
            end_role(actor=SYSTEM, code=whom.code, role=Role.STEWARD, zone=EVERY_ZONE)
        except Refused as refusal:
            said.append(str(refusal))
        connection.close()

    threads = [threading.Thread(target=end, args=(whom,)) for whom in (cast.sol, sam)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Grant.objects.filter(role="steward", zone=EVERY_ZONE).count() == 1 and len(said) == 1


def test_stewards_read_when_nobody_would_be_steward_of_every_zone_any_more(cast: Cast) -> None:
    warning = "then nobody makes zones"
    sol = cast.sol.client()
    Grant.objects.filter(role="steward").update(until=clock.now() + timedelta(days=40))
    assert warning not in sol.get("/people/members/").content.decode()
    with clock.simulated(clock.now() + timedelta(days=11)):
        assert warning in sol.get("/people/members/").content.decode()


def test_nobody_suspends_themselves(cast: Cast, sam: Person) -> None:
    assert sam.client().post(f"/people/members/{sam.code}/rest/", {"do": "rest"}).status_code == 409


def test_a_steward_of_another_zone_does_not_let_a_suspended_member_in_again(cast: Cast, verifier: Member) -> None:
    cast.sol.client().post(f"/people/members/{verifier.code}/rest/", {"do": "rest"})
    southern = admit("sue", Role.STEWARD, zone=SOUTH)
    assert southern.client().post(f"/people/members/{verifier.code}/rest/", {"do": "reinstate"}).status_code == 403
    assert not Grant.objects.filter(member=verifier).exists()
