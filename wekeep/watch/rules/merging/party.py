"""Evidence from what was seen: vehicles, people, activity, marks and look-alikes."""

from collections import Counter
from collections.abc import Iterable

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.lexicon import LIKE_COLOURS
from wekeep.watch.rules.merging.reading import Mention, Reading
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode
from wekeep.watch.rules.salute import Activity, Count

_LIKE = frozenset(frozenset(pair) for pair in LIKE_COLOURS)
_LIKE_KINDS = frozenset({frozenset({"suv", "pickup"}), frozenset({"suv", "van"}), frozenset({"van", "truck"}), frozenset({"bus", "van"}),
                         frozenset({"truck", "pickup"}), frozenset({"suv", "sedan"})})  # fmt: skip

# The usual course of an event; an activity follows one at most this many steps away without surprise.
_COURSE = {
    Activity.SURVEILLING: 0, Activity.STAGING: 1, Activity.APPROACHING_HOME: 2, Activity.VEHICLE_STOP: 2, Activity.QUESTIONING: 3,
    Activity.CHECKPOINT: 3, Activity.DETAINING: 4, Activity.LOADING: 5, Activity.LEAVING: 6,
}  # fmt: skip
_APART = frozenset(
    {
        frozenset({Activity.CHECKPOINT, Activity.APPROACHING_HOME}),
        frozenset({Activity.CHECKPOINT, Activity.SURVEILLING}),
        frozenset({Activity.VEHICLE_STOP, Activity.APPROACHING_HOME}),
    }
)


def weigh_vehicles(reading: Reading, incident: Incident) -> Reason | None:
    """How the vehicles described agree with those the incident's other sightings describe; None when either says nothing."""
    if not reading.mentions or not incident.mentions:
        return None
    several = (
        max(reading.vehicles or 1, max(incident.counts, default=1), len(incident.mentions) if incident.told > 2 else 1)
        > 1
    )
    found = [_best(mention, incident.mentions) for mention in reading.mentions]
    weight = max(found) if max(found) > 0 else sum(found) / len(found)
    code = ReasonCode.SAME_VEHICLES
    if weight <= 0:
        code = ReasonCode.OTHER_VEHICLES
        if several and incident.told < 3 and weight < c.OTHER_IN_CONVOY:
            weight = c.OTHER_IN_CONVOY
    elif weight < c.SAME_COLOUR:
        code = ReasonCode.LIKE_VEHICLES
    if weight > 0 and min(found) > 0 and len(found) > 1:
        weight += 0.5 * (len(found) - 1)
    return Reason(code, tuple(sorted(_spoken(mention) for mention in reading.mentions)), weight)


def _best(mention: Mention, known: Counter[Mention]) -> float:
    """The best agreement with any vehicle described by at least a sixth as many as the vehicle most spoken of."""
    floor = max(known.values()) / 6
    return max(agreement(mention, other) for other, times in known.items() if times >= floor)


def agreement(one: Mention, other: Mention) -> float:
    """Nats for two descriptions being of one vehicle."""
    colour = _colours_agree(one.colour, other.colour)
    kind = _kinds_agree(one.kinds, other.kinds)
    return _AGREEMENT[colour, kind]


# Agreement is 2 same, 1 alike, 0 not said, -1 other; by colour, then kind.
_AGREEMENT = {
    (2, 2): c.SAME_DESCRIPTION, (2, 1): c.LIKE_DESCRIPTION, (2, 0): c.SAME_COLOUR, (2, -1): c.OTHER_DESCRIPTION / 2,
    (1, 2): c.LIKE_DESCRIPTION, (1, 1): 0.2, (1, 0): 0.3, (1, -1): c.OTHER_DESCRIPTION,
    (0, 2): c.SAME_KIND, (0, 1): 0.0, (0, 0): 0.0, (0, -1): c.OTHER_DESCRIPTION / 2,
    (-1, 2): c.OTHER_DESCRIPTION, (-1, 1): c.OTHER_DESCRIPTION, (-1, 0): c.OTHER_DESCRIPTION, (-1, -1): c.OTHER_DESCRIPTION,
}  # fmt: skip


