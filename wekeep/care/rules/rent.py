"""The way of a rent case from asked to closed: its states, whose turn it is and by when, and every move there is.

The states are those of the field (application, documents seen, two approvals, scheduled, paid, receipt, reconciled); each
has an owner and a clock, so that nothing waits for nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.errors import Refused


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DOCS_NEEDED = "docs_needed"
    VERIFIED = "verified"
    APPROVED_1 = "approved_1"
    APPROVED_2 = "approved_2"
    SCHEDULED = "scheduled"
    PAID = "paid"
    RECEIPT_CONFIRMED = "receipt_confirmed"
    RECONCILED = "reconciled"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RETURNED_BY_BANK = "returned_by_bank"
    VOIDED = "voided"


class Owner(StrEnum):
    """Whose turn it is."""

    FAMILY = "family"
    KEEPER = "keeper"
    APPROVER = "approver"
    PAYER = "payer"
    STEWARD = "steward"
    NOBODY = "nobody"


class By(StrEnum):
    """Who may make a move: the family (or whoever filed for it), a fund keeper, an approver, a payer, a fund steward, or
    the clock."""

    FAMILY = "family"
    KEEPER = "keeper"
    APPROVER = "approver"
    PAYER = "payer"
    STEWARD = "steward"
    CLOCK = "clock"


class Move(StrEnum):
    """What can happen to a case."""

    SUBMIT = "submit"
    CORRECT = "correct"
    ASK_DOCS = "ask_docs"
    BRING_DOCS = "bring_docs"
    VERIFY = "verify"
    APPROVE = "approve"
    APPROVE_AGAIN = "approve_again"
    SEND_BACK = "send_back"
    LAPSE = "lapse"
    SCHEDULE = "schedule"
    PAY = "pay"
    CONFIRM = "confirm"
    RECONCILE = "reconcile"
    CLOSE = "close"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    GIVE_UP = "give_up"
    RETURN = "return"
    TRY_AGAIN = "try_again"
    VOID = "void"


class Reason(StrEnum):
    """Why not; chosen, never typed, so that it can be told to the family in every language."""

    NONE = ""
    OTHER_AMOUNT = "other_amount"
    SOMETHING_CHANGED = "something_changed"
    NOT_FOR_THIS_FUND = "not_for_this_fund"
    FUND_IS_EMPTY = "fund_is_empty"
    PAID_BY_OTHERS = "paid_by_others"
    SENT_TWICE = "sent_twice"
    OUTSIDE_THE_AREA = "outside_the_area"
    NO_ANSWER = "no_answer"


class Kind(StrEnum):
    """What the money is for."""

    RENT = "rent"
    ARREARS = "arrears"
    DEPOSIT = "deposit"
    UTILITIES = "utilities"
    SPENT = "spent"
    ADVANCE = "advance"


class Payee(StrEnum):
    """Who is paid."""

    LANDLORD = "landlord"
    UTILITY = "utility"
    HOUSEHOLD = "household"
    CARER = "carer"


class Paper(StrEnum):
    """What a fund keeper may have seen. It is written down that they saw it and when; it is never kept."""

    LEASE = "lease"
    RENT_STATEMENT = "rent_statement"
    NOTICE = "notice"
    BILL = "bill"
    PAYEE_CONFIRMED = "payee_confirmed"
    SHOP_RECEIPT = "shop_receipt"


class Detail(StrEnum):
    """What a family may not have told yet when it asked for rent among other things."""

    MONTHS = "months"
    AMOUNT = "amount"
    PAYEE = "payee"


class Method(StrEnum):
    """How it was paid."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CARD = "card"
    CASH = "cash"


_DAY = timedelta(days=1)
FOR_CARERS = frozenset({Kind.SPENT, Kind.ADVANCE})
PAYEE_OF: dict[Kind, Payee] = {
    Kind.RENT: Payee.LANDLORD,
    Kind.ARREARS: Payee.LANDLORD,
    Kind.DEPOSIT: Payee.LANDLORD,
    Kind.UTILITIES: Payee.UTILITY,
    Kind.SPENT: Payee.CARER,
    Kind.ADVANCE: Payee.CARER,
}
"""Who is paid unless a fund says otherwise."""
NEEDS: dict[Kind, frozenset[Paper]] = {
    Kind.RENT: frozenset({Paper.LEASE, Paper.PAYEE_CONFIRMED}),
    Kind.ARREARS: frozenset({Paper.LEASE, Paper.RENT_STATEMENT, Paper.PAYEE_CONFIRMED}),
    Kind.DEPOSIT: frozenset({Paper.LEASE, Paper.PAYEE_CONFIRMED}),
    Kind.UTILITIES: frozenset({Paper.BILL}),
    Kind.SPENT: frozenset({Paper.SHOP_RECEIPT}),
    Kind.ADVANCE: frozenset(),
}
"""What must have been seen before an amount is put down."""

