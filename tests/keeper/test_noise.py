"""Whatever comes over the socket, the keeper answers in its own words, opens nothing it should not, and goes on.

The suite sends a few thousand inputs, drawn anew each time from a seed that it prints; before a release run

    WEKEEP_TEST_NOISE=1000000 TMPDIR=/dev/shm .venv/bin/pytest -q -s tests/keeper/test_noise.py
"""

import contextlib
import io
import os
import random
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.keeper.conftest import Bench, Clock
from tests.keeper.noise import nearly
from tests.keeper.test_server import connect, path, read
from wekeep.keeper.server import Server
from wekeep.kit import envelope
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import Terms, hold_action
from wekeep.kit.envelope import Binding, Broken, Group
from wekeep.kit.sealed_stream import open_stream, seal_stream

__all__ = ["path"]

INPUTS = int(os.environ.get("WEKEEP_TEST_NOISE", "6000"))
SEED = int(os.environ.get("WEKEEP_TEST_SEED", secrets.randbelow(10**6)))
# Some of what gets through locks everyone; then the next ones would only hear that.
FRESH_AFTER = 1000


@dataclass
class Said:
    """Real messages, and the data keys that they may bring: by what they belong to and who asks."""

    seeds: list[bytes] = field(default_factory=list)
    keys: dict[bytes, bytes] = field(default_factory=dict)

    def add(self, *requests: say.Request) -> None:
        self.seeds += [say.encode(one)[4:] for one in requests]


def everything_said(bench: Bench, now: int) -> Said:
    """One message of each kind at least, each of which the keeper would follow."""
    said, dana = Said(), bench.sessions["dana"]
    items = []
    for record, group in (("r1", Group.TRIAGE), ("r2", Group.PLACE), ("r3", Group.CONTACT)):
        item, key = bench.seal(record, group)
        said.keys[item.binding.mark()] = key
        items.append(item)
    role, here = bench.role_key("dana", items[0]), bench.epochs["north", "dispatcher"]
    until = now + 3600
    assigning = say.Assign(dana, role, items[1], bench.public("sol"), "a1", now - 60, until)
    signed = bench.ask(assigning)
    assert isinstance(signed, say.Signed), signed
    terms = Terms("a1", "sol", items[1].binding, now - 60, until)
    assigned = say.Assigned(terms, "", signed.signature, signed.wrap)
    action = hold_action("h1", [items[2].binding])
    said.add(
        say.Ask(),
        say.Unseal("some words that are long enough"),
        say.MakeMember("new", bytes(32)),
        say.Unlock(bench.secrets["dana"], bench.keys["dana"]),
        say.IsUnlocked(dana, "dana"),
        say.Lock(session=bytes(32)),
        say.MakeEpochs((say.EpochWanted("west", "dispatcher", 1, (bench.public("dana"),)),), "sol"),
        *[say.Open(dana, "queue", (role,), tuple(items), ())] * 3,
        say.Open(dana, "queue", (role,), tuple(items[:1]), (assigned,)),
        say.Open(bench.sessions["sol"], "mine", (), (), (assigned,)),
        assigning,
        say.AssignAll(dana, (role,), (say.Assigning(items[2], bench.public("sol"), "a3", now - 60, until),)),
        say.EndAssignment("a2", until),
        say.LendForReseal(dana, (role,)),
        say.Reseal(here.number - 1, here, tuple(item.wrap for item in items)),
        say.Approve(bench.sessions["dov"], action),
        say.Hold(dana, "h1", (role,), (items[2],)),
        say.SignAlert(dana, b"words", 20),
        say.Note("dana", "export", "x"),
        say.CountReaders("request", "r1"),
        say.Leaves(0),
        say.ReadLog(bench.sessions["sol"], (), 0),
    )
    return said


