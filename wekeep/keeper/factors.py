"""Six-digit codes of members' apps (RFC 6238): the secrets open here only, a code counts once, and guessing is braked."""

import hmac
from typing import Final

import pyotp

from wekeep.keeper.denied import Denied
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.envelope import open_under, seal_under
from wekeep.kit.keeper_messages import Factor, No

STEP_SECONDS: Final = 30
# A phone's clock may be half a minute off, either way.
STEPS_AROUND: Final = (-1, 0, 1)
# At most 480 tries a day at three codes in a million: a guesser who has the passphrase too needs about two years.
WRONG_AT_ONCE: Final = 5
WRONG_WITHIN_SECONDS: Final = 15 * 60


class Factors:
    """What was used and what was wrong is on the disk before an answer: a restart, or an old database, forgets nothing."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store, self._secrets = store, secrets

    def draw(self, member: str) -> Factor:
        """A fresh secret, in the form an app is told it, and sealed for this member."""
        secret = pyotp.random_base32()
        return Factor(secret, seal_under(self._secrets.master, _purpose(member), secret.encode()))

    def check(self, member: str, sealed: bytes, digits: str, now: int) -> bool:
        """Whether the digits are right now and newer than any used before. Denied after too many wrong ones."""
        secret = open_under(self._secrets.master, _purpose(member), sealed).decode()
        person, app = self._secrets.mark("factor", member), self._secrets.mark("factor app", member, secret)
        with self._store.transaction():
            wrong, at = self._wrong(person, now)
            if wrong >= WRONG_AT_ONCE:
                raise Denied(No.TOO_OFTEN)
            step = _step_of(secret, digits, now)
            right = step is not None and step > max(self._used(app), self._used(person))
            if right:
                self._keep(app, step or 0, 0, now)
            self._keep(person, self._used(person), 0 if right else wrong + 1, now if right else at)
        return right

    def _used(self, mark: bytes) -> int:
        """The last step used of one app: a member who changes phones shows the old app and the new one in one step. Older
        keepers wrote it down for the member."""
        found: tuple[int] | None = self._store.row("SELECT step FROM factor WHERE person = ?", mark)
        return found[0] if found else 0

    def _wrong(self, person: bytes, now: int) -> tuple[int, int]:
        """How many were wrong of late, whichever app they were for, and since when that is counted."""
        wrong, at = self._store.row("SELECT wrong, at FROM factor WHERE person = ?", person) or (0, now)
        return (0, now) if now - at >= WRONG_WITHIN_SECONDS else (wrong, at)

    def _keep(self, mark: bytes, step: int, wrong: int, at: int) -> None:
        self._store.write("INSERT OR REPLACE INTO factor VALUES (?, ?, ?, ?)", mark, step, wrong, at)


def _step_of(secret: str, digits: str, now: int) -> int | None:
    """The step whose code these digits are; every step is compared, whichever fits."""
    app, current = pyotp.TOTP(secret, interval=STEP_SECONDS), now // STEP_SECONDS
    fitting = [
        current + off
        for off in STEPS_AROUND
        if hmac.compare_digest(app.generate_otp(current + off).encode(), digits.encode())
    ]
    return max(fitting, default=None)


def _purpose(member: str) -> str:
    return f"factor {member}"
