"""Assignments, re-sealing, holds, alerts and the log: what the keeper does beside opening."""

import json
import sqlite3
from dataclasses import replace

import pytest

from tests.keeper.conftest import NOON, PASSPHRASE, Bench, Clock
from wekeep.keeper.answering.powers import REACH_OF_ONE
from wekeep.keeper.reading_log import ReadingLog
from wekeep.keeper.service import Keeper
from wekeep.kit import envelope, log_chain
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import Terms, alert_statement, hold_action
from wekeep.kit.envelope import Group, digest
from wekeep.kit.keeper_messages import No

START = int(NOON.timestamp())


def assign(
    bench: Bench, item: say.Item, *, code: str = "a1", hours: int = 4, by: str = "dana", to: str = "sol"
) -> say.Answer:
    term = (START, START + hours * 3600)
    return bench.ask(say.Assign(bench.sessions[by], bench.role_key(by, item), item, bench.public(to), code, *term))


def as_assigned(item: say.Item, signed: say.Answer, *, code: str = "a1", hours: int = 4) -> say.Assigned:
    assert isinstance(signed, say.Signed), signed
    terms = Terms(code, "sol", item.binding, START, START + hours * 3600)
    return say.Assigned(terms, item.held, signed.signature, signed.wrap)


def open_assigned(bench: Bench, member: str, assigned: say.Assigned) -> say.Answer:
    return bench.ask(say.Open(bench.sessions[member], "run", (), (), (assigned,)))


def test_an_assignment_opens_for_its_member_in_its_time_and_no_longer(bench: Bench, keeper_clock: Clock) -> None:
    item, key = bench.seal("r1", Group.PLACE)
    assigned = as_assigned(item, assign(bench, item))
    assert open_assigned(bench, "sol", assigned) == say.Opened((key,), 0, False)
    assert open_assigned(bench, "dov", assigned) == say.Opened((b"",), 0, False)
    keeper_clock.move(hours=4)
    bench.unlock("sol")
    assert open_assigned(bench, "sol", assigned) == say.Opened((b"",), 0, False)


def test_an_assignment_that_was_ended_opens_nothing_even_from_a_copy(bench: Bench) -> None:
    item, _key = bench.seal("r1", Group.PLACE)
    assigned = as_assigned(item, assign(bench, item))
    bench.ask(say.EndAssignment("a1", assigned.terms.until))
    assert open_assigned(bench, "sol", assigned) == say.Opened((b"",), 0, False)


def test_many_at_once_open_as_one_does_each_in_the_log_and_none_for_a_stranger_or_oneself(bench: Bench) -> None:
    (one, key), (two, other) = bench.seal("r1", Group.PLACE), bench.seal("r2", Group.PLACE)
    far = replace(two, binding=replace(two.binding, record="r9"))
    term = (START, START + 4 * 3600)
    wanted = tuple(
        say.Assigning(item, bench.public("sol"), code, *term) for item, code in ((one, "a1"), (far, "a2"), (two, "a3"))
    )
    roles, dana = (bench.role_key("dana", one),), bench.sessions["dana"]
    answer = bench.ask(say.AssignAll(dana, roles, wanted))
    assert isinstance(answer, say.AllSigned)
    assert [bool(signed.signature) for signed in answer.signed] == [True, False, True], "what was moved does not open"
    given = [as_assigned(item, answer.signed[n], code=code) for item, n, code in ((one, 0, "a1"), (two, 2, "a3"))]
    assert [open_assigned(bench, "sol", each) for each in given] == [
        say.Opened((key,), 0, False),
        say.Opened((other,), 0, False),
    ]
    for to in (bench.public("dana"), replace(bench.public("sol"), member="dov")):
        mixed = (*wanted, replace(wanted[0], to=to, code="a4"))
        assert isinstance(bench.ask(say.AssignAll(dana, roles, mixed)), say.Refusal)


def test_terms_that_were_changed_are_not_signed(bench: Bench) -> None:
    item, _key = bench.seal("r1", Group.PLACE)
    assigned = as_assigned(item, assign(bench, item))
    longer = replace(assigned, terms=replace(assigned.terms, until=assigned.terms.until + 10**6))
    other = replace(assigned, terms=replace(assigned.terms, binding=replace(item.binding, record="r2")))
    for changed in (longer, other):
        assert open_assigned(bench, "sol", changed) == say.Opened((b"",), 1, False)


