"""What is made ready ahead is used once, whatever dies and whatever comes back, and goes with its address."""

import io
import random
import signal
import tarfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.db import transaction

from tests.channels.peers import PushPeer
from tests.channels.test_every_channel import keep, letter, states
from tests.keeping import Keeping
from tests.meanwhile import Meanwhile
from tests.running import environment, process
from wekeep.channels import jobs, queries
from wekeep.channels.actions import addresses, making_ready, outbox, sending, settling, sheets
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.contract import Answer, Outcome, Result
from wekeep.channels.kinds.webpush.kind import WebPush
from wekeep.channels.models import Address, Batch, Sheet
from wekeep.channels.rules.delivery import Rank, State
from wekeep.channels.rules.roll import codes_in
from wekeep.channels.rules.sheet import Ready, pack, unpack
from wekeep.desk.actions.backups import make_backup, new_key
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Use
from wekeep.vault.actions import serving
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES


class Watched(PushPeer):
    """A push service that writes down every salt and every key it sees, whatever it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[bytes] = Counter()
        deliver = self.service._deliver

        def watching(phone: Any, headers: dict[str, str], body: bytes) -> int:
            if len(body) > 86:  # a sender that is killed leaves some cut off
                self.seen.update((body[:16], body[21:86]))
            return deliver(phone, headers, body)

        self.service._deliver = watching  # type: ignore[method-assign]


@pytest.fixture
def push(settings: Any) -> Iterator[Watched]:
    from tests.channels.peers import serving

    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    peer = Watched()
    with serving(peer) as peer.origin:
        yield peer


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets of four, worth opening for two."""
    for module in (making_ready, sheets):
        monkeypatch.setattr(module, "SIZE", 4)
    monkeypatch.setattr(making_ready, "FEWEST", 2)
    monkeypatch.setattr(sheets, "WORTH", 2)
    monkeypatch.setattr(sheets, "POOL", sheets.Pool())


def stock() -> int:
    made = 0
    while more := making_ready.make_one():
        made += more
    return made


def people(push: PushPeer, count: int, *, homes: Sequence[int] = (1,)) -> list[Recipient]:
    """So many who live in turn at each of these, by a number that is close for those who live close."""
    to = [Recipient(keep(push, push.new_address()), "webpush", "en") for _n in range(count)]
    for number, one in enumerate(to):
        making_ready.make_ready_for(code=one.address, near=homes[number % len(homes)])
    return to


def push_address(one: Recipient) -> dict[str, str]:
    return queries.open_addresses([one.address])[one.address]


def opened_by_keeper(keeping: Keeping) -> Counter[str]:
    return Counter(str(use) for use, _mark in keeping.keeper._inside.opened().service._served)


@pytest.mark.django_db
def test_an_alert_to_prepared_phones_opens_their_sheets_and_no_address(
    keeping: Keeping, push: Watched, small: None
) -> None:
    to = people(push, 10)
    assert stock() == 10 and Sheet.objects.count() == 3
    outbox.hand_over(letter(), to)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 10
    assert not Sheet.objects.exists()
    assert opened_by_keeper(keeping) == {"stocking": 10}
    assert max(push.seen.values()) == 1 and len(push.seen) == 20


@pytest.mark.django_db
def test_what_was_used_is_made_anew_and_nothing_is_made_while_an_alert_is_on_its_way(
    keeping: Keeping, push: Watched, small: None
) -> None:
    to = people(push, 8)
    stock()
    outbox.hand_over(letter(), to)
    outbox.hand_over(letter("later"), to[:1])
    assert making_ready.is_quiet(), "a letter to its owner is no alert"
    drain(ALERTS)
    assert stock() == 8
    outbox.hand_over(letter("letter2"), to)
    drain(ALERTS)
    assert max(push.seen.values()) == 1 and sum(push.seen.values()) == 2 * (8 + 1 + 8)


@pytest.mark.django_db
def test_phones_that_always_say_later_keep_nothing_from_being_made(
    keeping: Keeping, push: Watched, small: None
) -> None:
    to = people(push, 8)
    stock()
    outbox.hand_over(replace(letter(), rank=Rank.ALERT), to)
    assert not making_ready.is_quiet(), "an alert is on its way"
    push.fail_next(8)
    drain(ALERTS)
    assert states() == [State.QUEUED] * 8, "as long as the alert holds they are tried again"
    assert making_ready.is_quiet() and stock() == 8


@pytest.mark.django_db
def test_what_waits_for_its_channel_keeps_nothing_from_being_made_for_the_next(
    keeping: Keeping, push: Watched, small: None
) -> None:
    outbox.hand_over(replace(letter(), rank=Rank.ALERT), people(push, 4))
    assert not making_ready.is_quiet()
    with clock.simulated(clock.now() + making_ready.WAITED_FOR + timedelta(seconds=1)):
        assert making_ready.is_quiet()
        hand = sending.claim("webpush", 10, retries=False)
        assert hand and not making_ready.is_quiet(), "but while a sender has it in hand"


