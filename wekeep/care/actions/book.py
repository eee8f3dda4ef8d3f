"""Adding to the book. There is no other way to write in it, and none to change what was written."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from wekeep.care.actions.rent_checking import Doubtful
from wekeep.care.models import BookEntry, BookHead, BookLeg, Fund
from wekeep.care.models.book import moment
from wekeep.care.queries.book import gifts_to
from wekeep.care.queries.funds import get_fund
from wekeep.care.rules import book, rent_kinds
from wekeep.care.rules.book import Entry, Leg, What
from wekeep.care.rules.plausible import gift_doubts
from wekeep.care.rules.receipt import key_mark
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules.unlocked import Unlocked

HEAD = "book"


def next_number() -> int:
    """The number of the next entry, which nobody else gets before the caller's transaction ends."""
    BookHead.objects.get_or_create(name=HEAD)
    BookHead.objects.select_for_update().get(name=HEAD)
    last = BookEntry.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def enter(
    *, actor: Actor, number: int, what: What, about: str, legs: Sequence[Leg], reverses: BookEntry | None = None
) -> BookEntry:
    """Write entry `number` (from `next_number`, in the same transaction) and chain it to the one before."""
    if not book.is_balanced(legs):
        raise ValueError("an entry has two legs or more that sum to zero")
    before = BookEntry.objects.filter(number=number - 1).values_list("link", flat=True).first() or book.START
    undone = reverses.number if reverses else 0
    one = Entry(number, what, book.seconds(clock.now()), about, actor.code, undone, tuple(legs)).chained(before)
    # the legs first: the entry closes them, and the database adds them up then
    BookLeg.objects.bulk_create(
        BookLeg(
            entry_id=number, place=place, account=leg.account, fund_id=leg.fund, currency=leg.currency, cents=leg.cents
        )
        for place, leg in enumerate(one.legs)
    )
    row = BookEntry.objects.create(
        number=number,
        what=what,
        at=moment(one.at),
        about=about,
        by=actor.code,
        reverses=reverses,
        before=before,
        leaf=one.leaf,
        link=one.link,
    )
    journal.record(rent_kinds.BOOK_ENTERED, about=about, actor=actor, number=number, what=what.value)
    return row


@transaction.atomic
def write_gift(*, unlocked: Unlocked, fund: str, cents: int, is_sure: bool = False, key: str = "") -> BookEntry:
    """Money came into the fund. Who gave it is written down nowhere here. Doubtful where the sum looks like a slip of the finger
    and `is_sure` does not say that it is none: a fund that seems to hold more than it does promises what it has not. The same form sent
    twice, under the same `key`, is one gift, also at the same moment."""
    actor, one, number = unlocked.actor, _kept(unlocked, fund), next_number()
    about = key_mark(settings.SECRET_KEY, key)[:16] if key else new_code()
    before = BookEntry.objects.filter(what=What.GIFT, about=about).first()
    if before is not None:
        return before
    doubts = gift_doubts(cents=cents, before=gifts_to(one))
    if doubts and not is_sure:
        raise Doubtful(doubts)
    legs = book.gift(one.code, one.currency, cents)
    return enter(actor=actor, number=number, what=What.GIFT, about=about, legs=legs)


@transaction.atomic
def undo_entry(*, unlocked: Unlocked, number: int) -> BookEntry:
    """Enter the mirror of a gift or a settlement that was written in error. What undoes a payment moves its case too, and is
    `paying.take_back`."""
    row = BookEntry.objects.select_for_update().filter(number=number).prefetch_related("legs").first()
    if row is None:
        raise NotFound
    _kept(unlocked, row.written.legs[0].fund)
    if row.what == What.PAYMENT:
        raise Refused("This is a payment. Take it back on the page of its case.")
    return reverse(actor=unlocked.actor, row=row)


def reverse(*, actor: Actor, row: BookEntry) -> BookEntry:
    """Enter the mirror of this entry, in the caller's transaction."""
    fresh = next_number()
    one = row.written
    book.check_reversible(one, BookEntry.objects.filter(reverses=row).exists())
    legs = book.mirror(one.legs)
    return enter(actor=actor, number=fresh, what=What.REVERSAL, about=one.about, legs=legs, reverses=row)


def _kept(unlocked: Unlocked, fund: str) -> Fund:
    one = get_fund(unlocked.actor, fund)
    unlocked.actor.require(Ability.KEEP_FUNDS, one.zone)
    check_unlocked(unlocked)
    return one
