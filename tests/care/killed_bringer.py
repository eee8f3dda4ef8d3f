"""Brings in the parts of one list one after the other until a test kills it: `python -m tests.care.killed_bringer CODE`.

Each line it says is the number of a part that is in.
"""

import os
import sys

import django


def main(code: str) -> None:
    """Bring in a part, say so, bring in the next."""
    from wekeep.care.actions.lists import bring_part
    from wekeep.care.forms.lists import vocabulary

    for part in range(1, 1000):
        bring_part(code=code, part=part, words=vocabulary())
        os.write(sys.stdout.fileno(), f"{part}\n".encode())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    main(sys.argv[1])
