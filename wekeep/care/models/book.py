"""The book's tables. The database itself refuses to change or delete a row, and an entry that does not balance: its locks
are in the migration that made them, and `LOCKS` names them."""

from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import Q

from wekeep.care.models.fund import Fund
from wekeep.care.rules import book
from wekeep.care.rules.book import Account, Leg, What

LOCKS: Final = frozenset(
    {
        "care_bookentry_seal",
        "care_bookentry_no_change",
        "care_bookentry_no_delete",
        "care_bookleg_open",
        "care_bookleg_no_change",
        "care_bookleg_no_delete",
        "care_rentapproval_may",
        "care_rentapproval_no_change",
        "care_rentapproval_no_delete",
        "care_rentpayment_may",
        "care_rentpayment_no_change",
        "care_rentpayment_no_delete",
        "care_rentcase_no_slip",
        "care_rentapproval_today",
        "care_rentpayment_today",
        "care_bookentry_not_payer",
        "care_rentcase_paid",
    }
)
"""The triggers that keep the book, approvals and payments as they were written. A migration that alters one of their tables
on SQLite, where altering is copying, makes them again."""


class BookHead(models.Model):
    """One row: whoever adds an entry locks it, so that entries come one after the other."""

    name = models.CharField(max_length=8, primary_key=True)


class BookEntry(models.Model):
    """One entry. Its legs are written before it, in the same transaction: when it comes, the database adds them up."""

    number = models.BigIntegerField(primary_key=True)
    what = models.CharField(max_length=12, choices=[(w.value, w.value) for w in What])
    at = models.DateTimeField()
    about = models.CharField(max_length=16)
    by = models.CharField(max_length=64)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    before = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)
    link = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index("about", name="care_entries_about")]

    @property
    def written(self) -> book.Entry:
        """As the rules read it; ask for its legs beforehand."""
        legs = tuple(leg.written for leg in sorted(self.legs.all(), key=lambda leg: leg.place))
        at = int(self.at.timestamp())
        undone = self.reverses_id or 0
        return book.Entry(self.number, What(self.what), at, self.about, self.by, undone, legs, self.leaf, self.link)


class BookLeg(models.Model):
    """So many cents into an account of a fund; out of it where negative."""

    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, related_name="legs")
    place = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Account])
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="legs", to_field="code")
    currency = models.CharField(max_length=3)
    cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("entry", "place", name="care_one_leg_a_place"),
            models.CheckConstraint(condition=~Q(cents=0), name="care_a_leg_moves_money"),
        ]
        indexes = [models.Index("fund", "account", name="care_legs_of_account")]

    @property
    def written(self) -> Leg:
        """As the rules read it."""
        return Leg(Account(self.account), self.fund_id, self.currency, self.cents)


def moment(at: int) -> datetime:
    """Whole seconds since 1970, as the database keeps them."""
    return datetime.fromtimestamp(at, UTC)
