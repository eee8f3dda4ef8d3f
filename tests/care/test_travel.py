"""Driving times: over the city's own streets where there are any, as the crow flies where there are not."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from scipy.sparse import csr_matrix

from tests.places.conftest import bend, quiet
from wekeep.care.queries.travel import travel_between
from wekeep.care.rules.planning.straight import as_the_crow_flies
from wekeep.care.rules.planning.streets import Point, Streets, Ways
from wekeep.kit.actor import SYSTEM
from wekeep.places.actions.cities import import_city
from wekeep.places.queries.city import current_city

__all__ = ["bend"]

SOUTH, NORTH, FAR_NORTH = (44.90, -93.20), (44.91, -93.20), (44.92, -93.20)


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path) -> Iterator[None]:
    """Maps in a folder of the test's own."""
    before, settings.DATA_DIR = settings.DATA_DIR, tmp_path
    yield
    settings.DATA_DIR = before


def one_way() -> Streets:
    """Three corners one above the other, 1,112 m apart; the shortest way back from the top leads around by the middle."""
    seconds = csr_matrix(np.array([[0, 100, 0], [100, 0, 100], [500, 100, 0]], dtype=float))
    lat, lon = np.array([SOUTH, NORTH, FAR_NORTH]).T
    return Streets(seconds, lat, lon, np.array([True, True, True]))


def test_the_way_leads_over_the_streets() -> None:
    travel = one_way().between([SOUTH, NORTH, FAR_NORTH])
    assert travel.seconds == [[0, 100, 200], [100, 0, 100], [200, 100, 0]]
    assert travel.metres[0][2] == pytest.approx(2224, abs=2)
    assert travel.metres[0] == [0, travel.metres[0][1], travel.metres[0][1] + travel.metres[1][2]]


def test_a_house_beside_the_street_is_a_little_farther() -> None:
    house = (44.90, -93.201)  # 79 m to the west
    travel = one_way().between([house, NORTH])
    assert 100 < travel.seconds[0][1] < 120
    assert travel.metres[0][1] > 1112 + 78


def test_who_lives_far_from_every_street_is_driven_to_as_the_crow_flies() -> None:
    cabin = (45.5, -93.2)
    points = [SOUTH, NORTH, cabin]
    travel, crow = one_way().between(points), as_the_crow_flies(points)
    assert [row[2] for row in travel.seconds] == [row[2] for row in crow.seconds]
    assert travel.seconds[0][1] == 100 != crow.seconds[0][1]


class Counted(Streets):
    """Streets that count the places they are asked to look from."""

    looked = 0

    def ways(self, starts: Sequence[Point], ends: Sequence[Point], *, back: bool = False) -> Any:
        self.looked += len(starts)
        return super().ways(starts, ends, back=back)


def test_a_place_more_asks_for_its_own_ways_alone_and_finds_the_same() -> None:
    # down to the south it takes longer, so that which way round is told apart
    seconds = csr_matrix(np.array([[0, 100, 0], [170, 0, 100], [500, 130, 0]], dtype=float))
    lat, lon = np.array([SOUTH, NORTH, FAR_NORTH]).T
    streets = Counted(seconds, lat, lon, np.array([True, True, True]))
    house, cabin = (44.90, -93.201), (45.5, -93.2)
    ways, whole = Ways(streets), [NORTH, SOUTH, cabin, house, FAR_NORTH]
    wanted = streets.between(whole)
    assert wanted.seconds[0][1] == 170 and wanted.seconds[1][0] == 100
    for some, looks in ((whole[:2], 2), (whole[:4], 4), (whole, 2), (whole, 0), (whole[::-1], 0)):
        streets.looked = 0
        found = ways.between(some)
        assert streets.looked == looks
        at = [whole.index(one) for one in some]
        assert found.seconds == [[wanted.seconds[one][two] for two in at] for one in at]
        assert found.metres == [[wanted.metres[one][two] for two in at] for one in at]


def test_no_more_is_kept_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wekeep.care.rules.planning.streets.MOST_KEPT", 2)
    ways, streets = Ways(one_way()), one_way()
    for some in ([SOUTH, NORTH], [NORTH, FAR_NORTH], [SOUTH, NORTH, FAR_NORTH], [SOUTH]):
        assert ways.between(some) == streets.between(some)


def test_the_crow_flies_at_thirty_with_a_third_of_detour() -> None:
    travel = as_the_crow_flies([SOUTH, NORTH])
    assert travel.metres[0][1] == pytest.approx(1112 * 1.3, abs=2)
    assert travel.seconds[0][1] == pytest.approx(1112 * 1.3 / (30 / 3.6), abs=2)


@pytest.mark.django_db
def test_without_a_city_the_crow_flies() -> None:
    points = [SOUTH, NORTH]
    assert travel_between(points) == as_the_crow_flies(points)


@pytest.mark.django_db
def test_an_imported_city_is_driven_over_its_streets(bend: Path) -> None:
    import_city(actor=SYSTEM, path=bend, say=quiet)
    city = current_city()
    assert city is not None
    lat, lon = city.middle
    points = [(lat + north, lon + east) for north in (-0.006, 0, 0.006) for east in (-0.006, 0.006)]
    travel, crow = travel_between(points), as_the_crow_flies(points)
    for one in range(len(points)):
        for two in range(len(points)):
            # a street is never shorter than the straight line, and in a town hardly three times as long
            assert crow.metres[one][two] / 1.3 - 1 <= travel.metres[one][two] <= 3 * crow.metres[one][two]
            assert (travel.seconds[one][two] > 0) == (one != two)
