"""Each contract and each law is proven: a fault planted in a copy of the tree breaks exactly what should break."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import laws
from tests.house.tree import ROOT, Tree

CONTRACTS = {
    "Floors: imports only point down": "floors",
    "The house does not know how it is wired": "roof",
    "Rooms: doors, forms, actions, notices, queries, models, rules": "rooms",
    "Rules and kit import no Django, not even through others": "pure",
    "Nobody reaches into the tables of the cellar": "tables",
    "Nobody reaches into the tables of channels": "channel tables",
    "No circles at any depth": "circles",
    "Channel kinds do not know each other": "kinds",
}
CONTRACT_NAMES = frozenset(CONTRACTS.values())


@dataclass(frozen=True)
class Fault:
    """`code` appended to the file at `path` (made where it does not exist), and what it must break."""

    path: str
    code: str
    breaks: frozenset[str]


def fault(path: str, code: str, *breaks: str) -> Fault:
    return Fault(path, code, frozenset(breaks))


NEW = '"""Planted."""\n\n'
FAULTS = {
    "an upward import": fault(
        "wekeep/channels/rules/planted.py", NEW + "from wekeep.places.rules import zone\n", "floors"
    ),
    "a wing that imports a wing": fault(
        "wekeep/evidence/rules/planted.py", NEW + "from wekeep.watch.rules import status\n", "floors"
    ),
    "a package on no floor": fault("wekeep/attic/__init__.py", NEW, "floors"),
    "a house that knows its wiring": fault(
        "wekeep/people/queries/members.py", "\nfrom config.env import text as planted\n", "roof"
    ),
    "a query that imports an action": fault(
        "wekeep/journal/queries.py", "\nfrom wekeep.journal import actions as planted\n", "rooms"
    ),
    "a view that imports jobs": fault(
        "wekeep/journal/views/planted.py", NEW + "from wekeep.journal import jobs\n", "rooms"
    ),
    "a rule that imports Django": fault(
        "wekeep/people/rules/planted.py", NEW + "from django.utils import timezone\n", "pure"
    ),
    "a rule that imports Django through another": fault(
        "wekeep/people/rules/planted.py", NEW + "from wekeep.places.models import zone\n", "pure"
    ),
    "kit that imports Django": fault("wekeep/kit/planted.py", NEW + "import django.utils.timezone\n", "pure"),
    "a reader of the job table": fault(
        "wekeep/people/queries/members.py", "\nfrom wekeep.work.models import Job as Planted\n", "tables"
    ),
    "a reader of the journal's table": fault(
        "wekeep/desk/views/planted.py", NEW + "from wekeep.journal.models import Entry\n", "tables"
    ),
    "a reader of the channels' tables": fault(
        "wekeep/desk/views/planted.py", NEW + "from wekeep.channels.models import Address\n", "channel tables"
    ),
    "a circle deep inside": fault("wekeep/kit/errors.py", "\nfrom wekeep.kit import actor as planted\n", "circles"),
    "channel kinds that meet": fault(
        "wekeep/channels/kinds/planted_a/__init__.py", NEW + "from wekeep.channels.kinds import planted_b\n", "kinds"
    ),
    "no docstring": fault("wekeep/people/rules/planted.py", "PLANTED = 1\n", "every_file_opens_with_a_docstring"),
    "a room nobody knows": fault("wekeep/people/services.py", NEW, "only_rooms_stand_in_a_package"),
    "an attic": fault("wekeep/people/rules/utils.py", NEW, "no_attics"),
    "a receiver": fault("wekeep/people/models/member.py", "\nfrom django.dispatch import receiver\n", "no_receivers"),
    "an overridden save": fault(
        "wekeep/people/models/member.py",
        "\n\nclass Planted:\n    def save(self) -> None:\n        pass\n",
        "no_model_overrides_save",
    ),
    "an import inside a function": fault(
        "wekeep/people/queries/members.py",
        "\n\ndef planted() -> None:\n    import json\n",
        "no_import_inside_a_function",
    ),
    "an import of the keeper": fault(
        "wekeep/people/queries/members.py", "\nfrom wekeep.keeper import doors\n", "nobody_imports_the_keeper"
    ),
    "a print": fault("wekeep/people/queries/members.py", "\nprint('planted')\n", "nothing_prints"),
    "a day of another zone": fault(
        "wekeep/care/queries/book.py",
        "\n\ndef planted() -> bool:\n    return clock.now().date() is None\n",
        "which_day_it_is_is_asked_of_the_city",
    ),
    "a log of what was typed": fault(
        "wekeep/work/jobs/worker.py",
        "\n\ndef planted(request: Job) -> None:\n    log.info('x', seen=request.name)\n",
        "nothing_logs_a_request",
    ),
    "a long view": fault(
        "wekeep/people/views/members.py",
        "\n\ndef planted() -> None:\n" + "    pass\n" * 25,
        "views_are_short",
    ),
    "a getter that does not authorise": fault(
        "wekeep/people/queries/members.py", "\n\ndef get_planted(code: str) -> str:\n    return code\n", "names_promise"
    ),
    "a job nobody declares": fault(
        "wekeep/people/actions/duty.py", "\nwork.enqueue('people.planted')\n", "every_queued_job_exists"
    ),
    "a job under another's name": fault(
        "wekeep/journal/jobs.py",
        "\n\n@task('people.planted')\ndef planted() -> None:\n    pass\n",
        "jobs_are_named_after_their_package",
    ),
    "a kind of entry nobody records": fault(
        "wekeep/people/rules/kinds.py",
        "\nPLANTED = declare('planted.seen', 'Planted.', _YEAR)\n",
        "every_kind_of_entry_is_recorded_somewhere",
    ),
    "a second leaf of migrations": fault(
        "wekeep/places/migrations/0001_planted.py", NEW, "migrations_stand_in_one_line"
    ),
    "a migration that imports a model": fault(
        "wekeep/places/migrations/0001_initial.py",
        "\nfrom wekeep.places.models import Zone\n",
        "migrations_stand_in_one_line",
    ),
    "a number plate": fault(
        "wekeep/watch/rules/salute.py", "\n\nclass Vehicle:\n    plate: str\n", "what_we_never_keep_has_no_name"
    ),
    "a script from elsewhere": fault(
        "wekeep/people/templates/people/sign_in.html",
        '<script src="https://cdn.example/x.js"></script>',
        "pages_ask_no_third_party",
    ),
    "an inline handler": fault(
        "wekeep/people/templates/people/sign_in.html",
        '<p onclick="x()">',
        "pages_hold_no_inline_script_or_style",
    ),
    "a lock without a hash": fault("locks/run.txt", "planted==1.0\n", "locks_hold_hashes_and_no_address"),
    "a lock with an index": fault(
        "locks/run.txt", "--index-url https://elsewhere.example\n", "locks_hold_hashes_and_no_address"
    ),
    "copied code": fault(
        "wekeep/look/static/look/planted.js", "/*! @license MIT */\n", "no_third_party_code_in_the_tree"
    ),
    "a flow that goes nowhere": fault(
        "docs/flows.md", "\n`people/views/members.py:planted`\n", "every_flow_names_files_and_functions_that_exist"
    ),
    "a setting nobody documented": fault(
        "config/settings.py", "\nPLANTED = env.flag('PLANTED')\n", "every_setting_is_documented"
    ),
    "a documented setting that is gone": fault(
        "docs/settings.md", "\n| `WEKEEP_PLANTED` | x | x |\n", "no_documented_setting_is_gone"
    ),
    "a command nobody documented": fault(
        "wekeep/desk/management/commands/planted.py",
        NEW,
        "every_command_is_documented",
        "only_known_commands_write_anything_out",
    ),
    "a command that opens what is sealed": fault(
        "wekeep/desk/management/commands/worker.py", "\nopen_groups\n", "only_known_commands_write_anything_out"
    ),
    "a list of members to take away": fault(
        "wekeep/people/views/members.py",
        "\n\ndef planted(request: HttpRequest) -> HttpResponse:\n"
        "    return HttpResponse('a,b', content_type='text/csv')\n",
        "only_known_views_answer_with_a_file",
    ),
    "a term that the environment sets": fault(
        "config/settings.py",
        "\nPLANTED = env.number('KEPT_DAYS', 30, 1, 900)\n",
        "every_setting_is_documented",
        "no_setting_says_how_long_anything_is_kept",
    ),
}
COMPANIONS = {
    "wekeep/evidence/rules/planted.py": ("wekeep/evidence/__init__.py", "wekeep/evidence/rules/__init__.py"),
    "wekeep/channels/rules/planted.py": ("wekeep/channels/rules/__init__.py",),
    "wekeep/channels/kinds/planted_a/__init__.py": (
        "wekeep/channels/kinds/__init__.py",
        "wekeep/channels/kinds/planted_b/__init__.py",
    ),
}
# Faults in a package of their own are undocumented channels too, and so on: what a fault cannot help breaking besides.
ALSO = {"channel kinds that meet": {"every_channel_is_documented"}}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A copy of what the laws look at."""
    root = tmp_path_factory.mktemp("tree")
    for name in ("wekeep", "config", "docs", "locks"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "package-lock.json"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    return Tree(root)


@contextmanager
def planting(copy: Tree, *faults: Fault) -> Iterator[Tree]:
    """The copy with these faults in it, taken out again afterwards."""
    made: list[Path] = []
    before: dict[Path, str] = {}
    for name, code in (step for one in faults for step in _steps(one)):
        path = copy.root / name
        if path.exists():
            before.setdefault(path, path.read_text())
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.append(path)
        path.write_text((path.read_text() if path.exists() else "") + code)
    try:
        yield Tree(copy.root)
    finally:
        for path, text in before.items():
            path.write_text(text)
        for path in made:
            path.unlink()
            while not any(path.parent.iterdir()):
                path = path.parent
                path.rmdir()


def _steps(one: Fault) -> Iterator[tuple[str, str]]:
    """What is appended to which file: the fault, after those that must be there for it."""
    yield from ((name, NEW) for name in COMPANIONS.get(one.path, ()))
    yield one.path, one.code


@pytest.mark.parametrize("name", FAULTS, ids=[name.replace(" ", "-") for name in FAULTS])
def test_a_planted_fault_breaks_exactly_its_law(sound_but_for: set[str], copy: Tree, name: str) -> None:
    """Of those that break no contract, the next test asks the contracts, all at once."""
    expected = expected_of(name)
    with planting(copy, FAULTS[name]) as planted:
        broken = broken_laws(planted) | (broken_contracts(planted) if expected & CONTRACT_NAMES else set())
    assert broken - (sound_but_for - expected) == expected


def test_a_fault_that_breaks_laws_alone_breaks_no_contract(copy: Tree) -> None:
    """All of them together: what is added to a file can only add imports, so together they break what one of them does."""
    faults = [one for name, one in FAULTS.items() if not expected_of(name) & CONTRACT_NAMES]
    assert len(faults) > 20
    with planting(copy, *faults) as planted:
        broken = broken_contracts(planted)
    assert broken == set()


def expected_of(name: str) -> frozenset[str]:
    return FAULTS[name].breaks | ALSO.get(name, set())


@pytest.fixture(scope="module")
def sound_but_for(copy: Tree) -> set[str]:
    """What the copy breaks before any fault is planted: nothing, or test_laws.py says so already."""
    return broken_laws(Tree(copy.root))


def test_the_house_as_it_stands_keeps_every_contract(copy: Tree) -> None:
    assert broken_contracts(Tree(copy.root)) == set()


def test_every_contract_and_every_law_has_its_fault() -> None:
    proven = {name for one in FAULTS.values() for name in one.breaks} | {n for names in ALSO.values() for n in names}
    unproven = {law.__name__ for law in laws.LAWS} | set(CONTRACTS.values())
    assert unproven - proven == {"the_license_is_the_agpl", "the_words_page_is_there"}


def broken_contracts(tree: Tree) -> set[str]:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=tree.root, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return {short for name, short in CONTRACTS.items() if f"{name} BROKEN" in done.stdout}


def broken_laws(tree: Tree) -> set[str]:
    return {law.__name__ for law in laws.LAWS if law(tree)}
