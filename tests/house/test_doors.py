"""The access matrix: every view of the URL table, asked by everyone of the cast, here and in another zone.

To add a view, add a line to MATRIX. A view that is missing here fails; so does a line whose view is gone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from config.doors import UNLOCKED_DOORS
from tests.cast import Cast
from tests.house.addresses import addresses
from wekeep.care.models import RentCase
from wekeep.kit import clock
from wekeep.people.models import Application
from wekeep.watch.models import Incident, Sighting

WHO = ("visitor", "mai", "omar", "amina", "dana", "sol", "vera")
"""A visitor; a member without a role; observer, verifier and dispatcher of the north; the steward; and the dispatcher
and verifier of the south, to whom everything here is another zone's."""

ABSENT = "absent0absent000"
Subject = Callable[[Cast], dict[str, str]]


@dataclass(frozen=True)
class Door:
    """What each answers to a GET (or `method`) of the view, in the order of WHO: an HTTP status each.

    `subject` makes the things whose codes the address carries; each of them lies in the north or belongs to dana.
    `absent` is what those who get in (neither sent to sign in nor 403 nor 404) hear about something that does not exist; others
    must hear exactly what they hear about what exists.
    """

    answers: tuple[int, ...]
    subject: Subject | None = None
    method: str = "get"
    data: tuple[tuple[str, str], ...] = ()
    json: bool = False
    absent: int = 404


def everyone(status: int) -> tuple[int, ...]:
    """The same for all."""
    return (status,) * len(WHO)


def members(status: int = 200) -> tuple[int, ...]:
    """A visitor is asked to sign in; every member gets `status`."""
    return (302, *(status,) * (len(WHO) - 1))


def only(*who: str, status: int = 200, others: int = 403) -> tuple[int, ...]:
    """A visitor is asked to sign in, those named get `status`, the other members `others`."""
    return tuple(302 if name == "visitor" else status if name in who else others for name in WHO)


def dana(cast: Cast) -> dict[str, str]:
    return {"code": cast.dana.code}


def app(_cast: Cast) -> dict[str, str]:
    """A second step of one's own, which nobody here has."""
    return {"which": "app"}


def application(cast: Cast) -> dict[str, str]:
    """An application that waits for a vetter of the north."""
    now = clock.now()
    one = Application.objects.create(
        receipt_mark="mark",
        key_mark="key",
        state="contact_confirmed",
        state_since=now,
        due_at=now,
        applied_at=now,
        zone="north",
        language="en",
        roles=["observer"],
        zones=["north"],
        languages=[],
        times=[],
        contact_kind="phone",
    )
    return {"code": one.code}


def a_rent_case(_cast: Cast) -> dict[str, str]:
    """A rent case of the north."""
    now = clock.now()
    one = RentCase.objects.create(
        receipt_mark="mark",
        key_mark="key",
        state="submitted",
        state_since=now,
        due_at=now,
        filed_at=now,
        zone="north",
        desk="north",
        language="en",
        kind="rent",
        payee_kind="landlord",
        months=["2026-11"],
        asked=5,
    )
    return {"code": one.code}


def nothing(_cast: Cast) -> dict[str, str]:
    """A code that names nothing."""
    return {"code": "no0such0code"}


def a_driver(_cast: Cast) -> dict[str, str]:
    """The code of a member whom there is not."""
    return {"member": "no0such0member00"}


def klingon(_cast: Cast) -> dict[str, str]:
    """A language the network does not speak; tests/desk/ reads the feeds in those it does."""
    return {"language": "tlh"}


def incident(cast: Cast) -> dict[str, str]:
    """An incident of the north with one sighting, which nobody has looked at."""
    now = clock.now()
    one = Incident.objects.create(
        zone="north",
        lat=45.0,
        lon=-93.0,
        cell="88",
        sightings_count=1,
        opened_at=now,
        first_seen_at=now,
        last_seen_at=now,
        forget_at=now,
    )
    return {"code": one.code}


