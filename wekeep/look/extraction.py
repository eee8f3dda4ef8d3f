"""Finds every sentence of the program: in Python by its syntax tree, in templates by Django's own reading of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from wekeep.look.rules.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("wekeep", "config")

CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
    # what plain Python says in English and a door translates
    "Refused": (None, 0, None),
    "Locked": (None, 0, None),
    "NotAllowed": (None, 0, None),
    "TooMany": (None, 0, None),
    "Busy": (None, 0, None),
    "declare": (None, 1, None),
    "Health": (None, 1, None),
    "NoPlace": (None, 0, None),
    "SentBefore": (None, 0, None),
    "LookAlike": (None, 0, None),
    "TouchFirst": (None, 0, None),
    "TouchToChange": (None, 0, None),
    "WrongProof": (None, 0, None),
    "ChangedMeanwhile": (None, 0, None),
    "WrongDigits": (None, 0, None),
    "NeedsSecond": (None, 0, None),
    "Braked": (None, 0, None),
    "AlreadyOut": (None, 0, None),
    "Doubtful": (None, 0, None),
    # how a plan breaks a rule, why somebody is left out of it, and parts of those sentences
    "Breach": (None, 0, None),
    "BrokenPlan": (None, 0, None),
    "Reason": (None, 0, None),
    "Phrase": (None, 0, None),
    # what the keeper refuses is in words of its own table, marked there
    "KeeperSays": (None, 0, None),
    "KeeperAway": (None, 0, None),
    "KeeperLocked": (None, 0, None),
}
"""A function that marks sentences → where its context, sentence and plural stand among the arguments."""

SPOKEN_ENUMS = frozenset({"Ability", "Role"})
"""Enums whose values are shown to people, translated where they are shown."""

_CALL = re.compile(
    r"\b(?P<name>n?p?gettext|_)\((?P<arguments>(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^()\"'])*)\)", re.DOTALL
)


def sentences(root: Path = ROOT) -> dict[tuple[str, str], Sentence]:
    """Return every sentence under the folders of the program, by its key; a file that cannot be parsed raises SyntaxError."""
    if not settings.configured:
        settings.configure()
    found: dict[tuple[str, str], Sentence] = {}
    for file in _files(root):
        for one in _in_file(file):
            kept = found.setdefault(one.key, one)
            kept.plural = kept.plural or one.plural
            kept.files.add(file.relative_to(root).as_posix())
    return found


def in_python(text: str) -> Iterator[Sentence]:
    """Yield the sentences that Python source marks."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.ClassDef) and node.name in SPOKEN_ENUMS:
            yield from _in_enum(node)


def in_template(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a Django template."""
    for call in _CALL.finditer(templatize(text)):
        yield from in_python(f"{call['name']}({call['arguments']})")


def _files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix == ".py" or (file.is_file() and "templates" in file.parts):
                yield file


def _in_file(file: Path) -> Iterator[Sentence]:
    text = file.read_text(encoding="utf-8")
    return in_python(text) if file.suffix == ".py" else in_template(text)


def _in_call(call: ast.Call) -> Iterator[Sentence]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in CALLS:
        return
    context, english, plural = (_text(call.args, position) for position in CALLS[name])
    if english:
        yield Sentence(english, plural, context)


def _in_enum(node: ast.ClassDef) -> Iterator[Sentence]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant) and isinstance(line.value.value, str):
            yield Sentence(line.value.value)


def _text(arguments: list[ast.expr], position: int | None) -> str:
    if position is None or position >= len(arguments):
        return ""
    argument = arguments[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""
