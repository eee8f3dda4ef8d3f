"""What stands around every page: refusals in words, headers, forwarded addresses, health."""

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from config.posted import address_of
from config.urls import urlpatterns as real
from tests.cast import Cast
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import VISITOR
from wekeep.kit.errors import Gone, NotFound, Refused, TooMany
from wekeep.people.access import actor_of
from wekeep.watch.models import Sighting


def raising(trouble: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise trouble

    return view


def lacking(request: HttpRequest) -> HttpResponse:
    actor_of(request).require(Ability.APPOINT)
    return HttpResponse()


@pytest.fixture
def troubled(cast: Cast) -> Iterator[Client]:
    """Mai's browser, in a house with a page for each kind of trouble."""
    table = ModuleType("table")
    table.urlpatterns = [  # type: ignore[attr-defined]
        *real,
        path("t/refused/", raising(Refused("A duty lasts %(n)s hours.", n=12))),
        path("t/absent/", raising(NotFound())),
        path("t/gone/", raising(Gone())),
        path("t/often/", raising(TooMany("Too many tries. Wait %(seconds)s seconds and try again.", 17))),
        path("t/lacking/", lacking),
        path("t/broken/", raising(RuntimeError("two vans at Lake and 17th"))),
    ]
    with override_settings(ROOT_URLCONF=table):
        client = cast.mai.client()
        client.raise_request_exception = False
        yield client


def test_a_rules_no_is_a_page_that_says_why(troubled: Client) -> None:
    answer = troubled.post("/t/refused/")
    assert answer.status_code == 409
    assert "A duty lasts 12 hours." in answer.content.decode()
    assert "<html" in answer.content.decode()


def test_for_htmx_it_is_a_fragment(troubled: Client) -> None:
    answer = troubled.post("/t/refused/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "A duty lasts 12 hours." in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_too_often_says_when_to_come_back(troubled: Client) -> None:
    answer = troubled.post("/t/often/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "17")
    assert "Wait 17 seconds" in answer.content.decode()


@pytest.mark.parametrize(("address", "status"), [("absent", 404), ("gone", 410), ("lacking", 403), ("broken", 500)])
def test_each_trouble_has_its_status(troubled: Client, address: str, status: int) -> None:
    answer = troubled.get(f"/t/{address}/")
    assert answer.status_code == status
    assert "Lake" not in answer.content.decode()


def test_a_visitor_is_sent_to_sign_in_and_comes_back_to_the_page(troubled: Client, cast: Cast) -> None:
    assert Client().get("/t/refused/?a=1")["Location"] == "/people/sign-in/?next=/t/refused/%3Fa%3D1"
    assert Client().post("/t/refused/")["Location"] == "/people/sign-in/?next=/"


@pytest.mark.django_db
def test_every_page_forbids_what_it_does_not_need() -> None:
    answer = Client().get("/report/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "default-src 'none'" in policy and "unsafe" not in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_says_nothing_about_people() -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}
    assert Client().get("/readyz").json() == {"status": "ok", "lag_seconds": {}}


FORWARDED = [b"203.0.113.9, 198.51.100.4", b"192.0.2.1"]


@pytest.mark.parametrize(
    ("proxies", "believed"),
    [(0, "127.0.0.1"), (1, "192.0.2.1"), (2, "198.51.100.4"), (3, "203.0.113.9"), (4, "127.0.0.1")],
)
def test_a_forwarded_address_is_believed_only_from_our_own_proxies(proxies: int, believed: str) -> None:
    assert address_of(FORWARDED, ("127.0.0.1", 9), proxies) == believed


def test_a_request_without_a_session_is_a_visitors() -> None:
    assert actor_of(RequestFactory().get("/")) == VISITOR


@pytest.mark.django_db
def test_a_file_nobody_asked_for_is_refused_before_it_is_stored(client: Client) -> None:
    flood = SimpleUploadedFile("film.mp4", b"0" * (1024 * 1024 + 1))
    answer = client.post("/report/", {"lat": "45.0", "lon": "-93.0", "activity": "detaining", "film": flood})
    assert answer.status_code == 413
    assert "That is too large to send" in answer.content.decode()
    assert not Sighting.objects.exists()
