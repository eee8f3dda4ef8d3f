"""Households of a list, many at once: the same rows and seals as `intake.ask` makes of one form, in a few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings

from wekeep.care.actions.intake import last_day
from wekeep.care.models import BroughtList, Household, Request
from wekeep.care.queries import requests as queries
from wekeep.care.queries.finding import Rough, area_choices, rough_place
from wekeep.care.queries.lists import wishes_of, written
from wekeep.care.rules import receipt
from wekeep.care.rules.household import Source
from wekeep.care.rules.listed import Column, Row, Vocabulary, read_row
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
SKIP = "skip"


def bring_rows(
    *, one: BroughtList, rows: Sequence[Sequence[str]], first: int, columns: Mapping[Column, int], words: Vocabulary
) -> int:
    """Keep what these rows ask for, in the caller's transaction; returns how many households. Rows with a fault are left out, and so is
    what was brought in before under the same place (`first` is the first row's) in the same list."""
    wishes, now = wishes_of(one), clock.now()
    read = [(first + n, read_row(cells, columns, words, wishes)) for n, cells in enumerate(rows)]
    good = [(n, row) for n, row in read if isinstance(row, Row) and not _skipped(one, row)]
    marks = {n: receipt.key_mark(settings.SECRET_KEY, f"{one.code} {n}") for n, _row in good}
    before = set(Household.objects.filter(key_mark__in=marks.values()).values_list("key_mark", flat=True))
    made, places = [], _Places()
    for n, row in good:
        if marks[n] not in before:
            made.append((_household(one, row, marks[n], places, now), row))
    made = _without_twins(one, made)
    Household.objects.bulk_create(house for house, _row in made)
    requests = [(_request(house, row, need, now), house) for house, row in made for need in row.needs]
    _link(made, requests)
    Request.objects.bulk_create(request for request, _house in requests)
    _seal(made)
    return len(made)


def _skipped(one: BroughtList, row: Row) -> bool:
    return one.wishes.get("status") == SKIP and any(tells_status(text) for text in written(row))


class _Places:
    """Where households live and whose desk that is, each found once. A part of town that is named is taken as it is; an address is looked
    for only where there is none."""

    def __init__(self) -> None:
        self._knows_city = bool(area_choices())
        self._found: dict[str, Rough] = {}
        self._desks: dict[str, str] = {}

    def of(self, row: Row) -> Rough:
        """The rough place, with the zone whose coordinators it is sealed for. Refused where nobody could read it."""
        asked = row.area or (row.address if self._knows_city else "")
        if asked not in self._found:
            address = row.address if self._knows_city and not row.area else ""
            self._found[asked] = rough_place(row.area, address)
        found = self._found[asked]
        if found.zone not in self._desks:
            self._desks[found.zone] = queries.desk_for(found.zone)
        if not self._desks[found.zone]:
            raise Refused("Nobody reads requests here yet. Please call someone you trust, or come back in a few days.")
        return Rough(found.cell, found.area, self._desks[found.zone])


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


def _without_twins(one: BroughtList, made: list[tuple[Household, Row]]) -> list[tuple[Household, Row]]:
    """All of them, or without those whose household seems to ask for the same already."""
    if one.wishes.get("twins") != SKIP:
        return made
    likes = {house.likeness for house, _row in made}
    rows = Request.objects.filter(household__likeness__in=likes, state__in=_OPEN)
    asked = set(rows.values_list("household__likeness", "zone", "need"))
    kept = []
    for house, row in made:
        wanted = {(house.likeness, house.zone, need) for need in row.needs}
        if not wanted <= asked:
            kept.append((house, row))
            asked |= wanted
    return kept


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


def _seal(made: list[tuple[Household, Row]]) -> None:
    zones = {house.zone for house, _row in made}
    for zone in sorted(zones):
        groups = [group for house, row in made if house.zone == zone for group in _groups(house, row)]
        expires = last_day(next(house.asked_at for house, _row in made if house.zone == zone))
        seal_new(groups=groups, zone=zone, role=Role.COORDINATOR, expires=expires)


def _groups(house: Household, row: Row) -> list[NewGroup]:
    contact = {"name": row.name, "kind": row.kind.value, "contact": row.contact, "hours": without_status(row.hours)}
    place = {"address": row.address, "entrance": without_status(row.entrance)}
    words = {"about": without_status(row.about)}
    return [
        NewGroup(HOUSEHOLD, house.code, group, {name: text for name, text in fields.items() if text})
        for group, fields in ((Group.CONTACT, contact), (Group.PLACE, place), (Group.TRIAGE, words))
    ]
