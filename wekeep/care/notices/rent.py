"""Every word of rent and the funds: states, whose turn it is, reasons, papers, and what a change of rules would do."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wekeep.care.rules.book import Account, What
from wekeep.care.rules.fund import from_json
from wekeep.care.rules.plausible import Doubt
from wekeep.care.rules.rent import Detail, Kind, Method, Owner, Paper, Payee, Reason, State
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.money import amount
from wekeep.places.queries.zones import zone_names

Words = Promise | str
STATE_WORDS: Final[dict[State, Words]] = {
    State.DRAFT: gettext_lazy("Not sent yet"),
    State.SUBMITTED: gettext_lazy("A fund keeper reads it"),
    State.DOCS_NEEDED: gettext_lazy("Papers are missing"),
    State.VERIFIED: gettext_lazy("Checked; two people approve it now"),
    State.APPROVED_1: gettext_lazy("Approved once"),
    State.APPROVED_2: gettext_lazy("Approved"),
    State.SCHEDULED: gettext_lazy("It will be paid"),
    State.PAID: gettext_lazy("Paid"),
    State.RECEIPT_CONFIRMED: gettext_lazy("Paid, and the payee has it"),
    State.RECONCILED: gettext_lazy("Paid, and the bank says so too"),
    State.CLOSED: gettext_lazy("Closed"),
    State.DECLINED: gettext_lazy("Declined"),
    State.WITHDRAWN: gettext_lazy("Taken back"),
    State.RETURNED_BY_BANK: gettext_lazy("The bank sent the money back"),
    State.VOIDED: gettext_lazy("Paid in error, and undone"),
}
STATE_TONES: Final[dict[State, str]] = {
    State.PAID: "clear",
    State.RECEIPT_CONFIRMED: "clear",
    State.RECONCILED: "clear",
    State.CLOSED: "clear",
    State.DECLINED: "quiet",
    State.WITHDRAWN: "quiet",
    State.VOIDED: "quiet",
}
NEXT_WORDS: Final[dict[State, Words]] = {
    State.DRAFT: gettext_lazy("Only you can see it. Send it when you are ready; otherwise it is deleted on that day."),
    State.SUBMITTED: gettext_lazy("Somebody reads it by then and tells you here if a paper is missing."),
    State.DOCS_NEEDED: gettext_lazy("Show what is missing, then press the button here. Nothing is lost meanwhile."),
    State.VERIFIED: gettext_lazy("Two people look at the amount by then, each by themselves."),
    State.APPROVED_1: gettext_lazy("One more person looks at the amount by then."),
    State.APPROVED_2: gettext_lazy("A payer names the day by then."),
    State.SCHEDULED: gettext_lazy("It is paid on the day that stands here."),
    State.PAID: gettext_lazy("We ask the payee by then whether they have it. If they say no, tell us."),
    State.RECEIPT_CONFIRMED: gettext_lazy("Nothing more is needed from you."),
    State.RECONCILED: gettext_lazy("Nothing more is needed from you."),
    State.CLOSED: gettext_lazy("It is over. Who you are and where you live has been erased here."),
    State.DECLINED: gettext_lazy("You may ask again at any time. Who you are and where you live has been erased here."),
    State.WITHDRAWN: gettext_lazy("Who you are and where you live has been erased here."),
    State.RETURNED_BY_BANK: gettext_lazy(
        "Somebody looks at it by then and asks you if something about the payee was wrong."
    ),
    State.VOIDED: gettext_lazy("If you still need help, ask again."),
}
OWNER_WORDS: Final[dict[Owner, Words]] = {
    Owner.FAMILY: gettext_lazy("Waits for the family"),
    Owner.KEEPER: gettext_lazy("Waits for a fund keeper"),
    Owner.APPROVER: gettext_lazy("Waits for an approval"),
    Owner.PAYER: gettext_lazy("Waits for a payer"),
    Owner.STEWARD: gettext_lazy("Waits for a fund steward"),
    Owner.NOBODY: gettext_lazy("Waits for nobody"),
}
REASON_WORDS: Final[dict[Reason, Words]] = {
    Reason.OTHER_AMOUNT: gettext_lazy("Two people reckoned different amounts, so it is looked at again."),
    Reason.SOMETHING_CHANGED: gettext_lazy("Something changed, so it is looked at again."),
    Reason.NOT_FOR_THIS_FUND: gettext_lazy("The money was given for something else."),
    Reason.FUND_IS_EMPTY: gettext_lazy("There is no money left for this now."),
    Reason.PAID_BY_OTHERS: gettext_lazy("Others have paid it."),
    Reason.SENT_TWICE: gettext_lazy("It was sent twice; the other one goes on."),
    Reason.OUTSIDE_THE_AREA: gettext_lazy("It is outside the area of this network."),
    Reason.NO_ANSWER: gettext_lazy("Nobody answered for a long time."),
}
KIND_WORDS: Final[dict[Kind, Words]] = {
    Kind.RENT: gettext_lazy("Rent"),
    Kind.ARREARS: gettext_lazy("Rent that is owed"),
    Kind.DEPOSIT: gettext_lazy("A deposit"),
    Kind.UTILITIES: gettext_lazy("Heat, light, water"),
    Kind.SPENT: gettext_lazy("Money I spent for others"),
    Kind.ADVANCE: gettext_lazy("Money I am about to spend for others"),
}
PAYEE_WORDS: Final[dict[Payee, Words]] = {
    Payee.LANDLORD: gettext_lazy("the landlord"),
    Payee.UTILITY: gettext_lazy("the utility"),
    Payee.HOUSEHOLD: gettext_lazy("the household"),
    Payee.CARER: gettext_lazy("a carer"),
}
PAPER_WORDS: Final[dict[Paper, Words]] = {
    Paper.LEASE: gettext_lazy("The lease, or another paper that says what the rent is"),
    Paper.RENT_STATEMENT: gettext_lazy("The landlord's statement of what is owed"),
    Paper.NOTICE: gettext_lazy("A notice from the landlord or the court"),
    Paper.BILL: gettext_lazy("The bill"),
    Paper.PAYEE_CONFIRMED: gettext_lazy("The landlord's own word on how they are paid"),
    Paper.SHOP_RECEIPT: gettext_lazy("The receipts"),
}
DETAIL_WORDS: Final[dict[Detail, Words]] = {
    Detail.MONTHS: gettext_lazy("Which months it is for"),
    Detail.AMOUNT: gettext_lazy("How much you need"),
    Detail.PAYEE: gettext_lazy("Who is paid, and how"),
}
UNTOLD_WORDS: Final[tuple[Words, Words]] = (
    gettext_lazy("We need to know more"),
    gettext_lazy("Fill in what is missing by then. What you told us is kept meanwhile."),
)
"""How a case stands, and what comes next, while the family has not told all of it."""
MISSING_WORDS: Final[dict[str, Words]] = {
    **{detail.value: words for detail, words in DETAIL_WORDS.items()},
    **{paper.value: words for paper, words in PAPER_WORDS.items()},
}
"""What a family may read under what is missing."""
METHOD_WORDS: Final[dict[Method, Words]] = {
    Method.TRANSFER: gettext_lazy("Bank transfer"),
    Method.CHEQUE: gettext_lazy("Cheque"),
    Method.CARD: gettext_lazy("Card"),
    Method.CASH: gettext_lazy("Cash"),
}
DOUBT_WORDS: Final[dict[Doubt, Words]] = {
    Doubt.CENTS_FOR_DOLLARS: gettext_lazy(
        "This is a hundred times the rent that was told. Cents may have been taken for whole money."
    ),
    Doubt.TEN_TIMES: gettext_lazy("This is many times the rent that was told. There may be a zero too many."),
    Doubt.A_TENTH: gettext_lazy("This is a small part of the rent that was told. There may be a zero missing."),
    Doubt.MORE_THAN_ASKED: gettext_lazy("This is more than was asked for."),
    Doubt.UNUSUAL_HERE: gettext_lazy("The rent is far from what others in this neighbourhood pay."),
    Doubt.MORE_THAN_EVER: gettext_lazy("This is ten times the largest gift so far. There may be a zero too many."),
    Doubt.SAME_AGAIN: gettext_lazy(
        "The same carer asked for the same sum a short while ago. It may be the same receipt."
    ),
    Doubt.ROUND_MONTHS: gettext_lazy("This is one month's rent, and several months are named."),
}
ACCOUNT_WORDS: Final[dict[Account, Words]] = {
    Account.BANK: gettext_lazy("In the bank"),
    Account.GIFTS: gettext_lazy("Gifts"),
    Account.RENT: gettext_lazy("Rent"),
    Account.UTILITIES: gettext_lazy("Heat, light, water"),
    Account.CARE: gettext_lazy("What carers spent"),
    Account.ADVANCES: gettext_lazy("Advances to carers"),
}
FIELD_WORDS: Final[dict[str, Words]] = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "address": gettext_lazy("Address"),
    "payee": gettext_lazy("Who is paid"),
    "pay_to": gettext_lazy("How they are paid"),
    "note": gettext_lazy("Words"),
}
GROUP_WORDS: Final[dict[str, Words]] = {
    "contact": gettext_lazy("Who asks"),
    "place": gettext_lazy("Where they live, and the landlord"),
    "note": gettext_lazy("Words"),
    "payee": gettext_lazy("Who is paid"),
}
WHAT_WORDS: Final[dict[What, Words]] = {
    What.GIFT: gettext_lazy("A gift"),
    What.PAYMENT: gettext_lazy("A payment"),
    What.SETTLEMENT: gettext_lazy("Receipts for an advance"),
    What.REVERSAL: gettext_lazy("Undoes another entry"),
}


def fund_title(terms: Mapping[str, Any]) -> str:
    """What would be done to a fund, in a line."""
    if terms["version"] == 0:
        return _("Open a fund: %(name)s") % {"name": terms["name"]}
    if not terms["is_open"]:
        return _("Close a fund: %(name)s") % {"name": terms["name"]}
    return _("Change the rules of a fund: %(name)s") % {"name": terms["name"]}


def fund_lines(said: Mapping[str, Any]) -> list[str]:
    """Every rule of a fund, a sentence a line."""
    terms, names = from_json(said), zone_names()
    where = (
        _("everywhere")
        if EVERY_ZONE in terms.zones
        else ", ".join(names.get(zone, zone) for zone in sorted(terms.zones))
    )
    kinds = ", ".join(str(KIND_WORDS[kind]) for kind in Kind if kind in terms.kinds)
    payees = ", ".join(str(PAYEE_WORDS[payee]) for payee in Payee if payee in terms.payees)
    return [
        _("It pays for: %(kinds)s.") % {"kinds": kinds},
        _("It pays: %(payees)s.") % {"payees": payees},
        _("For people who live: %(where)s.") % {"where": where},
        _("At most %(number)s months at once.") % {"number": terms.most_months},
        *(
            _("Up to %(amount)s: %(number)s approvals.")
            % {"amount": amount(band.cents, terms.currency), "number": band.approvals}
            for band in terms.bands
        ),
    ]
