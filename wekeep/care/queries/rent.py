"""Reading rent cases: by receipt for those who asked, by desk for those who work on them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet, Sum

from wekeep.care.models import BookLeg, Fund, RentApproval, RentCase, RentPaper
from wekeep.care.queries.leavers import Place, left
from wekeep.care.rules.approval import Facts, Yes, holding
from wekeep.care.rules.book import Account
from wekeep.care.rules.plausible import Doubt, doubts
from wekeep.care.rules.receipt import key_mark, mark_of
from wekeep.care.rules.rent import (
    AFTER_MONEY,
    APPROVING,
    ENDED,
    FOR_CARERS,
    Kind,
    Owner,
    Paper,
    State,
    missing,
    owner_of,
)
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.queries.roles import holders_of

# Nobody can fill the queue with forms: beyond this nothing new is taken before somebody has looked.
MOST_WAITING = 5_000
# No list is longer.
LONGEST_LIST = 50
# Whose step is next is reckoned for so many of those that wait, the nearest clocks.
LOOKED_THROUGH = 1_000
# Of so many cases whose day is over people are reminded at once.
MOST_LATE = 500
# Of so many cases of an area its usual rent is told.
COMPARED = 200
# A receipt that is sent twice comes again within days; the same sum weeks later is other shopping.
CLAIMS_COMPARED = timedelta(days=14)
WORKERS: Collection[Ability] = (Ability.TAKE_RENT, Ability.APPROVE_RENT, Ability.PAY_RENT, Ability.KEEP_FUNDS)
TURN_OF: dict[Owner, Ability] = {
    Owner.KEEPER: Ability.TAKE_RENT,
    Owner.APPROVER: Ability.APPROVE_RENT,
    Owner.PAYER: Ability.PAY_RENT,
    Owner.STEWARD: Ability.KEEP_FUNDS,
}
"""What whoever takes the next step must be allowed."""


def desk_for(zone: str) -> str:
    """The zone for whose fund keepers a case from `zone` is sealed: its own, or every zone; "" where nobody there could
    read it or pay."""
    desks = (zone, EVERY_ZONE)
    return next((one for one in desks if all(holders_of(one, role) for role in (Role.FUND_KEEPER, Role.PAYER))), "")


def is_full() -> bool:
    """Whether so many cases wait to be read that no more are taken. What came in a flood does not count: it stands by itself."""
    return RentCase.objects.filter(state=State.SUBMITTED, unproved_at=None).count() >= MOST_WAITING


def open_zones() -> list[tuple[str, str]]:
    """Code and name of the zones from which a case can be taken now."""
    return [(code, name) for code, name in zone_choices() if desk_for(code)]


def by_key(key: str) -> RentCase | None:
    """The case that was sent under this key."""
    return RentCase.objects.filter(key_mark=key_mark(settings.SECRET_KEY, key)).first()


def by_receipt(words: str, code: str = "") -> RentCase | None:
    """The case whose holder has these six words, those of its household included; with `code` that one alone."""
    mark = mark_of(settings.SECRET_KEY, words)
    rows = RentCase.objects.filter(Q(receipt_mark=mark) | Q(household__receipt_mark=mark))
    rows = rows.filter(code=code) if code else rows
    return rows.select_related("fund", "household").order_by("id").first()


def cases_visible_to(actor: Actor) -> QuerySet[RentCase]:
    """The cases of the desks at which the actor works with money. A draft is its sender's alone."""
    zones = frozenset().union(*(actor.zones_where(one) for one in WORKERS))
    rows = RentCase.objects.exclude(state=State.DRAFT)
    return rows if EVERY_ZONE in zones else rows.filter(desk__in=zones)


def get_case(actor: Actor, code: str) -> RentCase:
    """One of those; NotFound otherwise."""
    found = cases_visible_to(actor).filter(code=code).select_related("fund").first()
    if found is None:
        raise NotFound
    return found


def facts_of(case: RentCase) -> Facts:
    """What an approval of the case as it stands is about."""
    return Facts(
        case.code,
        case.version,
        case.fund.code if case.fund else "",
        case.fund.version if case.fund else 0,
        case.kind,
        case.amount,
        tuple(case.months),
        case.payee_kind,
        case.payee_mark,
    )


