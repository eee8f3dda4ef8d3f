"""Second factors: adding them, the second step of signing in, passkeys alone, and removal by two."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import NORTH, Cast, Person, admit
from tests.keeping import Keeping
from tests.people.passkeys import Device, add_passkey, question, touch
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.people.access import actor_for
from wekeep.people.actions.members import issue_passphrase
from wekeep.people.actions.roles import end_role
from wekeep.people.models import AppCode, Passkey, RecoveryCode
from wekeep.vault.queries.sessions import is_unlocked
from wekeep.vault.rules.unlocked import Unlocked

SIGN_IN, STEP, PAGE, APP = "/people/sign-in/", "/people/sign-in/second-step/", "/people/factor/", "/people/factor/app/"


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    from wekeep.kit.throttle import Throttle
    from wekeep.people.views import sign_in

    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", Throttle(burst=40, per_minute=6))


def words_given(person: Person) -> Client:
    """A browser in which this person's words were right."""
    client = Client()
    assert client.post(SIGN_IN, {"handle": person.handle, "passphrase": person.passphrase}).status_code == 302
    return client


def key_of(client: Client) -> bytes:
    from base64 import urlsafe_b64decode

    morsel = client.cookies.get(settings.UNLOCK_COOKIE_NAME)
    return urlsafe_b64decode(morsel.value) if morsel else b""


def unlocked(client: Client, person: Person) -> bool:
    return is_unlocked(Unlocked(actor_for(person.member), key_of(client)))


def is_in(client: Client) -> bool:
    return client.get("/people/unlock/").status_code == 200


def digits(secret: str, keeping: Keeping) -> str:
    return pyotp.TOTP(secret).at(keeping.now())


