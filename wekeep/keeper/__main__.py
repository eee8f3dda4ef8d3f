"""`python -m wekeep.keeper`: run the keeper, unsealed by hand over its socket or from a credential file at the start."""

import argparse
import fcntl
import os
import pwd
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO

from wekeep.keeper.server import Server
from wekeep.keeper.service import Keeper
from wekeep.kit.drawn_secret import secret_in
from wekeep.kit.ending import Ending
from wekeep.kit.envelope import Broken
from wekeep.kit.keeper_messages import Limits, Use
from wekeep.kit.own_memory import let_nobody_look_in

TICK_SECONDS = 20.0
LONGEST_WAIT_FOR_FOLDER = 10.0
WRONG_PASSPHRASE = 3
# who plays through a day of a network in minutes sends in an hour what it sends in a day
FOR_A_DEMO = Limits(*(10 * number for number in asdict(Limits()).values()))


def main() -> int:
    """Run until SIGTERM, SIGINT, or (with --until-eof) until whoever started it is gone."""
    let_nobody_look_in()
    options = _options()
    folder = Path(options.folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        brake = FOR_A_DEMO if options.unseal_itself else None
        keeper = Keeper(folder / "keeper.sqlite3", caps=_caps(options.most_sendings), brake=brake)
        if not _unseal(keeper, options, folder):
            return WRONG_PASSPHRASE
        peers = frozenset(options.peer or [os.getuid()])
        server = Server(keeper, Path(options.socket), peers=peers)
        ending = Ending()
        threading.Thread(target=_stop_at, args=(ending, server), daemon=True).start()
        if options.until_eof:
            threading.Thread(target=_end_at_eof, args=(ending,), daemon=True).start()
        threading.Thread(target=_keep_time, args=(keeper,), daemon=True).start()
        server.run()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wekeep keeper", description="Hold the keys of sealed records.")
    parser.add_argument("--folder", required=True, help="where the keeper's own file lies; in no backup")
    parser.add_argument("--socket", required=True, help="the Unix socket it listens on")
    parser.add_argument("--credential", help="a file with the unseal passphrase (systemd: $CREDENTIALS_DIRECTORY/…)")
    parser.add_argument("--unseal-itself", action="store_true", help="draw the passphrase into the folder: demos only")
    parser.add_argument(
        "--peer", type=_user, action="append", help="user, or its id, that may connect (default: its own)"
    )
    parser.add_argument(
        "--most-sendings", type=int, help="different addresses, or places, opened in an hour for sending"
    )
    parser.add_argument("--until-eof", action="store_true", help="end when standard input does")
    return parser.parse_args()


def _user(given: str) -> int:
    """The id of a user of this machine. ArgumentTypeError where there is none of that name."""
    if given.isascii() and given.isdecimal():
        return int(given)
    try:
        return pwd.getpwnam(given).pw_uid
    except KeyError:
        raise argparse.ArgumentTypeError(f"this machine has no user {given!r}") from None


def _caps(most: int | None) -> dict[Use, int]:
    if not most:
        return {}
    return {Use.SENDING: most, Use.STOCKING: most // 4, Use.AUDIENCE: most, Use.PACKING: most // 5}


def _unseal(keeper: Keeper, options: argparse.Namespace, folder: Path) -> bool:
    try:
        if options.unseal_itself:
            keeper.unseal(secret_in(folder / "demo-passphrase"))
        elif options.credential:
            keeper.unseal(Path(options.credential).read_text().strip())
    except (Broken, OSError) as trouble:
        sys.stderr.write(f"keeper: the unseal passphrase was not accepted ({type(trouble).__name__})\n")
        return False
    return True


def _alone(folder: Path) -> IO[str]:
    """A lock on the folder: two keepers would each destroy and count apart. Waits a while for one that is ending."""
    lock = (folder / "lock").open("w")
    end = time.monotonic() + LONGEST_WAIT_FOR_FOLDER
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            if time.monotonic() > end:
                sys.exit("keeper: another keeper holds this folder")
            time.sleep(0.1)


def _stop_at(ending: Ending, server: Server) -> None:
    ending.wait()
    server.stop()


def _end_at_eof(ending: Ending) -> None:
    # not through sys.stdin, whose lock would still be held when the interpreter ends
    while os.read(0, 1024):
        pass
    ending.tell()


def _keep_time(keeper: Keeper) -> None:
    while True:
        time.sleep(TICK_SECONDS)
        try:
            keeper.tick()
        except Exception as trouble:  # the disk may be full for a while; the days must still end afterwards
            sys.stderr.write(f"keeper: {type(trouble).__name__} while keeping time\n")


if __name__ == "__main__":
    sys.exit(main())
