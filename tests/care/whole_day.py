"""A zone of care with something of everything in it: requests at every step, a list, a run, money, a concern; and who works with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.care.asking import RECEIPT, asked, coordinator, moved, navigator, step, the_request
from tests.care.days import a_plan, delivery, drives, home, hub, request_of
from tests.care.driving_stage import child, deliveries, driver, school_run
from tests.care.money import a_fund
from tests.care.test_lists import ROWS, do, handed_in
from tests.cast import Person, admit
from wekeep.care.actions import pick_ups, stock
from wekeep.care.actions.offering import offer
from wekeep.care.actions.riders import keep_bond
from wekeep.care.forms.rent import month_choices
from wekeep.care.models import Destination, Household, Offer, RentCase
from wekeep.care.rules.stock import StockReason
from wekeep.care.rules.trip import BondKind
from wekeep.channels.actions import outbox
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM

Post = tuple[str, dict[str, str]]
RENT = {"needs": ["rent", "laundry"], "rent-dollars": "1200", "rent-payee": "Birch Homes", "contact": "612 555 0777"}
CONCERN = {"kind": "unsafe", "about": "helper", "text": "He stood too close."}


@dataclass
class WholeDay:
    """Who is there, by name, and where whoever has no address yet gets in: pages by path, and pages that a post answers with."""

    people: dict[str, Person]
    paths: dict[str, list[str]] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)


def whole_day(cora: Person | None = None, link: Callable[[str], None] | None = None) -> WholeDay:
    """All of it, in the north. `cora` is a coordinator who has unlocked; one is made where none is given."""
    cora = cora or _unlocked(coordinator())
    people = {"cora": cora, "otis": _unlocked(coordinator("otis")), "nadia": _unlocked(navigator())}
    money = {"kay": Role.FUND_KEEPER, "ann": Role.FUND_KEEPER, "pat": Role.PAYER, "flo": Role.FUND_STEWARD}
    people |= {name: _unlocked(admit(name, role, zone="*")) for name, role in (money | {"tom": Role.TREASURER}).items()}
    people["drew"] = driver()
    people["cleo"] = drives("cleo", role=Role.CARER)
    people |= {"dora": drives("dora"), "carla": drives("carla", role=Role.CARER)}
    day = WholeDay(people)
    words = _requests(day, cora)
    _runs(day, cora)
    _money(day)
    day.posts["visitor"] = [
        (RECEIPT, {"words": words, "do": do_it, "code": code})
        for code in _codes(words)
        for do_it in ("", "edit", "wrong")
    ]
    return day


def _unlocked(one: Person) -> Person:
    one.unlocked()
    return one


def _codes(words: str) -> list[str]:
    """Of what the household with these words asked for."""
    newest = Household.objects.filter(requests__concerns__isnull=False).latest("id")
    assert step(words).status_code == 200
    return list(newest.requests.values_list("code", flat=True))


def _requests(day: WholeDay, cora: Person) -> str:
    """Requests at different steps; the words of one of which a helper was complained of."""
    client, nadia = cora.client(), day.people["nadia"].client()
    fresh, _words = asked(contact="612 555 0001", asks_first="on")
    waits, _words = asked(contact="612 555 0005")
    offered, _words = asked(contact="612 555 0002")
    done, words = asked(contact="612 555 0003", needs=["groceries", "dog_walking"])
    mine, _words = asked(contact="612 555 0004")
    named = {"waits": waits, "mine": mine, "fresh": fresh, "offered": offered}
    rows = {name: the_request(one) for name, one in named.items()}
    rows["done"] = the_request(done)
    for name in ("offered", "done", "mine", "waits"):
        assert [moved(client, rows[name], move) for move in ("look", "ready")] == [302, 302]
    letters: list[str] = []
    before, outbox.hand_over = outbox.hand_over, lambda letter, _to: letters.append(letter.url)  # type: ignore[assignment]
    try:
        offer(actor=cora.actor, code=rows["offered"].code)
    finally:
        outbox.hand_over = before
    assert Offer.objects.exists() and letters
    assert [moved(nadia, rows["done"], move) for move in ("claim", "start", "report")] == [302] * 3
    assert moved(nadia, rows["mine"], "claim") == 302
    assert step(words, "tell_wrong", code=rows["done"].code, **CONCERN).status_code == 200
    shown, brought = handed_in(client, ROWS), handed_in(client, ROWS)
    assert do(client, brought, "start") == 302
    day.paths["visitor"] = ["/" + letters[0].split("/", 3)[3]]
    day.paths["cora"] = [f"/requests/lists/{one.code}/" for one in (shown, brought)]
    day.paths["cora"] += [f"/requests/{one.code}/{more}" for one in rows.values() for more in ("", "trips/", "riders/")]
    day.paths["otis"] = ["/requests/confidence/"]
    day.paths["nadia"] = [f"/requests/{one.code}/" for one in rows.values()]
    day.paths["nadia"] += [f"/requests/{rows['done'].code}/wrong/"]
    return words


def _runs(day: WholeDay, cora: Person) -> None:
    """A hub with boxes, a school run that is driven today, a plan of tomorrow, and a household that fetches its own."""
    run = deliveries(day.people["drew"], item="food_box")
    school = school_run(day.people["drew"], begins=clock.now() + timedelta(hours=3))
    place = Destination.objects.get(kind="hub", name="Bread House")
    stock.keep(actor=SYSTEM, hub=place.code, item="food_box", reason=StockReason.CAME_IN, number=40)
    rider = school.stops.first().trip.request  # type: ignore[union-attr]
    child(rider.household)
    keep_bond(actor=cora.actor, code=rider.code, kind=BondKind.NO_GO, member=day.people["dora"].code)
    other = hub(name="South hub")
    homes = [home((n, 0)) for n in range(1, 4)]
    trips = [delivery(one, other) for one in homes]
    plan = a_plan()
    fetches, now = request_of(home((5, 0))), timezone.now()
    wish = pick_ups.Fetching(place.code, "food_box", 2, now + timedelta(hours=2), now + timedelta(hours=4))
    pick_ups.let_fetch(actor=cora.actor, code=fetches.code, wish=wish)
    day.paths["drew"] = [f"/my-runs/{one.code}/" for one in (run, school)]
    of_rides = [f"/requests/{rider.code}/{more}/" for more in ("riders", "trips")]
    day.paths["cora"] = [*of_rides, f"/requests/{fetches.code}/trips/", *day.paths["cora"], f"/runs/{plan.code}/"]
    day.paths["cora"] += [f"/runs/{plan.code}/trips/{trips[0].code}/", f"/hubs/{place.code}/", "/runs/day/"]


def _money(day: WholeDay) -> None:
    """A fund with something in it and a family that asks for its rent."""
    fund = a_fund(500_000, zone="*")
    wanted: dict[str, Any] = RENT | {"rent-months": [month_choices()[6][0]]}
    asked(**wanted)
    case = RentCase.objects.latest("id")
    for name in ("kay", "ann", "pat", "flo", "tom"):
        day.paths[name] = [f"/money/cases/{case.code}/", f"/money/funds/{fund.code}/", "/money/book/"]


def browser_of(day: WholeDay, who: str) -> Client:
    """A browser in which they are signed in, or nobody."""
    return day.people[who].client() if who in day.people else Client()
