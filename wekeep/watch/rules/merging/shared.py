"""What a sighting shares with an incident in words, worked out once for the rules that ask after it."""

from functools import cached_property

from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.place import weigh_pin
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.texts import Vocabulary, weigh_copy, weigh_places_named
from wekeep.watch.rules.merging.verdict import Reason


class Shared:
    """The evidence that both ways of belonging by words go by: as told from elsewhere, and as one more piece of talk."""

    def __init__(self, reading: Reading, incident: Incident, vocabulary: Vocabulary) -> None:
        self._reading, self._incident, self._vocabulary = reading, incident, vocabulary

    @cached_property
    def named(self) -> list[Reason]:
        """Names in common, and those of the text that the incident is not about."""
        return weigh_places_named(self._reading, self._incident, self._vocabulary)

    @cached_property
    def copy(self) -> Reason | None:
        """Words repeated."""
        return weigh_copy(self._reading, self._incident, self._vocabulary)

    @cached_property
    def pin(self) -> Reason | None:
        """The pin on one place, however many hours later."""
        return weigh_pin(self._reading, self._incident)
