"""What everyone sees, and what nobody outside the network ever sees."""

import json
import re
from datetime import timedelta

import h3
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.alerts.signing import sign_again
from tests.cast import Cast
from tests.desk.stage import FILM, LAT, NOTHING, Street
from tests.house.addresses import addresses
from wekeep.alerts.models import Alert, Message
from wekeep.kit import clock
from wekeep.places.models import Zone
from wekeep.watch.actions.incidents import merge_incidents
from wekeep.watch.actions.verification import give_outcome
from wekeep.watch.models import Incident
from wekeep.watch.rules.outcome import Method, Outcome
from wekeep.watch.rules.sighting import PlaceKind
from wekeep.watch.rules.verification import Answer

# What an installed app needs, the printed sheets of a zone, where a telephone provider asks (signed, or it finds nothing), and
# the demo's own pages, which exist in a demo only: none of them reads the watch.
WITHOUT_NEWS = {
    "desk:service_worker",
    "desk:manifest",
    "desk:offline",
    "desk:held",
    "desk:poster",
    "desk:poster_cards",
    "desk:texted",
    "desk:pressed",
    "desk:specimen",
    "desk:demo",
    "desk:phones",
    "desk:phones_now",
    "desk:play",
}
PAGES = (
    "desk:home",
    "desk:now",
    "desk:rumours",
    "desk:alerts_atom",
    "desk:alerts_geojson",
    "desk:rumours_atom",
    "desk:funds",
    "desk:funds_json",
)
IN_LANGUAGES = ("desk:alerts_atom_in", "desk:alerts_geojson_in", "desk:rumours_atom_in")
NUMBER = re.compile(r"-?\d+\.\d{3,}")


def lists() -> list[str]:
    """Every public address that lists things, in every language."""
    every = ("en", "es", "so", "hmn", "ar")
    plain = [reverse(name) for name in PAGES]
    return (
        plain
        + [f"{p}?lang=ar" for p in plain]
        + [reverse(n, kwargs={"language": c}) for n in IN_LANGUAGES for c in every]
    )


def every_public_page() -> dict[str, str]:
    """The text of every public address: the lists, and the page and document of every alert there is, fit to see or not."""
    single = [reverse("desk:public_alert", args=[code]) for code in Alert.objects.values_list("code", flat=True)]
    single += [reverse("desk:public_alert", args=[code]) for code in Incident.objects.values_list("code", flat=True)]
    single += [reverse("desk:cap", args=[code]) for code in Message.objects.values_list("code", flat=True)]
    found = {}
    for address in lists() + single:
        found[address] = Client().get(address).content.decode()
    for words in ("Cedar", "alerted", "drill", "unverified"):
        found[f"search {words}"] = Client().post(reverse("desk:rumours"), {"words": words}).content.decode()
    return found


def test_this_file_walks_every_public_address_of_the_roof() -> None:
    public = {one.name for one in addresses() if one.name.startswith("desk:")}
    from config.doors import PUBLIC_DOORS

    assert (public & PUBLIC_DOORS) - WITHOUT_NEWS == {*PAGES, *IN_LANGUAGES, "desk:public_alert", "desk:cap"}


def test_nothing_anyone_typed_and_no_exact_place_reaches_the_public(street: Street) -> None:
    incident, alert = street.alerted(rings=1)
    street.updated(incident, alert)
    street.answered("answered")
    over, ended = street.alerted("over", lat=44.9987654)
    street.cleared(over)
    pages = every_public_page()
    assert alert.code in pages["/now/"] and ended.code in pages["/now/"]
    assert [(page, word) for page, text in pages.items() for word in street.hidden if word in text] == []


def test_the_pages_behind_a_notice_keep_the_same_silence(street: Street) -> None:
    incident, alert = street.alerted()
    street.updated(incident, alert)
    _drill, exercise = street.drill()
    words = [f"/alerts/{code}/text/?lang=en" for code in alert.messages.values_list("code", flat=True)]
    pages = {
        page: Client().get(page, follow=True).content.decode()
        for page in ["/alerts/now/", f"/alerts/a/{alert.code}/", *words]
    }
    assert [(page, word) for page, text in pages.items() for word in street.hidden if word in text] == []
    assert "Drillville" not in pages["/alerts/now/"] and exercise.code not in pages["/alerts/now/"]
    assert Client().get(f"/alerts/a/{exercise.code}/", follow=True).status_code == 404


def test_coordinates_are_corners_of_cells_and_nothing_finer(street: Street) -> None:
    _incident, alert = street.alerted(rings=2)
    corners = {round(number, 5) for cell in alert.cells for corner in h3.cell_to_boundary(cell) for number in corner}
    for page, text in every_public_page().items():
        for written in NUMBER.findall(re.sub(r"[0-9a-f]{12}\.(?:js|css|mjs|svg)", "", text)):
            turned_to = page.startswith("/now/") and len(written.split(".")[1]) <= 3
            assert turned_to or round(float(written), 5) in corners, (page, written)


