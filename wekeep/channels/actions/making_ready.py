"""Sheets: what messages can be sent with, made in quiet minutes for people who are told together, and sealed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from wekeep.channels.contract import CarriesMany
from wekeep.channels.models import Address, Batch, OnSheet, Sheet
from wekeep.channels.queries import ADDRESS, sealed_rows
from wekeep.channels.registry import kinds
from wekeep.channels.rules.delivery import Rank
from wekeep.channels.rules.roll import pack_codes
from wekeep.channels.rules.sheet import pack
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.keeper_messages import Use
from wekeep.vault.actions import serving
from wekeep.vault.queries.serving import open_for
from wekeep.vault.rules.serviced import Kept
from wekeep.work.queries import lease_clock

SIZE: Final = 500
# fewer are sooner sent to than prepared for
FEWEST: Final = 100
KEPT: Final = timedelta(days=30)
# An alert that no sender took by then waits for something else than its turn.
WAITED_FOR: Final = timedelta(minutes=5)
_BACK_AT_ONCE: Final = 20
_AT_ONCE: Final = 500
# From one sheet that somebody is on to the next, along the index, however many are on each; those of them that are gone.
_GONE: Final = f"""
WITH RECURSIVE named(sheet) AS (
    SELECT min(sheet) FROM {OnSheet._meta.db_table} WHERE sheet IS NOT NULL
    UNION ALL
    SELECT (SELECT min(sheet) FROM {OnSheet._meta.db_table} WHERE sheet > named.sheet) FROM named WHERE named.sheet IS NOT NULL
)
SELECT sheet FROM named WHERE sheet IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM {Sheet._meta.db_table} AS kept WHERE kept.id = named.sheet) LIMIT {_BACK_AT_ONCE}"""


def is_quiet() -> bool:
    """Whether no alert is on its way for the first time.

    What waits for another try, or for longer than a first try ever does (for its channel, for the hour's budget), keeps nobody
    from making anything: else one endpoint that always says "later" would, for as long as each alert holds.
    """
    first = Batch.objects.filter(queued__gt=0, rank__lte=Rank.ALERT, attempts__lte=1)
    waits = Q(lease_by="", attempts=0, next_at__gt=clock.now() - WAITED_FOR)
    return not first.filter(waits | Q(lease_until__gte=lease_clock())).exists()


def make_ready_for(*, code: str, near: int) -> None:
    """From now on make ready what is sent to the address, if its channel knows how to, in the caller's transaction. `near` is
    close to that of others who are told together with it. Where it moves, what was made ready goes."""
    one = Address.objects.filter(code=code).first()
    if one is None or not isinstance(kinds().get(one.kind), CarriesMany):
        return
    on, new = OnSheet.objects.get_or_create(address=one, defaults={"kind": one.kind, "near": near})
    if not new and on.near != near:
        drop_for([one.id])
        OnSheet.objects.filter(address=one).update(near=near, sheet=None)


def make_one() -> int:
    """Make one sheet, for addresses near to each other that are on none; returns how many it looked after, 0 where nothing
    is to be made.

    Refused while the keeper is away or sealed, or while this hour's number for making sheets is spent.
    """
    for name, kind in kinds().items():
        if isinstance(kind, CarriesMany) and (made := _make(name, kind)):
            return made
    return 0


def _make(name: str, kind: CarriesMany) -> int:
    rows = _on_none(name)
    while len(rows) < FEWEST and _put_back():
        rows = _on_none(name)
    if len(rows) < FEWEST:
        return 0
    found = open_for(Use.STOCKING, ADDRESS, list(rows.values()))
    made = zip(found, kind.prepare(list(found.values())), strict=True)
    entries = [(code, kind.shown(found[code]), ready) for code, ready in made if ready is not None]
    until = clock.now().date() + KEPT
    record = f"{new_code()}.{max(1, len(entries))}"
    sealed = serving.seal_sheet(record=record, raw=pack(entries), until=until) if entries else None
    if sealed is None and entries:
        return 0
    codes = {code for code, _address, _ready in entries}
    with transaction.atomic():
        # whoever left meanwhile took what is made for them along
        held = OnSheet.objects.select_for_update().filter(address__in=rows, sheet=None).order_by("address")
        if len(held.values_list("address")) < len(rows):
            return 0
        # what does not open or cannot be sealed with never will
        OnSheet.objects.filter(address__in=[key for key, kept in rows.items() if kept.record not in codes]).delete()
        if sealed is not None:
            packed = pack_codes(code for code, _address, _ready in entries)
            sheet = Sheet.objects.create(
                record=record, kind=name, bucket=sealed.bucket, codes=packed, sealed=sealed.sealed
            )
            OnSheet.objects.filter(address__in=rows).update(sheet=sheet.id)
    return len(rows)


def _on_none(name: str) -> dict[int, Kept]:
    """The addresses to be put on the next sheet, by id: near to one another, and open to the keeper."""
    here = {"address__expires_at__gt": clock.now(), "address__sealed__isnull": False}
    waiting = OnSheet.objects.filter(kind=name, sheet=None, **here).order_by("near", "address")
    return sealed_rows(Address.objects.filter(id__in=list(waiting.values_list("address", flat=True)[:SIZE])))


def _put_back() -> bool:
    """Let those be put on a sheet again who were on one that is gone, some at a time; whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(_GONE)
        gone = [sheet for (sheet,) in cursor.fetchall()]
    for sheet in gone:
        with transaction.atomic():
            held = OnSheet.objects.select_for_update().filter(sheet=sheet).order_by("address")
            OnSheet.objects.filter(address__in=list(held.values_list("address", flat=True))).update(sheet=None)
    return bool(gone)


def drop_for(addresses: Iterable[int]) -> None:
    """Delete the sheets on which any of these addresses stand, by their ids, in the caller's transaction."""
    ids = sorted(addresses)
    for start in range(0, len(ids), _AT_ONCE):
        # held, so that whoever is making one for them finds them gone, or is waited for
        held = OnSheet.objects.select_for_update().filter(address__in=ids[start : start + _AT_ONCE]).order_by("address")
        if touched := {sheet for sheet in held.values_list("sheet", flat=True) if sheet is not None}:
            # in one order for everyone, as a sender strikes them: two that wait for each other end both
            there = Sheet.objects.select_for_update().filter(id__in=touched).order_by("id")
            Sheet.objects.filter(id__in=list(there.values_list("id", flat=True))).delete()


def drop_all() -> None:
    """Delete every sheet: whatever came back from a copy was used before."""
    Sheet.objects.all().delete()
    OnSheet.objects.exclude(sheet=None).update(sheet=None)


def forget_old_sheets() -> int:
    """Delete sheets whose day is over; returns how many."""
    return Sheet.objects.filter(bucket__lt=clock.now().date().isoformat()).delete()[0]
