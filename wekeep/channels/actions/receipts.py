"""Counting how soon phones showed a letter: gathered in memory, written down as counts a few times a minute."""

import secrets
import threading
from collections import Counter, OrderedDict, defaultdict
from datetime import datetime
from hashlib import blake2b
from time import monotonic
from typing import Final

import structlog
from django.db import connections, transaction

from wekeep.channels.models import Letter, Shown
from wekeep.channels.queries import asked_for_receipts
from wekeep.channels.rules import receipt as rules
from wekeep.kit import clock

log = structlog.get_logger(__name__)
# Written down together, so that thousands of phones are a few writes, and nobody who watches the table sees one come.
GATHERED_SECONDS: Final = 5.0
# so long it is not asked again whether there is such a letter
KNOWN_SECONDS, MOST_KNOWN, MOST_GATHERED = 60.0, 1_000, 100_000
# of so many letters it is remembered how many were counted of each network
MOST_LETTERS: Final = 100
Came = list[tuple[datetime, bytes]]


class Gathering:
    """What came and is not written down yet. It is lost with the process: the counts are then lower, and no less true. Which
    network something came from is a salted mark in this memory, as in `kit.throttle`, and nowhere else."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._came: dict[str, Came] = defaultdict(list)
        self._known: dict[str, float] = {}
        self._of_networks: OrderedDict[str, Counter[bytes]] = OrderedDict()
        self._salt = secrets.token_bytes(16)
        self._waiting = False

    def note(self, code: str, network: str) -> None:
        """A phone in this network showed the letter called `code` just now. What is no letter of the hour is forgotten."""
        if not self._is_known(code):
            return
        mark = blake2b(network.encode(), key=self._salt, digest_size=8).digest()
        with self._lock:
            if len(self._came[code]) < MOST_GATHERED:
                self._came[code].append((clock.now(), mark))
            begin, self._waiting = not self._waiting, True
        if begin:
            timer = threading.Timer(GATHERED_SECONDS, self._write_later)
            timer.daemon = True
            timer.start()

    def write(self) -> None:
        """Write down what came."""
        with self._lock:
            came, self._came, self._waiting = self._came, defaultdict(list), False
        for code, some in came.items():
            _add(code, some, self._counted_of(code))

    def _counted_of(self, code: str) -> Counter[bytes]:
        """How many were counted of each network, of this letter."""
        with self._lock:
            found = self._of_networks.setdefault(code, Counter())
            self._of_networks.move_to_end(code)
            if len(self._of_networks) > MOST_LETTERS:
                self._of_networks.popitem(last=False)
        return found

    def _write_later(self) -> None:
        try:
            self.write()
        except Exception as trouble:  # a count that is lost harms nobody, and a thread has nobody to tell
            log.warning("receipts were not counted", kind=type(trouble).__name__)
        finally:
            connections.close_all()

    def _is_known(self, code: str) -> bool:
        now = monotonic()
        with self._lock:
            if self._known.get(code, 0) > now:
                return True
        if not Letter.objects.filter(code=code, expires_at__gt=clock.now()).exists():
            return False
        with self._lock:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[code] = now + KNOWN_SECONDS
        return True


GATHERING: Final = Gathering()


@transaction.atomic
def _add(code: str, came: Came, of_networks: Counter[bytes]) -> None:
    """Never more than were asked: whoever says it twice, or was not asked, takes another's place and adds nothing. And of
    one network only a part, so that nobody takes all the places."""
    letter = Letter.objects.select_for_update().filter(code=code, handed_at__isnull=False).first()
    if letter is None or letter.handed_at is None:
        return
    row = Shown.objects.filter(letter=letter).first() or Shown(letter=letter, counts=rules.none())
    asked, begun = asked_for_receipts(letter.pk), letter.handed_at
    room = asked - sum(row.counts)
    times = _of_each_a_part(came, of_networks, rules.most_of_one(asked), room)
    row.counts = rules.counted(row.counts, [at - begun for at in times], room)
    row.save()


def _of_each_a_part(came: Came, of_networks: Counter[bytes], most: int, room: int) -> list[datetime]:
    """The first of them, as many as there is room for, and of no network more than `most` altogether."""
    found: list[datetime] = []
    for at, network in came:
        if len(found) < room and of_networks[network] < most:
            of_networks[network] += 1
            found.append(at)
    return found
