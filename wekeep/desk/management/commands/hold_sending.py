"""`wekeep hold-sending`: stop everything that is sent, from the operator's shell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wekeep.channels.actions.stopping import stop_sending
from wekeep.kit.actor import SYSTEM
from wekeep.vault.queries.sending import keeper_stops


class Command(BaseCommand):
    help = "Stop everything that is sent, on every host, in the middle of an alert too; what waits is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        stop_sending(actor=SYSTEM)
        self.stdout.write("Stopped. What waits is kept. Two persons start it again, or `wekeep resume-sending`.")
        if keeper_stops() is None:
            raise CommandError(
                "The keeper does not answer, so it could not be told: it hears of it when it is back. Until then the "
                "senders alone know, from the database. If somebody else writes there, stop the senders too."
            )
