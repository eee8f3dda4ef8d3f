"""A scene in plain text, to judge by eye whether its truth is what a person would say: a map, then every incident."""

import string
from collections import defaultdict

from bench.scenes.truth import Incident, Scene, Sighting

COLUMNS, LINES = 78, 26
LETTERS = string.ascii_uppercase + string.ascii_lowercase


def picture(scene: Scene, *, words: int = 4) -> str:
    """The map and the list of incidents; only incidents with several sightings have a letter, single ones are dots."""
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in scene.sightings:
        groups[sighting.incident].append(sighting)
    shown = sorted((name for name in groups if len(groups[name]) > 1), key=lambda name: -len(groups[name]))
    letters = {name: LETTERS[index % len(LETTERS)] for index, name in enumerate(shown)}
    known = {incident.id: incident for incident in scene.incidents}
    listing = [_summary(letters[name], known[name], groups[name], words) for name in shown]
    alone = sum(len(group) == 1 for group in groups.values())
    head = f"{scene.kind}: {len(scene.sightings)} sightings, {len(groups)} incidents, {alone} seen by one person"
    return "\n".join([head, _map(scene, letters), *listing])


def _map(scene: Scene, letters: dict[str, str]) -> str:
    south, west = min(one.lat for one in scene.sightings), min(one.lon for one in scene.sightings)
    north, east = max(one.lat for one in scene.sightings), max(one.lon for one in scene.sightings)
    cells = [[" "] * COLUMNS for _ in range(LINES)]
    for one in sorted(scene.sightings, key=lambda one: one.incident in letters):
        line = round((north - one.lat) / (north - south or 1) * (LINES - 1))
        column = round((one.lon - west) / (east - west or 1) * (COLUMNS - 1))
        cells[line][column] = letters.get(one.incident, ".")
    return "\n".join("|" + "".join(line) + "|" for line in cells)


def _summary(letter: str, incident: Incident, group: list[Sighting], words: int) -> str:
    cars = " + ".join(f"{cars.count} {cars.colour} {cars.kind}" for cars in incident.party.cars)
    first, last = (pick(one.observed_at for one in group).strftime("%H:%M") for pick in (min, max))
    what = incident.theme or "/".join(stop.plot for stop in incident.stops)
    head = (
        f"{letter} {incident.id} {incident.sort} {what} {incident.name}: {len(group)} sightings {first}-{last}, {cars}"
    )
    said = [one for one in group if one.text][:words]
    return "\n".join([head, *(f"    [{one.language}] {one.text} | {one.equipment}" for one in said)])
