"""Records that belong to nobody: naming one to the keeper, and telling stewards who opened one."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.journal.queries import is_recorded
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.codes import new_code
from wekeep.kit.keeper_messages import Count as HowMany
from wekeep.kit.keeper_messages import CountPlanted, Done, Plant, SeeTouches, Touch
from wekeep.vault import keeper
from wekeep.vault.queries.honey import all_touches
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules import kinds
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work import actions as work


class _Line(TypedDict):
    """What the journal has of one look: who it was, and which of the keeper's lines and when."""

    about: str
    touch: int
    touched_at: int


def plant(*, kind: str, record: str, zone: str, until: datetime) -> None:
    """Have the keeper remember that this record belongs to nobody. Nothing of it is kept here. Refused where the keeper is
    away or sealed."""
    keeper.ask(Plant(kind, record, zone, int(until.timestamp())), Done)


def planted_in(zone: str) -> int:
    """How many records of the zone belong to nobody now; which ones, nobody can ask."""
    return keeper.ask(CountPlanted(zone), HowMany).number


def tell_of_touches() -> int:
    """Tell stewards of every look at such a record that the journal does not have yet; returns how many. Two at once may
    both tell."""
    new = [one for one in all_touches() if not is_recorded(kinds.HONEY_OPENED, **_line_of(one))]
    for one in new:
        _tell(one)
    return len(new)


def see_touches(*, unlocked: Unlocked, number: int) -> None:
    """The actor has seen every look up to this number; it counts for them alone. Refused where their session is locked."""
    check_unlocked(unlocked)
    keeper.ask(SeeTouches(unlocked.key, number), Done)


@transaction.atomic
def _tell(one: Touch) -> None:
    """In the record that stewards read, and by a letter that names nobody. Which record it was is in the keeper's log
    alone."""
    where = "" if one.zone == EVERY_ZONE else one.zone
    journal.record(kinds.HONEY_OPENED, actor=SYSTEM, zone=where, **_line_of(one))
    ability = Ability.SEE_JOURNAL.name
    told = {"ability": ability, "zone": one.zone, "by": one.member, "code": new_code(), "page": "log"}
    work.enqueue("alerts.tell_second", {**told})


def _line_of(one: Touch) -> _Line:
    return {"about": one.member, "touch": one.number, "touched_at": one.at}
