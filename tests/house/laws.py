"""The laws of the house that are about files and names, each a function from the tree to the faults it finds."""

import ast
import json
import re
from collections.abc import Callable

from tests.house.tree import Module, Tree, called, first_word
from tests.house.two_person_laws import TWO_PERSON_LAWS

Law = Callable[[Tree], list[str]]

ROOMS = frozenset(
    {"urls", "views", "api", "jobs", "forms", "actions", "notices", "queries", "models", "rules"}
    | {"__init__", "apps", "migrations", "templatetags", "management", "templates", "static"}
)
# What stands beside the rooms, and nothing else does. kit, look and keeper are rock: they have no rooms.
BESIDE = {
    "people": {"access"},
    "desk": {"command", "handoffs"},
    "channels": {"contract", "registry", "kinds", "wire", "gateway", "provider", "pulling", "taking_over"},
    "vault": {"keeper"},
    "journal": {"telling"},
    "care": {"planner"},
    "work": {"broker", "prepared", "rows", "streams"},
}
ROCK = frozenset({"kit", "look", "keeper"})
BANNED = frozenset(
    {"util", "utils", "helper", "helpers", "common", "core", "base", "manager", "managers", "lib", "misc"}
)
# What WeKeep never keeps must not even have a name here.
NEVER = frozenset({"plate", "suspect", "suspects", "face", "faces", "immigration", "ssn", "dossier"})


def every_file_opens_with_a_docstring(tree: Tree) -> list[str]:
    return [m.path for m in tree.modules if m.text.strip() and not ast.get_docstring(m.tree)]


def only_rooms_stand_in_a_package(tree: Tree) -> list[str]:
    faults = []
    for package in set(tree.packages) - ROCK:
        names = {p.stem if p.is_file() else p.name for p in (tree.root / "wekeep" / package).iterdir()} - {
            "__pycache__"
        }
        faults += [f"wekeep/{package}/{name}" for name in names - ROOMS - BESIDE.get(package, set())]
    return faults


def no_attics(tree: Tree) -> list[str]:
    # Django looks for a database backend in a module of this name
    backend = "config/sqlite/base.py"
    return [m.path for m in tree.house if BANNED & set(m.parts) and m.path != backend]


def no_receivers(tree: Tree) -> list[str]:
    barred = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    return [f"{m.path}: {name}" for m in tree.house for name in m.imported if name.startswith(barred)]


def no_model_overrides_save(tree: Tree) -> list[str]:
    rooms = [m for m in tree.house if m.room == "models"]
    return [f"{m.path}:{f.lineno}" for m in rooms for f in m.functions if f.name in ("save", "delete", "full_clean")]


def no_import_inside_a_function(tree: Tree) -> list[str]:
    return [f"{m.path}:{node.lineno}" for m in tree.house if m.parts[-1] != "apps" for node in m.inner_imports]


def nobody_imports_the_keeper(tree: Tree) -> list[str]:
    return [
        f"{m.path}: {name}"
        for m in tree.house
        if m.package != "keeper"
        for name in m.imported
        if name.startswith("wekeep.keeper")
    ]


def nothing_prints(tree: Tree) -> list[str]:
    inside = [m for m in tree.house if "commands" not in m.parts]
    return [
        f"{m.path}:{c.lineno}" for m in inside for c in m.calls if isinstance(c.func, ast.Name) and called(c) == "print"
    ]


def which_day_it_is_is_asked_of_the_city(tree: Tree) -> list[str]:
    # what is sealed opens by days of UTC
    by_utc = ROCK | {"vault", "channels", "alerts"}
    return [
        f"{m.path}:{call.lineno}"
        for m in tree.house
        if m.package not in by_utc
        for call in m.calls
        if called(call) == "date" and isinstance(call.func, ast.Attribute) and _is_now(call.func.value)
    ]


def _is_now(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "now") or (isinstance(node, ast.Call) and called(node) == "now")


def nothing_logs_a_request(tree: Tree) -> list[str]:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    return [
        f"{m.path}:{call.lineno}"
        for m in tree.house
        for call in m.calls
        if called(call) in levels and isinstance(call.func, ast.Attribute) and _is_log(call.func.value)
        for node in ast.walk(call)
        if isinstance(node, ast.Name) and node.id in {"request", "scope", "payload", "cleaned_data", "body"}
    ]


def _is_log(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"log", "logger", "logging"}


def views_are_short(tree: Tree) -> list[str]:
    doors = [m for m in tree.house if m.room in ("views", "api")]
    return [f"{m.path}:{f.name}" for m in doors for f in m.functions if (f.end_lineno or 0) - f.lineno >= 25]


def names_promise(tree: Tree) -> list[str]:
    """`get_` takes the actor (`get_public_` is for all) and can say NotFound; `…_visible_to` takes the actor; actions take theirs by keyword."""
    faults = []
    for module in tree.house:
        for function in module.public_functions:
            if not _keeps_its_promise(module, function):
                faults.append(f"{module.path}:{function.name}")
    return faults


