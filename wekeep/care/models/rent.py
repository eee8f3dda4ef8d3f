"""Rent cases, which papers were seen for them, who approved and who paid."""

from django.db import models
from django.db.models import Q

from wekeep.care.models.book import BookEntry
from wekeep.care.models.flood import PutAway
from wekeep.care.models.fund import Fund
from wekeep.care.models.household import Household
from wekeep.care.rules.rent import AFTER_MONEY, Kind, Method, Paper, Payee, Reason, State
from wekeep.kit.codes import new_code


class RentCase(models.Model):
    """One request for money, for a household's home or for what a carer spends. Name, phone, address, landlord and how
    they are paid are sealed elsewhere; of these only keyed marks stand here, which recognise and tell nothing.

    All sums are in cents: `monthly` and `asked` as the family told them, `amount` as a fund keeper put it down from the
    papers, 0 before. `version` rises with every new amount, payee, period or fund: an approval is of one version. `zone` is
    where they live, `desk` the zone for whose fund keepers it is sealed. `same_as` is the code of an older case of the same
    household and month, or of an older claim of the same carer for the same sum.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    receipt_mark = models.CharField(max_length=64, unique=True)
    key_mark = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State])
    state_since = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Reason], default="")
    version = models.PositiveIntegerField(default=1)
    zone = models.CharField(max_length=64)
    desk = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    payee_kind = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Payee])
    # the household that asked for it among other things; None where it asked for money alone, and for what carers spend
    household = models.ForeignKey(Household, on_delete=models.SET_NULL, null=True, related_name="rents")
    months = models.JSONField()
    monthly = models.BigIntegerField(default=0)
    asked = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, related_name="cases")
    approvals_needed = models.PositiveSmallIntegerField(default=2)
    household_mark = models.CharField(max_length=4)
    # the same 16 bits that households have, so that forms of both kinds find each other; None in cases older than that
    likeness = models.CharField(max_length=4, null=True)
    address_mark = models.CharField(max_length=4)
    payee_mark = models.CharField(max_length=64)
    same_as = models.CharField(max_length=16, default="")
    # when it came in a flood and without what was asked of its sender; None once somebody has looked, or it waited
    unproved_at = models.DateTimeField(null=True)
    put_away = models.ForeignKey(PutAway, on_delete=models.SET_NULL, null=True, related_name="cases")
    missing = models.JSONField(default=list)
    filed_by = models.CharField(max_length=16, default="")
    verified_by = models.CharField(max_length=16, default="")
    pay_on = models.DateField(null=True)
    filed_at = models.DateTimeField()
    forget_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("desk", "state", "due_at", name="care_rent_queue"),
            models.Index("household_mark", name="care_rent_household"),
            models.Index("address_mark", name="care_rent_address"),
            models.Index("forget_at", name="care_rent_forget"),
            models.Index("likeness", name="care_rent_alike"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, fund__isnull=False) | ~Q(state__in=sorted(s.value for s in AFTER_MONEY)),
                name="care_paid_is_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(approvals_needed__gte=2)
                | Q(approvals_needed=1, kind__in=[Kind.SPENT.value, Kind.ADVANCE.value]),
                name="care_two_say_yes",
            ),
        ]


class RentClaim(models.Model):
    """That a household's month is being paid, or was, from a fund: each once. It goes when the case ends without money."""

    case = models.ForeignKey(RentCase, on_delete=models.CASCADE, related_name="claims")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    household_mark = models.CharField(max_length=4)
    address_mark = models.CharField(max_length=4)
    # rent and arrears of a month are one purpose, a deposit and utilities others
    purpose = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "month", "household_mark", "address_mark", "purpose"], name="care_a_month_is_paid_once"
            )
        ]


class RentPaper(models.Model):
    """A fund keeper saw a paper on a day; the paper itself is never kept."""

    case = models.ForeignKey(RentCase, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Paper])
    seen_by = models.CharField(max_length=16)
    seen_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "kind", name="care_a_paper_is_seen_once")]


class RentRecount(models.Model):
    """An approver reckoned another amount than stood there, and sent it back."""

    case = models.ForeignKey(RentCase, on_delete=models.CASCADE, related_name="recounts")
    by = models.CharField(max_length=16)
    stood = models.BigIntegerField()
    reckoned = models.BigIntegerField()
    at = models.DateTimeField()


class RentApproval(models.Model):
    """One person's yes to one version of a case, with a digest of all it is about; nothing of it is ever changed."""

    case = models.ForeignKey(RentCase, on_delete=models.PROTECT, related_name="approvals")
    version = models.PositiveIntegerField()
    by = models.CharField(max_length=16)
    cents = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    lapses_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "version", "by", name="care_nobody_approves_twice"),
            models.CheckConstraint(condition=~Q(by=""), name="care_somebody_approves"),
        ]


class RentPayment(models.Model):
    """Money that left a fund for a case: its entry in the book, how, under which reference, and by whom."""

    case = models.ForeignKey(RentCase, on_delete=models.PROTECT, related_name="payments")
    version = models.PositiveIntegerField()
    by = models.CharField(max_length=16)
    cents = models.BigIntegerField()
    method = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Method])
    reference = models.CharField(max_length=32)
    entry = models.OneToOneField(BookEntry, on_delete=models.PROTECT, related_name="payment")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "version", name="care_a_case_is_paid_once")]
