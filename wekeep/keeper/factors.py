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
        person = self._secrets.mark("factor", member)
        with self._store.transaction():
            last, wrong, at = self._kept(person, now)
            if wrong >= WRONG_AT_ONCE:
                raise Denied(No.TOO_OFTEN)
            step = _step_of(secret, digits, now)
            right = step is not None and step > last
            row = (step, 0, now) if right else (last, wrong + 1, at)
            self._store.write("INSERT OR REPLACE INTO factor VALUES (?, ?, ?, ?)", person, *row)
        return right

    def _kept(self, person: bytes, now: int) -> tuple[int, int, int]:
        """The last step used, how many were wrong of late, and since when that is counted."""
        last, wrong, at = self._store.row("SELECT step, wrong, at FROM factor WHERE person = ?", person) or (0, 0, now)
        return (last, 0, now) if now - at >= WRONG_WITHIN_SECONDS else (last, wrong, at)


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
