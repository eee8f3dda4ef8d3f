"""The repository as the laws see it: its files, and the Python among them parsed once."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SKIPPED = frozenset(
    {".git", ".venv", ".tools", ".data", "node_modules", "build", "__pycache__", "test-results"}
    | {".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache", ".pytest_cache"}
)


@dataclass(frozen=True)
class Module:
    """One Python file: `path` from the root, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """The path's parts without `.py`: ("wekeep", "people", "views", "members")."""
        return tuple(self.path.removesuffix(".py").split("/"))

    @property
    def package(self) -> str:
        """The package of the house it belongs to, "" outside the house."""
        return self.parts[1] if self.parts[0] == "wekeep" and len(self.parts) > 1 else ""

    @property
    def room(self) -> str:
        """The room it stands in, "" outside the house."""
        return self.parts[2] if self.package and len(self.parts) > 2 else ""

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function, nested ones too."""
        return [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]

    @cached_property
    def public_functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """The functions at the top of the file whose name has no leading underscore."""
        found = [n for n in self.tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        return [n for n in found if not n.name.startswith("_")]

    @cached_property
    def imported(self) -> list[str]:
        """The dotted names it imports, wherever in the file."""
        names: list[str] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names += [f"{node.module}.{alias.name}" for alias in node.names]
        return names

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Every call."""
        return [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]


@dataclass(frozen=True)
class Tree:
    """All files under `root` that belong to the project."""

    root: Path
    _cache: dict[str, Module] = field(default_factory=dict)

    def files(self, *suffixes: str, under: str = "") -> Iterator[Path]:
        """The files with one of `suffixes`, any where none is named."""
        for folder, inner, names in os.walk(self.root / under):
            inner[:] = sorted(set(inner) - _SKIPPED)  # what is skipped holds many times the files of the project
            paths = [Path(folder) / name for name in sorted(set(names) - _SKIPPED)]
            yield from (path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes))

    def name(self, path: Path) -> str:
        """`path` from the root, with slashes."""
        return path.relative_to(self.root).as_posix()

    @cached_property
    def modules(self) -> list[Module]:
        """Every Python file but migrations."""
        found = [p for p in self.files(".py") if "migrations" not in p.parts]
        return [_module(self.name(p), p.read_text()) for p in found]

    @property
    def house(self) -> list[Module]:
        """The Python files of the program: wekeep/ and config/."""
        return [m for m in self.modules if m.parts[0] in ("wekeep", "config")]

    @cached_property
    def packages(self) -> list[str]:
        """The packages of the house, by name."""
        return sorted(p.parent.name for p in (self.root / "wekeep").glob("*/__init__.py"))

    def text(self, name: str) -> str:
        """The text of one file, "" where there is none."""
        path = self.root / name
        return path.read_text() if path.is_file() else ""


@lru_cache(maxsize=4096)
def _module(path: str, text: str) -> Module:
    """Kept between trees that differ in one file, so that it is parsed once."""
    return Module(path, text)


def called(call: ast.Call) -> str:
    """The last part of what is called: "enqueue" for work.enqueue(…)."""
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def first_word(call: ast.Call) -> str | None:
    """The first argument where that is a plain string."""
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        return call.args[0].value
    return None
