"""Where streets meet is one corner, however many carriageways cross there."""

from wekeep.places.rules.crossings import corners

LAT, LON, METRE = 47.0, -87.0, 1 / 111_195


def test_a_dual_carriageway_crosses_a_street_at_one_corner() -> None:
    met = [(2, 1, (LAT, LON)), (1, 2, (LAT + 16 * METRE, LON)), (1, 2, (LAT + 40 * METRE, LON))]
    [(one, other, (lat, _lon))] = list(corners(met))
    assert (one, other) == (1, 2)
    assert LAT < lat < LAT + 40 * METRE


def test_streets_that_meet_twice_have_two_corners() -> None:
    assert len(list(corners([(1, 2, (LAT, LON)), (1, 2, (LAT + 300 * METRE, LON))]))) == 2
