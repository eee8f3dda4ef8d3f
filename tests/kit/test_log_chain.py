"""Whatever is done to the log shows, and what was erased in its time does not."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from nacl.signing import SigningKey

from wekeep.kit.log_chain import START, Checkpoint, Entry, check, leaf_of, link_of

SEED = bytes(range(32))
VERIFY_KEY = bytes(SigningKey(SEED).verify_key)
MUTATIONS = 10_000


def written(count: int) -> list[Entry]:
    entries, link = [], START
    for n in range(1, count + 1):
        nonce, words, at = bytes([n % 256]) * 32, f"words {n}".encode(), 1000 + n
        leaf = leaf_of(nonce, words, at)
        link = link_of(link, leaf, at)
        entries.append(Entry(n, leaf, link, nonce, words, at))
    return entries


def kept(entries: list[Entry], *numbers: int) -> list[Checkpoint]:
    return [Checkpoint(n, entries[n - 1].link, 2000).signed(SEED) for n in numbers]


LOG = written(40)
KEPT = kept(LOG, 10, 40)


def faults(entries: list[Entry]) -> list[str]:
    return [f.words for f in check(entries, KEPT, VERIFY_KEY, erased_before=1010)]


def test_a_log_that_was_left_alone_is_whole() -> None:
    assert faults(LOG) == []


def test_an_erased_log_is_still_whole_and_one_erased_too_early_is_not() -> None:
    erased = [replace(one, nonce=b"", words=b"") if one.at < 1010 else one for one in LOG]
    assert faults(erased) == []
    early = [replace(one, nonce=b"", words=b"") if one.number == 30 else one for one in LOG]
    assert faults(early) == ["erased before its time"]


def _flip(field: str) -> Callable[[list[Entry], random.Random], None]:
    def flip(log: list[Entry], chance: random.Random) -> None:
        at = chance.randrange(len(log))
        raw = bytearray(getattr(log[at], field))
        raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
        changed: dict[str, Any] = {field: bytes(raw)}
        log[at] = replace(log[at], **changed)

    return flip


def _drop(log: list[Entry], chance: random.Random) -> None:
    del log[chance.randrange(len(log))]


def _drop_and_number_again(log: list[Entry], chance: random.Random) -> None:
    _drop(log, chance)
    log[:] = [replace(one, number=n) for n, one in enumerate(log, start=1)]


def _swap(log: list[Entry], chance: random.Random) -> None:
    a, b = chance.sample(range(len(log)), 2)
    log[a], log[b] = replace(log[b], number=log[a].number), replace(log[a], number=log[b].number)


def _cut(log: list[Entry], chance: random.Random) -> None:
    del log[chance.randrange(len(log)) :]


def _move_in_time(log: list[Entry], chance: random.Random) -> None:
    at = chance.randrange(len(log))
    log[at] = replace(log[at], at=log[at].at + chance.choice((-1, 1)) * chance.randrange(1, 10**6))


def _write_anew(log: list[Entry], chance: random.Random) -> None:
    """What someone with the file and without the signing key would do: change one entry and rebuild all that follows."""
    at, link = chance.randrange(len(log)), START
    log[at] = replace(log[at], words=b"nobody", leaf=leaf_of(log[at].nonce, b"nobody", log[at].at))
    for n, one in enumerate(log):
        link = link_of(link, one.leaf, one.at)
        log[n] = replace(one, link=link)


WAYS = (
    *map(_flip, ("leaf", "link", "nonce", "words")),
    _drop,
    _drop_and_number_again,
    _swap,
    _cut,
    _move_in_time,
    _write_anew,
)


@pytest.mark.long
def test_ten_thousand_changes_are_all_found() -> None:
    chance = random.Random(24)
    missed = []
    for n in range(MUTATIONS):
        log = list(LOG)
        WAYS[n % len(WAYS)](log, chance)
        if not faults(log):
            missed.append(WAYS[n % len(WAYS)].__name__)
    assert missed == []


def test_a_checkpoint_that_someone_else_signed_is_a_fault() -> None:
    forged = Checkpoint(10, LOG[9].link, 2000).signed(bytes(32))
    assert [f.number for f in check(LOG, [forged], VERIFY_KEY, erased_before=0)] == [10]