NEEDS_MONEY: dict[str, Kind] = {"rent": Kind.RENT, "utilities": Kind.UTILITIES}
"""The needs of the form of help that a fund answers, where there is one."""

PURPOSE_OF: dict[Kind, str] = {
    Kind.RENT: "rent",
    Kind.ARREARS: "rent",
    Kind.DEPOSIT: "deposit",
    Kind.UTILITIES: "utilities",
}
"""For what a household's month is paid once by a fund; what carers spend has no month."""

# Whose turn it is in each state, and how long they have until the clock is overdue. The family is told this day.
TURNS: dict[State, tuple[Owner, timedelta]] = {
    State.DRAFT: (Owner.FAMILY, 14 * _DAY),
    State.SUBMITTED: (Owner.KEEPER, 3 * _DAY),
    State.DOCS_NEEDED: (Owner.FAMILY, 14 * _DAY),
    State.VERIFIED: (Owner.APPROVER, 3 * _DAY),
    State.APPROVED_1: (Owner.APPROVER, 3 * _DAY),
    State.APPROVED_2: (Owner.PAYER, 2 * _DAY),
    State.SCHEDULED: (Owner.PAYER, 7 * _DAY),
    State.PAID: (Owner.KEEPER, 10 * _DAY),
    State.RECEIPT_CONFIRMED: (Owner.STEWARD, 31 * _DAY),
    State.RECONCILED: (Owner.KEEPER, 14 * _DAY),
    State.RETURNED_BY_BANK: (Owner.KEEPER, 2 * _DAY),
    State.CLOSED: (Owner.NOBODY, 30 * _DAY),
    State.DECLINED: (Owner.NOBODY, 30 * _DAY),
    State.WITHDRAWN: (Owner.NOBODY, 7 * _DAY),
    State.VOIDED: (Owner.NOBODY, 30 * _DAY),
}
ENDED = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN, State.VOIDED})
OPEN = frozenset({State.SUBMITTED, State.DOCS_NEEDED})
"""In these fund keepers look at papers."""
APPROVING = frozenset({State.VERIFIED, State.APPROVED_1, State.APPROVED_2})
"""In these an approver may still say yes or send it back."""
BEFORE_MONEY = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.DOCS_NEEDED,
        State.VERIFIED,
        State.APPROVED_1,
        State.APPROVED_2,
        State.SCHEDULED,
    }
)
AFTER_MONEY = frozenset({State.PAID, State.RECEIPT_CONFIRMED, State.RECONCILED})
# These end by themselves where the family never comes back.
LAPSES: dict[State, timedelta] = {State.DRAFT: 14 * _DAY, State.DOCS_NEEDED: 45 * _DAY}
CLOSES_AFTER = 14 * _DAY
# What is sealed of a case opens this long after it came in; until then it should have been paid.
SEALED_FOR = 180 * _DAY
# A case that ended without money is forgotten after this long; one with money stays as long as the book.
FORGOTTEN_AFTER = 60 * _DAY
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from where, to where, who may, and for which reasons."""

    come_from: frozenset[State]
    to: State
    by: frozenset[By]
    reasons: frozenset[Reason] = frozenset({Reason.NONE})


def _one(*states: State) -> frozenset[State]:
    return frozenset(states)


_NO = frozenset(
    {
        Reason.NOT_FOR_THIS_FUND,
        Reason.FUND_IS_EMPTY,
        Reason.PAID_BY_OTHERS,
        Reason.SENT_TWICE,
        Reason.OUTSIDE_THE_AREA,
        Reason.NO_ANSWER,
    }
)
_FAMILY, _KEEPER, _APPROVER, _PAYER = (frozenset({by}) for by in (By.FAMILY, By.KEEPER, By.APPROVER, By.PAYER))
MOVES: dict[Move, Step] = {
    Move.SUBMIT: Step(_one(State.DRAFT), State.SUBMITTED, _FAMILY | _KEEPER),
    Move.CORRECT: Step(BEFORE_MONEY - {State.DRAFT}, State.SUBMITTED, _FAMILY, frozenset({Reason.SOMETHING_CHANGED})),
    Move.ASK_DOCS: Step(OPEN, State.DOCS_NEEDED, _KEEPER),
    Move.BRING_DOCS: Step(_one(State.DOCS_NEEDED), State.SUBMITTED, _FAMILY | _KEEPER),
    Move.VERIFY: Step(OPEN, State.VERIFIED, _KEEPER),
    Move.APPROVE: Step(_one(State.VERIFIED), State.APPROVED_1, _APPROVER),
    Move.APPROVE_AGAIN: Step(_one(State.APPROVED_1, State.APPROVED_2), State.APPROVED_2, _APPROVER),
    Move.SEND_BACK: Step(
        APPROVING | {State.SCHEDULED},
        State.SUBMITTED,
        _APPROVER | _PAYER | _KEEPER,
        frozenset({Reason.OTHER_AMOUNT, Reason.SOMETHING_CHANGED}),
    ),
    Move.LAPSE: Step(_one(State.APPROVED_1, State.APPROVED_2, State.SCHEDULED), State.VERIFIED, frozenset({By.CLOCK})),
    # from APPROVED_1 where the fund's band takes a single approval, which only small sums of carers may
    Move.SCHEDULE: Step(_one(State.APPROVED_1, State.APPROVED_2), State.SCHEDULED, _PAYER),
    Move.PAY: Step(_one(State.SCHEDULED), State.PAID, _PAYER),
    Move.CONFIRM: Step(_one(State.PAID), State.RECEIPT_CONFIRMED, _KEEPER),
    Move.RECONCILE: Step(_one(State.RECEIPT_CONFIRMED), State.RECONCILED, frozenset({By.STEWARD})),
    Move.CLOSE: Step(_one(State.RECONCILED), State.CLOSED, frozenset({By.KEEPER, By.CLOCK})),
    Move.DECLINE: Step(BEFORE_MONEY - {State.DRAFT} | {State.RETURNED_BY_BANK}, State.DECLINED, _KEEPER, _NO),
    Move.WITHDRAW: Step(BEFORE_MONEY | {State.RETURNED_BY_BANK}, State.WITHDRAWN, _FAMILY),
    Move.GIVE_UP: Step(
        # from SUBMITTED where it came in a flood, was put away, and nobody came back to it
        _one(State.DRAFT, State.SUBMITTED, State.DOCS_NEEDED),
        State.WITHDRAWN,
        frozenset({By.CLOCK}),
        frozenset({Reason.NO_ANSWER}),
    ),
    Move.RETURN: Step(_one(State.PAID, State.RECEIPT_CONFIRMED), State.RETURNED_BY_BANK, _PAYER | {By.STEWARD}),
    Move.TRY_AGAIN: Step(_one(State.RETURNED_BY_BANK), State.SUBMITTED, _KEEPER),
    Move.VOID: Step(AFTER_MONEY, State.VOIDED, frozenset({By.STEWARD})),
}


def step(state: State, move: Move, by: By, reason: Reason = Reason.NONE) -> State:
    """The state after `move`, or Refused where the table has no such move from here, for this mover, for this reason."""
    row = MOVES[move]
    if state not in row.come_from:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    if by not in row.by:
        raise Refused("This step is not yours to take.")
    if reason not in row.reasons:
        raise Refused("Choose one of the reasons that are offered.")
    return row.to


def owner_of(state: State, approvals: int = 0, needed: int = 2) -> Owner:
    """Whose turn it is: an approver's for as long as approvals are missing, whatever the state is called."""
    if state in (State.APPROVED_1, State.APPROVED_2):
        return Owner.PAYER if approvals >= needed else Owner.APPROVER
    return TURNS[state][0]


