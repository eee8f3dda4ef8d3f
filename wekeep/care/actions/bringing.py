"""Households of a list, many at once: the same rows and seals as `intake.ask` makes of one form, in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DataError, IntegrityError, transaction

from wekeep.care.actions.intake import last_day
from wekeep.care.models import BroughtList, Household, Request
from wekeep.care.queries import requests as queries
from wekeep.care.queries.finding import Rough, area_choices, rough_place
from wekeep.care.queries.lists import SKIP, Said, asked_in, wishes_of, written
from wekeep.care.rules import receipt
from wekeep.care.rules.cells import plain, tells_house
from wekeep.care.rules.household import Source
from wekeep.care.rules.listed import Column, Fault, Row, Vocabulary, read_row
from wekeep.care.rules.request import OPEN, State, due_at
from wekeep.care.rules.sealed import HOUSEHOLD
from wekeep.care.rules.window import wanted_by
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.rules.careful import tells_status, without_status
from wekeep.vault.actions.sealing import NewGroup, seal_new

_OPEN = [state.value for state in OPEN]
# What a row may hold that no rule of ours foresaw: the database says no to it, and to nothing else of its list.
_OF_A_ROW = (DataError, IntegrityError, ValueError)


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of some rows: how many households there are of them, and of each row that is left out its place in the list and why."""

    made: int
    left: tuple[tuple[int, Fault], ...]


def bring_rows(
    *,
    one: BroughtList,
    rows: Sequence[Sequence[str]],
    first: int,
    columns: Mapping[Column, int],
    words: Vocabulary,
    said: Said | None = None,
) -> Brought:
    """Keep what these rows ask for, in the caller's transaction. Rows with a fault are left out, and so is what was brought in before
    under the same place (`first` is the first row's) in the same list. `said` is what the rows before them ask for, where whatever asks
    for the same again is to be left out. Refused where nobody could read any of it."""
    wishes = wishes_of(one)
    read = [(first + n, read_row(cells, columns, words, wishes)) for n, cells in enumerate(rows)]
    left = [(n, row) for n, row in read if isinstance(row, Fault)]
    good = [(n, row) for n, row in read if isinstance(row, Row)]
    wanted = [(n, row) for n, row in good if not _skipped(one, row) and not _said_before(row, said)]
    mine = {n for n, _row in wanted}
    left += [(n, Fault.AS_WISHED) for n, _row in good if n not in mine]
    kept = _kept(one, wanted)
    return Brought(kept.made, tuple(sorted((*left, *kept.left))))


def _kept(one: BroughtList, good: Sequence[tuple[int, Row]]) -> Brought:
    """All of them at once; where the database takes one of them not, by halves, so that this one alone is left out."""
    if not good:
        return Brought(0, ())
    try:
        with transaction.atomic():
            return _keep(one, good)
    except _OF_A_ROW:
        if len(good) == 1:
            return Brought(0, ((good[0][0], Fault.NOT_TAKEN),))
    half = len(good) // 2
    begin, end = _kept(one, good[:half]), _kept(one, good[half:])
    return Brought(begin.made + end.made, begin.left + end.left)


def _keep(one: BroughtList, good: Sequence[tuple[int, Row]]) -> Brought:
    now = clock.now()
    marks = {n: receipt.key_mark(settings.SECRET_KEY, f"{one.code} {n}") for n, _row in good}
    before = set(Household.objects.filter(key_mark__in=marks.values()).values_list("key_mark", flat=True))
    places = _Places()
    made = [(_household(one, row, marks[n], places, now), row) for n, row in good if marks[n] not in before]
    Household.objects.bulk_create(house for house, _row in made)
    requests = [(_request(house, row, need, now), house) for house, row in made for need in row.needs]
    _link(made, requests)
    Request.objects.bulk_create(request for request, _house in requests)
    _seal(made, places)
    return Brought(len(made), ())


def _said_before(row: Row, said: Said | None) -> bool:
    """Whether rows before it ask for all of it, by the very same number or address; what this one asks for is added to that. The 16 bits
    that households share say too little to leave anybody out: of 26,000 every third would find a stranger's."""
    if said is None:
        return False
    wanted = asked_in(row)
    again = wanted <= said
    said |= wanted
    return again


def _skipped(one: BroughtList, row: Row) -> bool:
    return one.wishes.get("status") == SKIP and any(tells_status(text) for text in written(row))


