"""Which files of the npm packages are served, under which name; nothing else in node_modules is."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from wekeep.look.icons import sprite

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
GENERATED = ROOT / "build" / "look"

PACKAGE_FILES: dict[str, str] = {
    "look/packages/idb/umd.js": "idb/build/umd.js",
    "look/packages/tweetnacl/nacl-fast.min.js": "tweetnacl/nacl-fast.min.js",
    "look/packages/pmtiles/pmtiles.js": "pmtiles/dist/pmtiles.js",
    "look/packages/maplibre-gl/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "look/packages/maplibre-gl/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "look/packages/maplibre-gl/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
}
"""The name under STATIC_URL → the file inside node_modules."""

AS_THEY_ARE = ("look/packages/", "django_htmx/")
"""Third-party files: fingerprinted, but what they name (source maps, bare modules) is left alone."""

SPRITE = "look/icons.svg"
"""The name of the sprite under STATIC_URL; it is drawn when first asked for and after ICONS or the package change."""


STAMP = "gathered-from"
"""The file among the gathered ones that says what they were made from."""


class PackageFinder(BaseFinder):
    """For settings.STATICFILES_FINDERS: finds the files of PACKAGE_FILES and the sprite of icons."""

    def check(self, **_kwargs: Any) -> list[Any]:
        """Nothing to check before a file is asked for."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """Return the file served as `path`, or an empty list; a declared file that is missing fails loudly."""
        found = [str(_existing(path))] if path in PACKAGE_FILES or path == SPRITE else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield every served name with a storage that opens it."""
        storage = PackageStorage()
        yield from ((name, storage) for name in (*PACKAGE_FILES, SPRITE))


class PackageStorage(FileSystemStorage):
    """Opens a declared name as the package's own file."""

    def path(self, name: str) -> str:
        """Return where `name` lies on disk."""
        return str(_existing(name))


class FingerprintedFiles(CompressedManifestStaticFilesStorage):
    """For settings.STORAGES["staticfiles"]: names carry a hash of the content, in imports between our modules too."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file; a page asks for a dozen, and each never changes while a server runs."""
        if not name or force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Yield what was fingerprinted and compressed: nothing where that was done with these very files before, because
        it costs half a second of every start."""
        stamp, these = Path(self.path(STAMP)), _state_of(paths)
        if dry_run or (stamp.is_file() and stamp.read_text() == these and self._all_there()):
            return
        yield from super().post_process(paths, **options)
        self._addresses.clear()
        stamp.write_text(these)

    def _all_there(self) -> bool:
        manifest: dict[str, str] = self.load_manifest()[0]
        return bool(manifest) and all(self.exists(name) for name in manifest.values())

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Callable[[re.Match[str]], str]:
        """Return what rewrites one reference inside the file `name`."""
        if name.startswith(AS_THEY_ARE):
            return lambda found: found[0]
        converter: Callable[[re.Match[str]], str] = super().url_converter(name, *args, **kwargs)
        return converter


def _state_of(paths: dict[str, tuple[Any, str]]) -> str:
    """Which files those are, and in which state, and by which versions they are worked on."""
    made_by = f"{version('django')} {version('whitenoise')} {_mark_of(__file__)}"
    state = hashlib.blake2b(made_by.encode(), digest_size=16)
    for name, (storage, path) in sorted(paths.items()):
        state.update(f"\n{name} {_mark_of(storage.path(path))}".encode())
    return state.hexdigest()


def _mark_of(path: str) -> str:
    seen = Path(path).stat()
    return f"{seen.st_size} {seen.st_mtime_ns}"


def _existing(name: str) -> Path:
    file = _drawn_sprite() if name == SPRITE else NODE_MODULES / PACKAGE_FILES[name]
    if not file.is_file():
        raise ImproperlyConfigured(f"{name} needs {file}, which is missing: run ./dev setup (it runs npm ci)")
    return file


def _drawn_sprite() -> Path:
    drawn, drawings = GENERATED / "icons.svg", NODE_MODULES / "lucide-static" / "icons"
    if not drawings.is_dir():
        raise ImproperlyConfigured(f"{drawings} is missing: run ./dev setup (it runs npm ci)")
    text = sprite(drawings)
    if not drawn.is_file() or drawn.read_text(encoding="utf-8") != text:
        drawn.parent.mkdir(parents=True, exist_ok=True)
        drawn.write_text(text, encoding="utf-8")
    return drawn


if __name__ == "__main__":
    # an installation nobody may write to has its sprite drawn when it is installed
    _drawn_sprite()