def approvals_of(case: RentCase) -> list[Yes]:
    """The approvals that hold now, of those who still may give one."""
    rows = RentApproval.objects.filter(case=case, version=case.version).order_by("id")
    given = [Yes(row.by, row.digest, row.lapses_at) for row in rows]
    return _holding(case, given, left(((one.by, case.desk) for one in given), Ability.APPROVE_RENT))


def _holding(case: RentCase, given: Iterable[Yes], gone: Collection[Place]) -> list[Yes]:
    """What holds of these, without what those said who may approve nothing at the case's desk any more."""
    stays = [one for one in given if (one.by, case.desk) not in gone]
    return holding(stays, facts_of(case), clock.now())


def papers_of(case: RentCase) -> list[RentPaper]:
    """The papers that were seen, in the order of their list."""
    order = list(Paper)
    return sorted(RentPaper.objects.filter(case=case), key=lambda row: order.index(Paper(row.kind)))


def missing_papers(case: RentCase) -> list[Paper]:
    """What must still be seen."""
    return missing(Kind(case.kind), (Paper(row.kind) for row in papers_of(case)))


def owner_now(case: RentCase, given: Collection[Yes]) -> Owner:
    """Whose turn it is."""
    return owner_of(State(case.state), len(given), case.approvals_needed)


def doubts_of(case: RentCase, cents: int) -> list[Doubt]:
    """What looks odd about this amount for the case, beside what its family told, its neighbours pay and its carer claimed before."""
    found = doubts(cents=cents, monthly=case.monthly, months=len(case.months), asked=case.asked, usual=_usual(case))
    return [*found, Doubt.SAME_AGAIN] if claims_like(case) else found


def _usual(case: RentCase) -> list[int]:
    """Monthly rents of the same zone, of cases in which somebody looked at the papers."""
    if Kind(case.kind) in FOR_CARERS:
        return []
    rows = RentCase.objects.filter(zone=case.zone, kind=case.kind, monthly__gt=0).exclude(verified_by="")
    return list(rows.exclude(pk=case.pk).order_by("-id").values_list("monthly", flat=True)[:COMPARED])


def alike(case: RentCase) -> list[RentCase]:
    """Other cases of the same household or the same address with a month in common, that run or were paid; of a claim the older ones
    of the same carer for the same sum. Oldest first."""
    if Kind(case.kind) in FOR_CARERS:
        return claims_like(case)
    same = Q(household_mark=case.household_mark) | Q(address_mark=case.address_mark)
    if case.likeness:
        same |= Q(likeness=case.likeness)
    rows = RentCase.objects.filter(same).exclude(pk=case.pk).exclude(state__in=_nothing_came_of_it())
    months = set(case.months)
    return [row for row in rows.order_by("id")[:LONGEST_LIST] if months & set(row.months)]


def claims_like(case: RentCase) -> list[RentCase]:
    """The claims that the carer of this one filed for the same sum within two weeks before it, spent or asked for beforehand, that run or
    were paid; oldest first. None for what a household asks for."""
    return list(_claims_before(case).filter(asked=case.asked).order_by("id")[:LONGEST_LIST])


def claimed_lately(case: RentCase) -> int:
    """The cents of all that the carer of this claim filed within two weeks before it: as they were put down, or else as asked for."""
    sums = _claims_before(case).values_list("amount", "asked")
    return sum(amount or asked for amount, asked in sums)


def _claims_before(case: RentCase) -> QuerySet[RentCase]:
    if Kind(case.kind) not in FOR_CARERS or not case.filed_by:
        return RentCase.objects.none()
    kinds = [kind.value for kind in FOR_CARERS]
    rows = RentCase.objects.filter(filed_by=case.filed_by, kind__in=kinds, filed_at__lte=case.filed_at)
    rows = rows.filter(filed_at__gte=case.filed_at - CLAIMS_COMPARED).exclude(state__in=_nothing_came_of_it())
    return rows.exclude(pk=case.pk) if case.pk else rows


def _nothing_came_of_it() -> list[str]:
    return [state.value for state in ENDED - {State.CLOSED}]


