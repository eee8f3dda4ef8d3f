"""A network that comes from a backup: its members' roles rest and nothing is sent until two persons agree to that backup."""

import json
from datetime import timedelta
from hashlib import blake2b

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.alerts.neighbours import neighbour
from tests.cast import NORTH, Cast, Person, admit
from tests.channels.conftest import push
from tests.channels.peers import PushPeer
from tests.desk.test_two_persons import PAGE, ask, decide
from tests.keeping import Keeping
from tests.vault.test_sealing import opened, seal_one
from wekeep.alerts.actions.trials import send_test
from wekeep.alerts.models import Subscription
from wekeep.channels.models import Credentials
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Refused
from wekeep.people.actions.duty import go_on_duty
from wekeep.people.actions.keys import match_all_keys
from wekeep.people.actions.restoring import put_back
from wekeep.people.models import Member, PutBack
from wekeep.people.queries import on_duty, who_may
from wekeep.vault.actions.granting import grant
from wekeep.vault.models import Proposal
from wekeep.vault.queries.roles import newest_epoch
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

__all__ = ["push"]
GO_ON = f"{PAGE}go-on/"
MARK = blake2b(b"a backup", digest_size=32).hexdigest()


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper, which counts who agreed."""
    one = Cast()
    for person in (one.sol, one.dana):
        person.unlocked()
    return one


@pytest.fixture
def sam(cast: Cast) -> Person:
    one = admit("sam", Role.STEWARD, zone=EVERY_ZONE)
    one.unlocked()
    return one


def restore() -> bool:
    return put_back(mark=MARK, made_at=clock.now() - timedelta(days=3))


def test_whoever_was_in_the_backup_is_signed_out_and_their_roles_rest(cast: Cast, sam: Person) -> None:
    go_on_duty(actor=cast.dana.actor, zone=NORTH, hours=4)
    before = cast.dana.client()
    waits = ask(cast.sol.client(), cast.mai)
    assert restore()
    assert before.get("/desk/").status_code == 302 and not Session.objects.exists()
    assert on_duty(NORTH) == [] and who_may(Ability.SEND_ALERTS, NORTH) == frozenset()
    assert not Proposal.objects.filter(code=waits).exists()
    dana = cast.dana.client()
    assert "Your roles rest until two stewards agree" in dana.get("/desk/").content.decode()
    for page in ("/board/", "/alerts/channels/", "/people/members/"):
        assert dana.get(page).status_code == 403
    sol = cast.sol.client()
    assert sol.get("/people/members/").status_code == 403 and sol.get("/log/").status_code == 200


def test_what_is_sealed_opens_for_nobody_before_two_agreed_and_for_the_same_people_afterwards(
    cast: Cast, sam: Person
) -> None:
    seal_one("r1")
    assert restore()
    with pytest.raises(Refused, match="put back from a backup"):
        opened(cast.dana.unlocked(), "r1")
    with pytest.raises(Refused, match="put back from a backup"):
        now = clock.now()
        until = now + timedelta(hours=4)
        by = cast.dana.unlocked()
        grant(unlocked=by, member=sam.code, kind="request", record="r1", group="triage", since=now, until=until)  # type: ignore[arg-type]
    before = newest_epoch(NORTH, Role.DISPATCHER)
    match_all_keys()
    assert newest_epoch(NORTH, Role.DISPATCHER) == before, "nobody in an old backup is handed a new key"
    go_on_by_two(cast.sol, sam)
    assert opened(cast.dana.unlocked(), "r1")
    after = newest_epoch(NORTH, Role.DISPATCHER)
    assert before is not None and after is not None and after.number > before.number


def go_on_by_two(first: Person, second: Person) -> None:
    assert first.client().post(GO_ON).status_code == 302
    assert decide(second.client(), Proposal.objects.get().code) == 302


def test_two_stewards_read_which_backup_it_is_and_agree_and_only_then_it_goes_on(cast: Cast, sam: Person) -> None:
    _there = cast.dana
    assert restore()
    sol = cast.sol.client()
    assert "This network was put back from a backup" in sol.get(PAGE).content.decode()
    assert sol.post(GO_ON).status_code == 302
    code = Proposal.objects.get().code
    assert decide(sol, code) == 409 and PutBack.objects.exists()
    second = sam.client()
    page = second.get(PAGE).content.decode()
    assert "Let this network go on from a backup" in page and "dana, sam, sol" in page
    assert decide(second, code) == 302
    assert cast.dana.actor.may(Ability.SEND_ALERTS, NORTH) and not Member.objects.filter(put_back=True).exists()
    assert "Your roles rest" not in second.get("/desk/").content.decode()
    assert "member.went_on" in [entry.kind for entry in journal.history("backup")]


def test_one_steward_alone_lets_nothing_go_on_and_neither_does_anyone_below(cast: Cast, sam: Person) -> None:
    assert restore()
    sol = cast.sol.client()
    for _again in range(2):
        assert sol.post(GO_ON).status_code == 302
    for person in (cast.dana, cast.omar):
        assert person.client().post(GO_ON).status_code == 403
        assert decide(person.client(), Proposal.objects.get().code) == 404
    assert PutBack.objects.exists() and not cast.dana.actor.may(Ability.SEND_ALERTS, NORTH)


def test_beside_a_new_keeper_the_first_steward_lets_nothing_go_on_alone_either(zones: object, signer: Keeping) -> None:
    people = Cast()
    sam = admit("sam", Role.STEWARD, zone=EVERY_ZONE)
    assert people.sol.handle and people.dana.handle and restore()
    assert people.sol.client().post(GO_ON).status_code == 302
    assert PutBack.objects.exists() and not people.dana.actor.may(Ability.SEND_ALERTS, NORTH)
    code = Proposal.objects.get().code
    assert decide(people.sol.client(), code) == 409
    assert decide(sam.client(), code) == 302
    assert people.dana.actor.may(Ability.SEND_ALERTS, NORTH)


@pytest.mark.parametrize("change", ["mark", "channels"])
def test_another_backup_or_other_credentials_are_another_action(change: str, cast: Cast, sam: Person) -> None:
    assert restore()
    cast.sol.client().post(GO_ON)
    row = Proposal.objects.get()
    terms = json.loads(row.terms) | ({"mark": MARK[::-1]} if change == "mark" else {"channels": {"email": MARK}})
    row.terms = json.dumps(terms, sort_keys=True, separators=(",", ":"))
    row.save()
    if change == "mark":
        PutBack.objects.update(mark=MARK[::-1])
    assert decide(sam.client(), row.code) == 409
    assert PutBack.objects.exists()


def test_nothing_is_sent_before_and_what_waited_goes_out_after(cast: Cast, sam: Person, push: PushPeer) -> None:
    phone = neighbour(push)
    Subscription.objects.filter(code=phone.code).update(member=cast.dana.code)
    send_test(actor=cast.dana.actor, kind="webpush")
    assert restore()
    drain(ALERTS)
    assert phone.got == 0
    go_on_by_two(cast.sol, sam)
    drain(ALERTS)
    drain_rest()
    assert phone.got == 1


def drain_rest() -> None:
    from wekeep.work.rules.lane import RETRIES

    drain(RETRIES)


def test_a_backup_without_two_who_could_agree_goes_on_at_once(cast: Cast) -> None:
    assert not restore()
    assert cast.dana.actor.may(Ability.SEND_ALERTS, NORTH)
    assert Credentials.objects.filter(agreed="").count() == 0


def test_visitors_report_as_before(cast: Cast, sam: Person) -> None:
    assert restore()
    assert Client().get("/report/").status_code == 200
