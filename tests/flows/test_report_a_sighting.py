"""A neighbour reports what they see, and everything that can be wrong with what is sent."""

import json
import logging
import re
import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.brakes import stopped
from tests.cast import Cast
from wekeep.journal.queries import recent
from wekeep.kit import clock
from wekeep.kit.words import word_list
from wekeep.watch.forms import source
from wekeep.watch.forms.place import spot_in_words
from wekeep.watch.models import Addition, Incident, Sighting
from wekeep.watch.queries import finding
from wekeep.watch.queries.finding import Answer, Found
from wekeep.watch.views import receipt as receipt_view
from wekeep.work.jobs.worker import drain
from wekeep.work.queries import pending
from wekeep.work.rules.lane import MERGING, SLOW

LAKE = Found("Lake St & Bloomington Ave", 45.001, -93.001)
LAKE_EAST = Found("Lake St E & Bloomington Ave", 45.002, -93.002)
POWDERHORN = Found("Powderhorn", 45.005, -93.005, coarse=True)


def gazetteer(text: str) -> Answer:
    """A city of two crossings."""
    if "bloomington" in text.lower():
        return Answer(sure=LAKE)
    if "blomington" in text.lower():
        return Answer(sure=LAKE, may_be=(LAKE, LAKE_EAST), by_likeness=True)
    return Answer(may_be=(LAKE, LAKE_EAST)) if text.lower().startswith("lake") else Answer()


@pytest.fixture(autouse=True)
def small_city(monkeypatch: pytest.MonkeyPatch, zones: object) -> None:
    monkeypatch.setattr(finding, "find", gazetteer)
    monkeypatch.setattr(finding, "neighbourhoods", lambda: [POWDERHORN])
    monkeypatch.setattr(finding, "inside", lambda lat, lon: 44.9 < lat < 45.1 and -93.1 < lon < -92.9)


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_REPORTS", stopped(30, 20))
    monkeypatch.setattr(source, "_RECEIPTS", stopped(20, 10))


def a_form(**changes: object) -> dict[str, object]:
    """What a phone sends."""
    return {
        "idempotency_key": str(uuid.uuid4()),
        "lat": "45.0",
        "lon": "-93.0",
        "activity": "detaining",
        "when": "0",
    } | changes


def send(form: dict[str, object], client: Client | None = None, **headers: str) -> tuple[int, str]:
    response = (client or Client()).post("/report/", form, headers=headers)
    return response.status_code, unescape(response.content.decode())


def words_on(page: str) -> str:
    found = re.search(r'class="words"[^>]*><bdi[^>]*>([a-z -]+)</bdi>', page)
    assert found, page
    return found[1]


def receipt(words: str, **changes: object) -> tuple[int, str]:
    response = Client().post("/receipt/", {"words": words} | changes)
    return response.status_code, unescape(response.content.decode())


def api(path: str, body: object, key: str = "", **options: object) -> tuple[int, dict]:
    headers = {"Idempotency-Key": key} if key else {}
    response = Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)
    return response.status_code, response.json()


# --- the plain way ----------------------------------------------------------------------------------------------------


def test_something_seen_and_a_place_are_enough_and_six_words_come_back() -> None:
    status, page = send(a_form())
    assert status == 201
    words = words_on(page).split()
    assert len(words) == 6
    assert set(words) <= set(word_list())
    sighting = Sighting.objects.get()
    assert (sighting.activity, sighting.zone, sighting.source) == ("detaining", sighting.zone, "web")
    assert sighting.forget_at - sighting.received_at == timedelta(hours=72)


def test_the_form_needs_no_cookie_and_sets_none() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get("/report/").status_code == 200
    assert send(a_form(), client)[0] == 201
    assert not client.cookies


