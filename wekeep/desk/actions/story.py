"""Telling the demo's story, one step at a time, through the same actions that people's presses reach."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts.rules.alert import Level as AlertLevel
from wekeep.alerts.rules.parts import Advice, Change, Ending
from wekeep.desk.actions import phones
from wekeep.desk.actions.cast import actor_of_cast, unlocked_of_cast
from wekeep.desk.queries.ground import Corner, corner_at
from wekeep.desk.rules.demo import CARS, CORNERS, DISPATCHER, STORY, TELLINGS, VERIFIER, Deed, Scene, Step
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.keeper import KeeperAway, KeeperSays
from wekeep.watch.actions import verification, warnings
from wekeep.watch.actions.sightings import file_sighting, filed_before
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.warnings import alerts_about
from wekeep.watch.rules.outcome import Level, Method, Outcome
from wekeep.watch.rules.salute import Count
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.sign import Sign
from wekeep.watch.rules.status import Source
from wekeep.watch.rules.verification import Answer
from wekeep.work import actions as work
from wekeep.work.queries import pending

JOB = "desk.tell_story"
# How often a step that waits for merging or the keeper looks again, and after how many looks the story goes on without it.
AGAIN, MOST_LOOKS = timedelta(seconds=1), 30
# The same for the phones: on a slow machine they sign up late, and a story told before then lights none.
MOST_LOOKS_FOR_PHONES = 180
# A step whose time was so long ago waited for a server that was not there.
GONE_COLD = timedelta(minutes=10)
ADVICE = (Advice.KNOW_RIGHTS, Advice.KEEP_DISTANCE)


@transaction.atomic
def begin_story(*, after: timedelta = timedelta(0)) -> bool:
    """Tell the story from its beginning; False, and nothing is done, where one is being told."""
    if pending(JOB):
        return False
    _begin(clock.now() + after)
    return True


def tell(*, story: str, telling: int, step: int, looks: int, due: int) -> None:
    """Do one step and queue the next. What the people at the demo did first is left as they did it.

    A demo that was away for long begins anew, because by then its incidents are over; `due` is when the step was to come,
    in seconds since 1970.
    """
    now = clock.now()
    if now.timestamp() - due > GONE_COLD.total_seconds():
        _begin(now)
        return
    if step == 0 and not phones.are_on() and looks < MOST_LOOKS_FOR_PHONES:
        _queue(story, telling, step, looks + 1, now + AGAIN)
        return
    done = _do(story, telling, STORY[step])
    following = step + 1 if done or looks >= MOST_LOOKS else step
    if following == len(STORY):
        return
    wait = timedelta(seconds=settings.DEMO_PACE) if following > step else AGAIN
    _queue(story, telling, following, 0 if following > step else looks + 1, now + wait)


def _begin(at: datetime) -> None:
    _queue(new_code(), Incident.objects.count() // len(Scene) % TELLINGS, 0, 0, at)


def _queue(story: str, telling: int, step: int, looks: int, at: datetime) -> None:
    payload: dict[str, str | int | float | bool | None] = {
        "story": story,
        "telling": telling,
        "step": step,
        "looks": looks,
        "due": int(at.timestamp()),
    }
    work.enqueue(JOB, payload, unique_key=JOB, run_at=at)


def _do(story: str, telling: int, step: Step) -> bool:
    """Whether the step is done with; False where it must wait for the merging, or for a keeper that is still starting."""
    if step.deed is Deed.REPORT:
        _report(story, telling, step)
        return True
    code = _incident_of(story, step.scene)
    if not code:
        return False
    try:
        _DEEDS[step.deed](code, step)
    except (KeeperAway, KeeperSays):
        return False
    except (Refused, NotFound):
        pass
    return True


def _report(story: str, telling: int, step: Step) -> None:
    told = step.told
    if told is None:
        return
    number = STORY.index(step)
    corner = corner_at(*CORNERS[step.scene][telling])
    report = Report(
        observed_at=clock.now() - timedelta(seconds=40),
        spot=_near(corner, number),
        place_text=corner.name,
        people=Count(told.people, told.people + 1),
        vehicles=told.vehicles,
        activity=told.activity,
        text=told.words.format(car=CARS[telling].get(told.language, "")),
        signs=frozenset({Sign.PLAIN_VESTS, Sign.VEHICLES_TOGETHER}),
        first_hand=True,
        still_there=True,
        language=told.language,
    )
    key = _key(story, number)
    file_sighting(actor=VISITOR, report=report, source=Source.WEB, key=key, body=key)


def _near(corner: Corner, number: int) -> Spot:
    """Nobody stands in the middle of the crossing, and no two in the same place: up to about twenty metres away."""
    return Spot(corner.lat + (number % 3 - 1) * 0.00012, corner.lon + (number % 2) * 0.00015)


def _key(story: str, number: int) -> str:
    return f"demo-{story}-{number:02}"


def _incident_of(story: str, scene: Scene) -> str:
    """The code of the incident that the scene's first report is in; empty while it is in none."""
    first = next(n for n, step in enumerate(STORY) if step.deed is Deed.REPORT and step.scene is scene)
    filed = filed_before(key=_key(story, first), body=_key(story, first))
    sighting = Sighting.objects.filter(code=filed.code).select_related("incident").first() if filed else None
    return sighting.incident.code if sighting and sighting.incident else ""


