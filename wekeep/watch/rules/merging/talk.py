"""Evidence for talk: rumours, their copies in other words and languages, questions about them and denials."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.party import weigh_marks, weigh_subjects, weigh_vehicles
from wekeep.watch.rules.merging.place_words import ONE_OF_ITS_KIND
from wekeep.watch.rules.merging.reading import Reading, metres_between
from wekeep.watch.rules.merging.shared import Shared
from wekeep.watch.rules.merging.texts import Vocabulary, weigh_streets
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode


def is_talk(incident: Incident) -> bool:
    """Whether most of what is told of it is talk, and somebody at least passes on, asks, urges or denies."""
    return bool(incident.hearsay) and 2 * incident.talks >= len(incident.members)


def may_be_more_talk(reading: Reading, incident: Incident) -> bool:
    """Whether the incident is talk, or what is told of it so far may prove to be when this is talk: cheap, asked first."""
    return is_talk(incident) or (reading.hearsay and not reading.tells_more and _may_be_talk(incident))


def weigh_talk(reading: Reading, incident: Incident, vocabulary: Vocabulary, shared: Shared) -> list[Reason | None]:
    """Two pieces of talk about one thing: the kind of place, its name, the words repeated, and the pin on it.

    Empty where either is no talk, nothing is shared that talk could be about, or each names another place of one kind: the same
    words about another place are another rumour.
    """
    if not may_be_more_talk(reading, incident):
        return []
    if names_another(reading, incident) and not shared.named and shared.pin is None:
        return []
    copy = shared.copy
    if _tells_of_a_lookalike(reading) and (copy is None or shared.pin is None):
        return []
    if not reading.talk and (copy is None or (reading.tells_more and copy.weight < c.WHOLE_COPY)):
        return []
    kinds = weigh_kinds(reading, incident, vocabulary)
    named, near = shared.named, shared.pin
    words = None if copy else _words(reading, incident, vocabulary)
    if (kinds is None or kinds.weight < 0) and not named and near is None and copy is None and words is None:
        return []
    if near and not (kinds or named or copy or words) and _is_of_something_else(reading, incident):
        near = replace(near, weight=near.weight * c.PIN_ALONE)
    alone = not (named or near or copy or words)
    unsure = _may_be_another(reading, incident) if alone else not named and _may_be_seen(reading, incident)
    if kinds is not None and kinds.weight > 0 and unsure:
        kinds = replace(kinds, weight=kinds.weight * c.KIND_ALONE)
    seen = _seen(reading, incident)
    cue = Reason(ReasonCode.SECOND_HAND, (), c.SAID_TO_BE_TALK) if reading.hearsay else None
    odds = c.TALK - fade(reading, incident)
    whom = weigh_subjects(reading, incident) if copy and not (kinds or named or near) else None
    return [Reason(ReasonCode.ELSEWHERE, (), odds), kinds, *named, near, copy, words, whom, *seen, cue]


def _seen(reading: Reading, incident: Incident) -> list[Reason | None]:
    """What talk tells as if seen: vehicles, clothes and crossing; of vehicles without a colour ("a school bus") what agrees."""
    vehicles = weigh_vehicles(reading, incident)
    if reading.tells_more:
        return [vehicles, weigh_marks(reading, incident), weigh_streets(reading, incident)]
    return [vehicles] if vehicles is not None and vehicles.weight > 0 else []


def fade(reading: Reading, incident: Incident) -> float:
    """Nats against belonging to what nobody told for a while: what is passed on, asked or denied may well be about something
    of hours ago, what is told plainly hardly."""
    hours = incident.silence(reading) / 60
    lively = is_talk(incident) and len(incident.members) >= c.SEVERAL
    return hours / (c.TALK_FADE if reading.hearsay or reading.forwards or lively else c.SEEN_FADE)


def _is_of_something_else(reading: Reading, incident: Incident) -> bool:
    """Whether two texts that share nothing but the pin would share more if they were about one thing."""
    if (reading.kinds or reading.names.words) and (incident.kinds or incident.names):
        return True
    return _says_else(reading) and _in_one_language(reading, incident)


def _tells_of_a_lookalike(reading: Reading) -> bool:
    """Whether somebody tells at first hand what it really is, with more than its name: that is a scene of its own."""
    return bool(reading.lookalikes) and reading.tells_more and not reading.forwards


def _may_be_talk(incident: Incident) -> bool:
    """Whether most of it is about a place, or it is so little that nothing seen was told yet."""
    return 2 * incident.talks >= len(incident.members) or (len(incident.members) <= c.LITTLE and not incident.tellers)


def weigh_kinds(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """The kinds of place a text names, each by how much of the incident's talk is about it."""
    if not reading.kinds or not incident.kinds:
        return None
    most = max(incident.kinds.values())
    alike = math.fsum(incident.kinds[kind] / most for kind in reading.kinds if kind in incident.kinds)
    return _by_kinds(
        alike / len(reading.kinds), [kind for kind in reading.kinds if kind in incident.kinds], vocabulary, 0
    )