def test_another_site_cannot_send_a_report_in_a_visitors_name() -> None:
    assert send(a_form(), None, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert send(a_form(), Origin="https://elsewhere.example")[0] == 403
    assert send(a_form(), Origin="null")[0] == 403
    assert not Sighting.objects.exists()


def test_the_words_are_kept_nowhere() -> None:
    form = a_form()
    words = words_on(send(form)[1])
    stored = json.dumps(list(Sighting.objects.values_list()), default=str)
    assert words not in stored
    assert str(form["idempotency_key"]) not in stored
    assert not set(words.split()) & set(re.findall(r"[a-z]+", stored)) - {"web", "actual"}


def test_a_report_is_told_to_the_journal_and_queued_for_merging_in_codes_only() -> None:
    send(a_form(text="a man in a green coat", place_text="corner"))
    event = recent(frozenset({"*"}))[0]
    assert event.kind == "sighting.filed"
    assert event.about == Sighting.objects.get().code
    assert pending("watch.merge_sighting") == 1


def test_all_six_letters_are_kept_as_sent() -> None:
    send(
        a_form(
            people_low="4", people_high="5", vehicles="2", activity="staging", uniform="vests say POLICE",
            equipment="2 black SUVs", text="waiting by the bank", first_hand="no", still_there="yes",
            place_kind="school", signs=["plain_vests", "vehicles_together"], place_text="by the bank",
        )
    )  # fmt: skip
    s = Sighting.objects.get()
    assert (s.people_low, s.people_high, s.vehicles, s.activity) == (4, 5, 2, "staging")
    assert (s.uniform, s.equipment, s.text) == ("vests say POLICE", "2 black SUVs", "waiting by the bank")
    assert (s.first_hand, s.still_there, s.place_kind, s.evidence) == (False, True, "school", 2)


def test_minutes_ago_count_from_when_it_was_written_and_not_from_when_signal_came_back() -> None:
    written = clock.now() - timedelta(hours=2)
    send(a_form(when="15", written_at=written.isoformat()))
    assert abs(Sighting.objects.get().observed_at - (written - timedelta(minutes=15))) < timedelta(seconds=1)


# --- the stop rule ----------------------------------------------------------------------------------------------------


def test_look_alikes_alone_are_thanked_for_and_not_sent() -> None:
    status, page = send(a_form(activity="", signs=["tinted_glass", "from_elsewhere"]))
    assert status == 422
    assert "Thank you for looking out. This was not sent" in page
    assert not Sighting.objects.exists()


def test_a_look_alike_with_anything_more_is_sent() -> None:
    assert send(a_form(activity="", signs=["tinted_glass", "masked"]))[0] == 201
    assert send(a_form(activity="staging", signs=["tinted_glass"]))[0] == 201
    assert send(a_form(activity="", signs=["tinted_glass"], text="they took a man"))[0] == 201


# --- places -----------------------------------------------------------------------------------------------------------


def test_a_typed_crossing_is_found() -> None:
    assert send(a_form(lat="", lon="", place_text="Lake & Bloomington"))[0] == 201
    assert (Sighting.objects.get().lat, Sighting.objects.get().place_text) == (LAKE.lat, "Lake & Bloomington")


def test_an_ambiguous_place_shows_its_choices_and_loses_nothing_typed() -> None:
    form = a_form(lat="", lon="", place_text="Lake", text="three men at the door")
    status, page = send(form)
    assert status == 422
    assert "More than one place fits" in page
    assert LAKE_EAST.label in page
    assert "three men at the door" in page
    assert 'value="Lake"' in page
    assert send(form | {"place_pick": "45.002000,-93.002000", "picked_for": "Lake"})[0] == 201
    assert Sighting.objects.get().lat == LAKE_EAST.lat


def test_a_choice_made_for_other_words_is_not_used() -> None:
    form = a_form(lat="", lon="", place_text="Lake & Bloomington", place_pick="45.002000,-93.002000", picked_for="Lake")
    assert send(form)[0] == 201
    assert Sighting.objects.get().lat == LAKE.lat


def test_an_unknown_place_can_go_with_its_neighbourhood_and_is_marked_coarse() -> None:
    form = a_form(lat="", lon="", place_text="behind the old mill")
    status, page = send(form)
    assert status == 422
    assert "not on our map" in page
    assert "Powderhorn" in page
    picked = {"place_pick": "45.005000,-93.005000", "picked_for": "behind the old mill"}
    assert send(form | picked)[0] == 201
    assert Sighting.objects.get().place_is_coarse


def test_a_misspelt_crossing_is_asked_about_and_sent_again_with_one_press() -> None:
    form = a_form(lat="", lon="", place_text="Lake & Blomington")
    status, page = send(form)
    assert (status, Sighting.objects.exists()) == (422, False)
    assert "Is this the place you mean?" in page
    assert send(form | as_the_page_has_it(page))[0] == 201
    assert Sighting.objects.get().lat == LAKE.lat


def test_whoever_comes_back_with_a_receipt_sees_where_the_report_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_view, "place_name", lambda lat, _lon: LAKE.label if lat == LAKE.lat else "")
    form = a_form(lat="", lon="", place_text="Lake & Blomington")
    _status, page = send(form | as_the_page_has_it(send(form)[1]))
    _status, mine = receipt(words_on(page))
    assert "Lake & Blomington" in mine
    assert "On the map near" in mine and LAKE.label in mine


