"""Showing, with one request, that a member is there and not only their cookies: before a second factor of theirs changes."""

from dataclasses import dataclass

from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound
from wekeep.people.actions.recovery import use_recovery
from wekeep.people.models import AppCode, Member
from wekeep.people.queries.factors import taken_for
from wekeep.people.rules.factor import Change, Proof, TouchToChange, WrongProof, is_six_digits
from wekeep.vault.actions.factors import check_factor


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What one request brought. `words`: the member's five words were in it, and right. `touched`: a passkey of theirs
    answered for exactly this request. `code`: what was typed as six digits or a recovery code, not checked yet. `session`:
    a mark of the session it came in, by which wrong digits are counted."""

    words: bool = False
    touched: bool = False
    code: str = ""
    session: str = ""


NOTHING = Shown()


def require_proof(*, actor: Actor, member: Member, change: Change, shown: Shown) -> None:
    """Refused unless the request that makes this change brought a proof of its own; that the session gave one when it was
    opened counts for nothing. In the caller's transaction, with the member's row locked: what is typed is used up."""
    taken = taken_for(member, change)
    if (shown.words and Proof.WORDS in taken) or (shown.touched and Proof.TOUCH in taken):
        return
    if Proof.WORDS in taken:
        raise WrongProof("Those are not your words. Check them and try again.")
    if not shown.code and Proof.TOUCH in taken:
        raise TouchToChange("Touch a passkey you have already.")
    if not _is_theirs(actor, member, shown, taken):
        raise WrongProof("That code is not right, or was used already. Try the next one.")


def is_apps(*, member: Member, digits: str, session: str = "") -> bool:
    """Whether these digits are the member's app's now, and new. Refused after too many wrong ones in this session, or
    where they came with the member's words, with those."""
    app = AppCode.objects.filter(member=member).first()
    return app is not None and check_factor(
        member=member.code, sealed=bytes(app.sealed), digits=digits, session=session
    )


def own_row(*, actor: Actor) -> Member:
    """The actor's own row, locked until the transaction ends."""
    member = Member.objects.select_for_update().filter(code=actor.code, is_active=True).first()
    if member is None:
        raise NotFound
    return member


def _is_theirs(actor: Actor, member: Member, shown: Shown, taken: frozenset[Proof]) -> bool:
    if is_six_digits(shown.code):
        return Proof.DIGITS in taken and is_apps(member=member, digits=shown.code, session=shown.session)
    return Proof.RECOVERY in taken and use_recovery(actor=actor, member=member, code=shown.code)
