"""The outline of a coarse area."""

from itertools import pairwise

import h3
from hypothesis import given, settings
from hypothesis import strategies as st

from wekeep.desk.rules.outline import Ring, as_geometry, box, outline, without_holes

HERE = h3.latlng_to_cell(45.0, -93.0, 8)


def turn(ring: Ring) -> float:
    """Twice the area within a ring of (lat, lon): positive where it runs anticlockwise."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(ring))


def test_one_cell_is_a_closed_anticlockwise_hexagon() -> None:
    (polygon,) = outline([HERE])
    assert len(polygon.outer) == 7 and polygon.outer[0] == polygon.outer[-1] and turn(polygon.outer) > 0


def test_a_ring_of_cells_keeps_its_hole_in_geojson_and_goes_cell_by_cell_elsewhere() -> None:
    ring = h3.grid_ring(HERE, 1)
    geometry = as_geometry(ring)
    assert geometry["type"] == "Polygon" and len(geometry["coordinates"]) == 2
    assert len(without_holes(ring)) == 6
    assert len(without_holes(h3.grid_disk(HERE, 1))) == 1


def test_two_areas_apart_are_two_polygons() -> None:
    apart = [HERE, h3.latlng_to_cell(45.1, -93.0, 8)]
    assert as_geometry(apart)["type"] == "MultiPolygon" and len(without_holes(apart)) == 2


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(sorted(h3.grid_disk(HERE, 3))), min_size=1))
def test_every_corner_is_a_corner_of_a_cell_and_rings_turn_the_right_way(cells: set[str]) -> None:
    corners = {(round(lat, 5), round(lon, 5)) for cell in cells for lat, lon in h3.cell_to_boundary(cell)}
    (south, west), (north, east) = box(cells)
    for polygon in outline(cells):
        assert turn(polygon.outer) > 0 and all(turn(hole) < 0 for hole in polygon.holes)
        for ring in (polygon.outer, *polygon.holes):
            assert ring[0] == ring[-1] and set(ring) <= corners
            assert all(south <= lat <= north and west <= lon <= east for lat, lon in ring)
