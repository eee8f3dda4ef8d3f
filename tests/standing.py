"""A house that stands: the program read and checked once in its environment, from which servers are forked.

`python -m tests.standing`, with the line on which they are asked for as its standard input. What a server does at its
start (its settings are these, its files are gathered, its threads, its lines to database and keeper) each does itself.
"""

import os
import socket
import sys
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from tests.house.tree import ROOT
from tests.nursery import fork_for


def build() -> None:
    """Read what a server reads before its first page."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    BaseCommand().check()
    call_command("collectstatic", interactive=False, verbosity=0)
    # not before: it looks once which files there are
    import_module("config.asgi")
    _read_templates()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Send")
    # a line to the database is nothing to share
    connections.close_all()


def _read_templates() -> None:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    for path in sorted((ROOT / "wekeep").glob("*/templates/**/*.html")):
        engine.get_template(str(path).split("/templates/", 1)[1])


if __name__ == "__main__":
    build()
    sys.stdout.flush()
    fork_for(socket.socket(fileno=os.dup(0)))
