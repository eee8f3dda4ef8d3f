"""`wekeep city import`: any extract becomes the city at once, or nothing changes."""

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from scipy.sparse import load_npz
from scipy.sparse.csgraph import dijkstra

from tests.cast import Cast
from tests.places.conftest import quiet
from wekeep.journal.models import Entry
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.places.actions import cities
from wekeep.places.actions.cities import import_city
from wekeep.places.models import City, Place, Zone
from wekeep.places.queries.city import current_city
from wekeep.places.queries.gazetteer import look_up


@pytest.fixture
def in_bend(db: None, bend: Path) -> City:
    """These tests write: each has the made-up city to itself."""
    return import_city(actor=SYSTEM, path=bend, say=quiet)


def folders() -> list[str]:
    root = Path(settings.DATA_DIR) / "city"
    return sorted(folder.name for folder in root.iterdir()) if root.is_dir() else []


def test_an_import_tells_its_steps_and_makes_the_city_current(db: None, bend: Path) -> None:
    said = StringIO()
    call_command("city", "import", str(bend), stdout=said)
    assert said.getvalue().splitlines()[0] == "Reading the extract"
    assert "Sorrel Bend is now the city of this network." in said.getvalue()
    city = current_city()
    assert city is not None and city.tiles.read_bytes()[:7] == b"PMTiles"
    assert city.credit == "Made-up city"


def test_a_second_import_replaces_the_first_and_leaves_nothing_of_it(in_bend: City, helsinki: Path) -> None:
    assert look_up("Mill & Meridian").candidates
    import_city(actor=SYSTEM, path=helsinki, say=quiet)
    city = current_city()
    assert city is not None and city.name == "Helsinki" and city.credit == "© OpenStreetMap contributors (ODbL)"
    assert folders() == [city.code]
    assert not Place.objects.exclude(city=city.key).exists()
    assert look_up("Mill & Meridian").candidates == ()
    assert look_up("Porchlight Coffee").candidates == ()


@pytest.mark.parametrize("content", [b"", b"not a map", None])
def test_a_bad_file_is_said_to_be_bad_and_the_old_city_stays(
    in_bend: City, tmp_path: Path, content: bytes | None
) -> None:
    bad = tmp_path / "bad.osm.pbf"
    if content is not None:
        bad.write_bytes(content)
    before = folders()
    with pytest.raises(CommandError, match=r"extract|no file"):
        call_command("city", "import", str(bad), stdout=StringIO())
    assert folders() == before
    assert look_up("Mill & Meridian").candidates


def test_a_torn_extract_is_refused(in_bend: City, helsinki: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.osm.pbf"
    torn.write_bytes(helsinki.read_bytes()[:300_000])
    with pytest.raises(Refused, match="not a complete OpenStreetMap extract"):
        import_city(actor=SYSTEM, path=torn, say=quiet)
    assert City.objects.get().pk == in_bend.pk


def test_a_failure_at_the_last_step_leaves_the_old_city(
    in_bend: City, helsinki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(city: City) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(cities, "_make_zones", fail)
    with pytest.raises(OSError, match="disk full"):
        import_city(actor=SYSTEM, path=helsinki, say=quiet)
    assert City.objects.get().pk == in_bend.pk and folders() == [in_bend.code]
    assert look_up("Mill & Meridian").candidates


def test_what_a_killed_import_left_is_cleared_by_the_next(in_bend: City, bend: Path) -> None:
    City.objects.create(code="half", name="", box=[0, 0, 0, 0], credit="", made_at=in_bend.made_at)
    (Path(settings.DATA_DIR) / "city" / "half").mkdir()
    import_city(actor=SYSTEM, path=bend, say=quiet)
    assert City.objects.count() == 1 and len(folders()) == 1


def test_only_the_servers_own_command_line_replaces_the_map(cast: Cast, bend: Path) -> None:
    with pytest.raises(NotAllowed):
        import_city(actor=cast.sol.actor, path=bend, say=quiet)
    assert current_city() is None


def test_zones_come_from_the_neighbourhoods_and_those_that_exist_stay(db: None, bend: Path) -> None:
    kept = Zone.objects.create(
        code="millrace", name="Our own Millrace", outline={"type": "Polygon", "coordinates": [[]]}
    )
    import_city(actor=SYSTEM, path=bend, say=quiet)
    kept.refresh_from_db()
    assert kept.name == "Our own Millrace"
    assert {"ferry-landing", "orrin-shore", "millrace", "northbank"} <= set(Zone.objects.values_list("code", flat=True))


def test_an_import_without_zones_makes_none(db: None, bend: Path) -> None:
    call_command("city", "import", str(bend), "--no-zones", stdout=StringIO())
    assert not Zone.objects.exists()


def test_the_journal_keeps_counts_of_an_import_and_no_names(in_bend: City) -> None:
    entry = Entry.objects.get(kind="city.imported")
    assert entry.details["addresses"] == Place.objects.filter(kind="address").count() > 500
    assert set(entry.details) == {"streets", "addresses", "landmarks", "neighbourhoods"}


def test_the_street_graph_leads_from_everywhere_to_everywhere_and_keeps_to_one_way_streets(in_bend: City) -> None:
    city = current_city()
    assert city is not None
    graph, nodes = load_npz(city.graph / "streets.npz"), np.load(city.graph / "nodes.npz")
    assert graph.shape[0] == len(nodes["lat"]) == len(nodes["main"])
    assert nodes["main"].mean() > 0.95
    start = int(np.flatnonzero(nodes["main"])[0])
    seconds = dijkstra(graph, indices=start)[nodes["main"]]
    assert np.isfinite(seconds).all() and 60 < seconds.max() < 1800
    assert (graph != graph.T).nnz > 0


def test_central_helsinki_makes_a_street_graph_too(db: None, helsinki: Path) -> None:
    import_city(actor=SYSTEM, path=helsinki, say=quiet)
    city = current_city()
    assert city is not None and load_npz(city.graph / "streets.npz").nnz > 2000
