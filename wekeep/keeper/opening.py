"""Opening sealed groups: both layers, the budget, the log entry, and only then the data keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nacl.public import PrivateKey

from wekeep.keeper.buckets import Buckets
from wekeep.keeper.budgets import Budgets, Opening, class_of
from wekeep.keeper.denied import Denied
from wekeep.keeper.epochs import Line, role_keys
from wekeep.keeper.honey import Honey
from wekeep.keeper.reading_log import ReadingLog
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.keeper.watermarks import DAY, stamp_of
from wekeep.kit.certificates import Terms, is_certified
from wekeep.kit.envelope import (
    Binding,
    Broken,
    canonical,
    digest,
    inner_of,
    open_from,
    open_inner,
    seal_to,
    sign,
    unwrap,
    verify,
    wrap_again,
)
from wekeep.kit.keeper_messages import (
    MOST_ITEMS,
    AllSigned,
    Assign,
    AssignAll,
    Assigned,
    Assigning,
    Item,
    No,
    Open,
    Opened,
    Signed,
    Wraps,
)

LONGEST_REASON = 200
LONGEST_ASSIGNMENT = 14 * 86_400


@dataclass(frozen=True, slots=True)
class Found:
    """One group that could be opened: what it is, whether by assignment, and its data key."""

    binding: Binding
    assigned: bool
    key: bytes


class Opener:
    """Holds no key itself: it asks the buckets, and is given the member's."""

    def __init__(
        self, store: Store, secrets: Secrets, buckets: Buckets, budgets: Budgets, log: ReadingLog, honey: Honey
    ) -> None:
        self._store, self._secrets, self._buckets, self._budgets = store, secrets, buckets, budgets
        self._log, self._honey = log, honey

    def open(self, ask: Open, member: str, private: PrivateKey, now: int) -> Opened:
        """The data keys asked for. The entry in the log and the spending are on the disk before any is returned."""
        roles = role_keys(private, ask.roles)
        tries: list[Callable[[], Found | None]] = [_later(self._by_role, item, roles, now) for item in ask.items]
        tries += [_later(self._by_assignment, one, member, private, now) for one in ask.assigned]
        found, broken = _all(tries)
        alarm, touched = self._count([one for one in found if one], member, ask.reason, now)
        stamp = stamp_of(self._secrets, member, now // DAY)
        return Opened(tuple(one.key if one else b"" for one in found), broken, alarm, touched, stamp)

    def assign(self, ask: Assign, member: str, private: PrivateKey, now: int) -> Signed:
        """The data key for another member, bound to its terms. Whoever assigns must be able to open it, and does not; nobody
        assigns to themselves, because what is assigned is counted apart and tells nobody."""
        is_certified(ask.to, self._secrets.verify_key)
        one = Assigning(ask.item, ask.to, ask.code, ask.since, ask.until)
        signed = self._given(one, member, role_keys(private, (ask.role,)), now)
        self._write_given([one], member, now)
        return signed

    def assign_all(self, ask: AssignAll, member: str, private: PrivateKey, now: int) -> AllSigned:
        """The same for many, written down in one go. What is gone, damaged or not the member's to give is left out; whoever is not
        ours, or is the member, ends it all."""
        if len(ask.wanted) > MOST_ITEMS:
            raise Denied(No.MALFORMED)
        for to in {one.to for one in ask.wanted}:
            is_certified(to, self._secrets.verify_key)
        roles = role_keys(private, ask.roles)
        signed = [self._given_or_not(one, member, roles, now) for one in ask.wanted]
        self._write_given([one for one, done in zip(ask.wanted, signed, strict=True) if done.signature], member, now)
        return AllSigned(tuple(signed))

    def _given_or_not(self, one: Assigning, member: str, roles: dict[Line, PrivateKey], now: int) -> Signed:
        try:
            return self._given(one, member, roles, now)
        except Broken:
            return Signed(b"")
        except Denied as denied:
            if denied.why is not No.NOT_NOW:
                raise
            return Signed(b"")

    def _given(self, one: Assigning, member: str, roles: dict[Line, PrivateKey], now: int) -> Signed:
        if one.to.member == member:
            raise Denied(No.NOT_ALLOWED)
        if not now < one.until <= one.since + LONGEST_ASSIGNMENT or one.until > now + 2 * LONGEST_ASSIGNMENT:
            raise Denied(No.NOT_ALLOWED)
        terms = Terms(one.code, one.to.member, one.item.binding, one.since, one.until)
        found = self._by_role(one.item, roles, now)
        bucket = self._bucket(one.item, now)
        if found is None or bucket is None:
            raise Denied(No.NOT_NOW)
        inner = inner_of(found.key, _mark_of(terms), bytes(bucket.public_key))
        return Signed(sign(self._secrets.signing, terms.statement()), seal_to(one.to.box, inner))

    def _write_given(self, given: Sequence[Assigning], member: str, now: int) -> None:
        with self._store.transaction():
            for one in given:
                named = [_named(one.item.binding)]
                self._log.append(now, who=member, power="assign", to=one.to.member, opened=named)
            self._honey.touch(member, [one.item.binding for one in given], now)

    def hold(self, items: tuple[Item, ...], roles: dict[Line, PrivateKey], code: str, member: str, now: int) -> Wraps:
        """The wraps again, with their inner layer moved into the hold's bucket; what lies in a hold already stays there.
        Broken where one of them does not open: then nothing was moved, and no bucket made."""
        found = [None if item.held else self._by_role(item, roles, now) for item in items]
        bucket = self._buckets.make_held(code)
        moved = tuple(_moved(*one, roles, bucket.public) for one in zip(items, found, strict=True))
        named = [_named(item.binding) for item in items]
        self._log.append(now, who=member, power="hold", about=code, opened=named)
        return Wraps(moved, (bucket,))

    def count_readers(self, kind: str, record: str) -> int:
        """How many people have opened something of a record."""
        mark = self._secrets.mark("record", kind, record)
        return int(self._store.rows("SELECT COUNT(*) FROM reader WHERE record = ?", mark)[0][0])

    def _by_role(self, item: Item, roles: dict[Line, PrivateKey], now: int) -> Found | None:
        at = item.binding
        role = roles.get((at.zone, at.role, item.epoch))
        if role is None:
            raise Broken
        inner = unwrap(item.wrap, at.zone, at.role, item.epoch, role)
        bucket = self._bucket(item, now)
        return Found(at, False, open_inner(inner, at.mark(), bucket)) if bucket else None

    def _by_assignment(self, one: Assigned, member: str, private: PrivateKey, now: int) -> Found | None:
        terms = one.terms
        verify(self._secrets.verify_key, terms.statement(), one.signature)
        ended = self._store.row("SELECT 1 FROM revoked WHERE code = ?", terms.code)
        if terms.member != member or ended or not terms.since <= now < terms.until:
            return None
        bucket = self._buckets.private(one.held or terms.binding.bucket, now)
        inner = open_from(private, one.wrap)
        return Found(terms.binding, True, open_inner(inner, _mark_of(terms), bucket)) if bucket else None

    def _bucket(self, item: Item, now: int) -> PrivateKey | None:
        return self._buckets.private(item.held or item.binding.bucket, now)

    def _count(self, found: list[Found], member: str, reason: str, now: int) -> tuple[bool, bool]:
        """Whether others are told that these are many, and whether one of them belongs to nobody."""
        if not found:
            return False, False
        person = self._secrets.mark("person", member)
        marks = {self._secrets.mark("opening", *_named(one.binding)): one for one in found}
        openings = [
            Opening(class_of(one.binding.kind, one.binding.group, assigned=one.assigned), mark)
            for mark, one in marks.items()
        ]
        with self._store.transaction():
            spent = self._budgets.spend(person, openings, now)
            new = [one.binding for mark, one in marks.items() if mark in spent.fresh]
            self._remember_reader(member, new, now)
            words = {"who": member, "reason": reason[:LONGEST_REASON], "opened": [_named(one) for one in new]}
            self._log.append(now, **words, again=len(marks) - len(new))
            if spent.alarm:
                self._log.append(now, who=member, power="alarm", about="many records")
            touched = self._honey.touch(member, new, now)
        return spent.alarm, touched

    def _remember_reader(self, member: str, new: list[Binding], now: int) -> None:
        records = {(one.kind, one.record) for one in new}
        rows = [
            (self._secrets.mark("record", *one), self._secrets.mark("reader", *one, member), now) for one in records
        ]
        if rows:
            self._store.write_many("INSERT OR IGNORE INTO reader VALUES (?, ?, ?)", rows)


def _moved(item: Item, found: Found | None, roles: dict[Line, PrivateKey], bucket: bytes) -> bytes:
    if found is None:
        return b""
    at = item.binding
    inner = inner_of(found.key, at.mark(), bucket)
    return wrap_again(inner, at.zone, at.role, item.epoch, bytes(roles[at.zone, at.role, item.epoch].public_key))


def _named(one: Binding) -> list[str]:
    return [one.kind, one.record, one.group.value]


def _mark_of(terms: Terms) -> bytes:
    return digest(canonical("assigned", terms.binding.mark(), terms.statement()))


def _later(call: Callable[..., Found | None], *words: object) -> Callable[[], Found | None]:
    return lambda: call(*words)


def _all(tries: list[Callable[[], Found | None]]) -> tuple[list[Found | None], int]:
    found, broken = [], 0
    for one in tries:
        try:
            found.append(one())
        except Broken:
            found.append(None)
            broken += 1
    return found, broken