def test_an_import_or_a_drill_takes_what_is_surely_meant_without_asking() -> None:
    assert spot_in_words("Lake & Blomington")[0].lat == LAKE.lat


def test_the_page_with_the_choices_keeps_the_words_they_were_offered_for() -> None:
    _status, page = send(a_form(lat="", lon="", place_text="Lake"))
    assert as_the_page_has_it(page)["picked_for"] == "Lake"


@pytest.mark.parametrize(("typed", "shown"), [("Lake & Bloomington", LAKE.label), ("", "Place understood")])
def test_the_receipt_says_which_place_was_understood(typed: str, shown: str) -> None:
    pinned = {} if not typed else {"lat": "", "lon": "", "place_text": typed}
    _status, page = send(a_form(**pinned))
    assert (shown in page) is bool(typed)
    form = a_form(**pinned)
    told = Client().post("/report/", form, headers={"Accept": "application/json"}).json()
    assert told["place"] == (LAKE.label if typed else "")


def test_without_a_map_it_is_said_that_there_is_none_and_the_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "find", lambda _text: Answer(no_map=True))
    monkeypatch.setattr(finding, "neighbourhoods", list)
    assert "has no map yet" in Client().get("/report/").content.decode()
    status, page = send(a_form(lat="", lon="", place_text="Lake & Bloomington"))
    assert status == 422
    assert "Your words are still here" in page
    assert "not on our map" not in page
    assert 'value="Lake & Bloomington"' in page


def as_the_page_has_it(page: str) -> dict[str, object]:
    """The choice of place as a browser would send it: what is checked, and for which words."""
    found = re.search(r'name="picked_for" value="([^"]*)"', page)
    checked = re.search(r'name="place_pick" value="([^"]*)"[^>]* checked', page)
    return {"picked_for": found[1] if found else "", "place_pick": checked[1] if checked else ""}


def test_a_made_up_choice_is_not_taken() -> None:
    form = a_form(lat="", lon="", place_text="Lake", place_pick="45.000100,-93.0", picked_for="Lake")
    assert send(form)[0] == 422
    assert not Sighting.objects.exists()


def test_a_phone_that_hardly_knows_where_it_is_gives_a_coarse_place() -> None:
    send(a_form(accuracy="2500"))
    assert Sighting.objects.get().place_is_coarse


@pytest.mark.parametrize(
    ("lat", "lon"), [("60.17", "24.94"), ("0", "0"), ("91", "0"), ("nan", "0"), ("inf", "0"), ("x", "0")]
)
def test_a_place_outside_the_city_or_the_earth_is_refused_and_all_is_kept(lat: str, lon: str) -> None:
    status, page = send(a_form(lat=lat, lon=lon, text="grey van"))
    assert status == 422
    assert "grey van" in page
    assert not Sighting.objects.exists()


# --- wrong input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ((datetime.now(UTC) + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M"), "not come yet"),
        ((datetime.now(UTC) - timedelta(days=365)).strftime("%Y-%m-%dT%H:%M"), "more than a day ago"),
        ("yesterday evening", "Give the day and the time"),
        ("", "Give the day and the time"),
        ("9999-12-31T23:59", "not come yet"),
        ("0001-01-01T00:00", "more than a day ago"),
        ("2026-02-30T10:00", "Give the day and the time"),
    ],
)
def test_a_time_that_cannot_be_is_said_beside_the_field_and_kept(typed: str, why: str) -> None:
    status, page = send(a_form(when="other", observed_at=typed, text="keep me"))
    assert status == 422
    assert why in page
    assert "keep me" in page
    assert not Sighting.objects.exists()


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+00:00"])
def test_a_phone_whose_clock_stands_at_the_edge_of_the_calendar_is_told_beside_the_field(written: str) -> None:
    status, page = send(a_form(when="60", written_at=written, text="keep me"))
    assert (status, Sighting.objects.exists()) == (422, False)
    assert "more than a day ago" in page and "keep me" in page
    assert send(a_form(when="60", written_at="9999-12-31T23:59:59-14:00"))[0] == 201


