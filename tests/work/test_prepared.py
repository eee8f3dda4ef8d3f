"""Questions whose SQL is worked out once answer exactly as the querysets they are made of."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.desk.stage import Street
from wekeep.kit import clock
from wekeep.people.access import _ROLES_OF, _running
from wekeep.people.models import Grant
from wekeep.watch.models import Incident
from wekeep.watch.queries import incidents
from wekeep.watch.queries.incidents import _BOARD_OF_ZONES, _ONE, _SEEN
from wekeep.work.prepared import Prepared

pytestmark = pytest.mark.django_db


def whole(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in vars(row).items() if not name.startswith("_")} for row in rows]


def test_it_answers_as_the_queryset_does_however_long_the_lists_are(cast: Cast) -> None:
    street = Street(cast)
    made = [street.incident(f"one-{n}", zone=zone) for n, zone in enumerate(("north", "south", "east", "", "north"))]
    street.sighting(made[0], "more", signs=["masked"], first_hand=True)
    since = clock.now() - timedelta(hours=1)
    for zones in ((), ("north",), ("north", "south"), ("nowhere", "east", "north"), ("north",)):
        asked = whole(_BOARD_OF_ZONES.build(since, zones))
        assert whole(_BOARD_OF_ZONES.objects(since, zones)) == asked
    for one in made:
        assert whole(_ONE.objects(one.code)) == [vars_of(one)]
        assert whole(_SEEN.objects(one.pk)) == whole(_SEEN.build(one.pk))


def vars_of(one: Incident) -> dict[str, Any]:
    return whole([Incident.objects.get(pk=one.pk)])[0]


def test_values_stand_beside_the_sql_and_never_in_it(cast: Cast) -> None:
    """Whatever a value looks like, it is the value that is looked for."""
    incident = Street(cast).incident("one")
    for code in ("' OR '1'='1", "%s", "\x010", "%", incident.code.upper(), "-7919000000"):
        assert _ONE.objects(code) == []
    assert _ONE.objects(incident.code) == [incident]


def test_another_time_and_another_person_give_another_answer(cast: Cast) -> None:
    people = (cast.dana, cast.vera, cast.mai)
    now = clock.now()
    for person in people:
        for at in (now, now + timedelta(days=400)):
            asked = set(_running(at).filter(member=person.member))
            assert set(_ROLES_OF.rows(person.member.pk, at)) == asked
    assert len(_ROLES_OF.rows(cast.vera.member.pk, now)) == 2


def test_a_question_without_any_answer_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    none: Prepared[Grant] = Prepared(lambda zones: Grant.objects.filter(zone__in=zones))
    with django_assert_num_queries(0):
        assert none.objects(()) == []
        assert none.rows(()) == []


def test_a_board_is_asked_for_in_as_many_questions_however_long_it_is(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    street, client = Street(cast), cast.dana.client()
    street.incident("first")
    assert client.get("/board/").status_code == 200
    for number in range(5):
        street.incident(f"more-{number}")
    with django_assert_num_queries(15):
        client.get("/board/")
    with django_assert_num_queries(8):
        client.get("/board/list/")
    assert incidents.board(cast.vera.actor) == []
