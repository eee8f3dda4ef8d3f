"""What the keeper does for each request: the one place where all its parts meet."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from wekeep.keeper.approvals import Approvals
from wekeep.keeper.buckets import Buckets, destroy_old
from wekeep.keeper.budgets import Budgets, Class, Limit
from wekeep.keeper.denied import Denied
from wekeep.keeper.epochs import Epochs, role_keys
from wekeep.keeper.factors import Factors
from wekeep.keeper.honey import Honey
from wekeep.keeper.opening import Opener
from wekeep.keeper.reading_log import STEWARDS, ReadingLog
from wekeep.keeper.secrets import Secrets, is_fresh, unseal
from wekeep.keeper.serving import Service
from wekeep.keeper.sessions import Sessions
from wekeep.keeper.store import Store
from wekeep.keeper.watermarks import whose
from wekeep.kit import clock
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import MemberPublic, alert_statement, certify, hold_action, is_certified
from wekeep.kit.envelope import Broken, digest, new_key, new_pair, open_under, seal_under, sign
from wekeep.kit.keeper_messages import No

Clock = Callable[[], datetime]
# Alerts that would reach more than this need a second person.
REACH_OF_ONE: Final = 200
READER_KEPT_SECONDS: Final = 120 * 86_400
# Kept once two stewards had keys.
_SETTLED: Final = "two stewards"


@dataclass(frozen=True, slots=True)
class Open:
    """Everything that exists only while the keeper is unsealed."""

    secrets: Secrets
    buckets: Buckets
    epochs: Epochs
    log: ReadingLog
    opener: Opener
    budgets: Budgets
    service: Service
    factors: Factors
    honey: Honey


class Keeper:
    """Answers requests from any thread. Every clock in it is its own."""

    def __init__(
        self,
        path: Path,
        *,
        now: Clock = clock.now,
        limits: dict[Class, Limit] | None = None,
        caps: dict[say.Use, int] | None = None,
    ) -> None:
        self._store, self._clock, self._limits, self._caps = Store(path), now, limits, caps
        self._sessions, self._approvals = Sessions(), Approvals()
        self._open: Open | None = None
        self._unsealing = threading.Lock()
        destroy_old(self._store, self._now())

    def answer(self, request: say.Message) -> say.Answer:
        """The answer; a refusal says why in one word and nothing else."""
        handler = _HANDLERS.get(type(request))
        if handler is None:
            return say.Refusal(No.MALFORMED)
        try:
            answer: say.Answer = handler(self, request)
            return answer
        except Denied as denied:
            return say.Refusal(denied.why)
        except Broken:
            return say.Refusal(No.BROKEN)
        except sqlite3.Error:
            if self._open:
                self._open.log.begin_anew()
            return say.Refusal(No.BUSY)

    def tick(self) -> None:
        """What time alone brings: days end, sessions idle, the log forgets, a checkpoint is signed."""
        now = self._now()
        self._sessions.forget_old(now)
        self._store.write("DELETE FROM revoked WHERE until <= ?", now)
        self._store.write("DELETE FROM reader WHERE at < ?", now - READER_KEPT_SECONDS)
        if self._open is None:
            destroy_old(self._store, now)
            return
        self._open.buckets.renew(now)
        self._open.service.forget_old(now)
        self._open.budgets.forget_old(now)
        self._open.honey.forget_old(now)
        self._open.log.erase_old(now)
        self._open.log.sign_checkpoint(now)

    def unseal(self, passphrase: str) -> None:
        """Open the keeper's file; Broken where these are not the words. Once open it stays open."""
        with self._unsealing:
            if self._open is not None:
                return
            secrets = unseal(self._store, passphrase)
            buckets, log = Buckets(self._store, secrets), ReadingLog(self._store, secrets)
            budgets = Budgets(self._store, self._limits)
            honey = Honey(self._store, secrets, log)
            opener = Opener(self._store, secrets, buckets, budgets, log, honey)
            service = Service(self._store, secrets, buckets, log, self._caps)
            factors = Factors(self._store, secrets)
            epochs = Epochs(self._store, secrets)
            self._open = Open(secrets, buckets, epochs, log, opener, budgets, service, factors, honey)
        self.tick()

    def close(self) -> None:
        """Forget everything and close the file."""
        self._sessions.end_all()
        self._open = None
        self._store.close()

    # --- one method a request ---------------------------------------------------------------------------------------

    def _ask(self, _request: say.Ask) -> say.State:
        keys = (self._open.secrets.verify_key, self._open.secrets.alert_verify_key) if self._open else (b"", b"")
        return say.State(self._open is None, is_fresh(self._store), len(self._sessions), *keys)

    def _unseal(self, request: say.Unseal) -> say.Done:
        self.unseal(request.passphrase)
        return say.Done()

    def _make_member(self, request: say.MakeMember) -> say.Unlocked:
        now, ours = self._now(), self._opened()
        (box_private, box), (seed, signing) = new_pair(), _new_signing()
        private = box_private + seed
        bare = MemberPublic(request.member, box, signing, now)
        public = MemberPublic(request.member, box, signing, now, certify(bare, ours.secrets.signing))
        ours.log.append(now, who=request.member, power="member key")
        secret = say.MemberSecret(public, seal_under(request.key, _purpose(public), private))
        return say.Unlocked(self._sessions.begin(request.member, private, now), (secret,))

    def _unlock(self, request: say.Unlock) -> say.Unlocked:
        public = request.secret.public
        is_certified(public, self._opened().secrets.verify_key)
        private = open_under(request.key, _purpose(public), request.secret.sealed)
        return say.Unlocked(self._sessions.begin(public.member, private, self._now()), ())

    def _is_unlocked(self, request: say.IsUnlocked) -> say.Count:
        lives = self._sessions.lives(request.session, request.member, self._now(), used=request.used)
        return say.Count(int(lives))

    def _lock(self, request: say.Lock) -> say.Done:
        if request.session:
            self._sessions.end(request.session)
            return say.Done()
        self._sessions.end_all(request.member)
        if self._open and not request.member:
            self._open.log.append(self._now(), who=request.by, power="lock everyone")
        return say.Done()

    def _make_epochs(self, request: say.MakeEpochs) -> say.EpochsMade:
        now, ours = self._now(), self._opened()
        with self._store.transaction():
            made = tuple(ours.epochs.make(wanted, now) for wanted in request.wanted)
            for one in made:
                if (one.public.zone, one.public.role) == STEWARDS:
                    ours.log.seal_to_stewards(one.public)
                    self._settle(len(one.wraps))
            lines = [[w.zone, w.role, w.number, [h.member for h in w.holders]] for w in request.wanted]
            ours.log.append(now, who=request.by, power="role keys", lines=lines)
        return say.EpochsMade(made)

    def _stock_buckets(self, _request: say.StockBuckets) -> say.BucketsAre:
        return say.BucketsAre(self._opened().buckets.stock(self._now()))

    def _ask_service_key(self, _request: say.AskServiceKey) -> say.ServiceKeyIs:
        return say.ServiceKeyIs(self._opened().service.public)

    def _open_for_service(self, request: say.OpenForService) -> say.Opened:
        return self._opened().service.open(request, self._now())

    def _prolong(self, request: say.Prolong) -> say.Wraps:
        return self._opened().service.prolong(request, self._now())

    def _open_groups(self, request: say.Open) -> say.Opened:
        now, ours = self._now(), self._opened()
        member, private = self._sessions.use(request.session, now)
        try:
            return ours.opener.open(request, member, private, now)
        except Denied as denied:
            if denied.why is No.BUDGET:
                self._sessions.count_refusal(request.session)
                ours.log.append(now, who=member, power="budget refused", reason=request.reason[:200])
            raise

    def _assign(self, request: say.Assign) -> say.Signed:
        member, private = self._sessions.use(request.session, self._now())
        return self._opened().opener.assign(request, member, private, self._now())

    def _end_assignment(self, request: say.EndAssignment) -> say.Done:
        self._store.write("INSERT OR REPLACE INTO revoked VALUES (?, ?)", request.code, request.until)
        return say.Done()

    def _lend(self, request: say.LendForReseal) -> say.Done:
        now, ours = self._now(), self._opened()
        _member, private = self._sessions.use(request.session, now)
        for line, key in role_keys(private, request.roles).items():
            ours.epochs.lend(line, key, now)
            if line[:2] == STEWARDS and line[2] < ours.epochs.newest(*STEWARDS):
                ours.log.hand_over(line[2], key)
        return say.Done()

    def _reseal(self, request: say.Reseal) -> say.Wraps:
        return say.Wraps(self._opened().epochs.reseal(request.old, request.new, request.wraps, self._now()))

    def _approve(self, request: say.Approve) -> say.Done:
        now, ours = self._now(), self._opened()
        member, _private = self._sessions.use(request.session, now)
        self._approvals.add(request.action, member, now)
        ours.log.append(now, who=member, power="approve", about=request.action.hex())
        return say.Done()

    def _second(self, request: say.Second) -> say.Done:
        """Before a second steward ever had keys there is nobody to agree; once there was one, it is two for good."""
        now, ours = self._now(), self._opened()
        member, _private = self._sessions.use(request.session, now)
        first = ""
        if self._store.meta(_SETTLED):
            first = self._approvals.take(request.action, member, now)
        words = {"about": request.about, "action": request.action.hex(), "asked_by": first}
        ours.log.append(now, who=member, power=request.power, **words)
        return say.Done()

    def _break_glass(self, request: say.BreakGlass) -> say.Done:
        now, ours = self._now(), self._opened()
        member, _private = self._sessions.use(request.session, now)
        with self._store.transaction():
            ours.budgets.break_glass(ours.secrets.mark("person", member), now)
            ours.log.append(now, who=member, power="break the glass", reason=request.reason[:200])
        return say.Done()

    def _settle(self, stewards: int) -> None:
        if stewards > 1:
            self._store.set_meta(_SETTLED, b"1")

    def _hold(self, request: say.Hold) -> say.Wraps:
        now, ours = self._now(), self._opened()
        member, private = self._sessions.use(request.session, now)
        action = hold_action(request.code, [item.binding for item in request.items])
        self._approvals.take(action, member, now)
        return ours.opener.hold(request.items, role_keys(private, request.roles), request.code, member, now)

    def _sign_alert(self, request: say.SignAlert) -> say.Signed:
        now, ours = self._now(), self._opened()
        member, _private = self._sessions.use(request.session, now)
        statement = alert_statement(request.message)
        if request.reach > REACH_OF_ONE:
            self._approvals.take(digest(statement), member, now)
        ours.log.append(now, who=member, power="sign alert", about=digest(statement).hex(), reach=request.reach)
        return say.Signed(sign(ours.secrets.alerts, statement))

    def _note(self, request: say.Note) -> say.Done:
        self._opened().log.append(self._now(), who=request.member, power=request.power, about=request.about)
        return say.Done()

    def _draw_factor(self, request: say.DrawFactor) -> say.Factor:
        return self._opened().factors.draw(request.member)

    def _check_factor(self, request: say.CheckFactor) -> say.Count:
        now, ours = self._now(), self._opened()
        try:
            return say.Count(int(ours.factors.check(request.member, request.sealed, request.digits, now)))
        except Denied:
            ours.log.append(now, who=request.member, power="too many wrong codes")
            raise

    def _count_readers(self, request: say.CountReaders) -> say.Count:
        return say.Count(self._opened().opener.count_readers(request.kind, request.record))

    def _leaves(self, request: say.Leaves) -> say.Log:
        log = self._opened().log
        return say.Log(log.page(request.after), log.checkpoints())

    def _read_log(self, request: say.ReadLog) -> say.LogWords:
        now, ours = self._now(), self._opened()
        member, keys = self._steward(request.session, request.roles, now)
        ours.log.append(now, who=member, power="read log", about=str(request.after))
        return say.LogWords(ours.log.lines(request.after, keys))

    def _whose(self, request: say.Whose) -> say.Readings:
        now, ours = self._now(), self._opened()
        member, keys = self._steward(request.session, request.roles, now)
        ours.log.append(now, who=member, power="whose")
        return whose(ours.secrets, ours.log.all_lines(keys), request.text)

    def _steward(self, session: bytes, roles: tuple[say.RoleKey, ...], now: int) -> tuple[str, dict[int, PrivateKey]]:
        """The session's member and the stewards' keys that they hold; Denied where they hold none."""
        member, private = self._sessions.use(session, now)
        held = role_keys(private, roles).items()
        keys = {epoch: key for (zone, role, epoch), key in held if (zone, role) == STEWARDS}
        if not keys:
            raise Denied(No.NOT_ALLOWED)
        return member, keys

    def _plant(self, request: say.Plant) -> say.Done:
        self._opened().honey.plant(request)
        return say.Done()

    def _count_planted(self, request: say.CountPlanted) -> say.Count:
        return say.Count(self._opened().honey.count(request.zone, self._now()))

    def _touches(self, request: say.Touches) -> say.TouchesAre:
        return say.TouchesAre(self._opened().honey.untold(request.told, self._now()))

    def _opened(self) -> Open:
        if self._open is None:
            raise Denied(No.SEALED)
        return self._open

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _new_signing() -> tuple[bytes, bytes]:
    """A fresh Ed25519 pair: seed, public."""
    seed = new_key()
    return seed, bytes(SigningKey(seed).verify_key)