def test_nothing_seen_is_asked_for() -> None:
    status, page = send(a_form(activity=""))
    assert status == 422
    assert "Choose what is happening or a sign you saw" in page


def test_emoji_alone_are_not_a_report_but_beside_words_they_stay() -> None:
    status, page = send(a_form(activity="", text="🚨🚨🚨"))
    assert (status, "Pictures and signs alone cannot be checked" in page) == (422, True)
    assert send(a_form(activity="", text="🚨 van 👮🏽"))[0] == 201
    assert Sighting.objects.get().text == "🚨 van 👮🏽"


def test_invisible_and_turning_characters_are_taken_out() -> None:
    send(a_form(text="gr\u200bey \u202evan\u202c\u0000 \ufeffhere", uniform="PO\u2066LICE\u2069"))
    assert (Sighting.objects.get().text, Sighting.objects.get().uniform) == ("grey van here", "POLICE")


def test_html_is_shown_as_typed_and_never_run() -> None:
    typed = "<script>alert(1)</script><b>van</b>"
    response = Client().post("/report/", a_form(activity="", lat="", lon="", text=typed))
    assert b"<script>alert" not in response.content
    assert typed in unescape(response.content.decode())
    words = words_on(send(a_form(text=typed))[1])
    page = Client().post("/receipt/", {"words": words}).content
    assert b"<script>alert" not in page
    assert b"&lt;script&gt;alert(1)" in page


def test_text_that_is_too_long_is_said_and_given_back_whole() -> None:
    typed = "x" * 2100 + "the end"
    status, page = send(a_form(activity="", text=typed))
    assert status == 422
    assert "at most 2000 characters" in page
    assert "Choose what is happening" not in page
    assert typed in page


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_ten_megabytes_get_a_calm_413(accept: str) -> None:
    response = Client().post("/report/", a_form(text="x" * 10_000_000), headers={"Accept": accept})
    assert response.status_code == 413
    assert response["Content-Type"].startswith(accept)
    assert b"too large" in response.content


def test_a_field_that_comes_twice_with_two_answers_is_asked_again() -> None:
    status, page = send(a_form(activity=["detaining", "leaving"]))
    assert status == 422
    assert "came twice with different answers" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"people_low": "-1"}, {"people_low": "9", "people_high": "3"}, {"people_high": "100000"}, {"vehicles": "many"},
        {"vehicles": "1e9"}, {"activity": "dancing"}, {"signs": ["unheard_of"]}, {"idempotency_key": "x"},
        {"place_pick": "; drop table", "lat": "", "lon": "", "place_text": "Lake"}, {"when": "7"}, {"first_hand": "maybe"},
        {"accuracy": "-5"}, {"vehicles": "9" * 400},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(wrong: dict[str, object]) -> None:
    status, page = send(a_form(text="keep me") | wrong)
    assert status == 422
    assert "keep me" in page
    assert "Please look at this again" in page
    assert not Sighting.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/octet-stream", "multipart/form-data"])
def test_a_wrong_content_type_gives_the_form_or_a_calm_400(kind: str) -> None:
    response = Client().post("/report/", b"\xff\x00activity=detaining", content_type=kind)
    assert response.status_code in (400, 422)
    assert not Sighting.objects.exists()


# --- once -------------------------------------------------------------------------------------------------------------


def test_the_same_report_sent_again_is_one_report_with_the_same_receipt() -> None:
    form = a_form()
    first, again = send(form), send(form)
    assert (first[0], again[0]) == (201, 200)
    assert words_on(first[1]) == words_on(again[1])
    assert Sighting.objects.count() == 1
    assert pending("watch.merge_sighting") == 1


def test_a_used_key_with_another_body_is_a_409_that_keeps_what_was_typed_and_can_be_sent_again() -> None:
    form = a_form()
    send(form)
    status, page = send(form | {"text": "a second van came"})
    assert status == 409
    assert "a second van came" in page
    key = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert key and key[1] != form["idempotency_key"]
    assert send(form | {"text": "a second van came", "idempotency_key": key[1]})[0] == 201
    assert Sighting.objects.count() == 2


