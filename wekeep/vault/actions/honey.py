"""Records that belong to nobody: naming one to the keeper, and telling stewards who opened one."""

from datetime import datetime

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.codes import new_code
from wekeep.kit.keeper_messages import Count as HowMany
from wekeep.kit.keeper_messages import CountPlanted, Done, Plant, Touch, Touches, TouchesAre
from wekeep.vault import keeper
from wekeep.vault.rules import kinds
from wekeep.work import actions as work


def plant(*, kind: str, record: str, zone: str, until: datetime) -> None:
    """Have the keeper remember that this record belongs to nobody. Nothing of it is kept here. Refused where the keeper is
    away or sealed."""
    keeper.ask(Plant(kind, record, zone, int(until.timestamp())), Done)


def planted_in(zone: str) -> int:
    """How many records of the zone belong to nobody now; which ones, nobody can ask."""
    return keeper.ask(CountPlanted(zone), HowMany).number


def tell_of_touches() -> int:
    """Tell stewards of every look at such a record that nobody was told of yet; returns how many. Should this process end
    in between, they are told twice."""
    found = keeper.ask(Touches(0), TouchesAre).touches
    for one in found:
        _tell(one)
        keeper.ask(Touches(one.number), TouchesAre)
    return len(found)


@transaction.atomic
def _tell(one: Touch) -> None:
    """In the record that stewards read, and by a letter that names nobody. Which record it was is in the keeper's log
    alone."""
    where = "" if one.zone == EVERY_ZONE else one.zone
    journal.record(kinds.HONEY_OPENED, about=one.member, actor=SYSTEM, zone=where)
    ability = Ability.SEE_JOURNAL.name
    told = {"ability": ability, "zone": one.zone, "by": one.member, "code": new_code(), "page": "log"}
    work.enqueue("alerts.tell_second", {**told})
