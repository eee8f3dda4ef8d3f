"""Two persons: asking, agreeing, refusing. The keeper counts the two; here it is written down what they agree to."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wekeep.journal import actions as journal
from wekeep.journal.rules.kind import Kind
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import Approve, Carry, Done, No, Second, TakeBack
from wekeep.vault import keeper
from wekeep.vault.models import Proposal
from wekeep.vault.queries.powers import proposals_visible_to
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules import kinds
from wekeep.vault.rules.power import AGREES, CARRIED, LIVES, NeedsSecond, Power, Proposed, action_of, asked_in, written
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work import actions as work


def use(*, unlocked: Unlocked, power: Power, zone: str, about: str, terms: Mapping[str, Any]) -> None:
    """Do it alone, where another agreed to the very same already, or where the network never had a second steward.

    NeedsSecond otherwise: then `propose` takes the same. Who may use the power is the caller's to check.
    """
    _second(unlocked, power, about, action_of(power, zone, about, terms), terms)
    Proposal.objects.filter(power=power, zone=zone, about=about, terms=written(terms)).delete()


@transaction.atomic
def propose(
    *, unlocked: Unlocked, power: Power, zone: str, about: str, terms: Mapping[str, Any], action: bytes = b""
) -> Proposed:
    """Ask for a second person. `action` is what the keeper is to count, where it is not that of the terms; a newer
    proposal about the same takes the place of an older one, of a power that everybody has in every zone only of their own."""
    check_unlocked(unlocked)
    for older in _replaced_by(
        Proposal.objects.select_for_update().filter(power=power, about=about), unlocked.actor, power
    ):
        _take_back(older)
    action = action or action_of(power, zone, about, terms)
    keeper.ask(Approve(unlocked.key, action), Done)
    row = Proposal.objects.create(
        power=power,
        zone=zone,
        about=about,
        terms=written(terms),
        action=action,
        by=unlocked.actor.code,
        until=clock.now() + LIVES,
    )
    _record(kinds.POWER_ASKED, row.proposed, unlocked.actor)
    where = asked_in(power, zone) or ""
    work.enqueue("alerts.tell_second", {"ability": AGREES[power].name, "zone": where, "by": row.by, "code": row.code})
    return row.proposed


def _replaced_by(older: QuerySet[Proposal], actor: Actor, power: Power) -> QuerySet[Proposal]:
    """Whoever may ask anywhere must not take back what others ask for by asking again and again."""
    return older if asked_in(power, "") is not None else older.filter(by=actor.code)


def waiting(*, actor: Actor, code: str, power: Power) -> Proposed:
    """A proposal that the actor may agree to, locked for the caller's transaction; NotFound where it waits no longer."""
    rows = Proposal.objects.select_for_update()
    row = rows.filter(code=code, power=power, until__gt=clock.now()).first()
    if row is None:
        raise NotFound
    if actor.code == row.by:
        raise Refused("You asked for this yourself, so someone else agrees.")
    actor.require(AGREES[power], asked_in(power, row.zone))
    return row.proposed


def agree(*, unlocked: Unlocked, proposed: Proposed) -> None:
    """Be the second person, in the caller's transaction, which does it. Refused where the keeper did not hear another
    agree to exactly this."""
    _second(unlocked, proposed.power, proposed.about, proposed.action, proposed.terms)
    close(proposed=proposed, actor=unlocked.actor)


def close(*, proposed: Proposed, actor: Actor) -> None:
    """It is agreed to: it waits no longer."""
    Proposal.objects.filter(code=proposed.code).delete()
    _record(kinds.POWER_AGREED, proposed, actor)


@transaction.atomic
def refuse(*, actor: Actor, code: str) -> Proposed:
    """Say no, as one who might agree, or take it back as the one who asked: then the keeper counts nobody's agreement to it
    any more. Whoever still wants it asks anew."""
    found = next((one for one in proposals_visible_to(actor) if one.code == code), None)
    row = Proposal.objects.select_for_update().filter(code=code).first()
    if found is None or row is None:
        raise NotFound
    _take_back(row)
    _record(kinds.POWER_REFUSED, found, actor)
    return found


@transaction.atomic
def forget_asked(*, member: str) -> None:
    """Nothing that this member asked for can be agreed to any more: they may no longer ask."""
    Proposal.objects.filter(by=member).delete()
    _tell_of(TakeBack(member=member))


def forget_proposals() -> int:
    """Delete what nobody agreed to in time; returns how many."""
    return Proposal.objects.filter(until__lte=clock.now()).delete()[0]


def forget_all_proposals() -> None:
    """What waited in a backup waits for nobody here."""
    Proposal.objects.all().delete()


def _take_back(row: Proposal) -> None:
    """It waits no longer, and whoever asked for it has agreed to nothing."""
    action = bytes(row.action) or row.proposed.action
    row.delete()
    _tell_of(TakeBack(action=action))


def _tell_of(taken_back: TakeBack) -> None:
    """A keeper that does not run has forgotten it already; one that hangs has not, and then this says so."""
    try:
        keeper.ask(taken_back, Done)
    except keeper.KeeperAway as away:
        if not isinstance(away.__cause__, FileNotFoundError | ConnectionRefusedError):
            raise


def _second(unlocked: Unlocked, power: Power, about: str, action: bytes, terms: Mapping[str, Any]) -> None:
    check_unlocked(unlocked)
    theirs = CARRIED.get(power)
    request = (
        Carry(unlocked.key, theirs, about, written(terms))
        if theirs
        else Second(unlocked.key, action, power.value, about)
    )
    try:
        keeper.ask(request, Done)
    except keeper.KeeperSays as refusal:
        if refusal.no is No.SECOND_PERSON:
            raise NeedsSecond("Someone else must agree to this first.") from refusal
        raise


def _record(kind: Kind, proposed: Proposed, actor: Actor) -> None:
    zone = "" if proposed.zone == EVERY_ZONE else proposed.zone
    journal.record(kind, about=proposed.about, actor=actor, zone=zone, power=proposed.power.name.lower())