def due_at(state: State, since: datetime) -> datetime:
    """When the next step should have happened, for a state that began at `since`."""
    return since + TURNS[state][1]


def lapses_at(state: State, since: datetime) -> datetime | None:
    """When a case that waits for the family ends by itself; None where it does not."""
    return since + LAPSES[state] if state in LAPSES else None


def missing(kind: Kind, seen: Iterable[Paper]) -> list[Paper]:
    """What must still be seen before an amount may be put down, in the order of their list."""
    left = NEEDS[kind] - frozenset(seen)
    return [paper for paper in Paper if paper in left]


def lacking(*, months: Iterable[str], asked: int, payee: str, pay_to: str) -> list[Detail]:
    """What nobody has told yet of a household's case, in the order of the list."""
    told = {Detail.MONTHS: any(months), Detail.AMOUNT: asked > 0, Detail.PAYEE: bool(payee and pay_to)}
    return [detail for detail in Detail if not told[detail]]


def details_in(missing: Iterable[str]) -> list[str]:
    """Of what is missing, what only the family can tell; the rest are papers."""
    return [one for one in missing if one in list(Detail)]


def check_months(months: list[str], kind: Kind) -> None:
    """Refuse months ("2026-11") that are none, twice, or more than `MOST_MONTHS`; help of carers is for no month."""
    if kind in FOR_CARERS:
        if months:
            raise Refused("What carers spend is for no month.")
        return
    if not months:
        raise Refused("Say which month it is for.")
    if len(set(months)) != len(months) or len(months) > MOST_MONTHS:
        raise Refused("Name each month once, and twelve at most.")
    for month in months:
        try:
            datetime.strptime(month, "%Y-%m")
        except ValueError:
            raise Refused("That is not a month.") from None
