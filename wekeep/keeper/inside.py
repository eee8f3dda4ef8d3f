"""The inside of the keeper: what is there always, what exists only while it is unsealed, and what time alone brings."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from wekeep.keeper.approvals import Approvals
from wekeep.keeper.brake import Brake
from wekeep.keeper.buckets import Buckets, destroy_old
from wekeep.keeper.budgets import Budgets, Class, Limit
from wekeep.keeper.denied import Denied
from wekeep.keeper.epochs import Epochs
from wekeep.keeper.factors import Factors
from wekeep.keeper.honey import Honey
from wekeep.keeper.opening import Opener
from wekeep.keeper.reading_log import ReadingLog
from wekeep.keeper.secrets import Secrets, is_fresh, unseal
from wekeep.keeper.sent import Sent
from wekeep.keeper.serving import Service
from wekeep.keeper.sessions import Sessions
from wekeep.keeper.stop import Stop
from wekeep.keeper.store import Store
from wekeep.kit import clock
from wekeep.kit.keeper_messages import Limits, No, Use

Clock = Callable[[], datetime]
READER_KEPT_SECONDS: Final = 120 * 86_400


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
    brake: Brake
    sent: Sent


class Inside:
    """Every clock in it is its own. `open` is None while it is sealed."""

    def __init__(
        self,
        path: Path,
        *,
        now: Clock = clock.now,
        limits: dict[Class, Limit] | None = None,
        caps: dict[Use, int] | None = None,
        brake: Limits | None = None,
    ) -> None:
        self.store, self.sessions, self.approvals = Store(path), Sessions(), Approvals()
        self.stop = Stop(self.store)
        self.open: Open | None = None
        self._clock, self._limits, self._caps, self._brake = now, limits, caps, brake
        self._unsealing = threading.Lock()
        destroy_old(self.store, self.now())

    @property
    def is_fresh(self) -> bool:
        """Whether no passphrase was ever given."""
        return is_fresh(self.store)

    def now(self) -> int:
        """Seconds since 1970."""
        return int(self._clock().timestamp())

    def opened(self) -> Open:
        """What is there while it is unsealed; Denied while it is not."""
        if self.open is None:
            raise Denied(No.SEALED)
        return self.open

    def unseal(self, passphrase: str) -> None:
        """Open the keeper's file; Broken where these are not the words. Once open it stays open."""
        with self._unsealing:
            if self.open is not None:
                return
            self.open = self._all_of(unseal(self.store, passphrase))
        self.tick()

    def tick(self) -> None:
        """What time alone brings: days end, sessions idle, the log forgets, a checkpoint is signed."""
        now = self.now()
        self.sessions.forget_old(now)
        self.store.write("DELETE FROM revoked WHERE until <= ?", now)
        self.store.write("DELETE FROM reader WHERE at < ?", now - READER_KEPT_SECONDS)
        if self.open is None:
            destroy_old(self.store, now)
            return
        self.open.buckets.renew(now)
        self.open.service.forget_old(now)
        self.open.budgets.forget_old(now)
        self.open.honey.forget_old(now)
        self.open.brake.forget_old(now)
        self.open.sent.erase_old(now)
        self.open.log.erase_old(now)
        self.open.log.sign_checkpoint(now)

    def close(self) -> None:
        """Forget everything and close the file."""
        self.sessions.end_all()
        self.open = None
        self.store.close()

    def _all_of(self, secrets: Secrets) -> Open:
        store = self.store
        buckets, log = Buckets(store, secrets), ReadingLog(store, secrets)
        budgets, honey = Budgets(store, self._limits), Honey(store, secrets, log)
        opener = Opener(store, secrets, buckets, budgets, log, honey)
        service = Service(store, secrets, buckets, log, self.stop, self._caps)
        epochs, factors = Epochs(store, secrets), Factors(store, secrets)
        brake, sent = Brake(store, secrets, self._brake), Sent(store, secrets)
        return Open(secrets, buckets, epochs, log, opener, budgets, service, factors, honey, brake, sent)