def offered(client: Client) -> tuple[str, str]:
    """The secret that the page for adding an app shows, in the clear and sealed."""
    page = client.get(APP).content.decode()
    found = re.search(r'<bdi dir="ltr">([A-Z2-7 ]+)</bdi>', page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found and sealed
    return found[1].replace(" ", ""), sealed[1]


def add_app(client: Client, keeping: Keeping, **proof: str) -> tuple[str, list[str]]:
    """Add an app, with what shows who adds it; returns its secret and the recovery codes shown."""
    secret, sealed = offered(client)
    answer = client.post(APP, {"sealed": sealed, "code": digits(secret, keeping), **proof})
    assert answer.status_code in (200, 302), answer.content
    return secret, re.findall(r'<code dir="ltr">([0-9a-z-]+)</code>', answer.content.decode())


def test_with_an_app_the_words_alone_open_no_session(keeping: Keeping, cast: Cast) -> None:
    secret, _codes = add_app(words_given(cast.dana), keeping, passphrase=cast.dana.passphrase)
    client = words_given(cast.dana)
    assert not is_in(client) and key_of(client) == b""
    keeping.ahead = timedelta(seconds=60)
    assert client.post(STEP, {"code": "000000"}).status_code == 400
    assert not is_in(client)
    assert client.post(STEP, {"code": digits(secret, keeping)}).status_code == 302
    assert is_in(client) and unlocked(client, cast.dana)


def test_a_code_that_was_used_is_refused_even_by_a_keeper_that_was_restarted(keeping: Keeping, cast: Cast) -> None:
    secret, _codes = add_app(words_given(cast.dana), keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    once = digits(secret, keeping)
    assert words_given(cast.dana).post(STEP, {"code": once}).status_code == 302
    keeping.stop()
    keeping.start()
    again = words_given(cast.dana)
    assert again.post(STEP, {"code": once}).status_code == 400
    assert not is_in(again)
    keeping.ahead = timedelta(seconds=90)
    assert again.post(STEP, {"code": digits(secret, keeping)}).status_code == 302


def test_five_wrong_codes_brake_the_right_one_too_for_a_quarter_of_an_hour(keeping: Keeping, cast: Cast) -> None:
    secret, _codes = add_app(words_given(cast.dana), keeping, passphrase=cast.dana.passphrase)
    keeping.ahead = timedelta(seconds=60)
    client = words_given(cast.dana)
    right = digits(secret, keeping)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _try in range(5):
        assert client.post(STEP, {"code": wrong}).status_code == 400
    braked = client.post(STEP, {"code": right})
    assert braked.status_code == 409 and "15 minutes" in braked.content.decode()
    keeping.ahead = timedelta(minutes=17)
    assert client.post(STEP, {"code": digits(secret, keeping)}).status_code == 302


def test_the_apps_secret_lies_nowhere_in_the_database(keeping: Keeping, cast: Cast) -> None:
    import base64

    secret, codes = add_app(words_given(cast.dana), keeping, passphrase=cast.dana.passphrase)
    sealed = bytes(AppCode.objects.get().sealed)
    assert secret.encode() not in sealed and base64.b32decode(secret) not in sealed
    marks = set(RecoveryCode.objects.values_list("mark", flat=True))
    assert len(codes) == 10 == len(marks) and not marks & {code.replace("-", "") for code in codes}


def test_one_members_sealed_secret_checks_nothing_for_another(keeping: Keeping, cast: Cast) -> None:
    secret, _codes = add_app(words_given(cast.dana), keeping, passphrase=cast.dana.passphrase)
    row = AppCode.objects.get()
    AppCode.objects.create(member=cast.omar.member, sealed=bytes(row.sealed), made_at=row.made_at)
    keeping.ahead = timedelta(seconds=60)
    client = words_given(cast.omar)
    assert client.post(STEP, {"code": digits(secret, keeping)}).status_code == 409
    assert not is_in(client)


def test_recovery_codes_are_shown_once_and_work_once(keeping: Keeping, cast: Cast) -> None:
    first = words_given(cast.dana)
    secret, codes = add_app(first, keeping, passphrase=cast.dana.passphrase)
    assert codes[0] not in first.get(PAGE).content.decode()
    assert words_given(cast.dana).post(STEP, {"code": codes[0].upper()}).status_code == 302
    assert words_given(cast.dana).post(STEP, {"code": codes[0]}).status_code == 400
    assert [e.kind for e in journal.history(cast.dana.code)][-1] == "member.recovery_used"
    keeping.ahead = timedelta(seconds=60)
    drawn = first.post("/people/factor/recovery/", {"proof": digits(secret, keeping)}).content.decode()
    fresh = re.findall(r'<code dir="ltr">([0-9a-z-]+)', drawn)
    assert words_given(cast.dana).post(STEP, {"code": codes[1]}).status_code == 400
    assert words_given(cast.dana).post(STEP, {"code": fresh[1]}).status_code == 302


def test_a_passkey_is_a_second_step(keeping: Keeping, cast: Cast) -> None:
    device = add_passkey(words_given(cast.dana), cast.dana.passphrase)
    client = words_given(cast.dana)
    assert not is_in(client)
    assert client.post(STEP, device.prove(question(client, "step"), "step")).status_code == 302
    assert is_in(client) and unlocked(client, cast.dana)


@pytest.mark.both
def test_a_passkey_alone_opens_a_locked_session_that_the_words_then_unlock(keeping: Keeping, cast: Cast) -> None:
    device = add_passkey(words_given(cast.dana), cast.dana.passphrase)
    client = Client()
    answer = client.post("/people/sign-in/passkey/", device.prove(question(client, "sign-in"), "sign-in"))
    assert answer.status_code == 302
    assert client.get(reverse("desk:board")).status_code == 200
    assert not unlocked(client, cast.dana)
    assert client.post("/people/unlock/", {"passphrase": cast.dana.passphrase}).status_code == 302
    assert unlocked(client, cast.dana)


def test_a_passkey_alone_must_know_its_owner(cast: Cast) -> None:
    device = add_passkey(cast.dana.client(), cast.dana.passphrase, Device(verifies=False))
    client = Client()
    answer = client.post("/people/sign-in/passkey/", device.prove(question(client, "sign-in"), "sign-in"))
    assert answer.status_code == 409 and not is_in(client)


def test_an_answer_counts_once_and_for_one_question_only(keeping: Keeping, cast: Cast) -> None:
    device = add_passkey(words_given(cast.dana), cast.dana.passphrase)
    client = Client()
    form = device.prove(question(client, "sign-in"), "sign-in")
    assert Client().post("/people/sign-in/passkey/", form).status_code == 302
    assert Client().post("/people/sign-in/passkey/", form).status_code == 409
    waiting = words_given(cast.dana)
    assert waiting.post(STEP, device.prove(question(client, "sign-in"), "step")).status_code == 409
    assert not is_in(waiting)


@pytest.mark.parametrize("fault", ["another site", "another key", "a copy", "noise", "too late"])
def test_an_answer_that_is_not_quite_right_opens_nothing(fault: str, cast: Cast, settings: Settings) -> None:
    device = add_passkey(cast.dana.client(), cast.dana.passphrase, Device(counter=5))
    Passkey.objects.update(counter=5)
    client = Client()
    asked = question(client, "sign-in")
    device.counter = 6
    if fault == "another site":
        device.origin = "http://testserver.example"
    if fault == "another key":
        device.key = Device().key
    if fault == "a copy":
        device.counter = 5
    form = device.prove(asked, "sign-in")
    if fault == "noise":
        form["touch_answer"] = '{"rawId": 3}'
    with clock.simulated(clock.now() + timedelta(minutes=6 if fault == "too late" else 0)):
        assert client.post("/people/sign-in/passkey/", form).status_code == 409
    assert not is_in(client)


def test_someone_elses_passkey_is_no_second_step(keeping: Keeping, cast: Cast) -> None:
    add_passkey(words_given(cast.dana), cast.dana.passphrase)
    omars = add_passkey(words_given(cast.omar), cast.omar.passphrase)
    client = words_given(cast.dana)
    assert client.post(STEP, omars.prove(question(client, "step"), "step")).status_code == 409
    assert not is_in(client)


def test_the_second_step_waits_five_minutes_and_not_for_old_words(keeping: Keeping, cast: Cast) -> None:
    device = add_passkey(words_given(cast.dana), cast.dana.passphrase)
    client = words_given(cast.dana)
    form = device.prove(question(client, "step"), "step")
    with clock.simulated(clock.now() + timedelta(minutes=6)):
        assert client.post(STEP, form)["Location"] == SIGN_IN
    stale = words_given(cast.dana)
    issue_passphrase(actor=SYSTEM, code=cast.dana.code)
    assert stale.get(STEP)["Location"] == SIGN_IN


def test_the_cookie_that_waits_says_nothing_in_clear(keeping: Keeping, cast: Cast) -> None:
    from base64 import urlsafe_b64decode

    add_passkey(words_given(cast.dana), cast.dana.passphrase)
    morsel = words_given(cast.dana).cookies[settings.WAITING_COOKIE_NAME]
    assert cast.dana.code.encode() not in urlsafe_b64decode(morsel.value)
    assert morsel["httponly"] and morsel["samesite"] == "Strict"
    forged = Client()
    forged.cookies[settings.WAITING_COOKIE_NAME] = morsel.value[:-6] + "AAAAAA"
    assert forged.get(STEP)["Location"] == SIGN_IN


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.STEWARD])
def test_without_a_second_factor_their_role_unlocks_for_a_day_only(role: Role, keeping: Keeping, cast: Cast) -> None:
    person = admit("nadia", role, zone=NORTH)
    assert unlocked(words_given(person), person)
    with clock.simulated(clock.now() + timedelta(hours=25)):
        late = words_given(person)
        assert is_in(late) and key_of(late) == b"", "who may not unlock still signs in"
        add_passkey(late, person.passphrase)
        assert late.post("/people/unlock/", {"passphrase": person.passphrase}).status_code == 302
        assert unlocked(late, person)


