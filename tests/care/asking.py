"""What the tests of care share: a form as a browser sends it, six words, and the desk."""

import re
from typing import Any

from django.test import Client

from tests.cast import NORTH, Person, admit
from wekeep.care.models import Household, Request
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code

ASK, RECEIPT, DESK = "/ask/", "/ask/receipt/", "/requests/"
PHONE, STREET = "612 555 0142", "4021 Lanternwood Avenue"
RIDE: dict[str, Any] = {"needs": ["ride_medical"], "ride_medical-seats": ["booster"], "ride_medical-where": "Dr. Ahmed"}
WHY = {"reason": "to bring the groceries"}


def coordinator(name: str = "cora", zone: str = NORTH) -> Person:
    """A care coordinator of the zone."""
    return admit(name, Role.COORDINATOR, zone=zone)


def navigator(name: str = "nadia", zone: str = NORTH) -> Person:
    """A navigator of the zone."""
    return admit(name, Role.NAVIGATOR, zone=zone)


def form(**changed: Any) -> dict[str, Any]:
    """A form by a household, as a browser sends it."""
    sent = {
        "key": new_code(),
        "needs": ["groceries"],
        "groceries-people": "5",
        "groceries-diet": ["halal", "no_nuts"],
        "urgency": "days_2",
        "parts": ["evening"],
        "name": "Hodan",
        "contact_kind": "phone",
        "contact": PHONE,
        "hours": "after six, no messages please",
        "area": "Longfellow",
        "address": STREET,
        "entrance": "blue door behind the bakery",
        "about": "The baby has a cold.",
        "language": "so",
    }
    return sent | changed


def words_on(page: str) -> str:
    """The six words on the page that shows them."""
    return str(re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', page)[0])


def asked(client: Client | None = None, door: str = ASK, **changed: Any) -> tuple[Household, str]:
    """A household asks; what is kept of it, and its six words."""
    answer = (client or Client()).post(door, form(**changed))
    page = answer.content.decode()
    assert answer.status_code == 201, page
    return Household.objects.latest("id"), words_on(page)


def the_request(one: Household, need: str = "groceries") -> Request:
    """The household's request for that, as it is now."""
    return Request.objects.get(household=one, need=need)


def step(words: str, do: str = "", **more: Any) -> Any:
    """The household does something with its six words."""
    return Client().post(RECEIPT, {"words": words, "do": do, **more})


def moved(by: Client, one: Request, move: str, **more: Any) -> int:
    """Someone at the desk makes a move; the status of the answer."""
    return by.post(f"{DESK}{one.code}/step/", {"move": move, **more}).status_code


def opened(by: Client, one: Request, part: str, **more: Any) -> str:
    """The request's page after asking for one part of what is sealed."""
    answer = by.post(f"{DESK}{one.code}/", {"part": part, **more})
    return f"{answer.status_code} {answer.content.decode()}"
