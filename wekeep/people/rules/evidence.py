"""Dated evidence about a person: what was seen, by whom, on which day, until when it holds. Never the document itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wekeep.kit.actor import EVERY_ZONE


class Kind(StrEnum):
    """What can be seen about somebody who wants to help."""

    CONDUCT = "conduct"
    CONTACT = "contact"
    SCREENED = "screened"
    REFERENCE = "reference"
    VOUCH = "vouch"
    ESTABLISHED = "established"
    ORIENTATION = "orientation"
    OBSERVER_TRAINING = "observer_training"
    VERIFIER_TRAINING = "verifier_training"
    SHADOW_SHIFT = "shadow_shift"
    VETTED = "vetted"
    LICENCE = "licence"
    INSURANCE = "insurance"
    BACKGROUND = "background"


# What a vetter writes down by hand; the rest comes out of the steps themselves, so that nobody can write it.
BY_HAND = frozenset(
    {
        Kind.REFERENCE,
        Kind.OBSERVER_TRAINING,
        Kind.VERIFIER_TRAINING,
        Kind.SHADOW_SHIFT,
        Kind.VETTED,
        Kind.LICENCE,
        Kind.INSURANCE,
        Kind.BACKGROUND,
    }
)
# Papers carry their own last day; everything else holds as long as the policy says.
WITH_A_LAST_DAY = frozenset({Kind.LICENCE, Kind.INSURANCE, Kind.BACKGROUND})
# A vetter's judgement: it counts in the zones they vet, and nowhere else. What was seen is so everywhere.
OF_A_ZONE = frozenset({Kind.SCREENED, Kind.VETTED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen. `of` tells two of a kind apart: the vetter, the reference's number, the vouch's code. `in_person`
    says that they stood before each other. `zones` are those whose vetter said it (`EVERY_ZONE`: a vetter of all)."""

    kind: Kind
    on: date
    valid_until: date
    of: str = ""
    in_person: bool = False
    zones: frozenset[str] = frozenset({EVERY_ZONE})

    def counts_in(self, zone: str) -> bool:
        """Whether it counts towards a role in `zone`."""
        return self.kind not in OF_A_ZONE or bool(self.zones & {zone, EVERY_ZONE})

    def holds(self, today: date) -> bool:
        """Whether it counts on `today`: from its day up to and including its last."""
        return self.on <= today <= self.valid_until
