"""An incident's summary depends on what it holds, not on how it came to hold it."""

import random

from tests.watch.rules.merging.street import sighting
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.reading import Reading, read


def readings(number: int) -> list[Reading]:
    """Sightings with words of their own."""
    return [
        read(sighting(f"r{at:02}", east=at * 7, minute=at, text=f"agents word{at} other{at}")) for at in range(number)
    ]


def summary(incident: Incident) -> tuple[object, ...]:
    """What weighing sees of it."""
    spots = {key: (spot.number, spot.middle, spot.scatter()) for key, spot in incident.spots.items()}
    shown = [reading.id for reading in incident.exemplars()]
    return spots, incident.tokens, incident.spread(), shown, incident.order, [one.id for one in incident.latest(5)]


def test_the_order_of_adding_does_not_matter() -> None:
    found = readings(20)
    steady, shuffled = Incident(1), Incident(1)
    for reading in found:
        steady.add(reading)
    for reading in random.Random(3).sample(found, len(found)):
        shuffled.add(reading)
    assert summary(steady) == summary(shuffled)


def test_what_left_leaves_no_trace() -> None:
    found = readings(20)
    never, left = Incident(1), Incident(1)
    for reading in found:
        left.add(reading)
    for reading in found[::2]:
        never.add(reading)
    for reading in found[1::2]:
        left.remove(reading)
    assert summary(never) == summary(left)


def test_a_sighting_set_aside_is_put_back() -> None:
    incident = Incident(1)
    for reading in readings(4):
        incident.add(reading)
    before = summary(incident)
    with incident.without(incident.latest(1)[0]) as rest:
        assert sum(spot.number for spot in rest.spots.values()) == 3
    assert summary(incident) == before
