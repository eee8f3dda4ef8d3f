"""What fund keepers do: note which papers they saw, put the amount down, approve what others put down, decline, close."""

from collections.abc import Collection
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from wekeep.care.actions.funds import check_open
from wekeep.care.actions.rent_moving import check_state, check_version, locked, move, open_anew, take_in
from wekeep.care.models import RentApproval, RentCase, RentClaim, RentPaper, RentRecount
from wekeep.care.queries import rent as queries
from wekeep.care.queries.funds import get_fund
from wekeep.care.rules import approval, rent_kinds
from wekeep.care.rules.fund import approvals_for, approvals_for_claim, check_pays
from wekeep.care.rules.plausible import Doubt
from wekeep.care.rules.rent import (
    APPROVING,
    FOR_CARERS,
    OPEN,
    PURPOSE_OF,
    By,
    Kind,
    Move,
    Paper,
    Payee,
    Reason,
    State,
    details_in,
)
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.places.queries.today import today
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules.unlocked import Unlocked

_LOOK_AGAIN: Final = gettext_noop("Look at this amount again. If it is right, say so and send it again.")


class Doubtful(Refused):
    """The amount looks like a slip of the finger; whoever is sure says so and sends it again."""

    def __init__(self, doubts: list[Doubt]) -> None:
        super().__init__(_LOOK_AGAIN)
        self.doubts = doubts


def mine(unlocked: Unlocked, code: str, ability: Ability) -> RentCase:
    """The case, locked for the caller's transaction, for one with the ability at its desk in an unlocked session."""
    seen = queries.get_case(unlocked.actor, code)
    unlocked.actor.require(ability, seen.desk)
    check_unlocked(unlocked)
    return locked(code)


@transaction.atomic
def note_paper(*, unlocked: Unlocked, code: str, paper: Paper) -> RentPaper:
    """Write down that the actor saw this paper today. Nothing of it is kept."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    check_state(one, OPEN)
    take_in(one)
    row, _new = RentPaper.objects.update_or_create(
        case=one, kind=paper, defaults={"seen_by": unlocked.actor.code, "seen_on": today()}
    )
    journal.record(rent_kinds.RENT_PAPER_SEEN, about=one.code, actor=unlocked.actor, paper=paper.value)
    return row


@transaction.atomic
def let_in(*, unlocked: Unlocked, code: str) -> RentCase:
    """The actor looked at a case that came in a flood: it is true, and stands among the others."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    check_state(one, OPEN)
    take_in(one)
    return one


@transaction.atomic
def ask_papers(*, unlocked: Unlocked, code: str, papers: Collection[Paper]) -> RentCase:
    """Tell the family what is missing; it stands on their page in their language."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    if not papers:
        raise Refused("Choose what is missing.")
    one.missing = [*details_in(one.missing), *(paper.value for paper in Paper if paper in papers)]
    return move(one=one, what=Move.ASK_DOCS, by=By.KEEPER, actor=unlocked.actor)


@transaction.atomic
def verify(*, unlocked: Unlocked, code: str, version: int, fund: str, cents: int, is_sure: bool = False) -> RentCase:
    """Put the amount down, from the papers, and the fund it comes from: two others then reckon it anew.

    Refused where papers are missing, the fund is not for this, or the household's month is paid from it already; Doubtful
    where the amount looks like a slip and `is_sure` does not say that it is none."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    check_version(one, version)
    me = unlocked.actor.code
    if Kind(one.kind) in FOR_CARERS and me == one.filed_by:
        raise Refused("You asked for this yourself, so someone else checks it.")
    if details_in(one.missing):
        raise Refused("The family has not told all of it yet. Reach them, or wait until they do.")
    if queries.missing_papers(one):
        raise Refused("Papers are missing. Write down that you saw them, or ask for them.")
    open_anew(one)
    paid_from = check_open(get_fund(unlocked.actor, fund).code)
    kind, months = Kind(one.kind), len(one.months)
    check_pays(paid_from.rules, kind=kind, payee=Payee(one.payee_kind), zone=one.zone, months=months, cents=cents)
    doubts = queries.doubts_of(one, cents)
    if doubts and not is_sure:
        raise Doubtful(doubts)
    one.fund, one.amount, one.verified_by, one.missing = paid_from, cents, me, []
    like = queries.claims_like(one)
    if kind in FOR_CARERS:
        one.same_as = like[0].code if like else ""
    one.approvals_needed = approvals_for_claim(
        paid_from.rules, kind, cents, lately=queries.claimed_lately(one), like_another=bool(like)
    )
    _claim(one)
    return move(one=one, what=Move.VERIFY, by=By.KEEPER, actor=unlocked.actor)