def test_an_observer_needs_none_for_ever(keeping: Keeping, cast: Cast) -> None:
    words_given(cast.omar)
    with clock.simulated(clock.now() + timedelta(days=30)):
        assert unlocked(words_given(cast.omar), cast.omar)


def test_no_grace_at_all_can_be_chosen(keeping: Keeping, cast: Cast, settings: Settings) -> None:
    settings.FACTOR_GRACE_HOURS = 0
    assert not unlocked(words_given(cast.dana), cast.dana)


def test_a_session_from_before_unlocks_only_through_the_second_step(keeping: Keeping, cast: Cast) -> None:
    older = words_given(cast.dana)
    older.post("/people/lock/")
    add_passkey(words_given(cast.dana), cast.dana.passphrase)
    assert older.post("/people/unlock/", {"passphrase": cast.dana.passphrase})["Location"] == STEP
    assert not unlocked(older, cast.dana)


def test_one_of_two_goes_by_ones_own_hand_and_the_last_by_two_people(keeping: Keeping, cast: Cast) -> None:
    client = words_given(cast.dana)
    device = add_passkey(client, cast.dana.passphrase)
    add_app(client, keeping, **touch(client, device, APP))
    drop = f"/people/factor/drop/{Passkey.objects.get().id}/"
    assert client.post(drop, touch(client, device, drop)).status_code == 302
    assert client.post("/people/factor/drop/app/").status_code == 409
    assert AppCode.objects.count() == 1
    ask, agree = (f"/people/members/{cast.dana.code}/factor/{verb}/" for verb in ("ask", "agree"))
    sol = cast.sol.client()
    assert sol.post(agree).status_code == 404
    assert client.post("/people/factor/ask/").status_code == 302
    assert client.post(ask).status_code == 403
    assert client.post(agree).status_code == 403
    assert "Agree to remove them" in sol.get(f"/people/members/{cast.dana.code}/").content.decode()
    assert sol.post(agree).status_code == 302
    assert not AppCode.objects.exists() and not RecoveryCode.objects.exists()
    assert not unlocked(client, cast.dana)


