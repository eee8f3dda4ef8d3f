"""The translators' command: `python -m wekeep.look.messages extract | check | untranslated | fill | compile`."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from wekeep.look import catalogues
from wekeep.look.extraction import sentences
from wekeep.look.languages import PLURAL_FORMS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; return 0 when all is well and 1 with a line for each thing that is not."""
    chosen = _parser().parse_args(arguments)
    verb: Callable[[argparse.Namespace], list[str]] = chosen.verb
    wrong = verb(chosen)
    for line in wrong:
        _say(line, sys.stderr)
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m wekeep.look.messages", description=__doc__)
    verbs = parser.add_subparsers(required=True)

    def add(name: str, verb: Callable[[argparse.Namespace], list[str]], words: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=words, description=words)
        made.set_defaults(verb=verb)
        return made

    add("extract", extract, "Bring every catalogue up to what the program says now.")
    check_ = add("check", check, "Fail when a sentence is in no catalogue, or a translation drops what is filled in.")
    check_.add_argument("--complete", action="store_true", help="fail for untranslated sentences too")
    left = add("untranslated", untranslated, "Print what is left to translate into a language, as JSON.")
    left.add_argument("language", choices=sorted(PLURAL_FORMS))
    filled = add("fill", fill, "Take the JSON back with every `translation` written.")
    filled.add_argument("file", type=Path)
    filled.add_argument("--reviewed", action="store_true", help="a speaker has read these")
    add("compile", compile_, "Write the .mo of every catalogue (set-up does this).")
    return parser


def extract(_chosen: argparse.Namespace) -> list[str]:
    """Merge what the program says into every catalogue."""
    found = sentences()
    for language in PLURAL_FORMS:
        _say(f"{language}: {len(found)} sentences, {catalogues.merge(language, found)} new")
    return []


def check(chosen: argparse.Namespace) -> list[str]:
    """Return every problem of every catalogue."""
    found = sentences()
    return [line for one in PLURAL_FORMS for line in catalogues.problems(one, found, complete=chosen.complete)]


def untranslated(chosen: argparse.Namespace) -> list[str]:
    """Print what is left, as JSON."""
    _say(json.dumps(catalogues.untranslated(chosen.language), ensure_ascii=False, indent=1))
    return []


def fill(chosen: argparse.Namespace) -> list[str]:
    """Put the translations of a file into their catalogue."""
    filled = json.loads(chosen.file.read_text(encoding="utf-8"))
    return catalogues.fill(filled, comment="" if chosen.reviewed else catalogues.UNREVIEWED)


def compile_(_chosen: argparse.Namespace) -> list[str]:
    """Compile every catalogue."""
    _say(f"compiled {', '.join(catalogues.compile_all()) or 'nothing'}")
    return []


def _say(line: str, where: TextIO | None = None) -> None:
    (where or sys.stdout).write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
