"""Whoever has a passkey touches it for each look at a place or a contact."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

import config.urls
from tests.cast import Cast
from tests.keeping import Keeping
from tests.people.passkeys import Device, add_passkey, question
from tests.people.test_second_step import words_given
from tests.vault.test_sealing import ROSA, seal_one
from wekeep.kit.envelope import Group
from wekeep.people.access import unlocked_of
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked

LOOK = "/test/look/"


def look(request: HttpRequest) -> HttpResponse:
    """A page that opens one group of r1, as wings will."""
    group = Group(request.POST["group"])
    found = open_groups(unlocked_of(request), [Asked("request", "r1", group)], reason=request.POST["reason"])
    return HttpResponse(str(found[("r1", group)]))


urlpatterns = [path(LOOK[1:], look), *config.urls.urlpatterns]


@pytest.fixture
def dana(keeping: Keeping, cast: Cast) -> tuple[Client, Device]:
    client = words_given(cast.dana)
    for group in (Group.TRIAGE, Group.PLACE, Group.CONTACT):
        seal_one("r1", group)
    return client, Device()


def ask_for(client: Client, group: Group, **more: str) -> HttpResponse:
    return client.post(LOOK, {"group": group.value, "reason": "driving there", **more})  # type: ignore[return-value]


@pytest.mark.urls("tests.people.test_touch")
@pytest.mark.parametrize("group", [Group.PLACE, Group.CONTACT])
def test_each_look_takes_a_touch_and_a_touch_is_good_for_one_look(
    group: Group, dana: tuple[Client, Device], cast: Cast
) -> None:
    client, device = dana
    assert ask_for(client, group).content.decode() == str(ROSA), "no passkey yet, so nothing to touch"
    add_passkey(client, cast.dana.passphrase, device)
    refused = ask_for(client, group)
    page = refused.content.decode()
    assert refused.status_code == 409 and "Touch your passkey" in page and ROSA["name"] not in page
    assert f'name="group" value="{group.value}"' in page and 'name="reason" value="driving there"' in page
    touch = device.prove(question(client, "touch", LOOK), "touch")
    assert ask_for(client, group, **touch).content.decode() == str(ROSA)
    assert ask_for(client, group, **touch).status_code == 409
    assert ask_for(client, group).status_code == 409


@pytest.mark.urls("tests.people.test_touch")
def test_every_choice_that_was_ticked_comes_back_with_the_touch(dana: tuple[Client, Device], cast: Cast) -> None:
    client, device = dana
    add_passkey(client, cast.dana.passphrase, device)
    sent = {"group": Group.PLACE.value, "reason": "driving there", "zones": ["north", "south", "west"]}
    page = client.post(LOOK, sent).content.decode()
    assert re.findall(r'name="zones" value="(\w+)"', page) == ["north", "south", "west"]


@pytest.mark.urls("tests.people.test_touch")
def test_a_touch_for_one_page_opens_no_other(dana: tuple[Client, Device], cast: Cast) -> None:
    client, device = dana
    add_passkey(client, cast.dana.passphrase, device)
    elsewhere = device.prove(question(client, "touch", "/people/factor/try/"), "touch")
    assert ask_for(client, Group.PLACE, **elsewhere).status_code == 409


@pytest.mark.urls("tests.people.test_touch")
def test_the_queue_takes_no_touch(dana: tuple[Client, Device], cast: Cast) -> None:
    client, device = dana
    add_passkey(client, cast.dana.passphrase, device)
    assert ask_for(client, Group.TRIAGE).content.decode() == str(ROSA)


@pytest.mark.urls("tests.people.test_touch")
def test_both_cookies_on_another_machine_open_no_place_without_the_passkey(
    dana: tuple[Client, Device], cast: Cast
) -> None:
    client, device = dana
    add_passkey(client, cast.dana.passphrase, device)
    thief = Client(REMOTE_ADDR="203.0.113.7")
    thief.cookies = client.cookies
    assert ask_for(thief, Group.PLACE).status_code == 409
    forged = Device().prove(question(thief, "touch", LOOK), "touch")
    assert ask_for(thief, Group.PLACE, **forged).status_code == 409


def test_a_passkey_can_be_tried_out(dana: tuple[Client, Device], cast: Cast) -> None:
    client, device = dana
    add_passkey(client, cast.dana.passphrase, device)
    there = "/people/factor/try/"
    assert client.post(there).status_code == 409
    answer = client.post(there, device.prove(question(client, "touch", there), "touch"), follow=True)
    assert "Your passkey works." in answer.content.decode()