def _by_kinds(alike: float, shared: Iterable[str], vocabulary: Vocabulary, own: int) -> Reason:
    """`alike` is the share of kinds of place in common, 0 to 1; `own` how many of the incidents that speak of them are meant."""
    named = tuple(sorted(shared))
    rarest = min((vocabulary.talked_of(kind) for kind in named), default=1)
    for_it = max(1.0, c.SAME_KIND - math.log(max(1, rarest - own)))
    weight = alike * for_it + (1 - alike) * c.OTHER_KIND
    code = ReasonCode.SAME_PLACE_NAMED if weight > 0 else ReasonCode.OTHER_PLACE_NAMES
    return Reason(code, named, weight)


def _words(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """Rare words shared: those many of the incident's sightings say count in full, and less where they are little of the text."""
    own = {token: vocabulary.talk_weight(token) for token in reading.tokens if ":" not in token}
    shared = [token for token in own if token in incident.tokens]
    named = _nameable(shared)
    if not named:
        return None
    said = _said(incident)
    shares = {token: max(c.BY_THE_WAY, said[token]) for token in shared}
    weights = sorted((own[token] * share for token, share in shares.items()), reverse=True)
    weight = weights[0] + c.TALK_WORDS * math.fsum(weights[1:])
    covered = math.fsum(own[token] for token in shared) / math.fsum(own.values())
    weight *= min(1.0, covered / c.COVERED)
    return Reason(ReasonCode.SHARED_WORDS, tuple(sorted(named)[:8]), min(c.TALK_WORDS_MOST, weight))


def _nameable(tokens: Iterable[str]) -> list[str]:
    """Those that tell a reader something: one letter left over from a word is no reason that anyone could check."""
    return [token for token in tokens if len(token) > 1]


def _in_one_language(reading: Reading, incident: Incident) -> bool:
    """Whether several of the incident's sightings are in this one's language, so that words could be shared."""
    return incident.languages[reading.language] >= c.SEVERAL


def _may_be_another(reading: Reading, incident: Incident) -> bool:
    """Whether a text that shares nothing but the kind of place would share more if it were about the same one."""
    if names_another(reading, incident) or (reading.lookalikes and not reading.hearsay):
        return True
    return (reading.tells_more or _says_else(reading)) and not _says_all(reading, incident)


def _may_be_seen(reading: Reading, incident: Incident) -> bool:
    """Whether it is neither passed on, asked nor denied, and hardly anybody else talks of such a place yet."""
    return not reading.hearsay and len(incident.members) < c.SEVERAL and not reading.kinds & ONE_OF_ITS_KIND


def names_another(reading: Reading, incident: Incident) -> bool:
    """Whether both name their place of that kind, in one language, and not alike."""
    if not incident.languages[reading.language]:
        return False
    named = {mark.partition("~")[0] for mark in reading.names.landmarks} & incident.kinds.keys()
    return any(mark.partition("~")[0] in named for mark in incident.landmarks)


def _says_all(reading: Reading, incident: Incident) -> bool:
    """Whether the kind of place is all that a copy need share: a city has one of it, or the talk goes round in other languages
    than this one's."""
    if reading.kinds & incident.kinds.keys() & ONE_OF_ITS_KIND:
        return True
    return is_talk(incident) and not reading.tells_more and not _in_one_language(reading, incident)


def _says_else(reading: Reading) -> bool:
    """Whether a text says enough that another one about the same thing would share more than the kind of place."""
    return sum(":" not in token for token in reading.tokens) >= c.SAYS_ENOUGH


def weigh_talks(one: Incident, other: Incident, vocabulary: Vocabulary) -> list[Reason | None]:
    """Two pieces of talk compared as wholes: what most of each speak of, and the place most of each are pinned to.

    Empty where either is no talk.
    """
    if not (is_talk(one) and is_talk(other)):
        return []
    cue = Reason(ReasonCode.SECOND_HAND, (), c.SAID_TO_BE_TALK)
    words, kinds, pins = _common_words(one, other, vocabulary), _common_kinds(one, other, vocabulary), _pins(one, other)
    on_one_place = pins is not None and pins.weight > 0
    if kinds is not None and kinds.weight > 0 and not words and not on_one_place:
        kinds = replace(kinds, weight=kinds.weight * c.KIND_ALONE)
    if kinds is not None and kinds.weight < 0 and on_one_place:
        kinds = replace(kinds, weight=kinds.weight * c.KIND_AT_PIN)
    another = None if on_one_place else _other_names(one, other)
    if another:
        words = None
    return [Reason(ReasonCode.ELSEWHERE, (), c.TALK), kinds, another, words, pins, cue]


def _other_names(one: Incident, other: Incident) -> Reason | None:
    """Against it where both name their place of one kind in one language, and never alike."""
    kinds = one.kinds.keys() & other.kinds.keys()
    first, second = ({mark for mark in side.landmarks if mark.partition("~")[0] in kinds} for side in (one, other))
    if not first or not second or first & second or not one.languages.keys() & other.languages.keys():
        return None
    names = {mark.partition("~")[2] for mark in (max(first, key=len), max(second, key=len))}
    return Reason(ReasonCode.OTHER_PLACE_NAMES, tuple(sorted(names)), c.OTHER_LANDMARK)


def _common_kinds(one: Incident, other: Incident, vocabulary: Vocabulary) -> Reason | None:
    if not one.kinds or not other.kinds:
        return None
    first, second = _shares(one.kinds), _shares(other.kinds)
    both = math.fsum(min(first[kind], second[kind]) for kind in first if kind in second)
    either = math.fsum(max(first.get(kind, 0.0), second.get(kind, 0.0)) for kind in first.keys() | second.keys())
    return _by_kinds(both / either, first.keys() & second.keys(), vocabulary, 1)


def _shares(counts: Counter[str]) -> dict[str, float]:
    most = max(counts.values())
    return {kind: times / most for kind, times in counts.items()}


def _common_words(one: Incident, other: Incident, vocabulary: Vocabulary) -> Reason | None:
    first, second = _said(one), _said(other)
    shared = {token: min(first[token], second[token]) for token in first.keys() & second.keys()}
    weights = sorted((vocabulary.talk_weight(token) * share for token, share in shared.items()), reverse=True)
    named = _nameable(shared)
    if not named or weights[0] < c.COPY_LEAST:
        return None
    weight = weights[0] + c.TALK_WORDS * math.fsum(weights[1:])
    often = sorted(named, key=lambda token: (-shared[token], token))
    return Reason(ReasonCode.SHARED_WORDS, tuple(often[:8]), min(c.TALK_WORDS_MOST, weight))


def _said(incident: Incident) -> dict[str, float]:
    """How often each of its own words is said, against the one said most: half as often is often enough to count in full."""
    own = {token: times for token, times in incident.tokens.items() if ":" not in token}
    most = max(own.values(), default=1)
    return {token: min(1.0, times / (c.OFTEN * most)) for token, times in own.items()}


def _pins(one: Incident, other: Incident) -> Reason | None:
    """Whether most pins of both lie on one place, or on two."""
    first, second = _pinned_to(one), _pinned_to(other)
    if first is None or second is None:
        return None
    away = metres_between(first[0], first[1], second[0], second[1])
    if away <= c.PINS_ALIKE:
        return Reason(ReasonCode.NEAR, (round(away), 0), c.SAME_PINS)
    return Reason(ReasonCode.FAR, (round(away), 0), c.OTHER_PINS) if away > c.PINS_APART else None


def _pinned_to(incident: Incident) -> tuple[int, int] | None:
    """The middle of the small cell where most pins of an incident lie, if they are two at least and a fifth of all."""
    cells: dict[str, list[tuple[int, int, int]]] = {}
    for (cell, _), spot in incident.spots.items():
        cells.setdefault(cell, []).append((spot.number, spot.lat, spot.lon))
    if not cells:
        return None
    cell = max(cells, key=lambda one: (sum(number for number, _, _ in cells[one]), one))
    number = sum(number for number, _, _ in cells[cell])
    if number < max(2.0, len(incident.members) / 5):
        return None
    return sum(lat for _, lat, _ in cells[cell]) // number, sum(lon for _, _, lon in cells[cell]) // number
