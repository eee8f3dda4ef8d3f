"""Vouching: one-time codes, who may, how it counts, what it leaves behind, and what falls when someone is removed."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.test import Client

from tests.cast import Cast, Person, admit
from tests.people.applying import apply, called, screened, seen, shown, step, vetter
from tests.people.conftest import Sealed
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import VISITOR
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people import jobs
from wekeep.people.actions.vouches import void_vouches, vouch
from wekeep.people.models import Application, Member, Seen, Vouch
from wekeep.people.queries.ranks import rank_of
from wekeep.people.rules.rank import Rank


@pytest.fixture(autouse=True)
def _a_vetter(cast: Cast, sealed: Sealed) -> Person:
    return vetter()


def trusted(name: str) -> Person:
    """A member of rank 2."""
    one = admit(name, Role.OBSERVER)
    Member.objects.filter(code=one.code).update(admitted_at=clock.now() - timedelta(days=30), tasks_done=5)
    return one


def code_of(who: Person, in_person: bool = True) -> str:
    return vouch(actor=who.actor, reason="We sang together for years.", in_person=in_person).words


def state(one: Application) -> str:
    one.refresh_from_db()
    return one.state


def test_a_join_code_is_made_on_a_page_shown_once_and_works_once() -> None:
    ana, bo = trusted("ana"), trusted("boris")
    page = ana.client().post("/people/vouch/", {"reason": "A good neighbour", "in_person": "on"}).content.decode()
    words = page.split('<bdi dir="ltr">')[1].split("</bdi>")[0]
    assert len(words.split()) == 5
    one, _receipt = apply(reference_1="", reference_2="", join_code_1=words)
    assert Seen.objects.filter(person=one.code, kind="vouch").count() == 1
    assert "join code is not right" in step(_receipt, "join", join_code=words).content.decode()
    assert bo.client().get("/people/vouch/").content.decode().count("3 vouches left") == 1
    assert ana.client().get("/people/vouch/").content.decode().count("2 vouches left") == 1


def test_two_vouches_by_two_members_one_in_person_lead_on_to_the_orientation(cast: Cast) -> None:
    petra = vetter("paul")
    one, words = apply(reference_1="", reference_2="", join_code_1=code_of(trusted("ana"), in_person=False))
    called(one, petra)
    screened(one, petra)
    assert state(one) == "screened"
    step(words, "join", join_code=code_of(trusted("boris"), in_person=False))
    assert state(one) == "screened"
    step(words, "join", join_code=code_of(trusted("cleo"), in_person=True))
    assert state(one) == "orientation"


def test_two_vouches_of_one_member_are_one() -> None:
    ana, paul = trusted("ana"), vetter("paul")
    one, words = apply(reference_1="", reference_2="", join_code_1=code_of(ana))
    called(one, paul)
    screened(one, paul)
    step(words, "join", join_code=code_of(ana))
    assert Vouch.objects.filter(person=one.code).count() == 1 and state(one) == "screened"


def test_who_may_vouch_and_how_often(cast: Cast) -> None:
    with pytest.raises(Refused, match="30 days and done five"):
        code_of(cast.omar)
    ana = trusted("ana")
    for _ in range(3):
        code_of(ana)
    with pytest.raises(Refused, match="three people"):
        code_of(ana)
    with clock.simulated(clock.now() + timedelta(days=30)):
        code_of(ana)
    assert (
        rank_of(cast.sol.code) is Rank.L4 and rank_of(cast.dana.code) is Rank.L3 and rank_of(cast.mai.code) is Rank.L0
    )
    with pytest.raises(Refused, match="sentence why"):
        vouch(actor=cast.sol.actor, reason=" ", in_person=True)


def test_nobody_can_read_from_the_tables_or_the_journal_who_vouched(sealed: Sealed) -> None:
    ana = trusted("ana")
    one, _words = apply(reference_1="", reference_2="", join_code_1=code_of(ana))
    code_of(ana)
    tables = serializers.serialize("json", [*Vouch.objects.all(), *Seen.objects.all(), *Application.objects.all()])
    assert ana.code not in tables
    assert not [e for e in [*journal.history(one.code), *journal.history(ana.code)] if "vouch" in e.kind and e.actor]
    assert {fields["voucher"] for key, fields in sealed.kept.items() if key[0] == "vouch"} == {ana.code}


def test_an_unused_code_dies_after_two_weeks_and_a_vouch_after_ninety_days() -> None:
    words = code_of(trusted("ana"))
    with clock.simulated(clock.now() + timedelta(days=22)):
        jobs.tend_vouches.call()
        assert not Vouch.objects.exists()
    apply(reference_1="", reference_2="", join_code_1=code_of(trusted("boris")))
    with clock.simulated(clock.now() + timedelta(days=91)):
        jobs.tend_vouches.call()
        assert not Vouch.objects.exists() and not Seen.objects.filter(kind="vouch").exists()
    assert words


def inside(cast: Cast, handle: str, *vouchers: Person) -> Application:
    """A member who stands on the vouches of these, and observes."""
    paul = Person(Member.objects.get(handle="petra"), "")
    first, *others = (code_of(who) for who in vouchers)
    one, words = apply(reference_1="", reference_2="", join_code_1=first)
    called(one, paul)
    screened(one, paul)
    for code in others:
        step(words, "join", join_code=code)
    shown(one, paul)
    step(words, "handle", handle=handle)
    seen(one, paul, "observer_training")
    assert state(one) == "approved"
    return one


def test_removing_someone_lists_their_subtree_and_demotes_those_left_below_two(cast: Cast) -> None:
    ana, bo, cleo = trusted("ana"), trusted("boris"), trusted("cleo")
    falls = inside(cast, "falls", ana, bo)
    stays = inside(cast, "stays", ana, bo, cleo)
    Member.objects.filter(code=falls.code).update(admitted_at=clock.now() - timedelta(days=31), tasks_done=9)
    below = inside(cast, "below", Person(Member.objects.get(code=falls.code), ""), cleo)
    steward = cast.sol.client()
    steward.post(f"/people/members/{ana.code}/end/")
    review = f"/people/members/{ana.code}/review/"
    assert "falls" not in steward.get(review).content.decode()
    page = steward.post(review).content.decode()
    assert page.count("left with too few") == 2 and page.count("still has two") == 1
    assert steward.post(review, {"do": "void"}).status_code == 302
    assert (state(falls), state(stays), state(below)) == ("expired", "approved", "expired")
    assert not Member.objects.get(code=falls.code).grants.exists()
    for who in (cast.dana, bo):
        assert who.client().post(review).status_code == 403


def test_trust_of_ninety_days_stands_for_itself_and_the_vouches_are_forgotten(cast: Cast, sealed: Sealed) -> None:
    one = inside(cast, "rooted", trusted("ana"), trusted("boris"))
    start = clock.now()
    with clock.simulated(start + timedelta(days=89)):
        jobs.tend_vouches.call()
        assert Vouch.objects.filter(person=one.code).count() == 2
    with clock.simulated(start + timedelta(days=90)):
        jobs.tend_vouches.call()
        assert not Vouch.objects.filter(person=one.code).exists()
        assert not [key for key in sealed.kept if key[0] == "vouch"]
        jobs.recompute_standings.call()
        assert state(one) == "approved"


def test_vouching_is_for_members_and_reviewing_for_stewards(cast: Cast) -> None:
    with pytest.raises(NotFound):
        vouch(actor=VISITOR, reason="A good neighbour", in_person=True)
    with pytest.raises(NotAllowed):
        void_vouches(actor=cast.dana.actor, codes=[])
    assert Client().get("/people/vouch/").status_code == 302
