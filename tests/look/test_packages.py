"""Only the declared files of packages are served, all of them are there, and fingerprints reach our imports."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

import wekeep.look
from wekeep.look.icons import ICONS
from wekeep.look.packages import PACKAGE_FILES, ROOT, SPRITE

TEMPLATES = sorted((ROOT / "wekeep").rglob("templates/**/*.html"))


@pytest.mark.parametrize("name", [*PACKAGE_FILES, SPRITE])
def test_every_declared_file_is_found(name: str) -> None:
    found = finders.find(name)
    assert isinstance(found, str)
    assert Path(found).stat().st_size > 0


def test_nothing_else_of_a_package_is_served() -> None:
    assert finders.find("look/packages/maplibre-gl/package.json") is None


def test_every_icon_a_template_asks_for_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', Path(str(finders.find(SPRITE))).read_text(encoding="utf-8")))
    asked = {name for file in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', file.read_text(encoding="utf-8"))}
    assert drawn == set(ICONS)
    assert asked <= drawn


def test_the_lock_records_no_download_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_fingerprinted_modules_import_fingerprinted_modules(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "wekeep.look.packages.FingerprintedFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    page = (tmp_path / paths["look/page.js"]).read_text(encoding="utf-8")
    offline = (tmp_path / paths["look/offline.js"]).read_text(encoding="utf-8")
    assert Path(paths["look/clock.js"]).name in page
    assert Path(paths["look/offline.js"]).name in page
    assert Path(paths["look/packages/idb/umd.js"]).name in offline


@pytest.fixture
def gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], set[str]]]:
    """Gathers one script into `tmp_path / "served"` and says which names were written anew."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.js").write_text("export const a = 1;")
    storages = {"staticfiles": {"BACKEND": "wekeep.look.packages.FingerprintedFiles"}}
    finders_ = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    served = tmp_path / "served"

    def gather() -> set[str]:
        before = {one.name: one.stat().st_mtime_ns for one in served.glob("*")}
        call_command("collectstatic", interactive=False, verbosity=0)
        return {one.name for one in served.glob("*") if before.get(one.name) != one.stat().st_mtime_ns}

    with override_settings(
        STATIC_ROOT=served, STATICFILES_DIRS=[source], STATICFILES_FINDERS=finders_, STORAGES=storages
    ):
        yield gather


def test_files_gathered_before_are_left_alone_until_one_changes_or_is_gone(
    gathered: Callable[[], set[str]], tmp_path: Path
) -> None:
    (first,) = {name for name in gathered() if re.fullmatch(r"a\.\w+\.js", name)}
    assert gathered() == set()
    (tmp_path / "served" / first).unlink()
    assert first in gathered()
    (tmp_path / "source" / "a.js").write_text("export const a = 22;")
    (second,) = {name for name in gathered() if re.fullmatch(r"a\.\w+\.js", name)}
    assert second != first and (tmp_path / "served" / second).read_text() == "export const a = 22;"


def test_no_third_party_script_lies_in_the_repository() -> None:
    scripts = sorted((Path(wekeep.look.__file__).parent / "static").rglob("*.js"))
    assert scripts
    assert [file.name for file in scripts if len(file.read_text(encoding="utf-8").splitlines()) > 300] == []
