"""The `wekeep` command: init demo serve worker check-deploy backup restore import replay paste city, and Django's own."""

import os
import sys

from django.core.management import execute_from_command_line

# `import` is a word of the language, so the file that does it has another name.
_FILES = {"import": "import_records", "check-deploy": "check_deploy"}


def main() -> None:
    """Run one command; see docs/run-it.md for each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = sys.argv[1:] or ["help"]
    execute_from_command_line(["wekeep", _FILES.get(words[0], words[0]), *words[1:]])


if __name__ == "__main__":
    main()
