"""The made-up city is a whole city, the same for the same seed, and no real one."""

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import osmium
import pytest

from wekeep.places.actions.extracts import is_made_up, make_up_city
from wekeep.places.rules.made_up.city import Drawing, draw_city
from wekeep.places.rules.made_up.names import SPOTS
from wekeep.places.rules.made_up.plan import MIDDLE_LAT, MIDDLE_LON, NEIGHBOURHOODS


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return draw_city(seed=1)


def test_the_same_seed_draws_the_same_city_and_another_seed_another(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("a.osm.pbf", "b.osm.pbf", "c.osm.pbf"))
    for path, seed in ((one, 3), (same, 3), (other, 4)):
        make_up_city(path=path, seed=seed, half=600)
    assert one.read_bytes() == same.read_bytes() != other.read_bytes()
    assert list(tmp_path.iterdir()) and not list(tmp_path.glob(".*"))


def test_the_whole_city_has_the_size_of_a_city(whole: Drawing) -> None:
    kinds = Counter(key for _, _, tags in whole.ways for key in tags)
    assert 8_000 <= kinds["addr:housenumber"] <= 14_000
    assert kinds["building"] > 18_000
    streets = {tags["name"] for _, _, tags in whole.ways if "highway" in tags}
    assert len(streets) > 250 and {"Mill Street", "17th Avenue", "Meridian Avenue", "Ferry Road"} <= streets
    assert sum("bridge" in tags for _, _, tags in whole.ways) >= 5
    assert sum("oneway" in tags for _, _, tags in whole.ways) > 30


def test_every_school_clinic_and_shop_of_the_plan_stands_in_it(whole: Drawing) -> None:
    names = {tags.get("name") for _, _, tags in whole.ways}
    assert {name for _, _, _, name in SPOTS} <= names
    assert set(NEIGHBOURHOODS.values()) <= names


def test_no_house_number_is_given_twice_in_a_street(whole: Drawing) -> None:
    addresses = [(tags["addr:street"], tags["addr:housenumber"]) for _, _, tags in whole.ways if "addr:street" in tags]
    assert len(addresses) == len(set(addresses))


def test_every_street_can_be_reached_from_every_other(whole: Drawing) -> None:
    near: dict[int, set[int]] = defaultdict(set)
    for _, refs, tags in whole.ways:
        if "highway" in tags:
            for one, other in pairwise(refs):
                near[one].add(other)
                near[other].add(one)
    seen, ahead = set(), [next(iter(near))]
    while ahead:
        node = ahead.pop()
        if node not in seen:
            seen.add(node)
            ahead += near[node]
    assert seen == set(near)


def test_it_lies_in_open_water_so_that_no_position_is_anyones_home() -> None:
    # the middle of Lake Superior's widest part, more than fifty kilometres from any shore at this latitude's islands
    assert (MIDDLE_LAT, MIDDLE_LON) > (47.6, -88.2) and MIDDLE_LAT < 47.95 and -87.7 < MIDDLE_LON < -87.3


def test_it_says_of_itself_that_it_does_not_exist(bend: Path, helsinki: Path, tmp_path: Path) -> None:
    assert is_made_up(bend) and not is_made_up(helsinki)
    torn = tmp_path / "torn.osm.pbf"
    torn.write_bytes(b"not a map")
    assert not is_made_up(torn) and not is_made_up(tmp_path / "absent.osm.pbf")
    assert "does not exist" in str(osmium.io.Reader(str(bend)).header().get("generator"))