def claimed(cast: Cast) -> dict[str, str]:
    """The same, and amina is looking at it."""
    codes = incident(cast)
    Incident.objects.filter(**codes).update(claimed_by=cast.amina.code, claimed_at=clock.now())
    return codes


def with_two_sightings(cast: Cast) -> dict[str, str]:
    """The same with two sightings, one of them called ONE_OF_TWO."""
    codes = incident(cast)
    now = clock.now()
    for code in (ONE_OF_TWO, "sighting0two0000"):
        Sighting.objects.create(
            code=code,
            source="web",
            observed_at=now,
            received_at=now,
            lat=45.0,
            lon=-93.0,
            cell="88",
            zone="north",
            incident=Incident.objects.get(**codes),
            forget_at=now,
        )
    Incident.objects.update(sightings_count=2)
    return codes


def with_an_alert(cast: Cast) -> dict[str, str]:
    """The same, and the code of an alert about it."""
    return incident(cast) | {"alert": "alert0alert00000"}


def words_of_an_alert(cast: Cast) -> dict[str, str]:
    """An incident, and which of its messages to show before it is sent."""
    return incident(cast) | {"said": "widen"}


def with_a_proposal_that_is_gone(cast: Cast) -> dict[str, str]:
    """The same, and the code of something that waited for a second person."""
    return incident(cast) | {"proposal": "proposal0gone000"}


ONE_OF_TWO = "sighting0one0000"
ANSWER = (("outcome", "nothing_found"), ("method", "in_person"))
ASKED = (("approach", "from_a_distance"), ("minutes", "10"))
#                 visitor mai omar amina dana sol vera
ON_THE_BOARD = (302, 403, 200, 200, 200, 403, 200)
THIS_INCIDENT = (302, 403, 200, 200, 200, 403, 404)
BY_VERIFIERS = (302, 403, 403, 302, 403, 403, 404)
BY_SENDERS = (302, 403, 403, 403, 409, 403, 404)
BY_DISPATCHERS = (302, 403, 403, 403, 302, 403, 404)