class _Places:
    """Where households live and whose desk that is, each found once. A part of town is kept in clear only where it is one: what else stands in
    its column is an address, and sealed with it. An address is looked for only where no part of town is named."""

    def __init__(self) -> None:
        self._parts = {plain(name): name for name, _words in area_choices()}
        self._knows_city = bool(self._parts)
        self._found: dict[str, Rough] = {}
        self._desks: dict[str, str] = {}

    def of(self, row: Row) -> Rough:
        """The rough place, with the zone whose coordinators it is sealed for. Refused where nobody could read it."""
        area = self.part(row)
        asked = area or (self.address(row) if self._knows_city else "")
        if asked not in self._found:
            self._found[asked] = rough_place(area, asked if not area else "")
        found = self._found[asked]
        if found.zone not in self._desks:
            self._desks[found.zone] = queries.desk_for(found.zone)
        if not self._desks[found.zone]:
            raise Refused("Nobody reads requests here yet. Please call someone you trust, or come back in a few days.")
        return Rough(found.cell, found.area, self._desks[found.zone])

    def part(self, row: Row) -> str:
        """The part of town, by its own name where the city is known; "" for what is none."""
        if self._knows_city:
            return self._parts.get(plain(row.area), "")
        return "" if tells_house(row.area) or tells_status(row.area) else row.area

    def address(self, row: Row) -> str:
        """The address, with what stood for a part of town and is none."""
        return ", ".join(text for text in (row.address, "" if self.part(row) else without_status(row.area)) if text)


def _household(one: BroughtList, row: Row, mark: str, places: _Places, now: datetime) -> Household:
    place = places.of(row)
    return Household(
        code=new_code(),
        receipt_mark=receipt.mark_of(settings.SECRET_KEY, receipt.words_for(settings.SECRET_KEY, mark, new_code())),
        key_mark=mark,
        source=Source.IMPORT,
        zone=place.zone,
        cell=place.cell,
        area=place.area,
        language=row.language,
        likeness=receipt.likeness(settings.SECRET_KEY, row.contact),
        brought=one,
        asked_at=now,
    )


def _link(made: list[tuple[Household, Row]], requests: list[tuple[Request, Household]]) -> None:
    """Each household is linked to the newest before it that may be the same, its requests to what that one still asks for."""
    likes = {house.likeness for house, _row in made}
    mine = {house.pk for house, _row in made}
    rows = Household.objects.filter(likeness__in=likes).order_by("asked_at", "pk")
    newest: dict[tuple[str, str], Household] = {
        (row.likeness, row.zone): row for row in rows.defer("receipt_mark", "key_mark") if row.pk not in mine
    }
    linked = []
    for house, _row in made:
        earlier = newest.get((house.likeness, house.zone))
        if earlier is not None:
            house.linked_to = earlier
            linked.append(house)
        newest[house.likeness, house.zone] = house
    Household.objects.bulk_update(linked, ["linked_to"])
    earlier_ones = {house.linked_to_id for house in linked}
    open_rows = Request.objects.filter(household__in=earlier_ones, state__in=_OPEN)
    asked = {(row.household_id, row.need): row for row in open_rows}
    for request, house in requests:
        request.linked_to = asked.get((house.linked_to_id or 0, request.need))


def _request(house: Household, row: Row, need: str, now: datetime) -> Request:
    return Request(
        code=new_code(),
        household=house,
        need=need,
        zone=house.zone,
        area=house.area,
        language=house.language,
        urgency=row.urgency,
        asked_at=now,
        help_by=wanted_by(row.urgency, now),
        state_since=now,
        due_at=due_at(State.RECEIVED, now, row.urgency),
    )


def _seal(made: list[tuple[Household, Row]], places: _Places) -> None:
    zones = {house.zone for house, _row in made}
    for zone in sorted(zones):
        groups = [
            group for house, row in made if house.zone == zone for group in _groups(house, row, places.address(row))
        ]
        expires = last_day(next(house.asked_at for house, _row in made if house.zone == zone))
        seal_new(groups=groups, zone=zone, role=Role.COORDINATOR, expires=expires)


def _groups(house: Household, row: Row, address: str) -> list[NewGroup]:
    name, hours = without_status(row.name), without_status(row.hours)
    contact = {"name": name, "kind": row.kind.value, "contact": row.contact, "hours": hours}
    place = {"address": address, "entrance": without_status(row.entrance)}
    words = {"about": without_status(row.about)}
    return [
        NewGroup(HOUSEHOLD, house.code, group, {name: text for name, text in fields.items() if text})
        for group, fields in ((Group.CONTACT, contact), (Group.PLACE, place), (Group.TRIAGE, words))
    ]
