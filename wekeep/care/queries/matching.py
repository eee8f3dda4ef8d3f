"""Who could help with a request, from the roles they hold by evidence, what they told of themselves, and what they were asked."""

from collections import Counter
from datetime import timedelta

from django.conf import settings

from wekeep.care.models import Helper, Offer, Request
from wekeep.care.queries.sent import apart_from, held_back, never_helps
from wekeep.care.rules.matching import SEATS, Candidate, Ranked, Wish, ranked
from wekeep.care.rules.need import needs
from wekeep.care.rules.offer import Said
from wekeep.care.rules.request import OPEN
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.codes import keyed_mark
from wekeep.people.queries.ranks import holders_of
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices
from wekeep.places.rules.cell import centre_of, metres_between

_RUNS = [Said.ASKED.value, Said.WILLING.value]
# Whoever may bring people may carry a bag too.
_ALSO = {Role.HELPER: (Role.CARER, Role.DRIVER), Role.COORDINATOR: (), Role.CARER: (), Role.DRIVER: ()}


def candidates_for(one: Request) -> list[Ranked]:
    """Who may be asked for this request now, the best first. Whoever was asked for it already and did not come is left out, and so is
    whoever is not to meet this household again, or anybody at the moment; nothing says why. The questions are as many for ten helpers as for a thousand."""
    now, codes = clock.now(), _eligible(one)
    day = today()
    before = set(Offer.objects.filter(request=one).values_list("member", flat=True))
    helpers = list(Helper.objects.filter(member__in=codes - before - never_helps(one)))
    loads, weeks, busy = _taken(), _asked_since(now - timedelta(days=7)), _busy()
    there = centre_of(one.household.cell) if one.household.cell else None
    found = [
        Candidate(
            code=row.member,
            languages=frozenset(row.languages),
            brings=frozenset(row.brings),
            km=metres_between(there, centre_of(row.cell)) / 1000 if there and row.cell else None,
            most_km=row.most_km,
            most_a_week=row.most_a_week,
            load=loads[row.member],
            this_week=weeks[row.member],
            asked_at=row.asked_at,
            busy=row.member in busy or (row.away_until is not None and day < row.away_until),
            parts=frozenset(row.parts),
        )
        for row in helpers
    ]
    return ranked(found, Wish(one.language, frozenset(one.tags) & SEATS, frozenset(one.parts)), now)


def _eligible(one: Request) -> set[str]:
    """Who holds the need's role in the zone now, which evidence alone opens."""
    role = needs()[one.need].role
    zones = [code for code, _name in zone_choices()] if one.zone == EVERY_ZONE else [one.zone]
    lines = [(zone, each) for zone in [*zones, EVERY_ZONE] for each in (role, *_ALSO.get(role, ()))]
    return set().union(*holders_of(lines).values())


def _taken() -> Counter[str]:
    since = clock.now() - timedelta(days=30)
    rows = Offer.objects.filter(said=Said.ACCEPTED, asked_at__gte=since)
    return Counter(rows.values_list("member", flat=True))


def _asked_since(since: object) -> Counter[str]:
    return Counter(Offer.objects.filter(asked_at__gte=since).values_list("member", flat=True))


def _busy() -> set[str]:
    running = set(Offer.objects.filter(said__in=_RUNS).values_list("member", flat=True))
    in_hand = Request.objects.exclude(held_by="").filter(state__in=[state.value for state in OPEN])
    return running | set(in_hand.values_list("held_by", flat=True))


def helper_of(member: str) -> Helper | None:
    """How a member said that they want to help."""
    return Helper.objects.filter(member=member).first()


def link_mark(code: str) -> str:
    """What is kept of the code in a letter's link."""
    return keyed_mark(settings.SECRET_KEY, "care offer", code)


def by_link(code: str) -> Offer | None:
    """The offer whose member was sent this link."""
    return Offer.objects.filter(link_mark=link_mark(code)).select_related("request__household").first()


def running_offer(one: Request) -> Offer | None:
    """The offer that waits for an answer, from the member or from the household."""
    return one.offers.filter(said__in=_RUNS).first()


def offers_to(member: str) -> list[Offer]:
    """What waits for this member's answer; nothing of a household from which they are to stay apart since they were asked."""
    rows = Offer.objects.filter(member=member or "nobody", said=Said.ASKED).select_related("request__household")
    found = list(rows.order_by("until")[:20])
    apart = apart_from(member, [one.request.household for one in found])
    return [] if member in held_back() else [one for one in found if one.request.household.code not in apart]
