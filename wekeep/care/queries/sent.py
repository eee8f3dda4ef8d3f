"""Who was sent to a household, how it was, and who is not brought to whom again."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from wekeep.care.models import Apart, Concern, Feedback, Household, PickUp, Request, Run, RunCall, Trip, Turn
from wekeep.care.rules import kinds
from wekeep.care.rules.concern import About, Kind, State
from wekeep.care.rules.feedback import ASKED_FOR, Side
from wekeep.care.rules.offer import Said
from wekeep.care.rules.request import UNDER_WAY
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import NotFound, Refused

_UNDER_WAY = [state.value for state in UNDER_WAY]
_CAME = [Said.WILLING.value, Said.ACCEPTED.value]
MOST_SHOWN = 20


def helpers_of(one: Request) -> frozenset[str]:
    """Everybody who ever had the request in hand to bring help, or a run with it, or was willing to, or was let see where to."""
    had = one.turns.filter(after__in=_UNDER_WAY).exclude(holder="").values_list("holder", flat=True)
    came = one.offers.filter(said__in=_CAME).values_list("member", flat=True)
    opened = one.openings.values_list("member", flat=True)
    drove = Run.objects.filter(stops__trip__request=one).values_list("member", flat=True)
    now = {one.held_by} if one.state in _UNDER_WAY else set()
    return frozenset({*had, *came, *opened, *drove, *now})


def touched_by(one: Request) -> frozenset[str]:
    """Everybody who ever did anything for the household of the request, or had the request in hand: took its call or handed it its words,
    brought it in with a list, opened what it wrote, sorted it, planned for it, worked on its money, or telephoned about it for a driver."""
    rows = one.turns.values_list("by", "holder")
    called = RunCall.objects.filter(stop__trip__household=one.household).values_list("by", flat=True)
    did = {*(code for row in rows for code in row), *called, one.held_by, one.handover_to}
    return helpers_of(one) | did_for(one.household) | did - {""}


def did_for(household: Household) -> frozenset[str]:
    """Who did something with the household or with anything of it, as far as the journal goes back, and who brought it in."""
    parts = (household.requests, household.trips, household.riders, household.rents)
    about = [household.code, *(code for part in parts for code in part.values_list("code", flat=True))]
    fetched = PickUp.objects.filter(request__household=household).values_list("code", flat=True)
    bringer = household.brought.member if household.brought else ""
    return (journal.actors_of([*about, *fetched]) | {bringer}) - _nobody(household)


def knows_words(household: Household) -> frozenset[str]:
    """Who was shown its six words to hand them on: took its call, brought it in with a list, or drew them anew. With them a family says who may
    come and that help came, and reads what becomes of what it said is wrong."""
    took = journal.actors_of([household.code], [kinds.ASKED])
    drew = journal.actors_of(household.requests.values_list("code", flat=True), [kinds.WORDS_DRAWN])
    bringer = household.brought.member if household.brought and household.words_at else ""
    return (took | drew | {bringer}) - _nobody(household)


def _nobody(household: Household) -> frozenset[str]:
    """Those in the journal who are no member: the program, and whoever came with the household's words."""
    return frozenset({"", SYSTEM.code, household.code})


def helped_with(actor: Actor) -> list[Request]:
    """What the actor had in hand in the last weeks and has said nothing of yet, the newest first."""
    said = Feedback.objects.filter(member=actor.code or "nobody").values("request")
    rows = _had(actor).exclude(pk__in=said).exclude(held_by=actor.code)
    return list(rows.order_by("-state_since")[:MOST_SHOWN])


def get_helped(actor: Actor, code: str) -> Request:
    """The request for one who had it in hand in the last weeks, or has it now; NotFound otherwise."""
    one = _had(actor).filter(code=code).select_related("household").first()
    if one is None:
        raise NotFound
    return one


def _had(actor: Actor) -> QuerySet[Request]:
    now, me = clock.now(), actor.code or "nobody"
    turns = Turn.objects.filter(holder=me, at__gte=now - ASKED_FOR, after__in=_UNDER_WAY)
    runs = Run.objects.filter(member=me, begins__gte=now - ASKED_FOR, begins__lt=now)
    drove = Trip.objects.filter(stops__run__in=runs.values("pk")).values("request")
    return Request.objects.filter(Q(pk__in=turns.values("request")) | Q(pk__in=drove))


def feedback_on(one: Request, actor: Actor) -> list[Feedback]:
    """How it was, as both sides said; nothing for one of those whom it is about."""
    return [] if actor.code in helpers_of(one) else list(one.feedback.order_by("said_at"))


def said_by_household(one: Request) -> Feedback | None:
    """What the household said of how it was."""
    return one.feedback.filter(side=Side.HOUSEHOLD).first()


def not_for(one: Request) -> frozenset[str]:
    """Who has no part in this request: whoever is to stay apart from its household, and whoever is held back."""
    rows = Apart.objects.filter(likeness=one.household.likeness, zone=one.household.zone, until__gt=clock.now())
    return frozenset(rows.values_list("member", flat=True)) | held_back()


def never_helps(one: Request) -> frozenset[str]:
    """Who is not offered for this request and does not take it: those, and whoever knows its household's six words."""
    return not_for(one) | knows_words(one.household)


def stays_apart(member: str, household: Household) -> bool:
    """Whether this member is to stay apart from this household: then nothing of it opens to them, whatever their role."""
    rows = Apart.objects.filter(member=member or "nobody", likeness=household.likeness, zone=household.zone)
    return rows.filter(until__gt=clock.now()).exists()


def apart_from(member: str, households: Iterable[Household]) -> frozenset[str]:
    """From which of these households (their codes) the member is to stay apart; one question."""
    rows = Apart.objects.filter(member=member or "nobody", until__gt=clock.now())
    apart = set(rows.values_list("likeness", "zone"))
    return frozenset(one.code for one in households if (one.likeness, one.zone) in apart)


def check_reads(member: str, household: Household) -> None:
    """Refused for whoever is to stay apart from the household, in words that say not why."""
    if stays_apart(member, household):
        raise Refused("This opens to others at the desk, and not to you.")


def kept_apart(members: Iterable[str]) -> list[tuple[str, str]]:
    """Which of these members are to stay apart from which households (their codes); two questions however many they are."""
    rows = Apart.objects.filter(member__in=list(members), until__gt=clock.now())
    apart = list(rows.values_list("member", "likeness", "zone"))
    alike = Household.objects.filter(likeness__in={likeness for _member, likeness, _zone in apart})
    homes: dict[tuple[str, str], list[str]] = {}
    for code, likeness, zone in alike.values_list("code", "likeness", "zone"):
        homes.setdefault((likeness, zone), []).append(code)
    return [(member, code) for member, likeness, zone in apart for code in homes.get((likeness, zone), ())]


def held_back() -> frozenset[str]:
    """The helpers who are offered to nobody now: somebody said that they are not safe, and it is not closed."""
    rows = Concern.objects.filter(kind=Kind.UNSAFE, about=About.HELPER).exclude(state=State.CLOSED)
    return frozenset(rows.filter(parties__is_about=True).values_list("parties__member", flat=True))
