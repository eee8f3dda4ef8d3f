"""From a sighting to everyone who asked, and the all clear: the whole story through the doors that people use."""

import email
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.policy import default
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext_lazy

from tests.alerts.neighbours import sign_up_form
from tests.cast import NORTH, Cast, Person
from tests.channels.peers import MailPeer, NtfyPeer, Peer, PushPeer
from wekeep.alerts import notices
from wekeep.alerts.rules.alert import Level, Type
from wekeep.alerts.rules.parts import Change, Ending, What
from wekeep.alerts.views import subscribe
from wekeep.kit import clock
from wekeep.kit.throttle import Throttle
from wekeep.watch.actions.sightings import file_sighting
from wekeep.watch.forms import source
from wekeep.watch.models import Incident
from wekeep.watch.notices import STAGE_WORDS
from wekeep.watch.queries.sightings import Stage
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.status import Source, Status
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, DEFAULT, MERGING, RETRIES

# As exact as a phone says it: no public answer may hold these digits.
LAT, LON = "45.001234", "-92.998765"
SECRET_WORDS = "blue door beside the bakery"
PUBLIC_PAGES = ("/", "/now/", "/rumours/")
FEEDS = ("/feeds/alerts.atom", "/feeds/es/alerts.atom", "/feeds/alerts.geojson", "/feeds/rumours.atom")


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One source plays a whole street here."""
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=100, per_minute=100))
    monkeypatch.setattr(source, "_RECEIPTS", Throttle(burst=100, per_minute=100))
    monkeypatch.setattr(subscribe, "_SIGN_UPS_OF_A_SOURCE", Throttle(burst=100, per_minute=100))
    cache.clear()
    yield
    cache.clear()


# --- what people do ---------------------------------------------------------------------------------------------------


@dataclass
class Neighbour:
    """Someone without an account: a browser of their own, and a phone or a letter box."""

    peer: Peer
    address: dict[str, str]
    client: Client
    words: str
    before: int = 0

    @property
    def heard(self) -> list[str]:
        """What has come since the confirmation, oldest first; of a push service, what still waits on the phone."""
        return self.peer.came(self.address)[self.before :]

    @property
    def count(self) -> int:
        """How many messages have come since the confirmation."""
        if isinstance(self.peer, PushPeer):
            return self.peer.phone(self.address).came - 1
        return len(self.heard)

    def reads(self) -> dict[str, Any]:
        """What the service worker fetches for the newest push message, and shows."""
        answer = self.client.get(f"/alerts/{self.heard[-1]}/text/")
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    def leaves(self) -> None:
        """Follow the stop link of the last letter."""
        link = re.search(r"/alerts/stop/[0-9a-z]+/", letter(self.heard[-1])[1])
        assert link
        assert self.client.post(link[0]).status_code == 200


def letter(raw: str) -> tuple[str, str]:
    """The subject and the text of an e-mail."""
    message = email.message_from_string(raw, policy=default)
    return str(message["Subject"]), str(message.get_content())


def neighbour(peer: Peer, **chosen: Any) -> Neighbour:
    """Signs up on the page, gets the link, and confirms."""
    client, address = Client(), peer.new_address()
    at_home = {"spot0-place": "45.0012, -92.9988", "email": None, "kind": peer.kind, **address}
    done = client.post("/alerts/", sign_up_form(**at_home | chosen))
    assert done.status_code == 200, done.content.decode()
    words = re.search(r'class="words"[^>]*>(?:<bdi[^>]*>)?([a-z -]+)<', done.content.decode())
    drain(ALERTS)
    first = peer.came(address)[0]
    code = first.partition("-")[0] if peer.kind == "webpush" else _confirmation(peer, first)
    assert words
    assert client.post(f"/alerts/confirm/{code}/").status_code == 200
    return Neighbour(peer, address, client, words[1], 0 if peer.kind == "webpush" else 1)


def _confirmation(peer: Peer, first: str) -> str:
    found = re.search(r"/alerts/confirm/([0-9a-z]+)/", letter(first)[1] if peer.kind == "email" else first)
    assert found
    return found[1]


def asleep_now() -> dict[str, str]:
    """Quiet hours that hold at this moment."""
    now = clock.now()
    start, end = now - timedelta(hours=2), now + timedelta(hours=6)
    return {"quiet_from": f"{start:%H:%M}", "quiet_until": f"{end:%H:%M}", "time_zone": "UTC"}


def report(client: Client | None = None, **said: str) -> str:
    """Sends the web form; returns the six words of the receipt."""
    form = {"idempotency_key": str(uuid.uuid4()), "lat": LAT, "lon": LON, "activity": "detaining", "when": "0"}
    answer = (client or Client()).post("/report/", {**form, **said})
    assert answer.status_code == 201, answer.content.decode()
    found = re.search(r'class="words"[^>]*><bdi[^>]*>([a-z -]+)</bdi>', answer.content.decode())
    drain(MERGING)
    assert found
    return found[1]


def report_in_spanish(**said: Any) -> str:
    """Sends JSON; returns the six words of the receipt."""
    body = {"lat": 45.0013, "lon": -92.9989, "activity": "detaining", "language": "es", **said}
    answer = Client().post(
        "/api/v1/sightings",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid.uuid4()), "Accept-Language": "es"},
    )
    assert answer.status_code == 201, answer.content
    drain(MERGING)
    return str(answer.json()["receipt"])


def press(person: Person, path: str, **chosen: Any) -> str:
    """A member presses a button; returns the page they land on."""
    answer = person.client().post(path, chosen, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    drain(ALERTS)
    return unescape(answer.content.decode())


def file_drill(cast: Cast) -> None:
    """Dana files the report that a drill begins with, at the same corner."""
    seen = Report(clock.now(), Spot(float(LAT), float(LON)), activity=Activity.DETAINING, text="they hold a man")
    file_sighting(
        actor=cast.dana.actor,
        report=seen,
        source=Source.WEB,
        key=str(uuid.uuid4()),
        body="drill",
        status=Status.EXERCISE,
    )
    drain(MERGING)


def said_in(language: str, words: object) -> str:
    """A sentence of the catalogues in `language`."""
    with translation.override(language):
        return str(words)


def read_all(paths: tuple[str, ...] = PUBLIC_PAGES + FEEDS) -> str:
    """Everything that anyone may read, in one string."""
    pages = []
    for path in paths:
        answer = Client().get(path)
        assert answer.status_code == 200, path
        pages.append(unescape(answer.content.decode()))
    return "\n".join(pages)


def the_alert() -> str:
    """The code of the one alert on the public page."""
    codes = set(re.findall(r'href="/now/([0-9a-z]+)/"', read_all(("/now/",))))
    assert len(codes) == 1
    return str(codes.pop())


@dataclass
class Street:
    """Who lives there and how they want to be told."""

    push: PushPeer
    mail: MailPeer
    ntfy: NtfyPeer
    rosa: Neighbour = field(init=False)
    halima: Neighbour = field(init=False)
    tou: Neighbour = field(init=False)
    leo: Neighbour = field(init=False)
    light_sleeper: Neighbour = field(init=False)
    sound_sleeper: Neighbour = field(init=False)
    faraway: Neighbour = field(init=False)

    def __post_init__(self) -> None:
        everywhere_north = {"spot0-place": "", "spot0-name": "", "zones": [NORTH]}
        self.rosa = neighbour(self.push, language="es")
        self.halima = neighbour(self.mail, language="so", show_text="on")
        self.tou = neighbour(self.ntfy, language="ar", show_text="on", **everywhere_north)
        self.leo = neighbour(self.mail, show_text="on")
        self.light_sleeper = neighbour(self.push, **asleep_now())
        self.sound_sleeper = neighbour(self.push, **asleep_now(), active_breaks_quiet=None)
        self.faraway = neighbour(self.push, **{"spot0-place": "45.015, -93.019", "spot0-radius": "500"})

    @property
    def told(self) -> list[Neighbour]:
        """Those whom a detention at the corner reaches at once."""
        return [self.rosa, self.halima, self.tou, self.leo, self.light_sleeper]

    @property
    def counts(self) -> list[int]:
        return [one.count for one in (*self.told, self.sound_sleeper, self.faraway)]


@pytest.fixture
def street(cast: Cast, push: PushPeer, mail: MailPeer, ntfy: NtfyPeer) -> Street:
    return Street(push, mail, ntfy)


def confirmed(cast: Cast, incident: str) -> None:
    """Amina looks, and it is real."""
    press(cast.amina, f"/incidents/{incident}/claim/")
    answer = {"outcome": "confirmed", "level": "active", "method": "in_person", "kind": ""}
    assert "The outcome is written down." in press(cast.amina, f"/incidents/{incident}/outcome/", **answer)


def alerted(cast: Cast, incident: str, level: str = "active") -> None:
    """Dana sends the alert for the cell itself."""
    advice = ["keep_distance", "know_rights"]
    page = press(cast.dana, f"/incidents/{incident}/alert/", level=level, rings="0", advice=advice)
    assert "The alert is on its way." in page


# --- the story --------------------------------------------------------------------------------------------------------


def test_a_sighting_becomes_an_alert_a_correction_and_an_all_clear(cast: Cast, street: Street) -> None:
    first = report(place_text=SECRET_WORDS, people_low="4", people_high="5", text="they hold a man", first_hand="yes")
    report_in_spanish(text="se llevan a un hombre", people=4, first_hand=True)
    incident = Incident.objects.get()
    assert (incident.sightings_count, incident.zone) == (2, NORTH)
    board = unescape(cast.dana.client().get("/board/").content.decode())
    assert "2 sightings" in board
    assert "se llevan a un hombre" in board

    nobody_hears_what_is_not_confirmed(street, incident)
    press(
        cast.dana, f"/incidents/{incident.code}/ask/", approach="from_a_distance", look_for=["markings"], minutes="10"
    )
    assert "A look is asked for" in unescape(cast.amina.client().get(f"/board/{incident.code}/").content.decode())
    confirmed(cast, incident.code)
    nobody_hears_what_is_not_confirmed(street, incident)
    alerted(cast, incident.code)

    assert street.counts == [1, 1, 1, 1, 1, 0, 0]
    everyone_reads_it_in_their_own_language(street)
    the_public_sees_it_coarse_and_not_for_longer_than_it_lasts()

    street.leo.leaves()
    alert = the_alert()
    page = press(cast.dana, f"/incidents/{incident.code}/alert/{alert}/update/", change="more", level="active")
    assert "The update is on its way" in page
    assert street.counts == [2, 2, 2, 1, 2, 0, 0]
    assert said_in("so", notices.CHANGE_WORDS[Change.MORE]) in letter(street.halima.heard[-1])[1]
    who_is_asleep_hears_it_without_a_sound(street)

    newcomer = neighbour(street.push)
    page = press(cast.dana, f"/incidents/{incident.code}/over/", ending="they_left")
    assert "The all clear is on its way" in page
    assert street.counts == [3, 3, 3, 1, 3, 0, 0]
    assert newcomer.count == 0
    assert said_in("so", notices.ENDING_WORDS[Ending.THEY_LEFT]) in letter(street.halima.heard[-1])[1]
    who_is_asleep_hears_it_without_a_sound(street)
    what_is_over_is_said_and_then_forgotten(alert)
    assert str(STAGE_WORDS[Stage.ENDED]) in unescape(Client().post("/receipt/", {"words": first}).content.decode())


def nobody_hears_what_is_not_confirmed(street: Street, incident: Incident) -> None:
    drain(ALERTS)
    drain(DEFAULT)
    drain(RETRIES)
    assert sum(street.counts) == 0
    public = read_all()
    for hidden in (
        incident.code,
        LAT,
        LON,
        SECRET_WORDS,
        "they hold a man",
        said_in("en", notices.LEVEL_WORDS[Level.ACTIVE]),
    ):
        assert hidden not in public


def everyone_reads_it_in_their_own_language(street: Street) -> None:
    """On a locked phone neutral words; in the message itself only for those who asked for it."""
    seen = street.rosa.reads()
    assert seen["title"] == said_in("es", gettext_lazy("New notice near a place you chose"))
    assert said_in("es", notices.LEVEL_WORDS[Level.ACTIVE]) not in seen["title"] + seen["body"]
    page = unescape(street.rosa.client.get(seen["url"], follow=True).content.decode())
    assert '<html lang="es"' in page
    assert said_in("es", notices.WHAT_WORDS[What.DETAINING]) in page
    subject, text = letter(street.halima.heard[-1])
    assert said_in("so", notices.LEVEL_WORDS[Level.ACTIVE]) in subject
    assert said_in("so", notices.WHAT_WORDS[What.DETAINING]) in text
    assert said_in("ar", notices.WHAT_WORDS[What.DETAINING]) in street.tou.heard[-1]
    assert "They are detaining someone." in letter(street.leo.heard[-1])[1]
    everything = "".join([*street.halima.heard, *street.tou.heard, *street.leo.heard])
    for hidden in (LAT, LON, SECRET_WORDS, "they hold a man"):
        assert hidden not in everything


def the_public_sees_it_coarse_and_not_for_longer_than_it_lasts() -> None:
    alert = the_alert()
    paths = (*PUBLIC_PAGES, *FEEDS, f"/now/{alert}/")
    documents = tuple(set(re.findall(r"/feeds/cap/[0-9a-z]+\.xml", read_all(FEEDS))))
    assert documents
    public = read_all((*paths, *documents))
    assert said_in("es", notices.LEVEL_WORDS[Level.ACTIVE]) in public
    for hidden in (LAT, LON, LAT[:-2], LON[:-2], SECRET_WORDS, "they hold a man", "se llevan", "amina", "dana"):
        assert hidden not in public
    with clock.simulated(clock.now() + timedelta(hours=2, seconds=1)):
        assert alert not in read_all()
        assert Client().get(f"/now/{alert}/").status_code == 410
        assert Client().get(f"/alerts/a/{alert}/", follow=True).status_code == 410
        assert [Client().get(one).status_code for one in documents] == [404] * len(documents)


def who_is_asleep_hears_it_without_a_sound(street: Street) -> None:
    """A detention at one's own place rang; what follows it does not."""
    assert street.light_sleeper.heard[-1].endswith("-q")
    assert street.light_sleeper.reads()["silent"] is True
    assert street.push.phone(street.light_sleeper.address).messages[-1].urgency == "low"
    assert street.rosa.reads()["silent"] is False


