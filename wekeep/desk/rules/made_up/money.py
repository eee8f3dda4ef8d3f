"""What becomes of a made-up rent case, deed by deed, so that every state of it is seen and the book adds up."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wekeep.care.rules.fund import Band, Terms
from wekeep.care.rules.rent import Kind, Payee
from wekeep.kit.actor import EVERY_ZONE


class Deed(StrEnum):
    """One thing that somebody does about a case."""

    PAPERS = "papers"
    ASK_PAPERS = "ask_papers"
    BRING = "bring"
    VERIFY = "verify"
    OTHER_AMOUNT = "other_amount"
    APPROVE = "approve"
    APPROVE_AGAIN = "approve_again"
    SCHEDULE = "schedule"
    PAY = "pay"
    SETTLE = "settle"
    RETURNED = "returned"
    TRY_AGAIN = "try_again"
    VOID = "void"
    CONFIRM = "confirm"
    RECONCILE = "reconcile"
    CLOSE = "close"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Life:
    """The deeds in order. `paid`: how many days ago (from, to) it was paid, or would be: below zero in the days to come."""

    deeds: tuple[Deed, ...]
    paid: tuple[float, float]
    kind: Kind = Kind.RENT
    is_draft: bool = False

    @property
    def is_paid(self) -> bool:
        """Whether money moved."""
        return Deed.PAY in self.deeds


D = Deed
HOURS: Final[dict[Deed, float]] = {
    D.ASK_PAPERS: -96,
    D.BRING: -84,
    D.PAPERS: -80,
    D.OTHER_AMOUNT: -78,
    D.VERIFY: -72,
    D.APPROVE: -60,
    D.APPROVE_AGAIN: -48,
    D.SCHEDULE: -30,
    D.DECLINE: -70,
    D.WITHDRAW: -66,
    D.PAY: 0,
    D.RETURNED: 0.2,
    D.VOID: 0.2,
    D.SETTLE: 0.2,
    D.TRY_AGAIN: 0.3,
    D.CONFIRM: 20,
    D.RECONCILE: 60,
    D.CLOSE: 90,
}
"""How many hours after the payment each deed is done. What stands in the book follows within the quarter of an hour, so
that the next case's payment comes later there too."""
FILED: Final = -110.0

_SEEN = (D.PAPERS, D.VERIFY)
_YES = (*_SEEN, D.APPROVE, D.APPROVE_AGAIN)
_DAY = (*_YES, D.SCHEDULE)
_PAID = (*_DAY, D.PAY)
_OVER = (*_PAID, D.CONFIRM, D.RECONCILE, D.CLOSE)
_ASKED = (D.ASK_PAPERS, D.BRING)
LIVES: Final = (
    Life((), (-4.4, -3.0)),
    Life(_OVER, (5.0, 24.0)),
    Life((D.ASK_PAPERS,), (-3.6, -2.0)),
    Life(_PAID, (0.3, 4.0)),
    Life((*_SEEN, D.APPROVE), (-2.4, -2.1)),
    Life((*_PAID, D.CONFIRM, D.RECONCILE), (3.0, 12.0)),
    Life(_DAY, (-1.2, -0.3)),
    Life((*_PAID, D.CONFIRM), (1.0, 8.0), Kind.UTILITIES),
    Life(_SEEN, (-2.9, -2.6)),
    Life((*_ASKED, *_OVER), (5.0, 24.0), Kind.ARREARS),
    Life(_YES, (-1.9, -1.5)),
    Life(_OVER, (5.0, 24.0), Kind.SPENT),
    Life((D.DECLINE,), (-2.8, 20.0)),
    Life(_PAID, (0.3, 4.0), Kind.DEPOSIT),
    Life((*_PAID, D.RETURNED), (0.3, 1.6)),
    Life((D.WITHDRAW,), (-2.6, 2.0)),
    Life(_OVER, (5.0, 24.0), Kind.UTILITIES),
    Life((*_PAID, D.VOID), (1.0, 20.0)),
    Life((*_PAID, D.SETTLE, D.CONFIRM, D.RECONCILE, D.CLOSE), (5.0, 20.0), Kind.ADVANCE),
    Life((), (-4.2, 6.0), is_draft=True),
    Life((D.PAPERS, D.OTHER_AMOUNT, D.VERIFY, D.APPROVE, D.APPROVE_AGAIN, D.SCHEDULE, D.PAY), (0.5, 4.0)),
    Life((*_PAID, D.RETURNED, D.TRY_AGAIN), (0.3, 1.2)),
    Life(_OVER, (5.0, 24.0)),
    Life((*_PAID, D.CONFIRM, D.RECONCILE), (3.0, 12.0), Kind.ADVANCE),
)
"""What becomes of cases, in turn: every state that a case can be in."""
del D

FUND: Final = "Homes of Sorrel Bend"
TERMS: Final = Terms(
    "USD",
    frozenset(Kind),
    frozenset({Payee.LANDLORD, Payee.UTILITY, Payee.CARER}),
    frozenset({EVERY_ZONE}),
    (Band(50_00, 1), Band(4_000_00, 2), Band(8_000_00, 3)),
    3,
)
"""The rules of the demo's fund: four thousand takes two approvals, and small sums of carers one."""
