"""Sheets in use: struck, on the disk, before anything of them is given out, and given out once."""

import threading
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Final

from django.db import transaction

from wekeep.channels.actions.making_ready import SIZE
from wekeep.channels.contract import CarriesMany
from wekeep.channels.models import Batch, Roll, Sheet
from wekeep.channels.queries import sheets_of, still_kept
from wekeep.channels.registry import kinds
from wekeep.channels.rules.index import Index, Told
from wekeep.channels.rules.sheet import Ready, unpack
from wekeep.kit.keeper_messages import No
from wekeep.vault.keeper import KeeperSays
from wekeep.vault.queries.serving import open_sheets
from wekeep.vault.rules.serviced import Kept

# A letter to fewer opens no sheet, and no sheet is opened of which fewer are told: what is opened is used or lost.
WORTH: Final = 1_000
WORTH_SHARE: Final = 0.5
_LOOKED_AT: Final = 25
ALONG: Final = 6
# Whoever is told by how near they are may stand on any sheet: so many are opened in one turn at most, and the others in later ones.
MOST_AT_ONCE: Final = 16
# what is open and unused, at most: some fifty megabytes
MOST_OPEN: Final = 100_000
Opened = tuple[dict[str, str], bytes]
"""An address, and what was made ready for one message to it and is struck."""


class Pool:
    """What is open in this process and not used yet. A sheet is struck, on the disk, before anything of it is given out, and
    what is given out is given out once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, Opened] = {}
        self._letter = 0
        self._on = Index(())
        self._sheets: list[int] = []
        self._tried: set[int] = set()

    def __len__(self) -> int:
        return len(self._open)

    def forget(self) -> None:
        """Let go of what is open and was not used: addresses of people who are not told, or left since."""
        with self._lock:
            self._open.clear()

    def take(self, rows: Collection[Batch], codes: Collection[str]) -> Mapping[str, Opened]:
        """What is ready for `codes`, which these batches, all of one kind, are about to be sent to.

        Refused while the keeper is away or sealed, or this hour's number of addresses is spent.
        """
        row = next(iter(rows))
        if row.attempts > 1 or not isinstance(kinds().get(row.kind), CarriesMany):
            return {}
        with self._lock:
            if row.letter_id != self._letter:
                self._begin(row)
            self._open_for(codes)
            there = self._open
            return {code: there.pop(code) for code in codes if code in there}

    def _begin(self, row: Batch) -> None:
        """Another letter: whom it goes to, and which sheets are worth opening for it. What is left of the last is lost."""
        self._open.clear()
        self._letter, self._on, self._sheets, self._tried = row.letter_id, Index(()), [], set()
        rolls = Roll.objects.filter(batch__letter=row.letter_id, batch__kind=row.kind, batch__queued__gt=0)
        told = Told(rolls.values_list("codes", flat=True).iterator(chunk_size=50))
        if len(told) < WORTH:
            return
        # by the sheets that some of them are on, so that it costs what the letter does, however many others have sheets
        near = Sheet.objects.filter(id__in=sheets_of(told.some(_LOOKED_AT))).values_list("id", "codes").order_by("id")
        self._on = Index(
            one for one in near.iterator(chunk_size=50) if told.share_of(one[1], _LOOKED_AT) >= WORTH_SHARE
        )
        self._sheets = self._on.sheets

    def _open_for(self, codes: Collection[str]) -> None:
        """Open what these are on, as far as there is room; with whoever is on no open sheet keys are agreed upon as they are
        sent to."""
        room = min(MOST_AT_ONCE, (MOST_OPEN - len(self._open)) // SIZE)
        wanted = [one for one in self._on.count(codes) if one[0] not in self._tried] if room > 0 else []
        if not wanted:
            return
        # those first on which most of them are
        opened = {sheet for sheet, _many in sorted(wanted, key=lambda one: -one[1])[:room]}
        # opening costs a turn to the keeper and one to the disk: those that come next are opened along
        later = (one for one in self._sheets if one > max(opened) and one not in self._tried)
        opened.update(islice(later, min(ALONG, room - len(opened))))
        self._tried |= opened
        try:
            found = _strike(opened)
        except KeeperSays as refusal:
            if refusal.no is not No.BUDGET:
                raise
            # a sheet counts as everyone on it: what is left of the hour may be enough for those who are told
            self._sheets, self._on = [], Index(())
            return
        self._open.update((code, (address, ready)) for code, address, ready in found)


def _strike(wanted: Collection[int]) -> list[Ready]:
    """What lies in these sheets, once they are gone from the disk."""
    rows = {one.record: one for one in Sheet.objects.filter(id__in=wanted)}
    opened = open_sheets([Kept(one.record, one.bucket, bytes(one.sealed)) for one in rows.values()]) if rows else {}
    with transaction.atomic(durable=True):
        mine = Sheet.objects.select_for_update().filter(id__in=wanted).order_by("id")
        struck = set(mine.values_list("record", flat=True))
        Sheet.objects.filter(record__in=struck).delete()
    return [one for record in opened if record in struck for one in unpack(opened[record])]


POOL: Final = Pool()


def take_ready(rows: Collection[Batch], codes: Collection[str]) -> Mapping[str, Opened]:
    """What is ready in this process for `codes`, those of them whose address is still kept."""
    found = POOL.take(rows, codes)
    here = still_kept(found) if found else frozenset()
    return {code: one for code, one in found.items() if code in here}


def forget_open() -> None:
    """Keep nothing open in this process, once it has sent what there was; whoever waits still is opened alone."""
    POOL.forget()
