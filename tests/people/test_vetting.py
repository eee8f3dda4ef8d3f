"""The way in over HTTP: screening by several at once, undo, evidence, welcome, roles that open and close by themselves."""

import re
import threading
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.cast import NORTH, SOUTH, Cast
from tests.people.applying import apply, called, screened, seen, sheet, step, vetter, welcomed
from tests.people.conftest import Sealed
from wekeep.channels.models import Address, Letter
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people import jobs
from wekeep.people.actions import screening
from wekeep.people.actions.members import end_member
from wekeep.people.models import Application, Decision, Grant, Member, Seen, Standing
from wekeep.people.queries.applications import batch_of
from wekeep.people.rules.screening import BATCH, Choice
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT


@pytest.fixture(autouse=True)
def _sealed(cast: Cast, sealed: Sealed) -> None:
    """Everything here seals in memory."""


def confirmed(count: int, **changed: Any) -> list[Application]:
    """So many applications that wait in the queue."""
    petra = vetter("confirmer")
    found = [apply(**changed)[0] for _ in range(count)]
    for one in found:
        called(one, petra)
    return found


def state(one: Application) -> str:
    one.refresh_from_db()
    return one.state


def test_two_vetters_never_have_the_same_application_on_their_screens() -> None:
    petra, paul = vetter("petra"), vetter("paul")
    confirmed(BATCH + 3)
    assert (screening.claim_batch(actor=petra.actor), screening.claim_batch(actor=paul.actor)) == (BATCH, 3)
    mine, theirs = ({one.code for one in batch_of(who.actor)} for who in (petra, paul))
    assert len(mine) == BATCH and len(theirs) == 3 and not mine & theirs
    taken = next(iter(mine))
    read = sheet(Application.objects.get(code=taken), paul)
    with pytest.raises(Refused, match="Somebody else"):
        screening.decide(actor=paul.actor, code=taken, choice=Choice.GO_ON, sheet=read)
    with clock.simulated(clock.now() + timedelta(minutes=16)):
        assert not batch_of(petra.actor)
        assert screening.decide(actor=paul.actor, code=taken, choice=Choice.GO_ON, sheet=read).state == "screened"


@pytest.mark.django_db(transaction=True)
def test_five_vetters_who_claim_at_the_same_moment_share_the_queue_without_one_taken_twice() -> None:
    vetters = [vetter(f"vetter-{n}") for n in range(5)]
    confirmed(30)
    got: list[list[str]] = []
    start = threading.Barrier(5)

    def claim(who: object) -> None:
        start.wait()
        screening.claim_batch(actor=who)  # type: ignore[arg-type]
        got.append([one.code for one in batch_of(who)])  # type: ignore[arg-type]
        connection.close()

    threads = [threading.Thread(target=claim, args=(who.actor,)) for who in vetters]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    claimed = [code for batch in got for code in batch]
    assert len(claimed) == len(set(claimed)) and len(claimed) >= 25


def test_without_scripts_a_batch_is_claimed_and_decided_by_plain_forms() -> None:
    petra = vetter("petra")
    one, two = confirmed(2)
    client = petra.client()
    assert "bakery" not in client.get("/people/screening/").content.decode()
    assert client.post("/people/screening/claim/").status_code == 302
    page = client.get("/people/screening/").content.decode()
    assert page.count("bakery") == 2 and page.count('value="go_on"') == 2 and "612 555" not in page
    screened(one, petra)
    screened(two, petra, "not_the_work")
    assert (state(one), state(two)) == ("screened", "declined")
    assert "Nobody waits" in client.get("/people/screening/").content.decode()


def test_a_locked_session_sees_the_queue_but_no_words(sealed: Sealed) -> None:
    petra = vetter("petra")
    confirmed(1)
    screening.claim_batch(actor=petra.actor)
    sealed.unlocked = False
    page = petra.client().get("/people/screening/").content.decode()
    assert "Unlock with your passphrase" in page and "bakery" not in page


def marks(page: str) -> list[str]:
    """What the sheets on a screen carry."""
    return re.findall(r'name="sheet" value="([0-9a-f]*)"', page)


def test_a_yes_counts_for_what_was_read_and_not_for_what_was_written_meanwhile() -> None:
    petra = vetter("petra")
    one, words = apply()
    called(one, petra)
    client = petra.client()
    client.post("/people/screening/claim/")
    (read,) = marks(client.get("/people/screening/").content.decode())
    changed = {"roles": ["observer"], "zones": [NORTH, SOUTH], "languages": ["en"], "times": [], "status": "keep"}
    assert step(words, "correct", **changed).status_code == 200
    decided = {"choice": "go_on", "sheet": read}
    page = client.post(f"/people/screening/{one.code}/", decided, follow=True).content.decode()
    assert "They changed their application while you read it" in page and state(one) == "contact_confirmed"
    (anew,) = marks(page)
    assert anew and anew != read
    assert client.post(f"/people/screening/{one.code}/", decided | {"sheet": anew}).status_code == 302
    assert state(one) == "screened"


