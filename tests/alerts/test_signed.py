"""An alert is shown where the network's key signed exactly it, and nowhere else: not from a forged row, not from a stolen
session, not from a letter slipped into the outbox."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from pyroaring import BitMap

from tests.alerts.neighbours import CENTRE, PARTS, neighbour
from tests.alerts.signing import sign_again
from tests.cast import NORTH, Cast, Person, admit
from tests.channels.peers import PushPeer
from tests.house.tree import ROOT
from tests.keeping import Keeping
from tests.migrating import as_of
from wekeep.alerts.actions import alerts, lifetime, proposals
from wekeep.alerts.models import Alert, Audience, Message, ToldState
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.queries.proposals import proposals_visible_to
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.area import around
from wekeep.alerts.rules.numbers import as_kept
from wekeep.alerts.rules.parts import Change, Ending, Parts, as_json
from wekeep.alerts.rules.statement import read
from wekeep.channels.models import Letter
from wekeep.keeper.answering import powers
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.certificates import alert_statement
from wekeep.kit.envelope import digest, sign
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.vault.models import Proposal
from wekeep.vault.rules.power import NeedsSecond
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

pytestmark = pytest.mark.django_db
HERE = around(*CENTRE, 300)
MORE = replace(PARTS, change=Change.MORE)


def send(person: Person, **more: object) -> Chain:
    usual = {"about": "incident1", "zone": NORTH, "area": HERE, "level": Level.CONFIRMED, "parts": PARTS}
    return alerts.send_alert(unlocked=person.unlocked(), given_by="another", **{**usual, **more})  # type: ignore[arg-type]


def shown() -> list[str]:
    return [chain.code for chain in queries.current_public_alerts()]


def copied(message: Message, **changed: object) -> Message:
    """A row of the attacker's own: another alert that says what it likes."""
    alert = Alert.objects.get(pk=message.alert_id)
    alert.pk, alert.code = None, "forged0alert0000"
    alert.save()
    message.pk, message.code, message.alert = None, "forged0message00", alert
    for name, value in changed.items():
        setattr(message, name, value)
    message.save()
    return message


def test_a_signed_alert_is_shown_and_its_phone_can_check_it(cast: Cast, push: PushPeer, client: Client) -> None:
    one = neighbour(push)
    chain = send(cast.dana)
    drain(ALERTS)
    assert shown() == [chain.code]
    said = client.get(f"/alerts/{one.codes[0].split('-')[0]}-s/text/").json()
    key = client.get("/alerts/signing-key/").json()
    assert key["algorithm"] == "Ed25519"
    assert verdicts(said, one.codes[0], key["key"]) == {"browser": True, "tweetnacl": True}


def test_the_signed_text_names_nobody_and_not_the_incident(cast: Cast) -> None:
    send(cast.dana, about="incident1secret")
    text = Message.objects.get().statement
    assert cast.dana.code not in text and "incident1secret" not in text and "another" not in text