MATRIX: dict[str, Door] = {
    "desk:board": Door(ON_THE_BOARD),
    "desk:board_list": Door(ON_THE_BOARD),
    "desk:board_cells": Door(ON_THE_BOARD),
    "desk:queue": Door(only("amina", "vera")),
    "desk:incident": Door(THIS_INCIDENT, subject=incident),
    "desk:sent": Door(THIS_INCIDENT, subject=incident),
    "watch:claim": Door(BY_VERIFIERS, subject=incident, method="post"),
    "watch:hand_over": Door(BY_VERIFIERS, subject=claimed, method="post"),
    "watch:merge": Door(
        (302, 403, 403, 403, 404, 403, 404), subject=incident, method="post", data=(("other", ABSENT),)
    ),
    "watch:split": Door(BY_DISPATCHERS, subject=with_two_sightings, method="post", data=(("sightings", ONE_OF_TWO),)),
    "watch:outcome": Door(BY_VERIFIERS, subject=incident, method="post", data=ANSWER),
    "watch:ask": Door(BY_DISPATCHERS, subject=incident, method="post", data=ASKED),
    # without the choices an alert needs: a rule's no (409) goes to those who may send, and to nobody else
    "watch:alert_words": Door((302, 403, 403, 403, 200, 403, 404), subject=words_of_an_alert),
    "watch:alert_send": Door(BY_SENDERS, subject=incident, method="post"),
    "watch:alert_widen": Door(BY_SENDERS, subject=with_an_alert, method="post"),
    "watch:alert_update": Door(BY_SENDERS, subject=with_an_alert, method="post"),
    "watch:alert_cancel": Door(BY_SENDERS, subject=with_an_alert, method="post"),
    "watch:alert_agree": Door((302, 403, 403, 404, 404, 403, 404), subject=with_a_proposal_that_is_gone, method="post"),
    "watch:over": Door(BY_SENDERS, subject=incident, method="post"),
    "watch:report": Door(everyone(200)),
    "watch:receipt": Door(everyone(200)),
    "watch:challenge": Door(everyone(200)),
    "watch:sweep": Door(only("amina", "vera")),
    # nothing is held here: what those who may sweep do is in tests/watch/test_sweep.py
    "watch:sweep_batch": Door(only("amina", "vera", status=409), method="post"),
    "watch:sweep_undo": Door(only("amina", "vera", status=404), subject=nothing, method="post"),
    "care:ask": Door(everyone(200)),
    "care:receipt": Door(everyone(200)),
    # of the cast nobody brings help: what coordinators, navigators and helpers may do is in tests/care/
    "care:requests": Door(only()),
    "care:mine": Door(only()),
    "care:by_phone": Door(only()),
    # what coordinators and fund keepers do with a flood is in tests/care/test_put_away.py
    "care:flood": Door(only()),
    "care:money_flood": Door(only()),
    "care:helping": Door(only()),
    # a wrong link is as one that never was; what a good one does is in tests/care/test_matching.py
    "care:asked": Door(everyone(404), subject=lambda _cast: {"link": "no0such0link"}),
    "care:answer": Door(only(), subject=nothing, method="post"),
    "care:ask_helper": Door(only(), subject=nothing, method="post"),
    "care:request": Door(only(), subject=nothing),
    "care:step": Door(only(), subject=nothing, method="post", data=(("move", "look"),)),
    "care:over": Door(only(), subject=nothing, method="post"),
    # what those hear who were told, and that nobody else learns of it, is in tests/care/test_concerns.py
    "care:confidence": Door(only("sol")),
    "care:concern": Door(only(), subject=nothing),
    "care:how": Door(only(), subject=nothing),
    "care:wrong": Door(only(), subject=nothing),
    "care:lists": Door(only()),
    "care:list": Door(only(), subject=nothing),
    "care:list_progress": Door(only(), subject=nothing),
    "care:open_to": Door(only(), subject=nothing, method="post"),
    "care:words": Door(only(), subject=nothing, method="post"),
    # of the cast nobody plans runs, keeps stock or drives: what those do who may, and what one of another zone hears, is in
    # tests/care/test_fleet_pages.py
    "care:trips": Door(only(), subject=nothing),
    "care:riders": Door(only(), subject=nothing),
    "care:drop_rider": Door(only(), subject=nothing, method="post"),
    "care:bind": Door(only(), subject=nothing, method="post"),
    "care:trips_of_day": Door(only()),
    "care:cancel_trip": Door(only(), subject=nothing, method="post"),
    "care:destinations": Door(only()),
    "care:destination": Door(only(), subject=nothing),
    "care:hubs": Door(only()),
    "care:hub": Door(only(), subject=nothing),
    "care:fetched": Door(only(), subject=nothing, method="post"),
    "care:my_cars": Door(only()),
    "care:drivers": Door(only()),
    "care:driver": Door(only(), subject=a_driver),
    "care:drop_car": Door(only(), subject=a_driver, method="post"),
    "care:car": Door(only(), subject=lambda _cast: {"member": "no0such0member00", "code": "no0such0code"}),
    "watch:paste": Door(ON_THE_BOARD),
    "watch:file_pasted": Door((302, 403, 422, 422, 422, 403, 422), method="post"),
    # no city is imported here, so there is no map for anyone
    # of the cast nobody drives or plans runs: what those do who may is in tests/care/test_driving.py
    "care:my_runs": Door(only()),
    "care:my_run": Door(only(), subject=nothing),
    "care:run_driven": Door(only(), subject=nothing, method="post"),
    "care:run_tell": Door(only(), subject=nothing, method="post"),
    "care:run_mark": Door(only(), subject=nothing),
    "care:run_paper": Door(only(), subject=nothing),
    "care:run_day": Door(only()),
    "care:run_day_rows": Door(only()),
    "care:open_run": Door(only(), subject=nothing, method="post"),
    "care:answer_call": Door(only(), subject=nothing, method="post"),
    "care:end_run": Door(only(), subject=nothing),
    "care:answer_back": Door(only(), subject=nothing, method="post"),
    # of the cast nobody plans runs: what those do who may, and one of another zone may not, is in tests/care/test_planning.py
    "care:plans": Door(only()),
    "care:plan": Door(only(), subject=nothing),
    "care:plan_live": Door(only(), subject=nothing),
    "care:plan_search": Door(only(), subject=nothing, method="post", data=(("edition", "0"), ("seconds", "10"))),
    "care:plan_stop": Door(only(), subject=nothing, method="post"),
    "care:plan_hand": Door(only(), subject=nothing, method="post"),
    "care:plan_publish": Door(only(), subject=nothing, method="post"),
    "care:plan_file": Door(only(), subject=nothing),
    "care:plan_trip": Door(only(), subject=lambda _cast: {"code": "no0such0code", "trip": "no0such0trip"}),
    "care:challenge": Door(everyone(200)),
    "care:rent": Door(everyone(200)),
    "care:rent_receipt": Door(everyone(200)),
    "desk:funds": Door(everyone(200)),
    "desk:funds_json": Door(everyone(200)),
    # of the cast nobody works with money: what those do who may, and one of another zone may not, is in tests/care/test_money_pages.py
    "care:money": Door(only()),
    "care:case": Door(only(), subject=a_rent_case),
    "care:rent_step": Door(only(), subject=a_rent_case, method="post", data=(("do", "confirm"),)),
    "care:spent": Door(only()),
    "care:book": Door(only()),
    "care:book_csv": Door(only()),
    "care:book_beancount": Door(only()),
    "care:gift": Door(only(), method="post"),
    "care:undo_entry": Door(only(), method="post"),
    "care:funds": Door(only()),
    "care:fund": Door(only(), subject=nothing),
    "places:style": Door(everyone(404), subject=lambda _cast: {"theme": "no0such0theme"}),
    "places:tiles": Door(everyone(404), subject=lambda _cast: {"code": "nowhere"}),
    "api:openapi-json": Door(everyone(200)),
    "api:api-root": Door((401, *(404,) * 6)),
    "api:file_sighting": Door(everyone(422), method="post", json=True),
    "api:file_sightings": Door(everyone(422), method="post", json=True),
    "api:ask_challenge": Door(everyone(200)),
    "api:sighting_status": Door(everyone(422), method="post", json=True),
    "api:add_to_sighting": Door(everyone(422), method="post", json=True),
    "api:correct_sighting": Door(everyone(422), method="post", json=True),
    "api:withdraw_sighting": Door(everyone(422), method="post", json=True),
    "api:unreach_sighting": Door(everyone(422), method="post", json=True),
    "api:file_request": Door(everyone(422), method="post", json=True),
    "api:request_status": Door(everyone(422), method="post", json=True),
    "api:find_place": Door(everyone(422)),
    "alerts:sign_up": Door(everyone(200)),
    "alerts:signing_key": Door(everyone(200)),
    "alerts:current": Door(everyone(302)),
    "alerts:held": Door(everyone(200)),
    "alerts:push_key": Door(everyone(200)),
    "alerts:manage": Door(everyone(200)),
    # without the ticket that six words give, nothing opens
    "alerts:change": Door(everyone(409), method="post"),
    "alerts:stop_mine": Door(everyone(409), method="post"),
    # a stop link answers the same whether or not it was used before
    "alerts:stop": Door(everyone(200), subject=nothing, absent=200),
    # what these codes open is in tests/alerts/test_pages.py
    "alerts:confirm": Door(everyone(404), subject=nothing),
    "alerts:alert": Door(everyone(302), subject=nothing, absent=302),
    "alerts:text": Door(everyone(404), subject=nothing),
    "alerts:shown": Door(everyone(204), subject=nothing, method="post", absent=204),
    "alerts:summary": Door(everyone(404), subject=nothing),
    "alerts:outlets": Door(only("sol")),
    "alerts:outlet": Door(only("sol", status=404), subject=nothing, method="post"),
    "alerts:channels": Door(only("dana", "sol", "vera")),
    "alerts:sent": Door(everyone(200)),
    "alerts:sent_list": Door(everyone(200)),
    "alerts:sending": Door(only("dana", "sol", "vera")),
    "alerts:stop_sending": Door(only("dana", "sol", "vera", status=302), method="post"),
    # nothing is stopped when they ask: what happens then is in tests/alerts/test_stopping.py
    "alerts:resume_sending": Door(only("dana", "sol", "vera", status=409), method="post"),
    "alerts:let_go": Door(only("dana", "sol", "vera", status=409), method="post"),
    # without numbers a rule's no goes to whoever may agree to powers in any zone
    "alerts:set_brake": Door(only("dana", "sol", "vera", status=409), method="post"),
    "healthz": Door(everyone(200)),
    "readyz": Door(everyone(200)),
    "set_language": Door(everyone(302), method="post", data=(("language", "es"),)),
    "desk:home": Door(everyone(200)),
    "desk:service_worker": Door(everyone(200)),
    "desk:manifest": Door(everyone(200)),
    "desk:offline": Door(everyone(200)),
    # a zone that is nowhere; that everyone may print those that are is in tests/desk/test_poster.py
    "desk:poster": Door(everyone(404), subject=nothing),
    "desk:poster_cards": Door(everyone(404), subject=nothing),
    # what our provider or gateway brings is in tests/desk/test_texts.py; nobody else finds a door
    "desk:texted": Door(everyone(404), method="post"),
    "desk:pressed": Door(everyone(404), method="post"),
    # only in a demo (or, the specimen, while debugging)
    "desk:specimen": Door(everyone(404)),
    "desk:demo": Door(everyone(404)),
    "desk:play": Door(everyone(404), method="post"),
    "desk:phones": Door(everyone(404)),
    "desk:phones_now": Door(everyone(404)),
    "desk:now": Door(everyone(200)),
    "desk:rumours": Door(everyone(200)),
    "desk:zones": Door(only("sol")),
    "desk:held": Door(everyone(200)),
    "desk:alerts_atom": Door(everyone(200)),
    "desk:alerts_geojson": Door(everyone(200)),
    "desk:rumours_atom": Door(everyone(200)),
    "desk:alerts_atom_in": Door(everyone(404), subject=klingon),
    "desk:alerts_geojson_in": Door(everyone(404), subject=klingon),
    "desk:rumours_atom_in": Door(everyone(404), subject=klingon),
    # one incident's code opens no public page: only the code of an alert about a confirmed one does (tests/desk/)
    "desk:public_alert": Door(everyone(404), subject=incident),
    "desk:cap": Door(everyone(404), subject=incident),
    "desk:desk": Door(members()),
    "desk:break_glass": Door(members()),
    "desk:glass_review": Door(members(404), subject=lambda _cast: {"code": "gone0glass000000"}, method="post"),
    "desk:log": Door(only("sol")),
    # what waits for whom is in tests/desk/test_two_persons.py
    "desk:two_persons": Door(members()),
    "desk:hold": Door(only("sol")),
    # nothing was put back here: what a network that was does is in tests/desk/test_put_back.py
    "desk:go_on": Door(only("sol", status=404), method="post"),
    "desk:decide": Door(members(404), subject=lambda _cast: {"code": "gone0proposal000"}, method="post"),
    "people:sign_in": Door(everyone(200)),
    "people:sign_out": Door(members(302), method="post"),
    "people:sign_out_everywhere": Door(members()),
    "people:apply": Door(everyone(200)),
    "people:apply_receipt": Door(everyone(200)),
    # a used, a wrong and an invented link say the same; what a good one opens is in tests/people/
    "people:apply_confirm": Door(everyone(404), subject=nothing),
    # of the cast nobody vets: what a vetter may do, and one of another zone may not, is in tests/people/test_vetting.py
    "people:screening": Door(only()),
    "people:screening_claim": Door(only(), method="post"),
    "people:screening_undo": Door(only(), method="post"),
    "people:screening_decide": Door(only(), subject=application, method="post", data=(("choice", "go_on"),)),
    "people:pipeline": Door(only()),
    "people:welcome": Door(only(), method="post", data=(("words", "three drawn words"),)),
    "people:application": Door(only(), subject=application),
    "people:call": Door(only(), subject=application, method="post", data=(("words", "three drawn words"),)),
    "people:write": Door(only(), subject=application, method="post", data=(("kind", "vetted"),)),
    "people:strike": Door(only(), subject=application, method="post", data=(("number", "1"),)),
    "people:say_no": Door(only(), subject=application, method="post", data=(("reason", "conduct"),)),
    # of a report that left no way to reach its sender there is nothing to open: the rest is in tests/watch/test_reach.py
    "watch:reach": Door(
        (302, 403, 403, 404, 403, 403, 404), subject=nothing, method="post", data=(("reason", "ask again"),)
    ),
    "people:say_yes": Door(only(), subject=application, method="post"),
    "people:go_on": Door(only(), subject=application, method="post"),
    "people:me": Door(members()),
    # without a role in the zone there is no name to choose there
    "people:rename": Door(
        (302, 404, 302, 302, 302, 404, 404), method="post", data=(("zone", "north"), ("handle", "heron"))
    ),
    "people:no_letters": Door(members(302), method="post"),
    "people:vouch": Door(members()),
    "people:rest": Door(only("sol", status=409), subject=dana, method="post"),
    "people:review": Door(only("sol"), subject=dana),
    "people:unlock": Door(members()),
    # what these open with the right words or passkey is in tests/people/test_second_step.py
    "people:second_step": Door(everyone(302)),
    "people:by_passkey": Door(everyone(409), method="post"),
    "people:passkey_question": Door(everyone(404)),
    "people:factor": Door(members()),
    # without a keeper no secret is drawn
    "people:factor_app": Door(members(409)),
    "people:factor_passkey": Door(members(400), method="post"),
    "people:factor_try": Door(members(409), method="post"),
    "people:factor_recovery": Door(members(404), method="post"),
    "people:factor_drop": Door(members(404), subject=app, method="post"),
    "people:factor_seen": Door(members(302), method="post"),
    "people:factor_ask_mine": Door(members(409), method="post"),
    "people:factor_ask": Door(only("sol", status=409), subject=dana, method="post"),
    "people:factor_agree": Door(only("sol", status=404), subject=dana, method="post"),
    "people:lock": Door(members(302), method="post"),
    "people:lock_everyone": Door(only("dana", "sol", "vera", status=302), method="post"),
    "people:members": Door(only("sol")),
    "people:admit": Door(only("sol")),
    "people:member": Door(only("sol"), subject=dana),
    "people:end_role": Door(
        only("sol", status=302), subject=dana, method="post", data=(("role", "dispatcher"), ("zone", "north"))
    ),
    # beside the only steward there ever was: what it takes beside a second one is in tests/desk/test_two_persons.py
    "people:new_passphrase": Door(only("sol"), subject=dana, method="post"),
    "people:end_access": Door(only("sol", status=302), subject=dana, method="post"),
    "people:duty_begin": Door(
        (302, 403, 302, 302, 302, 403, 409), method="post", data=(("zone", "north"), ("hours", "4"))
    ),
    "people:duty_end": Door(
        only("omar", "amina", "dana", "vera", status=302), method="post", data=(("zone", "north"),)
    ),
    "people:abilities": Door(members()),
}