def test_nobody_decides_by_what_another_vetter_opened_or_without_opening_it(sealed: Sealed) -> None:
    petra, paul = vetter("petra"), vetter("paul")
    (one,) = confirmed(1)
    address = f"/people/screening/{one.code}/"
    assert petra.client().post(address, {"choice": "go_on"}).status_code == 409
    petra.client().post(address, {"choice": "go_on", "sheet": sheet(one, paul)})
    assert state(one) == "contact_confirmed"
    sealed.unlocked = False
    assert marks(petra.client().get("/people/screening/").content.decode()) == [""]


def test_a_script_is_given_the_changed_sheet_and_told_plainly_where_the_session_is_locked(sealed: Sealed) -> None:
    petra = vetter("petra")
    one, words = apply()
    called(one, petra)
    read, client, asks = sheet(one, petra), petra.client(), {"Accept": "application/json"}
    step(words, "correct", roles=["verifier"], zones=[NORTH], languages=["en"], times=[], status="keep")
    sent = {"choice": "go_on", "sheet": read}
    answer = client.post(f"/people/screening/{one.code}/", sent, headers=asks)
    assert (
        answer.status_code == 409 and "Verifier" in answer.json()["card"] and sheet(one, petra) in answer.json()["card"]
    )
    sealed.unlocked = False
    answer = client.post(f"/people/screening/{one.code}/", sent, headers=asks)
    assert answer.status_code == 409 and answer.json()["locked"] is True and answer.json()["words"]


def test_a_decision_is_taken_back_within_ten_minutes_and_nothing_was_lost(sealed: Sealed) -> None:
    petra = vetter("petra")
    yes, no = confirmed(2)
    screened(yes, petra)
    screened(no, petra, "conduct")
    with pytest.raises(Refused):
        screening.undo(actor=vetter("paul").actor)
    for _ in range(2):
        assert petra.client().post("/people/screening/undo/").status_code == 302
    assert (state(yes), state(no)) == ("contact_confirmed", "contact_confirmed")
    assert not Seen.objects.filter(kind="screened").exists()
    assert {one.code for one in batch_of(petra.actor)} == {yes.code, no.code}
    with clock.simulated(clock.now() + timedelta(minutes=11)):
        drain(DEFAULT)
    assert state(no) == "contact_confirmed" and ("application", no.code, "contact") in sealed.kept


def test_after_ten_minutes_a_no_stands_and_what_was_sealed_is_erased(sealed: Sealed) -> None:
    petra = vetter("petra")
    (one,) = confirmed(1)
    screened(one, petra, "outside")
    assert ("application", one.code, "contact") in sealed.kept
    with clock.simulated(clock.now() + timedelta(minutes=11)):
        with pytest.raises(Refused, match="nothing to take back"):
            screening.undo(actor=petra.actor)
        drain(DEFAULT)
        assert not sealed.kept
    with clock.simulated(clock.now() + timedelta(days=31)):
        jobs.end_lapsed.call()
    assert not Application.objects.exists() and not Seen.objects.exists()


def test_what_is_left_for_later_comes_back_after_the_rest() -> None:
    petra = vetter("petra")
    first, second = confirmed(2)
    screening.claim_batch(actor=petra.actor)
    screened(first, petra, "later")
    screening.claim_batch(actor=petra.actor)
    assert [one.code for one in batch_of(petra.actor)] == [second.code, first.code]


def test_the_whole_way_from_applying_to_observing_without_anybody_saying_approved(cast: Cast) -> None:
    petra = vetter("petra")
    one, words = welcomed(cast, petra)
    assert state(one) == "provisional"
    page = step(words, "handle", handle="river-otter").content.decode()
    member = Member.objects.get(handle="river-otter")
    assert member.code == one.code and "river-otter" in page
    passphrase = page.split('<bdi dir="ltr">')[1].split("</bdi>")[0]
    assert Client().post("/people/sign-in/", {"handle": "river-otter", "passphrase": passphrase}).status_code == 302
    assert not Grant.objects.filter(member=member).exists()
    seen(one, petra, "observer_training")
    assert state(one) == "approved"
    held = Grant.objects.get(member=member)
    assert (held.role, held.zone, held.granted_by) == ("observer", NORTH, "evidence")
    assert Standing.objects.get(role="observer").policy == 2
    moves = list(Decision.objects.filter(application=one).order_by("id").values_list("after", flat=True))
    assert moves == ["contact_confirmed", "screened", "orientation", "provisional", "approved"]
    assert "Approved" in step(words, "").content.decode()


