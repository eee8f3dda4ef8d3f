"""A zone's groups: named by two, posted to once for each alert and each correction, and known to nobody outside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests.alerts.neighbours import PARTS, neighbour
from tests.alerts.test_alerts import HERE, cancel, clear, send
from tests.cast import NORTH, SOUTH, Cast, Person
from tests.channels.conftest import signal
from tests.channels.peers import PushPeer
from tests.channels.signal_peer import SignalPeer
from wekeep.alerts.actions import alerts, outlets
from wekeep.alerts.actions.outlets import Wanted
from wekeep.alerts.models import Outlet, Posted
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.parts import Change, Parts
from wekeep.channels.models import Address
from wekeep.channels.queries import still_kept
from wekeep.kit import clock
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.vault.models import Proposal
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

__all__ = ["signal"]
pytestmark = pytest.mark.django_db
PAGE, TWO = "/alerts/outlets/", "/two-persons/"


def wanted(peer: SignalPeer, **changed: object) -> Wanted:
    usual = Wanted(NORTH, "signal", peer.new_address(), "Block 12", "en", Level.CONFIRMED)
    return replace(usual, **changed)  # type: ignore[arg-type]


def add(cast: Cast, what: Wanted) -> Outlet:
    """As where the network has one steward only."""
    return outlets.add_outlet(unlocked=cast.sol.unlocked(), wanted=what)


def test_a_group_reads_each_alert_and_its_correction_once(cast: Cast, signal: SignalPeer) -> None:
    here = wanted(signal)
    add(cast, here)
    chain = send(cast)
    assert signal.came(here.given) == [
        f"New notice for North Side\nOpen it to read.\nhttp://localhost:8000/alerts/a/{chain.code}/"
    ]
    drain(ALERTS)
    cancel(cast, chain)
    assert len(signal.came(here.given)) == 2
    assert signal.came(here.given)[1].startswith("A notice for North Side has ended")


def test_words_are_posted_only_where_two_chose_so_and_in_their_language(cast: Cast, signal: SignalPeer) -> None:
    plain, told = wanted(signal), wanted(signal, show_text=True, language="es", name="Bloque 12")
    add(cast, plain)
    add(cast, told)
    send(cast)
    assert "gathering" not in str(signal.came(plain.given))
    [post] = signal.came(told.given)
    assert ("North Side" in post and "agrup" in post.lower()) or "reun" in post.lower()


def test_a_group_of_another_zone_and_one_for_detentions_hear_nothing_of_it(cast: Cast, signal: SignalPeer) -> None:
    south, grave = wanted(signal, zone=SOUTH), wanted(signal, level=Level.ACTIVE)
    add(cast, south)
    add(cast, grave)
    chain = send(cast)
    assert signal.came(south.given) == signal.came(grave.given) == []
    clear(cast, chain)
    assert signal.came(south.given) == signal.came(grave.given) == []
    send(cast, level=Level.ACTIVE)
    assert len(signal.came(grave.given)) == 1


def test_a_drill_is_never_posted(cast: Cast, signal: SignalPeer) -> None:
    here = wanted(signal)
    add(cast, here)
    send(cast, status=Status.EXERCISE)
    assert signal.came(here.given) == [] and not Posted.objects.exists()


@pytest.mark.both
def test_what_no_channel_took_yet_is_neither_posted_nor_corrected(cast: Cast, signal: SignalPeer) -> None:
    here = wanted(signal)
    add(cast, here)
    chain = alerts.send_alert(
        unlocked=cast.dana.unlocked(),
        about="incident1",
        zone=NORTH,
        area=HERE,
        level=Level.CONFIRMED,
        parts=PARTS,
        given_by=cast.amina.code,
    )
    cancel(cast, chain)
    assert signal.came(here.given) == []


def test_a_group_that_is_named_after_the_alert_hears_no_correction_of_it(cast: Cast, signal: SignalPeer) -> None:
    chain = send(cast)
    late = wanted(signal)
    add(cast, late)
    alerts.send_update(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(change=Change.MORE))
    drain(ALERTS)
    assert signal.came(late.given) == []


def test_a_dead_signal_delays_no_phone(cast: Cast, signal: SignalPeer, push: PushPeer) -> None:
    phone = neighbour(push)
    add(cast, wanted(signal))
    signal.mood = "captcha"
    send(cast)
    assert phone.got == 1


def test_naming_a_group_takes_two_who_agree_to_exactly_it(cast: Cast, sam: Person, signal: SignalPeer) -> None:
    sol, second = cast.sol.client(), sam.client()
    here = signal.new_address()
    form = {"zone": NORTH, "kind": "signal", "address": here["group"], "name": "Block 12", "language": "en"}
    assert sol.post(PAGE, {**form, "level": "confirmed"}).status_code == 302
    send(cast)
    assert signal.came(here) == []
    code = Proposal.objects.get().code
    told = second.get(TWO).content.decode()
    assert "Post alerts to a group: Block 12" in told and "only that there is a notice" in told
    assert here["group"] not in told and here["group"] not in str(list(Proposal.objects.values()))
    assert sol.post(f"{TWO}{code}/", {"do": "agree"}).status_code == 409
    assert second.post(f"{TWO}{code}/", {"do": "agree"}).status_code == 302
    assert "Block 12" in sol.get(PAGE).content.decode()
    outlets.try_outlet(actor=cast.sol.actor, code=Outlet.objects.get().code)
    drain(ALERTS)
    assert signal.came(here)[0].startswith("Exercise")


@pytest.mark.both
def test_a_group_that_was_changed_since_it_was_asked_for_is_another_action(
    cast: Cast, sam: Person, signal: SignalPeer
) -> None:
    proposed = outlets.propose_outlet(unlocked=cast.sol.unlocked(), wanted=wanted(signal))
    as_asked = Outlet.objects.values().get()
    for changed in (
        {"show_text": True},
        {"stands_in_for": "abcdefghjkmnpqrs"},
        {"level": Level.ACTIVE},
        {"address": "abcdefghjkmnpqrs"},
        {"kind": "matrix"},
        {"language": "so"},
        {"name": "Another"},
    ):
        Outlet.objects.update(**{**as_asked, **changed})
        with pytest.raises(Refused, match="changed since"):
            outlets.agree_to_outlet(unlocked=sam.unlocked(), code=proposed.code)
    assert Outlet.objects.get().agreed_at is None


def test_what_nobody_agreed_to_is_forgotten_with_its_address(cast: Cast, sam: Person, signal: SignalPeer) -> None:
    outlets.propose_outlet(unlocked=cast.sol.unlocked(), wanted=wanted(signal))
    with clock.simulated(clock.now() + timedelta(minutes=21)):
        assert outlets.forget_outlets() == 1
    assert not Outlet.objects.exists() and not Address.objects.filter(kind="signal").exists()


@pytest.mark.both
def test_taking_a_group_away_forgets_its_address_at_once(cast: Cast, signal: SignalPeer) -> None:
    here = wanted(signal)
    one = add(cast, here)
    outlets.end_outlet(actor=cast.sol.actor, code=one.code)
    assert still_kept([one.address]) == frozenset()
    send(cast)
    assert signal.came(here.given) == []


def test_a_group_that_is_no_more_is_said_to_be_so(cast: Cast, signal: SignalPeer) -> None:
    here = wanted(signal)
    add(cast, here)
    signal.close_address(here.given)
    send(cast)
    assert "is no more" in cast.sol.client().get(PAGE).content.decode()


def test_the_same_group_is_named_once_in_a_zone(cast: Cast, signal: SignalPeer) -> None:
    here = wanted(signal)
    add(cast, here)
    with pytest.raises(Refused):
        add(cast, here)
    add(cast, replace(here, zone=SOUTH))


@pytest.mark.both
def test_a_group_is_sent_one_exercise_in_five_minutes_however_often_somebody_presses(
    cast: Cast, signal: SignalPeer
) -> None:
    what = wanted(signal)
    one = add(cast, what)
    outlets.try_outlet(actor=cast.sol.actor, code=one.code)
    drain(ALERTS)
    for _n in range(3):
        with pytest.raises(Refused, match="a moment ago"):
            outlets.try_outlet(actor=cast.sol.actor, code=one.code)
    with clock.simulated(clock.now() + timedelta(minutes=6)):
        outlets.try_outlet(actor=cast.sol.actor, code=one.code)
        drain(ALERTS)
    assert len(signal.came(what.given)) == 2


def test_a_form_that_says_nothing_of_what_to_do_takes_no_group_away(cast: Cast, signal: SignalPeer) -> None:
    one = add(cast, wanted(signal))
    for wish in ({}, {"do": ""}, {"do": "End"}, {"do": "tr y"}):
        cast.sol.unlocked()
        assert cast.sol.client().post(f"/alerts/outlets/{one.code}/", wish).status_code == 404
    assert Outlet.objects.filter(code=one.code).exists()


def test_only_stewards_of_the_zone_name_try_or_end_a_group(cast: Cast, signal: SignalPeer) -> None:
    one = add(cast, wanted(signal))
    for person in (cast.dana, cast.amina, cast.vera):
        with pytest.raises(NotFound):
            outlets.try_outlet(actor=person.actor, code=one.code)
        with pytest.raises(NotAllowed):
            outlets.add_outlet(unlocked=person.unlocked(), wanted=wanted(signal))


def test_no_public_page_names_a_group(cast: Cast, signal: SignalPeer) -> None:
    add(cast, wanted(signal))
    chain = send(cast)
    for page in ("/", "/now/", f"/now/{chain.code}/", "/feeds/alerts.atom", "/feeds/alerts.geojson", "/alerts/"):
        assert "Block 12" not in Client().get(page).content.decode()