def _colours_agree(one: str, other: str) -> int:
    if not one or not other:
        return 0
    if one == other:
        return 2
    return 1 if frozenset((one, other)) in _LIKE else -1


def _kinds_agree(one: frozenset[str], other: frozenset[str]) -> int:
    if not one or not other:
        return 0
    if one & other:
        return 2
    return 1 if any(frozenset((a, b)) in _LIKE_KINDS for a in one for b in other) else -1


def _spoken(mention: Mention) -> str:
    return f"{mention.colour} {'/'.join(sorted(mention.kinds))}".strip()


def weigh_number(reading: Reading, incident: Incident) -> Reason | None:
    """How the number of vehicles agrees with the middle of the numbers others counted."""
    if reading.vehicles is None or not incident.counts:
        return None
    usual = middle(incident.counts)
    off = abs(reading.vehicles - usual)
    if off == 0:
        return Reason(ReasonCode.SAME_NUMBER, (usual,), c.SAME_NUMBER)
    weight = max(c.OFF_MOST, c.OFF_BY_ONE + (off - 1) * c.OFF_BY_MORE)
    return Reason(ReasonCode.OTHER_NUMBER, (reading.vehicles, usual), weight)


def middle(counts: Counter[int]) -> int:
    """The (lower) median."""
    half, seen = sum(counts.values()) / 2, 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= half:
            return number
    return 0


def weigh_people(reading: Reading, incident: Incident) -> Reason | None:
    """How the number of people agrees with that of the incident's sightings that gave one."""
    if reading.people is None or not incident.people:
        return None
    low, high = _range(reading.people)
    usual = middle(incident.people)
    if low * 0.6 <= usual <= high * 1.7:
        return Reason(ReasonCode.LIKE_PEOPLE, (usual,), c.PEOPLE_AGREE)
    if usual > high * 3 + 1 or usual * 3 + 1 < low:
        return Reason(ReasonCode.OTHER_PEOPLE, (low, usual), c.PEOPLE_FAR)
    return None


def _range(people: Count) -> tuple[int, int]:
    return people.low, people.high if people.high is not None else people.low * 3


def weigh_activity(reading: Reading, incident: Incident) -> Reason | None:
    """Whether the activity is one of the incident's, or follows from it."""
    if reading.activity is None or not incident.activities:
        return None
    if reading.activity in incident.activities:
        return Reason(ReasonCode.ACTIVITY_FITS, (str(reading.activity),), c.SAME_ACTIVITY)
    if all(frozenset((reading.activity, other)) in _APART for other in incident.activities):
        return Reason(ReasonCode.ACTIVITY_DIFFERS, (str(reading.activity),), c.OTHER_ACTIVITY)
    return None


def weigh_marks(reading: Reading, incident: Incident) -> Reason | None:
    """Uniforms and markings seen alike."""
    shared = _shared(reading.marks, incident.marks)
    if not shared:
        return None
    return Reason(ReasonCode.SAME_MARKS, shared, min(3, len(shared)) * c.SAME_MARK)


def weigh_lookalikes(reading: Reading, incident: Incident) -> Reason | None:
    """A film crew is not the raid beside it, nor the tow truck; a denial may well speak of both."""
    known = incident.lookalikes
    if not reading.lookalikes and not known:
        return None
    shared = _shared(reading.lookalikes, known)
    if shared:
        return Reason(ReasonCode.SAME_LOOKALIKE, shared, c.SAME_LOOKALIKE)
    if reading.lookalikes and known:
        return Reason(ReasonCode.OTHER_LOOKALIKE, tuple(sorted(reading.lookalikes)), c.OTHER_LOOKALIKE)
    beside = c.LOOKALIKE_BESIDE
    if known:
        beside *= min(1.0, 2 * max(known.values()) / len(incident.members)) / 2
    return Reason(ReasonCode.LOOKALIKE_BESIDE, tuple(sorted(reading.lookalikes or known)), beside)


def _shared(found: Iterable[str], known: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(one for one in found if one in known))