def test_a_report_that_was_stored_is_known_again_even_when_it_is_too_old_to_be_sent_anew() -> None:
    with time_machine.travel(clock.now() - timedelta(hours=30), tick=False):
        form = a_form(written_at=clock.now().isoformat())
        first = send(form)
    again = send(form)
    assert again[0] == 200
    assert words_on(first[1]) == words_on(again[1])


def test_a_phone_that_waited_for_signal_gets_its_receipt_as_json_and_errors_by_field() -> None:
    response = Client().post("/report/", a_form(), headers={"Accept": "application/json"})
    assert response.status_code == 201
    assert len(response.json()["receipt"].split()) == 6
    wrong = Client().post("/report/", a_form(activity=""), headers={"Accept": "application/json"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["activity"])


# --- floods and logs --------------------------------------------------------------------------------------------------


def test_a_flood_from_one_source_is_told_to_wait_keeps_its_words_and_another_source_is_heard() -> None:
    flood = Client(REMOTE_ADDR="203.0.113.7")
    answers = [flood.post("/report/", a_form()).status_code for _ in range(33)]
    assert answers[0] == 201
    assert answers[-1] == 429
    last = flood.post("/report/", a_form(text="still here"))
    assert last["Retry-After"].isdigit()
    assert b"still here" in last.content
    assert Client(REMOTE_ADDR="203.0.113.8").post("/report/", a_form()).status_code == 201


def test_neither_database_nor_log_holds_an_address_a_place_or_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client(REMOTE_ADDR="203.0.113.7")
    page = client.post(
        "/report/", a_form(text="purple gorilla", place_text="hidden lane", lat="45.0123", lon="-93.0321")
    )
    words = words_on(page.content.decode())
    client.post("/report/", a_form(text="purple gorilla", lat="1.2345", lon="1"))
    client.post("/receipt/", {"words": words, "do": "add", "text": "purple gorilla left"})
    drain(MERGING)
    logged = caplog.text
    for secret in ("203.0.113", "purple", "gorilla", "hidden lane", "45.0123", "93.0321", words):
        assert secret not in logged
    assert "203.0.113" not in json.dumps(list(Sighting.objects.values()), default=str)


# --- the receipt ------------------------------------------------------------------------------------------------------


def test_six_words_show_what_became_of_it() -> None:
    words = words_on(send(a_form())[1])
    assert "Received. It is on its way" in receipt(words)[1]
    drain(MERGING)
    assert "It is with the people who check" in receipt(words.upper().replace(" ", ", "))[1]
    send(a_form())
    drain(MERGING)
    assert "Other people" not in receipt(words)[1]
    Incident.objects.update(outcome="not_enforcement", outcome_kind="film_crew", outcome_at=clock.now())
    told = receipt(words)[1]
    assert "was not enforcement" in told
    assert "film crew" in told
    assert "Other people told of this too." in told
    Incident.objects.update(over_at=clock.now())
    assert "This is over" in receipt(words)[1]


def test_the_words_are_never_asked_for_in_an_address() -> None:
    words = words_on(send(a_form())[1])
    page = Client().get("/receipt/", {"words": words}).content.decode()
    assert "What you reported" not in page
    assert words not in page


def test_wrong_words_are_said_and_kept() -> None:
    status, page = receipt("one two three four five six")
    assert status == 404
    assert "No report has these words" in page
    assert "one two three four five six" in page
    assert receipt("only three words")[0] == 422


def test_guessing_words_is_braked() -> None:
    assert [receipt("abacus abdomen abide ability able zebra")[0] for _ in range(25)][-1] == 429


def test_a_guess_costs_one_question_and_a_braked_one_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    words = words_on(send(a_form())[1])
    wrong = "abacus abdomen abide ability able zebra"
    with django_assert_num_queries(1):
        assert receipt(wrong)[0] == 404
    for _guess in range(25):
        receipt(wrong)
    for guess in (wrong, words):
        with django_assert_num_queries(0):
            assert receipt(guess)[0] == 429


def test_a_reporter_adds_once_however_often_the_button_is_pressed() -> None:
    words = words_on(send(a_form())[1])
    for _ in range(2):
        status, page = receipt(words, do="add", text="two more vans", still_there="yes")
        assert status == 200
    assert "two more vans" in page
    assert Addition.objects.count() == 1
    assert receipt(words, do="add", text="")[0] == 422


@pytest.mark.both
def test_a_correction_replaces_what_was_said_and_is_placed_anew() -> None:
    words = words_on(send(a_form(activity="staging", text="four men"))[1])
    drain(MERGING)
    status, page = receipt(words, do="edit")
    assert status == 200
    assert "four men" in page
    fields = {"do": "correct", "activity": "leaving", "text": "two men", "when": "0"}
    status, page = receipt(words, **fields)
    assert status == 200
    sighting = Sighting.objects.get()
    assert (sighting.activity, sighting.text, sighting.lat) == ("leaving", "two men", 45.0)
    assert sighting.corrected_at is not None
    assert pending("watch.reconsider_sighting") == 1
    status, page = receipt(words, **(fields | {"activity": "", "text": ""}))
    assert status == 422


def test_a_report_taken_back_loses_its_words_at_once_and_leaves_its_incident() -> None:
    words = words_on(send(a_form(text="four men", place_text="by the bank"))[1])
    receipt(words, do="add", text="and a dog")
    drain(MERGING)
    page = receipt(words, do="withdraw")[1]
    assert "You took this report back" in page
    sighting = Sighting.objects.get()
    assert (sighting.text, sighting.place_text, sighting.additions.count()) == ("", "", 0)
    drain(MERGING)
    assert Incident.objects.get().sightings_count == 0
    assert receipt(words, do="add", text="wait")[0] == 422


def data_folder_holds(marker: str) -> list[str]:
    """The files of the database in which the marker still stands."""
    folder = Path(str(connection.settings_dict["NAME"])).parent
    holding = []
    for file in folder.glob("*.sqlite3*"):
        with suppress(FileNotFoundError):  # SQLite removes its -wal with the last connection that closes
            if marker.encode() in file.read_bytes():
                holding.append(file.name)
    return holding


@pytest.mark.both
@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["withdraw", "correct"])
def test_words_taken_back_are_soon_in_no_file_of_the_data_folder(how: str) -> None:
    words = words_on(send(a_form(text="blue-heron-7731 ran off"))[1])
    drain(MERGING)
    assert receipt(words, do=how, activity="leaving", text="two men", when="0")[0] == 200
    drain(MERGING)
    assert "blue-heron-7731" not in Sighting.objects.get().text
    assert [name for name in data_folder_holds("blue-heron-7731") if name.endswith("-wal")], (
        "nothing here to be emptied"
    )
    with time_machine.travel(clock.now() + timedelta(seconds=30), tick=False):
        drain(SLOW)
    assert data_folder_holds("blue-heron-7731") == []