def test_near_messages_are_answered_in_its_own_words_and_open_nothing(bench: Bench, keeper_clock: Clock) -> None:
    sys.stdout.write(f"seed {SEED}\n")
    chance, now = random.Random(SEED), int(keeper_clock().timestamp())
    server = Server(bench.keeper, bench.folder / "noise", peers=frozenset())
    opened = refused = 0
    for number in range(INPUTS):
        if number % FRESH_AFTER == 0:
            for member in ("dana", "dov", "sol"):
                bench.unlock(member)
            said = everything_said(bench, now)
        body = nearly(said.seeds, chance)
        frame = server._answer(body)
        answer = say.decode(frame[4:])
        assert isinstance(answer, say.Answer), body
        refused += isinstance(answer, say.Refusal)
        if isinstance(answer, say.Opened):
            opened += sum(map(bool, answer.keys))
            _only_what_was_asked(body, answer, said)
    server.stop()
    assert opened and refused > INPUTS / 4, "the noise is near enough to be heard, and is noise"


def _only_what_was_asked(body: bytes, answer: say.Opened, said: Said) -> None:
    """A key that came back is the very key of the group that was named, and was asked for with a whole wrap."""
    request = say.decode(body)
    assert isinstance(request, say.Open)
    asked = [one.binding for one in request.items] + [one.terms.binding for one in request.assigned]
    for binding, key in zip(asked, answer.keys, strict=True):
        assert not key or key == said.keys[binding.mark()], body


def test_near_messages_over_the_socket_leave_it_answering(path: object, bench: Bench, keeper_clock: Clock) -> None:
    chance = random.Random(SEED)
    said = everything_said(bench, int(keeper_clock().timestamp()))
    for _line in range(60):
        with connect(path) as line, contextlib.suppress(OSError, say.Malformed):  # type: ignore[arg-type]
            line.settimeout(2)
            for _message in range(chance.randrange(1, 5)):
                body = nearly(said.seeds, chance)
                length = len(body) if chance.random() < 0.9 else chance.getrandbits(32)
                line.sendall(length.to_bytes(4, "big") + body)
                if length == len(body) and body:
                    assert isinstance(read(line), say.Answer)
                else:
                    break
    with connect(path) as line:  # type: ignore[arg-type]
        line.sendall(say.encode(say.Ask()))
        assert isinstance(read(line), say.State)


HERE = Binding("request", "r1", Group.PLACE, "north", "dispatcher", "2026-03-04")


def test_near_envelopes_are_broken_and_nothing_worse() -> None:
    """Each way into the envelope, with whole bytes of its own and of its neighbours, something changed in them."""
    # a key for each way: what is sealed to one may be whole for another that has the same
    role, day, member = (envelope.private_key(bytes([n]) * 32) for n in range(3))
    key, other = envelope.new_key(), envelope.new_key()
    inner = envelope.inner_of(key, HERE.mark(), bytes(day.public_key))
    wrap = envelope.wrap_again(inner, "north", "dispatcher", 3, bytes(role.public_key))
    whole: list[tuple[bytes, Callable[[bytes], object]]] = [
        (inner, lambda raw: envelope.open_inner(raw, HERE.mark(), day)),
        (wrap, lambda raw: envelope.unwrap(raw, "north", "dispatcher", 3, role)),
        (envelope.seal_fields(key, HERE, {"a": "12 Elm"}), lambda raw: envelope.open_fields(key, HERE, raw)),
        (envelope.seal_under(other, "p", b"secret"), lambda raw: envelope.open_under(other, "p", raw)),
        (envelope.seal_to(bytes(member.public_key), b"secret"), lambda raw: envelope.open_from(member, raw)),
        (
            b"".join(seal_stream(key, HERE, io.BytesIO(b"x" * 300))),
            lambda raw: list(open_stream(key, HERE, io.BytesIO(raw))),
        ),
    ]
    chance, seeds = random.Random(SEED), [raw for raw, _way in whole]
    for raw, way in whole:
        assert way(raw)
    for _input in range(INPUTS):
        good, way = chance.choice(whole)
        raw = nearly(seeds, chance)
        if raw == good:
            continue
        with pytest.raises(Broken):
            pytest.fail(f"{raw!r} opened as {way(raw)!r}")
