"""The tables in docs/ that the program itself can tell: `python -m tests.house.tables` writes them anew."""

import ast
import importlib
import os
import re
from collections.abc import Callable
from datetime import timedelta

import django
from django.utils import translation

from tests.house.laws import jobs
from tests.house.tree import ROOT, Tree
from wekeep.journal.rules.kind import all_kinds
from wekeep.kit.abilities import ROLES, Ability, Role
from wekeep.work.rules.task import LIMIT, UnknownJob, spec_for

PLACES = {
    "abilities": "docs/abilities.md",
    "kinds": "docs/threat-model.md",
    "holdings": "docs/threat-model.md",
    "jobs": "docs/run-it.md",
}


def abilities(_tree: Tree) -> str:
    """Every ability and the roles that carry it."""
    rows = [
        f"| `{ability.name}` | {ability.value} | {', '.join(r.value for r in Role if ability in ROLES[r])} |"
        for ability in Ability
    ]
    return "\n".join(["| ability | this person … | roles |", "| --- | --- | --- |", *rows])


def kinds(tree: Tree) -> str:
    """Every kind of journal entry and how long it is kept."""
    for module in tree.house:
        if module.room == "rules" and "declare(" in module.text:
            importlib.import_module(".".join(module.parts).removesuffix(".__init__"))
    rows = [
        f"| `{k.name}` | {k.words} | {_span(k.keep)} | {'yes' if k.on_boards else 'no'} |"
        for k in all_kinds()
        if not k.name.startswith("test.")
    ]
    return "\n".join(["| entry | what happened | kept | on boards |", "| --- | --- | --- | --- |", *rows])


def _span(keep: timedelta) -> str:
    return f"{keep.days} days" if keep.days else f"{keep.seconds // 3600} hours"


def all_jobs(tree: Tree) -> str:
    """Every job, and what it does."""
    rows = [
        f"| `{name}` | {(ast.get_docstring(function) or '').splitlines()[0]} | {_at_most(name)} |"
        for name, (_module, function) in sorted(jobs(tree).items())
    ]
    return "\n".join(["| job | what it does | one try takes at most |", "| --- | --- | --- |", *rows])


def _at_most(name: str) -> str:
    try:
        limit = spec_for(name).limit
    except UnknownJob:  # one that was planted in a copy of the house
        limit = LIMIT
    return f"{limit.total_seconds() / 60:g} min"


def held(tree: Tree) -> str:
    """Everything that is held, how it lies on the disk, who reads it and how long."""
    kinds(tree)  # declares every kind of entry, whose terms the table sums up
    told = importlib.import_module("wekeep.desk.queries.holdings").holdings  # needs Django to be set up
    with translation.override("en"):
        rows = [f"| {one.what} | {one.form.value} | {one.readers} | {one.kept} |" for one in told()]
    return "\n".join(["| what | lies there | who can read it | how long |", "| --- | --- | --- | --- |", *rows])


TABLES: dict[str, Callable[[Tree], str]] = {
    "abilities": abilities,
    "kinds": kinds,
    "holdings": held,
    "jobs": all_jobs,
}


def written(tree: Tree, name: str) -> str:
    """The table as its page has it now; "" where the page lacks its place."""
    found = re.search(rf"<!-- table: {name} -->\n(.*?)\n<!-- end -->", tree.text(PLACES[name]), re.S)
    return found.group(1) if found else ""


def write(tree: Tree) -> None:
    """Put every table into its page."""
    for name, table in TABLES.items():
        path, start, end = tree.root / PLACES[name], f"<!-- table: {name} -->\n", "<!-- end -->"
        before, rest = path.read_text().split(start, 1)
        path.write_text(before + start + table(tree) + "\n" + end + rest.split(end, 1)[1])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    write(Tree(ROOT))
