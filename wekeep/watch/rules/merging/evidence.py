"""The balance of evidence between one sighting and one incident, and the reasons behind it."""

from dataclasses import replace
from typing import NamedTuple

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.party import (
    weigh_activity,
    weigh_details,
    weigh_lookalikes,
    weigh_marks,
    weigh_number,
    weigh_people,
    weigh_subjects,
    weigh_talk_beside,
    weigh_vehicles,
)
from wekeep.watch.rules.merging.place import NEVER, Nearness, weigh_place
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.shared import Shared
from wekeep.watch.rules.merging.talk import may_be_more_talk, weigh_talk, weigh_talks
from wekeep.watch.rules.merging.texts import Vocabulary, weigh_streets, weigh_words
from wekeep.watch.rules.merging.told import may_be_told, weigh_told
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode


class Balance(NamedTuple):
    """Nats for "the same event" and the reasons they add up from."""

    score: float
    reasons: tuple[Reason, ...]


AGAINST = Balance(NEVER, ())


def weigh(
    reading: Reading, incident: Incident, vocabulary: Vocabulary, *, near: bool = True, quiet: float = 0.0
) -> Balance:
    """The better of two ways to belong: by the scene (place, time, party), or as what was told about it.

    `near` is false for an incident known to be out of reach, found for its words alone; `quiet` are the nats against two
    single sightings being one on a day when most stand alone.
    """
    scene = _as_scene(reading, incident, vocabulary) if near else AGAINST
    words = _by_words(reading, incident, vocabulary)
    better = words if words.score > scene.score else scene
    if quiet and len(incident.members) <= c.FEW and better is not AGAINST:
        return better._replace(score=better.score - quiet)
    return better


