"""Does everything the vault can do, one thing after another, until it is killed: `python -m tests.vault.killed_worker`.

For each line on its standard input ("FOLDER SEED") it forks a process that works on, and says which one; so a thousand
deaths cost one start. What it is about to do and what has come back to it stands in FOLDER/ledger, a line of JSON each.
"""

import json
import os
import random
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from wekeep.kit import clock  # noqa: E402
from wekeep.kit.abilities import Role  # noqa: E402
from wekeep.kit.actor import SYSTEM  # noqa: E402
from wekeep.kit.envelope import Group  # noqa: E402
from wekeep.kit.errors import NotFound, Refused  # noqa: E402
from wekeep.kit.keeper_messages import Open, encode  # noqa: E402
from wekeep.people.access import actor_for  # noqa: E402
from wekeep.people.actions.roles import end_role, grant_role  # noqa: E402
from wekeep.people.actions.sign_in import unlock_session  # noqa: E402
from wekeep.people.models import Member  # noqa: E402
from wekeep.vault.actions.buckets import forget_expired, stock_buckets  # noqa: E402
from wekeep.vault.actions.granting import end_grant, grant  # noqa: E402
from wekeep.vault.actions.resealing import reseal_all  # noqa: E402
from wekeep.vault.actions.sealing import erase, seal  # noqa: E402
from wekeep.vault.models import Assignment, Seal  # noqa: E402
from wekeep.vault.queries.opening import open_groups  # noqa: E402
from wekeep.vault.rules.unlocked import Asked, Unlocked  # noqa: E402

KEYS = {"dana": bytes([1]) * 32, "dov": bytes([2]) * 32, "omar": bytes([3]) * 32, "sol": bytes([4]) * 32}
PLACE = "north"


@dataclass
class Worker:
    """One life."""

    folder: Path
    chance: random.Random
    records: list[str] = field(default_factory=list)
    grants: list[str] = field(default_factory=list)

    def run(self) -> None:
        self.sessions = {name: self.session(name) for name in KEYS}
        self.note("begun")
        while True:
            self.chance.choices(WAYS, weights=WEIGHTS)[0](self)

    def note(self, what: str, **words: Any) -> None:
        """One line, there as a whole or not at all."""
        with (self.folder / "ledger").open("ab", buffering=0) as ledger:
            ledger.write(json.dumps({"what": what, **words}).encode() + b"\n")

    def name(self) -> str:
        return f"{self.chance.getrandbits(60):x}"

    @contextmanager
    def today(self) -> Iterator[datetime]:
        with clock.simulated(clock.now() + timedelta(days=self.ahead())):
            yield clock.now()

    def ahead(self) -> int:
        return int((self.folder / "ahead").read_text())

    def session(self, name: str) -> Unlocked:
        actor = actor_for(Member.objects.get(handle=name))
        with self.today():
            return Unlocked(actor, unlock_session(actor=actor, key=KEYS[name], proven=True))

    def unlock_again(self) -> None:
        for name in KEYS:
            self.sessions[name] = self.session(name)

    def seals(self) -> None:
        record, text, days = self.name(), self.name(), self.chance.randrange(3)
        with self.today() as now:
            last = now.date() + timedelta(days=days)
            self.note("sealing", record=record, text=text, last=last.isoformat())
            at: dict[str, Any] = {"kind": "request", "record": record, "group": Group.TRIAGE, "zone": PLACE}
            seal(**at, role=Role.DISPATCHER, fields={"is": text}, expires=last)
        row = Seal.objects.select_related("epoch").get(record=record)
        mine = tuple(wrap.key for wrap in row.epoch.wraps.filter(member=self.sessions["dana"].actor.code))
        self.note("sealed", record=record, copy=as_text(encode(Open(b"", "", mine, (row.item,), ()))))
        self.records.append(record)

    def opens(self, who: str = "dana", *records: str) -> None:
        asked = records or tuple(self.chance.sample(self.records, min(3, len(self.records))))
        reason = self.name()
        if not asked:
            return
        with self.today():
            found = open_groups(
                self.sessions[who], [Asked("request", one, Group.TRIAGE) for one in asked], reason=reason
            )
        if found:
            self.note("opened", reason=reason, by=who, records=[record for record, _group in found])

    def assigns(self) -> None:
        if not self.records:
            return
        record = self.chance.choice(self.records)
        with self.today() as now:
            try:
                code = grant(
                    unlocked=self.sessions["dana"],
                    member=self.sessions["omar"].actor.code,
                    kind="request",
                    record=record,
                    group=Group.TRIAGE,
                    since=now - timedelta(hours=2),
                    until=now + timedelta(hours=4),
                )
            except Refused:
                return
        row = Assignment.objects.select_related("seal__epoch").get(code=code)
        copy = as_text(encode(Open(b"", "", (), (), (row.assigned,))))
        self.note("assigned", code=code, record=record, copy=copy)
        self.grants.append(code)
        self.opens("omar", record)

    def ends(self) -> None:
        if not self.grants:
            return
        code = self.grants.pop()
        self.note("ending", code=code)
        try:
            end_grant(actor=SYSTEM, code=code)
        except (Refused, NotFound):  # the keeper is away, or the assignment went with its record
            return
        self.note("ended", code=code)

    def rotates(self) -> None:
        """Dov comes or goes."""
        held: dict[str, Any] = {"code": self.sessions["dov"].actor.code, "role": Role.DISPATCHER, "zone": PLACE}
        with self.today() as now:
            try:
                end_role(actor=SYSTEM, **held)
            except NotFound:
                grant_role(actor=SYSTEM, until=now + timedelta(days=300), **held)

    def moves_old_ones(self) -> None:
        self.unlock_again()
        with self.today():
            self.note("moved", count=reseal_all())

    def erases(self) -> None:
        if not self.records:
            return
        record = self.records.pop(self.chance.randrange(len(self.records)))
        self.note("erasing", record=record)
        erase(kind="request", record=record)
        self.note("erased", record=record)

    def a_day_passes(self) -> None:
        ahead = self.ahead() + 1
        new = self.folder / "ahead.new"
        new.write_text(str(ahead))
        self.note("day", ahead=ahead)
        new.rename(self.folder / "ahead")
        with self.today():
            stock_buckets()
            self.note("keys gone", ahead=ahead)
            forget_expired()
            self.note("rows gone", ahead=ahead)
        self.records, self.grants = [], []
        self.unlock_again()


WAYS: tuple[Callable[[Worker], None], ...] = (
    Worker.seals,
    Worker.opens,
    Worker.assigns,
    Worker.ends,
    Worker.rotates,
    Worker.moves_old_ones,
    Worker.erases,
    Worker.a_day_passes,
)
WEIGHTS = (8, 6, 4, 2, 3, 3, 2, 2)


def as_text(frame: bytes) -> str:
    return b64encode(frame[4:]).decode()


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def live(folder: Path, seed: int) -> None:
    """Work until killed, or until the keeper is."""
    try:
        Worker(folder, random.Random(seed)).run()
    except Refused as refused:
        Worker(folder, random.Random(seed)).note("refused", words=str(refused))


def main() -> None:
    for line in sys.stdin:
        folder, seed = line.split()
        child = os.fork()
        if not child:
            live(Path(folder), int(seed))
            os._exit(0)
        say(str(child))
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()
