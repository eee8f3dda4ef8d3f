"""A log that can forget what it said and still prove that nothing was changed: a chain of commitments, and its check.

Each entry's leaf is BLAKE2b(nonce ‖ sealed words), each link BLAKE2b(link before ‖ leaf). Nonce and words are erased in
time; leaves and links stay, so an erased log still verifies and no longer tells. A signed checkpoint names a number
and its link: whoever kept one can tell that the log was cut or rewritten before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wekeep.kit.envelope import Broken, canonical, digest, sign, verify

START: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, counted from 1. `nonce` and `words` are empty once they were erased."""

    number: int
    leaf: bytes
    link: bytes
    nonce: bytes
    words: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The keeper's word that entry `number` has this link; at is in whole seconds since 1970."""

    number: int
    link: bytes
    at: int
    signature: bytes = b""

    def statement(self) -> bytes:
        """What is signed."""
        return canonical("checkpoint", str(self.number), self.link, str(self.at))

    def signed(self, seed: bytes) -> "Checkpoint":
        """The same with the keeper's signature."""
        return Checkpoint(self.number, self.link, self.at, sign(seed, self.statement()))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and at which entry."""

    number: int
    words: str


def leaf_of(nonce: bytes, words: bytes, at: int) -> bytes:
    """The commitment to one entry. The time is part of it and stays readable beside it."""
    return digest(canonical("leaf", nonce, words, str(at)))


def link_of(before: bytes, leaf: bytes, at: int) -> bytes:
    """The link that follows `before`."""
    return digest(canonical("link", before, leaf, str(at)))


def check(
    entries: Iterable[Entry], kept: Iterable[Checkpoint], verify_key: bytes, *, erased_before: int
) -> list[Fault]:
    """Everything wrong with a log: gaps, changed entries, entries erased too early, and any kept checkpoint that the
    log does not contain or the keeper did not sign. An empty list means that it is whole."""
    faults, link, links = [], START, {0: START}
    for place, entry in enumerate(entries, start=1):
        link = link_of(link, entry.leaf, entry.at)
        links[place] = link
        if words := _fault(place, entry, link, erased_before):
            faults.append(Fault(place, words))
            link = entry.link
    return faults + [fault for one in kept if (fault := _disagrees(one, links, verify_key))]


def _fault(place: int, entry: Entry, link: bytes, erased_before: int) -> str:
    if entry.number != place:
        return "the numbers have a gap"
    if entry.link != link:
        return "the chain is broken"
    if not entry.nonce and not entry.words:
        return "" if entry.at < erased_before else "erased before its time"
    return "" if leaf_of(entry.nonce, entry.words, entry.at) == entry.leaf else "the entry was changed"


def _disagrees(one: Checkpoint, links: dict[int, bytes], verify_key: bytes) -> Fault | None:
    try:
        verify(verify_key, one.statement(), one.signature)
    except Broken:
        return Fault(one.number, "a checkpoint is not signed by this keeper")
    if links.get(one.number) != one.link:
        return Fault(one.number, "a kept checkpoint is not in the log")
    return None