def browser(cast: Cast, who: str) -> Client:
    """A browser in which that one of the cast is signed in, or nobody."""
    return Client() if who == "visitor" else getattr(cast, who).client()


def knock(client: Client, name: str, door: Door, codes: dict[str, str]) -> HttpResponse:
    """Ask the view."""
    more = {"content_type": "application/json"} if door.json else {}
    answer: HttpResponse = getattr(client, door.method)(reverse(name, kwargs=codes), dict(door.data), **more)
    return answer


def test_every_view_stands_in_the_matrix_and_every_line_of_it_is_a_view() -> None:
    assert {one.name for one in addresses()} == set(MATRIX)


@pytest.fixture(params=[False, True], ids=["without-a-keeper", "unlocked"])
def unlocked(request: pytest.FixtureRequest) -> bool:
    """Where it takes an unlocked session, there is a keeper, beside which everyone is. (What locked ones hear is in
    test_locked_doors.py.)"""
    if request.param:
        request.getfixturevalue("keeping")
    return bool(request.param)


@pytest.fixture
def doors(unlocked: bool) -> dict[str, Door]:
    """Those that take an unlocked session, or the others."""
    return {name: door for name, door in MATRIX.items() if (name in UNLOCKED_DOORS) is unlocked}


@pytest.fixture
def everybody(unlocked: bool, cast: Cast) -> Cast:
    """The cast, all of them made, so that what is undone between two doors takes none of them along."""
    for who in WHO[1:]:
        getattr(cast, who)
    return cast


