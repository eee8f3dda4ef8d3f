"""The keeper, the sender and the worker beside the server: their command lines, and whether they are services of their own."""

import sys
from typing import Final

from django.conf import settings

from wekeep.desk.actions.beside import Beside

KEEPER_GOODBYE_SECONDS: Final = 5.0
# what is on its way to a channel is answered within ten seconds
SENDER_GOODBYE_SECONDS: Final = 15.0
# its streams, and the requests it is at
DOOR_GOODBYE_SECONDS: Final = 15.0
# some seconds for what lies in the spool, and for the jobs it is at
WORKER_GOODBYE_SECONDS: Final = 20.0


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


def worker_beside(*, wanted: bool) -> Beside:
    """The process that runs the jobs and brings reports in from the spool; what waits for it is in the database and there."""
    return Beside(
        "worker",
        lambda: [sys.executable, "-m", "wekeep.desk.command", "worker", "--until-eof"],
        wanted=wanted,
        goodbye_seconds=WORKER_GOODBYE_SECONDS,
    )


def door_beside(number: int, host: str, port: int) -> Beside:
    """One more process that answers on the server's port; what it acknowledges, the server's worker brings in."""
    words = ["serve", "--further-door", "--host", host, "--port", str(port)]
    return Beside(
        f"door {number}",
        lambda: [sys.executable, "-m", "wekeep.desk.command", *words],
        wanted=True,
        goodbye_seconds=DOOR_GOODBYE_SECONDS,
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
