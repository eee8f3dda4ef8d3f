"""Which steps of a case the one who looks at it may take now: what the page offers. The actions ask the rules again."""

from collections.abc import Collection

from wekeep.care.models import RentCase
from wekeep.care.queries.rent import barred, missing_papers, owed, owner_now
from wekeep.care.rules.approval import Yes
from wekeep.care.rules.rent import AFTER_MONEY, APPROVING, FOR_CARERS, OPEN, Kind, Owner, State
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor


def steps_of(actor: Actor, case: RentCase, given: Collection[Yes]) -> frozenset[str]:
    """The names of the steps, as the page sends them."""
    found: set[str] = set()
    for ability, steps in (
        (Ability.TAKE_RENT, _keeping),
        (Ability.APPROVE_RENT, _approving),
        (Ability.PAY_RENT, _paying),
        (Ability.KEEP_FUNDS, _stewarding),
    ):
        if actor.may(ability, case.desk):
            found |= steps(case, actor.code, given)
    return frozenset(found)


def _keeping(case: RentCase, me: str, given: Collection[Yes]) -> set[str]:
    state, found = State(case.state), set()
    if state in OPEN:
        found |= {"paper", "ask_papers", "decline"} | ({"let_in"} if case.unproved_at else set())
        own = Kind(case.kind) in FOR_CARERS and me == case.filed_by
        if not missing_papers(case) and not own:
            found.add("verify")
    if state in APPROVING | {State.SCHEDULED}:
        found |= {"send_back", "decline"}
    if state is State.PAID and me not in barred(case, given):
        found.add("confirm")
    if state is State.RETURNED_BY_BANK:
        found |= {"try_again", "decline"}
    if state in AFTER_MONEY and owed(case) and me != case.filed_by:
        found.add("settle")
    if state is State.RECONCILED and not owed(case):
        found.add("close")
    return found


def _approving(case: RentCase, me: str, given: Collection[Yes]) -> set[str]:
    waits = State(case.state) in APPROVING and owner_now(case, given) is Owner.APPROVER
    return {"approve"} if waits and me not in barred(case, given) else set()


def _paying(case: RentCase, me: str, given: Collection[Yes]) -> set[str]:
    state, out = State(case.state), me in barred(case, given)
    if state in APPROVING and owner_now(case, given) is Owner.PAYER and not out:
        return {"schedule"}
    if state is State.SCHEDULED and not out:
        return {"pay"}
    return {"returned"} if state in (State.PAID, State.RECEIPT_CONFIRMED) and not out else set()


def _stewarding(case: RentCase, me: str, given: Collection[Yes]) -> set[str]:
    state, found = State(case.state), set()
    if state in AFTER_MONEY and me not in barred(case, given):
        found.add("void")
        if state in (State.PAID, State.RECEIPT_CONFIRMED):
            found.add("returned")
        if state is State.RECEIPT_CONFIRMED:
            found.add("reconcile")
    return found