def test_nobody_assigns_what_they_cannot_open(bench: Bench) -> None:
    item, _key = bench.seal("r1", Group.PLACE)
    assert assign(bench, item, by="sol", to="dov") == say.Refusal(No.BROKEN)


def test_nobody_assigns_to_themselves_and_so_nobody_opens_twice_their_share(bench: Bench) -> None:
    item, _key = bench.seal("r1", Group.PLACE)
    assert assign(bench, item, by="dana", to="dana") == say.Refusal(No.NOT_ALLOWED)
    assert isinstance(assign(bench, item, by="dana", to="sol"), say.Signed)
    assert assign(bench, item, hours=24 * 60) == say.Refusal(No.NOT_ALLOWED)


def test_older_wraps_move_to_the_new_epoch_unopened_once_lent(bench: Bench, keeper_clock: Clock) -> None:
    item, key = bench.seal("r1")
    new = bench.hold_role("north", "dispatcher", "dana")
    request = say.Reseal(1, new, (item.wrap, b"noise"))
    assert bench.ask(request) == say.Refusal(No.NOT_NOW)
    bench.ask(say.LendForReseal(bench.sessions["dana"], (bench.role_key("dana", item),)))
    moved = bench.ask(request)
    assert isinstance(moved, say.Wraps) and moved.wraps[1] == b""
    now = replace(item, epoch=2, wrap=moved.wraps[0])
    assert bench.open("dana", now) == say.Opened((key,), 0, False)
    assert bench.open("dov", now) == say.Refusal(No.BROKEN)
    keeper_clock.move(minutes=16)
    assert bench.ask(request) == say.Refusal(No.NOT_NOW)


def test_nothing_is_resealed_to_a_key_of_someone_elses_making_or_to_an_older_one(bench: Bench) -> None:
    item, _key = bench.seal("r1")
    old = bench.epochs["north", "dispatcher"]
    new = bench.hold_role("north", "dispatcher", "dana")
    newest = bench.hold_role("north", "dispatcher", "dana")
    bench.ask(say.LendForReseal(bench.sessions["dana"], (bench.role_key("dana", item),)))
    forged = replace(newest, public=envelope.new_pair()[1])
    assert bench.ask(say.Reseal(1, forged, (item.wrap,))) == say.Refusal(No.BROKEN)
    for not_newest in (old, new):
        assert bench.ask(say.Reseal(1, not_newest, (item.wrap,))) == say.Refusal(No.NOT_ALLOWED)


def test_an_epoch_never_goes_back_even_where_the_database_did(bench: Bench) -> None:
    bench.hold_role("north", "dispatcher", "dana")
    wanted = say.EpochWanted("north", "dispatcher", 1, (bench.public("dana"),))
    made = bench.ask(say.MakeEpochs((wanted,), "sol"))
    assert isinstance(made, say.EpochsMade) and made.made[0].public.number == 3


def test_a_holder_whose_key_the_keeper_never_certified_gets_no_wrap(bench: Bench) -> None:
    mallory = replace(bench.public("dana"), member="mallory", box=envelope.new_pair()[1])
    wanted = say.EpochWanted("north", "dispatcher", 2, (mallory,))
    assert bench.ask(say.MakeEpochs((wanted,), "sol")) == say.Refusal(No.BROKEN)


def test_two_people_hold_a_record_past_its_day(bench: Bench, keeper_clock: Clock) -> None:
    item, key = bench.seal("r1", days=0)
    gone, _key = bench.seal("r2", days=0)
    request = say.Hold(bench.sessions["dana"], "h1", (bench.role_key("dana", item),), (item,))
    assert bench.ask(request) == say.Refusal(No.SECOND_PERSON)
    action = hold_action("h1", [item.binding])
    bench.ask(say.Approve(bench.sessions["dana"], action))
    assert bench.ask(request) == say.Refusal(No.SECOND_PERSON), "not twice the same person"
    bench.ask(say.Approve(bench.sessions["sol"], hold_action("h1", [gone.binding])))
    assert bench.ask(request) == say.Refusal(No.SECOND_PERSON), "not another record"
    bench.ask(say.Approve(bench.sessions["sol"], action))
    moved = bench.ask(request)
    assert isinstance(moved, say.Wraps)
    held = replace(item, held="held-h1", wrap=moved.wraps[0])
    keeper_clock.move(days=300)
    bench.unlock("dana")
    assert bench.open("dana", held, gone) == say.Opened((key, b""), 0, False)


