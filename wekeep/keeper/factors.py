"""Six-digit codes of members' apps (RFC 6238): the secrets open here only, a code counts once, and guessing is braked."""

import hmac
from typing import Final

import pyotp

from wekeep.keeper.denied import Denied
from wekeep.keeper.secrets import Secrets
from wekeep.keeper.store import Store
from wekeep.kit.envelope import open_under, seal_under
from wekeep.kit.keeper_messages import CheckFactor, Factor, No

STEP_SECONDS: Final = 30
# A phone's clock may be half a minute off, either way.
STEPS_AROUND: Final = (-1, 0, 1)
# With the words at most 480 tries a day at three codes in a million: about two years. Whoever is in a session without
# having the words is counted for that session, so that a copied cookie brakes nobody who signs in; the sessions of one
# member together are given as many again.
WRONG_AT_ONCE: Final = 5
WRONG_IN_ALL_SESSIONS: Final = 10
WRONG_WITHIN_SECONDS: Final = 15 * 60


class Factors:
    """What was used and what was wrong is on the disk before an answer: a restart, or an old database, forgets nothing."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store, self._secrets = store, secrets

    def draw(self, member: str) -> Factor:
        """A fresh secret, in the form an app is told it, and sealed for this member."""
        secret = pyotp.random_base32()
        return Factor(secret, seal_under(self._secrets.master, _purpose(member), secret.encode()))

    def check(self, ask: CheckFactor, now: int) -> bool:
        """Whether the digits are right now and newer than any used before. Denied after too many wrong ones by the same way:
        with the words, or in one session, or in all sessions of the member together."""
        secret = open_under(self._secrets.master, _purpose(ask.member), ask.sealed).decode()
        person, app = self._secrets.mark("factor", ask.member), self._secrets.mark("factor app", ask.member, secret)
        with self._store.transaction():
            brakes = self._brakes(ask, person)
            if any(self._wrong(brake, now)[0] >= most for brake, most in brakes):
                raise Denied(No.TOO_OFTEN)
            step = _step_of(secret, ask.digits, now)
            right = step is not None and step > max(self._used(app), self._used(person))
            if right:
                self._keep(app, step or 0, 0, now)
            self._count(brakes, right, now)
        return right

    def _brakes(self, ask: CheckFactor, person: bytes) -> list[tuple[bytes, int]]:
        """What counts this try, and how many wrong ones each bears; the narrowest first."""
        if not ask.session:
            return [(person, WRONG_AT_ONCE)]
        one = self._secrets.mark("factor session", ask.member, ask.session)
        return [(one, WRONG_AT_ONCE), (self._secrets.mark("factor sessions", ask.member), WRONG_IN_ALL_SESSIONS)]

    def _count(self, brakes: list[tuple[bytes, int]], right: bool, now: int) -> None:
        """A wrong one is counted by every brake; a right one lets go of its own, and no thief's in another session."""
        self._store.write("DELETE FROM factor WHERE step = 0 AND at <= ?", now - WRONG_WITHIN_SECONDS)
        for brake, _most in brakes if not right else brakes[:1]:
            wrong, at = self._wrong(brake, now)
            self._keep(brake, self._used(brake), 0 if right else wrong + 1, now if right else at)

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
