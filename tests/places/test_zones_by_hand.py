"""A steward makes a zone where no city was brought in."""

import pytest

from tests.cast import NORTH, Cast, admit
from tests.keeping import Keeping
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.places.actions.zones import make_zone
from wekeep.places.models import Zone
from wekeep.places.queries.zones import zone_of

AWAY = {"lat": "44.9", "lon": "-93.5", "radius": "900"}


def test_a_steward_makes_a_zone_on_a_page_and_a_point_in_it_is_found(cast: Cast, keeping: Keeping) -> None:
    page = cast.sol.client().post("/zones/", {"name": "Riverside", **AWAY}, follow=True).content.decode()
    assert "The zone is there" in page and "Riverside" in page
    assert zone_of(44.9, -93.5) == "riverside" and zone_of(44.907, -93.5) == "riverside"
    assert zone_of(44.9, -93.487) == ""


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "north side"}, "of that name"),
        ({"lat": 45.0, "lon": -93.0}, "overlap with"),  # wholly inside another
        ({"lat": 45.0, "lon": -93.0, "radius": 19_000}, "overlap with"),  # wholly around another
        ({"lat": 45.0, "lon": -93.03}, "overlap with"),  # across its side
        ({"radius": 199}, "between 200"),
        ({"lat": 91.0}, "between 200"),
        ({"name": "  "}, "between 200"),
    ],
)
def test_a_zone_that_would_confuse_is_refused_with_why(changed: dict[str, object], why: str, cast: Cast) -> None:
    asked = {"name": "Riverside", "lat": 44.9, "lon": -93.5, "radius": 900} | changed
    with pytest.raises(Refused, match=why):
        make_zone(actor=cast.sol.actor, **asked)  # type: ignore[arg-type]
    assert Zone.objects.count() == 2


def test_a_steward_of_one_zone_makes_no_other(cast: Cast) -> None:
    stu = admit("stu", Role.STEWARD, zone=NORTH)
    with pytest.raises(NotAllowed):
        make_zone(actor=stu.actor, name="Riverside", lat=44.9, lon=-93.5, radius=900)
    assert "/zones/" not in stu.client().get("/desk/").content.decode()
