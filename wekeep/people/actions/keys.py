"""The keys of roles follow who holds them."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.models import Grant
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.actions.roles import Line, match_holders
from wekeep.work import actions as work

# Nothing is ever sealed to someone of whom only their being a member is known.
TRIED_AGAIN_AFTER = timedelta(minutes=1)
SEALED_TO = frozenset(Role) - {Role.MEMBER}


@transaction.atomic
def match_keys(*, lines: Collection[Line], by: str) -> None:
    """Let the keys of these roles in these zones be held by exactly those who hold the role now; a role in every zone
    means the keys of every zone. In the caller's transaction; what the keeper cannot do now is tried again."""
    wanted = {line for zone, role in lines if role in SEALED_TO for line in _spread(zone, role)}
    if wanted and not match_holders(_holders(wanted), by=by):
        work.enqueue("people.match_keys", unique_key="people.match_keys", run_at=clock.now() + TRIED_AGAIN_AFTER)


def match_all_keys() -> None:
    """Every role in every zone: terms that ended by themselves, zones that are new, keys that are a week old."""
    match_keys(lines=[(EVERY_ZONE, role) for role in sorted(SEALED_TO)], by="system")


def _spread(zone: str, role: Role) -> Iterable[Line]:
    yield zone, role
    if zone == EVERY_ZONE:
        yield from ((code, role) for code, _name in zone_choices())


def _holders(wanted: Iterable[Line]) -> dict[Line, frozenset[str]]:
    """Who holds each line now: by a grant there, or in every zone."""
    now = clock.now()
    rows = Grant.objects.filter(since__lte=now, until__gt=now, member__is_active=True)
    held = set(rows.values_list("zone", "role", "member__code"))
    return {
        (zone, role): frozenset(code for at, name, code in held if name == role.value and at in (zone, EVERY_ZONE))
        for zone, role in wanted
    }
