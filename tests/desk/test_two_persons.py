"""What nobody does alone: one asks, another reads exactly what would happen and agrees, within a quarter of an hour."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.alerts.neighbours import neighbour
from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.channels.conftest import push
from tests.channels.peers import PushPeer
from tests.keeping import Keeping
from tests.vault.test_sealing import seal_one
from wekeep.alerts.models import Subscription
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.actions.members import end_member, issue_passphrase
from wekeep.people.actions.roles import grant_role
from wekeep.people.models import Grant, Member
from wekeep.vault.actions.sealing import erase, seal
from wekeep.vault.models import Proposal, Seal
from wekeep.vault.queries.audit import read_log
from wekeep.vault.rules.power import NeedsSecond
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

__all__ = ["push"]
PAGE = "/two-persons/"


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper, which counts who agreed."""
    return Cast()


def last_day(days: int = 30) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


def ask(by: Client, whom: Person, role: Role = Role.DISPATCHER, zone: str = NORTH) -> str:
    """Ask on the member's page; the code of what waits now."""
    before = set(Proposal.objects.values_list("code", flat=True))
    term = {"role": role.value, "zone": zone, "until": last_day()}
    assert by.post(f"/people/members/{whom.code}/", term).status_code == 302
    return Proposal.objects.exclude(code__in=before).get().code


def decide(by: Client, code: str, what: str = "agree") -> int:
    return by.post(f"{PAGE}{code}/", {"do": what}).status_code


def test_a_dispatcher_is_made_by_two_and_the_second_one_reads_exactly_what_would_happen(
    cast: Cast, sam: Person
) -> None:
    sol, second = cast.sol.client(), sam.client()
    code = ask(sol, cast.mai)
    assert not cast.mai.actor.holdings
    page = second.get(PAGE).content.decode()
    assert "<bdi>sol</bdi>" in page and "mai becomes: Dispatcher" in page and "North Side" in page
    assert "sends an alert" in page
    assert "1 thing waits" in second.get("/desk/").content.decode()
    assert decide(second, code) == 302
    assert cast.mai.actor.may(Ability.SEND_ALERTS, NORTH) and not cast.mai.actor.may(Ability.SEND_ALERTS, SOUTH)
    assert Grant.objects.get(member__code=cast.mai.code).granted_by == cast.sol.code
    assert decide(second, code) == 404


def test_whoever_asks_does_not_agree_and_neither_does_the_one_it_is_about(cast: Cast, sam: Person) -> None:
    sol, second = cast.sol.client(), sam.client()
    code = ask(sol, cast.mai)
    assert "Agree: do exactly this" not in sol.get(PAGE).content.decode()
    assert decide(sol, code) == 409 and not cast.mai.actor.holdings
    longer = ask(sol, cast.dana)
    assert decide(cast.dana.client(), longer) == 409
    assert "This is about you" in cast.dana.client().get(PAGE).content.decode()
    assert decide(second, longer) == 302


def test_nobody_else_sees_it_or_decides_it(cast: Cast, sam: Person) -> None:
    code = ask(cast.sol.client(), cast.mai)
    for person in (cast.omar, cast.amina, cast.vera, cast.mai):
        client = person.client()
        assert "mai becomes" not in client.get(PAGE).content.decode()
        assert decide(client, code) == 404 and decide(client, code, "refuse") == 404
    assert Proposal.objects.filter(code=code).exists()


def test_a_dispatcher_of_the_zone_may_be_the_second_one_so_that_two_stewards_are_enough(
    cast: Cast, sam: Person
) -> None:
    code = ask(cast.sol.client(), cast.mai)
    assert decide(cast.dana.client(), code) == 302
    assert cast.mai.actor.may(Ability.SEND_ALERTS, NORTH)


def test_what_is_refused_or_taken_back_is_done_by_nobody(cast: Cast, sam: Person) -> None:
    sol, second = cast.sol.client(), sam.client()
    for who in (second, sol):
        code = ask(sol, cast.mai)
        assert decide(who, code, "refuse") == 302
        assert decide(second, code) == 404
    assert not cast.mai.actor.holdings
    assert [e.kind for e in journal.history(cast.mai.code)][-2:] == ["power.asked", "power.refused"]


