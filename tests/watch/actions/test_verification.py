"""Asking a verifier, claiming, and the outcome that ends a rumour or confirms an incident."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NORTH, Cast
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.watch.actions.verification import ask_verifier, claim_verification, give_outcome, hand_over_verification
from wekeep.watch.models import Incident
from wekeep.watch.queries.incidents import answers, board, queue
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.status import Status
from wekeep.watch.rules.verification import Answer, Approach, LookFor

FILM = Answer(Outcome.NOT_ENFORCEMENT, Method.IN_PERSON, kind=NotEnforcement.FILM_CREW)
TAKEN = Answer(Outcome.CONFIRMED, Method.LIVE_VIDEO, level=Level.ACTIVE)


@pytest.fixture
def incident(zones: object) -> Incident:
    return incident_of(NORTH)


def incident_of(zone: str, **fields: object) -> Incident:
    now = clock.now()
    return Incident.objects.create(
        **{
            "zone": zone,
            "lat": 45.0,
            "lon": -93.0,
            "cell": "88",
            "sightings_count": 1,
            "opened_at": now,
            "first_seen_at": now,
            "last_seen_at": now,
            "forget_at": now + timedelta(days=3),
            "verify_by": now + timedelta(minutes=10),
            **fields,
        }
    )


def test_a_verifier_claims_and_a_second_one_is_told_so(cast: Cast, incident: Incident) -> None:
    claim_verification(actor=cast.amina.actor, code=incident.code)
    with pytest.raises(NotFound):
        claim_verification(actor=cast.vera.actor, code=incident.code)
    Incident.objects.update(zone="south")
    with pytest.raises(Refused, match="looking already"):
        claim_verification(actor=cast.vera.actor, code=incident.code)


def test_handing_over_frees_it_at_once(cast: Cast, incident: Incident) -> None:
    claim_verification(actor=cast.amina.actor, code=incident.code)
    hand_over_verification(actor=cast.amina.actor, code=incident.code)
    assert Incident.objects.get().claimed_by == ""


def test_a_dispatcher_asks_how_to_look_and_by_when(cast: Cast, incident: Incident) -> None:
    asked = ask_verifier(
        actor=cast.dana.actor,
        code=incident.code,
        approach=Approach.FROM_A_DISTANCE,
        look_for=[LookFor.MARKINGS],
        minutes=10,
    )
    assert asked.report_by and timedelta(minutes=9) < asked.report_by - clock.now() <= timedelta(minutes=10)
    with pytest.raises(Refused, match="3 to 60"):
        ask_verifier(actor=cast.dana.actor, code=incident.code, approach=Approach.BY_PHONE, look_for=[], minutes=90)
    with pytest.raises(NotAllowed):
        ask_verifier(actor=cast.amina.actor, code=incident.code, approach=Approach.BY_PHONE, look_for=[], minutes=10)


def test_it_was_a_film_crew_is_kept_as_an_answer(cast: Cast, incident: Incident) -> None:
    give_outcome(actor=cast.amina.actor, code=incident.code, answer=FILM)
    assert [a.code for a in answers()] == [incident.code]
    assert answers()[0].outcome_kind == "film_crew"
    assert queue(cast.amina.actor) == []


def test_uncertain_stays_in_the_queue_and_out_of_the_answers(cast: Cast, incident: Incident) -> None:
    give_outcome(actor=cast.amina.actor, code=incident.code, answer=Answer(Outcome.UNCERTAIN, Method.IN_PERSON))
    assert [i.code for i in queue(cast.amina.actor)] == [incident.code]
    assert answers() == []


def test_a_drill_is_never_an_answer_for_the_public(cast: Cast, incident: Incident) -> None:
    Incident.objects.update(status=Status.EXERCISE)
    give_outcome(actor=cast.amina.actor, code=incident.code, answer=FILM)
    assert answers() == []


def test_a_later_outcome_replaces_the_first_and_the_journal_keeps_both(cast: Cast, incident: Incident) -> None:
    give_outcome(actor=cast.amina.actor, code=incident.code, answer=FILM)
    give_outcome(actor=cast.amina.actor, code=incident.code, answer=TAKEN)
    now = Incident.objects.get()
    assert (now.outcome, now.level, now.over_at) == ("confirmed", "active", None)
    assert [e.details["outcome"] for e in journal.history(incident.code)] == ["not_enforcement", "confirmed"]


def test_the_queue_has_the_most_urgent_first_then_the_longest_waiting(cast: Cast, zones: object) -> None:
    now = clock.now()
    late, soon, grave = (
        incident_of(NORTH, urgency=u, verify_by=now + timedelta(minutes=m)) for u, m in ((2, 9), (2, 3), (3, 20))
    )
    incident_of("south", urgency=3)
    assert [i.code for i in queue(cast.amina.actor)] == [grave.code, soon.code, late.code]


def test_the_board_asks_the_database_the_same_however_long_it_is(
    cast: Cast, zones: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from wekeep.desk.queries.board import rows

    actor = cast.dana.actor
    for many in (1, 30):
        for _ in range(many):
            incident_of(NORTH, claimed_by=cast.amina.code, claimed_at=clock.now())
        with django_assert_num_queries(3):
            assert rows(actor)
    assert len(board(actor)) == 31