def _claim(code: str, step: Step) -> None:
    verification.claim_verification(actor=actor_of_cast(VERIFIER), code=code)


def _confirm(code: str, step: Step) -> None:
    _answer(code, Answer(Outcome.CONFIRMED, Method.IN_PERSON, Level.CONFIRMED))


def _graver(code: str, step: Step) -> None:
    _answer(code, Answer(Outcome.CONFIRMED, Method.IN_PERSON, Level.ACTIVE))


def _deny(code: str, step: Step) -> None:
    _answer(code, Answer(Outcome.NOT_ENFORCEMENT, Method.IN_PERSON, kind=step.kind))


def _answer(code: str, answer: Answer) -> None:
    verification.give_outcome(actor=actor_of_cast(VERIFIER), code=code, answer=answer)


def _alert(code: str, step: Step) -> None:
    warnings.send_alert(
        unlocked=unlocked_of_cast(DISPATCHER), code=code, level=AlertLevel.CONFIRMED, rings=1, advice=ADVICE
    )


def _update(code: str, step: Step) -> None:
    for alert in _alerts_out(code):
        warnings.update_alert(
            unlocked=unlocked_of_cast(DISPATCHER),
            code=code,
            alert=alert,
            change=Change.DETENTION,
            level=AlertLevel.ACTIVE,
        )


def _cancel(code: str, step: Step) -> None:
    for alert in _alerts_out(code):
        warnings.cancel_alert(
            unlocked=unlocked_of_cast(DISPATCHER), code=code, alert=alert, ending=Ending.NOT_ENFORCEMENT
        )


def _clear(code: str, step: Step) -> None:
    warnings.clear_incident(unlocked=unlocked_of_cast(DISPATCHER), code=code, ending=Ending.THEY_LEFT)


def _alerts_out(code: str) -> list[str]:
    incident = Incident.objects.get(code=code)
    return [chain.code for chain in alerts_about(actor_of_cast(DISPATCHER), incident) if chain.is_live]


_DEEDS: dict[Deed, Callable[[str, Step], None]] = {
    Deed.CLAIM: _claim,
    Deed.CONFIRM: _confirm,
    Deed.GRAVER: _graver,
    Deed.DENY: _deny,
    Deed.ALERT: _alert,
    Deed.UPDATE: _update,
    Deed.CANCEL: _cancel,
    Deed.CLEAR: _clear,
}
