"""A vetter's yes counts where they vet, and roles that a steward ended are shown as ended."""

from datetime import timedelta

import pytest

from tests.cast import NORTH, SOUTH, Cast, Person
from tests.migrating import as_of
from tests.people.applying import apply, called, screened, seen, step, vetter, welcomed
from tests.people.conftest import Sealed
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people import jobs
from wekeep.people.models import Application, Grant, Member, Seen
from wekeep.places.queries.today import today

BOTH = [NORTH, SOUTH]


@pytest.fixture(autouse=True)
def _sealed(cast: Cast, sealed: Sealed) -> None:
    """Everything here seals in memory."""


def held(one: Application) -> set[tuple[str, str]]:
    """The roles this person holds, and where."""
    return set(Grant.objects.filter(member__code=one.code).values_list("role", "zone"))


def observer(cast: Cast, by: Person) -> tuple[Application, str]:
    """Somebody who wants to observe in two zones, and has done all that it takes before one vetter."""
    one, words = welcomed(cast, by, zones=BOTH)
    step(words, "handle", handle="river-otter")
    seen(one, by, "observer_training")
    return one, words


def page_of(one: Application, by: Person) -> str:
    return by.client().get(f"/people/vetting/{one.code}/").content.decode()


def test_a_vetter_of_one_zone_opens_no_role_in_another_until_a_vetter_of_that_one_says_yes(cast: Cast) -> None:
    sue, petra = vetter("sue", SOUTH), vetter("petra")
    one, words = observer(cast, petra)
    assert held(one) == {("observer", NORTH)}
    jobs.recompute_standings.call()
    assert held(one) == {("observer", NORTH)}
    page = step(words, "").content.decode()
    assert "read by a vetter (South Side)" in page and "(North Side)" not in page
    assert one.code[:6] in sue.client().get("/people/vetting/").content.decode()
    assert "want to help in South Side too" in page_of(one, sue) and "want to help in" not in page_of(one, petra)
    assert petra.client().post(f"/people/vetting/{one.code}/yes/").status_code == 409
    assert sue.client().post(f"/people/vetting/{one.code}/yes/").status_code == 302
    assert held(one) == {("observer", NORTH), ("observer", SOUTH)}
    assert "(South Side)" not in step(words, "").content.decode()
    assert one.code[:6] not in sue.client().get("/people/vetting/").content.decode()


def test_a_vetter_of_every_zone_opens_a_role_in_all_that_were_wished_for(cast: Cast) -> None:
    one, _words = observer(cast, vetter("petra", EVERY_ZONE))
    assert held(one) == {("observer", NORTH), ("observer", SOUTH)}


def test_to_be_alone_with_children_takes_two_vetters_of_that_very_zone(cast: Cast) -> None:
    petra, paul = vetter("petra"), vetter("paul")
    sue, stan = vetter("sue", SOUTH), vetter("stan", SOUTH)
    one, words = welcomed(cast, petra, roles=["carer"], zones=BOTH)
    step(words, "handle", handle="river-otter")
    seen(one, petra, "background", last_day=(clock.now() + timedelta(days=200)).date().isoformat())
    for who in (petra, paul):
        assert seen(one, who, "vetted") == 302
    assert held(one) == {("carer", NORTH)}
    assert sue.client().post(f"/people/vetting/{one.code}/yes/").status_code == 302
    assert seen(one, sue, "vetted") == 302 and held(one) == {("carer", NORTH)}
    assert "I vetted them" in page_of(one, stan)
    assert seen(one, stan, "vetted") == 302
    assert held(one) == {("carer", NORTH), ("carer", SOUTH)}


def test_the_vetter_of_another_zone_judges_for_their_own_and_touches_nothing_else(cast: Cast) -> None:
    sue, petra = vetter("sue", SOUTH), vetter("petra")
    one, _words = apply(zones=BOTH)
    called(one, petra)
    address = f"/people/vetting/{one.code}/"
    assert sue.client().get(address).status_code == 404, "nobody has said yes yet"
    screened(one, petra)
    assert "bakery" not in page_of(one, sue)
    assert "612 555" not in sue.client().post(address, {"group": "contact"}).content.decode()
    for kind in ("observer_training", "reference", "background"):
        assert seen(one, sue, kind, reference="1") == 404
    assert sue.client().post(f"{address}no/", {"reason": "conduct"}).status_code == 404
    elsewhere, _words = apply(zones=[NORTH])
    called(elsewhere, petra)
    screened(elsewhere, petra)
    assert sue.client().get(f"/people/vetting/{elsewhere.code}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_vetters_said_before_the_upgrade_counts_where_they_vet(cast: Cast) -> None:
    sue, petra = vetter("sue", SOUTH), vetter("petra")
    one, _words = apply(zones=BOTH)
    with as_of(("people", "0007_application_version")) as old:
        kept = {"person": one.code, "on": today(), "valid_until": today()}
        for kind, of, by in (("screened", "", petra), ("vetted", sue.code, sue), ("reference", "1", petra)):
            old.get_model("people", "Seen").objects.create(kind=kind, of=of, seen_by=by.code, **kept)
        gone = kept | {"person": "somebody0else000"}
        old.get_model("people", "Seen").objects.create(kind="screened", of="", seen_by="whoever0left0000", **gone)
    zones = {(row.kind, row.seen_by): row.zones for row in Seen.objects.exclude(kind="conduct")}
    assert zones["screened", petra.code] == [NORTH] and zones["vetted", sue.code] == [NORTH, SOUTH]
    assert zones["reference", petra.code] == [] == zones["screened", "whoever0left0000"]


def test_a_role_that_a_steward_ended_is_shown_as_ended_to_its_member_and_to_vetters(cast: Cast) -> None:
    petra = vetter("petra")
    one, words = observer(cast, petra)
    ended = {"role": "observer", "zone": NORTH}
    assert "ended by a steward" not in page_of(one, petra)
    assert cast.sol.client().post(f"/people/members/{one.code}/end-role/", ended).status_code == 302
    member = Person(Member.objects.get(code=one.code), "")
    for page in (
        step(words, "").content.decode(),
        page_of(one, petra),
        member.client().get("/people/me/").content.decode(),
    ):
        assert "ended by a steward" in page and ">open<" not in page
