"""A keeper as a process of its own whose clock a test moves: `python -m tests.keeper.shifted FOLDER`.

The days by which its clock is ahead are in FOLDER/ahead, its passphrase in FOLDER/words. It never says that someone has
opened enough; it ends with whoever started it.
"""

import os
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

from wekeep.keeper.budgets import Class, Limit
from wekeep.keeper.server import Server
from wekeep.keeper.service import Keeper
from wekeep.kit import clock


def main(folder: Path) -> None:
    """Run until standard input ends, or killed."""

    def now() -> datetime:
        return clock.now() + timedelta(days=int((folder / "ahead").read_text()))

    keeper = Keeper(folder / "keeper.sqlite3", now=now, limits={one: Limit(10**9, 10**9, 10**9) for one in Class})
    keeper.unseal((folder / "words").read_text())
    server = Server(keeper, folder / "s", peers=frozenset({os.getuid()}))
    threading.Thread(target=server.run, daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.read(0, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
