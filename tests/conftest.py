"""What every test may ask for: the cast, two zones, and a choice of database engine."""

import gc
import sys
from collections.abc import Generator, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.db import connection

from tests import emptying, migrated, running
from tests.asked import Notes
from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.engines import ON_SQLITE_ALONE
from tests.keeping import keeping, signer
from wekeep.care.forms.source import _TOLLS
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.throttle import Throttle
from wekeep.places.models import Zone
from wekeep.watch.actions.intake import GATE

if TYPE_CHECKING:
    from playwright.sync_api import Playwright
    from pytest_django import DjangoDbBlocker

__all__ = ["keeping", "signer"]
emptying.instead_of_flush()

# Half a million things are read in before the first test, which all stay: to look through them for garbage again and
# again took a quarter of the reading and a twelfth of the tests.
gc.disable()
# a machine that has other work is slow, and nothing is wrong
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")
# importing a city runs tippecanoe
MADE_BY_PROGRAMS = {"bend", "helsinki"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if _starts_programs(item):
            item.add_marker("process")
        if _touches_database(item):
            item.add_marker("database")
            if _asks_what_others_ask(item):
                item.add_marker("once")
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if _belongs(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    # by chance, but what computes for long does not begin last, when the other processors have nothing left to do; what
    # commits stays behind what is undone, as pytest-django has it
    items[:] = sorted(kept, key=lambda item: (_commits(item), item.get_closest_marker("long") is None))


_notes = Notes()


def pytest_collection_finish() -> None:
    connection.execute_wrappers.append(_notes.take)
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def _asks_what_others_ask(item: pytest.Item) -> bool:
    """Whether tests/engines.py leaves it to SQLite, and nothing says otherwise where it stands."""
    listed = item.nodeid.partition("::")[0] in ON_SQLITE_ALONE
    return listed and not any(map(item.get_closest_marker, ("both", "sqlite")))


def _belongs(item: pytest.Item) -> bool:
    """Whether there is something for this test to ask on the engine that this run is about."""
    return connection.vendor == "sqlite" or not any(map(item.get_closest_marker, ("sqlite", "once")))


def _starts_programs(item: pytest.Item) -> bool:
    """Whether it starts programs of its own, as any test may in a module that could, or asks for a city to be imported."""
    names = vars(getattr(item, "module", None) or item)
    could = "subprocess" in names or any(
        one in (running.process, running.ran, running.server) for one in names.values()
    )
    return could or bool(MADE_BY_PROGRAMS & set(getattr(item, "fixturenames", ())))


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & {"db", "transactional_db", "live_server"}) or item.get_closest_marker("django_db") is not None


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or (mark and mark.kwargs.get("transaction")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note what is asked for tests/asked.py: by those that run on SQLite alone, and on PostgreSQL by all."""
    if connection.vendor != "sqlite" or item.get_closest_marker("once"):
        _notes.test = item.nodeid
    try:
        return (yield)
    finally:
        _notes.test = ""


def pytest_sessionfinish() -> None:
    _notes.keep(connection.vendor)


class StartedAProgram(AssertionError):
    """A test of the quick stage started a program: tests/conftest.py does not know that it may."""


_quick = {"now": False}


def _watch(event: str, _arguments: object) -> None:
    if _quick["now"] and event in ("subprocess.Popen", "os.posix_spawn", "os.fork"):
        raise StartedAProgram(event)


sys.addaudithook(_watch)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: "DjangoDbBlocker"
) -> None:
    """Before Django looks whether the database of this process is up to date: a copy of one that is."""
    with django_db_blocker.unblock():
        migrated.lay_down()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """It is taken as it lies there."""
    return True


@pytest.fixture(autouse=True)
def no_brake_of_another_test() -> None:
    """All tests of a process come from one address, and would use up each other's tries."""
    for brake in _brakes(len(sys.modules)):
        brake._buckets.clear()
    for booth in _TOLLS.values():
        booth.forget()
    GATE.forget()


@cache
def _brakes(_modules: int) -> tuple[Throttle, ...]:
    ours = [vars(module) for name, module in list(sys.modules.items()) if name.startswith("wekeep.")]
    return tuple(one for names in ours for one in names.values() if isinstance(one, Throttle))


@pytest.fixture(autouse=True)
def no_programs_in_the_quick_stage(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is not marked as starting programs starts none, so that the quick stage stays quick."""
    marks = {mark.name for mark in request.node.iter_markers()}
    _quick["now"] = not marks & {"process", "browser"}
    yield
    _quick["now"] = False


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


@pytest.fixture
def sam(cast: Cast) -> Person:
    """A second steward of every zone, who has signed in once, as the first has: beside a keeper."""
    cast.sol.unlocked()
    one = admit("sam", Role.STEWARD, zone=EVERY_ZONE)
    one.unlocked()
    return one


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    """The one of this process, for whichever files drive a browser: a second cannot be started beside it."""
    with import_module("playwright.sync_api").sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all servers from a standing house."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def engine() -> str:
    """The database under test: "sqlite" or "postgresql"."""
    return connection.vendor
