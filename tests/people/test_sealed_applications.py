"""Applications and vouches in the real vault, behind a real keeper: who can read them, and what lies in the database."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import NORTH, SOUTH, Cast, admit
from tests.keeping import Keeping
from tests.people.applying import APPLY, apply, form, step, vetter
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.actions.vouches import vouch
from wekeep.people.models import Application, Grant, Member
from wekeep.people.queries.reading import cards_of, read_group
from wekeep.people.queries.vouches import below
from wekeep.vault.models import RoleEpoch, RoleWrap, Seal


def test_an_application_is_taken_only_once_a_vetter_who_could_read_it_has_unlocked(
    cast: Cast, keeping: Keeping
) -> None:
    petra = vetter()
    assert "Nobody reads applications here yet" in Client().get(APPLY).content.decode()
    assert Client().post(APPLY, form()).status_code == 409 and not Application.objects.exists()
    petra.unlocked()
    apply()


def test_a_vetter_of_the_zone_reads_it_after_unlocking_and_nobody_else_does(cast: Cast, keeping: Keeping) -> None:
    petra, stan = vetter(), vetter("stan", zone=SOUTH)
    unlocked, elsewhere, dana = petra.unlocked(), stan.unlocked(), cast.dana.unlocked()
    one, _words = apply()
    assert "bakery" in cards_of(unlocked, [one])[0].said["about"]
    contact = read_group(unlocked, one.code, Group.CONTACT, "call")
    assert contact and contact["contact"] == "612 555 0123"
    references = read_group(unlocked, one.code, Group.NOTES, "references")
    assert references and references["1"].split() == ["Rosa", "from", "the", "choir"]
    for other in (elsewhere, dana):
        assert read_group(other, one.code, Group.CONTACT, "call") is None
        assert not cards_of(other, [one])[0].is_open


def test_what_was_sealed_stands_nowhere_in_the_database(
    cast: Cast, keeping: Keeping, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = admit("ana", Role.OBSERVER)
    Member.objects.filter(code=ana.code).update(admitted_at=clock.now() - timedelta(days=30), tasks_done=5)
    vetter().unlocked()
    cast.sol.unlocked()
    code = vouch(actor=ana.actor, reason="A marker in the reason", in_person=True).words
    apply(contact="612 555 0123", about="A marker in the words", join_code_1=code)
    call_command("dumpdata", exclude=["contenttypes"])
    dumped = capsys.readouterr().out
    assert '"people.application"' in dumped and '"people.vouch"' in dumped
    # no secret shorter than six letters: four of them come up in so much ciphertext by chance
    for secret in ("612 555", "marker", "from the choir", code):
        assert secret not in dumped
    of_vouches = [line for line in dumped.split('{"model": ') if line.startswith(('"people.vouch"', '"people.seen"'))]
    assert len(of_vouches) == 3 and not any(ana.code in line for line in of_vouches)


def test_taking_it_back_leaves_nothing_to_open(cast: Cast, keeping: Keeping) -> None:
    unlocked = vetter().unlocked()
    one, words = apply()
    step(words, "withdraw")
    assert read_group(unlocked, one.code, Group.CONTACT, "call") is None


def test_a_steward_opens_the_vouches_and_a_locked_one_does_not(cast: Cast, keeping: Keeping) -> None:
    ana = admit("ana", Role.OBSERVER)
    Member.objects.filter(code=ana.code).update(admitted_at=clock.now() - timedelta(days=30), tasks_done=5)
    vetter().unlocked()
    unlocked = cast.sol.unlocked()
    one, _words = apply(join_code_1=vouch(actor=ana.actor, reason="A good neighbour", in_person=True).words)
    assert [fallen.person for fallen in below(cast.sol.actor, unlocked, ana.code)] == [one.code]
    with pytest.raises(Refused):
        below(cast.sol.actor, type(unlocked)(cast.sol.actor, b""), ana.code)
    assert NORTH in one.zones


def test_whoever_is_locked_is_led_to_unlock_and_loses_nothing_typed(cast: Cast, keeping: Keeping) -> None:
    """In a tab of its own: the page behind keeps what was typed."""
    petra = vetter()
    petra.unlocked()
    one, _words = apply()
    client = Client()
    client.force_login(petra.member)
    answer = client.post(f"/people/vetting/{one.code}/", {"group": "contact", "reason": "call"})
    main = answer.content.decode().split("<main")[1]
    assert answer.status_code == 409
    assert re.search(r'href="/people/unlock/" target="_blank"', main)


def opened(who: Client, code: str, group: str = "contact") -> str:
    """The application's page after asking for one group of it."""
    answer = who.post(f"/people/vetting/{code}/", {"group": group})
    return f"{answer.status_code} {answer.content.decode()}"


def test_the_page_says_why_a_record_does_not_open(cast: Cast, keeping: Keeping) -> None:
    petra = vetter()
    reads = petra.client()
    one, _words = apply(roles=["helper"], reference_1="", reference_2="")
    assert "They wrote nothing." in opened(reads, one.code, "references")
    late = vetter("late")
    Member.objects.update(admitted_at=clock.now() - timedelta(days=30))
    RoleWrap.objects.filter(member=late.unlocked().actor.code, epoch__seals__record=one.code).delete()
    assert "Your keys do not open this yet" in opened(late.client(), one.code)
    RoleEpoch.objects.filter(seals__record=one.code).update(zone=SOUTH)
    assert "another role, or for another zone" in opened(reads, one.code)
    RoleEpoch.objects.filter(seals__record=one.code).update(zone=NORTH)
    Seal.objects.filter(record=one.code).update(wrap=b"noise")
    assert "it is damaged" in opened(reads, one.code)
    Seal.objects.filter(record=one.code).delete()
    assert "This is gone" in opened(reads, one.code)
    locked = Client()
    locked.force_login(petra.member)
    assert opened(locked, one.code).startswith("409") and "Unlock in a new tab" in opened(locked, one.code)


def test_a_record_whose_day_is_over_is_said_to_be_gone_before_its_row_is(cast: Cast, keeping: Keeping) -> None:
    petra = vetter()
    petra.unlocked()
    one, _words = apply()
    keeping.ahead = timedelta(days=91)
    keeping.keeper.tick()
    with clock.simulated(clock.now() + timedelta(days=91)):
        Grant.objects.filter(member=petra.member).update(until=clock.now() + timedelta(days=1))
        keeping.ahead = timedelta()
        assert Seal.objects.filter(record=one.code).exists()
        assert "This is gone" in opened(petra.client(), one.code)
