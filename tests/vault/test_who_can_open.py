"""Who can open what, after any run of people coming, leaving, assigning, holding, days ending and backups restored.

A state machine drives the real vault and a real keeper beside a model of a hundred lines; after each step everyone tries
everything, and what opened must be exactly what the model says, each look with its line in the keeper's log. The suite
runs it a little; before a release run

    WEKEEP_TEST_MACHINE=1000x50 .venv/bin/pytest -q tests/vault/test_who_can_open.py
"""

import copy
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from pytest_django.fixtures import Settings

from tests.cast import NORTH, Person, admit
from tests.keeping import Keeping
from wekeep.keeper.budgets import Class, Limit
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.kit.log_chain import Entry, check
from wekeep.people.actions.keys import match_all_keys
from wekeep.people.actions.members import issue_passphrase
from wekeep.people.actions.roles import end_role, grant_role
from wekeep.people.models import Grant, Member
from wekeep.vault.actions.buckets import forget_expired, stock_buckets
from wekeep.vault.actions.granting import end_grant, grant
from wekeep.vault.actions.holding import agree_to_hold, hold
from wekeep.vault.actions.resealing import reseal_all
from wekeep.vault.actions.roles import end_all_epochs
from wekeep.vault.actions.sealing import erase, seal
from wekeep.vault.models import Assignment, MemberKey, RoleEpoch, RoleWrap, Seal
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked

RUNS, STEPS = (int(n) for n in os.environ.get("WEKEEP_TEST_MACHINE", "12x30").split("x"))
NAMES = ("ana", "bea", "cyd", "dov")
TABLES = (Member, Grant, MemberKey, RoleEpoch, RoleWrap, Seal, Assignment)
DISPATCHERS: dict[str, Any] = {"role": Role.DISPATCHER, "zone": NORTH}
people = st.sampled_from(NAMES)
records = st.sampled_from(("r1", "r2", "r3"))


@dataclass
class Record:
    """A sealed record in the model."""

    epoch: int
    last_day: int
    held: bool = False
    assigned: dict[str, str] = field(default_factory=dict)


@dataclass
class Rows:
    """What the database knows, and what a backup brings back."""

    holders: set[str] = field(default_factory=set)
    epochs: list[set[str]] = field(default_factory=list)
    lent: set[int] = field(default_factory=set)
    records: dict[str, Record] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        return len(self.epochs) - 1

    def drop(self, name: str) -> None:
        for wraps in self.epochs:
            wraps.discard(name)

    def next_epoch(self) -> None:
        if self.holders:
            self.epochs.append(set(self.holders))


