"""The line to the keeper: one connection a thread, a clock on every wait, and its refusals in words."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from django.conf import settings
from django.utils.translation import gettext_noop

from wekeep.kit.errors import Locked, Refused
from wekeep.kit.keeper_messages import Answer, Ask, Malformed, No, Refusal, Request, State, decode, encode, length_of

PATIENCE_SECONDS: Final = 5.0
# Unsealing derives a key on purpose slowly, and makes a third of a year of buckets at the first time.
UNSEALING_SECONDS: Final = 30.0
_VERIFY_KEY_SIZE: Final = 32

_WORDS: Final = {
    No.SEALED: gettext_noop(
        "The keeper is still sealed, so nothing can be opened. The one who runs the server unseals it."
    ),
    No.LOCKED: gettext_noop("Unlock with your passphrase first."),
    No.BUDGET: gettext_noop("You have opened as many as one person may for now. Ask a second person, or wait an hour."),
    No.BROKEN: gettext_noop("This could not be opened: it is damaged, or it was not sealed for you."),
    No.NOT_NOW: gettext_noop("This cannot be opened now."),
    No.NOT_ALLOWED: gettext_noop("The keeper does not allow this."),
    No.SECOND_PERSON: gettext_noop("Someone else must agree to exactly this first, within 15 minutes."),
    No.MALFORMED: gettext_noop("The keeper did not understand this."),
    No.TOO_OFTEN: gettext_noop("Too many wrong codes. Wait 15 minutes and try again."),
    No.BRAKE: gettext_noop(
        "More goes out in this hour than one person sends alone here. Someone else must agree to this first."
    ),
    No.MOST: gettext_noop(
        "In this hour the network has sent as many messages as it may. Two stewards can set a higher limit on the page "
        "“Sending”."
    ),
    No.STOPPED: gettext_noop("Sending is stopped. Two persons start it again, on the page “Sending”."),
    No.BUSY: gettext_noop("The keeper is busy. Try again in a moment."),
}
_AWAY: Final = gettext_noop("The keeper is not running, so nothing sealed can be opened now.")

Kind = TypeVar("Kind")
_mine = threading.local()


class KeeperSays(Refused):
    """The keeper refuses. `no` says why."""

    def __init__(self, no: No) -> None:
        super().__init__(_WORDS[no])
        self.no = no


class KeeperLocked(KeeperSays, Locked):
    """The keeper holds no unlocked key for this session."""

    def __init__(self) -> None:
        super().__init__(No.LOCKED)


class KeeperAway(Refused):
    """Nobody answers at the keeper's socket."""

    def __init__(self) -> None:
        super().__init__(_AWAY)


def ask(request: Request, answer: type[Kind], *, patience: float = PATIENCE_SECONDS) -> Kind:
    """The keeper's answer, of the kind expected. KeeperSays where it refuses, KeeperAway where it does not answer."""
    try:
        said = _exchange(encode(request), patience)
    except (OSError, Malformed) as trouble:
        _hang_up()
        raise KeeperAway from trouble
    if isinstance(said, Refusal):
        raise KeeperLocked if said.why == No.LOCKED else KeeperSays(No(said.why))
    if not isinstance(said, answer):
        _hang_up()
        raise KeeperAway
    return said


def is_open() -> bool:
    """Whether a keeper runs and is unsealed."""
    try:
        return not ask(Ask(), State).sealed
    except Refused:
        return False


def verify_key() -> bytes:
    """The key that recognises what this installation's keeper vouches for.

    It is asked for once and kept in the data folder, beside the database but not in it: whoever can only write to the
    database cannot put a key of their own in place of a role's.
    """
    return _kept(Path(settings.KEEPER_VERIFY_KEY), lambda state: state.verify_key)


def alert_key() -> bytes:
    """The network's published key, which recognises its alerts; kept as `verify_key` is."""
    return _kept(Path(settings.KEEPER_ALERT_KEY), lambda state: state.alert_verify_key)


def _kept(path: Path, key_in: Callable[[State], bytes]) -> bytes:
    """A key from its file; where there is none yet, from the keeper into the file. KeeperSays where it is sealed."""
    try:
        kept = bytes.fromhex(path.read_text())
    except (OSError, ValueError):
        kept = b""
    if len(kept) != _VERIFY_KEY_SIZE:
        kept = key_in(ask(Ask(), State))
        if len(kept) != _VERIFY_KEY_SIZE:
            raise KeeperSays(No.SEALED)
        path.write_text(kept.hex())
        path.chmod(0o600)
    return kept


def _exchange(frame: bytes, patience: float) -> Answer:
    """Ask on this thread's connection. One that rested too long was closed by the keeper: then once more on a new one."""
    resting: socket.socket | None = getattr(_mine, "line", None)
    if resting is not None and _mine.path == str(settings.KEEPER_SOCKET):
        try:
            return _talk(resting, frame, patience)
        except (BrokenPipeError, ConnectionResetError, EOFError):
            pass
    _hang_up()
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    _mine.line, _mine.path = line, str(settings.KEEPER_SOCKET)
    line.settimeout(patience)
    line.connect(_mine.path)
    try:
        return _talk(line, frame, patience)
    except EOFError as trouble:
        raise Malformed from trouble


def _talk(line: socket.socket, frame: bytes, patience: float) -> Answer:
    line.settimeout(patience)
    line.sendall(frame)
    return decode(_exactly(line, length_of(_exactly(line, 4))))  # type: ignore[return-value]


def _exactly(line: socket.socket, size: int) -> bytes:
    parts, missing = [], size
    while missing:
        part = line.recv(min(missing, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _hang_up() -> None:
    line: socket.socket | None = getattr(_mine, "line", None)
    _mine.line = None
    if line is not None:
        line.close()
