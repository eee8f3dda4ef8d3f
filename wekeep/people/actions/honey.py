"""Applications that nobody sent, added among those that wait for their sender: honest work has no reason to open one."""

import secrets
from datetime import timedelta

from django.db import transaction

from wekeep.channels.actions import outbox
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.people.actions.applications import Private, Wishes, apply
from wekeep.people.models import Application
from wekeep.people.queries.applications import crowd_in, zones_with_crowds
from wekeep.people.rules.application import State, lapses_at
from wekeep.people.rules.honey import MadeUp, make_up, one_of, wanted
from wekeep.people.rules.sealed import APPLICATION
from wekeep.vault.actions import honey
from wekeep.work import actions as work

_DAY_SECONDS = 86_400


def plan() -> int:
    """Queue one more for each zone in which there are too few, at a moment of the next day that nobody can foretell;
    returns how many. None where the keeper is sealed or away."""
    try:
        zones = [zone for zone in zones_with_crowds() if _is_short(zone)]
    except Refused:
        return 0
    for zone in zones:
        then = clock.now() + timedelta(seconds=secrets.randbelow(_DAY_SECONDS))
        work.enqueue("people.plant_honey", {"zone": zone}, unique_key=f"people.plant_honey:{zone}", run_at=then)
    return len(zones)


@transaction.atomic
def plant_in(*, zone: str) -> bool:
    """Add one to those sealed for `zone`, by the way that every application takes; only the letter is not sent. The keeper
    alone is told which it is. False where there are enough, or nothing to hide among. Refused where the keeper is away or
    sealed, or nobody could read it."""
    if not _is_short(zone):
        return False
    crowd = list(crowd_in(zone)[:50])
    said = make_up(one_of(crowd).language)
    one = apply(
        wishes=_as_others_wish(crowd),
        private=_private(said),
        language=one_of(crowd).language,
        key=new_code(),
        body=new_code(),
        carry=outbox.keep_as_sent,
    ).application
    until = lapses_at(State.APPLIED, one.state_since) or one.state_since
    honey.plant(kind=APPLICATION, record=one.code, zone=one.zone, until=until)
    return True


def _is_short(zone: str) -> bool:
    return honey.planted_in(zone) < wanted(crowd_in(zone).count())


def _as_others_wish(crowd: list[Application]) -> Wishes:
    """What stands in clear is taken from the others, each part from another one."""
    languages, times = one_of(crowd).languages, one_of(crowd).times
    # where they want to help decides whose vetters read it, so it comes from one who waits there
    return Wishes(tuple(one_of(crowd).roles), tuple(one_of(crowd).zones), tuple(languages), tuple(times))


def _private(said: MadeUp) -> Private:
    named = {str(n): text for n, text in enumerate(said.references, start=1)}
    triage = {"about": said.about, "references": str(len(said.references))}
    return Private("email", said.contact, triage, named)
