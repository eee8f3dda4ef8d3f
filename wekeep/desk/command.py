"""The `wekeep` command: its own verbs, told in docs/run-it.md, and no other."""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import ManagementUtility

from wekeep.kit.errors import BadSetting

COMMANDS = {
    "demo": "a made-up network on this machine alone",
    "init": "make the data folder and the database, and admit the first steward",
    "check-deploy": "whether this installation is safe to open, and what to do where it is not",
    "serve": "pages, live streams and jobs in one process, the keeper and the sender beside it",
    "worker": "only the jobs that send nothing, in a process of its own",
    "sender": "only the sending, in the one process that needs the credentials for it",
    "keeper": "the process that holds the keys: run it by itself, unseal it, lock everyone, see how it is",
    "hold-sending": "stop everything that is sent, on every host, at once",
    "resume-sending": "start sending again, with the words that unseal the keeper",
    "sent": "check a downloaded list of what a network sent, offline",
    "book": "add the book of the funds up anew, or write it out for an auditor",
    "audit": "verify the log of who opened what",
    "import": "bring sightings in from a CSV or JSON-lines file",
    "city": "make map, gazetteer and streets from an OpenStreetMap extract",
    "backup": "write one encrypted file that holds the whole network",
    "restore": "put a backup in place of an empty installation",
    "paste": "read pasted messages into the fields of a report",
    "bounces": "read mail that came back, from standard input",
    "replay": "run recorded sightings through the real intake",
}
# `import` is a word of the language, so the file that does it has another name.
_FILES = {
    "import": "import_records",
    "check-deploy": "check_deploy",
    "hold-sending": "hold_sending",
    "resume-sending": "resume_sending",
}
_ASKS = ("help", "--help", "-h")


def main() -> None:
    """Run one command; docs/run-it.md tells of each. What it writes is for its owner alone."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = sys.argv[1:] or ["help"]
    if words[0] in _ASKS:
        words = [*words[1:2], "--help"]
    if words[0] == "--help":
        sys.stdout.write(f"{_overview()}\n")
        return
    if words[0] not in COMMANDS:
        sys.exit(f"wekeep has no command {words[0]!r}. wekeep --help lists them.")
    if words[0] == "demo":
        _as_a_demo(words)
    if words[0] == "sender":
        # told to a server that has no credentials; this is the process that has them
        os.environ.pop("WEKEEP_SENDER_APART", None)
    try:
        if words[0] == "replay" and "--live" not in words:
            _on_a_throwaway_database(words)
        else:
            _run(words)
    except BadSetting as trouble:
        sys.exit(str(trouble))


def _run(words: list[str]) -> None:
    """Not by Django's own list, on which stand commands that empty a network's tables or open its database."""
    django.setup()
    command = ManagementUtility(["wekeep"]).fetch_command(_FILES.get(words[0], words[0]))
    command.run_from_argv(["wekeep", *words])


def _overview() -> str:
    rows = [f"  {name:16}{words}" for name, words in COMMANDS.items()]
    return "\n".join(
        ["wekeep COMMAND, where COMMAND is one of", "", *rows, "", "wekeep COMMAND --help says more of one."]
    )


def _as_a_demo(words: list[str]) -> None:
    """A demo says so everywhere, keeps its data apart, and may reach this machine's own phones, before Django starts."""
    os.environ["WEKEEP_DEMO"] = os.environ["WEKEEP_ALLOW_LOOPBACK_ENDPOINTS"] = "1"
    os.environ["WEKEEP_SITE_URL"] = f"http://localhost:{_option(words, '--port', '8000')}"
    os.environ.setdefault("WEKEEP_DATA_DIR", str(Path.cwd() / ".data" / "demo"))
    if pace := _option(words, "--pace", ""):
        os.environ["WEKEEP_DEMO_PACE"] = pace


def _option(words: list[str], name: str, default: str) -> str:
    """The value of `--name VALUE` or `--name=VALUE`."""
    for at, word in enumerate(words):
        if word == name and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return default


def _on_a_throwaway_database(words: list[str]) -> None:
    """A replay that is not a drill touches no network: its database is made for it and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="wekeep-replay-") as folder:
        os.environ["WEKEEP_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'replay.sqlite3'}"
        _run(words)


if __name__ == "__main__":
    main()
