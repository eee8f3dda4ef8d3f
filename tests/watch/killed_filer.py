"""Files reports in a crowd of threads until a test kills it: `python -m tests.watch.killed_filer`.

Each line it says is the code of a report that was acknowledged, and nothing else is.
"""

import os
import sys
import threading
import uuid

import django

THREADS = 8


def main() -> None:
    """File, say so, file the next."""
    from wekeep.kit import clock
    from wekeep.kit.actor import VISITOR
    from wekeep.watch.actions.sightings import file_sighting
    from wekeep.watch.rules.salute import Activity
    from wekeep.watch.rules.sighting import Report, Spot
    from wekeep.watch.rules.status import Source

    def work() -> None:
        while True:
            report = Report(observed_at=clock.now(), spot=Spot(45.0, -93.0), activity=Activity.STAGING)
            key = str(uuid.uuid4())
            filed = file_sighting(actor=VISITOR, report=report, source=Source.WEB, key=key, body=key)
            os.write(sys.stdout.fileno(), f"{filed.code}\n".encode())

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    main()