def test_a_role_ends_with_its_evidence_with_warnings_before_and_opens_again_when_it_is_renewed(cast: Cast) -> None:
    petra = vetter("petra", zone="*")
    one, words = welcomed(cast, petra, contact_kind="phone")
    step(words, "handle", handle="river-otter")
    seen(one, petra, "observer_training")
    until = Standing.objects.get(role="observer").until
    assert until is not None
    start = clock.now()
    warned = []
    for days in (300, 337, 360, 366):
        with clock.simulated(start + timedelta(days=days)):
            jobs.recompute_standings.call()
            jobs.warn_expiring.call()
            warned.append((state(one), Standing.objects.get(role="observer").warned))
    assert warned == [("approved", 0), ("expiring", 30), ("expiring", 7), ("expiring", 1)]
    with clock.simulated(start + timedelta(days=368)):
        jobs.recompute_standings.call()
        assert state(one) == "expired"
        assert not Grant.objects.filter(member__code=one.code).exists()


def test_a_role_that_takes_two_vetters_opens_for_nobody_by_one(cast: Cast) -> None:
    petra, paul = vetter("petra"), vetter("paul")
    one, words = welcomed(cast, petra, roles=["carer"])
    step(words, "handle", handle="river-otter")
    last_day = (clock.now() + timedelta(days=200)).date().isoformat()
    assert seen(one, petra, "background") == 409
    seen(one, petra, "background", last_day=last_day)
    for _ in range(2):
        seen(one, petra, "vetted")
    assert state(one) == "provisional"
    seen(one, paul, "vetted")
    assert state(one) == "approved"
    row = Seen.objects.get(kind="vetted", seen_by=paul.code)
    assert paul.client().post(f"/people/vetting/{one.code}/strike/", {"number": row.pk}).status_code == 302
    assert state(one) == "expired" and not Grant.objects.filter(member__code=one.code).exists()


def test_what_steps_write_down_is_never_written_by_hand_and_nobody_vets_themselves(cast: Cast) -> None:
    petra = vetter("petra")
    (one,) = confirmed(1)
    for kind in ("contact", "screened", "orientation", "vouch", "established", "conduct"):
        assert seen(one, petra, kind) == 409
    assert seen(one, petra, "reference") == 409
    Application.objects.filter(pk=one.pk).update(code=petra.code)
    assert seen(Application.objects.get(), petra, "vetted") == 404


def test_vetters_of_another_zone_know_nothing_of_it(cast: Cast) -> None:
    stranger = vetter("stan", zone=SOUTH)
    (one,) = confirmed(1)
    assert screening.claim_batch(actor=stranger.actor) == 0
    with pytest.raises(NotFound):
        screening.decide(actor=stranger.actor, code=one.code, choice=Choice.GO_ON)
    with pytest.raises(NotAllowed):
        screening.claim_batch(actor=cast.dana.actor)
    assert stranger.client().get(f"/people/vetting/{one.code}/").status_code == 404


def test_contact_and_references_are_opened_one_by_one_and_stand_on_no_list() -> None:
    petra = vetter("petra")
    (one,) = confirmed(1)
    address = f"/people/vetting/{one.code}/"
    assert "612 555" not in petra.client().get(address).content.decode()
    assert "612 555 0123" in petra.client().post(address, {"group": "contact"}).content.decode()
    assert "Rosa" in petra.client().post(address, {"group": "references"}).content.decode()
    assert "612 555" not in petra.client().get("/people/vetting/").content.decode()


def section_of(page: str, title: str) -> str:
    """One stage of the way in as the page has it, as text."""
    found = [part for part in page.split("<section>") if f"<h2>{title}" in part]
    return re.sub(r"<[^>]+>|\s+", " ", found[0]) if found else ""


