"""Nothing of members or of what is sealed leaves by a file: each door is asked, by each of the cast, for more than a page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NORTH, Cast, Person, admit
from tests.house.test_doors import MATRIX, WHO
from tests.house.tree import ROOT, Tree
from tests.house.two_person_laws import COMMANDS, NO_PAGES
from tests.keeping import Keeping
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.people.rules.sealed import APPLICATION
from wekeep.vault.actions.sealing import seal

MARKER = "Maria Quetzal, 12 Elm Street"


def what_is_no_page(client: Client, cast: Cast) -> list[tuple[str, str]]:
    """Every answer of every door to a GET that is not a page of HTML: its door and its text."""
    found = []
    for name, door in MATRIX.items():
        if door.method != "get":
            continue
        codes = door.subject(cast) if door.subject else {}
        answer = client.get(reverse(name, kwargs=codes), dict(door.data))
        is_page = answer.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and not is_page and not answer.streaming:
            found.append((name, answer.content.decode(errors="replace")))
    return found


@pytest.fixture
def petra(cast: Cast, signer: Keeping) -> Person:
    """A vetter, and something sealed to her that anyone would know again."""
    one = admit("petra", Role.VETTER)
    one.unlocked()
    said = {"zone": NORTH, "role": Role.VETTER, "fields": {"contact": MARKER}, "expires": clock.now().date()}
    seal(kind=APPLICATION, record="planted0record00", group=Group.CONTACT, **said)  # type: ignore[arg-type]
    return one


@pytest.mark.parametrize("who", [*WHO, "petra"])
def test_nothing_but_a_page_names_a_member_or_shows_what_is_sealed(who: str, cast: Cast, petra: Person) -> None:
    everyone = [getattr(cast, name) for name in WHO if name != "visitor"]
    client = Client() if who == "visitor" else (petra if who == "petra" else getattr(cast, who)).client()
    found = what_is_no_page(client, cast)
    assert found, "feeds and keys are there, so something was asked"
    others = [one for one in everyone if one.handle != who]
    told = [
        (name, word)
        for name, text in found
        for word in (MARKER, *(f'"{one.handle}"' for one in others), *(one.code for one in others))
        if word in text
    ]
    assert told == []


def test_the_lists_of_what_is_known_to_be_harmless_name_what_is_there() -> None:
    tree = Tree(ROOT)
    assert {path for path in NO_PAGES if not (ROOT / path).exists()} == set()
    commands = {m.parts[-1] for m in tree.house if "commands" in m.parts and m.parts[-1] != "__init__"}
    assert commands == set(COMMANDS)
