"""Letting the one who has a request in hand open how and where to reach the household, for a while, and closing it again."""

from datetime import datetime, timedelta

from django.db import transaction

from wekeep.care.actions.moving import locked
from wekeep.care.models import Opening, Request
from wekeep.care.queries.reading import all_of
from wekeep.care.queries.requests import get_request
from wekeep.care.queries.sent import stays_apart
from wekeep.care.rules.request import HELD, State
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.actions.granting import end_grant, grant
from wekeep.vault.rules.unlocked import Unlocked

# A helper sees it from now until their clock runs out, and never for longer than this at once.
LONGEST = timedelta(days=2)


@transaction.atomic
def open_to_holder(*, unlocked: Unlocked, code: str) -> datetime:
    """A coordinator opens contact, place and words of the household to whoever has the request in hand; returns until when.

    Refused where nobody else has it in hand, where they have never unlocked, or in a locked session.
    """
    one = locked(get_request(unlocked.actor, code).code)
    unlocked.actor.require(Ability.SORT_REQUESTS, one.zone)
    if not one.held_by or one.state not in HELD - {State.OFFERED}:
        raise Refused("Nobody has this in hand.")
    if stays_apart(one.held_by, one.household):
        raise Refused("This does not open to whoever has it in hand. Ask somebody else for it.")
    _drop(one)
    now = clock.now()
    until = min(max(one.due_at, now + timedelta(hours=1)), now + LONGEST)
    for asked in all_of(one):
        assignment = grant(
            unlocked=unlocked,
            member=one.held_by,
            kind=asked.kind,
            record=asked.record,
            group=asked.group,
            since=now,
            until=until,
        )
        Opening.objects.create(request=one, member=one.held_by, assignment=assignment, until=until)
    return until


@transaction.atomic
def close_openings(*, code: str) -> None:
    """End what was opened for those who no longer have the request in hand; what a job retries where the keeper is away."""
    one = locked(code)
    for opening in one.openings.exclude(member=one.held_by or "nobody"):
        _end(opening)


def _drop(one: Request) -> None:
    for opening in one.openings.all():
        _end(opening)


def _end(opening: Opening) -> None:
    # the row of the grant may have gone with what it opened
    try:
        end_grant(actor=SYSTEM, code=opening.assignment)
    except NotFound:
        pass
    opening.delete()