def test_an_agreeing_that_fails_leaves_the_first_persons_agreement_for_one_who_can(bench: Bench) -> None:
    item, _key = bench.seal("r1")
    bench.ask(say.Approve(bench.sessions["dov"], hold_action("h1", [item.binding])))
    without_its_key = say.Hold(bench.sessions["sol"], "h1", (), (item,))
    unreadable = say.Hold(bench.sessions["sol"], "h1", (bench.role_key("sol", item),), (item,))
    assert {bench.ask(one) for one in (without_its_key, unreadable)} == {say.Refusal(No.BROKEN)}
    holds = say.Hold(bench.sessions["dana"], "h1", (bench.role_key("dana", item),), (item,))
    assert isinstance(bench.ask(holds), say.Wraps)
    assert bench.ask(holds) == say.Refusal(No.SECOND_PERSON), "it serves once"


def test_where_nothing_can_be_written_down_an_agreement_is_not_used_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = say.SignAlert(bench.sessions["dana"], b"alert", REACH_OF_ONE + 1)
    bench.ask(say.Approve(bench.sessions["dov"], digest(alert_statement(b"alert"))))

    def disk_is_full(*_words: object, **_more: object) -> None:
        raise sqlite3.OperationalError

    with monkeypatch.context() as full:
        full.setattr(ReadingLog, "append", disk_is_full)
        assert bench.ask(large) == say.Refusal(No.BUSY)
    assert isinstance(bench.ask(large), say.Signed)


def test_an_agreement_lives_a_quarter_of_an_hour_and_serves_once(bench: Bench, keeper_clock: Clock) -> None:
    large = say.SignAlert(bench.sessions["dana"], b"alert", REACH_OF_ONE + 1)
    action = digest(alert_statement(b"alert"))
    bench.ask(say.Approve(bench.sessions["dov"], action))
    keeper_clock.move(minutes=16)
    assert bench.ask(large) == say.Refusal(No.SECOND_PERSON)
    bench.ask(say.Approve(bench.sessions["dov"], action))
    assert isinstance(bench.ask(large), say.Signed)
    assert bench.ask(large) == say.Refusal(No.SECOND_PERSON)


def test_a_signed_alert_is_recognised_and_a_changed_one_is_not(bench: Bench) -> None:
    state = bench.ask(say.Ask())
    signed = bench.ask(say.SignAlert(bench.sessions["dana"], b"stay inside", REACH_OF_ONE))
    assert isinstance(signed, say.Signed) and isinstance(state, say.State)
    envelope.verify(state.alert_verify_key, alert_statement(b"stay inside"), signed.signature)
    with pytest.raises(envelope.Broken):
        envelope.verify(state.alert_verify_key, alert_statement(b"come out"), signed.signature)
    assert bench.ask(say.SignAlert(bytes(32), b"x", 1)) == say.Refusal(No.LOCKED)


def lines(bench: Bench, *epochs: int) -> list[dict[str, object]]:
    keys = tuple(say.RoleKey("*", "steward", n, bench.wraps["*", "steward", n, "sol"]) for n in epochs)
    read = bench.ask(say.ReadLog(bench.sessions["sol"], keys, 0))
    assert isinstance(read, say.LogWords), read
    return [json.loads(one.words) if one.words else {} for one in read.lines]


def test_a_steward_reads_who_opened_what_and_why_and_nobody_else_does(bench: Bench) -> None:
    item, _key = bench.seal("r1", Group.PLACE)
    bench.open("dana", item, reason="delivery")
    entry = next(one for one in lines(bench, 1) if one.get("reason") == "delivery")
    assert entry["who"] == "dana" and entry["opened"] == [["request", "r1", "place"]]
    assert b"delivery" not in (bench.folder / "keeper.sqlite3").read_bytes()
    asked = say.ReadLog(bench.sessions["dana"], (bench.role_key("dana", item),), 0)
    assert bench.ask(asked) == say.Refusal(No.NOT_ALLOWED)
    assert bench.ask(replace(asked, roles=())) == say.Refusal(No.NOT_ALLOWED)


def test_what_was_logged_before_there_were_stewards_is_theirs_too(bench: Bench) -> None:
    assert lines(bench, 1)[0] == {"who": "dana", "power": "member key"}


def test_a_new_epoch_of_stewards_reads_the_old_log_once_it_was_lent(bench: Bench) -> None:
    old = say.RoleKey("*", "steward", 1, bench.wraps["*", "steward", 1, "sol"])
    bench.hold_role("*", "steward", "sol")
    assert lines(bench, 2)[0] == {}
    bench.ask(say.LendForReseal(bench.sessions["sol"], (old,)))
    assert lines(bench, 2)[0]["power"] == "member key"