def _as_scene(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Balance:
    place = weigh_place(reading, incident)
    if place.scene == NEVER and not place.moved:
        return AGAINST
    if incident.answered is not None and reading.at > incident.answered:
        return Balance(NEVER, (Reason(ReasonCode.ANSWERED, (), NEVER),))
    party = _party(reading, incident, vocabulary)
    scene = _balance([place.scene_reason(), *party])
    if len(incident.members) <= c.FEW:
        scene = scene._replace(score=scene.score - _doubt(party, place) / len(incident.members))
    if _weight(party[0]) + min(0.0, _weight(party[1])) <= c.OTHER_PARTY:
        return scene._replace(score=min(scene.score, c.OTHER_PARTY))
    if not place.moved or not _is_same_party(party, lone=len(incident.members) == 1):
        return scene
    moved = _balance([place.moved_reason(), *_elsewhere(party)])
    return moved if moved.score > scene.score else scene


def _doubt(party: list[Reason | None], place: Nearness) -> float:
    """Nats against two single sightings being one, the more the less they have in common; farther than about a block they have
    to be as clearly one party as at two stops."""
    said = [reason for reason in party if reason is not None]
    common = sum([reason.weight for reason in said])
    party_alone = sum([reason.weight for reason in said if reason.code is not ReasonCode.SAME_STREETS])
    doubt = _lacking(common) * c.LONE
    doubt += _lacking(party_alone) * max(0.0, place.minutes - c.SCENE_GAP) / c.LONE_FADE  # a crossing stays where it is
    if _weight(party[0]) < 0:
        doubt += c.LONE_OTHER_VEHICLES
    if place.metres > c.LONE_REACH and not _is_same_party(party, lone=True):
        doubt += c.LONE_FAR
    return doubt


def _lacking(common: float) -> float:
    return 1 - max(0.0, min(1.0, common / c.LONE_ENOUGH))


def _by_words(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Balance:
    """As what was told about it from elsewhere, or as one more piece of the same talk, whichever is the better."""
    if not (reading.says or reading.talk):
        return AGAINST
    if not (may_be_told(reading) or may_be_more_talk(reading, incident)):
        return AGAINST
    shared = Shared(reading, incident, vocabulary)
    told = _balance(weigh_told(reading, incident, shared))
    talk = _balance(weigh_talk(reading, incident, vocabulary, shared))
    return max(told, talk, key=_score)


def _score(balance: Balance) -> float:
    return balance.score


def _balance(reasons: list[Reason | None]) -> Balance:
    said = tuple([reason for reason in reasons if reason is not None])
    return Balance(sum([reason.weight for reason in said]), said) if said else AGAINST


def _weight(reason: Reason | None) -> float:
    return reason.weight if reason is not None else 0.0


def weigh_incidents(smaller: Incident, larger: Incident, vocabulary: Vocabulary) -> Balance:
    """The balance for two incidents being one, from the smaller one's latest sightings.

    What they say is averaged over those that say it. Place and time are averaged for one scene; for a party that moved on,
    one sighting in reach is enough, because the vehicles carry that.
    """
    readings = smaller.latest(c.COMPARED)
    copies = [_by_words(reading, larger, vocabulary) for reading in readings]
    told = sum(max(copy.score, -3.0) for copy in copies) / len(copies)
    places = [weigh_place(reading, larger) for reading in readings]
    parts = [_party(reading, larger, vocabulary) for reading in readings]
    said = [_mean([part[at] for part in parts]) for at in range(len(parts[0]))]
    scene = sum(max(place.scene, c.FARTHEST) for place in places) / len(places)
    nearest = max(places, key=lambda place: place.scene)
    where = Reason(ReasonCode.NEAR if scene > 0 else ReasonCode.FAR, nearest.scene_reason().values, scene)
    if scene < c.MOVE_PRIOR and _is_same_party(said, lone=False):
        moving = [place for place in places if place.moved]
        where, said = (moving[0].moved_reason(), _elsewhere(said)) if moving else (where, said)
    talk = weigh_talks(smaller, larger, vocabulary)
    talks = _balance(talk) if talk else AGAINST
    if where.weight <= c.FARTHEST and told <= 0:
        return talks
    balance = AGAINST if _is_talk_beside(smaller, larger) else _balance([where, *said])
    if _weight(said[0]) + _weight(said[1]) <= c.OTHER_PARTIES:
        balance = balance._replace(score=min(balance.score, c.OTHER_PARTIES))
    if told > balance.score:
        balance = max(copies, key=lambda copy: copy.score)._replace(score=told)
    return max(balance, talks, key=_score)


def _is_talk_beside(one: Incident, other: Incident) -> bool:
    """Whether one is what people only say and the other what they mostly see: side by side is not about each other."""
    pairs = ((one, other), (other, one))
    return any(2 * a.only_said >= len(a.members) and 2 * b.tellers >= len(b.members) for a, b in pairs)


def _party(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> list[Reason | None]:
    return [
        weigh_vehicles(reading, incident),
        weigh_number(reading, incident),
        weigh_people(reading, incident),
        weigh_activity(reading, incident),
        weigh_marks(reading, incident),
        weigh_lookalikes(reading, incident),
        weigh_talk_beside(reading, incident),
        weigh_subjects(reading, incident),
        weigh_details(reading, incident),
        weigh_streets(reading, incident),
        weigh_words(reading, incident, vocabulary),
    ]


def _is_same_party(party: list[Reason | None], *, lone: bool) -> bool:
    """Whether what goes along with a party speaks for it by itself: its vehicles first, what is worn, odd things, and the
    crossing it is said to have come from."""
    said = {reason.code: reason.weight for reason in party if reason is not None and reason.code in c.GOES_ALONG}
    came_from = said.get(ReasonCode.SAME_STREETS, 0.0) >= c.SAME_CROSSING
    vehicles = _weight(party[0]) >= c.MOVE_VEHICLE_LEAST
    together = sum(said.values()) - (0.0 if came_from else said.get(ReasonCode.SAME_STREETS, 0.0))
    return (vehicles or came_from) and together >= c.MOVE_PARTY + (c.LONE_MOVE if lone else 0.0)


def _elsewhere(party: list[Reason | None]) -> list[Reason | None]:
    """Without the crossing and the person held, who are others at every stop."""
    others = (ReasonCode.OTHER_STREETS, ReasonCode.OTHER_SUBJECT)
    return [reason for reason in party if reason is None or reason.code not in others]


def _mean(reasons: list[Reason | None]) -> Reason | None:
    said = [reason for reason in reasons if reason is not None]
    if not said:
        return None
    weight = sum(reason.weight for reason in said) / len(said)
    return replace(max(said, key=lambda reason: abs(reason.weight)), weight=weight)
