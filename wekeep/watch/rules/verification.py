"""Who may claim a verification, hand it over and answer it, and what an answer must hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.errors import Refused
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.salute import DETENTIONS, Activity, Count

CLAIM_LASTS = timedelta(minutes=20)


class Approach(StrEnum):
    """How a verifier is asked to look."""

    FROM_A_DISTANCE = "from_a_distance"
    DRIVE_PAST_ONCE = "drive_past_once"
    BY_PHONE = "by_phone"
    ASK_A_NEIGHBOUR = "ask_a_neighbour"
    DO_NOT_GO = "do_not_go"


class LookFor(StrEnum):
    """What a verifier is asked to look for."""

    PRESENCE = "presence"
    MARKINGS = "markings"
    NUMBERS = "numbers"
    PEOPLE_HELD = "people_held"
    WARRANT = "warrant"
    MOVEMENT = "movement"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is looking, since when; None and None where nobody is."""

    by: str
    since: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether someone is looking. A claim without an answer lapses after 20 minutes, so that nothing waits for a phone
        that fell into the snow."""
        return bool(self.by) and self.since is not None and now - self.since < CLAIM_LASTS


@dataclass(frozen=True, slots=True)
class Scene:
    """What a verifier says of a confirmed incident: what is done, how many people and vehicles, and where (degrees, None
    for where the incident is shown)."""

    activity: Activity | None
    people: Count | None
    vehicles: int | None
    lat_lon: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verifier says they found. Without a `scene` it is as the incident is shown at that moment."""

    outcome: Outcome
    method: Method
    level: Level = Level.WATCH
    kind: NotEnforcement | None = None
    scene: Scene | None = None


def check_claim(claim: Claim, by: str, now: datetime) -> None:
    """Refuse a second claim while another person's holds."""
    if claim.holds(now) and claim.by != by:
        raise Refused("Someone is looking already. They can hand it over to you.")


def check_hand_over(claim: Claim, by: str, now: datetime) -> None:
    """Only the one who looks can hand over; a lapsed claim is free anyway."""
    if not claim.holds(now) or claim.by != by:
        raise Refused("You are not the one who looks at this now.")


def check_answer(claim: Claim, by: str, answer: Answer, now: datetime) -> None:
    """Refuse an answer from someone else while a claim holds, and one that lacks what it must say."""
    check_claim(claim, by, now)
    if answer.outcome is Outcome.NOT_ENFORCEMENT and answer.kind is None:
        raise Refused("Say what it was instead, so that the rumour gets its answer.")
    if answer.outcome is Outcome.CONFIRMED and answer.level not in (Level.CONFIRMED, Level.ACTIVE):
        raise Refused("Say whether someone is being detained now, or enforcement is only present.")


def check_scene(answer: Answer, shown: Activity | None) -> None:
    """Refuse an answer that says both that no one is detained and that someone is; `shown` is what the incident says is
    done, which holds where the answer has no scene of its own."""
    done = answer.scene.activity if answer.scene else shown
    if answer.level is Level.CONFIRMED and done in DETENTIONS:
        raise Refused(
            "You say that no one is detained, and that someone is. Change how grave it is, or what is being done."
        )
