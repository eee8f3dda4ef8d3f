"""Sealing what the installation itself must open to do its work, and moving it to a later day."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from wekeep.kit import clock
from wekeep.kit.certificates import BucketPublic, ServicePublic, is_certified
from wekeep.kit.envelope import Broken
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Prolong, Wraps
from wekeep.kit.service_seal import SENDING, SHEET, WRAP_SIZE, ServiceBinding, seal_bytes_for_service, seal_for_service
from wekeep.vault import keeper
from wekeep.vault.models import Bucket, ServiceKey
from wekeep.vault.rules.serviced import Kept, Sealed, shown_to_keeper

BATCH = 500


def seal_for_sending(*, kind: str, record: str, fields: Mapping[str, str], until: date) -> Sealed | None:
    """`fields` for the sending jobs until the day `until` is over (UTC); None while the keeper's keys are not known here.

    Uses public keys only. Refused where a key in the database was not made by this installation's keeper.
    """
    keys = _keys_for(until)
    if keys is None:
        return None
    at = ServiceBinding(kind, record)
    return Sealed(until.isoformat(), seal_for_service(at, fields, service_key=keys[0], bucket_key=keys[1]))


def seal_sheet(*, record: str, raw: bytes, until: date) -> Sealed | None:
    """`seal_for_sending` for a sheet: bytes that the keeper opens once, ever. `record` ends in a dot and the number of
    addresses the sheet stands for, as which it is counted."""
    keys = _keys_for(until)
    if keys is None:
        return None
    at = ServiceBinding(SHEET, record)
    return Sealed(until.isoformat(), seal_bytes_for_service(at, raw, service_key=keys[0], bucket_key=keys[1]))


def _keys_for(until: date) -> tuple[bytes, bytes] | None:
    """The public keys of the service and of the day."""
    service = ServiceKey.objects.filter(name=SENDING).first()
    bucket = Bucket.objects.filter(name=until.isoformat()).first()
    if service is None or bucket is None or until < clock.now().date():
        return None
    try:
        ours = keeper.verify_key()
    except Refused:
        return None
    _check(service.certified, ours)
    _check(bucket.certified, ours)
    return bytes(service.public), bytes(bucket.public)


def prolong(kind: str, kept: Sequence[Kept], *, until: date) -> dict[str, Sealed]:
    """Each of `kept` that opens, by record, for a later day. Only its wrap goes to the keeper, which gives out no key.

    Refused where the keeper is away or sealed, or has no key for that day.
    """
    bucket = Bucket.objects.filter(name=until.isoformat()).first()
    if bucket is None:
        raise Refused("There is no key for that day, so this was not kept. Ask the one who runs the server.")
    moved: dict[str, Sealed] = {}
    for start in range(0, len(kept), BATCH):
        part = kept[start : start + BATCH]
        items = tuple(shown_to_keeper(kind, one) for one in part)
        answer = keeper.ask(Prolong(bucket.certified, items), Wraps)
        for one, wrap in zip(part, answer.wraps, strict=True):
            if wrap:
                moved[one.record] = Sealed(bucket.name, wrap + one.sealed[WRAP_SIZE:])
    return moved


@lru_cache(maxsize=64)
def _check(key: ServicePublic | BucketPublic, ours: bytes) -> None:
    """Refused unless the keeper signed it. Remembered, because thousands of seals use the same two keys."""
    try:
        is_certified(key, ours)
    except Broken:
        raise Refused("A key in the database was not made by this installation's keeper. Nothing was kept.") from None
