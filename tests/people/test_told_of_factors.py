"""What members are told of their second steps: of each change until they know of it, and before signing out everywhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import NORTH, Cast, admit
from tests.keeping import Keeping
from tests.people.passkeys import add_passkey, question, touch
from tests.people.test_changing_factors import EVERYWHERE, RECOVERY, dropping, patient_brakes, stolen
from tests.people.test_second_step import APP, PAGE, STEP, add_app, digits, is_in, words_given
from wekeep.kit.abilities import Role
from wekeep.people.models import Passkey

__all__ = ["patient_brakes"]


def home(client: Client) -> str:
    return client.get("/desk/").content.decode()


def seen(client: Client, page: str) -> None:
    """Press "That was me" on this page."""
    found = re.search(r'name="until" value="([^"]+)"', page)
    assert found
    assert client.post("/people/factor/seen/", {"until": found[1]}).status_code == 302


@pytest.mark.both
def test_a_change_is_told_on_ones_pages_until_one_says_that_one_knows(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    assert "Your second steps changed" not in home(client)
    device = add_passkey(client, cast.dana.passphrase)
    first = home(client)
    assert "A passkey was added" in first and "A passkey was added" in client.get("/people/me/").content.decode()
    assert "Your second steps changed" not in home(words_given(cast.omar)), "nobody else hears of it"
    add_app(client, keeping, **touch(client, device, APP))
    seen(client, first)
    later = home(client)
    assert "An app with six digits was added" in later and "A passkey was added" not in later
    seen(client, later)
    assert "Your second steps changed" not in home(client)
    seen(client, first)
    assert "Your second steps changed" not in home(client), "an older page takes nothing back"
    drop = dropping("app")
    client.post(drop, touch(client, device, drop))
    assert "The app with six digits was removed" in home(client)


def test_a_moment_that_is_to_come_or_no_moment_hides_nothing_that_comes(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    for until in ("2999-01-01T00:00:00+00:00", "9" * 400, "soon"):
        assert client.post("/people/factor/seen/", {"until": until}).status_code == 302
    add_passkey(client, cast.dana.passphrase)
    assert "A passkey was added" in home(client)


def test_recovery_codes_and_removal_by_two_are_told_too(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    secret, codes = add_app(client, keeping, passphrase=cast.dana.passphrase)
    words_given(cast.dana).post(STEP, {"code": codes[0]})
    keeping.ahead = timedelta(seconds=60)
    client.post(RECOVERY, {"proof": digits(secret, keeping)})
    page = home(client)
    assert "A recovery code was used" in page and "New recovery codes were made" in page
    client.post("/people/factor/ask/")
    cast.sol.client().post(f"/people/members/{cast.dana.code}/factor/agree/")
    assert "Two people removed every second step" in home(words_given(cast.dana))


def test_signing_out_everywhere_lists_what_signs_in_again_and_an_unknown_one_goes_first(
    keeping: Keeping, cast: Cast
) -> None:
    client = words_given(cast.dana)
    mine = add_passkey(client, cast.dana.passphrase)
    unknown = add_passkey(client, "", by=mine)
    add_app(client, keeping, **touch(client, mine, APP))
    page = client.get(EVERYWHERE).content.decode()
    assert "Passkey 1, added" in page and "Passkey 2, added" in page and "App with six digits, added" in page
    number = Passkey.objects.order_by("-id")[0].id
    assert f'action="{dropping(number)}"' in page
    assert client.post(dropping(number), touch(client, mine, dropping(number))).status_code == 302
    thief = stolen(client)
    assert client.post(EVERYWHERE).status_code == 302
    assert not is_in(client) and not is_in(thief)
    for device, answer in ((unknown, 409), (mine, 302)):
        back = Client()
        proof = device.prove(question(back, "sign-in"), "sign-in")
        assert back.post("/people/sign-in/passkey/", proof).status_code == answer


def test_whose_only_second_step_is_unknown_is_told_that_two_people_remove_it(keeping: Keeping, cast: Cast) -> None:
    person = admit("nadia", Role.OBSERVER, zone=NORTH)
    client = words_given(person)
    assert "You have no second step" in client.get(EVERYWHERE).content.decode()
    add_passkey(client, person.passphrase)
    page = client.get(EVERYWHERE).content.decode()
    assert "A steward and you remove it together" in page and "/people/factor/drop/" not in page
    assert "Ask to remove them" in client.get(PAGE).content.decode()
