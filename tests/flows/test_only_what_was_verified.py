"""What a verifier said is what the public hears: later reports, and whoever asks with a receipt, change and learn nothing."""

import importlib
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast
from tests.flows.test_the_main_job import press, read_all, report, the_alert
from wekeep.alerts.models import Message
from wekeep.kit import clock
from wekeep.kit.throttle import Throttle
from wekeep.watch.forms import source
from wekeep.watch.models import Incident
from wekeep.watch.rules.incident import Urgency

FROZEN = ("activity", "people_low", "people_high", "vehicles", "lat", "lon", "cell", "zone", "neighbourhood")
SEEN = {"activity": "staging", "people_low": "3", "people_high": "4", "vehicles": "2"}
CONFIRMED = {"outcome": "confirmed", "level": "confirmed", "method": "in_person", "kind": ""}


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One source plays a whole street here."""
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=100, per_minute=100))
    monkeypatch.setattr(source, "_RECEIPTS", Throttle(burst=100, per_minute=100))
    cache.clear()
    yield
    cache.clear()


def scene() -> Incident:
    """Three people saw four or so gather with two cars."""
    for _ in range(3):
        report(activity="staging", people_low="4", people_high="5", vehicles="2", text="they wait at the corner")
    return Incident.objects.get()


def verified(cast: Cast, incident: Incident, **chosen: str) -> None:
    page = press(cast.amina, f"/incidents/{incident.code}/outcome/", **{**CONFIRMED, **SEEN, **chosen})
    assert "The outcome is written down." in page


def warned(cast: Cast, incident: Incident) -> str:
    page = press(cast.dana, f"/incidents/{incident.code}/alert/", level="confirmed", rings="0")
    assert "The alert is on its way." in page
    return the_alert()


def a_lie(**more: str) -> str:
    said = {"activity": "detaining", "people_low": "6", "people_high": "12", "vehicles": "2"}
    return report(None, **{**said, "text": "they wait at the corner, all are taken", **more})


def of(incident: Incident) -> dict[str, object]:
    return dict(Incident.objects.filter(pk=incident.pk).values(*FROZEN).get())


def board(cast: Cast, incident: Incident) -> str:
    return unescape(cast.amina.client().get(f"/board/{incident.code}/").content.decode())


def shown_first(cast: Cast, incident: Incident, said: str, **chosen: str) -> str:
    answer = cast.dana.client().get(f"/incidents/{incident.code}/alert/reach/{said}/", chosen)
    assert answer.status_code == 200, answer.content.decode()
    return unescape(answer.content.decode())


def mine(words: str) -> str:
    return unescape(Client().post("/receipt/", {"words": words}).content.decode())


def test_an_anonymous_report_puts_no_word_into_a_verified_alert(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    alert, before = warned(cast, incident), of(incident)
    assert (before["activity"], before["people_low"], before["people_high"], before["vehicles"]) == ("staging", 3, 4, 2)
    for n in range(5):
        a_lie(lat=f"45.00{15 + n}")
    assert Incident.objects.filter(merged_into="").get().sightings_count == 8
    assert of(incident) == before
    press(cast.dana, f"/incidents/{incident.code}/alert/{alert}/update/", change="still", level="confirmed")
    said = Message.objects.order_by("-number").values_list("parts", flat=True)[0]
    assert (said["what"], said["people"], said["vehicles"]) == ("staging", [3, 4], 2)
    public = read_all((f"/now/{alert}/", "/feeds/alerts.atom", "/feeds/alerts.geojson"))
    assert "They are detaining someone." not in public
    assert "officers were seen" in public
    assert "12 officers" not in public


def test_the_board_shows_what_is_new_and_a_verifier_says_it_anew(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    assert "New since it was verified" not in board(cast, incident)
    a_lie(lat="45.0025")
    page = board(cast, incident)
    assert "New since it was verified: 1 report" in page
    assert "they wait at the corner, all are taken" in page
    assert "6–12" in page
    assert "Where the new reports put it" in page
    verified(cast, incident, activity="detaining", level="active", place="45.004000,-92.998765")
    anew = Incident.objects.get(pk=incident.pk)
    assert (anew.activity, anew.level, round(anew.lat, 4)) == ("detaining", "active", 45.004)
    assert "New since it was verified" not in board(cast, incident)


def test_the_verifiers_form_is_filled_in_from_the_reports_and_wrong_numbers_are_refused(cast: Cast) -> None:
    incident = scene()
    page = board(cast, incident)
    assert '<option value="staging" selected>' in page
    assert 'name="people_low" value="4"' in page
    wrong = {**CONFIRMED, **SEEN, "people_low": "9", "people_high": "2"}
    assert cast.amina.client().post(f"/incidents/{incident.code}/outcome/", wrong).status_code == 409
    assert Incident.objects.get().outcome == ""


def test_what_was_confirmed_stands_when_its_reporters_take_their_reports_back(cast: Cast) -> None:
    words = report(activity="staging", people_low="3", people_high="4", vehicles="2")
    incident = Incident.objects.get()
    verified(cast, incident)
    Client().post("/receipt/", {"words": words, "do": "withdraw"})
    read = of(incident)
    assert (read["activity"], read["people_low"], Incident.objects.get().over_at) == ("staging", 3, None)


def test_one_report_of_a_detention_among_many_makes_it_urgent_and_does_not_name_it(cast: Cast) -> None:
    with clock.simulated(clock.now()):
        report(activity="staging", text="they wait")
        report(activity="staging", text="they wait")
        report(activity="detaining", text="they wait", people_low="300", people_high="300")
    incident = Incident.objects.get()
    assert (incident.activity, incident.urgency) == ("staging", Urgency.NOW)


def test_the_dispatcher_reads_what_will_be_sent_in_two_languages_before_sending(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    page = shown_first(cast, incident, "alert", level="confirmed", rings="0", advice="keep_distance")
    assert "Enforcement confirmed" in page
    assert "They are gathering." in page
    assert "Keep your distance." in page
    assert 'lang="es"' in page
    somali = shown_first(cast, incident, "alert", level="confirmed", rings="0", other="so")
    assert '<div class="card" lang="so"' in somali
    assert "fewer than ten subscribers, or nobody" in page
    assert "nobody is told" in shown_first(cast, incident, "over", ending="they_left")
    warned(cast, incident)
    assert "They are still there." in shown_first(cast, incident, "update", change="still", level="confirmed")
    assert "sent in error" in shown_first(cast, incident, "cancel", ending="sent_in_error")
    assert "It is over. They have left." in shown_first(cast, incident, "over", ending="they_left")
    assert "fewer than ten subscribers, or nobody" in shown_first(cast, incident, "widen", level="confirmed", rings="2")
    assert "Choose first." in shown_first(cast, incident, "cancel")


def test_without_scripts_the_words_are_read_on_a_page_of_their_own_before_they_are_sent(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    client, path = cast.dana.client(), f"/board/{incident.code}/"
    choices = {"level": "confirmed", "rings": "1", "advice": ["keep_distance", "film"]}

    def pressed(form: str, **chosen: object) -> str:
        """Presses the button of that form as a browser without scripts does; returns the page it leads to."""
        page = unescape(client.get(path).content.decode())
        to = re.search(rf'action="(/incidents/[^"]*/reach/{form}/)"', page)
        assert to
        return unescape(client.post(to[1], chosen).content.decode())

    def sent(page: str) -> str:
        """Presses the button of the page that shows the words."""
        form = page.partition("<main")[2]
        to = re.search(r'<form class="stack" method="post" action="([^"]+)"', form)
        kept: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form):
            kept.setdefault(name, []).append(value)
        assert to
        return unescape(client.post(to[1], kept, follow=True).content.decode())

    page = pressed("alert", **choices)
    assert "The alert still stands on the public page and in the feeds." in page
    assert "They are gathering." in page and "You may film from a public place." in page
    assert Message.objects.count() == 0
    assert 'class="card" lang="so"' in pressed("alert", **choices, other="so")
    assert "The alert is on its way." in sent(page)
    assert Message.objects.get().parts["advice"] == ["keep_distance", "film"]
    assert "Everyone in this area" not in pressed("widen", level="confirmed", rings="2")
    for form, chosen, answer in (
        ("widen", {"level": "confirmed", "rings": "2"}, "Those newly in the area are being told."),
        ("update", {"level": "confirmed", "change": "still"}, "The update is on its way"),
        ("over", {"ending": "they_left"}, "The all clear is on its way"),
    ):
        said = Message.objects.count()
        page = pressed(form, **chosen)
        assert Message.objects.count() == said
        assert answer in sent(page)
        assert Message.objects.count() == said + 1


def test_whoever_is_watched_learns_nothing_from_a_receipt_before_the_alert(cast: Cast) -> None:
    words = report(activity="staging", text="they wait at the corner")
    before = mine(words)
    incident = scene()
    verified(cast, incident)
    for asked in (before, mine(words)):
        assert "It is with the people who check." in asked
        assert "enforcement" not in asked.split("<main", 1)[-1].lower()
        assert "Other people" not in asked
    status = Client().post("/api/v1/sightings/status", {"receipt": words}, content_type="application/json").json()
    assert (status["stage"], status["outcome"], status["others_told"]) == ("checking", None, False)
    assert "joined_with" not in status
    warned(cast, incident)
    after = mine(words)
    assert "it is enforcement" in after
    assert "Other people told of this too." in after


def test_nobody_is_promised_an_all_clear_where_nobody_was_told(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    page = unescape(cast.dana.client().get(f"/board/{incident.code}/").content.decode())
    assert "Send the all clear" not in page
    page = press(cast.dana, f"/incidents/{incident.code}/over/", ending="they_left")
    assert "It is closed. No alert was out, so nobody is told." in page
    assert "The all clear is on its way" not in page


def test_an_area_that_is_covered_is_not_widened_and_moved_needs_a_new_look(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    alert = warned(cast, incident)
    path = f"/incidents/{incident.code}/alert/{alert}"
    assert cast.dana.client().post(f"{path}/widen/", {"level": "confirmed", "rings": "0"}).status_code == 409
    assert cast.dana.client().post(f"{path}/update/", {"level": "confirmed", "change": "moved"}).status_code == 409
    assert Message.objects.count() == 1
    verified(cast, incident, place="45.010000,-92.998765")
    assert "on its way" in press(cast.dana, f"{path}/update/", level="confirmed", change="moved")
    assert "newly in the area" in press(cast.dana, f"{path}/widen/", level="confirmed", rings="2")


def test_an_alert_of_a_detention_waits_until_a_verifier_found_one(cast: Cast) -> None:
    incident = scene()
    verified(cast, incident)
    page = unescape(cast.dana.client().get(f"/board/{incident.code}/").content.decode())
    assert "The verifier found no one detained." in page
    assert 'name="level" value="active"' not in page
    path = f"/incidents/{incident.code}/alert/"
    for tried in (
        cast.dana.client().post(path, {"level": "active", "rings": "0"}),
        cast.dana.client().get(f"{path}reach/alert/", {"level": "active", "rings": "0"}),
    ):
        assert tried.status_code == 409
        assert "have it verified anew first" in unescape(tried.content.decode())
    assert Message.objects.count() == 0
    alert = warned(cast, incident)
    for said, chosen in (
        ("update", {"change": "detention", "level": "confirmed"}),
        ("update", {"change": "still", "level": "active"}),
        ("widen", {"rings": "2", "level": "active"}),
    ):
        assert cast.dana.client().post(f"{path}{alert}/{said}/", chosen).status_code == 409
    verified(cast, incident, activity="detaining", level="active")
    page = press(cast.dana, f"{path}{alert}/update/", change="detention", level="active")
    assert "The update is on its way" in page
    assert "They are detaining someone." in read_all((f"/now/{alert}/",))


def test_a_verifier_does_not_say_both_that_someone_is_detained_and_that_no_one_is(cast: Cast) -> None:
    report(activity="detaining")
    incident = Incident.objects.get()
    path = f"/incidents/{incident.code}/outcome/"
    for told in (CONFIRMED, {**CONFIRMED, **SEEN, "activity": "loading"}):
        answer = cast.amina.client().post(path, told)
        assert answer.status_code == 409
        assert "You say that no one is detained, and that someone is." in unescape(answer.content.decode())
    assert Incident.objects.get().outcome == ""
    verified(cast, incident)


def test_incidents_confirmed_before_keep_what_they_say(cast: Cast) -> None:
    incident = scene()
    seen = incident.last_seen_at
    answered = seen + timedelta(minutes=5)
    Incident.objects.filter(pk=incident.pk).update(outcome="confirmed", outcome_at=answered, verified_seen_at=None)
    report(lat="45.015", activity="checkpoint")
    waiting = Incident.objects.exclude(pk=incident.pk).get()
    before = of(incident)
    moving = importlib.import_module("wekeep.watch.migrations.0005_what_was_verified")
    moving.keep_what_was_verified(apps, None)
    assert of(incident) == before
    assert Incident.objects.get(pk=incident.pk).verified_seen_at == seen
    assert Incident.objects.get(pk=waiting.pk).verified_seen_at is None
