"""What every test may ask for: the cast, two zones, and a choice of database engine."""

import pytest
from django.db import connection

from tests.cast import NORTH, SOUTH, Cast
from tests.keeping import keeping
from wekeep.places.models import Zone

__all__ = ["keeping"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out the tests that never touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    touching = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = touching


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & {"db", "transactional_db", "live_server"}) or item.get_closest_marker("django_db") is not None


def square(lat: float, lon: float, half: float = 0.02) -> dict[str, object]:
    """A GeoJSON square around a point, `half` degrees to each side."""
    ring = [
        [lon - half, lat - half],
        [lon + half, lat - half],
        [lon + half, lat + half],
        [lon - half, lat + half],
        [lon - half, lat - half],
    ]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def zones(db: None) -> dict[str, Zone]:
    """Two zones side by side: north around 45.00/-93.00 and south around 44.96/-93.00."""
    return {
        NORTH: Zone.objects.create(code=NORTH, name="North Side", outline=square(45.0, -93.0)),
        SOUTH: Zone.objects.create(code=SOUTH, name="South Side", outline=square(44.96, -93.0)),
    }


@pytest.fixture
def cast(zones: dict[str, Zone]) -> Cast:
    """The named cast; each of them is made when first asked for."""
    return Cast()


@pytest.fixture(scope="session")
def engine() -> str:
    """The database under test: "sqlite" or "postgresql"."""
    return connection.vendor