def test_whoever_gave_a_number_stands_under_the_vetters_turn_until_they_are_called() -> None:
    petra = vetter("petra")
    by_phone, by_signal = apply()[0], apply(contact_kind="signal", contact="lake.42")[0]
    by_mail = apply(contact_kind="email", contact="r@example.org")[0]
    page = petra.client().get("/people/vetting/").content.decode()
    to_call, theirs = section_of(page, "Call or write to them"), section_of(page, "Waiting to be confirmed")
    assert "A vetter's turn" in unescape(to_call) and " 2 " in to_call and "Their turn" in theirs
    assert by_phone.code[:6] in to_call and by_signal.code[:6] in to_call and by_mail.code[:6] not in to_call
    assert by_mail.code[:6] in theirs and by_phone.code[:6] not in theirs
    one = petra.client().get(f"/people/vetting/{by_phone.code}/").content.decode()
    assert "A vetter's turn" in unescape(one) and "Their turn" not in one
    with clock.simulated(clock.now() + timedelta(days=3)):
        late = petra.client().get("/people/vetting/").content.decode()
    assert "2 overdue" in section_of(late, "Call or write to them")
    assert "overdue" not in section_of(late, "Waiting to be confirmed"), "among these are some that nobody sent"


def test_nobody_waits_for_ever_and_every_wait_has_a_clock() -> None:
    vetter("petra")
    one, _words = apply()
    assert one.due_at > one.state_since
    with clock.simulated(clock.now() + timedelta(days=13)):
        jobs.end_lapsed.call()
        assert state(one) == "applied"
    with clock.simulated(clock.now() + timedelta(days=15)):
        jobs.end_lapsed.call()
        assert state(one) == "withdrawn"


def test_letters_go_to_those_who_asked_once_the_decision_stands_and_say_nothing_of_what_it_is_about() -> None:
    petra = vetter("petra")
    one, _words = apply(contact_kind="email", contact="n@example.org", wants_letters="on")
    Client().post("/" + Letter.objects.get().url.split("/", 3)[3])
    screened(one, petra, "pause")
    assert Letter.objects.count() == 1
    with clock.simulated(clock.now() + timedelta(minutes=11)):
        drain(DEFAULT)
    letter = Letter.objects.latest("id")
    assert letter.texts["en"]["title"] == "There is news for you" and "Paused" in letter.texts["en"]["body"]
    assert "WeKeep" not in str(letter.texts["en"]) and Address.objects.count() == 1


def test_a_suspended_member_holds_nothing_until_a_steward_lets_them_in_again(cast: Cast) -> None:
    petra = vetter("petra")
    one, words = welcomed(cast, petra)
    step(words, "handle", handle="river-otter")
    seen(one, petra, "observer_training")
    member = Member.objects.get(code=one.code)
    client = Client()
    client.force_login(member)
    rest = f"/people/members/{one.code}/rest/"
    offered = cast.sol.client().get(f"/people/members/{one.code}/").content.decode()
    assert "Suspend" in offered and "Let in again" not in offered
    assert cast.sol.client().post(rest).status_code == 302
    offered = cast.sol.client().get(f"/people/members/{one.code}/").content.decode()
    assert "Suspend" not in offered and "Let in again" in offered
    assert state(one) == "suspended" and not Grant.objects.filter(member=member).exists()
    assert client.get("/people/me/").status_code == 302
    jobs.recompute_standings.call()
    assert not Grant.objects.filter(member=member).exists()
    assert cast.sol.client().post(rest, {"do": "reinstate"}).status_code == 302
    assert state(one) == "approved" and Grant.objects.filter(member=member).exists()


def test_removing_someone_ends_the_way_they_came(cast: Cast) -> None:
    petra = vetter("petra")
    one, words = welcomed(cast, petra)
    step(words, "handle", handle="river-otter")
    end_member(actor=cast.sol.actor, code=one.code)
    assert state(one) == "removed"


def test_the_journal_tells_the_moves_in_codes_alone(cast: Cast) -> None:
    petra = vetter("petra")
    one, words = welcomed(cast, petra)
    told = str(journal.history(one.code))
    assert "application.moved" in told and "evidence.seen" in told
    assert not any(secret in told for secret in ("612 555", "6125550", "Rosa", "bakery", words))


def test_screening_asks_the_database_the_same_few_things_for_ten_as_for_one(
    django_assert_max_num_queries: object,
) -> None:
    petra = vetter("petra")
    confirmed(10)
    screening.claim_batch(actor=petra.actor)
    client = petra.client()
    client.get("/people/screening/")
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        assert client.get("/people/screening/").content.decode().count("bakery") == 10


def test_an_hour_on_duty_is_a_task_done_and_a_minute_is_none(cast: Cast) -> None:
    from wekeep.people.actions.duty import go_off_duty, go_on_duty

    for minutes in (5, 61):
        go_on_duty(actor=cast.omar.actor, zone=NORTH, hours=4)
        with clock.simulated(clock.now() + timedelta(minutes=minutes)):
            go_off_duty(actor=cast.omar.actor, zone=NORTH)
    assert Member.objects.get(code=cast.omar.code).tasks_done == 1
    assert cast.omar.actor.may(Ability.SEE_BOARD)