def test_after_a_quarter_of_an_hour_nobody_can_agree_whichever_clock_is_wrong(
    cast: Cast, sam: Person, signer: Keeping
) -> None:
    second = sam.client()
    code = ask(cast.sol.client(), cast.mai)
    with clock.simulated(clock.now() + timedelta(minutes=16)):
        assert decide(second, code) == 404
    Proposal.objects.update(until=clock.now() + timedelta(hours=5))
    signer.ahead = timedelta(minutes=16)
    assert decide(second, code) == 409
    assert not cast.mai.actor.holdings


def _other_role(row: Proposal, _cast: Cast) -> None:
    row.terms = json.dumps(json.loads(row.terms) | {"role": "steward"}, sort_keys=True, separators=(",", ":"))


def _longer(row: Proposal, _cast: Cast) -> None:
    later = (clock.now() + timedelta(days=300)).isoformat()
    row.terms = json.dumps(json.loads(row.terms) | {"until": later}, sort_keys=True, separators=(",", ":"))


def _everywhere(row: Proposal, _cast: Cast) -> None:
    row.zone = EVERY_ZONE


def _someone_else(row: Proposal, cast: Cast) -> None:
    row.about = cast.omar.code


@pytest.mark.parametrize("change", [_other_role, _longer, _everywhere, _someone_else])
def test_any_change_of_what_was_asked_for_voids_it(
    change: Callable[[Proposal, Cast], None], cast: Cast, sam: Person
) -> None:
    second, _there = sam.client(), cast.omar
    code = ask(cast.sol.client(), cast.mai)
    before = Grant.objects.count()
    row = Proposal.objects.get(code=code)
    change(row, cast)
    row.save()
    assert decide(second, code) == 409
    assert Grant.objects.count() == before


def test_whoever_asks_is_not_the_second_one_by_writing_to_the_database(cast: Cast, sam: Person) -> None:
    sol = cast.sol.client()
    code = ask(sol, cast.mai)
    Proposal.objects.update(by=cast.dana.code)
    assert decide(sol, code) == 409 and not cast.mai.actor.holdings


def test_the_first_steward_appoints_the_second_alone_and_from_then_on_it_is_two_for_good(cast: Cast) -> None:
    sol, when = cast.sol.client(), {"zone": EVERY_ZONE, "until": last_day()}
    first = f"/people/members/{cast.mai.code}/"
    assert sol.post(first, {"role": "steward", **when}).status_code == 302
    assert cast.mai.actor.may(Ability.APPOINT) and not Proposal.objects.exists()
    cast.mai.unlocked()
    ask(sol, cast.omar)
    end_member(actor=cast.sol.actor, code=cast.mai.code)
    ask(sol, cast.amina, Role.STEWARD, EVERY_ZONE)
    assert not cast.amina.actor.may(Ability.APPOINT)


def test_nobody_becomes_steward_and_dispatcher_through_two_proposals(cast: Cast, sam: Person) -> None:
    sol, second = cast.sol.client(), sam.client()
    steward = ask(sol, cast.mai, Role.STEWARD, EVERY_ZONE)
    assert decide(second, steward) == 302
    term = {"role": "dispatcher", "zone": NORTH, "until": last_day()}
    assert sol.post(f"/people/members/{cast.mai.code}/", term).status_code == 409
    waits = ask(sol, cast.omar)
    grant_role(actor=SYSTEM, code=cast.omar.code, role=Role.STEWARD, zone=SOUTH, until=clock.now() + timedelta(days=9))
    assert decide(second, waits) == 409
    assert not cast.omar.actor.may(Ability.SEND_ALERTS)


def test_those_who_may_agree_are_told_at_once_and_nobody_else(cast: Cast, sam: Person, push: PushPeer) -> None:
    people = (sam, cast.dana, cast.sol, cast.amina, cast.vera)
    phones = [neighbour(push) for _person in people]
    for phone, person in zip(phones, people, strict=True):
        Subscription.objects.filter(code=phone.code).update(member=person.code)
    ask(cast.sol.client(), cast.mai)
    drain(ALERTS)
    assert [phone.got for phone in phones] == [1, 1, 0, 0, 0]


