"""The keys of roles follow who holds them."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.queries.put_back import is_put_back
from wekeep.people.queries.ranks import holders_of, readers_of
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.actions.roles import Line, match_holders
from wekeep.work import actions as work

# Nothing is ever sealed to someone of whom only their being a member is known.
TRIED_AGAIN_AFTER = timedelta(minutes=1)
SEALED_TO = frozenset(Role) - {Role.MEMBER}
_STEWARDS = frozenset({Role.STEWARD})


@transaction.atomic
def match_keys(*, lines: Collection[Line], by: str) -> None:
    """Let the keys of these roles in these zones be held by exactly those who hold the role now and for whom sealed
    things open already; a role in every zone means the keys of every zone. In the caller's transaction; what the keeper
    cannot do now is tried again.

    While the network was put back, the stewards' alone follow: they agree to go on, and then all the others do."""
    due = _STEWARDS if is_put_back() else SEALED_TO
    wanted = {line for zone, role in lines if role in due for line in _spread(zone, role)}
    if wanted and not match_holders(readers_of(holders_of(wanted)), by=by):
        work.enqueue("people.match_keys", unique_key="people.match_keys", run_at=clock.now() + TRIED_AGAIN_AFTER)


def match_all_keys() -> None:
    """Every role in every zone: terms that ended by themselves, zones that are new, keys that are a week old."""
    match_keys(lines=[(EVERY_ZONE, role) for role in sorted(SEALED_TO)], by="system")


def _spread(zone: str, role: Role) -> Iterable[Line]:
    yield zone, role
    if zone == EVERY_ZONE:
        yield from ((code, role) for code, _name in zone_choices())
