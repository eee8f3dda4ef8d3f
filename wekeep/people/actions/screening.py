"""Vetters' decisions: claiming a batch, saying yes or no to one after the other, and taking one back."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.people.actions.evidence import keep_evidence
from wekeep.people.actions.moving import locked, move, set_state
from wekeep.people.actions.standing import recompute
from wekeep.people.models import Application, Decision, Seen
from wekeep.people.queries import applications as queries
from wekeep.people.rules import kinds
from wekeep.people.rules.application import By, Move, Reason, State
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.screening import BATCH, LEASE, MEANS, Choice, check_sheet, is_free, may_undo, sheet_mark


@transaction.atomic
def claim_batch(*, actor: Actor) -> int:
    """The actor has up to ten applications on the screen for a quarter of an hour, and nobody else has them; returns how
    many. Two vetters at once never get the same one."""
    actor.require(Ability.SCREEN)
    free = queries.free_for(actor).select_for_update(skip_locked=True)
    ids = [one.pk for one in free[:BATCH]]
    now = clock.now()
    still = Q(claimed_by="") | Q(claimed_by=actor.code) | Q(claimed_until__lte=now)
    return Application.objects.filter(still, pk__in=ids, state=State.CONTACT_CONFIRMED).update(
        claimed_by=actor.code, claimed_until=now + LEASE
    )


@transaction.atomic
def decide(*, actor: Actor, code: str, choice: Choice, sheet: str = "") -> Application:
    """One decision, about the `sheet` that the actor has open (`rules.screening.sheet_mark`). Refused where somebody else
    has the application on their screen or has decided already, and where the actor opened nothing; ChangedMeanwhile where
    what they read has changed since. Whoever opened it may decide when their quarter of an hour is over too."""
    actor.require(Ability.SCREEN)
    one = locked(queries.get_application(actor, code).code)
    if not is_free(one.claimed_by, one.claimed_until, actor.code, clock.now()):
        raise Refused("Somebody else is looking at this one.")
    if choice is Choice.LATER:
        return _pass_over(one)
    what, reason = MEANS[choice]
    if one.state != State.CONTACT_CONFIRMED:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    check_sheet(sheet, sheet_mark(settings.SECRET_KEY, actor.code, one.code, one.version))
    move(one=one, what=what, by=By.VETTER, actor=actor, reason=reason)
    if what is Move.SCREEN:
        _keep_yes(actor, one)
    return one


@transaction.atomic
def say_yes_here(*, actor: Actor, code: str) -> Application:
    """A vetter of another zone that they wished for says yes for that zone. Refused where no zone of the actor waits for it."""
    actor.require(Ability.SCREEN)
    one = locked(queries.get_wishing(actor, code).code)
    if not queries.zones_that_wait(actor, one):
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    _keep_yes(actor, one)
    journal.record(kinds.EVIDENCE_SEEN, about=one.code, actor=actor, evidence=Kind.SCREENED.value)
    return one


def _keep_yes(actor: Actor, one: Application) -> None:
    """The yes counts where the actor vets; each vetter's stands for itself."""
    zones = actor.zones_where(Ability.SCREEN)
    keep_evidence(person=one.code, kind=Kind.SCREENED, of=actor.code, seen_by=actor.code, zones=zones)
    recompute(person=one.code)


@transaction.atomic
def claim_again(*, actor: Actor, code: str) -> Application:
    """The actor has this one on the screen again, to read it anew; Refused where somebody else has taken it meanwhile."""
    actor.require(Ability.SCREEN)
    one = locked(queries.get_application(actor, code).code)
    if one.state != State.CONTACT_CONFIRMED or not is_free(one.claimed_by, one.claimed_until, actor.code, clock.now()):
        raise Refused("Somebody else is looking at this one.")
    one.claimed_by, one.claimed_until = actor.code, clock.now() + LEASE
    one.save(update_fields=["claimed_by", "claimed_until"])
    return one


def _pass_over(one: Application) -> Application:
    one.claimed_by, one.claimed_until, one.passed_over_at = "", None, clock.now()
    one.save(update_fields=["claimed_by", "claimed_until", "passed_over_at"])
    return one


@transaction.atomic
def undo(*, actor: Actor) -> Application:
    """Take back the actor's newest decision, within ten minutes and while nobody has built on it; it is on their screen
    again."""
    actor.require(Ability.SCREEN)
    last = queries.last_decision(actor)
    if last is None or not may_undo(last.at, clock.now()):
        raise Refused("There is nothing to take back: ten minutes are over, or nothing was decided.")
    one = locked(last.application.code)
    since = Decision.objects.filter(application=one, pk__gte=last.pk, undone_at=None)
    if since.exclude(pk=last.pk).exclude(by="system").exists():
        raise Refused("This cannot be taken back any more: somebody has gone on from it.")
    since.update(undone_at=clock.now())
    if last.move == Move.SCREEN:
        Seen.objects.filter(person=one.code, kind=Kind.SCREENED, seen_by=actor.code).delete()
    one.paused_from = ""
    set_state(one, State(last.before), Reason.NONE)
    one.claimed_by, one.claimed_until = actor.code, clock.now() + LEASE
    one.save(update_fields=["claimed_by", "claimed_until"])
    journal.record(kinds.APPLICATION_UNDONE, about=one.code, actor=actor, zone="" if one.zone == "*" else one.zone)
    return one


@transaction.atomic
def decline(*, actor: Actor, code: str, reason: Reason) -> Application:
    """No, for a reason that the applicant is told."""
    actor.require(Ability.SCREEN)
    one = locked(queries.get_application(actor, code).code)
    return move(one=one, what=Move.DECLINE, by=By.VETTER, actor=actor, reason=reason)


@transaction.atomic
def resume(*, actor: Actor, code: str) -> Application:
    """A paused application goes on where it stopped."""
    actor.require(Ability.SCREEN)
    one = locked(queries.get_application(actor, code).code)
    return move(one=one, what=Move.RESUME, by=By.VETTER, actor=actor)
