"""Boards made of parts that were drawn for others: the same as drawn anew for each, and nobody's but what they may see."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast, Person
from tests.desk.stage import FILM, TAKEN, Street
from wekeep.kit import clock
from wekeep.look.drawn import DRAWINGS, TOKEN
from wekeep.people.models import Member
from wekeep.watch.actions.verification import claim_verification, give_outcome
from wekeep.watch.models import Addition, Incident, Sighting
from wekeep.watch.rules.merging import ReasonCode

pytestmark = pytest.mark.django_db
_OF_ONES_OWN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|streams?\?since=|events\?since=)\w+')


def page(person: Person | Client, path: str, language: str = "en") -> str:
    client = person.client() if isinstance(person, Person) else person
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code in (200, 404)
    shown = answer.content.decode()
    assert TOKEN not in shown
    return _OF_ONES_OWN.sub(r"\1", shown)


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> None:
    DRAWINGS.forget()


def test_what_is_kept_is_what_would_be_drawn_anew_for_everyone_at_every_step(cast: Cast) -> None:
    street = Street(cast)
    one, other = street.incident("northern"), street.incident("southern", zone="south", neighbourhood="Southside")
    Sighting.objects.filter(incident=one).update(reasons=[[ReasonCode.FITS_BETTER.value, [], 1]])
    steps = (
        lambda: None,
        lambda: claim_verification(actor=cast.amina.actor, code=one.code),
        lambda: Member.objects.filter(pk=cast.amina.member.pk).update(handle="renamed"),
        lambda: Addition.objects.create(
            sighting=Sighting.objects.get(incident=one),
            text="<b>they left</b>",
            still_there=False,
            added_at=clock.now(),
        ),
        lambda: give_outcome(actor=cast.amina.actor, code=one.code, answer=TAKEN),
        lambda: street.sighting(one, "later"),
        lambda: give_outcome(actor=cast.vera.actor, code=other.code, answer=FILM),
        lambda: Incident.objects.filter(pk=one.pk).update(over_at=clock.now()),
    )
    paths = ("/board/", "/board/list/", "/board/queue/", f"/board/{one.code}/", f"/board/list/?incident={one.code}")
    verifiers, others = (
        [one.client() for one in (cast.amina, cast.vera)],
        [one.client() for one in (cast.dana, cast.omar)],
    )
    asked = [
        (client, path, language)
        for path in paths
        for client in (verifiers if path.endswith("queue/") else verifiers + others)
        for language in ("en", "ar")
    ]
    with time_machine.travel(clock.now(), tick=False):
        for step in steps:
            step()
            kept = [page(*one_asked) for _twice in range(2) for one_asked in asked][len(asked) :]
            for one_asked, shown in zip(asked, kept, strict=True):
                DRAWINGS.forget()
                assert shown == page(*one_asked), one_asked


def test_nobody_is_shown_a_line_that_was_drawn_for_another_zone(cast: Cast) -> None:
    street = Street(cast)
    street.incident("northern", neighbourhood="Northside")
    hidden_in_the_south = list(street.hidden)
    south = street.incident("southern", zone="south", neighbourhood="Southside")
    for _time in range(2):
        for path in ("/board/", "/board/list/"):
            northern, southern = page(cast.dana, path), page(cast.vera, path)
            assert "Northside" in northern and "Southside" not in northern
            assert "Southside" in southern and "Northside" not in southern
            assert not any(word in southern for word in hidden_in_the_south)
        assert "southern" not in page(cast.dana, f"/board/{south.code}/")


def test_one_who_may_not_verify_is_not_offered_what_was_drawn_for_one_who_may(cast: Cast) -> None:
    code = Street(cast).incident("seen").code
    for _time in range(2):
        assert "/claim/" in page(cast.amina, f"/board/{code}/")
        assert "/claim/" not in page(cast.omar, f"/board/{code}/")
        assert "/ask/" in page(cast.dana, f"/board/{code}/")


def test_a_form_that_was_drawn_for_another_carries_the_token_of_its_sender(cast: Cast) -> None:
    code = Street(cast).incident("seen").code
    amina, vera = cast.amina.client(), cast.amina.client()
    tokens = [
        set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', one.get(f"/board/{code}/").content.decode()))
        for one in (amina, vera)
    ]
    assert [len(found) for found in tokens] == [1, 1]
    assert not tokens[0] & tokens[1]
    amina.handler.enforce_csrf_checks = True
    answer = amina.post(f"/incidents/{code}/claim/", {"csrfmiddlewaretoken": tokens[0].pop()})
    assert answer.status_code == 302
    assert Incident.objects.get(code=code).claimed_by == cast.amina.code


def test_a_change_shows_on_the_next_page_and_a_clock_goes_on(cast: Cast) -> None:
    incident = Street(cast).incident("seen")
    minute = clock.now().replace(second=0, microsecond=0)
    Incident.objects.update(last_seen_at=minute - timedelta(minutes=5))
    with time_machine.travel(minute, tick=False):
        assert "5 min ago" in page(cast.dana, "/board/list/")
        Incident.objects.update(sightings_count=7)
        assert "7 sightings" in page(cast.dana, "/board/list/")
    with time_machine.travel(minute + timedelta(minutes=2), tick=False):
        assert "7 min ago" in page(cast.dana, "/board/list/")
    Incident.objects.filter(pk=incident.pk).update(merged_into="elsewhere")
    assert incident.code not in page(cast.dana, "/board/list/")
