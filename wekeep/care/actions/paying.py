"""Money leaves a fund: on a day, by one who neither filed, checked nor approved; with its entry in the book, in one transaction."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from wekeep.care.actions import book
from wekeep.care.actions.funds import check_open
from wekeep.care.actions.rent_checking import check_rules, mine
from wekeep.care.actions.rent_moving import check_state, check_version, move
from wekeep.care.models import BookEntry, Fund, RentCase, RentPayment
from wekeep.care.queries import rent as queries
from wekeep.care.queries.book import held_by
from wekeep.care.rules import approval
from wekeep.care.rules import book as rules
from wekeep.care.rules.book import What
from wekeep.care.rules.day_plan import moment
from wekeep.care.rules.reference import reference_of
from wekeep.care.rules.rent import AFTER_MONEY, By, Kind, Method, Move, State
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.places.queries.today import today
from wekeep.vault.rules.unlocked import Unlocked


@transaction.atomic
def schedule(*, unlocked: Unlocked, code: str, version: int, day: date) -> RentCase:
    """Promise to pay on `day`; it is late from that day's end on. Refused where the fund, without what it has promised to others, does not
    hold it."""
    one = mine(unlocked, code, Ability.PAY_RENT)
    check_version(one, version)
    fund = _fund(one)
    given = _checked(unlocked, one)
    approval.check_pay_day(day, given, today(), timezone.get_default_timezone())
    if held_by(fund) - queries.reserved(fund, one) < one.amount:
        raise Refused("The fund does not hold this much beside what it has promised to others.")
    one.pay_on = day
    done = move(one=one, what=Move.SCHEDULE, by=By.PAYER, actor=unlocked.actor)
    done.due_at = moment(day + timedelta(days=1), 0, timezone.get_default_timezone())
    done.save(update_fields=["due_at"])
    return done


@transaction.atomic
def pay(*, unlocked: Unlocked, code: str, version: int, method: Method, reference: str) -> RentPayment:
    """Write down that it was paid, how, and under which reference of the bank. Refused where the approvals have lapsed
    meanwhile, the fund does not hold it, or the actor had another part in it."""
    one = mine(unlocked, code, Ability.PAY_RENT)
    check_version(one, version)
    check_state(one, frozenset({State.SCHEDULED}))
    reference = reference_of(reference)
    fund = _fund(one)
    _checked(unlocked, one)
    number = book.next_number()
    if held_by(fund) < one.amount:
        raise Refused("The fund does not hold this much.")
    payment = RentPayment.objects.create(
        case=one,
        version=one.version,
        by=unlocked.actor.code,
        cents=one.amount,
        method=method,
        reference=reference,
        entry_id=number,
        at=clock.now(),
    )
    legs = rules.payment(Kind(one.kind), fund.code, fund.currency, one.amount)
    book.enter(actor=unlocked.actor, number=number, what=What.PAYMENT, about=one.code, legs=legs)
    move(one=one, what=Move.PAY, by=By.PAYER, actor=unlocked.actor)
    return payment


def _fund(one: RentCase) -> Fund:
    if one.fund is None:
        raise Refused("Approvals are missing or have lapsed. It is paid once they are all there.")
    return check_open(one.fund.code)


def _checked(unlocked: Unlocked, one: RentCase) -> list[approval.Yes]:
    check_rules(one)
    given = queries.approvals_of(one)
    approval.check_may_pay(
        unlocked.actor.code,
        filed_by=one.filed_by,
        verified_by=one.verified_by,
        given=given,
        needed=one.approvals_needed,
    )
    return given


@transaction.atomic
def confirm(*, unlocked: Unlocked, code: str) -> RentCase:
    """The payee said that the money came; somebody else than the payer heard it."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    _check_not_payer(unlocked, one)
    return move(one=one, what=Move.CONFIRM, by=By.KEEPER, actor=unlocked.actor)


@transaction.atomic
def reconcile(*, unlocked: Unlocked, code: str) -> RentCase:
    """The bank's statement shows the same payment; somebody else than the payer compared."""
    one = mine(unlocked, code, Ability.KEEP_FUNDS)
    _check_not_payer(unlocked, one)
    return move(one=one, what=Move.RECONCILE, by=By.STEWARD, actor=unlocked.actor)


@transaction.atomic
def take_back(*, unlocked: Unlocked, code: str, void: bool) -> RentCase:
    """Enter the mirror of the payment: the bank returned it (a fund steward or another payer says so; it can be tried again), or it
    was in error and is void (a fund steward). Never whoever paid it: they could keep what the book then has again."""
    desk = queries.get_case(unlocked.actor, code).desk
    is_steward = void or unlocked.actor.may(Ability.KEEP_FUNDS, desk)
    ability = Ability.KEEP_FUNDS if is_steward else Ability.PAY_RENT
    one = mine(unlocked, code, ability)
    _check_not_payer(unlocked, one)
    check_state(one, AFTER_MONEY)
    paid = one.payments.order_by("-id").first()
    if Kind(one.kind) is Kind.ADVANCE and paid is not None and queries.owed(one) != paid.cents:
        raise Refused("Part of this advance was settled. Undo that in the book first.")
    if paid is not None:
        book.reverse(actor=unlocked.actor, row=BookEntry.objects.prefetch_related("legs").get(pk=paid.entry_id))
    by = By.STEWARD if ability is Ability.KEEP_FUNDS else By.PAYER
    return move(one=one, what=Move.VOID if void else Move.RETURN, by=by, actor=unlocked.actor)


@transaction.atomic
def settle(*, unlocked: Unlocked, code: str, spent: int, handed_back: int, owed: int | None = None) -> BookEntry:
    """The carer showed receipts for `spent` of an advance and handed `handed_back` back, in cents; never one's own advance. Refused where another
    sum is open than `owed`, which the actor saw: the same receipts are written down once."""
    one = mine(unlocked, code, Ability.TAKE_RENT)
    if unlocked.actor.code == one.filed_by:
        raise Refused("You asked for this yourself, so someone else checks it.")
    fund = _fund(one)
    number = book.next_number()
    left = queries.owed(one)
    if owed not in (None, left):
        raise Refused("This case was changed since you opened it. Look at it again.")
    if spent + handed_back > left:
        raise Refused("That is more than is left of the advance.")
    legs = rules.settlement(fund.code, fund.currency, spent=spent, handed_back=handed_back)
    return book.enter(actor=unlocked.actor, number=number, what=What.SETTLEMENT, about=one.code, legs=legs)


def _check_not_payer(unlocked: Unlocked, one: RentCase) -> None:
    paid = one.payments.order_by("-id").first()
    if paid is not None and paid.by == unlocked.actor.code:
        raise Refused("You paid this yourself, so someone else looks at it.")
