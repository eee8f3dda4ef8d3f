"""Tomorrow's deliveries of the made-up city: a hub with stock, two drivers with their cars, and households who wait. Nobody has
planned them yet; that is for whoever visits."""

from datetime import datetime, timedelta
from typing import Final

from wekeep.care.actions import desk, fleet, stock, trips
from wekeep.care.actions.helping import keep_helping
from wekeep.care.actions.intake import ask
from wekeep.care.queries.fleet import places_for
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.household import Source
from wekeep.care.rules.request import Move
from wekeep.care.rules.stock import StockReason
from wekeep.desk.actions.cast import actor_of_cast
from wekeep.desk.actions.made_up.families import form_of
from wekeep.desk.queries.ground import address_at
from wekeep.desk.rules.demo import COORDINATOR, DRIVERS
from wekeep.desk.rules.made_up.week import Subject, neighbour_at_table, table_key
from wekeep.kit.actor import EVERY_ZONE, VISITOR, Actor
from wekeep.places.queries.city import neighbourhood_of
from wekeep.places.queries.today import today

HUB: Final = "Corner Hub"
WAITING, BOXES = 9, 40
# Each car holds fewer than wait, so that both drivers are needed.
ROOM: Final = {"seats": 4, "boxes": 6}
WHERE: Final = {"dirk": (-0.3, 0.1), "dora": (0.3, -0.2)}
SPEAKS: Final = {"dirk": ("en", "so"), "dora": ("en", "es")}
DAYS, BEGINS, ENDS = 14, 9 * 60, 18 * 60


def wait_for_tomorrow(seed: int, _size: str, _about: Subject, _until: datetime) -> bool:
    """Nine households wait for food, two drivers can drive, and the hub has it; False where that was told before."""
    cora = actor_of_cast(COORDINATOR)
    if places_for(cora, [DestinationKind.HUB]):
        return False
    corner = address_at(0.05, 0.05)
    place = fleet.Place(EVERY_ZONE, DestinationKind.HUB, HUB, corner.name, corner.lat, corner.lon, 8 * 60, 20 * 60)
    hub = fleet.keep_destination(actor=cora, place=place)
    stock.keep(actor=cora, hub=hub.code, item="food_box", reason=StockReason.CAME_IN, number=BOXES)
    for handle in DRIVERS:
        _can_drive(handle)
    for number in range(WAITING):
        _waits(seed, number, cora)
    wish = trips.Delivery(today() + timedelta(days=1), hub.code, "food_box", 1, 10 * 60, 17 * 60)
    trips.deliver_all(actor=cora, need="groceries", wish=wish)
    return True


def _can_drive(handle: str) -> None:
    actor = actor_of_cast(handle)
    spot = address_at(*WHERE[handle])
    area = neighbourhood_of(spot.lat, spot.lon)
    keep_helping(actor=actor, languages=SPEAKS[handle], area=area, most_km=30, brings=["booster"], most_a_week=7)
    car = fleet.keep_car(
        actor=actor, member=actor.code, told=fleet.CarTold("blue" if handle == "dirk" else "red", [ROOM])
    )
    days = [today() + timedelta(days=number) for number in range(DAYS)]
    fleet.keep_days(actor=actor, member=actor.code, car=car.code, times=fleet.Times(days, BEGINS, ENDS))


def _waits(seed: int, number: int, cora: Actor) -> None:
    key = table_key(seed, number)
    asked = ask(actor=VISITOR, form=form_of(neighbour_at_table(seed, number)), source=Source.WEB, key=key, body=key)
    code = asked.household.requests.get().code
    for what in (Move.LOOK, Move.READY):
        desk.act(actor=cora, code=code, what=what)
