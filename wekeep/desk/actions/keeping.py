"""The keeper and the sender beside the server: their command lines, and whether they are services of their own."""

import sys
from typing import Final

from django.conf import settings

from wekeep.desk.actions.beside import Beside

KEEPER_GOODBYE_SECONDS: Final = 5.0
# what is on its way to a channel is answered within ten seconds
SENDER_GOODBYE_SECONDS: Final = 15.0


def keeper_beside() -> Beside:
    """The keeper; when it ends, everyone is locked."""
    return Beside(
        "keeper",
        lambda: [*keeper_command(), "--until-eof"],
        wanted=not settings.KEEPER_APART,
        goodbye_seconds=KEEPER_GOODBYE_SECONDS,
    )


def sender_beside() -> Beside:
    """The process that sends; what waits for it is in the outbox."""
    return Beside(
        "sender",
        lambda: [sys.executable, "-m", "wekeep.desk.command", "sender", "--until-eof"],
        wanted=not settings.SENDER_APART,
        goodbye_seconds=SENDER_GOODBYE_SECONDS,
    )


def keeper_command() -> list[str]:
    """The command line of this installation's keeper."""
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(settings.KEEPER_DIR)]
    command += ["--socket", str(settings.KEEPER_SOCKET)]
    if settings.DEMO:
        command += ["--unseal-itself"]
    elif settings.KEEPER_CREDENTIAL:
        command += ["--credential", settings.KEEPER_CREDENTIAL]
    return command