# what a row must keep so that its receipt answers, a second sending files nothing, and its time comes
KEPT_OF_A_WITHDRAWN_REPORT = {"id", "code", "idempotency_key", "body_mark", "receipt_mark"}


def test_a_report_taken_back_leaves_a_row_that_says_nothing() -> None:
    full = a_form(people_low="4", people_high="5", vehicles="2", place_kind="home", signs=["masked"], still_there="yes")
    with time_machine.travel(clock.now() - timedelta(hours=1, minutes=17), tick=False):
        said = words_on(send(full)[1])
        bare = words_on(send(a_form(lat="45.01"))[1])
    drain(MERGING)
    for words in (said, bare):
        receipt(words, do="withdraw")
    rows: list[dict[str, Any]] = [dict(row) for row in Sighting.objects.order_by("pk").values()]
    first, second = rows
    times = {name for name in first if name.endswith("_at") and first[name]}
    for row in rows:
        assert {row[name].replace(minute=0, second=0, microsecond=0) for name in times - {"forget_at"}} == {
            row["withdrawn_at"].replace(minute=0, second=0, microsecond=0)
        }
        assert (row["forget_at"].minute, row["forget_at"].second, row["lat"], row["cell"]) == (0, 0, 0, "")
    same = {name for name in first if first[name] == second[name]}
    assert set(first) - same - times - {"incident_id"} == KEPT_OF_A_WITHDRAWN_REPORT


def test_an_incident_whose_reports_were_all_taken_back_is_nowhere() -> None:
    words = words_on(send(a_form(people_low="4", people_high="5", vehicles="2"))[1])
    drain(MERGING)
    assert Incident.objects.get().lat == 45.0
    receipt(words, do="withdraw")
    drain(MERGING)
    left = Incident.objects.get()
    assert (left.lat, left.lon, left.cell, left.neighbourhood, left.activity) == (0, 0, "", "", "")
    assert (left.people_low, left.people_high, left.vehicles, left.crossing) == (None, None, None, "")
    assert left.first_seen_at == left.last_seen_at == left.opened_at
    assert left.over_at is not None
    assert Sighting.objects.get().incident is None


