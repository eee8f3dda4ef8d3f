"""Opening what is sealed to the installation itself, through the keeper, which counts it and writes it down first."""

from collections.abc import Sequence
from contextlib import suppress

import structlog

from wekeep.kit.envelope import Broken
from wekeep.kit.keeper_messages import Opened, OpenForService, Use
from wekeep.kit.service_seal import SHEET, ServiceBinding, open_bytes_with, open_with
from wekeep.vault import keeper
from wekeep.vault.models import ServiceKey
from wekeep.vault.rules.serviced import Kept, shown_to_keeper

log = structlog.get_logger(__name__)
_AT_ONCE = 500
Fields = dict[str, str]


def open_for(use: Use, kind: str, kept: Sequence[Kept]) -> dict[str, Fields]:
    """The fields of each, by record; missing where its day is over, or it was damaged or moved here from another row.

    Refused where the keeper is away or sealed, or more was opened in this hour than ever should be.
    """
    opened: dict[str, Fields] = {}
    for start in range(0, len(kept), _AT_ONCE):
        part = kept[start : start + _AT_ONCE]
        answer = keeper.ask(OpenForService(use, tuple(shown_to_keeper(kind, one) for one in part)), Opened)
        if answer.broken:
            log.error("sealed rows could not be opened", kind=kind, count=answer.broken)
        for one, key in zip(part, answer.keys, strict=True):
            if key:
                _open(opened, kind, one, key)
    return opened


def open_sheets(kept: Sequence[Kept]) -> dict[str, bytes]:
    """What lies in each sheet, by record; missing where it was opened before, its day is over, or it was damaged.

    Refused as `open_for` is. Each can be opened this once: whoever asks uses it or loses it.
    """
    answer = keeper.ask(OpenForService(Use.SHEETS, tuple(shown_to_keeper(SHEET, one) for one in kept)), Opened)
    opened: dict[str, bytes] = {}
    for one, key in zip(kept, answer.keys, strict=True):
        with suppress(Broken):
            if key:
                opened[one.record] = open_bytes_with(key, ServiceBinding(SHEET, one.record), one.sealed)
    return opened


def knows_service_key() -> bool:
    """Whether anything can be sealed for the installation's own work yet."""
    return ServiceKey.objects.exists()


def _open(opened: dict[str, Fields], kind: str, one: Kept, key: bytes) -> None:
    try:
        opened[one.record] = open_with(key, ServiceBinding(kind, one.record), one.sealed)
    except Broken:
        log.error("a sealed row does not open with its own key", kind=kind)