def what_is_over_is_said_and_then_forgotten(alert: str) -> None:
    over = read_all((f"/now/{alert}/", "/feeds/alerts.geojson"))
    assert said_in("en", notices.ENDING_WORDS[Ending.THEY_LEFT]) in over
    assert said_in("en", notices.TYPE_WORDS[Type.ALL_CLEAR]) in over
    with clock.simulated(clock.now() + timedelta(hours=2, seconds=1)):
        assert alert not in read_all()


def test_a_rumour_is_answered_where_everyone_can_look_it_up(cast: Cast, street: Street) -> None:
    words = report(activity="staging", text="vests and trucks", place_text=SECRET_WORDS)
    report_in_spanish(activity="staging", text="camiones y chalecos")
    incident = Incident.objects.get()
    press(cast.amina, f"/incidents/{incident.code}/claim/")
    answer = {"outcome": "not_enforcement", "kind": "film_crew", "method": "in_person", "level": ""}
    press(cast.amina, f"/incidents/{incident.code}/outcome/", **answer)
    refused = cast.dana.client().post(
        f"/incidents/{incident.code}/alert/", {"level": "active", "rings": "0", "advice": []}
    )
    assert refused.status_code == 409
    drain(ALERTS)
    assert sum(street.counts) == 0
    rumours = read_all(("/rumours/", "/feeds/rumours.atom", "/"))
    assert rumours.count("It was a film crew.") >= 3
    for hidden in (LAT, LON, SECRET_WORDS, "vests and trucks"):
        assert hidden not in rumours
    assert incident.code not in read_all(("/now/", "/feeds/alerts.geojson"))
    found = Client().post("/rumours/", {"words": "north"})
    assert "It was a film crew." in unescape(found.content.decode())
    mine = unescape(Client().post("/receipt/", {"words": words}).content.decode())
    assert "film crew" in mine