@pytest.mark.both
def test_a_steward_who_asked_cannot_agree_and_late_or_changed_agreement_counts_for_nothing(
    keeping: Keeping, cast: Cast
) -> None:
    client = words_given(cast.dana)
    device = add_passkey(client, cast.dana.passphrase)
    sol, other = cast.sol.client(), admit("sam", Role.STEWARD, zone="*").client()
    ask, agree = (f"/people/members/{cast.dana.code}/factor/{verb}/" for verb in ("ask", "agree"))
    assert sol.post(ask).status_code == 302
    assert sol.post(agree).status_code == 409
    with clock.simulated(clock.now() + timedelta(minutes=16)):
        assert other.post(agree).status_code == 409
    add_app(client, keeping, **touch(client, device, APP))
    assert other.post(agree).status_code == 409
    assert Passkey.objects.count() == 1 and AppCode.objects.count() == 1
    assert sol.post(ask).status_code == 302 and other.post(agree).status_code == 302
    assert not Passkey.objects.exists()


@pytest.mark.both
def test_what_a_steward_asked_for_who_is_out_by_now_counts_for_nothing(keeping: Keeping, cast: Cast) -> None:
    add_passkey(words_given(cast.dana), cast.dana.passphrase)
    sam, other = admit("sam", Role.STEWARD, zone="*"), admit("beth", Role.STEWARD, zone="*").client()
    ask, agree = (f"/people/members/{cast.dana.code}/factor/{verb}/" for verb in ("ask", "agree"))
    assert sam.client().post(ask).status_code == 302
    end_role(actor=SYSTEM, code=sam.code, role=Role.STEWARD, zone="*")
    assert other.post(agree).status_code == 404
    assert Passkey.objects.exists()


def test_readmission_begins_without_factors(keeping: Keeping, cast: Cast) -> None:
    add_passkey(words_given(cast.dana), cast.dana.passphrase)
    fresh = issue_passphrase(actor=SYSTEM, code=cast.dana.code)
    client = Client()
    answer = client.post(SIGN_IN, {"handle": "dana", "passphrase": fresh.passphrase})
    assert answer["Location"] == "/desk/"


def test_a_stolen_database_holds_no_key_of_the_waiting_step(keeping: Keeping, cast: Cast) -> None:
    add_passkey(words_given(cast.dana), cast.dana.passphrase)
    client = words_given(cast.dana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        assert all(client.cookies[settings.WAITING_COOKIE_NAME].value not in row[0] for row in cursor.fetchall())
    assert settings.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("answer", ["[" * 50_000, "1" * 6_000, '{"id":1}', "null", "\x00"])
def test_an_answer_that_no_passkey_gives_is_refused_and_breaks_nothing(cast: Cast, answer: str) -> None:
    stranger = Client()
    ticket = stranger.get("/people/passkey/question/", {"for": "sign-in"}).json()["ticket"]
    sent = {"touch_ticket": ticket, "touch_answer": answer}
    assert stranger.post("/people/sign-in/passkey/", sent).status_code == 409