def reserved(fund: Fund, besides: RentCase) -> int:
    """The cents of the fund that are promised to cases which are to be paid on a day."""
    rows = RentCase.objects.filter(fund=fund, state=State.SCHEDULED).exclude(pk=besides.pk)
    return int(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def owed(case: RentCase) -> int:
    """The cents of an advance for which there is no receipt yet."""
    rows = BookLeg.objects.filter(entry__about=case.code, account=Account.ADVANCES)
    return int(rows.aggregate(sum=Sum("cents"))["sum"] or 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a queue: nothing in it tells whose it is."""

    case: RentCase
    owner: Owner
    is_late: bool
    mine: bool


def queue_visible_to(actor: Actor) -> list[Row]:
    """The cases that wait: first those whose next step the actor may take (`mine`), and of each the nearest clock first. As many questions for
    one as for a thousand."""
    rows = cases_visible_to(actor).exclude(state__in=[*ENDED]).filter(unproved_at=None).order_by("due_at", "id")
    found = list(rows.select_related("fund").prefetch_related("payments")[:LOOKED_THROUGH])
    given = _given(found)
    now = clock.now()
    return sorted((_row(actor, one, given.get(one.pk, []), now) for one in found), key=lambda row: not row.mine)


def _given(cases: Iterable[RentCase]) -> dict[int, list[Yes]]:
    """The approvals that hold now, in two questions for all of them."""
    waiting = {one.pk: one for one in cases if one.state in APPROVING | {State.SCHEDULED}}
    found: dict[int, list[Yes]] = {}
    for row in RentApproval.objects.filter(case__in=list(waiting)).order_by("id"):
        found.setdefault(row.case_id, []).append(Yes(row.by, row.digest, row.lapses_at))
    gone = left(((one.by, waiting[pk].desk) for pk, yes in found.items() for one in yes), Ability.APPROVE_RENT)
    return {pk: _holding(waiting[pk], yes, gone) for pk, yes in found.items()}


def _row(actor: Actor, case: RentCase, given: list[Yes], now: datetime) -> Row:
    owner = owner_now(case, given)
    return Row(case, owner, case.due_at < now, actor.code not in barred(case, given) and may_act(actor, case, owner))


def may_act(actor: Actor, case: RentCase, owner: Owner) -> bool:
    """Whether the actor's roles let them take the next step of a case whose turn is `owner`'s."""
    return owner in TURN_OF and actor.may(TURN_OF[owner], case.desk)


def barred(case: RentCase, given: Iterable[Yes]) -> frozenset[str]:
    """The members who cannot take the next step because they took one before: whoever filed or checked approves nothing,
    whoever approved pays nothing, whoever paid confirms nothing."""
    state, said = State(case.state), {one.by for one in given}
    before = {case.filed_by, case.verified_by} - {""}
    if state in APPROVING | {State.SCHEDULED}:
        return frozenset(before | said)
    if state in AFTER_MONEY:
        paid = max(case.payments.all(), key=lambda row: row.pk, default=None)
        return frozenset({paid.by} if paid else ())
    return frozenset({case.filed_by} - {""}) if Kind(case.kind) in FOR_CARERS else frozenset()


def able(case: RentCase, given: Collection[Yes]) -> frozenset[str] | None:
    """The members who could take the next step; None where it is the family's or nobody's."""
    role = {
        Owner.KEEPER: Role.FUND_KEEPER,
        Owner.APPROVER: Role.FUND_KEEPER,
        Owner.PAYER: Role.PAYER,
        Owner.STEWARD: Role.FUND_STEWARD,
    }.get(owner_now(case, given))
    return holders_of(case.desk, role) - barred(case, given) if role else None


def who_can(case: RentCase, given: Collection[Yes]) -> int | None:
    """How many they are."""
    found = able(case, given)
    return None if found is None else len(found)


def late_for() -> frozenset[str]:
    """The members for whom a case waits whose promised day is over: whoever could take its next step, or, where all of them had another part in
    it, the stewards of its funds."""
    rows = RentCase.objects.filter(due_at__lt=clock.now(), unproved_at=None).exclude(state__in=[State.DRAFT, *ENDED])
    late = list(rows.select_related("fund").order_by("due_at", "id")[:MOST_LATE])
    given, found = _given(late), set[str]()
    for one in late:
        who = able(one, given.get(one.pk, []))
        if who is not None:
            found |= who or holders_of(one.desk, Role.FUND_STEWARD)
    return frozenset(found)
