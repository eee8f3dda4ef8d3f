"""Brings a city in: tiles, names and street graph of an extract become the current ones all at once, or nothing changes."""

import fcntl
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import Actor, ActorKind
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.places.actions.extracts import is_made_up
from wekeep.places.actions.reading import Extract, Say, by_street, counts_of, crossings_of, read_extract
from wekeep.places.actions.street_graph import save_graph
from wekeep.places.actions.tiles import build_tiles
from wekeep.places.models import City, Neighbourhood, Place, Street, Zone
from wekeep.places.rules import kinds
from wekeep.places.rules.gazetteer import Kind, house_number
from wekeep.places.rules.street_words import words_of
from wekeep.places.rules.zone import code_for

OPENSTREETMAP = "© OpenStreetMap contributors (ODbL)"
# Rows in one transaction: on SQLite each holds the one writer, and people report while a city comes in.
_BATCH = 2000


def import_city(*, actor: Actor, path: Path, say: Say, with_zones: bool = True) -> City:
    """Make the extract at `path` the city of this network, replacing the one before; Refused, and nothing changed, if it is bad.

    With `with_zones` each neighbourhood with an outline becomes a zone where no zone of that code exists; zones that
    exist stay as they are, because people hold roles in them.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed("Only the server's own command line replaces the map.")
    with _alone():
        _clear_leftovers()
        city = _import(actor, path, say, with_zones)
        _clear_leftovers()
    return city


@contextmanager
def _alone() -> Iterator[None]:
    """One import at a time, because each clears away what is not current. A lock that a killed one cannot leave behind."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "city-import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("Another import is running. Wait until it has ended.") from None
        yield


def _import(actor: Actor, path: Path, say: Say, with_zones: bool) -> City:
    root = settings.DATA_DIR / "city"
    root.mkdir(parents=True, exist_ok=True)
    city = City(code=f"city-{secrets.token_hex(6)}", credit=_credit(path), made_at=clock.now())
    try:
        with tempfile.TemporaryDirectory(prefix=".importing-", dir=root) as work:
            _bring_in(city, path, Path(work), root / city.code, say, with_zones, actor)
    except BaseException:
        shutil.rmtree(root / city.code, ignore_errors=True)
        _remove(City.objects.filter(pk=city.pk))
        raise
    return city


def _bring_in(city: City, path: Path, work: Path, home: Path, say: Say, with_zones: bool, actor: Actor) -> None:
    say("Reading the extract")
    extract = read_extract(path, work, say)
    city.name, city.box, city.outline = extract.name or path.name.split(".")[0], extract.box, extract.outline
    say("Building the map tiles")
    home.mkdir()
    build_tiles(work, home / "map.pmtiles", city.name, city.credit)
    say("Saving the street graph")
    save_graph(extract, home)
    say("Filling the gazetteer")
    city.save()
    _fill(city, extract)
    with transaction.atomic():
        if with_zones:
            _make_zones(city)
        City.objects.filter(is_current=True).update(is_current=False)
        City.objects.filter(pk=city.pk).update(is_current=True)
        journal.record(kinds.CITY_IMPORTED, about=city.code, actor=actor, **_told(extract))
    city.is_current = True


def _told(extract: Extract) -> dict[str, Any]:
    """What the journal keeps of an import: counts alone."""
    return dict(counts_of(extract))


def _credit(path: Path) -> str:
    """The made-up city is nobody's data; every other extract is OpenStreetMap's."""
    return "Made-up city" if is_made_up(path) else OPENSTREETMAP


def _fill(city: City, extract: Extract) -> None:
    """Write the names down, a batch a transaction; nobody sees any of them before the city is current."""
    streets = _save_streets(city, extract)
    names = by_street(extract)
    _save(Place, (_crossing(city, streets[names[a]], streets[names[b]], at) for a, b, at in crossings_of(extract)))
    _save(Place, (_address(city, streets[street], number, lat, lon) for street, number, lat, lon in extract.addresses))
    _save(Place, (_landmark(city, *landmark) for landmark in extract.landmarks))
    parts = extract.neighbourhoods.items()
    _save(
        Neighbourhood, (Neighbourhood(city=city, name=name, lat=at[0], lon=at[1], outline=at[2]) for name, at in parts)
    )