def check_rules(one: RentCase) -> None:
    """Refuse what the rules of the fund, as they are now, would not pay as it was put down: where two persons have tightened them since,
    it is checked anew, however many had said yes under the old ones."""
    if one.fund is None:
        return
    rules, kind = one.fund.rules, Kind(one.kind)
    check_pays(
        rules,
        kind=kind,
        payee=Payee(one.payee_kind),
        zone=one.zone,
        months=len(one.months),
        cents=one.amount,
    )
    if approvals_for(rules, kind, one.amount) > one.approvals_needed:
        raise Refused("The fund takes more approvals for this now. Send it back to be checked anew.")


def _claim(one: RentCase) -> None:
    purpose = PURPOSE_OF.get(Kind(one.kind))
    if purpose is None:
        return
    try:
        with transaction.atomic():
            RentClaim.objects.bulk_create(
                RentClaim(
                    case=one,
                    fund=one.fund,
                    month=month,
                    household_mark=one.household_mark,
                    address_mark=one.address_mark,
                    purpose=purpose,
                )
                for month in one.months
            )
    except IntegrityError:
        raise Refused("This household's month is paid from this fund already, or is about to be.") from None


@transaction.atomic
def approve(*, unlocked: Unlocked, code: str, version: int, cents: int) -> RentCase:
    """Say yes with the amount that the actor reckoned from the papers themselves. Where it is another than the one that
    stands there, both are written down and the case goes back to be looked at again; then no approval holds any more."""
    one = mine(unlocked, code, Ability.APPROVE_RENT)
    check_version(one, version)
    check_state(one, APPROVING)
    me, given = unlocked.actor.code, queries.approvals_of(one)
    check_rules(one)
    approval.check_may_approve(me, filed_by=one.filed_by, verified_by=one.verified_by, given=given)
    if one.approvals.filter(version=one.version, by=me).exists():
        raise Refused("What you said yes to no longer holds. Within half an hour the case can be approved anew.")
    if cents != one.amount:
        return _recount(unlocked, one, cents)
    now = clock.now()
    digest = queries.facts_of(one).digest()
    what = Move.APPROVE if State(one.state) is State.VERIFIED else Move.APPROVE_AGAIN
    RentApproval.objects.create(
        case=one, version=one.version, by=me, cents=cents, digest=digest, at=now, lapses_at=now + approval.HOLDS
    )
    journal.record(rent_kinds.RENT_APPROVED, about=one.code, actor=unlocked.actor, version=one.version)
    return move(one=one, what=what, by=By.APPROVER, actor=unlocked.actor)


def _recount(unlocked: Unlocked, one: RentCase, cents: int) -> RentCase:
    RentRecount.objects.create(case=one, by=unlocked.actor.code, stood=one.amount, reckoned=cents, at=clock.now())
    journal.record(rent_kinds.RENT_RECOUNTED, about=one.code, actor=unlocked.actor, version=one.version)
    open_anew(one)
    return move(one=one, what=Move.SEND_BACK, by=By.APPROVER, actor=unlocked.actor, reason=Reason.OTHER_AMOUNT)


@transaction.atomic
def send_back(*, unlocked: Unlocked, code: str, version: int) -> RentCase:
    """Something changed, or is not right: it is checked anew, and no approval holds any more."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    check_version(one, version)
    open_anew(one)
    return move(one=one, what=Move.SEND_BACK, by=By.KEEPER, actor=unlocked.actor, reason=Reason.SOMETHING_CHANGED)


@transaction.atomic
def decline(*, unlocked: Unlocked, code: str, version: int, reason: Reason) -> RentCase:
    """No, for a reason that the family is told."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    check_version(one, version)
    return move(one=one, what=Move.DECLINE, by=By.KEEPER, actor=unlocked.actor, reason=reason)


@transaction.atomic
def try_again(*, unlocked: Unlocked, code: str) -> RentCase:
    """The bank sent it back: it is checked and approved anew, because something about the payee was wrong."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    open_anew(one)
    return move(one=one, what=Move.TRY_AGAIN, by=By.KEEPER, actor=unlocked.actor)


@transaction.atomic
def close(*, unlocked: Unlocked, code: str) -> RentCase:
    """It is over; who it was for is erased."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    if queries.owed(one):
        raise Refused("Receipts for this advance are missing. Settle it first.")
    return move(one=one, what=Move.CLOSE, by=By.KEEPER, actor=unlocked.actor)