class WhoCanOpen(RuleBasedStateMachine):
    """The real thing and its model, side by side."""

    keeping: Keeping
    begun: list[transaction.Atomic] = []

    def __init__(self) -> None:
        super().__init__()
        # a machine may be made and thrown away without ever being torn down
        while self.begun:
            self._undo()
        self.begun.append(transaction.atomic())
        self.begun[-1].__enter__()
        self.start, self.day, self.rows = clock.now(), 0, Rows()
        self.ended: set[str] = set()
        self.lent_keys: set[int] = set()
        self.backup: tuple[list[tuple[Any, list[Any]]], Rows] | None = None
        self.keeping.ahead = timedelta()
        stock_buckets()
        self.people: dict[str, Person] = {name: admit(name) for name in NAMES}
        self.sessions: dict[str, Unlocked] = {}
        for name in NAMES:
            self._unlock(name)
        for name in NAMES[:2]:
            self._join(name)

    def teardown(self) -> None:
        self._undo()

    def _undo(self) -> None:
        transaction.set_rollback(True)
        self.begun.pop().__exit__(None, None, None)

    @contextmanager
    def today(self) -> Iterator[datetime]:
        """The day it is, for the web process as for the keeper."""
        self.keeping.ahead = timedelta(days=self.day)
        with clock.simulated(self.start + timedelta(days=self.day)):
            yield clock.now()

    def _join(self, name: str) -> None:
        with self.today() as now:
            grant_role(actor=SYSTEM, code=self.people[name].code, until=now + timedelta(days=300), **DISPATCHERS)
            self._roles_changed(name)
        if name not in self.rows.holders:
            self.rows.holders.add(name)
            self.rows.next_epoch()

    def _unlock(self, name: str) -> None:
        """Sign in with the passphrase, which lends what lies under older keys of theirs for moving on."""
        with self.today():
            self.sessions[name] = self.people[name].unlocked()
        older = {n for n in range(self.rows.newest) if name in self.rows.epochs[n]}
        lent = {one.epoch for one in self.rows.records.values()} & older
        self.rows.lent |= lent
        self.lent_keys |= lent

    def _session(self, name: str) -> Unlocked:
        """The session they have, or a new one."""
        if name not in self.sessions:
            self._unlock(name)
        return self.sessions[name]

    def _roles_changed(self, name: str) -> None:
        """The session goes on, with the roles of now."""
        if name in self.sessions:
            self.sessions[name] = replace(self.sessions[name], actor=self.people[name].actor)

    @rule(name=people)
    def unlocks_again(self, name: str) -> None:
        self._unlock(name)

    @rule(name=people)
    def comes(self, name: str) -> None:
        self._join(name)

    @precondition(lambda self: len(self.rows.holders) > 0)
    @rule(name=people)
    def leaves(self, name: str) -> None:
        if name not in self.rows.holders:
            return
        with self.today():
            end_role(actor=SYSTEM, code=self.people[name].code, **DISPATCHERS)
            self._roles_changed(name)
        self.rows.holders.discard(name)
        self.rows.drop(name)
        self.rows.next_epoch()

    @rule(name=people)
    def gets_a_new_passphrase(self, name: str) -> None:
        with self.today():
            issued = issue_passphrase(actor=SYSTEM, code=self.people[name].code)
            others = self.rows.holders - {name}
            self.people[name] = Person(issued.member, issued.passphrase)
            self.rows.drop(name)
            for one in self.rows.records.values():
                one.assigned = {code: to for code, to in one.assigned.items() if to != name}
            if name in self.rows.holders and others:
                self.rows.epochs.append(others)
            self.sessions[name] = self.people[name].unlocked()
        if name in self.rows.holders:
            self.rows.next_epoch()
        self.backup = None

    @rule(record=records, days=st.integers(0, 4))
    def comes_in(self, record: str, days: int) -> None:
        sealed = bool(self.rows.epochs) and bool(self.rows.epochs[-1]) and not self._held(record)
        with self.today() as now:
            try:
                last = now.date() + timedelta(days=days)
                seal(
                    kind="request",
                    record=record,
                    group=Group.TRIAGE,
                    fields={"is": record},
                    expires=last,
                    **DISPATCHERS,
                )
                assert sealed, "something was kept that nobody can open, or that a court was to find unchanged"
            except Refused:
                assert not sealed
                return
        self.rows.records[record] = Record(self.rows.newest, self.day + days)

    @rule(record=records)
    def is_closed(self, record: str) -> None:
        erase(kind="request", record=record)
        if not self._held(record):
            self.rows.records.pop(record, None)

    @rule(record=records, by=people, to=people)
    def is_assigned(self, record: str, by: str, to: str) -> None:
        if not self._by_role(by, record) or to == by:
            return
        unlocked = self._session(by)
        with self.today() as now:
            begun = now - timedelta(hours=2)
            at: dict[str, Any] = {"kind": "request", "record": record, "group": Group.TRIAGE}
            code = grant(
                unlocked=unlocked, member=self.people[to].code, **at, since=begun, until=now + timedelta(hours=4)
            )
        self.rows.records[record].assigned[code] = to

    @rule(record=records)
    def is_finished(self, record: str) -> None:
        one = self.rows.records.get(record)
        if one and one.assigned:
            code = next(iter(one.assigned))
            end_grant(actor=SYSTEM, code=code)
            del one.assigned[code]
            self.ended.add(code)

    @rule(record=records, first=people, second=people)
    def is_held_by_two(self, record: str, first: str, second: str) -> None:
        if first == second or not self._by_role(second, record):
            return
        agrees, holds, code = self._session(first), self._session(second), new_code()
        with self.today():
            agree_to_hold(unlocked=agrees, code=code, kind="request", records=[record])
            moved = hold(unlocked=holds, code=code, kind="request", records=[record])
        assert moved == int(not self.rows.records[record].held)
        self.rows.records[record].held = True

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.day += days
        self.sessions.clear()
        with self.today():
            stock_buckets()
            forget_expired()
        self.lent_keys.clear()
        gone = [name for name, one in self.rows.records.items() if one.last_day < self.day and not one.held]
        for name in gone:
            del self.rows.records[name]
        for one in self.rows.records.values():
            one.assigned = {}

    @rule()
    def old_records_move_on(self) -> None:
        with self.today():
            reseal_all()
        for one in self.rows.records.values():
            if one.epoch in self.rows.lent & self.lent_keys:
                one.epoch = self.rows.newest

    @rule()
    def the_week_turns(self) -> None:
        end_all_epochs()
        with self.today():
            match_all_keys()
        self.rows.next_epoch()

    @rule()
    def the_keeper_is_started_anew(self) -> None:
        self.keeping.ahead = timedelta(days=self.day)
        self.keeping.stop()
        self.keeping.start()
        self.sessions.clear()
        self.lent_keys.clear()

    @rule()
    def a_backup_is_made(self) -> None:
        tables: list[tuple[Any, list[Any]]] = [(table, list(table.objects.order_by("pk").values())) for table in TABLES]
        self.backup = (tables, copy.deepcopy(self.rows))

    @precondition(lambda self: self.backup is not None)
    @rule()
    def the_backup_is_restored(self) -> None:
        assert self.backup is not None
        tables, rows = self.backup
        for table, _values in reversed(tables):
            table.objects.all().delete()
        for table, values in tables:
            table.objects.bulk_create([table(**row) for row in values])
        before, self.rows = self.rows, copy.deepcopy(rows)
        # numbers go on where the keeper stands, so the model leaves the places between empty
        self.rows.epochs += [set() for _ in range(len(before.epochs) - len(self.rows.epochs))]
        end_all_epochs()
        with self.today():
            match_all_keys()
            for name in NAMES:
                self._roles_changed(name)
        self.rows.next_epoch()

    @invariant()
    def everyone_opens_exactly_what_the_model_says(self) -> None:
        for name in NAMES:
            unlocked = self._session(name)
            with self.today():
                asked = [Asked("request", record, Group.TRIAGE) for record in ("r1", "r2", "r3")]
                lines = lines_in(self.keeping)
                opened = open_groups(unlocked, asked, reason="test")
            found = {record for record, _group in opened}
            assert found == {record for record in self.rows.records if self._may(name, record)}, name
            assert all(fields == {"is": record} for (record, _group), fields in opened.items())
            assert not found or lines_in(self.keeping) > lines, "something was opened without a line in the log"

    def _held(self, record: str) -> bool:
        one = self.rows.records.get(record)
        return one is not None and one.held

    def _by_role(self, name: str, record: str) -> bool:
        one = self.rows.records.get(record)
        alive = one is not None and (one.held or one.last_day >= self.day)
        return bool(one and alive and name in self.rows.holders and name in self.rows.epochs[one.epoch])

    def _may(self, name: str, record: str) -> bool:
        one = self.rows.records[record]
        alive = one.held or one.last_day >= self.day
        by_task = alive and any(to == name for code, to in one.assigned.items() if code not in self.ended)
        return by_task or self._by_role(name, record)


