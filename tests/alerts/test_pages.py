"""The pages of notices, as a neighbour meets them: without an account, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.alerts.neighbours import CENTRE, PARTS, choices, neighbour, sign_up_form
from tests.brakes import stopped
from tests.cast import NORTH, Cast
from tests.channels.peers import MailPeer, NtfyPeer, PushPeer
from tests.keeping import Keeping
from wekeep.alerts.actions import alerts
from wekeep.alerts.models import Spot, Subscription
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.queries.spots import spots_of
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.area import around
from wekeep.alerts.rules.parts import Advice, Parts, What
from wekeep.alerts.views import manage, subscribe
from wekeep.channels.models import Address
from wekeep.kit import clock
from wekeep.kit.keeper_messages import Use
from wekeep.kit.throttle import Throttle
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribe, "_SIGN_UPS_OF_A_SOURCE", stopped(8, 0.5))
    monkeypatch.setattr(manage, "_TRIES_OF_A_SOURCE", stopped(10, 6))
    monkeypatch.setattr(manage, "_CHANGES_OF_ONE", stopped(4))
    monkeypatch.setattr(manage, "_CHANGES_OF_A_SOURCE", stopped(6))


def words_in(page: bytes) -> str:
    found = re.search(r'class="words"[^>]*><bdi dir="ltr">([a-z -]+)</bdi>', page.decode())
    assert found, page.decode()
    return found[1]


def send(cast: Cast, **more: object) -> Chain:
    chain = alerts.send_alert(
        unlocked=cast.dana.unlocked(),
        about="incident1",
        zone=NORTH,
        area=around(*CENTRE, 300),
        level=Level.CONFIRMED,
        parts=Parts(What.STAGING, "North Side", (4, 5), 2, clock.now(), (Advice.KNOW_RIGHTS,)),
        given_by="other",
        **more,  # type: ignore[arg-type]
    )
    drain(ALERTS)
    return chain


def link_in(letter: str, path: str) -> str:
    found = re.search(rf"http://localhost:8000(/alerts/{path}/[0-9a-z]+/)", letter.replace("=\n", ""))
    assert found
    return found[1]


def test_someone_signs_up_by_email_confirms_is_told_and_stops_with_one_tap(
    cast: Cast, mail: MailPeer, client: Client
) -> None:
    done = client.post("/alerts/", sign_up_form())
    assert done.status_code == 200
    assert len(words_in(done.content).split()) == 6
    drain(ALERTS)
    confirmation = link_in(mail.came({"email": "someone@mail.example"})[0], "confirm")
    assert client.get(confirmation).status_code == 200
    assert Subscription.objects.get().confirmed_at is None
    assert b"are on" in client.post(confirmation).content
    send(cast)
    letter = mail.came({"email": "someone@mail.example"})[1]
    assert "North Side" not in letter and "New notice near a place you chose" in letter
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in letter
    assert "Stop these notices" in letter
    stop = link_in(letter, "stop")
    assert client.get(stop).status_code == 200
    assert Subscription.objects.count() == 1
    one_click = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert not Subscription.objects.exists() and not Spot.objects.exists() and not Address.objects.exists()


def test_who_chose_to_see_the_words_gets_them_in_their_language(cast: Cast, ntfy: NtfyPeer, client: Client) -> None:
    address = ntfy.new_address()
    client.post("/alerts/", sign_up_form(kind="ntfy", url=address["url"], show_text="on", zones=[NORTH], language="es"))
    drain(ALERTS)
    client.post(link_in(ntfy.came(address)[0], "confirm"))
    send(cast)
    assert "North Side" in ntfy.came(address)[1]


@pytest.mark.both
def test_the_six_words_open_what_was_chosen_and_changes_are_kept(mail: MailPeer, cast: Cast, client: Client) -> None:
    words = words_in(client.post("/alerts/", sign_up_form()).content)
    page = client.post("/alerts/manage/", {"words": words.upper().replace(" ", ", ")})
    assert b"My notices" in page.content
    ticket = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())
    assert ticket
    changed = sign_up_form(ticket=ticket[1], level="active", **{"spot0-name": "work", "spot0-radius": "2000"})
    assert b"Your changes are kept" in client.post("/alerts/manage/change/", changed).content
    assert Subscription.objects.get().level == "active"
    (spot,) = spots_of(Subscription.objects.get())
    assert (spot.name, spot.radius) == ("work", 2000)
    client.post("/alerts/manage/stop/", {"ticket": ticket[1]})
    assert not Subscription.objects.exists()


def changing(client: Client) -> str:
    """A ticket that someone new got for changing what they chose, with their places in the form."""
    words = words_in(client.post("/alerts/", sign_up_form()).content)
    page = client.post("/alerts/manage/", {"words": words}).content.decode()
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found and "come back later" not in page
    return found[1]


@pytest.mark.both
def test_whoever_goes_on_changing_their_places_takes_nothing_from_the_others(
    keeping: Keeping, mail: MailPeer, cast: Cast, client: Client
) -> None:
    keeping.stop()
    keeping.caps = {Use.OWNER: 2}
    keeping.start()
    ticket = changing(client)
    for name in ("work", "school", "home"):
        page = client.post("/alerts/manage/change/", sign_up_form(ticket=ticket, **{"spot0-name": name}))
        assert page.status_code == 200 and f'value="{name}"' in page.content.decode()
        assert f"<bdi>{name}</bdi>" in page.content.decode(), "a name has a direction of its own"
    assert changing(client), "who comes next sees theirs"


def test_changes_of_one_and_of_one_source_are_slowed(mail: MailPeer, cast: Cast, client: Client) -> None:
    tickets = [changing(client) for _n in range(2)]
    answers = [client.post("/alerts/manage/change/", sign_up_form(ticket=tickets[0])).status_code for _n in range(6)]
    assert answers == [200] * 4 + [429] * 2
    answers = [client.post("/alerts/manage/change/", sign_up_form(ticket=tickets[1])).status_code for _n in range(4)]
    assert answers == [200] * 2 + [429] * 2, "one source has six, whosever they are"
    assert client.post("/alerts/manage/stop/", {"ticket": tickets[1]}).status_code == 200, (
        "nobody is kept from stopping"
    )


def test_wrong_words_say_only_that_they_are_wrong_and_guessing_is_slowed(client: Client) -> None:
    answers = [client.post("/alerts/manage/", {"words": f"one two three four five six {n}"}) for n in range(12)]
    assert answers[0].status_code == 400
    assert answers[-1].status_code == 429


def test_a_forged_or_old_ticket_opens_nothing(mail: MailPeer, cast: Cast, client: Client) -> None:
    client.post("/alerts/", sign_up_form())
    code = Subscription.objects.get().code
    for ticket in ("", code, f"{code}:1abc:xyz"):
        assert client.post("/alerts/manage/stop/", {"ticket": ticket}).status_code == 409
    assert Subscription.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"spot0-place": None}, "Choose at least one place or one zone."),
        ({"spot0-place": "qqqq zzzz"}, "We do not find this place."),
        ({"spot0-radius": "7"}, "Select a valid choice"),
        ({"email": "nobody"}, "not an e-mail address"),
        ({"email": None}, "Type your e-mail address."),
        ({"kind": "webpush"}, "has not allowed notices yet"),
        ({"kind": "pigeon"}, "Select a valid choice"),
        ({"quiet_from": "22:00"}, "Say both when quiet begins and when it ends."),
        ({"zones": ["atlantis"]}, "Select a valid choice"),
        ({"spot0-place": None, "spot0-lat": "95", "spot0-lon": "0"}, "less than or equal to 90"),
        ({"kind": "ntfy", "url": "http://127.0.0.1/topic"}, "must begin with https://"),
        ({"kind": "ntfy", "url": "https://10.0.0.1/topic"}, "must begin with https://"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, client: Client, changed: dict[str, object], said: str
) -> None:
    answer = client.post("/alerts/", sign_up_form(**changed))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert 'value="home"' in answer.content.decode()
    assert not Subscription.objects.exists()


def test_signing_up_others_by_machine_is_slowed(mail: MailPeer, cast: Cast, client: Client) -> None:
    answers = [client.post("/alerts/", sign_up_form(email=f"a{n}@mail.example")).status_code for n in range(10)]
    assert answers[0] == 200 and answers[-1] == 429


def test_a_flood_of_sign_ups_from_many_networks_writes_to_few_strangers(
    mail: MailPeer, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribe, "_SIGN_UPS_IN_ALL", stopped(4, 1))
    answers = [
        client.post("/alerts/", sign_up_form(email=f"a{n}@mail.example"), REMOTE_ADDR=f"203.0.113.{n}")
        for n in range(8)
    ]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 4
    assert "Too many tries." in answers[-1].content.decode()
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert Subscription.objects.count() == 4


def test_nobody_can_fill_a_strangers_letter_box(
    mail: MailPeer, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribe, "_SIGN_UPS_OF_A_SOURCE", Throttle(burst=100, per_minute=100))
    for _n in range(8):
        assert client.post("/alerts/", sign_up_form()).status_code == 200
    drain(ALERTS)
    assert len(mail.came({"email": "someone@mail.example"})) == 3


def test_a_phones_notice_fetches_its_words_and_says_nothing_on_a_locked_screen(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    one = neighbour(push)
    chain = send(cast)
    plain = client.get(f"/alerts/{one.codes[0]}/text/").json()
    assert len(bytes.fromhex(plain.pop("signature"))) == 64 and plain.pop("statement").startswith('{"about"')
    assert plain == {
        "title": "New notice near a place you chose",
        "body": "Open it to read.",
        "url": f"/alerts/a/{chain.code}/",
        "tag": chain.code,
        "renotify": True,
        "silent": False,
    }
    shown = client.get(f"/alerts/{one.codes[0]}-qs/text/").json()
    assert "North Side" in shown["title"] and shown["silent"] and not shown["renotify"]
    alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=PARTS)
    assert client.get(f"/alerts/{one.codes[0]}-s/text/").json()["title"] == "A notice you were sent has ended"
    assert client.get("/alerts/0000000000000000/text/").status_code == 404


def test_the_short_addresses_of_notices_lead_to_the_one_public_page(cast: Cast, client: Client) -> None:
    chain = send(cast)
    assert client.get(f"/alerts/a/{chain.code}/")["Location"] == f"/now/{chain.code}/"
    assert client.get("/alerts/now/")["Location"] == "/now/"


def test_the_sign_up_page_says_what_is_held_how_long_and_who_reads_it(cast: Cast, client: Client) -> None:
    for page in (client.get("/alerts/").content, client.get("/alerts/held/").content):
        assert b"What we hold" in page and b"How long" in page and b"Who reads it" in page


def test_the_browser_gets_our_push_key_and_nothing_secret(client: Client) -> None:
    answer = client.get("/alerts/push-key/").json()
    assert list(answer) == ["key"] and len(answer["key"]) == 87


def test_the_confirmation_on_a_phone_opens_the_link_that_confirms(cast: Cast, push: PushPeer, client: Client) -> None:
    address = push.new_address()
    client.post("/alerts/", sign_up_form(kind="webpush", **address))
    drain(ALERTS)
    said = client.get(f"/alerts/{push.came(address)[0]}/text/").json()
    assert client.post(said["url"]).status_code == 200
    assert Subscription.objects.get().confirmed_at
    assert client.post(said["url"]).status_code == 404


@pytest.mark.both
def test_an_unconfirmed_sign_up_is_forgotten_after_a_day(cast: Cast, push: PushPeer, client: Client) -> None:
    from wekeep.alerts.jobs import forget_gone

    client.post("/alerts/", sign_up_form(kind="webpush", **push.new_address()))
    with clock.simulated(clock.now() + timedelta(hours=25)):
        forget_gone.call()
    assert not Subscription.objects.exists() and not Spot.objects.exists() and not Address.objects.exists()


def test_only_a_member_of_the_board_can_ask_for_watches_too(cast: Cast, push: PushPeer, client: Client) -> None:
    client.post("/alerts/", sign_up_form(kind="webpush", as_member="1", **push.new_address()))
    cast.mai.client().post("/alerts/", sign_up_form(kind="webpush", as_member="1", **push.new_address()))
    cast.omar.client().post("/alerts/", sign_up_form(kind="webpush", as_member="1", **push.new_address()))
    assert sorted(Subscription.objects.values_list("member", flat=True)) == ["", "", cast.omar.code]


def test_a_dispatcher_sees_each_channel_and_tests_it_on_herself_only(cast: Cast, push: PushPeer) -> None:
    dana = cast.dana.client()
    assert b"webpush" in dana.get("/alerts/channels/").content
    assert dana.post("/alerts/channels/", {"kind": "webpush"}).status_code == 409
    other, own = neighbour(push), neighbour(push, choices(), member=cast.dana.code)
    assert dana.post("/alerts/channels/", {"kind": "webpush"}).status_code == 302
    drain(ALERTS)
    assert (other.got, own.got) == (0, 1)
    assert dana.get(f"/alerts/{own.codes[-1]}/text/").json()["title"] == "This is a test"
    assert cast.omar.client().get("/alerts/channels/").status_code == 403
    assert Client().get("/alerts/channels/").status_code == 302
