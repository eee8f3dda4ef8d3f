"""What a sighting shares with an incident in words, worked out once for the rules that ask after it."""

from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.place import weigh_pin
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.texts import Vocabulary, weigh_copy, weigh_places_named
from wekeep.watch.rules.merging.verdict import Reason


class Shared:
    """The evidence that both ways of belonging by words go by: as told from elsewhere, and as one more piece of talk."""

    __slots__ = ("_copy", "_incident", "_named", "_pin", "_reading", "vocabulary")

    def __init__(self, reading: Reading, incident: Incident, vocabulary: Vocabulary) -> None:
        self._reading, self._incident, self.vocabulary = reading, incident, vocabulary
        self._named: list[Reason] | None = None
        self._copy: tuple[Reason | None] | None = None
        self._pin: tuple[Reason | None] | None = None

    # not functools.cached_property, which takes a lock at every first look: these are looked at some five times a sighting

    @property
    def named(self) -> list[Reason]:
        """Names in common, and those of the text that the incident is not about."""
        if self._named is None:
            self._named = weigh_places_named(self._reading, self._incident, self.vocabulary)
        return self._named

    @property
    def copy(self) -> Reason | None:
        """Words repeated."""
        if self._copy is None:
            self._copy = (weigh_copy(self._reading, self._incident, self.vocabulary),)
        return self._copy[0]

    @property
    def pin(self) -> Reason | None:
        """The pin on one place, however many hours later."""
        if self._pin is None:
            self._pin = (weigh_pin(self._reading, self._incident),)
        return self._pin[0]
