"""What the keeper holds against a server that is not ours any more: it stops sending, counts alerts and lists what it signed."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from hashlib import sha256
from threading import Barrier

import pytest

from tests.keeper.conftest import PASSPHRASE, Bench, Clock
from wekeep.keeper.answering.powers import REACH_OF_ONE
from wekeep.keeper.service import Keeper
from wekeep.keeper.stop import TRIES
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import BucketPublic, alert_statement, power_action
from wekeep.kit.envelope import digest
from wekeep.kit.keeper_messages import KeeperPower, Limits, No, Use
from wekeep.kit.log_chain import Checkpoint, Entry
from wekeep.kit.sent_list import faults_of, mark_of_code, read_line, rounded_up
from wekeep.kit.service_seal import WRAP_SIZE, ServiceBinding, seal_for_service


def message(
    number: int, kind: str = "alert", level: str = "confirmed", alert: str = "", status: str = "actual"
) -> bytes:
    """What is signed, as far as the keeper reads it."""
    facts = {
        "type": kind,
        "level": level,
        "status": status,
        "alert": alert or f"alert{number}",
        "code": f"said{number}",
    }
    return json.dumps(facts).encode()


def sign(bench: Bench, said: bytes, *, by: str = "dana", reach: int = 1) -> say.Answer:
    return bench.ask(say.SignAlert(bench.sessions[by], said, reach))


def how_many(bench: Bench, level: str = "confirmed", *, by: str = "dana", most: int = 200, kind: str = "alert") -> int:
    """How many alerts this one person gets signed alone, one after the other."""
    for number in range(most):
        if not isinstance(sign(bench, message(number, kind, level, alert=f"{by}{number}"), by=by), say.Signed):
            return number
    return most


def carry(
    bench: Bench, power: KeeperPower, terms: dict[str, object], *, about: str = "s1", by: str = "dana"
) -> say.Answer:
    return bench.ask(say.Carry(bench.sessions[by], power, about, as_text(terms)))


def agree(bench: Bench, power: KeeperPower, terms: dict[str, object], *, about: str = "s1", by: str = "dov") -> None:
    bench.ask(say.Approve(bench.sessions[by], power_action(power.value, "*", about, as_text(terms))))


def as_text(terms: dict[str, object]) -> str:
    return json.dumps(terms, sort_keys=True, separators=(",", ":"))


def settle(bench: Bench) -> None:
    """A second steward has keys: from now on it takes two."""
    bench.admit("stella")
    bench.hold_role("*", "steward", "sol", "stella")


class Addresses:
    """Addresses sealed to be sent to."""

    def __init__(self, bench: Bench) -> None:
        self._bench, found = bench, bench.ask(say.AskServiceKey())
        assert isinstance(found, say.ServiceKeyIs)
        self._key, self._bucket = found.public.public, bench.bucket(5)

    def open(self, *records: str, use: Use = Use.SENDING) -> say.Answer:
        return self._bench.ask(say.OpenForService(use, tuple(self._sealed(one, self._bucket) for one in records)))

    def _sealed(self, record: str, bucket: BucketPublic) -> say.Served:
        fields = {"endpoint": "https://push.example/1"}
        at = ServiceBinding("address", record)
        raw = seal_for_service(at, fields, service_key=self._key, bucket_key=bucket.public)
        return say.Served("address", record, bucket.name, raw[:WRAP_SIZE])


# --- stopping ---------------------------------------------------------------------------------------------------------


def test_after_a_stop_no_address_opens_whoever_asks_and_for_whatever_use(bench: Bench) -> None:
    addresses = Addresses(bench)
    assert isinstance(addresses.open("a1"), say.Opened)
    bench.ask(say.StopSending("dana"))
    many = [f"m{n}" for n in range(21)]
    for use in (Use.SENDING, Use.STOCKING):
        assert addresses.open(*many, use=use) == say.Refusal(No.STOPPED), use
    assert bench.ask(say.OpenForService(Use.SHEETS, ())) == say.Refusal(No.STOPPED)


def test_twenty_addresses_still_open_so_that_others_hear_of_the_stop_and_pressing_again_gives_no_more(
    bench: Bench,
) -> None:
    addresses = Addresses(bench)
    bench.ask(say.StopSending("dana"))
    assert isinstance(addresses.open(*[f"s{n}" for n in range(12)]), say.Opened)
    bench.ask(say.StopSending("dana"))
    assert addresses.open(*[f"s{n}" for n in range(9)]) == say.Refusal(No.STOPPED)
    assert isinstance(addresses.open(*[f"s{n}" for n in range(8)]), say.Opened)
    assert addresses.open("s1") == say.Refusal(No.STOPPED)


def test_a_stop_outlives_a_restart_and_can_be_asked_for_while_it_is_sealed(bench: Bench, keeper_clock: Clock) -> None:
    bench.keeper.close()
    bench.keeper = Keeper(bench.folder / "keeper.sqlite3", now=keeper_clock)
    assert bench.ask(say.StopSending("operator")) == say.Done()
    bench.keeper.close()
    bench.keeper = Keeper(bench.folder / "keeper.sqlite3", now=keeper_clock)
    bench.keeper.unseal(PASSPHRASE)
    state = bench.ask(say.Ask())
    assert isinstance(state, say.State) and state.stopped
    assert Addresses(bench).open("a1") == say.Refusal(No.STOPPED)


def test_going_on_takes_two_persons_and_for_this_very_stop(bench: Bench) -> None:
    settle(bench)
    bench.ask(say.StopSending("dana"))
    terms: dict[str, object] = {"drop": []}
    assert carry(bench, KeeperPower.RESUME, terms) == say.Refusal(No.SECOND_PERSON)
    agree(bench, KeeperPower.RESUME, terms, by="dana")
    assert carry(bench, KeeperPower.RESUME, terms) == say.Refusal(No.SECOND_PERSON), "not twice the same person"
    agree(bench, KeeperPower.RESUME, terms, about="another")
    assert carry(bench, KeeperPower.RESUME, terms) == say.Refusal(No.SECOND_PERSON), "not another stop"
    agree(bench, KeeperPower.LET_GO, {"addresses": 10**6})
    assert carry(bench, KeeperPower.RESUME, terms) == say.Refusal(No.SECOND_PERSON), (
        "not what was agreed for another power"
    )
    agree(bench, KeeperPower.RESUME, terms)
    assert carry(bench, KeeperPower.RESUME, terms) == say.Done()
    assert isinstance(Addresses(bench).open("a1"), say.Opened)


def test_what_two_agreed_to_in_another_matter_starts_nothing(bench: Bench) -> None:
    settle(bench)
    bench.ask(say.StopSending("dana"))
    bench.ask(say.Approve(bench.sessions["dov"], power_action("appoint", "north", "mallory", "{}")))
    bench.ask(
        say.Second(bench.sessions["dana"], power_action("appoint", "north", "mallory", "{}"), KeeperPower.RESUME, "s1")
    )
    state = bench.ask(say.Ask())
    assert isinstance(state, say.State) and state.stopped


def test_two_let_through_as_many_addresses_as_they_agreed_to_and_no_more(bench: Bench) -> None:
    settle(bench)
    addresses = Addresses(bench)
    bench.ask(say.StopSending("dana"))
    assert isinstance(addresses.open(*[f"t{n}" for n in range(20)]), say.Opened)
    terms: dict[str, object] = {"letters": ["l1"], "addresses": 3}
    agree(bench, KeeperPower.LET_GO, terms)
    assert carry(bench, KeeperPower.LET_GO, {**terms, "addresses": 5000}) == say.Refusal(No.SECOND_PERSON)
    assert carry(bench, KeeperPower.LET_GO, terms) == say.Done()
    assert addresses.open(*"abcdefg") == say.Refusal(No.STOPPED)
    for _try in range(TRIES):
        assert isinstance(addresses.open(*"abc"), say.Opened)
    assert addresses.open("d") == say.Refusal(No.STOPPED)


def test_the_operator_goes_on_with_the_words_that_unseal_and_with_no_others(bench: Bench) -> None:
    bench.ask(say.StopSending("dana"))
    assert bench.ask(say.ResumeByOperator("correct horse battery staple purch")) == say.Refusal(No.BROKEN)
    assert bench.ask(say.ResumeByOperator(PASSPHRASE)) == say.Done()
    assert isinstance(Addresses(bench).open("a1"), say.Opened)


def test_while_it_is_stopped_nobody_alone_signs_anything_but_the_end_of_what_was_sent(bench: Bench) -> None:
    sign(bench, message(1))
    bench.ask(say.StopSending("dov"))
    assert sign(bench, message(2)) == say.Refusal(No.BRAKE)
    assert sign(bench, message(3, "update", alert="alert1"), reach=0) == say.Refusal(No.BRAKE)
    bench.ask(say.Approve(bench.sessions["dov"], digest(alert_statement(message(2)))))
    assert isinstance(sign(bench, message(2)), say.Signed)
    assert isinstance(sign(bench, message(4, "cancel", alert="alert1"), reach=0), say.Signed)


# --- the brake --------------------------------------------------------------------------------------------------------


def test_one_hijacked_account_sends_six_alerts_in_an_hour_and_no_hundred_in_a_day(
    bench: Bench, keeper_clock: Clock
) -> None:
    assert how_many(bench) == Limits().one
    assert how_many(bench, "active") == Limits().active_one
    total = 0
    for _hour in range(24):
        keeper_clock.move(hours=1, seconds=1)
        bench.unlock("dana")
        total += how_many(bench) + how_many(bench, "active")
    assert total < 100


def at_once(bench: Bench, many: list[bytes], *, reach: int = 1) -> int:
    """How many of these are signed that are all asked for in the same moment."""
    ready = Barrier(len(many))

    def ask(said: bytes) -> bool:
        ready.wait()
        return isinstance(sign(bench, said, reach=reach), say.Signed)

    with ThreadPoolExecutor(len(many)) as threads:
        return sum(threads.map(ask, many))


def test_thirty_requests_in_one_moment_are_counted_as_if_they_came_one_after_the_other(bench: Bench) -> None:
    assert at_once(bench, [message(number) for number in range(30)]) == Limits().one


def test_the_end_of_an_alert_comes_once_however_many_ask_for_it_in_one_moment(bench: Bench) -> None:
    how_many(bench, kind="update")
    sign(bench, message(1))
    assert at_once(bench, [message(n, "cancel", alert="alert1") for n in range(20)], reach=0) == 1


def test_a_hijacked_server_that_says_nobody_is_reached_is_counted_all_the_same(bench: Bench) -> None:
    signed = sum(isinstance(sign(bench, message(n), reach=0), say.Signed) for n in range(200))
    assert signed == Limits().one


def test_a_hijacked_server_with_every_session_there_is_stays_below_what_two_persons_set(bench: Bench) -> None:
    for number in range(30):
        bench.admit(f"member{number}")
    everyone = [f"member{number}" for number in range(30)]
    signed = sum(how_many(bench, by=one) for one in everyone)
    active = sum(how_many(bench, "active", by=one) for one in everyone)
    assert (signed, active) == (Limits().usual, Limits().active_everyone)


def test_what_is_signed_says_how_it_counts_so_a_drill_or_nonsense_is_no_way_around(bench: Bench) -> None:
    assert how_many(bench) == Limits().one
    for said in (b"not an alert", b"[]", b'{"type":"surprise","level":"x","alert":"a","code":"c","status":"actual"}'):
        assert sign(bench, said) == say.Refusal(No.BRAKE), said
    drills = [message(n, status="exercise") for n in range(9)]
    assert sum(isinstance(sign(bench, one), say.Signed) for one in drills) == Limits().one


def test_drills_and_ends_take_nothing_from_what_real_alerts_have(bench: Bench) -> None:
    for number in range(Limits().one):
        sign(bench, message(number, status="exercise"))
    assert how_many(bench) == Limits().one
    for number in range(Limits().one):
        assert isinstance(sign(bench, message(number, "cancel", alert=f"dana{number}"), reach=0), say.Signed)
    assert how_many(bench, kind="update") == Limits().one


def test_the_end_of_an_alert_comes_once_and_of_an_alert_nobody_signed_it_counts(bench: Bench) -> None:
    sign(bench, message(1))
    ends = [message(n, "cancel", alert="alert1") for n in range(50)]
    assert sum(isinstance(sign(bench, one, reach=0), say.Signed) for one in ends) == 1 + Limits().one
    made_up = [message(n, "all_clear", alert=f"nobody{n}") for n in range(50)]
    assert not any(isinstance(sign(bench, one, reach=0), say.Signed) for one in made_up)


def test_what_is_braked_is_signed_once_another_agrees_and_is_not_lost(bench: Bench) -> None:
    how_many(bench)
    said = message(50)
    assert sign(bench, said) == say.Refusal(No.BRAKE)
    bench.ask(say.Approve(bench.sessions["dana"], digest(alert_statement(said))))
    assert sign(bench, said) == say.Refusal(No.BRAKE), "not twice the same person"
    bench.ask(say.Approve(bench.sessions["dov"], digest(alert_statement(said))))
    assert isinstance(sign(bench, said), say.Signed)


def test_an_active_detention_is_not_braked_by_what_is_usual_only_by_what_two_set(bench: Bench) -> None:
    how_many(bench)
    how_many(bench, by="dov")
    assert sign(bench, message(70), by="sol") == say.Refusal(No.BRAKE)
    assert isinstance(sign(bench, message(71, level="active"), by="sol"), say.Signed)


def test_a_network_that_is_used_to_more_is_braked_later_and_never_above_its_limit(
    bench: Bench, keeper_clock: Clock
) -> None:
    settle(bench)
    limits = replace(Limits(), one=50, everyone=15)
    agree(bench, KeeperPower.BRAKE, {"limits": asdict(limits)}, about="brake")
    carry(bench, KeeperPower.BRAKE, {"limits": asdict(limits)}, about="brake")
    assert how_many(bench) == Limits().usual
    keeper_clock.move(hours=2)
    bench.unlock("dana")
    assert how_many(bench) == 2 * Limits().usual
    keeper_clock.move(hours=2)
    bench.unlock("dana")
    assert how_many(bench) == 15
    keeper_clock.move(days=29)
    bench.keeper.tick()
    bench.unlock("dana")
    assert how_many(bench) == Limits().usual


def test_so_many_people_in_an_hour_are_told_without_a_second_person(bench: Bench) -> None:
    settle(bench)
    limits = replace(Limits(), one=100, everyone=100, usual=100, people=500)
    agree(bench, KeeperPower.BRAKE, {"limits": asdict(limits)}, about="brake")
    carry(bench, KeeperPower.BRAKE, {"limits": asdict(limits)}, about="brake")
    told = [sign(bench, message(n), reach=REACH_OF_ONE) for n in range(3)]
    assert [type(one) for one in told] == [say.Signed, say.Signed, say.Refusal]
    assert isinstance(sign(bench, message(9), reach=100), say.Signed)


def test_beyond_the_highest_limit_two_persons_do_not_help_either(bench: Bench) -> None:
    settle(bench)
    limits = replace(Limits(), most=3)
    agree(bench, KeeperPower.BRAKE, {"limits": asdict(limits)}, about="brake")
    carry(bench, KeeperPower.BRAKE, {"limits": asdict(limits)}, about="brake")
    assert how_many(bench) == 3
    bench.ask(say.Approve(bench.sessions["dov"], digest(alert_statement(message(9)))))
    assert sign(bench, message(9)) == say.Refusal(No.MOST)
    assert isinstance(sign(bench, message(10, "cancel", alert="dana0"), reach=0), say.Signed)


def test_one_person_alone_does_not_set_the_brake_and_two_set_exactly_what_they_agreed_to(bench: Bench) -> None:
    settle(bench)
    wanted: dict[str, object] = {"limits": asdict(replace(Limits(), one=60))}
    assert carry(bench, KeeperPower.BRAKE, wanted, about="brake") == say.Refusal(No.SECOND_PERSON)
    agree(bench, KeeperPower.BRAKE, wanted, about="brake")
    more: dict[str, object] = {"limits": asdict(replace(Limits(), one=600))}
    assert carry(bench, KeeperPower.BRAKE, more, about="brake") == say.Refusal(No.SECOND_PERSON)
    carry(bench, KeeperPower.BRAKE, wanted, about="brake")
    found = bench.ask(say.AskBrake())
    assert isinstance(found, say.BrakeIs) and found.limits == replace(Limits(), one=60)


@pytest.mark.parametrize(
    "limits", [{}, {"one": 6}, {**asdict(Limits()), "one": 0}, {**asdict(Limits()), "one": "6"}, None]
)
def test_limits_that_are_none_are_not_set(bench: Bench, limits: object) -> None:
    settle(bench)
    agree(bench, KeeperPower.BRAKE, {"limits": limits}, about="brake")
    assert carry(bench, KeeperPower.BRAKE, {"limits": limits}, about="brake") == say.Refusal(No.MALFORMED)


def test_the_count_outlives_a_restart(bench: Bench, keeper_clock: Clock) -> None:
    how_many(bench)
    bench.keeper.close()
    bench.keeper = Keeper(bench.folder / "keeper.sqlite3", now=keeper_clock)
    bench.keeper.unseal(PASSPHRASE)
    bench.unlock("dana")
    assert how_many(bench) == 0


# --- the public list --------------------------------------------------------------------------------------------------


def listed(bench: Bench) -> tuple[list[Entry], Checkpoint, bytes]:
    found, state = bench.ask(say.SentAfter(0)), bench.ask(say.Ask())
    assert isinstance(found, say.SentAre) and isinstance(state, say.State)
    return list(found.entries), found.head[0], state.alert_verify_key


def test_everything_that_was_signed_stands_in_the_list_and_nothing_that_was_refused(
    bench: Bench, keeper_clock: Clock
) -> None:
    sign(bench, message(1), reach=137)
    sign(bench, message(2, "cancel", alert="alert1"), reach=0)
    sign(bench, message(3, status="exercise"))
    sign(bench, message(4), reach=REACH_OF_ONE + 1)
    entries, head, key = listed(bench)
    lines = [read_line(one.words) for one in entries]
    told = [(one.kind, one.drill, one.up_to) for one in lines]
    assert told == [("alert", False, 140), ("cancel", False, 0), ("alert", True, 10)]
    assert lines[0].alert == lines[1].alert == mark_of_code("alert1")
    assert lines[0].statement == sha256(message(1)).hexdigest()
    assert faults_of(entries, head, key, now=int(keeper_clock().timestamp())) == []


def test_a_list_in_which_anything_was_changed_left_out_or_added_is_found(bench: Bench, keeper_clock: Clock) -> None:
    for number in range(4):
        sign(bench, message(number))
    entries, head, key = listed(bench)
    now = int(keeper_clock().timestamp())
    forged = replace(entries[1], words=entries[1].words.replace(b"confirmed", b"active"))
    unreadable = replace(entries[1], words=b"", nonce=b"")
    for name, changed in {
        "changed": [entries[0], forged, *entries[2:]],
        "left out": [entries[0], *entries[2:]],
        "cut": entries[:-1],
        "added": [*entries, entries[-1]],
        "erased too early": [entries[0], unreadable, *entries[2:]],
        "turned": [entries[1], entries[0], *entries[2:]],
    }.items():
        assert faults_of(changed, head, key, now=now), name
    assert faults_of(entries, replace(head, signature=bytes(64)), key, now=now)
    assert faults_of(entries, head, bytes(32), now=now)


def test_after_ninety_days_a_line_tells_nothing_and_the_list_is_whole(bench: Bench, keeper_clock: Clock) -> None:
    sign(bench, message(1))
    keeper_clock.move(days=91)
    bench.keeper.tick()
    bench.unlock("dana")
    sign(bench, message(2))
    entries, head, key = listed(bench)
    assert entries[0].words == b"" and faults_of(entries, head, key, now=int(keeper_clock().timestamp())) == []


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, 10), (10, 10), (11, 20), (100, 100), (101, 110), (1234, 1300)]
)
def test_numbers_are_rounded_up_so_that_nobody_counts_who_joined(count: int, shown: int) -> None:
    assert rounded_up(count) == shown
