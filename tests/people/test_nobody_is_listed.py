"""Below a steward there is no list of members anywhere: you see whom you share a duty with, by their name in the zone."""

from collections.abc import Iterator

import pytest

from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.crawling import crawled
from tests.people.applying import apply, called, vetter
from tests.people.conftest import Sealed
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.actions.duty import go_on_duty
from wekeep.people.actions.pseudonyms import choose_pseudonym, draw_pseudonym
from wekeep.people.models import Pseudonym
from wekeep.people.queries import on_duty
from wekeep.people.queries.names import together


def crawl(who: Person) -> Iterator[tuple[str, str]]:
    """Every page that `who` reaches by address without codes and by links from there."""
    return crawled(who.client())


@pytest.mark.parametrize("who", ["mai", "omar", "amina", "dana", "petra"])
def test_a_crawl_of_everything_a_member_reaches_names_nobody_they_share_no_duty_with(
    who: str, cast: Cast, sealed: Sealed
) -> None:
    petra = vetter("petra")
    for number in range(6):
        one = admit(f"hidden-{number}", Role.OBSERVER, Role.VERIFIER, zone=NORTH if number < 4 else SOUTH)
        go_on_duty(actor=one.actor, zone=NORTH if number < 4 else SOUTH, hours=4)
    application, _words = apply()
    called(application, petra)
    me = petra if who == "petra" else getattr(cast, who)
    pages = dict(crawl(me))
    assert len(pages) > 8 and "/people/me/" in pages
    assert {path for path, page in pages.items() if "hidden-" in page} == set()
    codes = [one.code for one in (cast.sol, cast.vera)]
    assert {path for path, page in pages.items() if any(code in page for code in codes)} == set()


def test_the_same_crawl_by_a_steward_finds_them_so_the_crawl_looks_where_it_should(cast: Cast) -> None:
    admit("hidden-1", Role.OBSERVER)
    assert [path for path, page in crawl(cast.sol) if "hidden-1" in page]


@pytest.mark.both
def test_one_sees_those_on_the_same_duty_by_their_name_in_that_zone(cast: Cast) -> None:
    draw_pseudonym(member=cast.amina.member, zone=NORTH)
    name = Pseudonym.objects.get().handle
    for who in (cast.omar, cast.amina):
        go_on_duty(actor=who.actor, zone=NORTH, hours=4)
    assert together(cast.omar.actor) == [("North Side", [name])]
    assert together(cast.dana.actor) == []
    page = cast.omar.client().get("/people/me/").content.decode()
    assert name in page and "amina" not in page
    assert [one.handle for one in on_duty(NORTH)] == sorted(["omar", name])


def test_a_name_is_ones_own_in_its_zone_and_another_in_the_next(cast: Cast) -> None:
    both = admit("both", Role.OBSERVER)
    page = both.client().post("/people/me/name/", {"zone": NORTH, "handle": "heron"}, follow=True).content.decode()
    assert "heron" in page
    with pytest.raises(Refused, match="handle already"):
        choose_pseudonym(actor=cast.omar.actor, zone=NORTH, handle="heron")
    with pytest.raises(NotFound):
        choose_pseudonym(actor=cast.omar.actor, zone=SOUTH, handle="heron")
