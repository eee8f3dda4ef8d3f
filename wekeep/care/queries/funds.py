"""Reading funds: those a case may be paid from, and one of them."""

from collections.abc import Collection

from wekeep.care.models import Fund, RentCase
from wekeep.care.queries.book import held_by
from wekeep.care.rules.fund import check_pays
from wekeep.care.rules.rent import Kind, Payee
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused

_READERS: Collection[Ability] = (
    Ability.KEEP_FUNDS,
    Ability.SEE_BOOK,
    Ability.TAKE_RENT,
    Ability.AGREE_TO_FUNDS,
    Ability.PAY_RENT,
)


_BEFORE_ANY = "USD"


def currency_of(one: RentCase) -> str:
    """In which money a case is counted: that of its fund, and before one is chosen that of `currency_before_a_fund`."""
    return one.fund.currency if one.fund is not None else currency_before_a_fund()


def currency_before_a_fund() -> str:
    """In which money is counted what no fund is chosen for yet: that of all funds, dollars where there is none yet, and "" where they differ, so
    that no sum is written with a sign that may be wrong."""
    found = list(Fund.objects.order_by().values_list("currency", flat=True).distinct()[:2])
    return _BEFORE_ANY if not found else found[0] if len(found) == 1 else ""


def funds_visible_to(actor: Actor) -> list[Fund]:
    """The funds of the actor's zones, and those for everywhere, by name: whoever works with money in a zone sees them."""
    zones = frozenset().union(*(actor.zones_where(one) for one in _READERS))
    if not zones:
        return []
    rows = Fund.objects.order_by("name", "id")
    return list(rows if EVERY_ZONE in zones else rows.filter(zone__in=[*zones, EVERY_ZONE]))


def get_fund(actor: Actor, code: str) -> Fund:
    """One of those; NotFound otherwise."""
    for one in funds_visible_to(actor):
        if one.code == code:
            return one
    raise NotFound


def funds_for(actor: Actor, case: RentCase) -> list[tuple[Fund, int]]:
    """The open funds whose rules let them pay this case as it was asked for, with the cents each holds."""
    return [(one, held_by(one)) for one in funds_visible_to(actor) if one.is_open and _pays(one, case)]


def _pays(fund: Fund, case: RentCase) -> bool:
    try:
        check_pays(
            fund.rules,
            kind=Kind(case.kind),
            payee=Payee(case.payee_kind),
            zone=case.zone,
            months=len(case.months),
            cents=1,
        )
    except Refused:
        return False
    return True