def at_each(names: Iterable[str], look: Callable[[str], object]) -> dict[str, object]:
    """What `look` finds at each of these doors; all that happens at one of them is undone before the next."""
    found: dict[str, object] = {}
    for name in names:
        try:
            with transaction.atomic():
                found[name] = look(name)
                transaction.set_rollback(True)
        except Exception as trouble:
            trouble.add_note(f"at the door {name}")
            raise
    return found


@pytest.mark.parametrize("who", WHO)
def test_every_door_opens_to_whom_it_should(who: str, everybody: Cast, doors: dict[str, Door]) -> None:
    def status(name: str) -> int:
        door = MATRIX[name]
        codes = door.subject(everybody) if door.subject else {}
        return knock(browser(everybody, who), name, door, codes).status_code

    assert at_each(doors, status) == {name: door.answers[WHO.index(who)] for name, door in doors.items()}


# the same doors as above, compared page by page: what PostgreSQL is asked for each, it was asked there
@pytest.mark.once
@pytest.mark.parametrize("who", WHO)
def test_what_one_may_not_see_answers_like_what_does_not_exist(
    who: str, everybody: Cast, doors: dict[str, Door]
) -> None:
    def differs(name: str) -> str | None:
        door = MATRIX[name]
        assert door.subject
        codes = door.subject(everybody)
        expected = door.answers[WHO.index(who)]
        client = browser(everybody, who)
        absent = knock(client, name, door, {key: ABSENT for key in codes})
        if expected not in (403, 404) and who != "visitor":
            return None if absent.status_code == door.absent else f"{absent.status_code}, not {door.absent}"
        present = knock(client, name, door, codes)
        if not absent.status_code == present.status_code == expected:
            return f"{absent.status_code} and {present.status_code}, not {expected}"
        same = _plain(absent, ABSENT) == _plain(present, *codes.values())
        return None if same else "other words"

    of_something = [name for name, door in doors.items() if door.subject]
    assert {name: how for name, how in at_each(of_something, differs).items() if how} == {}


def _plain(response: HttpResponse, *codes: str) -> str:
    words = response.content.decode() + response.get("Location", "")
    words = re.sub(r"\b\w{64}\b", "", words)  # the token of a form, which is drawn anew for each page
    for code in codes:
        words = words.replace(code, "…")
    return words


def test_an_address_that_is_nowhere_is_not_found_by_anyone(cast: Cast) -> None:
    assert [browser(cast, who).get("/no/such/page/").status_code for who in ("visitor", "dana")] == [404, 404]