def test_a_drill_runs_the_same_way_and_shows_nowhere_public(cast: Cast, street: Street) -> None:
    member = neighbour_who_is(cast.omar, street.push)
    file_drill(cast)
    drill = Incident.objects.get()
    assert "Exercise" in unescape(cast.dana.client().get("/board/").content.decode())
    confirmed(cast, drill.code)
    alerted(cast, drill.code)
    assert (member.count, sum(street.counts)) == (1, 0)
    assert member.client.get(f"/alerts/{member.heard[-1]}-s/text/").json()["title"].startswith("DRILL")
    public = read_all()
    assert drill.code not in public
    assert said_in("en", notices.LEVEL_WORDS[Level.ACTIVE]) not in public
    press(cast.dana, f"/incidents/{drill.code}/over/", ending="they_left")
    assert (member.count, sum(street.counts)) == (2, 0)
    assert "All clear" not in read_all()


def test_a_real_report_never_joins_a_drill_at_the_same_corner(cast: Cast) -> None:
    file_drill(cast)
    report()
    assert sorted(Incident.objects.values_list("status", "sightings_count")) == [("actual", 1), ("exercise", 1)]


def neighbour_who_is(person: Person, push: PushPeer) -> Neighbour:
    """A member signs up on the same page and asks to be told of drills too."""
    client, address = person.client(), push.new_address()
    no_place = {"spot0-name": None, "spot0-place": None, "email": None}
    form = sign_up_form(**no_place, zones=[NORTH], as_member="on", kind=push.kind, **address)
    assert client.post("/alerts/", form).status_code == 200
    drain(ALERTS)
    client.post(f"/alerts/confirm/{push.came(address)[0].partition('-')[0]}/")
    return Neighbour(push, address, client, "")
