"""Sends what is in the outbox, in a process of its own that a test kills: python -m tests.channels.killed_sender."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from wekeep.channels.actions import sheets
    from wekeep.channels.jobs import send

    sheets.WORTH = 100  # type: ignore[misc]
    send.call(kind="webpush")
