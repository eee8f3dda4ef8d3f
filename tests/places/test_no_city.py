"""Before a city was imported, and in drills of another city, every question about places still has an answer."""

from wekeep.places.queries.city import coarse, inside_city, neighbourhood_of, neighbourhoods
from wekeep.places.queries.gazetteer import look_up, nearest_crossing
from wekeep.places.queries.zones import zone_of
from wekeep.places.rules.cell import cell_of
from wekeep.places.rules.gazetteer import Verdict


def test_without_a_city_everything_still_answers(db: None) -> None:
    assert look_up("Mill & Meridian").verdict is Verdict.NO_CITY
    assert look_up("47.7600, -87.5200").verdict is Verdict.CLEAR
    assert (neighbourhood_of(44.95, -93.26), zone_of(44.95, -93.26), nearest_crossing(44.95, -93.26)) == ("", "", None)
    assert inside_city(44.95, -93.26)
    assert coarse(44.95, -93.26).cell == cell_of(44.95, -93.26)
    assert neighbourhoods() == []
