"""What belongs into people's summaries, and what one summary told of."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pyroaring import BitMap

from wekeep.alerts.models import Alert, Audience, Sum, ToldState
from wekeep.alerts.queries.alerts import Chain, chains_said_between, chains_with_codes
from wekeep.alerts.rules import numbers
from wekeep.alerts.rules.alert import State, Status
from wekeep.alerts.rules.summary import SETTLED, belongs
from wekeep.kit import clock
from wekeep.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Told:
    """What a summary told of, newest first, as it stands now."""

    sent_at: datetime
    chains: tuple[Chain, ...]


def told_by(code: str) -> Told:
    """The summary with this code; NotFound once its time is over."""
    row = Sum.objects.filter(code=code, forget_at__gt=clock.now()).first()
    if row is None:
        raise NotFound
    return Told(row.sent_at, tuple(chains_with_codes(row.alerts)))


def settled_until() -> datetime:
    """Up to when everything that was said is known with whom it touches: not the last minutes, nor anything since an alert
    whose audience waits for the keeper."""
    until = clock.now() - SETTLED
    waits = Alert.objects.filter(audience_waits=True, state=State.LIVE, status=Status.ACTUAL)
    oldest = waits.order_by("sent_at").values_list("sent_at", flat=True).first()
    return until if oldest is None else min(until, oldest - SETTLED)


def happened(since: Mapping[int, datetime], until: datetime) -> dict[int, list[Chain]]:
    """For each of these subscriptions what, of which something was said after that time up to `until`, touched them, oldest
    first: signed and sent to everyone, no drill. Whom an alert touched was decided when it was sent."""
    found: dict[int, list[Chain]] = defaultdict(list)
    everyone = BitMap(since)
    chains = chains_said_between(min(since.values(), default=until), until)
    reach = _reach([chain.code for chain in chains])
    for chain in chains:
        touched, told = reach.get(chain.code, (BitMap(), BitMap()))
        said_at = [one.sent_at for one in chain.said]
        in_error = chain.state is State.CANCELLED
        for number in touched & everyone:
            if belongs(said_at, since=since[number], until=until, told=number in told, in_error=in_error):
                found[number].append(chain)
    return found


def _reach(codes: list[str]) -> dict[str, tuple[BitMap, BitMap]]:
    """For each alert everyone whom it touches, and those of them who were told."""
    found = {code: (BitMap(), BitMap()) for code in codes}
    rows = Audience.objects.filter(alert__code__in=codes).values_list("alert__code", "state", "numbers")
    for code, state, kept in rows.iterator(chunk_size=100):
        touched, told = found[code]
        some = numbers.read(bytes(kept))
        touched |= some
        if state == ToldState.TOLD:
            told |= some
    return found
