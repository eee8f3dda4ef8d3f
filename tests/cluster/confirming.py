"""What a host of the cluster test does by itself: python -m tests.cluster.confirming migrate | keep | alert CODE.

`keep` reads phones' addresses from standard input, a line of JSON; `alert` tells all of them, says so, and waits to be killed.
"""

import json
import os
import sys
import time
from datetime import timedelta

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from wekeep.channels.actions import addresses, outbox
    from wekeep.channels.actions.outbox import NewLetter, Recipient, Text
    from wekeep.channels.models import Address
    from wekeep.channels.rules.delivery import Rank
    from wekeep.kit import clock

    verb, *more = sys.argv[1:]
    if verb == "migrate":
        call_command("migrate", verbosity=0)
    elif verb == "keep":
        until = clock.now() + timedelta(days=2)
        with transaction.atomic():
            for one in json.loads(sys.stdin.readline()):
                addresses.keep_address(kind_name="webpush", given=one, expires_at=until)
    elif verb == "alert":
        words = Text("A long title", "Long words", "A short title", "Short words")
        ends, [code] = clock.now() + timedelta(hours=2), more
        site = os.environ["WEKEEP_SITE_URL"]
        letter = NewLetter(code, code, {"en": words}, f"{site}/alerts/", f"{site}/stop/", False, ends, Rank.ALERT)
        codes = Address.objects.order_by("id").values_list("code", flat=True)
        outbox.hand_over(letter, [Recipient(one, "webpush", "en") for one in codes])
        sys.stdout.write("told\n")
        sys.stdout.flush()
        time.sleep(3_600)