def log_of(bench: Bench, after: int = 0) -> say.Log:
    log = bench.ask(say.Leaves(after))
    assert isinstance(log, say.Log)
    return log


def check(bench: Bench, kept: tuple[log_chain.Checkpoint, ...]) -> list[log_chain.Fault]:
    state = bench.ask(say.Ask())
    assert isinstance(state, say.State)
    before = int(bench.clock.at.timestamp()) - 45 * 86_400
    return log_chain.check(log_of(bench).entries, kept, state.verify_key, erased_before=before)


def test_the_log_forgets_after_45_days_and_stays_whole(bench: Bench, keeper_clock: Clock) -> None:
    bench.open("dana", bench.seal("r1")[0])
    bench.keeper.tick()
    kept = log_of(bench).checkpoints
    keeper_clock.move(days=46)
    bench.unlock("dana")
    bench.keeper.tick()
    log = log_of(bench)
    assert kept and all(not one.words and not one.nonce for one in log.entries)
    assert check(bench, kept) == []


def test_a_log_that_was_cut_is_found_by_a_checkpoint_that_was_kept(bench: Bench) -> None:
    bench.open("dana", bench.seal("r1")[0])
    bench.keeper.tick()
    kept = log_of(bench).checkpoints
    bench.keeper.close()
    with sqlite3.connect(bench.folder / "keeper.sqlite3") as base:
        base.execute("DELETE FROM log WHERE number > 3")
    bench.keeper = Keeper(bench.folder / "keeper.sqlite3", now=bench.clock)
    bench.keeper.unseal(PASSPHRASE)
    assert check(bench, kept)


def test_checkpoints_are_signed_hourly_and_only_where_something_was_written(bench: Bench, keeper_clock: Clock) -> None:
    first = len(log_of(bench).checkpoints)
    for _hour in range(3):
        keeper_clock.move(hours=1)
        bench.keeper.tick()
    quiet = len(log_of(bench).checkpoints)
    bench.unlock("dana")
    bench.open("dana", bench.seal("r1")[0])
    bench.keeper.tick()
    busy = len(log_of(bench).checkpoints)
    assert (quiet - first, busy - quiet) in {(1, 0), (1, 1), (0, 1)}
    assert check(bench, log_of(bench).checkpoints) == []


def test_no_number_out_of_all_order_uses_up_a_line(bench: Bench) -> None:
    far = bench.ask(say.MakeEpochs((say.EpochWanted("west", "dispatcher", 2**40, (bench.public("dana"),)),), "sol"))
    assert far == say.Refusal(No.NOT_ALLOWED)
    late = bench.ask(say.MakeEpochs((say.EpochWanted("west", "dispatcher", 900, (bench.public("dana"),)),), "sol"))
    assert isinstance(late, say.EpochsMade) and late.made[0].public.number == 900
    again = bench.ask(say.MakeEpochs((say.EpochWanted("west", "dispatcher", 1, (bench.public("dana"),)),), "sol"))
    assert isinstance(again, say.EpochsMade) and again.made[0].public.number == 901


def test_nobody_who_writes_into_the_log_makes_it_one_that_nobody_reads(bench: Bench) -> None:
    assert bench.ask(say.Note("dana", "x" * 600_000, "")) == say.Refusal(No.MALFORMED)
    longest = "\u0639" * 200_000
    for number in range(12):
        assert bench.ask(say.Note("dana", f"power {number}", longest)) == say.Done()
    bench.ask(say.Note("dana", "the last one", ""))
    found, after, more = [], 0, True
    keys = (say.RoleKey("*", "steward", 1, bench.wraps["*", "steward", 1, "sol"]),)
    while more:
        page = bench.ask(say.ReadLog(bench.sessions["sol"], keys, after))
        assert isinstance(page, say.LogWords) and page.lines
        found += [json.loads(one.words)["power"] for one in page.lines if "power" in one.words]
        after, more = page.lines[-1].number, page.more and found[-1] != "the last one"
    assert [one for one in found if one.startswith("power ")] == [f"power {number}" for number in range(12)]
    chain: list[int] = []
    while entries := log_of(bench, chain[-1] if chain else 0).entries:
        chain += [one.number for one in entries]
    assert chain == list(range(1, len(chain) + 1)) and len(chain) > 13