def lines_in(keeping: Keeping) -> int:
    """How many entries the keeper's log has, from its file."""
    with closing(sqlite3.connect(keeping.folder / "keeper.sqlite3")) as base:
        return int(base.execute("SELECT COALESCE(MAX(number), 0) FROM log").fetchone()[0])


@pytest.mark.long
def test_everyone_opens_exactly_what_they_may_whatever_happened_before(
    keeping: Keeping, zones: object, settings: Settings
) -> None:
    # many days pass, and second steps are proven elsewhere
    settings.FACTOR_GRACE_HOURS = 8760
    keeping.stop()
    keeping.limits = {one: Limit(10**9, 10**9, 10**9) for one in Class}
    keeping.start()
    machine = type("WhoCanOpen", (WhoCanOpen,), {"keeping": keeping})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    how = limits(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=checks, database=None
    )
    run_state_machine_as_test(machine, settings=how)
    # the clock went back and forth, so what was erased in time is not asked here
    checked = check(_log(keeping), (), b"", erased_before=2**60)
    assert checked == [], "the chain of the log is broken"


def _log(keeping: Keeping) -> Iterator[Entry]:
    with closing(sqlite3.connect(keeping.folder / "keeper.sqlite3")) as base:
        yield from (Entry(*row) for row in base.execute("SELECT * FROM log ORDER BY number"))
