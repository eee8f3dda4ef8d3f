"""Sends forms of households in a crowd of threads until a test kills it: `python -m tests.care.killed_asker`.

Each line it says is the code of a household whose form was acknowledged, and nothing else is.
"""

import os
import sys
import threading

import django

THREADS = 8


def main() -> None:
    """Ask, say so, ask the next."""
    from wekeep.care.actions.intake import Form, Private, Wanted, ask
    from wekeep.care.rules.household import Source
    from wekeep.care.rules.window import Urgency
    from wekeep.kit.actor import VISITOR
    from wekeep.kit.codes import new_code

    def work() -> None:
        while True:
            key = new_code()
            contact = {"kind": "phone", "contact": f"612 555 {int(key[:4].encode().hex(), 16) % 10_000:04}"}
            wanted = (Wanted("groceries", Urgency.WEEK, {"people": "4"}), Wanted("laundry", Urgency.ANY))
            form = Form(wanted, Private(contact, {"address": f"{key} Elm Street"}, {"about": key}), "so")
            asked = ask(actor=VISITOR, form=form, source=Source.WEB, key=key, body=key)
            os.write(sys.stdout.fileno(), f"{asked.household.code}\n".encode())

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    main()