def _purpose(public: MemberPublic) -> str:
    return f"member {public.member} {public.box.hex()}"


_HANDLERS: Final[dict[type[Any], Callable[[Keeper, Any], say.Answer]]] = {
    say.Ask: Keeper._ask,
    say.Unseal: Keeper._unseal,
    say.MakeMember: Keeper._make_member,
    say.Unlock: Keeper._unlock,
    say.IsUnlocked: Keeper._is_unlocked,
    say.Lock: Keeper._lock,
    say.MakeEpochs: Keeper._make_epochs,
    say.StockBuckets: Keeper._stock_buckets,
    say.Open: Keeper._open_groups,
    say.Assign: Keeper._assign,
    say.EndAssignment: Keeper._end_assignment,
    say.LendForReseal: Keeper._lend,
    say.Reseal: Keeper._reseal,
    say.Approve: Keeper._approve,
    say.Second: Keeper._second,
    say.BreakGlass: Keeper._break_glass,
    say.Hold: Keeper._hold,
    say.SignAlert: Keeper._sign_alert,
    say.Note: Keeper._note,
    say.DrawFactor: Keeper._draw_factor,
    say.CheckFactor: Keeper._check_factor,
    say.CountReaders: Keeper._count_readers,
    say.Leaves: Keeper._leaves,
    say.ReadLog: Keeper._read_log,
    say.Whose: Keeper._whose,
    say.Plant: Keeper._plant,
    say.CountPlanted: Keeper._count_planted,
    say.Touches: Keeper._touches,
    say.AskServiceKey: Keeper._ask_service_key,
    say.OpenForService: Keeper._open_for_service,
    say.Prolong: Keeper._prolong,
}
