"""Evidence for what is told of a scene from elsewhere or hours later: the words have to carry it."""

import math
from dataclasses import replace

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.party import (
    weigh_details,
    weigh_lookalikes,
    weigh_marks,
    weigh_number,
    weigh_subjects,
    weigh_vehicles,
)
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.shared import Shared
from wekeep.watch.rules.merging.talk import fade, is_talk, names_another, weigh_kinds
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode


def may_be_told(reading: Reading) -> bool:
    """Whether it tells of something from elsewhere, not in the first person: cheap, asked first."""
    return reading.forwards or reading.denies or not reading.tells_more


def weigh_told(reading: Reading, incident: Incident, shared: Shared) -> list[Reason | None]:
    """Whether it is this scene that is passed on, asked about or denied: place, clock time, vehicles, persons, copied words.

    Empty for what is told in the first person, and where nothing is shared that it could be recognised by.
    """
    if not may_be_told(reading):
        return []
    named = shared.named
    if not named and names_another(reading, incident):  # the same words about another place
        return []
    copy = shared.copy
    whole = copy is not None and copy.weight >= c.WHOLE_COPY
    kind = None if named or copy else _same_kind(reading, incident, shared)
    if not named and not (reading.forwards and (reading.mentions or whole or kind)):
        return []
    odds = c.ELSEWHERE - (0.0 if reading.forwards else fade(reading, incident))
    reasons: list[Reason | None] = [Reason(ReasonCode.ELSEWHERE, (), odds), *named, kind, copy]
    vehicles = weigh_vehicles(reading, incident)
    reasons.append(vehicles)
    if reading.lookalikes and not is_talk(incident):
        reasons.append(weigh_lookalikes(reading, incident))
    if reading.forwards:
        reasons += [
            Reason(ReasonCode.SECOND_HAND, (), c.SECOND_HAND),
            weigh_clock(reading, incident),
            shared.pin,
        ]
        reasons += [weigh(reading, incident) for weigh in (weigh_marks, weigh_subjects, weigh_details)]
        reasons += [
            weigh_number(reading, incident) if vehicles else None,
            None if named else _other_streets(reading, incident),
        ]
    if named and _says_no_more(reading, incident):
        reasons.append(Reason(ReasonCode.SAYS_NO_MORE, (), c.SAYS_NO_MORE))
    if reading.denies:
        reasons.append(Reason(ReasonCode.DENIAL, (), c.DENIAL))
    return reasons


def _same_kind(reading: Reading, incident: Incident, shared: Shared) -> Reason | None:
    """The kind of place that a text passed on speaks of, when it is this incident's too; there are several of a kind, so that
    it is not enough alone, and says nothing where both name their crossing."""
    if not reading.forwards or (reading.names.streets and incident.streets):
        return None
    kinds = weigh_kinds(reading, incident, shared.vocabulary)
    if kinds is None or kinds.weight < 0:
        return None
    denied = reading.denies and is_talk(incident)  # what is denied was said
    return kinds if denied else replace(kinds, weight=kinds.weight * c.KIND_ALONE)


def weigh_clock(reading: Reading, incident: Incident) -> Reason | None:
    """Whether a clock time in the words is one at which the incident was seen; of another hour's same minute nothing is said,
    as zones are guessed."""
    if not reading.clocks:
        return None
    times = [spot.middle[2] for spot in incident.spots.values()]
    off = min((abs(clock - at) for clock in reading.clocks for at in times), default=math.inf)
    if off <= c.CLOCK_SLACK:
        return Reason(ReasonCode.SAME_TIME_SAID, (round(off),), c.SAME_CLOCK)
    if any((clock - at + c.CLOCK_SLACK) % 60 <= 2 * c.CLOCK_SLACK for clock in reading.clocks for at in times):
        return None
    return Reason(ReasonCode.OTHER_TIME_SAID, (), c.OTHER_CLOCK)


def _other_streets(reading: Reading, incident: Incident) -> Reason | None:
    if not reading.names.streets or not incident.streets:
        return None
    return Reason(ReasonCode.OTHER_STREETS, tuple(sorted(reading.names.streets)), c.OTHER_CROSSING)


def _says_no_more(reading: Reading, incident: Incident) -> bool:
    """Whether the text is talk of a place, with nothing seen in it; after an answer, only talk that is passed on is."""
    if incident.answered is not None and reading.at > incident.answered and not (reading.forwards or reading.denies):
        return False
    return not reading.tells_more