@pytest.mark.parametrize(
    "what", ["unverified", "uncertain", "unable", "confirmed but not alerted", "drill", "expired", "cancelled long ago"]
)
def test_what_is_not_for_the_public_is_on_no_page(street: Street, what: str) -> None:
    place = "Hiddenville"
    with time_machine.travel(clock.now() - timedelta(hours=14), tick=False) as traveller:
        if what == "unverified":
            street.incident(what, neighbourhood=place)
        elif what in ("uncertain", "unable"):
            answer = Answer(Outcome(what), Method.IN_PERSON)
            give_outcome(
                actor=street.cast.amina.actor, code=street.incident(what, neighbourhood=place).code, answer=answer
            )
        elif what == "confirmed but not alerted":
            street.confirmed(what, neighbourhood=place)
        elif what == "drill":
            street.drill(place)
        else:
            incident, alert = street.alerted(what, neighbourhood=place)
            if what == "cancelled long ago":
                street.cancelled(incident, alert)
            traveller.shift(timedelta(hours=14))
        pages = every_public_page()
    named = [page for page, text in pages.items() if place in text or "Drillville" in text]
    codes = [*Incident.objects.values_list("code", flat=True), *Alert.objects.values_list("code", flat=True)]
    listed = [page for page in lists() for code in codes if code in pages[page]]
    assert (named, listed) == ([], [])


def test_an_alert_leaves_the_public_the_moment_its_outcome_is_taken_back(street: Street) -> None:
    incident, alert = street.alerted(neighbourhood="Retracton")
    assert "Retracton" in Client().get("/now/").content.decode()
    give_outcome(actor=street.cast.amina.actor, code=incident.code, answer=FILM)
    assert [page for page, text in every_public_page().items() if alert.code in text and "/now/" not in page] == []
    assert Client().get(f"/now/{alert.code}/").status_code == 404
    street.cancelled(incident, alert)
    assert "It was not enforcement" in Client().get(f"/now/{alert.code}/").content.decode()


def test_two_incidents_that_became_one_are_one_entry(street: Street) -> None:
    first, _old = street.alerted("first", neighbourhood="Mergeham")
    second, newer = street.alerted("second", neighbourhood="Powderhorn")
    merge_incidents(actor=street.cast.dana.actor, into=second.code, other=first.code)
    entries = json.loads(Client().get("/feeds/alerts.geojson").content)["features"]
    assert [entry["id"] for entry in entries] == [newer.code]
    assert [page for page, text in every_public_page().items() if "Mergeham" in text] == []


def test_an_expired_alert_vanishes_by_itself_and_its_page_says_that_it_has(street: Street) -> None:
    _incident, alert = street.alerted(neighbourhood="Vanishton")
    with time_machine.travel(alert.expires_at - timedelta(seconds=1), tick=False) as traveller:
        assert "Vanishton" in Client().get("/now/").content.decode()
        assert Client().get(f"/now/{alert.code}/").status_code == 200
        traveller.shift(timedelta(seconds=1))
        assert [page for page, text in every_public_page().items() if "Vanishton" in text] == []
        assert Client().get(f"/now/{alert.code}/").status_code == 410


def test_a_drill_has_no_page_before_or_after_its_end(street: Street) -> None:
    _incident, alert = street.drill()
    assert Client().get(f"/now/{alert.code}/").status_code == 404
    with time_machine.travel(alert.expires_at + timedelta(hours=1)):
        assert Client().get(f"/now/{alert.code}/").status_code == 404


def test_the_page_of_an_alert_tells_its_story_in_the_readers_language(street: Street) -> None:
    incident, alert = street.alerted()
    street.updated(incident, alert)
    assert "Keep your distance" in Client().get(f"/now/{alert.code}/").content.decode()
    street.cleared(incident)
    english = Client().get(f"/now/{alert.code}/").content.decode()
    for words in ("Powderhorn", "More have come.", "All clear", "It is over. They have left."):
        assert words in english
    assert english.index("More have come.") < english.rindex("It is over. They have left.")
    arabic = Client(headers={"Accept-Language": "ar"}).get(f"/now/{alert.code}/").content.decode()
    assert 'lang="ar" dir="rtl"' in arabic


def test_a_place_typed_by_hand_is_not_shown_only_the_name_of_a_neighbourhood_or_zone(street: Street) -> None:
    _incident, alert = street.alerted(neighbourhood="")
    message = alert.messages.get()
    message.parts["place"] = "3412 Elm Street, apartment 2"
    sign_again(message, street.cast.dana)
    page = Client().get(f"/now/{alert.code}/").content.decode()
    assert "North Side" in page
    assert [where for where, text in every_public_page().items() if "3412 Elm" in text] == []