def _keeps_its_promise(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    by_place = [a.arg for a in function.args.args]
    by_name = [a.arg for a in function.args.kwonlyargs]
    if module.room == "queries" and function.name.startswith("get_"):
        said = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        known = "actor" in by_place + by_name or function.name.startswith("get_public_")
        return known and ("NotFound" in said or any(n.startswith("get_") for n in said))
    if module.room == "queries" and function.name.endswith("_visible_to"):
        return "actor" in by_place + by_name
    return not (module.room == "actions" and "actor" in by_place)


def every_queued_job_exists(tree: Tree) -> list[str]:
    declared = set(jobs(tree))
    return [
        f"{m.path}:{call.lineno}: {first_word(call)}"
        for m in tree.house
        for call in m.calls
        if called(call) in ("enqueue", "enqueue_all") and (word := first_word(call)) and word not in declared
    ]


def jobs(tree: Tree) -> dict[str, tuple[Module, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every declared job by its name, with its file and function."""
    return {
        name: (module, function)
        for module in tree.house
        for function in module.functions
        for mark in function.decorator_list
        if isinstance(mark, ast.Call) and called(mark) == "task" and (name := first_word(mark))
    }


def jobs_are_named_after_their_package(tree: Tree) -> list[str]:
    return [name for name, (module, _function) in jobs(tree).items() if name.split(".")[0] != module.package]


def every_kind_of_entry_is_recorded_somewhere(tree: Tree) -> list[str]:
    constants = {
        target.id: m.path
        for m in tree.house
        if m.room == "rules"
        for node in m.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and called(node.value) == "declare"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    used = frozenset().union(*(m.words for m in tree.house if m.room in ("actions", "jobs", "views", "handoffs")))
    return [f"{path}: {name}" for name, path in constants.items() if name not in used]


def migrations_stand_in_one_line(tree: Tree) -> list[str]:
    """One root, one leaf, numbered; each leans on the one before; no project code but the rock inside."""
    faults = []
    for folder in sorted((tree.root / "wekeep").glob("*/migrations")):
        names = sorted(p.stem for p in folder.glob("[0-9]*.py"))
        for place, name in enumerate(names):
            text = (folder / f"{name}.py").read_text()
            before = re.findall(
                rf'\("{folder.parent.name}", "(\w+)"\)', text.partition("dependencies")[2].split("operations")[0]
            )
            if not name.startswith(f"{place + 1:04}_") or before != names[max(place - 1, 0) : place]:
                faults.append(f"{tree.name(folder)}/{name}.py: not in line")
            if re.search(r"^\s*(?:from|import) (?:config|wekeep\.(?!kit\b))", text, re.M):
                faults.append(f"{tree.name(folder)}/{name}.py: imports project code")
    return faults


def what_we_never_keep_has_no_name(tree: Tree) -> list[str]:
    """No class and no field of one is called after a person of interest, a face or a number plate."""
    return [
        f"{m.path}:{node.lineno}: {name}"
        for m in tree.house
        for node in m.classes
        for name in (node.name, *_fields(node))
        if NEVER & set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))
    ]


def _fields(node: ast.ClassDef) -> list[str]:
    targets = [t for n in node.body if isinstance(n, ast.Assign) for t in n.targets]
    targets += [n.target for n in node.body if isinstance(n, ast.AnnAssign)]
    return [t.id for t in targets if isinstance(t, ast.Name)]


_ELSEWHERE = re.compile(r"""(?:src|action|srcset)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s""")
_LINKED = re.compile(r"""<link[^>]+href\s*=\s*["']?(?:https?:)?//""")
_COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
_INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']"""
)


def pages_ask_no_third_party(tree: Tree) -> list[str]:
    pages = [p for p in tree.files(".html", ".css", ".svg", under="wekeep")]
    return [tree.name(p) for p in pages if _ELSEWHERE.search(text := p.read_text()) or _LINKED.search(text)]


def pages_hold_no_inline_script_or_style(tree: Tree) -> list[str]:
    """E-mails are not pages: they may carry style, and no page of ours includes them."""
    pages = [p for p in tree.files(".html", under="wekeep") if "email" not in p.parts]
    return [tree.name(p) for p in pages if _INLINE.search(_COMMENT.sub("", p.read_text()))]


def locks_hold_hashes_and_no_address(tree: Tree) -> list[str]:
    faults = []
    for path in sorted((tree.root / "locks").glob("*.txt")):
        text = path.read_text()
        pinned = re.findall(r"^[\w.\[\]-]+==", text, re.M)
        blocks = re.findall(r"^[\w.\[\]-]+==[^\n]*\\\n\s+--hash=sha256:", text, re.M)
        if not pinned or len(pinned) != len(blocks) or re.search(r"--(?:extra-)?index-url|https?://|file:", text):
            faults.append(tree.name(path))
    return faults + ([] if _npm_lock_is_clean(tree) else ["package-lock.json"])


def _npm_lock_is_clean(tree: Tree) -> bool:
    text = tree.text("package-lock.json")
    if not text:
        return True
    packages = {name: p for name, p in json.loads(text)["packages"].items() if name}
    return all("resolved" not in p and "integrity" in p for p in packages.values())


def no_third_party_code_in_the_tree(tree: Tree) -> list[str]:
    foreign = re.compile(r"@license|@preserve|\(c\) \d{4}|Copyright (?:\(c\) )?\d{4}", re.I)
    barred = {"vendor", "vendored", "third_party", "third-party", "node_modules", "bower_components"}
    faults = []
    for path in tree.files():
        name = tree.name(path)
        if (
            barred & set(name.split("/"))
            or ".min." in path.name
            or path.suffix in {".woff", ".woff2", ".whl", ".jar", ".so"}
        ) or (path.suffix in {".js", ".mjs", ".css"} and foreign.search(path.read_text())):
            faults.append(name)
    return faults


def the_license_is_the_agpl(tree: Tree) -> list[str]:
    text = tree.text("LICENSE")
    whole = "GNU AFFERO GENERAL PUBLIC LICENSE" in text and "Version 3, 19 November 2007" in text and len(text) > 33_000
    named = 'license = "AGPL-3.0-or-later"' in tree.text("pyproject.toml")
    return [] if whole and named else ["LICENSE"]


def every_flow_names_files_and_functions_that_exist(tree: Tree) -> list[str]:
    """A step is written `package/file.py:function`, from wekeep/ or from the root."""
    faults = []
    by_path = {m.path: m for m in tree.modules}
    for step, name in re.findall(r"`([\w/-]+\.py):(\w+)`", tree.text("docs/flows.md")):
        module = by_path.get(f"wekeep/{step}") or by_path.get(step)
        defined = {one.name for one in module.classes} if module else set()
        if not module or name not in defined | {f.name for f in module.functions}:
            faults.append(f"docs/flows.md: {step}:{name}")
    return faults


def every_setting_is_documented(tree: Tree) -> list[str]:
    text = tree.text("docs/settings.md")
    return [f"docs/settings.md: {name}" for name in settings(tree) if f"`{name}`" not in text]


def no_documented_setting_is_gone(tree: Tree) -> list[str]:
    documented, known = re.findall(r"^\| `(WEKEEP_\w+)`", tree.text("docs/settings.md"), re.M), set(settings(tree))
    return [f"docs/settings.md: {name}" for name in documented if name not in known]


def settings(tree: Tree) -> list[str]:
    """Every variable that is read through config/env.py."""
    readers = {"text", "flag", "number", "words", "choice", "mailbox", "service", "folder", "secret"}
    return sorted(
        {
            f"WEKEEP_{name}"
            for m in tree.house
            for call in m.calls
            if isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "env"
            and called(call) in readers
            and (name := first_word(call))
        }
    )


def every_command_is_documented(tree: Tree) -> list[str]:
    shown = {"import_records": "import", "check_deploy": "check-deploy"}
    shown |= {"hold_sending": "hold-sending", "resume_sending": "resume-sending"}
    files = sorted((tree.root / "wekeep").glob("*/management/commands/[a-z]*.py"))
    names = [shown.get(p.stem, p.stem) for p in files]
    return [f"docs/run-it.md: {n}" for n in names if f"`wekeep {n}" not in tree.text("docs/run-it.md")]


def every_channel_is_documented(tree: Tree) -> list[str]:
    kinds = [p.parent.name for p in (tree.root / "wekeep/channels/kinds").glob("*/__init__.py")]
    return [f"docs/channels.md: {k}" for k in sorted(kinds) if f"`{k}`" not in tree.text("docs/channels.md")]


def the_words_page_is_there(tree: Tree) -> list[str]:
    text = tree.text("docs/words.md")
    words = (
        "sighting",
        "incident",
        "outcome",
        "alert",
        "all clear",
        "cancel",
        "verifier",
        "dispatcher",
        "zone",
        "receipt",
    )
    return [f"docs/words.md: {word}" for word in words if f"| **{word}**" not in text]


LAWS: tuple[Law, ...] = (
    every_file_opens_with_a_docstring,
    only_rooms_stand_in_a_package,
    no_attics,
    no_receivers,
    no_model_overrides_save,
    no_import_inside_a_function,
    nobody_imports_the_keeper,
    nothing_prints,
    which_day_it_is_is_asked_of_the_city,
    nothing_logs_a_request,
    views_are_short,
    names_promise,
    every_queued_job_exists,
    jobs_are_named_after_their_package,
    every_kind_of_entry_is_recorded_somewhere,
    migrations_stand_in_one_line,
    what_we_never_keep_has_no_name,
    pages_ask_no_third_party,
    pages_hold_no_inline_script_or_style,
    locks_hold_hashes_and_no_address,
    no_third_party_code_in_the_tree,
    the_license_is_the_agpl,
    every_flow_names_files_and_functions_that_exist,
    every_setting_is_documented,
    no_documented_setting_is_gone,
    every_command_is_documented,
    every_channel_is_documented,
    the_words_page_is_there,
    *TWO_PERSON_LAWS,
)
