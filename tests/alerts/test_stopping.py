"""The send button defended: stopped by one, started again by two; braked; and what was sent is listed for everyone."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from nacl.signing import SigningKey
from pytest_django import DjangoAssertNumQueries

from tests.alerts.neighbours import CENTRE, PARTS, audience_of, choices, neighbour
from tests.cast import NORTH, Cast, Person, admit
from tests.channels.peers import PushPeer
from tests.desk.stage import ADVICE, Street
from tests.keeping import UNSEAL, Keeping
from wekeep.alerts import jobs
from wekeep.alerts.actions import alerts, listing, proposals, resuming, subscriptions
from wekeep.alerts.models import Alert, Message, Outlet, Posted, Sent, Subscription
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.queries.sent import lines_of, sent_today, whole_list
from wekeep.alerts.queries.stopped import OTHERS, held_back
from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.area import around
from wekeep.alerts.rules.parts import Change, Ending, Parts
from wekeep.alerts.views import sent
from wekeep.channels import queries
from wekeep.channels.actions import stopping
from wekeep.channels.contract import Reaches
from wekeep.channels.models import Letter, Stopped
from wekeep.channels.registry import kinds
from wekeep.desk.actions.two_persons import agree
from wekeep.desk.notices.waiting import waiting_lines, waiting_title
from wekeep.desk.queries.waiting import waiting_for
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.kit.keeper_messages import TOLD_OF_A_STOP, Limits
from wekeep.kit.log_chain import Checkpoint, leaf_of
from wekeep.kit.sent_list import Line, mark_of_code, read_line
from wekeep.places.models import Zone
from wekeep.vault.queries.sending import brake, keeper_stops
from wekeep.vault.rules.power import Braked, NeedsSecond
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

pytestmark = pytest.mark.django_db
HERE = around(*CENTRE, 300)


@pytest.fixture
def two(cast: Cast) -> Cast:
    """A network in which two stewards have keys, so that it takes two for good."""
    cast.sol.unlocked()
    admit("stella", Role.STEWARD, zone="*").unlocked()
    return cast


def send(person: Person, about: str = "incident1", **more: object) -> Chain:
    usual = {"zone": NORTH, "area": HERE, "level": Level.CONFIRMED, "parts": PARTS, "given_by": "another"}
    return alerts.send_alert(unlocked=person.unlocked(), about=about, **{**usual, **more})  # type: ignore[arg-type]


def cancel(person: Person, chain: Chain) -> None:
    alerts.send_cancel(unlocked=person.unlocked(), code=chain.code, parts=Parts(ending=Ending.SENT_IN_ERROR))


def stop(person: Person) -> str:
    return stopping.stop_sending(actor=person.actor)


def drained() -> None:
    drain(ALERTS)
    drain(RETRIES)


# --- stopping ---------------------------------------------------------------------------------------------------------


def test_one_stops_and_two_start_again_and_what_waited_comes_once(two: Cast, push: PushPeer) -> None:
    home = neighbour(push)
    send(two.dana)
    stop(two.sol)
    drained()
    assert home.got == 0 and keeper_stops()
    with pytest.raises(NeedsSecond):
        resuming.resume(unlocked=two.dana.unlocked())
    code = resuming.propose_resume(unlocked=two.dana.unlocked()).code
    with pytest.raises(Refused, match="You asked for this yourself"):
        agree(unlocked=two.dana.unlocked(), code=code)
    with pytest.raises(NotFound):
        agree(unlocked=two.omar.unlocked(), code=code)
    assert home.got == 0
    # a dispatcher of another zone is as good a second person: everybody's sending is stopped
    agree(unlocked=two.vera.unlocked(), code=code)
    drained()
    assert home.got == 1 and queries.stop_code() == "" and keeper_stops() is False


@pytest.mark.django_db(transaction=True)
def test_who_looks_after_stops_in_the_middle_of_starting_again_does_not_bring_the_stop_back(cast: Cast) -> None:
    stop(cast.dana)
    unlocked, going, trouble = cast.dana.unlocked(), Event(), list[BaseException]()

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as one:
            trouble.append(one)
        finally:
            connection.close()

    def start_again() -> None:
        with transaction.atomic():
            resuming.resume(unlocked=unlocked)
            # the keeper goes on already, and the database does not yet
            going.set()
            looking.join(0.5)

    def look_after() -> None:
        going.wait(10)
        stopping.match_keeper()

    starting, looking = (Thread(target=run, args=(work,)) for work in (start_again, look_after))
    looking.start()
    starting.start()
    starting.join()
    looking.join()
    stopping.match_keeper()
    assert not trouble and queries.stop_code() == "" and keeper_stops() is False


def test_the_first_steward_of_a_network_that_never_had_two_starts_again_alone(cast: Cast) -> None:
    stop(cast.dana)
    resuming.resume(unlocked=cast.dana.unlocked())
    assert queries.stop_code() == "" and keeper_stops() is False


def test_stewards_and_dispatchers_hear_of_a_stop_although_everything_is_stopped(two: Cast, push: PushPeer) -> None:
    told = {name: neighbour(push, member=getattr(two, name).code) for name in ("sol", "vera", "dana", "omar")}
    stop(two.dana)
    drained()
    assert {name: one.got for name, one in told.items()} == {"sol": 1, "vera": 1, "dana": 0, "omar": 0}


def test_a_correction_waits_too_and_two_persons_let_it_out_alone(two: Cast, push: PushPeer) -> None:
    told = neighbour(push)
    false = send(two.dana)
    drained()
    stop(two.vera)
    send_by_two(two)
    cancel(two.dana, false)
    drained()
    assert told.got == 1
    (correction,) = [one.letter.code for one in held_back().of_alerts if one.type is Type.CANCEL]
    with pytest.raises(NeedsSecond):
        resuming.let_go(unlocked=two.dana.unlocked(), letters=[correction])
    code = resuming.propose_letting_go(unlocked=two.dana.unlocked(), letters=[correction]).code
    agree(unlocked=two.sol.unlocked(), code=code)
    drained()
    assert told.got == 2 and queries.stop_code(), "the correction, and not the alert that waits"


def send_by_two(cast: Cast) -> None:
    """A new alert that two persons agreed to while sending is stopped: it waits all the same."""
    wanted = {"about": "incident2", "zone": NORTH, "area": HERE, "level": Level.CONFIRMED, "parts": PARTS}
    with pytest.raises(Braked):
        send(cast.dana, "incident2")
    asked = proposals.propose_alert(unlocked=cast.dana.unlocked(), given_by="another", **wanted)  # type: ignore[arg-type]
    proposals.agree(unlocked=cast.amina.unlocked(), code=asked.code)


def test_a_letter_that_was_changed_after_it_was_asked_for_is_not_let_out(two: Cast, push: PushPeer) -> None:
    neighbour(push)
    false = send(two.dana)
    drained()
    stop(two.dana)
    cancel(two.dana, false)
    letters = [one.letter.code for one in held_back().of_alerts]
    code = resuming.propose_letting_go(unlocked=two.dana.unlocked(), letters=letters).code
    texts = Letter.objects.get(code=letters[0]).texts
    texts["so"]["body"] = "Run."
    Letter.objects.filter(code=letters[0]).update(texts=texts)
    with pytest.raises(Refused, match="changed since"):
        agree(unlocked=two.sol.unlocked(), code=code)
    drained()
    assert queries.stop_code()


def test_whoever_starts_again_reads_what_waits_and_may_drop_it_and_nobody_is_corrected_who_heard_nothing(
    two: Cast, push: PushPeer
) -> None:
    homes = [neighbour(push) for _n in range(3)]
    post_to = outlet()
    false = send(two.dana)
    stop(two.dana)
    drained()
    held = held_back()
    assert [(one.letter.addresses, one.is_post) for one in held.of_alerts] == [(3, False), (1, True)]
    drop = [one.letter.code for one in held.of_alerts]
    code = resuming.propose_resume(unlocked=two.dana.unlocked(), drop=drop).code
    (waiting,) = [one for one in waiting_for(two.sol.actor) if one.one.code == code]
    assert waiting_title(waiting) == "Send again what was stopped"
    lines = waiting_lines(waiting)
    assert "Goes to nobody: Enforcement confirmed, North Side: 3 addresses" in lines
    agree(unlocked=two.sol.unlocked(), code=code)
    drained()
    assert [one.got for one in homes] == [0, 0, 0]
    assert list(audience_of(false.code)) == ["withdrawn"] and not Posted.objects.filter(outlet=post_to).exists()
    cancel(two.dana, false)
    drained()
    assert [one.got for one in homes] == [0, 0, 0]


def outlet() -> Outlet:
    """A group of the north that hears of every alert."""
    until = clock.now() + timedelta(days=9)
    return Outlet.objects.create(
        zone=NORTH,
        kind="matrix",
        address="0utlet0address00",
        name="g",
        language="en",
        asked_at=clock.now(),
        agreed_at=clock.now(),
        expires_at=until,
    )


def test_other_letters_are_dropped_together_or_kept(two: Cast, push: PushPeer) -> None:
    stop(two.dana)
    address = push.new_address()
    subscriptions.sign_up(kind="webpush", given=address, choices=choices())
    assert held_back().others == 1
    code = resuming.propose_resume(unlocked=two.dana.unlocked(), drop=[OTHERS]).code
    agree(unlocked=two.sol.unlocked(), code=code)
    drained()
    assert push.came(address) == []


def test_who_asks_anew_takes_back_their_own_question_and_nobody_elses(two: Cast) -> None:
    stop(two.dana)
    asked = resuming.propose_resume(unlocked=two.dana.unlocked()).code
    others = [resuming.propose_resume(unlocked=two.vera.unlocked(), drop=[OTHERS]).code for _n in range(2)]
    assert {one.one.code for one in waiting_for(two.sol.actor)} == {asked, others[1]}
    agree(unlocked=two.sol.unlocked(), code=asked)
    assert queries.stop_code() == ""
    with pytest.raises(Refused):
        agree(unlocked=two.sol.unlocked(), code=others[1])


def test_what_two_agreed_to_during_an_older_stop_starts_nothing(two: Cast) -> None:
    stop(two.dana)
    code = resuming.propose_resume(unlocked=two.dana.unlocked()).code
    Stopped.objects.update(code="a0newer0stop0000")
    with pytest.raises(Refused, match="another stop"):
        agree(unlocked=two.sol.unlocked(), code=code)
    assert queries.stop_code()


def test_a_stop_that_was_deleted_from_the_database_sends_nothing_and_comes_back(two: Cast, push: PushPeer) -> None:
    """What a hijacked server can do: write to every table."""
    homes = [neighbour(push) for _n in range(TOLD_OF_A_STOP + 1)]
    send(two.dana)
    stop(two.dana)
    Stopped.objects.all().delete()
    drained()
    assert not any(home.got for home in homes), "the keeper opens no more addresses than it takes to tell of a stop"
    stopping.match_keeper()
    assert queries.stop_code() and Entry.objects.filter(kind="sending.stop_found").exists()
    with pytest.raises(NeedsSecond):
        resuming.resume(unlocked=two.dana.unlocked())


def test_a_keeper_that_was_away_when_it_was_stopped_hears_of_it_when_it_is_back(
    two: Cast, push: PushPeer, signer: Keeping
) -> None:
    signer.stop()
    stop(two.dana)
    signer.start()
    assert keeper_stops() is False
    stopping.match_keeper()
    assert keeper_stops()


def test_the_operator_stops_and_starts_again_with_the_words_that_unseal(
    two: Cast, push: PushPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = neighbour(push)
    send(two.dana)
    call_command("hold_sending", stdout=StringIO())
    drained()
    assert home.got == 0
    monkeypatch.setattr("sys.stdin", StringIO("porch lantern winter street kettle butter\n"))
    with pytest.raises(CommandError, match="not the words"):
        call_command("resume_sending", stdout=StringIO())
    assert queries.stop_code() and keeper_stops()
    monkeypatch.setattr("sys.stdin", StringIO(f"{UNSEAL}\n"))
    said = StringIO()
    call_command("resume_sending", stdout=said)
    drained()
    assert home.got == 1 and "Enforcement confirmed, North Side: 1 address" in said.getvalue()


def test_the_operator_may_drop_all_that_waits(two: Cast, push: PushPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    home = neighbour(push)
    send(two.dana)
    call_command("hold_sending", stdout=StringIO())
    monkeypatch.setattr("sys.stdin", StringIO(f"{UNSEAL}\n"))
    call_command("resume_sending", "--drop", stdout=StringIO())
    drained()
    assert home.got == 0 and queries.stop_code() == ""


def test_what_ran_out_while_it_was_held_corrects_nobody(two: Cast, push: PushPeer) -> None:
    home = neighbour(push)
    chain = send(two.dana)
    stop(two.dana)
    dana, sol = two.dana.unlocked(), two.sol.unlocked()
    asked = resuming.propose_resume(unlocked=dana).code
    agree(unlocked=sol, code=asked)
    with clock.simulated(chain.expires_at + timedelta(minutes=1)):
        drained()
        assert home.got == 0
        alerts.send_cancel(unlocked=dana, code=chain.code, parts=Parts(ending=Ending.SENT_IN_ERROR))
        drained()
    assert home.got == 0 and list(audience_of(chain.code)) == ["withdrawn"]


# --- the brake --------------------------------------------------------------------------------------------------------


@pytest.fixture
def braked(signer: Keeping) -> Keeping:
    """The keeper with the limits a network begins with."""
    signer.stop()
    signer.brake = Limits()
    signer.start()
    return signer


def test_one_unlocked_session_that_was_hijacked_sends_six_alerts_and_the_seventh_waits_for_another(
    two: Cast, push: PushPeer, braked: Keeping
) -> None:
    home, dana = neighbour(push), two.dana
    sent, refused = 0, 0
    for number in range(30):
        try:
            send(dana, f"incident{number}")
            sent += 1
        except Braked:
            refused += 1
    drained()
    assert (sent, refused, home.got) == (Limits().one, 30 - Limits().one, Limits().one)
    wanted = {"about": "incident99", "zone": NORTH, "area": HERE, "level": Level.CONFIRMED, "parts": PARTS}
    asked = proposals.propose_alert(unlocked=dana.unlocked(), given_by="another", **wanted)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="You asked for this yourself"):
        proposals.agree(unlocked=dana.unlocked(), code=asked.code)
    (waiting,) = waiting_for(two.amina.actor)
    assert "Signed in the last hour: 6. In the busiest hour of the last four weeks: 0." in waiting_lines(waiting)
    proposals.agree(unlocked=two.amina.unlocked(), code=asked.code)
    drained()
    assert home.got == Limits().one + 1


def test_a_braked_update_waits_for_a_second_person_and_then_reaches_those_who_were_told(
    two: Cast, push: PushPeer, braked: Keeping
) -> None:
    home, chain, dana = neighbour(push), send(two.dana), two.dana.unlocked()
    for number in range(Limits().one):
        parts = replace(PARTS, change=Change.MORE, vehicles=number + 1)
        alerts.send_update(unlocked=dana, code=chain.code, parts=parts)
    last = replace(PARTS, change=Change.FEWER)
    with pytest.raises(Braked):
        alerts.send_update(unlocked=dana, code=chain.code, parts=last)
    drained()
    assert home.got == 1 + Limits().one
    asked = proposals.propose_update(unlocked=dana, code=chain.code, parts=last)
    (waiting,) = waiting_for(two.amina.actor)
    assert waiting_title(waiting) == "Send an update"
    proposals.agree(unlocked=two.amina.unlocked(), code=asked.code)
    drained()
    assert home.got == 2 + Limits().one and Message.objects.filter(type=Type.UPDATE).count() == Limits().one + 1


def test_corrections_are_never_braked(two: Cast, push: PushPeer, braked: Keeping) -> None:
    home = neighbour(push)
    chains = [send(two.dana, f"incident{number}") for number in range(Limits().one)]
    drained()
    with pytest.raises(Braked):
        send(two.dana, "incident9")
    for chain in chains:
        cancel(two.dana, chain)
    drained()
    assert home.got == 2 * Limits().one


def test_two_stewards_set_the_brake_and_one_does_not(two: Cast, braked: Keeping) -> None:
    wanted = replace(Limits(), one=2)
    with pytest.raises(NotAllowed):
        resuming.set_brake(unlocked=two.dana.unlocked(), limits=wanted)
    with pytest.raises(NeedsSecond):
        resuming.set_brake(unlocked=two.sol.unlocked(), limits=wanted)
    assert brake().limits == Limits()
    code = resuming.propose_brake(unlocked=two.sol.unlocked(), limits=wanted).code
    stella = admit("siri", Role.STEWARD, zone="*")
    (waiting,) = [one for one in waiting_for(stella.actor) if one.one.code == code]
    assert "Alerts in an hour by one person alone: 2" in waiting_lines(waiting)
    agree(unlocked=stella.unlocked(), code=code)
    assert brake().limits == wanted
    send(two.dana, "incident1")
    send(two.dana, "incident2")
    with pytest.raises(Braked):
        send(two.dana, "incident3")


def test_the_dispatcher_reads_that_it_waits_and_why(two: Cast, push: PushPeer, braked: Keeping) -> None:
    street = Street(two)
    for number in range(Limits().active_one):
        street.alert(street.confirmed(f"mark{number}"))
    incident = street.confirmed("last")
    form = {"level": "active", "rings": "0", "advice": [one.value for one in ADVICE]}
    page = two.dana.client().post(reverse("watch:alert_send", args=[incident.code]), form, follow=True)
    assert "More goes out in this hour than one person sends alone here" in page.content.decode()
    assert not Alert.objects.filter(about=incident.code).exists()
    (waiting,) = waiting_for(two.amina.actor)
    assert waiting.one.about == incident.code


GIVEN: dict[str, Callable[[int], dict[str, str]]] = {
    "email": lambda n: {"email": f"someone{n}@mail.example"},
    "ntfy": lambda n: {"url": f"https://ntfy.example/a-topic-{n}"},
    "sms": lambda n: {"phone": f"+1612555{1000 + n}"},
    "voice": lambda n: {"phone": f"+1612555{2000 + n}"},
}


# --- drills -----------------------------------------------------------------------------------------------------------


def test_a_drill_reaches_no_group_and_no_neighbour_on_any_channel(two: Cast, push: PushPeer) -> None:
    """Nothing of it is even handed over for anybody else than members of the zone who asked to take part."""
    outlet()
    for kind, given in GIVEN.items():
        for chosen in (choices(), choices(spots=(), zones=(NORTH,))):
            done = subscriptions.sign_up(kind=kind, given=given(len(kind) + bool(chosen.spots)), choices=chosen)
            subscriptions.switch_on(done.subscription)
    persons = {one.name for one in kinds().values() if one.reaches is Reaches.PERSON}
    assert persons == {*GIVEN, "webpush"}, "a new channel stands here too"
    assert Subscription.objects.exclude(confirmed_at=None).count() == 2 * len(GIVEN)
    neighbour(push)
    neighbour(push, choices(spots=(), zones=(NORTH,)))
    takes_part = neighbour(push, member=two.amina.code)
    other_zone = neighbour(push, member=two.vera.code)
    before = set(Letter.objects.values_list("code", flat=True))
    chain = send(two.dana, status=Status.EXERCISE)
    alerts.widen(
        unlocked=two.dana.unlocked(), code=chain.code, area=around(*CENTRE, 3000), parts=PARTS, given_by="another"
    )
    alerts.send_update(unlocked=two.dana.unlocked(), code=chain.code, parts=replace(PARTS, change=Change.MORE))
    cancel(two.dana, chain)
    reached = {
        code
        for one in Letter.objects.exclude(code__in=before)
        for batch in one.batches.select_related("roll")
        for code in bytes(batch.roll.codes).decode().split()
    }
    assert reached <= {takes_part.subscription.address} and reached
    drained()
    assert other_zone.got == 0


# --- the public list --------------------------------------------------------------------------------------------------


def page(client: Client, **asked: str) -> str:
    return client.get("/alerts/sent/", asked).content.decode()


def test_what_was_sent_today_stands_on_the_public_page_without_place_or_person(
    two: Cast, push: PushPeer, client: Client
) -> None:
    for _n in range(3):
        neighbour(push)
    chain = send(two.dana)
    drained()
    cancel(two.dana, chain)
    send(two.dana, "incident2", status=Status.EXERCISE)
    found = page(client)
    for words in ("Enforcement confirmed", "told up to 10 people", "Sent in error", "Exercise"):
        assert words in found, words
    whole = json.dumps(whole_list())
    for secret in ("North", NORTH, two.dana.code, "dana", chain.code, "incident1", *chain.cells):
        assert secret not in found.replace("/north", "") and secret not in whole, secret


def test_told_is_what_was_handed_over_and_not_what_came_too_late(two: Cast, push: PushPeer) -> None:
    for _n in range(12):
        neighbour(push)
    chain = send(two.dana)
    stop(two.dana)
    with clock.simulated(chain.expires_at + timedelta(seconds=1)):
        stopping.go_on(actor=two.dana.actor)
        Stopped.objects.all().delete()
        drained()
        (line,) = lines_of([chain.code])
    assert (line.line.up_to, line.told) == (20, 0)


YES, NO = "Yes, an alert of ours has this code.", "No. No alert with this code is from us."
ELSEWHERE, NO_CODE = "No. This link does not lead to us.", "There is no code in this."
ANSWERS = {YES, NO, ELSEWHERE, NO_CODE}
FORGED = "f0rged0a1ert0000"


def answers(found: str) -> set[str]:
    return {one for one in ANSWERS if one in found}


def test_a_box_says_whether_an_alert_is_ours_by_its_link_its_code_or_its_words(two: Cast, client: Client) -> None:
    chain = send(two.dana)
    words = f"Enforcement confirmed: North Side http://localhost:8000/alerts/a/{chain.code}/"
    for asked in (chain.code, f"http://testserver/alerts/a/{chain.code}/", f"  {chain.code.upper()} ", words):
        found = page(client, code=asked)
        assert answers(found) == {YES} and f"/alerts/a/{chain.code}/" in found, asked
    for asked in (FORGED, f"http://testserver/alerts/a/{FORGED}/"):
        assert answers(page(client, code=asked)) == {NO}, asked
    for asked in ("?", "x" * 5000, "\0x", "is this yours"):
        assert answers(page(client, code=asked)) == {NO_CODE}, asked


def test_a_forged_message_with_a_true_code_in_it_is_not_ours(two: Cast, client: Client) -> None:
    code = send(two.dana).code
    for asked in (
        f"https://evil.example/alerts/a/{code}/",
        f"http://testserver@evil.example/alerts/a/{code}/",
        f"They have your address. Log in at https://evil.example/x to be taken off. {code}",
    ):
        assert answers(page(client, code=asked)) == {ELSEWHERE}, asked


def test_who_is_told_that_a_code_is_ours_can_compare_the_words_as_long_as_they_are_public(
    two: Cast, client: Client
) -> None:
    drill = send(two.dana, "incident2", status=Status.EXERCISE)
    found = page(client, code=drill.code)
    assert answers(found) == {YES} and "Read what we said" not in found
    chain = send(two.dana)
    assert "Read what we said" in page(client, code=chain.code)
    with clock.simulated(chain.expires_at + timedelta(hours=1)):
        found = page(client, code=chain.code)
    assert answers(found) == {YES} and "Read what we said" not in found


def test_who_asks_without_end_is_told_to_wait_and_the_page_itself_stays_open(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # one more is given each second, and seventy may take more than ten
    moment = monotonic()
    monkeypatch.setattr(sent._ASKED_BY_A_SOURCE, "_clock", lambda: moment)
    answers = [client.get("/alerts/sent/", {"code": f"{number:016}"}).status_code for number in range(70)]
    assert answers[0] == 200 and answers[-1] == 429
    assert client.get("/alerts/sent/").status_code == 200


def test_the_whole_list_is_made_once_for_many_and_anew_with_every_line(
    two: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def lines() -> int:
        with django_assert_max_num_queries(3):
            return len(client.get("/alerts/sent/list.json").json()["entries"])

    chain = send(two.dana)
    assert [lines(), lines()] == [1, 1]
    with django_assert_max_num_queries(1):
        client.get("/alerts/sent/list.json")
    cancel(two.dana, chain)
    assert lines() == 2


def test_an_empty_list_speaks_of_no_words_that_are_not_there(client: Client) -> None:
    found = page(client)
    assert "Nothing was sent today" in found and "these six words" not in found


def test_an_alert_stays_ours_after_it_was_forgotten(two: Cast, client: Client) -> None:
    chain = send(two.dana)
    Alert.objects.all().delete()
    assert answers(page(client, code=chain.code)) == {YES}


def test_an_alert_that_somebody_wrote_into_the_database_is_not_ours(two: Cast, client: Client) -> None:
    send(two.dana)
    row = Alert.objects.get()
    row.pk, row.code = None, FORGED
    row.save()
    assert answers(page(client, code=FORGED)) == {NO}


FORGERIES = {
    "a line of their own": lambda: Sent.objects.create(
        number=Sent.objects.count() + 1, leaf=b"l", link=b"l", nonce=b"n", words=Sent.objects.all()[0].words, at=now()
    ),
    "a line changed": lambda: Sent.objects.filter(number=1).update(
        words=bytes(Sent.objects.get(number=1).words).replace(b"confirmed", b"active")
    ),
    "a line deleted": lambda: Sent.objects.filter(number=2).delete(),
    "another signature": lambda: Sent.objects.update(signature=bytes(64)),
}


def now() -> int:
    return int(clock.now().timestamp())


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_list_that_was_changed_in_the_database_is_not_shown_and_says_so(two: Cast, client: Client, forgery) -> None:  # type: ignore[no-untyped-def]
    chain = send(two.dana)
    cancel(two.dana, chain)
    send(two.dana, "incident2")
    assert sent_today().holds
    forgery()
    found = page(client, code=chain.code)
    assert "Do not trust this page now" in found
    assert "Enforcement confirmed" not in found and not answers(found)
    jobs.copy_list.call()
    assert answers(page(client, code=chain.code)) == {YES} and Sent.objects.count() == 3, "the keeper's is copied again"


def test_an_older_line_that_was_made_to_name_a_forged_alert_is_not_believed(
    two: Cast, client: Client, signer: Keeping
) -> None:
    yesterday = send(two.dana)
    Sent.objects.update(at=F("at") - 2 * 86_400)
    assert YES not in page(client, code=yesterday.code), "its time is chained too"
    Sent.objects.update(at=F("at") + 2 * 86_400)
    send(two.dana, "incident2")
    first = Sent.objects.get(number=1)
    line = replace(read_line(bytes(first.words)), alert=mark_of_code(FORGED))
    first.words = line.text().encode()
    first.leaf = leaf_of(bytes(first.nonce), bytes(first.words), first.at)
    first.save()
    assert lines_of([FORGED]) == []
    assert answers(page(client, code=FORGED)) == {NO} or not sent_today().holds


def test_what_the_database_lost_is_copied_again_from_the_keeper(two: Cast) -> None:
    send(two.dana)
    before = whole_list()
    Sent.objects.all().delete()
    assert listing.copy_list() == 1 and whole_list() == before


def test_a_list_of_another_keeper_takes_the_place_of_the_old_one(two: Cast, signer: Keeping) -> None:
    send(two.dana)
    send(two.dana, "incident2")
    Sent.objects.filter(number=2).update(link=b"of another keeper", words=b"{}")
    listing.copy_list()
    assert sent_today().holds and Sent.objects.count() == 2


def verify(path: Path, *more: str) -> str:
    said = StringIO()
    call_command("sent", "verify", str(path), *more, stdout=said, stderr=StringIO())
    return said.getvalue()


def published(client: Client) -> str:
    return str(client.get("/alerts/signing-key/").json()["key"])


def test_anyone_checks_the_downloaded_list_offline(two: Cast, client: Client, tmp_path: Path, signer: Keeping) -> None:
    chain = send(two.dana)
    cancel(two.dana, chain)
    path = tmp_path / "sent.json"
    path.write_bytes(client.get("/alerts/sent/list.json").content)
    key = published(client)
    signer.stop()
    said = verify(path, "--key", key, "--code", chain.code)
    signer.start()
    today = sent_today()
    assert today.head is not None and f"({today.head.words}), signed {today.head.at:%Y-%m-%d %H:%M} UTC" in said
    assert "2 lines, whole" in said and "line 1: alert" in said and "line 2: cancel" in said
    with pytest.raises(CommandError, match="not theirs"):
        verify(path, "--key", key, "--code", FORGED)
    with pytest.raises(CommandError, match="another key"):
        verify(path, "--key", "00" * 32)


def test_a_list_that_somebody_signed_with_a_key_of_their_own_is_never_called_theirs(
    two: Cast, client: Client, tmp_path: Path
) -> None:
    chain = send(two.dana)
    whole, path = client.get("/alerts/sent/list.json").json(), tmp_path / "sent.json"
    seed = SigningKey.generate()
    head = Checkpoint(1, bytes.fromhex(whole["head"]["link"]), whole["head"]["at"]).signed(bytes(seed))
    whole["head"]["signature"], whole["key"] = head.signature.hex(), bytes(seed.verify_key).hex()
    path.write_text(json.dumps(whole))
    with pytest.raises(CommandError, match="anyone writes one with a key of their own"):
        verify(path)
    with pytest.raises(CommandError, match="anyone writes one with a key of their own"):
        verify(path, "--code", chain.code)
    with pytest.raises(CommandError, match="another key"):
        verify(path, "--key", published(client))


def test_a_downloaded_list_that_was_changed_is_found(two: Cast, client: Client, tmp_path: Path) -> None:
    chain = send(two.dana)
    cancel(two.dana, chain)
    key = ("--key", published(client))
    whole, path = client.get("/alerts/sent/list.json").json(), tmp_path / "sent.json"
    for name, changed in {
        "cut": {**whole, "entries": whole["entries"][:1]},
        "changed": json.loads(json.dumps(whole).replace("confirmed", "active")),
        "later": {**whole, "head": {**whole["head"], "at": whole["head"]["at"] + 1}},
        "doubled": {**whole, "entries": [*whole["entries"], whole["entries"][-1]]},
        "the other way round": {**whole, "entries": whole["entries"][::-1]},
        "of an older head": {**whole, "head": {**whole["entries"][0], "signature": whole["head"]["signature"]}},
    }.items():
        path.write_text(json.dumps(changed))
        with pytest.raises(CommandError, match="not whole"):
            verify(path, *key)
        assert name
    deep, endless = "[" * 100_000, {**whole, "head": {**whole["head"], "at": 10**40}}
    for noise in ("", "[]", '{"entries": 5, "head": {}}', '{"head": null}', deep, json.dumps(endless), "\0", '"x"'):
        path.write_text(noise)
        with pytest.raises(CommandError, match="not a list of ours"):
            verify(path, *key)


def test_no_line_of_a_forged_list_says_words_of_its_forger() -> None:
    line = Line("alert", "active", drill=False, up_to=10, alert="a" * 64, message="b" * 64, statement="c" * 64)
    assert read_line(line.text().encode()) == line
    for name, value in {
        "kind": "\x1b[2Jalert",
        "level": "worse",
        "alert": "not hex",
        "up_to": "10",
        "drill": 1,
        "message": [],
    }.items():
        facts = {**json.loads(line.text()), name: value}
        with pytest.raises(ValueError, match="not a line"):
            read_line(json.dumps(facts).encode())


def test_the_page_knows_nobody_who_asks(two: Cast) -> None:
    answer = two.dana.client().get("/alerts/sent/")
    assert "dana" not in answer.content.decode() and not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=15"
    assert two.dana.client().get("/alerts/sent/", {"code": "x"})["Cache-Control"] == "no-store"


# --- the page of sending ----------------------------------------------------------------------------------------------


def test_a_banner_stands_above_every_page_of_the_desk_until_it_goes_on(two: Cast, zones: dict[str, Zone]) -> None:
    words = "Sending is stopped. Nothing goes out."
    places = ("/board/", "/board/list/", "/desk/", "/alerts/channels/", "/two-persons/")
    assert not any(words in two.dana.client().get(place).content.decode() for place in places)
    two.dana.client().post(reverse("alerts:stop_sending"))
    for place in places:
        assert two.dana.client().get(place).content.decode().count(words) == 1, place
    assert words in two.amina.client().get("/board/").content.decode()
    assert words not in two.mai.client().get("/desk/").content.decode()
    assert words not in Client().get("/").content.decode()
    Stopped.objects.all().delete()
    assert words not in two.dana.client().get("/board/").content.decode()


def test_the_page_promises_a_second_person_only_where_it_takes_one(cast: Cast) -> None:
    def read() -> str:
        return cast.dana.client().get(reverse("alerts:sending")).content.decode()

    assert "You can start again alone" in read() and "takes two persons" not in read()
    cast.dana.client().post(reverse("alerts:stop_sending"))
    assert "Ask another" not in read() and "one person starts again" in read()
    cast.sol.unlocked()
    admit("stella", Role.STEWARD, zone="*").unlocked()
    assert "Ask another to agree: send again" in read() and "one person starts again" not in read()
    Stopped.objects.all().delete()
    assert "Starting again takes two persons." in read()


def test_two_persons_start_again_from_their_pages(two: Cast, push: PushPeer) -> None:
    home = neighbour(push)
    send(two.dana)
    two.dana.client().post(reverse("alerts:stop_sending"))
    found = two.dana.client().get(reverse("alerts:sending")).content.decode()
    assert "Everything is stopped" in found and "Enforcement confirmed, North Side: 1 address" in found
    asked = two.dana.client().post(reverse("alerts:resume_sending"), follow=True).content.decode()
    assert "Someone else must agree within 15 minutes" in asked
    page = two.sol.client().get("/two-persons/").content.decode()
    assert "Send again what was stopped" in page
    (waiting,) = waiting_for(two.sol.actor)
    two.sol.client().post(reverse("desk:decide", args=[waiting.one.code]), {"do": "agree"})
    drained()
    assert home.got == 1
