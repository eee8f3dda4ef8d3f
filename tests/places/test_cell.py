"""Coarse positions and areas."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.places.rules.cell import (
    boundary_of,
    cell_of,
    centre_of,
    is_cell,
    is_inside,
    is_inside_any,
    metres_between,
)
from wekeep.places.rules.zone import Zone, code_for, zone_holding

SQUARE = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))
HOLE = ((0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4))
somewhere = st.tuples(st.floats(-70, 70), st.floats(-170, 170))


@given(somewhere)
def test_a_point_lies_in_its_cell_and_near_its_centre(point: tuple[float, float]) -> None:
    cell = cell_of(*point)
    assert is_cell(cell)
    assert metres_between(point, centre_of(cell)) < 800
    assert cell_of(*centre_of(cell)) == cell
    assert len(boundary_of(cell)) in (5, 6, 7)


@pytest.mark.parametrize("point", [(91.0, 0.0), (0.0, 181.0), (nan, 0.0), (0.0, inf)])
def test_a_position_that_is_not_on_earth_has_no_cell(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="not a position"):
        cell_of(*point)


def test_a_known_distance_comes_out() -> None:
    assert metres_between((60.1699, 24.9384), (59.4370, 24.7536)) == pytest.approx(82_200, rel=0.01)


def test_a_hole_in_an_area_is_outside() -> None:
    assert is_inside(0.5, 0.5, SQUARE)
    assert not is_inside(1.5, 0.5, SQUARE)
    assert is_inside_any(0.2, 0.2, [SQUARE, HOLE])
    assert not is_inside_any(0.5, 0.5, [SQUARE, HOLE])
    assert not is_inside_any(0.5, 0.5, [])


def test_a_zone_may_be_a_ring_or_cells_and_overlaps_answer_the_same() -> None:
    ring, cells = Zone("b", "B", rings=(SQUARE,)), Zone("a", "A", cells=frozenset({cell_of(0.5, 0.5)}))
    found = zone_holding(0.5, 0.5, [ring, cells])
    assert found is not None and found.code == "a"
    assert zone_holding(0.5, 0.5, [cells, ring]) == found
    assert zone_holding(5.0, 5.0, [ring, cells]) is None


def test_a_zone_code_is_plain_and_not_taken_twice() -> None:
    assert code_for("Quarry Hill") == "quarry-hill"
    assert code_for("Quarry Hill", ["quarry-hill"]) == "quarry-hill-2"
    assert code_for("Hakaniemen tori/Ääri") == "hakaniemen-tori-aari"
    assert code_for("الحي") == "zone"