def test_it_was_a_film_crew_is_findable(street: Street) -> None:
    with time_machine.travel("2026-11-20 20:20:00+00:00", tick=False) as traveller:
        street.answered("film")
        street.answered("nothing", NOTHING, "Lake & Bloomington")
        traveller.shift(timedelta(minutes=40))
        everything = Client().get("/rumours/").content.decode()
        found = Client().post("/rumours/", {"words": "17 ceder"}).content.decode()
        spanish = Client(headers={"Accept-Language": "es"}).get("/rumours/").content.decode()
    assert "Cedar &amp; 17th, 2:20 p.m.: not enforcement. It was a film crew." in everything
    assert "Lake &amp; Bloomington" in everything and "someone looked, and nothing was there" in everything
    assert "Cedar &amp; 17th" in found and "Bloomington" not in found
    assert "Cedar &amp; 17th" in spanish


def test_what_is_typed_into_the_search_is_shown_back_and_harmless(street: Street) -> None:
    street.answered("film")
    said = Client().post("/rumours/", {"words": '"><script>x</script>' + "a" * 500})
    assert said.status_code == 200 and b"<script>x" not in said.content
    assert "No answer fits" in said.content.decode()


@pytest.mark.parametrize("kind", [PlaceKind.HOME, PlaceKind.SCHOOL])
def test_an_answer_about_a_home_or_a_school_names_no_crossing(street: Street, kind: PlaceKind) -> None:
    incident = street.answered("film")
    street.sighting(incident, "home", place_kind=kind)
    pages = every_public_page()
    assert "Powderhorn" in pages["/rumours/"]
    assert [page for page, text in pages.items() if "17th" in text] == []


def test_a_public_page_sets_no_cookie_and_varies_only_with_the_language(street: Street) -> None:
    street.alerted()
    for address in ("/", "/now/", "/rumours/"):
        page = Client().get(address)
        assert page.cookies == {} and page["Vary"] == "Accept-Language, Cookie, Accept-Encoding"
        assert re.fullmatch(r"(public|max-age=\d+)(, (public|max-age=\d+))", page["Cache-Control"])
    assert Client().get("/feeds/alerts.atom")["Vary"] == "Accept-Encoding, Accept-Language"


def test_a_member_gets_the_very_page_a_visitor_gets(street: Street, cast: Cast) -> None:
    street.alerted()
    with time_machine.travel(clock.now(), tick=False):
        for address in ("/", "/now/", "/feeds/alerts.geojson"):
            member, visitor = cast.dana.client().get(address), Client().get(address)
            assert member.content == visitor.content and member.cookies == {}


def test_a_choice_of_language_is_not_shared_with_others(street: Street) -> None:
    page = Client().get("/now/?lang=so")
    assert page.cookies["language"].value == "so"
    assert "public" not in page["Cache-Control"] and "no-store" in page["Cache-Control"]


def test_who_has_the_page_already_is_told_so_until_something_changes(street: Street) -> None:
    incident, alert = street.alerted()
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        traveller.shift(timedelta(seconds=2))
        first = Client().get("/feeds/alerts.atom")
        traveller.shift(timedelta(seconds=2))
        asked = {"If-None-Match": first["ETag"]}
        again = Client().get("/feeds/alerts.atom", headers=asked)
        dated = Client().get("/feeds/alerts.atom")
        unchanged = Client().get("/feeds/alerts.atom", headers={"If-Modified-Since": dated["Last-Modified"]})
        assert (again.status_code, again.content, unchanged.status_code) == (304, b"", 304)
        assert again["ETag"] == first["ETag"] and "max-age" in again["Cache-Control"]
        street.updated(incident, alert)
        assert Client().get("/feeds/alerts.atom", headers=asked).status_code == 200
        assert (
            Client().get("/feeds/alerts.atom", headers={"If-Modified-Since": dated["Last-Modified"]}).status_code == 200
        )


def test_an_alert_that_ran_out_is_not_held_in_place_by_an_old_copy(street: Street) -> None:
    _incident, alert = street.alerted()
    with time_machine.travel(alert.expires_at - timedelta(seconds=10), tick=False) as traveller:
        Client().get("/feeds/alerts.geojson")
        traveller.shift(timedelta(seconds=3))
        kept = Client().get("/feeds/alerts.geojson")
        assert "max-age=7" in kept["Cache-Control"]
        traveller.shift(timedelta(seconds=7))
        asked = {"If-Modified-Since": kept["Last-Modified"]}
        assert Client().get("/feeds/alerts.geojson", headers=asked).json()["features"] == []


def test_a_page_costs_the_same_few_queries_however_much_is_on_it(
    street: Street, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(4):
        street.alerted(f"alert{at}", lat=LAT + at / 50, neighbourhood=f"Hood {at}")
        street.answered(f"answer{at}")
    Zone.objects.count()
    with django_assert_num_queries(5):
        Client().get("/now/")
    with django_assert_num_queries(8):
        Client().get("/")
