"""Whether the sightings of one incident turn out to tell of two parties: vehicles that nobody saw together."""

from collections.abc import Iterable

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.party import agreement
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.vehicles import Mention


def is_mixed(reading: Reading, incident: Incident) -> bool:
    """Whether somebody in the incident described a vehicle that contradicts each one of this sighting's: cheap, asked first."""
    own = _described(reading)
    return bool(own) and any(
        mention.colour and all(agreement(mention, one) <= c.OTHER_PARTY for one in own) for mention in incident.mentions
    )


def parties(incident: Incident) -> list[list[Reading]]:
    """The incident's sightings that describe vehicles, by party, the largest first: two are of one party when their vehicles
    agree, or somebody saw both together."""
    told = sorted(filter(_described, incident.members.values()), key=lambda reading: (reading.received, reading.id))
    mentions = sorted({mention for reading in told for mention in _described(reading)}, key=_spelled)
    group = {mention: at for at, mention in enumerate(mentions)}
    for at, one in enumerate(mentions):
        for other in mentions[at + 1 :]:
            if agreement(one, other) > 0:
                _join(group, (one, other))
    for reading in told:
        _join(group, _described(reading))
    found: dict[int, list[Reading]] = {}
    for reading in told:
        found.setdefault(group[_described(reading)[0]], []).append(reading)
    return sorted(found.values(), key=lambda readings: (-len(readings), min((r.received, r.id) for r in readings)))


def _described(reading: Reading) -> list[Mention]:
    return sorted((mention for mention in reading.mentions if mention.colour), key=_spelled)


def _spelled(mention: Mention) -> tuple[str, list[str], str, str]:
    return mention.colour, sorted(mention.kinds), mention.make, mention.model


def _join(group: dict[Mention, int], mentions: Iterable[Mention]) -> None:
    numbers = {group[mention] for mention in mentions}
    least = min(numbers)
    for mention, number in group.items():
        if number in numbers:
            group[mention] = least
