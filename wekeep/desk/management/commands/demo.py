"""`wekeep demo`: a made-up network on this machine alone, with a week behind it, phones that light up and a story that tells
itself."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.desk.actions.cast import Ready, issue_cast
from wekeep.desk.actions.files import lay_out_files
from wekeep.desk.actions.phones import take_in_hand
from wekeep.desk.actions.story import begin_story
from wekeep.desk.management.commands.serve import serve
from wekeep.desk.rules.made_up.week import SLICE, WEEK
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.people.queries import a_steward_exists
from wekeep.places.actions.cities import import_city
from wekeep.places.actions.extracts import make_up_city
from wekeep.places.queries.city import current_city
from wekeep.places.rules.made_up.plan import HALF
from wekeep.work import actions as work

EXTRACT = "made-up-city.osm.pbf"
# The server must answer before a phone can be reached on it.
PHONES_AFTER = timedelta(seconds=2)
STORY_AFTER_STEPS = 4


class Command(BaseCommand):
    help = "Serve a demo network: a made-up city, one member a role, neighbours' phones, and a story."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--pace", type=int, help="seconds between the steps of the story (default: 6)")
        parser.add_argument("--half", type=float, default=HALF, help="metres from the city's middle to each side")

        parser.add_argument(
            "--week", action="store_true", help="tell a whole week: 900 requests, 550 members, 180 rents"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Start it as `wekeep demo`, so that everything knows that it is a demo.")
        call_command("migrate", verbosity=0)
        self._make_city(options["half"])
        lay_out_files()
        self._print_sign_in(issue_cast())
        take_in_hand()
        work.enqueue("desk.sign_up_phones", unique_key="desk.sign_up_phones", run_at=clock.now() + PHONES_AFTER)
        size = WEEK if options["week"] else SLICE
        work.enqueue("desk.give_keys", {"size": size}, unique_key="desk.give_keys", run_at=clock.now() + PHONES_AFTER)
        begin_story(after=PHONES_AFTER + timedelta(seconds=STORY_AFTER_STEPS * settings.DEMO_PACE))
        serve("127.0.0.1", options["port"])

    def _make_city(self, half: float) -> None:
        """Make up the city once; a folder that holds another network is left alone."""
        extract = settings.DATA_DIR / EXTRACT
        if current_city() is not None and extract.exists():
            return
        if current_city() is not None or a_steward_exists():
            raise CommandError(f"{settings.DATA_DIR} holds a network that is not a demo. Choose another folder.")
        self._say("Making up a city (once)")
        make_up_city(path=extract, half=half)
        import_city(actor=SYSTEM, path=extract, say=self._say)

    def _print_sign_in(self, cast: list[Ready]) -> None:
        rows = [f"  {one.part.handle:8}{one.part.role or 'no role':13}{one.passphrase}" for one in cast]
        self._say("\n".join(["", "Sign in as", *rows, "", *_addresses(), ""]))

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _addresses() -> list[str]:
    site = settings.SITE_URL
    return [
        f"  {site}/demo/            begin here",
        f"  {site}/demo/phones/     the neighbours' phones",
        f"  {site}/people/sign-in/  sign in, then open the board",
        "",
        "  The keeper unseals itself from a file beside it: in a demo, sealed protects from nobody.",
        "",
        "The story begins by itself in half a minute. Ctrl-C ends the demo.",
    ]
