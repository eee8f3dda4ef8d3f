"""The number by which people who live close stand next to each other."""

import itertools

import h3
from hypothesis import given
from hypothesis import strategies as st

from wekeep.alerts.rules.coarse import coarse_cell, nearness

MINNEAPOLIS = (44.98, -93.27)
points = st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))


@given(st.lists(points, min_size=2, max_size=60, unique=True))
def test_all_of_a_larger_cell_stand_next_to_each_other(moved: list[tuple[float, float]]) -> None:
    lat, lon = MINNEAPOLIS
    cells = [coarse_cell(lat + north, lon + east, 2_000) for north, east in moved]
    in_order = sorted(cells, key=lambda cell: nearness([cell], []))
    for size in range(3, 8):
        larger = [h3.cell_to_parent(cell, size) for cell in in_order]
        assert len(list(itertools.groupby(larger))) == len(set(larger)), "a larger cell comes once"
    assert len({nearness([cell], []) for cell in cells}) == len(set(cells))


@given(points, st.sampled_from([500, 4_000, 12_000]))
def test_whoever_keeps_a_larger_cell_stands_within_it(moved: tuple[float, float], radius: int) -> None:
    lat, lon = MINNEAPOLIS[0] + moved[0], MINNEAPOLIS[1] + moved[1]
    cell = coarse_cell(lat, lon, radius)
    digits = 3 * (7 - h3.get_resolution(cell))
    inside = {nearness([one], []) >> digits for one in h3.cell_to_children(cell, 7)}
    assert inside == {nearness([cell], []) >> digits}


def test_the_first_place_counts_before_zones_and_zones_by_their_names() -> None:
    home, school = coarse_cell(44.98, -93.27, 500), coarse_cell(45.2, -93.0, 500)
    assert nearness([home, school], ["north"]) == nearness([home], [])
    assert nearness([], ["north", "east"]) == nearness([], ["east", "north"]) == nearness([], ["east"])
    assert nearness([], ["east"]) != nearness([], ["north"])
    assert nearness([], ["east"]) > nearness([school], []), "those who follow a zone alone stand apart"
    assert all(0 <= nearness(cells, zones) < 2**63 for cells, zones in (([home], []), ([], ["north"]), ([], [])))