@pytest.mark.django_db
def test_where_the_hour_has_no_room_for_whole_sheets_those_who_are_told_are_opened_alone(
    keeping: Keeping, push: Watched, small: None
) -> None:
    keeping.stop()
    keeping.caps = {Use.SENDING: 6}
    keeping.start()
    to = people(push, 8)
    stock()
    outbox.hand_over(letter(), [*to[:3], *to[4:7]])
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 6, "two sheets count as eight"
    assert max(push.seen.values()) == 1 and opened_by_keeper(keeping)["sending"] == 6


@pytest.mark.django_db
def test_another_channel_that_is_done_leaves_open_what_an_alert_goes_on_with(
    keeping: Keeping, push: Watched, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, sealing, lay = people(push, 8), WebPush.send_bundles, list[tuple[int, bool, int]]()

    def watched(self: WebPush, bundles: Any) -> Any:
        for outcome in sealing(self, bundles):
            lay.append((len(sheets.POOL), jobs.send_due("email", retries=False), len(sheets.POOL)))
            yield outcome

    monkeypatch.setattr(WebPush, "send_bundles", watched)
    stock()
    until = clock.now() + timedelta(days=1)
    mail, _new = addresses.keep_address(kind_name="email", given={"email": "ana@mail.example"}, expires_at=until)
    outbox.hand_over(letter("letter2"), [Recipient(mail, "email", "en")])
    outbox.hand_over(letter(), [*to[:3], *to[4:7]])
    jobs.send_due("webpush", retries=False)
    assert lay[0] == (2, True, 2)


@pytest.mark.django_db
def test_a_letter_to_few_of_a_sheet_leaves_it_for_one_to_many(keeping: Keeping, push: Watched, small: None) -> None:
    to = people(push, 8)
    stock()
    outbox.hand_over(letter(), [to[0], to[4]])
    drain(ALERTS)
    assert Sheet.objects.count() == 2 and states() == [State.HANDED_OVER] * 2


@pytest.mark.django_db
def test_once_an_alert_is_sent_no_address_lies_open_in_the_sender(
    keeping: Keeping, push: Watched, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, sealing, lay = people(push, 8), WebPush.send_bundles, list[int]()

    def watched(self: WebPush, bundles: Any) -> Any:
        for outcome in sealing(self, bundles):
            lay.append(len(sheets.POOL))
            yield outcome

    monkeypatch.setattr(WebPush, "send_bundles", watched)
    stock()
    outbox.hand_over(letter(), [*to[:3], *to[4:7]])
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 6 and max(lay) == 2, "two stand on these sheets who are not told"
    assert len(sheets.POOL) == 0


@pytest.mark.django_db
def test_an_alert_that_goes_by_how_near_people_are_opens_no_more_than_there_is_room_for(
    keeping: Keeping, push: Watched, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_OPEN", 8)
    monkeypatch.setattr(WebPush, "claims_at_once", 10)
    struck, opening = list[int](), sheets._strike

    def watched(wanted: Any) -> list[Ready]:
        struck.append(len(wanted))
        return opening(wanted)

    monkeypatch.setattr(sheets, "_strike", watched)
    to = people(push, 40)
    assert stock() == 40 and Sheet.objects.count() == 10
    # each ten of them stand on all ten sheets
    outbox.hand_over(letter(), [to[4 * sheet + place] for place in range(4) for sheet in range(10)])
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 40 and max(push.seen.values()) == 1 and sum(push.seen.values()) == 80
    assert struck[0] == 2 and max(struck) <= 2, "eight open contexts are two sheets"
    used = opened_by_keeper(keeping)
    assert used["sending"] >= 8, "keys are agreed upon with whoever is on no open sheet"


def on_sheets() -> list[set[str]]:
    """The codes on each sheet, in the order in which they were made."""
    return [set(codes_in(bytes(one.codes))) for one in Sheet.objects.order_by("id")]


@pytest.mark.django_db
def test_an_alert_to_one_neighbourhood_of_many_opens_its_sheets_and_no_address(
    keeping: Keeping, push: Watched, small: None
) -> None:
    # who signed up one after the other live far apart
    to = people(push, 24, homes=(30, 10, 20))
    assert stock() == 24 and Sheet.objects.count() == 6
    near = [one for number, one in enumerate(to) if number % 3 == 1]
    assert on_sheets()[:2] == [{one.address for one in near[:4]}, {one.address for one in near[4:]}]
    outbox.hand_over(letter(), near)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 8
    assert opened_by_keeper(keeping) == {"stocking": 24}, "no address was opened by itself"
    assert Sheet.objects.count() == 4, "nor what was made for others"


@pytest.mark.django_db
def test_whoever_came_last_is_put_on_a_sheet_and_no_other_is_made_anew(
    keeping: Keeping, push: Watched, small: None
) -> None:
    people(push, 8, homes=(10, 20))
    stock()
    before = on_sheets()
    new = people(push, 2, homes=(10, 20))
    assert stock() == 2
    assert on_sheets() == [*before, {one.address for one in new}]


@pytest.mark.django_db
def test_whoever_moves_stands_with_their_new_neighbours(keeping: Keeping, push: Watched, small: None) -> None:
    to = people(push, 8, homes=(10, 20))
    stock()
    making_ready.make_ready_for(code=to[0].address, near=10)
    assert Sheet.objects.count() == 2, "to say the same again moves nobody"
    making_ready.make_ready_for(code=to[0].address, near=20)
    assert on_sheets() == [{one.address for one in to[1::2]}]
    assert stock() == 4, "the sheet that went, and whoever moved with it"
    assert to[0].address in set.union(*on_sheets())


@pytest.mark.django_db
def test_nothing_is_made_for_whom_no_alert_will_go_to(keeping: Keeping, push: Watched, small: None) -> None:
    for _n in range(4):
        keep(push, push.new_address())
    assert stock() == 0 and not Sheet.objects.exists()


@pytest.mark.django_db
def test_those_for_whom_nothing_can_be_made_hold_nobody_up(
    keeping: Keeping, push: Watched, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparing = WebPush.prepare
    to = people(push, 12)
    bad = {push_address(one)["endpoint"] for one in to[:5]}

    def refusing(self: WebPush, given: Any) -> list[bytes | None]:
        made = preparing(self, given)
        return [None if one["endpoint"] in bad else ready for one, ready in zip(given, made, strict=True)]

    monkeypatch.setattr(WebPush, "prepare", refusing)
    stock()
    assert set.union(*on_sheets()) == {one.address for one in to[5:]}
    assert stock() == 0, "and are not tried again every minute"


@pytest.mark.django_db
def test_who_leaves_while_a_sheet_is_made_stands_on_none(
    keeping: Keeping, push: Watched, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = people(push, 4)
    sealing, left = serving.seal_sheet, list[str]()

    def leaving(**words: Any) -> Any:
        if not left:
            left.append(to[1].address)
            addresses.forget_address(code=to[1].address)
        return sealing(**words)

    monkeypatch.setattr(serving, "seal_sheet", leaving)
    assert stock() == 0 and not Sheet.objects.exists()
    assert stock() == 3 and on_sheets() == [{one.address for one in (to[0], *to[2:])}]


@pytest.mark.django_db
def test_who_leaves_takes_along_what_was_made_ready(keeping: Keeping, push: Watched, small: None) -> None:
    to = people(push, 8)
    stock()
    addresses.forget_address(code=to[5].address)
    assert [bytes(one.codes).decode()[:16] for one in Sheet.objects.all()] == [to[0].address]
    Address.objects.filter(code=to[0].address).update(expires_at=clock.now() - timedelta(days=1))
    addresses.forget_expired_addresses()
    assert not Sheet.objects.exists()
    outbox.hand_over(letter(), to)
    drain(ALERTS)
    assert states() == [State.GONE] * 2 + [State.HANDED_OVER] * 6


@pytest.mark.django_db
def test_who_leaves_after_the_sheet_was_opened_gets_nothing(
    keeping: Keeping, push: Watched, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = people(push, 8)
    stock()
    opening = sheets._strike

    def leaving(wanted: Any) -> list[Ready]:
        found = opening(wanted)
        addresses.forget_address(code=to[3].address)
        return found

    monkeypatch.setattr(sheets, "_strike", leaving)
    outbox.hand_over(letter(), to)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 7 + [State.WITHDRAWN]
    assert sum(push.seen.values()) == 14


@pytest.mark.django_db(transaction=True)
def test_who_stops_while_their_phone_is_found_to_be_gone_has_it_stopped_and_ends_no_sending(
    keeping: Keeping, push: Watched, small: None
) -> None:
    to = people(push, 4)
    stock()
    outbox.hand_over(letter(), to)
    hand = sending.claim("webpush", 10, retries=False)
    assert hand
    stopping = Meanwhile(lambda: addresses.forget_address(code=to[1].address))
    with transaction.atomic():
        # as whoever settles: the batch first
        list(Batch.objects.select_for_update())
        stopping.begin()
        outcome = Outcome((), (Result(hand.members[1].delivery, Answer.GONE),))
        settling.settle(dict.fromkeys(hand.batches, hand.token), outcome)
    assert stopping.end() == [] and states() == [State.GONE] + [State.QUEUED] * 3
    assert not Address.objects.filter(code=to[1].address).exists()


@pytest.mark.django_db
def test_sheets_that_come_back_are_never_opened_again(keeping: Keeping, push: Watched, small: None) -> None:
    to = people(push, 8)
    stock()
    copies = list(Sheet.objects.all())
    outbox.hand_over(letter(), to)
    drain(ALERTS)
    Sheet.objects.bulk_create(copies)
    outbox.hand_over(letter("letter2"), to)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 16 and not Sheet.objects.exists()
    assert max(push.seen.values()) == 1 and sum(push.seen.values()) == 32
    keeping.stop()
    keeping.start()
    Sheet.objects.bulk_create(copies)
    outbox.hand_over(letter("letter3"), to)
    drain(ALERTS)
    assert max(push.seen.values()) == 1 and sum(push.seen.values()) == 48


@pytest.mark.django_db
def test_making_sheets_never_takes_from_the_hours_number_of_an_alert(
    keeping: Keeping, push: Watched, small: None
) -> None:
    keeping.stop()
    keeping.caps = {Use.SENDING: 8, Use.STOCKING: 4}
    keeping.start()
    to = people(push, 12)
    with pytest.raises(Refused):
        stock()
    assert Sheet.objects.count() == 1
    outbox.hand_over(letter(), to[:8])
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 8
    outbox.hand_over(letter("letter2"), to[8:])
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 8 + [State.QUEUED] * 4, "a sheet counts as those it stands for"


def database_in(tar: tarfile.TarFile) -> Iterator[bytes]:
    """The database as the backup holds it; the data folder beside it holds that of the tests."""
    for member in tar:
        if member.isfile() and not member.name.startswith("./data/"):
            file = tar.extractfile(member)
            assert file is not None
            yield file.read()


@pytest.mark.django_db(transaction=True)
def test_no_backup_holds_a_sheet(keeping: Keeping, push: Watched, small: None, tmp_path: Path) -> None:
    people(push, 4)
    stock()
    secret, public = new_key()
    make_backup(to=public, target=tmp_path / "b.age")
    whole: bytes = pyrage.decrypt((tmp_path / "b.age").read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        plain: bytes = b"".join(database_in(tar))
    assert Address.objects.earliest("id").code.encode() in plain
    assert Sheet.objects.get().record.encode() not in plain
    assert bytes(Sheet.objects.get().sealed)[200:232] not in plain


@pytest.mark.django_db(transaction=True)
def test_kill_9_at_any_moment_uses_no_key_twice(keeping: Keeping, push: Watched) -> None:
    to = people(push, 300)
    push.slow_seconds = 0.02
    for turn in range(3):
        stock()
        outbox.hand_over(letter(f"letter{turn}"), to)
        begun, until = push.asked, random.randrange(1, 250)
        here = {"WEKEEP_KEEPER_SOCKET": str(settings.KEEPER_SOCKET), "WEKEEP_ALLOW_LOOPBACK_ENDPOINTS": "yes"}
        with process("-m", "tests.channels.killed_sender", env=environment(Path(settings.DATA_DIR), **here)) as sender:
            while push.asked - begun < until and sender.poll() is None:
                time.sleep(0.005)
            sender.send_signal(signal.SIGKILL)
            sender.wait()
        for minutes in (2, 15, 60):
            with clock.simulated(clock.now() + timedelta(minutes=minutes)):
                outbox.queue_left_behind()
                drain(ALERTS)
                drain(RETRIES)
    assert states() == [State.HANDED_OVER] * 900
    assert max(push.seen.values()) == 1


def test_a_sheet_comes_back_as_it_was_and_one_that_is_cut_off_does_not() -> None:
    entries: list[Ready] = [
        (f"code{n}", {"endpoint": f"https://push.example/{n}"}, bytes([n]) * 109) for n in range(20)
    ]
    several: list[Ready] = [("code", {"a": "1", "b": "2"}, b"x"), ("edoc", {"a": "3", "b": "4"}, b"y")]
    assert unpack(pack(several)) == several
    assert unpack(pack(entries)) == entries
    with pytest.raises(ValueError, match="cut off"):
        unpack(pack(entries)[:-1])


@pytest.mark.django_db
def test_two_letters_in_one_hand_for_the_same_phone_share_no_key(keeping: Keeping, push: Watched, small: None) -> None:
    to = people(push, 4)
    stock()
    for n in range(3):
        outbox.hand_over(letter(f"letter{n}", f"thread{n}"), to)
    drain(ALERTS)
    assert states() == [State.HANDED_OVER] * 12
    assert max(push.seen.values()) == 1 and sum(push.seen.values()) == 24
