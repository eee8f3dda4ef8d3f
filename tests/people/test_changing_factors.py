"""A second factor changes only with a proof of its own: what a thief of cookies tries, and what members do."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.keeping import Keeping
from tests.people.passkeys import ADD, Device, add_passkey, question, touch
from tests.people.test_second_step import APP, STEP, add_app, digits, is_in, offered, words_given
from wekeep.kit.throttle import Throttle
from wekeep.people.models import AppCode, Passkey, RecoveryCode
from wekeep.people.queries.factors import exactly_now
from wekeep.people.views import sign_in

RECOVERY, EVERYWHERE = "/people/factor/recovery/", "/people/sign-out/everywhere/"


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", Throttle(burst=60, per_minute=6))


def stolen(client: Client, *names: str) -> Client:
    """Another machine with copies of these cookies, of both where none is named."""
    thief = Client(REMOTE_ADDR="203.0.113.7")
    for name in names or (settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME):
        thief.cookies[name] = client.cookies[name].value
    return thief


def new_passkey(client: Client, device: Device | None = None) -> dict[str, str]:
    """What a browser sends that made a passkey."""
    return (device or Device()).make(question(client, "add"))


def new_app(client: Client, keeping: Keeping) -> dict[str, str]:
    """What a browser sends once an app is set up."""
    secret, sealed = offered(client)
    return {"sealed": sealed, "code": digits(secret, keeping)}


def dropping(which: object) -> str:
    return f"/people/factor/drop/{which}/"


def codes_in(page: bytes) -> list[str]:
    return re.findall(r'<code dir="ltr">([0-9a-z-]+)</code>', page.decode())


def all_of(cast: Cast) -> tuple[str, list[str]]:
    """A mark of everything that lets dana in beside her words."""
    marks = RecoveryCode.objects.filter(member=cast.dana.member).order_by("mark").values_list("mark", flat=True)
    return exactly_now(cast.dana.member), list(marks)


# what a thief tries


def test_both_stolen_cookies_add_drop_and_draw_nothing_where_the_owner_has_a_passkey(
    keeping: Keeping, cast: Cast
) -> None:
    device = add_passkey(words_given(cast.dana), cast.dana.passphrase)
    owner = words_given(cast.dana)
    assert owner.post(STEP, device.prove(question(owner, "step"), "step")).status_code == 302
    add_app(owner, keeping, **touch(owner, device, APP))
    before, thief, own = all_of(cast), stolen(owner), Device()
    assert is_in(thief), "a session that gave its second step"
    number = Passkey.objects.get().id
    tries = [(ADD, new_passkey(thief, own)), (APP, new_app(thief, keeping)), (RECOVERY, {}), (dropping("app"), {}),
             (dropping(number), {})]  # fmt: skip
    for address, sent in tries:
        assert thief.post(address, sent).status_code == 409, address
        forged = own.prove(question(thief, "touch", address), "touch")
        assert thief.post(address, sent | forged).status_code == 409, address
    assert all_of(cast) == before
    owner.post(EVERYWHERE)
    back = thief.post("/people/sign-in/passkey/", own.prove(question(thief, "sign-in"), "sign-in"))
    assert back.status_code == 409 and not is_in(thief)


def test_a_stolen_session_cookie_adds_no_first_factor_without_the_five_words(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.omar)
    thief, own = stolen(owner, settings.SESSION_COOKIE_NAME), Device()
    guesses: tuple[dict[str, str], ...] = (
        {},
        {"passphrase": "one two three four five"},
        {"passphrase": cast.dana.passphrase},
        {"proof": "000000"},
    )
    for guess in guesses:
        assert thief.post(ADD, new_passkey(thief, own) | guess).status_code == 400
        assert thief.post(APP, new_app(thief, keeping) | guess).status_code == 400
    assert not Passkey.objects.exists() and not AppCode.objects.exists() and not RecoveryCode.objects.exists()
    owner.post(EVERYWHERE)
    back = thief.post("/people/sign-in/passkey/", own.prove(question(thief, "sign-in"), "sign-in"))
    assert back.status_code == 409 and not is_in(thief)
    assert is_in(words_given(cast.omar)), "and the owner is not kept out"


def test_guessing_the_words_is_braked_as_at_the_door(
    keeping: Keeping, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    thief = stolen(words_given(cast.omar))
    sent = new_passkey(thief)
    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", Throttle(burst=3, per_minute=1))
    answers = [thief.post(ADD, sent | {"passphrase": "a b c d e"}).status_code for _try in range(4)]
    assert answers == [400, 400, 400, 429]
    assert thief.post(ADD, sent | {"passphrase": cast.omar.passphrase}).status_code == 429


def test_both_stolen_cookies_change_nothing_where_the_owner_has_an_app_only(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.dana)
    secret, codes = add_app(owner, keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    used = digits(secret, keeping)
    again = words_given(cast.dana)
    assert again.post(STEP, {"code": used}).status_code == 302
    before, thief = all_of(cast), stolen(again)
    for address in (ADD, APP, RECOVERY):
        own = new_app(thief, keeping)
        sent = {ADD: new_passkey(thief), APP: own, RECOVERY: {}}[address]
        for typed in ({}, {"proof": used}, {"proof": own["code"]}, {"passphrase": cast.dana.passphrase}):
            assert thief.post(address, sent | typed).status_code in (400, 409), (address, typed)
    assert thief.post(dropping("app"), {"proof": used}).status_code == 409
    assert all_of(cast) == before and len(codes) == 10


def test_six_digits_that_changed_something_change_nothing_again(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.dana)
    secret, _codes = add_app(owner, keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    once = digits(secret, keeping)
    assert codes_in(owner.post(RECOVERY, {"proof": once}).content)
    before, thief = all_of(cast), stolen(owner)
    assert thief.post(RECOVERY, {"proof": once}).status_code == 400
    assert thief.post(ADD, new_passkey(thief) | {"proof": once}).status_code == 400
    assert all_of(cast) == before


def test_a_touch_counts_for_the_address_it_was_asked_for_and_once(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.dana)
    device = add_passkey(owner, cast.dana.passphrase)
    second = add_passkey(owner, "", by=device)
    numbers = list(Passkey.objects.order_by("id").values_list("id", flat=True))
    before = all_of(cast)
    for address in (ADD, APP, RECOVERY, *map(dropping, numbers)):
        sent = {ADD: new_passkey(owner), APP: new_app(owner, keeping)}.get(address, {})
        for other in ("/people/factor/try/", RECOVERY if address != RECOVERY else ADD, dropping(numbers[0] + 7)):
            assert owner.post(address, sent | touch(owner, device, other)).status_code == 409, (address, other)
        as_step = device.prove(question(owner, "sign-in"), "touch")
        assert owner.post(address, sent | as_step).status_code == 409
    assert all_of(cast) == before
    once = touch(owner, second, RECOVERY)
    assert owner.post(RECOVERY, once).status_code == 200
    assert owner.post(RECOVERY, once).status_code == 409


def test_another_members_touch_counts_for_nothing(keeping: Keeping, cast: Cast) -> None:
    owner, omar = words_given(cast.dana), words_given(cast.omar)
    add_passkey(owner, cast.dana.passphrase)
    omars = add_passkey(omar, cast.omar.passphrase)
    for asker in (owner, omar):
        answer = omars.prove(question(asker, "touch", RECOVERY), "touch")
        assert owner.post(RECOVERY, answer).status_code == 409


def test_a_session_from_before_adds_nothing_without_a_touch(keeping: Keeping, cast: Cast) -> None:
    older = words_given(cast.dana)
    device = add_passkey(words_given(cast.dana), cast.dana.passphrase)
    words = {"passphrase": cast.dana.passphrase}
    assert older.post(ADD, new_passkey(older) | words).status_code == 409
    assert older.post(APP, new_app(older, keeping) | words).status_code == 409
    assert older.post(RECOVERY, words).status_code == 409
    assert Passkey.objects.count() == 1
    add_passkey(older, "", by=device)
    assert Passkey.objects.count() == 2


def test_a_recovery_code_adds_and_does_nothing_else_and_never_stands_for_the_words(
    keeping: Keeping, cast: Cast
) -> None:
    owner = words_given(cast.dana)
    _secret, codes = add_app(owner, keeping, passphrase=cast.dana.passphrase)
    assert owner.post(RECOVERY, {"proof": codes[0]}).status_code == 400
    assert owner.post(ADD, new_passkey(owner) | {"passphrase": codes[0]}).status_code == 400
    device = Device()
    assert owner.post(ADD, new_passkey(owner, device) | {"proof": codes[0].upper()}).status_code == 302
    assert owner.post(ADD, new_passkey(owner) | {"proof": codes[0]}).status_code == 400, "once"
    for address in (RECOVERY, dropping("app"), dropping(Passkey.objects.get().id)):
        assert owner.post(address, {"proof": codes[1]}).status_code == 409, address
    assert RecoveryCode.objects.count() == 9
    omar = words_given(cast.omar)
    for typed in ({"passphrase": codes[1]}, {"proof": codes[1]}):
        assert omar.post(ADD, new_passkey(omar) | typed).status_code == 400


def test_whoever_has_a_passkey_is_not_asked_for_digits(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.dana)
    device = add_passkey(owner, cast.dana.passphrase)
    secret, _codes = add_app(owner, keeping, **touch(owner, device, APP))
    keeping.ahead = timedelta(seconds=60)
    now = digits(secret, keeping)
    assert owner.post(ADD, new_passkey(owner) | {"proof": now}).status_code == 400
    assert owner.post(RECOVERY, {"proof": now}).status_code == 409
    assert Passkey.objects.count() == 1


def test_a_copied_session_cookie_is_nobodys_once_a_second_step_was_added(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.omar)
    thief = stolen(owner)
    assert is_in(thief)
    add_passkey(owner, cast.omar.passphrase)
    assert is_in(owner) and not is_in(thief)


def test_what_was_typed_to_show_who_asks_is_in_no_page_that_comes_back(keeping: Keeping, cast: Cast) -> None:
    owner = words_given(cast.omar)
    typed = {"passphrase": cast.omar.passphrase}
    wrong = new_app(owner, keeping) | {"code": "12"} | typed
    for answer in (owner.post(APP, wrong), owner.post(ADD, {"passphrase": "marked zebra words"})):
        assert answer.status_code in (400, 409)
        assert cast.omar.passphrase not in answer.content.decode() and "zebra" not in answer.content.decode()
    add_passkey(owner, cast.omar.passphrase)
    late = owner.post(APP, new_app(owner, keeping) | typed)
    assert late.status_code == 409 and "Touch" in late.content.decode()
    assert cast.omar.passphrase not in late.content.decode()


# what members do


def test_without_scripts_an_app_is_the_first_second_step_and_a_mistyped_code_costs_no_new_secret(
    keeping: Keeping, cast: Cast
) -> None:
    client = words_given(cast.omar)
    secret, sealed = offered(client)
    right = {"sealed": sealed, "code": digits(secret, keeping), "passphrase": cast.omar.passphrase}
    wrong = client.post(APP, right | {"code": f"{(int(right['code']) + 1) % 1_000_000:06}"})
    assert wrong.status_code == 400 and f'value="{sealed}"' in wrong.content.decode()
    assert secret not in wrong.content.decode().replace(" ", "")
    added = client.post(APP, right)
    assert added.status_code == 200 and len(codes_in(added.content)) == 10


def test_a_member_changes_phones_with_the_digits_of_both_apps_of_one_moment(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    old, _codes = add_app(client, keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    fresh, none = add_app(client, keeping, proof=digits(old, keeping))
    assert none == [] and AppCode.objects.count() == 1
    keeping.ahead = timedelta(seconds=120)
    again = words_given(cast.dana)
    assert again.post(STEP, {"code": digits(old, keeping)}).status_code == 400
    assert again.post(STEP, {"code": digits(fresh, keeping)}).status_code == 302


def test_wrong_digits_are_counted_for_the_member_whichever_app_they_are_for(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    secret, _codes = add_app(client, keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    wrong = f"{(int(digits(secret, keeping)) + 1) % 1_000_000:06}"
    for _try in range(5):
        assert client.post(APP, new_app(client, keeping) | {"proof": wrong}).status_code == 400
    braked = client.post(APP, new_app(client, keeping) | {"proof": digits(secret, keeping)})
    assert braked.status_code == 409 and "15 minutes" in braked.content.decode()


def wrong_now(secret: str, keeping: Keeping) -> str:
    return f"{(int(digits(secret, keeping)) + 1) % 1_000_000:06}"


def tries(client: Client, keeping: Keeping, secret: str, count: int) -> list[int]:
    """What so many wrong digits are answered, where somebody wants to add an app."""
    wrong = wrong_now(secret, keeping)
    return [client.post(APP, new_app(client, keeping) | {"proof": wrong}).status_code for _try in range(count)]


def test_a_copied_session_brakes_neither_the_owners_sign_in_nor_their_other_session(
    keeping: Keeping, cast: Cast
) -> None:
    owner = words_given(cast.dana)
    secret, _codes = add_app(owner, keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    other = words_given(cast.dana)
    assert other.post(STEP, {"code": digits(secret, keeping)}).status_code == 302
    thief = stolen(owner)
    assert tries(thief, keeping, secret, 7) == [400] * 5 + [409] * 2
    assert tries(other, keeping, secret, 1) == [400], "not braked: asked again"
    fresh = words_given(cast.dana)
    keeping.ahead = timedelta(seconds=120)
    assert fresh.post(STEP, {"code": digits(secret, keeping)}).status_code == 302
    assert tries(thief, keeping, secret, 1) == [409], "the thief's session waits its quarter of an hour"


def test_many_copied_sessions_guess_ten_times_in_a_quarter_of_an_hour_together(keeping: Keeping, cast: Cast) -> None:
    first = words_given(cast.dana)
    secret, _codes = add_app(first, keeping, passphrase=cast.dana.passphrase)
    sessions = [first]
    for ahead in (60, 120, 180):
        keeping.ahead = timedelta(seconds=ahead)
        one = words_given(cast.dana)
        assert one.post(STEP, {"code": digits(secret, keeping)}).status_code == 302
        sessions.append(one)
    heard = [tries(stolen(one), keeping, secret, 4) for one in sessions]
    assert sum(answers.count(400) for answers in heard) == 10 and heard[-1] == [409] * 4
    keeping.ahead = timedelta(seconds=240)
    again = words_given(cast.dana)
    assert again.post(STEP, {"code": digits(secret, keeping)}).status_code == 302, "the words are another way in"
    keeping.ahead = timedelta(minutes=25)
    assert tries(sessions[0], keeping, secret, 1) == [400]


def test_whoever_lost_their_passkey_signs_in_and_adds_another_with_two_recovery_codes(
    keeping: Keeping, cast: Cast
) -> None:
    first = words_given(cast.dana)
    answer = first.post(ADD, new_passkey(first) | {"passphrase": cast.dana.passphrase})
    codes, lost = codes_in(answer.content), Passkey.objects.get().id
    client, device = words_given(cast.dana), Device()
    assert client.post(STEP, {"code": codes[0]}).status_code == 302
    assert client.post(ADD, new_passkey(client, device) | {"proof": codes[1]}).status_code == 302
    assert client.post(dropping(lost), touch(client, device, dropping(lost))).status_code == 302
    assert Passkey.objects.get().id != lost
    assert len(codes_in(client.post(RECOVERY, touch(client, device, RECOVERY)).content)) == 10


def test_a_recovery_code_is_not_used_up_where_the_new_app_was_mistyped(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    _secret, codes = add_app(client, keeping, passphrase=cast.dana.passphrase)
    mistyped = new_app(client, keeping) | {"code": "000", "proof": codes[0]}
    assert client.post(APP, mistyped).status_code == 400
    assert RecoveryCode.objects.count() == 10
    assert client.post(APP, new_app(client, keeping) | {"proof": codes[0]}).status_code == 302


def test_the_page_that_asks_for_a_touch_brings_the_new_passkey_along(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    device = add_passkey(client, cast.dana.passphrase)
    page = client.post(ADD, new_passkey(client))
    assert page.status_code == 409 and "change your second steps" in page.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(made_\w+)" value="([^"]*)">', page.content.decode()))
    fields = {name: value.replace("&quot;", '"') for name, value in fields.items()}
    assert set(fields) == {"made_ticket", "made_answer"}
    assert client.post(ADD, fields | touch(client, device, ADD)).status_code == 302
    assert Passkey.objects.count() == 2


def test_whoever_has_no_passkey_at_hand_is_led_on_to_the_other_ways(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    add_passkey(client, cast.dana.passphrase)
    page = client.post(RECOVERY).content.decode()
    assert '<a href="/people/factor/">Passkeys, app and recovery codes</a>' in page
