"""Sealing groups of fields with public keys alone, and erasing them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.certificates import is_certified
from wekeep.kit.envelope import Binding, Broken, Group, new_key, seal_fields, wrap_key
from wekeep.kit.errors import Refused
from wekeep.vault.actions.disk import remove_from_disk
from wekeep.vault.keeper import verify_key
from wekeep.vault.models import Bucket, RoleEpoch, Seal, SealedFile
from wekeep.vault.queries.roles import newest_epoch

_TRIES = 5


@transaction.atomic
def seal(
    *, kind: str, record: str, group: Group, zone: str, role: Role, fields: Mapping[str, str], expires: date
) -> None:
    """Seal `fields` as `group` of the record, for whoever holds `role` in `zone`, until the day `expires` is over (UTC).

    Uses public keys only: it works while everyone is asleep and the keeper sealed. What the group held before is gone, and with it its assignments.
    Refused where nobody could open it: no holder of the role has unlocked yet, or the day is over or too far away.
    """
    write_seal(
        kind=kind, record=record, group=group, zone=zone, role=role, fields=fields, expires=expires, key=new_key()
    )


def write_seal(
    *,
    kind: str,
    record: str,
    group: Group,
    zone: str,
    role: Role,
    fields: Mapping[str, str],
    expires: date,
    key: bytes,
) -> Seal:
    """The row of `seal`, with a data key that was never used before, in the caller's transaction."""
    bucket, epoch = _bucket(expires), _epoch(zone, role)
    binding = Binding(kind, record, group, zone, role.value, bucket.name)
    wrap = wrap_key(key, binding, role_key=bytes(epoch.public), epoch=epoch.number, bucket_key=bytes(bucket.public))
    _check_not_held(kind, record, group)
    # not changed in place: an assignment of the old text must not be taken for one of the new
    Seal.objects.filter(kind=kind, record=record, group=group.value).delete()
    return Seal.objects.create(
        kind=kind,
        record=record,
        group=group.value,
        epoch=epoch,
        bucket=bucket.name,
        wrap=wrap,
        body=seal_fields(key, binding, fields),
    )


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group of a record that was never sealed before."""

    kind: str
    record: str
    group: Group
    fields: Mapping[str, str]


@transaction.atomic
def seal_new(*, groups: Collection[NewGroup], zone: str, role: Role, expires: date) -> None:
    """`seal` for many groups of new records at once, each under a key of its own; one look at the keys they are all sealed to."""
    bucket, epoch, rows = _bucket(expires), _epoch(zone, role), []
    for one in groups:
        key, binding = new_key(), Binding(one.kind, one.record, one.group, zone, role.value, bucket.name)
        wrap = wrap_key(key, binding, role_key=bytes(epoch.public), epoch=epoch.number, bucket_key=bytes(bucket.public))
        rows.append(
            Seal(
                kind=one.kind,
                record=one.record,
                group=one.group.value,
                epoch=epoch,
                bucket=bucket.name,
                wrap=wrap,
                body=seal_fields(key, binding, one.fields),
            )
        )
    Seal.objects.bulk_create(rows)


def erase(*, kind: str, record: str) -> None:
    """Every sealed group and file of the record is gone at once, and every assignment of it; what is held for a court
    stays."""
    erase_all(kind=kind, records=[record])


@transaction.atomic
def erase_all(*, kind: str, records: Collection[str]) -> None:
    """The same for several records."""
    files = SealedFile.objects.filter(kind=kind, record__in=records, seal__held="")
    gone = list(files.values_list("code", "seal_id"))
    Seal.objects.filter(id__in=[seal for _code, seal in gone]).delete()
    Seal.objects.filter(kind=kind, record__in=records, held="").delete()
    transaction.on_commit(lambda: remove_from_disk(code for code, _seal in gone))


def _check_not_held(kind: str, record: str, group: Group) -> None:
    if Seal.objects.filter(kind=kind, record=record, group=group.value).exclude(held="").exists():
        raise Refused("This is kept as it is for a court, so it cannot be changed now.")


def _epoch(zone: str, role: Role) -> RoleEpoch:
    """The newest epoch, which stays the newest until this transaction ends."""
    for _try in range(_TRIES):
        epoch = newest_epoch(zone, role)
        if epoch is None or not epoch.wraps.exists():
            raise Refused("Nobody who may read this has unlocked yet, so it was not kept. Ask a steward.")
        _share(epoch)
        if newest_epoch(zone, role) == epoch:
            is_ours(epoch)
            return epoch
    raise Refused("The keys of this role are being changed. Try again in a moment.")


def _share(epoch: RoleEpoch) -> None:
    """Whoever makes the next epoch waits for us, and other sealers need not. (On SQLite one writes at a time anyway; a
    foreign key alone would not do on PostgreSQL, where Django lets it be checked, and so locked, at the commit only.)"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM vault_roleepoch WHERE id = %s FOR SHARE", [epoch.id])


def _bucket(expires: date) -> Bucket:
    today = clock.now().date()
    bucket = Bucket.objects.filter(name=expires.isoformat()).first()
    if bucket is None or expires < today:
        raise Refused("There is no key for that day, so this was not kept. Ask the one who runs the server.")
    is_ours(bucket)
    return bucket


def is_ours(key: Bucket | RoleEpoch) -> None:
    """Refused unless the keeper signed this public key: what is sealed to anyone else's is handed to them."""
    try:
        is_certified(key.certified, verify_key())
    except Broken:
        raise Refused("A key in the database was not made by this installation's keeper. Nothing was kept.") from None
