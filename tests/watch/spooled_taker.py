"""Takes reports in through the spool, one by one and twenty at once, until a test kills it: `python -m tests.watch.spooled_taker FOLDER STEP`.

Each line it says is the receipt of a report that was acknowledged. `STEP` is how far a report ever comes here: "spooled" (the
database is never asked), "written" (it is in the database, and the spool does not know yet), or "all".
"""

import os
import sys
import threading
import uuid
from pathlib import Path

import django

THREADS = 8


def main(folder: Path, step: str) -> None:
    """Take one in, say so, take the next."""
    from wekeep.kit import clock
    from wekeep.kit.actor import VISITOR
    from wekeep.kit.spool import Spool
    from wekeep.watch.actions import draining
    from wekeep.watch.actions.intake import Sender
    from wekeep.watch.actions.sightings import Filed
    from wekeep.watch.actions.taking import Brought, open_spool, take_all
    from wekeep.watch.rules.salute import Activity
    from wekeep.watch.rules.sighting import Report, Spot
    from wekeep.watch.rules.status import Source

    def never(*_given: object) -> None:
        threading.Event().wait()

    if step == "spooled":
        vars(draining)["store"] = never
    if step == "written":
        type.__setattr__(Spool, "erase", never)
    open_spool(folder)

    def brought(number: int) -> Brought:
        report = Report(observed_at=clock.now(), spot=Spot(45.0, -93.0), activity=Activity.STAGING)
        key = str(uuid.uuid4())
        return Brought(VISITOR, report, Source.WEB, key, key, Sender(f"10.0.0.{number}", known=True, key=key))

    def work(number: int) -> None:
        # half of them one by one, half as a gateway does
        at_once = 1 if number % 2 else 20
        while True:
            for filed in take_all([brought(number) for _time in range(at_once)]):
                assert isinstance(filed, Filed)
                os.write(sys.stdout.fileno(), f"{filed.words}\n".encode())

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    main(Path(sys.argv[1]), sys.argv[2])
