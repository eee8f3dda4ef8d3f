"""Opening places that were sealed together, and finding those that were not."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import structlog

from wekeep.alerts.models import Alert, Pack
from wekeep.alerts.rules.points import PACKED, Packed, from_fields
from wekeep.kit import clock
from wekeep.kit.keeper_messages import Use
from wekeep.kit.service_seal import PACK, pack_record
from wekeep.vault.queries.serving import open_for
from wekeep.vault.rules.serviced import Kept

log = structlog.get_logger(__name__)
_AT_ONCE = 500
# So long after an alert everything that the keeper and the disk can do is left to it.
QUIET_AFTER = timedelta(minutes=2)


def opened_near(cells: Sequence[int]) -> Packed:
    """The places in the packs of these cells (h3 as whole numbers). Refused while the keeper is away or sealed."""
    found: list[Pack] = []
    names = [f"{cell:x}" for cell in cells]
    for start in range(0, len(names), _AT_ONCE):
        found += Pack.objects.filter(cell__in=names[start : start + _AT_ONCE])
    return opened(found, Use.AUDIENCE)


def opened(packs: Sequence[Pack], use: Use) -> Packed:
    """The places in these packs; of one that does not open, none."""
    kept = [Kept(pack_record(one.code, one.count), one.bucket, bytes(one.sealed)) for one in packs]
    parts = [_places(fields) for fields in open_for(use, PACK, kept).values()]
    return np.concatenate(parts) if parts else np.empty(0, dtype=PACKED)


def is_quiet() -> bool:
    """Whether no alert was sent lately, nor waits for its audience."""
    lately = Alert.objects.filter(sent_at__gt=clock.now() - QUIET_AFTER)
    return not lately.exists() and not Alert.objects.filter(audience_waits=True).exists()


def _places(fields: dict[str, str]) -> Packed:
    try:
        return from_fields(fields)
    except (ValueError, KeyError):
        log.error("a pack holds no places")
        return np.empty(0, dtype=PACKED)
