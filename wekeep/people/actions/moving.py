"""The one writer of an application's state: asks the table of moves, writes it down, and sets the next clock."""

from django.db import transaction

from wekeep.channels.actions import addresses
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound
from wekeep.people.models import Application, Decision
from wekeep.people.rules import kinds
from wekeep.people.rules.application import ENDED, TURNS, By, Move, Reason, State, due_at, step
from wekeep.people.rules.policy import policy_on
from wekeep.people.rules.screening import UNDO_WITHIN
from wekeep.people.rules.sealed import APPLICATION
from wekeep.places.queries.today import today
from wekeep.vault.actions.sealing import erase
from wekeep.work import actions as work

# States whose beginning an applicant who asked for letters is written about.
TOLD = frozenset({State.PAUSED, State.ORIENTATION, State.PROVISIONAL, State.APPROVED, State.DECLINED, State.EXPIRED})


def locked(code: str) -> Application:
    """The application's row, held until the transaction ends; NotFound where there is none."""
    one = Application.objects.select_for_update().filter(code=code).first()
    if one is None:
        raise NotFound
    return one


def application_of(code: str) -> Application | None:
    """The row of the application a member came by, held until the transaction ends; None where there was none."""
    return Application.objects.select_for_update().filter(code=code).first()


def leave(*, actor: Actor, code: str) -> None:
    """A member's access has ended: so has the way they came, and their address is forgotten."""
    one = application_of(code)
    if one is not None and State(one.state) not in ENDED:
        move(one=one, what=Move.REMOVE, by=By.STEWARD, actor=actor, reason=Reason.CONDUCT)
        erase_sealed(one)


@transaction.atomic
def move(*, one: Application, what: Move, by: By, actor: Actor, reason: Reason = Reason.NONE) -> Application:
    """`one` (a locked row) makes a move, or Refused. The claim on it ends; what ended is erased after the time to undo."""
    before = State(one.state)
    after = step(before, what, by, reason, State(one.paused_from) if one.paused_from else None)
    now = clock.now()
    one.paused_from = before if what is Move.PAUSE else ""
    set_state(one, after, reason)
    Decision.objects.create(
        application=one,
        by=actor.code,
        move=what,
        before=before,
        after=after,
        reason=reason,
        policy=policy_on(today()).version,
        at=now,
    )
    journal.record(kinds.APPLICATION_MOVED, about=one.code, actor=actor, zone=_zone(one), to=after.value)
    if after in TOLD | ENDED:
        later = now if by is By.APPLICANT else now + UNDO_WITHIN
        work.enqueue("people.settle_application", {"code": one.code, "state": after.value}, run_at=later)
    return one


def set_state(one: Application, state: State, reason: Reason) -> None:
    """Write the state with its clocks; nobody has it on the screen any more."""
    now = clock.now()
    one.state, one.reason, one.state_since, one.due_at = state, reason, now, due_at(state, now)
    one.forget_at = now + TURNS[state][1] if state in ENDED else None
    one.claimed_by, one.claimed_until = "", None
    one.save()


def erase_sealed(one: Application) -> None:
    """What was sealed is gone, and the e-mail address too where nobody else gave the same."""
    erase(kind=APPLICATION, record=one.code)
    one.is_sealed = False
    forget_address(one)
    one.save()


def forget_address(one: Application) -> None:
    """Forget the application's e-mail address, unless another application gave the same; the caller saves `one`."""
    address, one.address, one.wants_letters = one.address, "", False
    if address and not Application.objects.filter(address=address).exclude(pk=one.pk).exists():
        addresses.forget_address(code=address)


def _zone(one: Application) -> str:
    return "" if one.zone == "*" else one.zone
