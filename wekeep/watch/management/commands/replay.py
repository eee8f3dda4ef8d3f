"""`wekeep replay`: recorded sightings through the real intake under a simulated clock, or, with --live, as a drill."""

import json
import time
from argparse import ArgumentTypeError
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from wekeep.kit import clock
from wekeep.watch.actions.recorded import file_recorded
from wekeep.watch.models import Sighting
from wekeep.watch.rules.recorded import Unreadable, in_order_of_arrival, read_recorded
from wekeep.watch.rules.salute import Observation
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import MERGING


class Command(BaseCommand):
    help = "Run recorded sightings (one JSON object a line) through intake and merging, and write {sighting id: incident id}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="JSON lines: id, observed_at, received_at, lat, lon, people, …")
        parser.add_argument(
            "--out", type=Path, help="where to write {sighting id: incident id}, as it stands at the end"
        )
        parser.add_argument(
            "--live", action="store_true", help="play the file into the running network as a drill (status Exercise)"
        )
        parser.add_argument(
            "--speed", type=_speed, default=1.0, help="with --live: this many times as fast as it happened"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        recorded = _read(options["file"])
        if options["out"] and not options["live"]:
            _check_out(options["out"])
        if options["live"]:
            self._play_live(recorded, options["speed"])
            return
        placed = _replay(recorded)
        answer = json.dumps(placed, indent=1, ensure_ascii=False)
        if options["out"]:
            options["out"].write_text(answer + "\n", encoding="utf-8")
            self.stderr.write(f"{len(placed)} sightings, {len(set(placed.values()))} incidents")
        else:
            self.stdout.write(answer)

    def _play_live(self, recorded: list[Observation], speed: float) -> None:
        """File each sighting when its time comes, moved to now; the network's own worker merges them."""
        if not recorded:
            return
        begin, start = recorded[0].received_at, clock.now()
        for number, observation in enumerate(recorded, start=1):
            due = start + (observation.received_at - begin) / speed
            time.sleep(max(0.0, (due - clock.now()).total_seconds()))
            delay = observation.received_at - observation.observed_at
            file_recorded(_at(observation, clock.now() - delay))
            self.stderr.write(f"{number} of {len(recorded)} sent as an exercise")


def _check_out(out: Path) -> None:
    """Before the run and not after it: a run can take minutes, and its result would be lost."""
    try:
        out.open("a").close()
    except OSError as trouble:
        raise CommandError(f"--out {out}: {trouble.strerror}. Nothing was run.") from trouble


def _speed(text: str) -> float:
    value = float(text)
    if not 0.01 <= value <= 1000:
        raise ArgumentTypeError("a speed lies between 0.01 and 1000")
    return value


def _read(path: Path) -> list[Observation]:
    try:
        with path.open(encoding="utf-8") as lines:
            return in_order_of_arrival(read_recorded(lines))
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}") from trouble
    except (Unreadable, UnicodeDecodeError) as trouble:
        raise CommandError(f"{path}: {trouble}") from trouble


def _at(observation: Observation, observed: Any) -> Observation:
    return Observation(
        **{name: getattr(observation, name) for name in Observation.__slots__ if name != "observed_at"},
        observed_at=observed,
    )


def _replay(recorded: list[Observation]) -> dict[str, str]:
    """Place every sighting on a throwaway database, whose clock stands at each one's time of receipt in turn."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # nothing here is meant to survive
    codes: dict[str, str] = {}
    for observation in recorded:
        with clock.simulated(observation.received_at):
            codes[observation.id] = file_recorded(observation)
            drain(MERGING)
    # one that failed holds up the rest until its next try, a quarter of an hour later at most
    for hours in range(1, 5) if recorded else ():
        with clock.simulated(recorded[-1].received_at + timedelta(hours=hours)):
            drain(MERGING)
    found = dict(Sighting.objects.values_list("code", "incident__code"))
    return {name: found[code] or code for name, code in codes.items()}
