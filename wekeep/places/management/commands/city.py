"""`wekeep city`: bring a city's map in from an OpenStreetMap extract, make one up, or look a place up in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import Refused
from wekeep.places.actions.cities import import_city
from wekeep.places.actions.extracts import make_up_city
from wekeep.places.queries.gazetteer import look_up
from wekeep.places.rules.made_up.plan import HALF


class Command(BaseCommand):
    """city import FILE · city make-up FILE [--seed N] [--half METRES] · city search TEXT"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the three subcommands."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="make an extract (.osm.pbf) the city of this network")
        bring.add_argument("file", type=Path)
        bring.add_argument(
            "--no-zones", action="store_true", help="do not make zones from the extract's neighbourhoods"
        )
        make = verbs.add_parser("make-up", help="write the extract of a city that does not exist")
        make.add_argument("file", type=Path)
        make.add_argument("--seed", type=int, default=1)
        make.add_argument("--half", type=float, default=HALF, help="metres from the middle to each side")
        find = verbs.add_parser("search", help="show what a typed place would mean")
        find.add_argument("text", nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one subcommand; what is refused is said in one line."""
        try:
            {"import": self._import, "make-up": self._make_up, "search": self._search}[options["verb"]](options)
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error

    def _import(self, options: dict[str, Any]) -> None:
        city = import_city(
            actor=SYSTEM, path=options["file"], say=self.stdout.write, with_zones=not options["no_zones"]
        )
        self.stdout.write(f"{city.name} is now the city of this network.")

    def _make_up(self, options: dict[str, Any]) -> None:
        drawing = make_up_city(path=options["file"], seed=options["seed"], half=options["half"])
        self.stdout.write(f"{options['file']}: {len(drawing.nodes):,} nodes, {len(drawing.ways):,} ways.")

    def _search(self, options: dict[str, Any]) -> None:
        answer = look_up(" ".join(options["text"]))
        self.stdout.write(answer.verdict.value)
        for one in answer.candidates:
            about = "" if one.exact else "  (estimated)"
            self.stdout.write(
                f"{one.confidence:.2f}  {one.kind:13} {one.label}  {one.lat:.5f}, {one.lon:.5f}  {one.neighbourhood}{about}"
            )
