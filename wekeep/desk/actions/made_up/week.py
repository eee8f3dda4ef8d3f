"""Telling the week: one household, member, gift or case after the other, each once and whole, and each at its own time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import transaction

from wekeep.desk.actions import phones
from wekeep.desk.actions.made_up import carers, families, rents, roads
from wekeep.desk.rules.made_up.week import SEED, Sort, Subject, subjects
from wekeep.kit import clock
from wekeep.kit.errors import NotFound, Refused
from wekeep.work import actions as work
from wekeep.work.queries import pending

JOB: Final = "desk.tell_week"
# How often it looks for the phones, and when again.
AGAIN, MOST_LOOKS_FOR_PHONES = timedelta(seconds=1), 60
# So often it is said how far it has come.
SAID_EVERY: Final = 50
log = structlog.get_logger(__name__)

Telling = Callable[[int, str, Subject, datetime], bool]
_TELL: dict[Sort, Telling] = {
    Sort.FUND: rents.open_fund,
    Sort.GIFT: rents.give,
    Sort.CARER: carers.join,
    Sort.FAMILY: families.ask_and_be_helped,
    Sort.RENT: rents.file_and_be_paid,
    Sort.ROADS: roads.wait_for_tomorrow,
}


@transaction.atomic
def begin_week(*, size: str, seed: int = SEED) -> bool:
    """Tell the week that ends now, in jobs; False, and nothing is done, where one is being told. Whom it told
    of before is left as they are now. Refused anywhere but in a demo: among people's real requests nothing is made up."""
    if not settings.DEMO:
        raise Refused("This is not a demo.")
    if pending(JOB):
        return False
    _queue(size, seed, 0, int(clock.now().timestamp()))
    return True


def tell(*, size: str, seed: int, number: int, until: int, looks: int = 0) -> None:
    """Tell the next of the week that was not told yet, from `number` on, and queue the rest; `until` is its end in seconds
    since 1970. In one transaction with its job, so that whoever is told of is there whole or not at all. The phones sign up
    first: a week is work for the whole machine."""
    if not phones.are_on() and looks < MOST_LOOKS_FOR_PHONES:
        _queue(size, seed, number, until, looks=looks + 1)
        return
    everyone = subjects(seed, size)
    for one in range(number, len(everyone)):
        if tell_one(size, seed, everyone[one], datetime.fromtimestamp(until, UTC)):
            number = one + 1
            break
    else:
        number = len(everyone)
    if number % SAID_EVERY == 0 or number == len(everyone):
        log.info("the week of the made-up city", told=number, of=len(everyone))
    if number < len(everyone):
        _queue(size, seed, number, until)


def tell_one(size: str, seed: int, one: Subject, until: datetime) -> bool:
    """Tell one of the week whose end is `until`; False where they were told before, or where it is refused, because a visitor
    changed something meanwhile: then nothing of it is there."""
    try:
        with transaction.atomic():
            return _TELL[one.sort](seed, size, one, until)
    except (Refused, NotFound) as no:
        log.warning("left out of the made-up week", sort=one.sort, number=one.number, why=getattr(no, "why", ""))
        return False


def _queue(size: str, seed: int, number: int, until: int, *, looks: int = 0) -> None:
    run_at = clock.now() + AGAIN if looks else None
    payload: dict[str, str | int | float | bool | None] = {"size": size, "seed": seed, "number": number, "until": until}
    work.enqueue(JOB, payload | {"looks": looks}, unique_key=JOB, run_at=run_at)