Forgery = Callable[[Message], object]
FORGERIES: dict[str, Forgery] = {
    "a row without a signature": lambda m: copied(m, signature=b"", statement=""),
    "a row with another's signature": copied,
    "a row with another's statement and signature": lambda m: copied(m, statement=m.statement),
    "a row signed with another key": lambda m: copied(
        m, signature=sign(bytes(32), alert_statement(m.statement.encode()))
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_row_is_shown_nowhere(cast: Cast, client: Client, forgery: Forgery) -> None:
    chain = send(cast.dana)
    forgery(Message.objects.get())
    assert shown() == [chain.code]
    assert [one.code for one in queries.chains_about(cast.dana.actor, "incident1")] == [chain.code]
    assert client.get("/alerts/forged0message00/text/").status_code == 404
    assert client.get("/now/forged0alert0000/").status_code == 404
    assert not queries.has_vanished("forged0alert0000")


CHANGES: dict[str, dict[str, object]] = {
    "its place": {"parts": as_json(Parts(place="Elsewhere"))},
    "its level": {"level": "active"},
    "its type": {"type": "update"},
    "its cells": {"cells": ["8827526731fffff"]},
    "its end": {"expires_at": clock.now() + timedelta(days=9)},
    "its beginning": {"sent_at": clock.now() + timedelta(hours=1)},
    "its number": {"number": 2},
    "its code": {"code": "other0code000000"},
    "its signature": {"signature": bytes(64)},
    "its statement": {"statement": "[]"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_row_of_which_anything_was_changed_is_shown_nowhere(cast: Cast, change: dict[str, object]) -> None:
    send(cast.dana)
    Message.objects.update(**change)
    assert shown() == []


def test_a_row_that_was_changed_beside_what_is_signed_brings_nothing_back(cast: Cast) -> None:
    chain = send(cast.dana)
    alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(ending=Ending.SENT_IN_ERROR))
    Alert.objects.update(state="live", ended_at=None, expires_at=clock.now() + timedelta(days=30), level="active")
    (found,) = queries.current_public_alerts()
    assert not found.is_live and found.level is Level.CONFIRMED and found.expires_at == chain.expires_at
    for change in ({"zone": "south"}, {"status": "exercise"}, {"about": "incident2"}, {"code": "another0code0000"}):
        before: dict[str, object] = dict(Alert.objects.values().get())
        Alert.objects.update(**change)
        assert shown() == [], change
        Alert.objects.update(**{name: before[name] for name in change})


def test_a_letter_slipped_into_the_outbox_is_read_by_no_phone(cast: Cast, client: Client) -> None:
    words = {"title": "Enforcement confirmed: Lake", "body": "Run.", "short_title": "x", "short_body": "y", "stop": ""}
    texts = {language: words for language in ("en", "es", "so", "hmn", "ar")}
    until = clock.now() + timedelta(hours=1)
    Letter.objects.create(code="slipped0in000000", thread="t", texts=texts, url="/", expires_at=until, forget_at=until)
    assert client.get("/alerts/slipped0in000000-s/text/").status_code == 404


def test_held_phones_are_not_told_of_a_forged_row(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    send(cast.dana, zone=NORTH)
    drain(ALERTS)
    forged = copied(Message.objects.get())
    Audience.objects.create(
        alert=forged.alert,
        state=ToldState.HELD,
        hold_until=clock.now() - timedelta(minutes=1),
        numbers=as_kept(BitMap([one.subscription.pk])),
    )
    assert lifetime.release_held(code=forged.alert.code) == 0
    drain(ALERTS)
    assert one.got == 1


def test_a_stolen_sign_in_without_the_unlocked_session_sends_nothing(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    for key in (b"", b"x" * 32):
        with pytest.raises(Refused, match="Unlock with your passphrase first"):
            alerts.send_alert(
                unlocked=Unlocked(cast.dana.actor, key),
                about="incident1",
                zone=NORTH,
                area=HERE,
                level=Level.CONFIRMED,
                parts=PARTS,
                given_by="another",
            )
    drain(ALERTS)
    assert (one.got, Alert.objects.count()) == (0, 0)


def test_without_a_keeper_the_dispatcher_is_told_what_to_do_and_what_was_sent_stays_readable(
    cast: Cast, signer: Keeping
) -> None:
    chain, unlocked = send(cast.dana), cast.dana.unlocked()
    signer.stop()
    with pytest.raises(Refused, match="The keeper is not running, and without it no alert can be signed"):
        alerts.send_update(unlocked=unlocked, code=chain.code, parts=MORE)
    assert shown() == [chain.code]
    signer.start(unseal=False)
    with pytest.raises(Refused, match="still sealed"):
        alerts.send_update(unlocked=unlocked, code=chain.code, parts=MORE)


# --- older than signing -----------------------------------------------------------------------------------------------


def test_what_was_sent_before_signing_is_shown_nowhere_and_can_be_called_off(cast: Cast) -> None:
    chain = send(cast.dana)
    Message.objects.update(statement="", signature=b"")
    assert shown() == []
    assert queries.codes_about(cast.dana.actor, "incident1") == [chain.code]
    done = alerts.send_all_clear(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts())
    assert [one.number for one in done.said] == [2]


@pytest.mark.django_db(transaction=True)
def test_the_migration_keeps_older_messages_and_leaves_them_unsigned() -> None:
    with as_of(("alerts", "0001_initial")) as old:
        now = clock.now()
        times = {"sent_at": now, "expires_at": now + timedelta(hours=1)}
        alert = old.get_model("alerts", "Alert").objects.create(
            about="i", zone=NORTH, level="active", cells=["8827526731fffff"], forget_at=now, **times
        )
        row = {"alert": alert, "number": 1, "type": "alert", "level": "active", "cells": [], "parts": {}, "by": "x"}
        old.get_model("alerts", "Message").objects.create(code="older0message000", **row, **times)
    kept = Message.objects.get(code="older0message000")
    assert (kept.statement, bytes(kept.signature)) == ("", b"")
    assert shown() == []


# --- many people: two persons -----------------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person may tell one phone."""
    monkeypatch.setattr(powers, "REACH_OF_ONE", 1)


def ask(person: Person) -> str:
    return proposals.propose_alert(
        unlocked=person.unlocked(),
        about="incident1",
        zone=NORTH,
        area=HERE,
        level=Level.CONFIRMED,
        parts=PARTS,
        given_by="another",
    ).code


def test_what_reaches_many_is_sent_once_a_second_person_agrees_to_exactly_that(
    cast: Cast, push: PushPeer, few: None
) -> None:
    phones = [neighbour(push) for _n in range(3)]
    with pytest.raises(NeedsSecond):
        send(cast.dana)
    code = ask(cast.dana)
    drain(ALERTS)
    assert [one.got for one in phones] == [0, 0, 0] and shown() == []
    (seen,) = proposals_visible_to(cast.amina.actor, "incident1")
    assert (seen.reach, seen.mine, seen.is_new) == (3, False, True)
    with pytest.raises(Refused, match="You asked for this yourself"):
        proposals.agree(unlocked=cast.dana.unlocked(), code=code)
    chain = proposals.agree(unlocked=cast.amina.unlocked(), code=code)
    drain(ALERTS)
    assert [one.got for one in phones] == [1, 1, 1] and shown() == [chain.code]
    assert Message.objects.get().by == cast.dana.code
    with pytest.raises(NotFound):
        proposals.agree(unlocked=cast.amina.unlocked(), code=code)


def test_a_proposal_that_someone_changed_is_not_signed(cast: Cast, push: PushPeer, few: None) -> None:
    for _n in range(2):
        neighbour(push)
    code = ask(cast.dana)
    row = Proposal.objects.get(code=code)
    row.terms = row.terms.replace("North Side", "South Side")
    row.save()
    with pytest.raises(NeedsSecond):
        proposals.agree(unlocked=cast.amina.unlocked(), code=code)
    assert shown() == []


def test_whoever_asks_cannot_be_the_second_one_by_writing_to_the_database(
    cast: Cast, push: PushPeer, few: None
) -> None:
    for _n in range(2):
        neighbour(push)
    code = ask(cast.dana)
    Proposal.objects.update(by="somebody")
    with pytest.raises(NeedsSecond):
        proposals.agree(unlocked=cast.dana.unlocked(), code=code)


def test_after_a_quarter_of_an_hour_nobody_can_agree_any_more(
    cast: Cast, push: PushPeer, signer: Keeping, few: None
) -> None:
    for _n in range(2):
        neighbour(push)
    code, amina = ask(cast.dana), cast.amina.unlocked()
    with clock.simulated(clock.now() + timedelta(minutes=16)):
        with pytest.raises(NotFound):
            proposals.agree(unlocked=amina, code=code)
        assert proposals_visible_to(cast.amina.actor) == []
    Proposal.objects.update(until=clock.now() + timedelta(hours=5))
    signer.ahead = timedelta(minutes=16)
    with pytest.raises(NeedsSecond):
        proposals.agree(unlocked=amina, code=code)


@pytest.mark.parametrize("who", ["omar", "sol", "mai", "vera"])
def test_only_a_verifier_or_dispatcher_of_the_zone_may_agree(cast: Cast, push: PushPeer, few: None, who: str) -> None:
    for _n in range(2):
        neighbour(push)
    code, person = ask(cast.dana), getattr(cast, who)
    assert proposals_visible_to(person.actor) == []
    with pytest.raises(NotAllowed):
        proposals.agree(unlocked=person.unlocked(), code=code)


def test_a_correction_never_waits_for_a_second_person(cast: Cast, push: PushPeer, few: None) -> None:
    phones = [neighbour(push) for _n in range(3)]
    chain = proposals.agree(unlocked=cast.amina.unlocked(), code=ask(cast.dana))
    alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(ending=Ending.SENT_IN_ERROR))
    drain(ALERTS)
    assert not queries.current_public_alerts()[0].is_live
    assert all(one.got <= 2 for one in phones)


def test_going_further_counts_only_those_who_are_newly_told(cast: Cast, push: PushPeer, few: None) -> None:
    neighbour(push)
    chain = send(cast.dana)
    neighbour(push)
    wider = {"code": chain.code, "area": around(*CENTRE, 900), "parts": PARTS, "given_by": "another"}
    alerts.widen(unlocked=cast.dana.unlocked(), **wider)  # type: ignore[arg-type]
    for _n in range(2):
        neighbour(push)
    wider["area"] = around(*CENTRE, 2000)
    with pytest.raises(NeedsSecond):
        alerts.widen(unlocked=cast.dana.unlocked(), **wider)  # type: ignore[arg-type]
    waiting = proposals.propose_widening(unlocked=cast.dana.unlocked(), **wider)  # type: ignore[arg-type]
    assert waiting.reach == 2
    done = proposals.agree(unlocked=admit("dov", Role.DISPATCHER).unlocked(), code=waiting.code)
    assert [one.number for one in done.said] == [1, 2, 3]


# --- what a phone checks ----------------------------------------------------------------------------------------------

_CHECK = """
const fs = require("fs"), [said, code, key] = JSON.parse(fs.readFileSync(0));
globalThis.self = globalThis;
globalThis.nacl = require(process.argv[1]);
(0, eval)(fs.readFileSync(process.argv[2], "utf8"));
(async () => {
  const found = { browser: await wekeepSigned.isSigned(said, code, key, []) };
  crypto.subtle.importKey = async () => { throw new Error("no Ed25519 here"); };
  found.tweetnacl = await wekeepSigned.isSigned(said, code, key, []);
  console.log(JSON.stringify(found));
})();
"""


def verdicts(said: dict[str, object], code: str, key: str) -> dict[str, bool]:
    """What a phone makes of an answer: with the browser's own Ed25519, and without."""
    files = [ROOT / "node_modules/tweetnacl/nacl-fast.js", ROOT / "wekeep/look/static/look/signed.js"]
    words = json.dumps([said, code, key])
    done = subprocess.run(["node", "-e", _CHECK, *map(str, files)], input=words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, bool] = json.loads(done.stdout)
    return found


def test_a_phone_refuses_other_words_another_code_another_key_and_what_is_over(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    one = neighbour(push)
    send(cast.dana)
    drain(ALERTS)
    code = one.codes[0].split("-")[0]
    said = client.get(f"/alerts/{code}-s/text/").json()
    key = client.get("/alerts/signing-key/").json()["key"]
    no = {"browser": False, "tweetnacl": False}
    assert verdicts({**said, "body": said["body"] + " Run."}, code, key) == no
    assert verdicts(said, "another0code0000", key) == no
    assert verdicts(said, code, "00" * 32) == no
    other = ("00" if said["signature"][:2] != "00" else "01") + said["signature"][2:]
    assert verdicts({**said, "signature": other}, code, key) == no
    assert verdicts({**said, "statement": ""}, code, key) == no
    message = Message.objects.get()
    message.expires_at = clock.now() - timedelta(seconds=1)
    sign_again(message, cast.dana)
    over = {**said, "statement": message.statement, "signature": bytes(message.signature).hex()}
    assert verdicts(over, code, key) == no


def test_a_statement_is_read_back_as_it_was_written(cast: Cast) -> None:
    send(cast.dana)
    text = Message.objects.get().statement
    assert read(text).text() == text and len(digest(text.encode())) == 32
    for noise in ("", "{}", "[]", "null", '{"v":2}', '{"v":1}', text.replace('"v":1', '"v":3')):
        with pytest.raises(ValueError):
            read(noise)
