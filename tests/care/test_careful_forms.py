"""Wherever somebody writes free words, a status is asked about before anything is kept, and taken out on a word; nobody is sent away."""

from typing import Any

import pytest
from django.test import Client

from tests.care.asking import DESK, WHY, asked, moved, navigator, opened, step, the_request
from tests.cast import Person
from tests.keeping import Keeping
from wekeep.care.models import Feedback, Rider

WRITTEN = "She is undocumented. Ring twice."
ASKS, KEEPS, REMOVES = "keep this to yourself", {"status": "keep"}, {"status": "remove"}


def flat(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("status", "kept"), [(REMOVES, False), (KEEPS, True)])
def test_a_household_that_corrects_how_it_is_reached(cora: Person, status: dict[str, str], kept: bool) -> None:
    one, words = asked()
    sent = {"contact_kind": "signal", "contact": "@hodan.77", "hours": WRITTEN}
    answer = step(words, "correct", **sent)
    assert answer.status_code == 422 and ASKS in flat(answer) and "@hodan.77" in flat(answer)
    assert "@hodan.77" not in opened(cora.client(), the_request(one), "contact", **WHY), "nothing was kept yet"
    assert "Corrected" in flat(step(words, "correct", **sent, **status))
    told = opened(cora.client(), the_request(one), "contact", **WHY)
    assert "@hodan.77" in told and "Ring twice." in told and ("undocumented" in told) is kept


def brought(cora: Person) -> tuple[Any, str, Person]:
    one, words = asked()
    nadia = navigator()
    for move, by in (("look", cora), ("ready", cora), ("claim", nadia), ("report", nadia)):
        assert moved(by.client(), the_request(one), move) == 302
    return the_request(one), words, nadia


def test_whoever_says_how_it_was_on_either_side(cora: Person, keeping: Keeping) -> None:
    row, words, nadia = brought(cora)
    said = {"code": row.code, "was": "late", "text": WRITTEN}
    answer = step(words, "how", **said)
    assert answer.status_code == 422 and ASKS in flat(answer) and "<details open>" in flat(answer)
    mine = nadia.client().post(f"{DESK}{row.code}/how/", {"was": "well", "text": WRITTEN})
    assert mine.status_code == 422 and ASKS in flat(mine) and not Feedback.objects.exists()
    assert step(words, "how", **said, **REMOVES).status_code == 200
    assert nadia.client().post(f"{DESK}{row.code}/how/", {"was": "well", "text": WRITTEN} | REMOVES).status_code == 302
    told = " ".join(opened(cora.client(), row, "how").split())
    assert told.count("Ring twice.") == 2 and "undocumented" not in told


def test_one_who_chose_nothing_reads_it_beside_the_question(cora: Person) -> None:
    row, words, _nadia = brought(cora)
    answer = step(words, "how", code=row.code, text="An hour late.")
    assert answer.status_code == 422 and "<details open>" in flat(answer) and "An hour late." in flat(answer)
    assert ASKS not in flat(answer) and not Feedback.objects.exists()


def test_who_writes_down_a_rider(cora: Person, keeping: Keeping) -> None:
    house, _words = asked(needs=["ride_school"])
    page = f"{DESK}{the_request(house, 'ride_school').code}/riders/"
    sent = {"who": "child", "years": "6", "name": "Ayaan", "notes": WRITTEN}
    client: Client = cora.client()
    answer = client.post(page, sent | {"do": "keep"})
    assert answer.status_code == 422 and ASKS in flat(answer) and not Rider.objects.exists()
    assert '<input type="hidden" name="do" value="keep">' in flat(answer), "the question's buttons keep the rider"
    assert ASKS not in flat(client.post(page, sent | {"do": "ask"})), "a look at the seat keeps nothing"
    assert client.post(page, sent | {"do": "keep"} | REMOVES).status_code == 302
    told = flat(client.post(page, {"do": "open", "reason": "school run"}))
    assert "Ayaan" in told and "Ring twice." in told and "undocumented" not in told


def test_a_name_is_free_words_too(cora: Person) -> None:
    one, _words = asked(name="Hodan (no papers)", status="remove")
    told = opened(cora.client(), the_request(one), "contact", **WHY)
    assert "Hodan" in told and "papers" not in told
