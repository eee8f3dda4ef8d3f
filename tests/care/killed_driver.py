"""Tells what became of a run's stops, one after another, until a test kills it: `python -m tests.care.killed_driver RUN MEMBER`.

Each line it says is the code of a stop that was acknowledged.
"""

import os
import sys

import django


def main(run: str, member: str) -> None:
    """Load, then hand over door by door, and say so."""
    from wekeep.care.actions.driving import Told, tell
    from wekeep.care.models import Stop
    from wekeep.care.rules.run import Outcome
    from wekeep.people.access import actor_for
    from wekeep.people.models import Member

    actor = actor_for(Member.objects.get(code=member))
    for stop in Stop.objects.filter(run__code=run).order_by("turn"):
        outcome = Outcome.LOADED if stop.side == "pickup" else Outcome.HANDED
        tell(actor=actor, code=run, told=Told((stop.code,), outcome, key=f"key-{stop.code}"))
        os.write(sys.stdout.fileno(), f"{stop.code}\n".encode())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    main(*sys.argv[1:])