def _save_streets(city: City, extract: Extract) -> dict[str, Street]:
    places = {street: (lat, lon) for street, _, lat, lon in extract.addresses}
    rows = []
    for name, read in extract.streets.items():
        lat, lon = read.middle if read.lats else places.get(name, (0.0, 0.0))
        rows.append(Street(city=city, name=name, other_names=read.other_names, lat=lat, lon=lon))
    _save(Street, rows)
    return {street.name: street for street in Street.objects.filter(city=city)}


def _save(
    model: "type[Place] | type[Street] | type[Neighbourhood]",
    rows: "Iterable[Place] | Iterable[Street] | Iterable[Neighbourhood]",
) -> None:
    flow: Iterator[Place | Street | Neighbourhood] = iter(rows)
    while batch := list(islice(flow, _BATCH)):
        with transaction.atomic():
            _write(model, batch)


def _write(
    model: "type[Place] | type[Street] | type[Neighbourhood]", batch: "list[Place | Street | Neighbourhood]"
) -> None:
    written = model._default_manager.bulk_create(batch)  # type: ignore[arg-type]
    words = [(one.pk, one.words) for one in written if isinstance(one, Place) and one.words]
    if words and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("INSERT OR REPLACE INTO places_words (rowid, words) VALUES (%s, %s)", words)


def _crossing(city: City, one: Street, other: Street, at: tuple[float, float]) -> Place:
    label = f"{one.name} & {other.name}"[:200]
    return Place(city=city, kind=Kind.CROSSING, label=label, lat=at[0], lon=at[1], street=one, other=other)


def _address(city: City, street: Street, number: str, lat: float, lon: float) -> Place:
    value = house_number(number)
    key = re.sub(r"\s", "", number).casefold()
    return Place(
        city=city,
        kind=Kind.ADDRESS,
        label=_written(street.name, number),
        lat=lat,
        lon=lon,
        street=street,
        number=key,
        number_value=value,
    )


def _written(street: str, number: str) -> str:
    """Number first where the street's name ends in an English street word, else number last, as most of the world writes."""
    english = bool(
        re.search(
            r"(?i)\b(street|avenue|road|drive|lane|court|place|boulevard|parkway|way|terrace|north|south|east|west)$",
            street,
        )
    )
    return f"{number} {street}" if english else f"{street} {number}"


def _landmark(city: City, name: str, kind: str, others: list[str], lat: float, lon: float) -> Place:
    words = " ".join(dict.fromkeys(word for text in (name, *others, kind.replace("_", " ")) for word in words_of(text)))
    return Place(city=city, kind=Kind.LANDMARK, label=name, words=words[:400], lat=lat, lon=lon)


def _make_zones(city: City) -> None:
    taken = set(Zone.objects.values_list("code", flat=True))
    for part in Neighbourhood.objects.filter(city=city, outline__isnull=False).order_by("name"):
        code = code_for(part.name)
        if code not in taken:
            taken.add(code)
            Zone.objects.create(code=code, name=part.name[:80], outline=part.outline)


def _clear_leftovers() -> None:
    """Remove the rows and folders of every city but the current one (what an import that was killed left behind)."""
    for city in City.objects.filter(is_current=False):
        _remove(City.objects.filter(pk=city.pk))
    kept = set(City.objects.values_list("code", flat=True))
    root = settings.DATA_DIR / "city"
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _remove(cities: "QuerySet[City]") -> None:
    """Delete cities and their rows, places first, a batch a transaction."""
    gone = list(cities.values_list("pk", flat=True))
    places = Place.objects.filter(city__in=gone)
    while batch := list(places.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            _forget_words(batch)
            places.filter(pk__gte=batch[0], pk__lte=batch[-1]).delete()
    streets = Street.objects.filter(city__in=gone)
    while batch := list(streets.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        streets.filter(pk__gte=batch[0], pk__lte=batch[-1]).delete()
    cities.delete()


def _forget_words(keys: list[int]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM places_words WHERE rowid = %s", [[key] for key in keys])
