"""Evidence from what was seen: vehicles, people, activity, marks and look-alikes."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.vehicle_words import LIKE_COLOURS, NEAR_COLOURS
from wekeep.watch.rules.merging.vehicles import Mention
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode
from wekeep.watch.rules.salute import Activity, Count

_LIKE = frozenset(frozenset(pair) for pair in LIKE_COLOURS)
_NEAR = frozenset(frozenset(pair) for pair in NEAR_COLOURS)
_LIKE_KINDS = frozenset({frozenset({"van", "truck"}), frozenset({"bus", "van"}),
                         frozenset({"truck", "pickup"}), frozenset({"suv", "jeep"}), frozenset({"suv", "truck"})})  # fmt: skip

# Activities that do not go over into each other.
_APART = frozenset(
    {
        frozenset({Activity.CHECKPOINT, Activity.APPROACHING_HOME}),
        frozenset({Activity.CHECKPOINT, Activity.SURVEILLING}),
        frozenset({Activity.VEHICLE_STOP, Activity.APPROACHING_HOME}),
    }
)


def weigh_vehicles(reading: Reading, incident: Incident) -> Reason | None:
    """How the vehicles described agree with those the incident's other sightings describe; None when either says nothing.

    A rare description that agrees says more than a common one. A party may have several vehicles: a second one that agrees
    adds to the first, one that nobody else speaks of counts against.
    """
    if not reading.mentions or not incident.mentions:
        return None
    found = sorted((_best(mention, incident.mentions) for mention in reading.mentions), reverse=True)
    agree, differ = [weight for weight in found if weight > 0], [weight for weight in found if weight <= 0]
    spoken = tuple(sorted(_spoken(mention) for mention in reading.mentions))
    if not agree:
        weight = sum(differ) / len(differ)
        unseen = _may_have_more(reading, incident)
        return Reason(ReasonCode.OTHER_VEHICLES, spoken, max(weight, c.ANOTHER_OF_THEIRS) if unseen else weight)
    weight = agree[0] + c.FURTHER_VEHICLE * sum(agree[1:])
    if differ:
        surprise = max(c.UNMATCHED_VEHICLE, c.UNMATCHED_EACH * incident.told)
        weight = weight * c.FURTHER_VEHICLE + surprise * len(differ)
    code = ReasonCode.SAME_VEHICLES if weight >= c.SAME_VEHICLES_FROM else ReasonCode.LIKE_VEHICLES
    return Reason(code if weight > 0 else ReasonCode.OTHER_VEHICLES, spoken, weight)


def _may_have_more(reading: Reading, incident: Incident) -> bool:
    """Whether one side counts more vehicles than it describes, so that two people may each speak of another one of theirs."""
    return incident.told <= c.FEW_TELLERS and bool(reading.undescribed or incident.undescribed)


def _best(mention: Mention, known: Counter[Mention]) -> float:
    """How well it goes with the vehicles others describe, each as often as it is spoken of."""
    total = sum(known.values())
    return math.log(math.fsum([times / total * _likelihood(mention, other) for other, times in known.items()]))


@lru_cache(maxsize=20_000)
def _likelihood(one: Mention, other: Mention) -> float:
    return math.exp(agreement(one, other))


@lru_cache(maxsize=20_000)
def agreement(one: Mention, other: Mention) -> float:
    """Nats for two descriptions being of one vehicle: how unlikely it is that two vehicles agree so by chance."""
    colour = _colours_agree(one.colour, other.colour)
    kind = _kinds_agree(one.kinds, other.kinds)
    if colour == Agree.NOT or (colour == Agree.LIKE and kind == Agree.NOT):
        return c.OTHER_DESCRIPTION
    if kind == Agree.NOT or (colour in (Agree.LIKE, Agree.HARDLY) and kind == Agree.LIKE):
        return c.KIND_ONLY_DIFFERS if colour else c.KIND_UNSURE
    return _colour_weight(one, colour) + _kind_weight(one, other, kind) + _make_weight(one, other)


def _colour_weight(one: Mention, colour: "Agree") -> float:
    if colour == Agree.SAME:
        return -math.log(c.COLOUR_SHARES.get(one.colour, c.RARE_COLOUR)) * c.DESCRIPTION_TRUST
    return {Agree.LIKE: c.LIKE_COLOUR, Agree.HARDLY: c.NEAR_COLOUR}.get(colour, 0.0)


def _kind_weight(one: Mention, other: Mention, kind: "Agree") -> float:
    if kind == Agree.LIKE:
        return c.LIKE_KIND if len(one.kinds) == len(other.kinds) == 1 else c.VAGUE_KIND
    if kind != Agree.SAME:
        return 0.0
    wider = max(one.kinds, other.kinds, key=len)
    chance = min(1.0, sum(c.KIND_SHARES.get(one_kind, c.RARE_KIND) for one_kind in sorted(wider)))
    return -math.log(chance) * c.DESCRIPTION_TRUST


def _make_weight(one: Mention, other: Mention) -> float:
    if not (one.make and other.make):
        return 0.0
    if one.make != other.make:
        return c.OTHER_MAKE
    return c.SAME_MODEL if one.model and one.model == other.model else c.SAME_MAKE


class Agree(IntEnum):
    """How two words for one quality go together."""

    NOT = -2
    HARDLY = -1
    UNSAID = 0
    LIKE = 1
    SAME = 2


def _colours_agree(one: str, other: str) -> Agree:
    if not one or not other:
        return Agree.UNSAID
    if one == other:
        return Agree.SAME
    pair = frozenset((one, other))
    return Agree.LIKE if pair in _LIKE else Agree.HARDLY if pair in _NEAR else Agree.NOT


def _kinds_agree(one: frozenset[str], other: frozenset[str]) -> Agree:
    if not one or not other:
        return Agree.UNSAID
    if one & other:
        return Agree.SAME
    return Agree.LIKE if any(frozenset((a, b)) in _LIKE_KINDS for a in one for b in other) else Agree.NOT


@lru_cache(maxsize=20_000)
def _spoken(mention: Mention) -> str:
    return f"{mention.colour} {'/'.join(sorted(mention.kinds))}".strip()


def weigh_number(reading: Reading, incident: Incident) -> Reason | None:
    """How the number of vehicles agrees with the middle of the numbers others counted."""
    if reading.vehicles is None or not incident.counts:
        return None
    usual = middle(incident.counts)
    off = abs(reading.vehicles - usual)
    if off == 0:
        return Reason(ReasonCode.SAME_NUMBER, (usual,), c.SAME_NUMBER.get(usual, c.SAME_LARGE_NUMBER))
    if off == 1:
        return None
    weight = max(c.OFF_MOST, abs(math.log(reading.vehicles / max(1, usual))) * c.OFF_BY_MORE)
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
    """Uniforms and markings: seen alike, the rarer the better, or of another kind altogether; masks are worn by all."""
    found = reading.marks - c.COMMON_MARKS
    known = {mark: times for mark, times in incident.marks.items() if mark not in c.COMMON_MARKS}
    if not found or not known:
        return None
    floor = max(known.values()) / 6
    shared = tuple(sorted(mark for mark in found if known.get(mark, 0) >= floor))
    if not shared:
        return Reason(ReasonCode.OTHER_MARKS, tuple(sorted(found)), c.OTHER_MARK)
    return Reason(ReasonCode.SAME_MARKS, shared, max(c.MARK_WEIGHTS.get(mark, c.SAME_MARK) for mark in shared))


def weigh_subjects(reading: Reading, incident: Incident) -> Reason | None:
    """Who is being held or asked: a cook is not the roofer of the scene two blocks on."""
    return _compare(
        reading.subjects,
        incident.subjects,
        ReasonCode.SAME_SUBJECT,
        ReasonCode.OTHER_SUBJECT,
        c.SAME_SUBJECT,
        c.OTHER_SUBJECT,
    )


def weigh_details(reading: Reading, incident: Incident) -> Reason | None:
    """What people remember of a party: the dog, the trailer, the dent; not everyone mentions the same."""
    found = _compare(
        reading.details,
        incident.details,
        ReasonCode.SAME_DETAIL,
        ReasonCode.OTHER_DETAIL,
        c.SAME_DETAIL,
        c.OTHER_DETAIL,
    )
    if found is None or found.code is not ReasonCode.SAME_DETAIL:
        return None if found and reading.details <= c.COMMON_DETAILS else found
    odd = sum(one not in c.COMMON_DETAILS for one in found.values)
    return replace(found, weight=c.SAME_DETAIL * min(2, odd) if odd else c.COMMON_DETAIL)


def _compare(
    found: frozenset[str], known: Counter[str], same: ReasonCode, other: ReasonCode, for_it: float, against: float
) -> Reason | None:
    if not found or not known:
        return None
    floor = max(known.values()) / 6
    shared = tuple(sorted(one for one in found if known.get(one, 0) >= floor))
    if shared:
        return Reason(same, shared, for_it * min(2, len(shared)))
    return Reason(other, tuple(sorted(found)), against)


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
    vehicles = weigh_vehicles(reading, incident)
    alike = vehicles is not None and vehicles.weight >= c.SAME_VEHICLES_FROM
    if reading.lookalikes:
        bare = alike and not (incident.activities or incident.marks or incident.subjects)
        weight = c.SILENT_BESIDE if bare else c.LOOKALIKE_BESIDE
        return Reason(ReasonCode.LOOKALIKE_BESIDE, tuple(sorted(reading.lookalikes)), weight)
    share = min(1.0, 3 * max(known.values()) / len(incident.members))
    tells = reading.activity or reading.marks or reading.subjects or (reading.mentions and not alike)
    weight = c.LOOKALIKE_BESIDE if tells else c.SILENT_BESIDE
    return Reason(ReasonCode.LOOKALIKE_BESIDE, tuple(sorted(known)), weight * share)


def weigh_talk_beside(reading: Reading, incident: Incident) -> Reason | None:
    """Talk of a place is told from anywhere: what is seen nearby is not what it is about, nor the other way round, nor is talk
    of another kind of place."""
    if (
        reading.hearsay
        and not reading.tells_more
        and (incident.told or (reading.kinds and incident.kinds))
        and not any(kind in incident.kinds for kind in reading.kinds)
    ):
        weight = c.TALK_BESIDE if reading.kinds else c.HEARSAY_BESIDE
        return Reason(ReasonCode.TALK_BESIDE, tuple(sorted(reading.kinds)), weight)
    if (reading.talk and not reading.tells_more) or not incident.only_said:
        return None
    tells = reading.activity or reading.marks or reading.subjects or reading.mentions
    weight = c.TALK_BESIDE if tells else c.SILENT_BY_TALK
    return Reason(ReasonCode.TALK_BESIDE, (), weight * min(1.0, 2 * incident.only_said / len(incident.members)))


def _shared(found: Iterable[str], known: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(one for one in found if one in known))
