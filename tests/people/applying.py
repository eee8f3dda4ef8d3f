"""What the tests of people share: an application as a browser sends it, and the way through vetting."""

import re
from typing import Any

from django.conf import settings
from django.test import Client

from tests.cast import NORTH, Cast, Person, admit
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.people.models import Application
from wekeep.people.rules.receipt import call_words, pass_words
from wekeep.people.rules.screening import sheet_mark
from wekeep.places.queries.today import today

APPLY, RECEIPT = "/people/apply/", "/people/apply/receipt/"


def vetter(name: str = "petra", zone: str = NORTH) -> Person:
    """A vetter of the zone."""
    return admit(name, Role.VETTER, zone=zone)


def form(**changed: Any) -> dict[str, Any]:
    """An application by phone, as a browser sends it."""
    sent = {
        "key": new_code(),
        "roles": ["observer"],
        "zones": [NORTH],
        "languages": ["en", "es"],
        "times": ["weekend"],
        "contact_kind": "phone",
        "contact": "612 555 0123",
        "about": "I know Lake Street and the bakery on the corner.",
        "reference_1": "Rosa from the choir",
        "reference_2": "Mr Lee, our teacher",
        "conduct": "on",
    }
    return sent | changed


def apply(client: Client | None = None, **changed: Any) -> tuple[Application, str]:
    """Somebody applies; their application and their six words."""
    answer = (client or Client()).post(APPLY, form(**changed))
    assert answer.status_code == 201, answer.content.decode()
    words = re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', answer.content.decode())[0]
    return Application.objects.latest("id"), words


def called(one: Application, by: Person) -> None:
    """The vetter reaches the applicant, who reads three words."""
    spoken = call_words(settings.SECRET_KEY, one.code)
    assert by.client().post(f"/people/vetting/{one.code}/call/", {"words": spoken}).status_code == 302


def screened(one: Application, by: Person, choice: str = "go_on") -> None:
    """The vetter, who has the application open, decides."""
    sent = {"choice": choice, "sheet": sheet(one, by)}
    assert by.client().post(f"/people/screening/{one.code}/", sent).status_code == 302


def sheet(one: Application, by: Person) -> str:
    """What the application carries on the screen of this vetter now."""
    one.refresh_from_db()
    return sheet_mark(settings.SECRET_KEY, by.code, one.code, one.version)


def seen(one: Application, by: Person, kind: str, **more: str) -> int:
    """The vetter writes down what they saw; the status of the answer."""
    return by.client().post(f"/people/vetting/{one.code}/write/", {"kind": kind, **more}).status_code


def shown(one: Application, by: Person) -> None:
    """The applicant stands before the vetter and shows today's words."""
    spoken = pass_words(settings.SECRET_KEY, one.code, today())
    assert by.client().post("/people/vetting/welcome/", {"words": spoken}).status_code == 302


def step(words: str, do: str, **more: Any) -> Any:
    """The applicant does something with their six words."""
    return Client().post(RECEIPT, {"words": words, "do": do, **more})


def welcomed(cast: Cast, by: Person, **changed: Any) -> tuple[Application, str]:
    """Somebody who applied, was screened, whose two references held, and who came to the orientation."""
    one, words = apply(**changed)
    called(one, by)
    screened(one, by)
    for number in ("1", "2"):
        assert seen(one, by, "reference", reference=number) == 302
    shown(one, by)
    one.refresh_from_db()
    return one, words