def test_a_report_taken_back_is_not_filed_again_by_a_phone_that_sends_it_twice() -> None:
    form = a_form(text="four men")
    words = words_on(send(form)[1])
    receipt(words, do="withdraw")
    send(form)
    assert Sighting.objects.get().withdrawn_at is not None
    assert "You took this report back" in receipt(words)[1]


def test_an_incident_is_added_up_anew_without_the_report_that_was_taken_back(cast: Cast) -> None:
    with time_machine.travel(clock.now() - timedelta(minutes=9), tick=False):
        early = words_on(send(a_form(activity="detaining", vehicles="3", text="two black SUVs"))[1])
    send(a_form(activity="staging", vehicles="2", text="two black SUVs"))
    drain(MERGING)
    incident = Incident.objects.get()
    assert (incident.sightings_count, incident.activity) == (2, "detaining")
    receipt(early, do="withdraw")
    drain(MERGING)
    after, kept = Incident.objects.get(), Sighting.objects.get(withdrawn_at=None)
    assert (after.sightings_count, after.activity, after.vehicles) == (1, "staging", 2)
    assert after.first_seen_at == kept.observed_at > incident.first_seen_at


def test_what_a_reporter_adds_is_read_by_those_who_work_the_board(cast: Cast) -> None:
    words = words_on(send(a_form(text="four men"))[1])
    drain(MERGING)
    receipt(words, do="add", text="now they have left", still_there="no")
    page = unescape(cast.dana.client().get(f"/board/{Incident.objects.get().code}/").content.decode())
    assert "now they have left" in page
    assert "No longer there." in page


def test_after_four_hours_a_report_can_be_taken_back_but_not_changed() -> None:
    with time_machine.travel(clock.now() - timedelta(hours=5), tick=False):
        words = words_on(send(a_form())[1])
    assert receipt(words, do="add", text="more")[0] == 422
    assert receipt(words, do="withdraw")[0] == 200


def test_after_three_days_nothing_is_left_of_a_report() -> None:
    from wekeep.watch.jobs import forget_sightings

    with time_machine.travel(clock.now() - timedelta(hours=73), tick=False):
        words = words_on(send(a_form())[1])
        receipt(words, do="add", text="and a dog")
    assert receipt(words)[0] == 404
    send(a_form())
    forget_sightings.call()
    assert Sighting.objects.count() == 1
    assert Addition.objects.count() == 0


# --- members ----------------------------------------------------------------------------------------------------------


def test_a_pasted_message_is_read_into_the_form_and_what_could_not_be_read_is_shown(cast: Cast) -> None:
    client = cast.omar.client()
    page = client.post(
        "/paste/", {"message": "S 4-5, A staging, L Lake & Bloomington, U vests say police, E 2 black suvs"}
    )
    text = unescape(page.content.decode())
    assert page.status_code == 200
    assert 'name="people_low" value="4"' in text
    assert re.search(r'value="staging"[^>]*checked', text)
    assert not Sighting.objects.exists()


def test_a_pasted_sighting_is_filed_for_someone_else(cast: Cast) -> None:
    response = cast.omar.client().post("/paste/file/", a_form(first_hand="no"))
    assert response.status_code == 201
    assert Sighting.objects.get().source == "paste"
    event = recent(frozenset({"*"}))[0]
    assert event.actor == cast.omar.code


def test_thanks_and_questions_are_said_to_be_no_sighting(cast: Cast) -> None:
    page = cast.omar.client().post("/paste/", {"message": "thank you everyone, stay warm"})
    assert "Nothing was sent" in page.content.decode()
    assert "stay warm" in page.content.decode()


def test_only_members_who_may_file_for_others_paste(cast: Cast) -> None:
    assert Client().get("/paste/").status_code == 302
    assert cast.mai.client().get("/paste/").status_code == 403
    assert cast.mai.client().post("/paste/file/", a_form()).status_code == 403


def test_a_form_of_ours_is_taken_with_its_own_origin_and_in_the_word_of_the_browser() -> None:
    assert send(a_form(), Origin="http://testserver")[0] == 201
    assert send(a_form(), None, Origin="null", **{"Sec-Fetch-Site": "same-origin"})[0] == 201