def test_a_locked_session_neither_asks_nor_agrees(cast: Cast, sam: Person) -> None:
    sol, second = cast.sol.client(), sam.client()
    code = ask(sol, cast.mai)
    for client in (sol, second):
        del client.cookies[settings.UNLOCK_COOKIE_NAME]
    assert decide(second, code) == 409
    term = {"role": "dispatcher", "zone": NORTH, "until": last_day()}
    assert sol.post(f"/people/members/{cast.omar.code}/", term).status_code == 409
    assert not cast.mai.actor.holdings
    assert "Agreeing takes an unlocked session." in second.get(PAGE).content.decode()


def test_nobody_gives_new_words_alone_to_someone_who_could_agree_with_them(cast: Cast, sam: Person) -> None:
    sol, second = cast.sol.client(), sam.client()
    with pytest.raises(NeedsSecond):
        issue_passphrase(actor=cast.sol.actor, code=cast.dana.code)
    address = f"/people/members/{cast.dana.code}/passphrase/"
    assert sol.post(address).status_code == 302
    assert Member.objects.get(code=cast.dana.code).check_password(cast.dana.passphrase)
    page = second.get(PAGE).content.decode()
    assert "Give dana a new passphrase" in page and "Whoever has the words is dana" in page
    shown = second.post(f"{PAGE}{Proposal.objects.get().code}/", {"do": "agree"})
    words = shown.context["issued"].passphrase
    assert words in shown.content.decode() and Member.objects.get(code=cast.dana.code).check_password(words)
    assert sol.post(f"/people/members/{cast.omar.code}/passphrase/").context["issued"].passphrase


def test_a_hold_names_records_that_are_there_and_of_one_zone(cast: Cast) -> None:
    sol, _keys = cast.sol.client(), (cast.dana.unlocked(), cast.vera.unlocked())
    seal_one("north0record0001")
    seal_one("south0record0001", zone=SOUTH)
    Seal.objects.update(kind="application")
    form = {"code": "court-1", "kind": "application"}
    for records in ("north0record0001\ngone0record0001", "north0record0001\nsouth0record0001"):
        assert sol.post(f"{PAGE}hold/", form | {"records": records}).status_code == 409
    assert sol.post(f"{PAGE}hold/", form | {"records": "gone0record0001"}).status_code == 404
    assert sol.post(f"{PAGE}hold/", form | {"records": " \n "}).status_code == 422
    assert not Proposal.objects.exists()


def test_a_hold_is_agreed_to_by_one_who_can_open_the_records(cast: Cast) -> None:
    petra = admit("petra", Role.VETTER)
    client, sol, expires = petra.client(), cast.sol.client(), clock.now().date() + timedelta(days=3)
    said = {"kind": "application", "record": "named0record0001", "group": Group.TRIAGE}
    sealing = {**said, "zone": NORTH, "role": Role.VETTER, "fields": {"times": "evenings"}, "expires": expires}
    seal(**sealing)  # type: ignore[arg-type]
    form = {"code": "court-1", "kind": "application", "records": "named0record0001"}
    assert sol.post(f"{PAGE}hold/", form).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Keep records for a court: court-1" in page and "named0record0001" in page
    code = Proposal.objects.get().code
    assert decide(sol, code) == 409
    assert decide(client, code) == 302
    assert Seal.objects.get().held
    erase(kind="application", record="named0record0001")
    with pytest.raises(Refused, match="kept as it is for a court"):
        seal(**sealing)  # type: ignore[arg-type]
    assert Seal.objects.count() == 1


def test_the_log_says_who_agreed_with_whom_about_what(cast: Cast, sam: Person) -> None:
    code = ask(cast.sol.client(), cast.mai)
    decide(sam.client(), code)
    lines = [json.loads(line.words) for line in read_log(cast.sol.unlocked(), after=0) if line.words]
    (used,) = [line for line in lines if line.get("power") == "appoint"]
    assert (used["who"], used["asked_by"], used["about"]) == (sam.code, cast.sol.code, cast.mai.code)
    assert any(line.get("power") == "approve" and line["about"] == used["action"] for line in lines)
