"""Naming the groups a zone's alerts are posted to, and posting: once for each alert and each correction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.models import Alert, Message, Outlet, Posted
from wekeep.alerts.queries import outlets as queries
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules import outlet as rules
from wekeep.alerts.rules.alert import ENDS, LONGEST, Level, Status, Type
from wekeep.alerts.rules.audience import wants
from wekeep.alerts.rules.parts import from_json
from wekeep.channels.actions import addresses, outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient, Text
from wekeep.channels.registry import group_kinds
from wekeep.channels.registry import kind as channel
from wekeep.channels.rules.delivery import Rank
from wekeep.journal import actions as journal
from wekeep.journal.queries import about_since
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.places.queries.zones import zone_names
from wekeep.vault.actions import powers
from wekeep.vault.rules.power import Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work import actions as work

EXERCISE_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outlet as a steward typed it; `given` is the address as its channel reads it, `stands_in_for` the code of another
    that it stands in for."""

    zone: str
    kind: str
    given: Mapping[str, str]
    name: str
    language: str
    level: Level
    show_text: bool = False
    stands_in_for: str = ""


@transaction.atomic
def add_outlet(*, unlocked: Unlocked, wanted: Wanted) -> Outlet:
    """Post this zone's alerts there from now on. NeedsSecond where one person may not: then `propose_outlet` takes the
    same."""
    one, terms = _keep(unlocked.actor, wanted)
    powers.use(unlocked=unlocked, power=Power.OUTLET, zone=one.zone, about=one.code, terms=terms)
    return _switch_on(one, unlocked.actor)


@transaction.atomic
def propose_outlet(*, unlocked: Unlocked, wanted: Wanted) -> Proposed:
    """Ask for a second person; nothing is posted there before they agree, and it is forgotten where nobody does."""
    one, terms = _keep(unlocked.actor, wanted)
    return powers.propose(unlocked=unlocked, power=Power.OUTLET, zone=one.zone, about=one.code, terms=terms)


@transaction.atomic
def agree_to_outlet(*, unlocked: Unlocked, code: str) -> Outlet:
    """Agree as the second person. Refused where it is no longer what was asked for."""
    waiting = powers.waiting(actor=unlocked.actor, code=code, power=Power.OUTLET)
    one = Outlet.objects.select_for_update().filter(code=waiting.about, agreed_at=None).first()
    if one is None or {**waiting.terms} != {**waiting.terms, **_chosen(one)}:
        raise Refused("This group was changed since it was asked for. Let it be asked for again.")
    powers.agree(unlocked=unlocked, proposed=waiting)
    return _switch_on(one, unlocked.actor)


@transaction.atomic
def keep_outlet(*, actor: Actor, code: str) -> Outlet:
    """Keep it for another year from now."""
    one = queries.get_outlet(actor, code)
    one.expires_at, one.reminded_at = rules.ends_at(clock.now()), None
    one.save(update_fields=["expires_at", "reminded_at"])
    addresses.keep_until(code=one.address, expires_at=one.expires_at)
    return one


@transaction.atomic
def end_outlet(*, actor: Actor, code: str) -> None:
    """Post nothing there any more, and forget the address at once. Taking away takes one."""
    one = queries.get_outlet(actor, code)
    _forget(one)
    journal.record(kinds.OUTLET_ENDED, about=code, actor=actor, zone=one.zone, channel=one.kind)


@transaction.atomic
def try_outlet(*, actor: Actor, code: str) -> None:
    """Post an exercise there, which says that it is one; Refused where one was posted a few minutes ago."""
    one = queries.get_outlet(actor, code, locked=True)
    if about_since(code, [kinds.OUTLET_TRIED], since=clock.now() - rules.TRIED_EVERY, limit=1):
        raise Refused("An exercise was posted there a moment ago. Wait five minutes before the next.")
    letter = NewLetter(
        code=new_code(),
        thread=new_code(),
        texts=notices.outlet_exercise(),
        url=settings.SITE_URL,
        stop_prefix="",
        urgent=False,
        expires_at=clock.now() + EXERCISE_LASTS,
    )
    outbox.hand_over(letter, [_recipient(one)])
    journal.record(kinds.OUTLET_TRIED, about=code, actor=actor, zone=one.zone, channel=one.kind)


def post(message: Message) -> None:
    """Hand a message of an alert over for the zone's outlets that want it and have heard nothing of that alert; a drill
    for none."""
    alert = message.alert
    if alert.status != Status.ACTUAL:
        return
    heard = Posted.objects.filter(alert=alert).values("outlet")
    fresh = [
        one
        for one in queries.live().filter(zone=alert.zone, stands_in_for="").exclude(pk__in=heard)
        if wants(Level(message.level), Level(one.level))
    ]
    Posted.objects.bulk_create((Posted(alert=alert, outlet=one) for one in fresh), ignore_conflicts=True)
    hand_to(message, fresh)
    if queries.live().filter(stands_in_for__in=[one.code for one in fresh]).exists():
        look_for_stand_ins(message.code)


def look_for_stand_ins(message: str) -> None:
    """Have it looked soon whether the outlets that were posted to were reached, in the caller's transaction."""
    at = clock.now() + rules.LOOKED_EVERY
    work.enqueue("alerts.stand_in", {"message": message}, unique_key=f"alerts.stand_in:{message}", run_at=at)


def correct(message: Message) -> None:
    """Hand a correction over for the outlets that heard of the alert, and for no others."""
    hand_to(message, list(queries.live().filter(posted__alert=message.alert)))


def take_back(alert: Alert, untold: Iterable[str]) -> None:
    """Of the addresses that nothing of the alert went to, those of outlets hear no correction of it either."""
    mine = Posted.objects.filter(alert=alert).values_list("outlet__address", flat=True)
    Posted.objects.filter(alert=alert, outlet__address__in=set(mine).intersection(untold)).delete()


@transaction.atomic
def forget_outlets() -> int:
    """Forget those that nobody agreed to in time and those whose year is over; returns how many."""
    now = clock.now()
    asked = Outlet.objects.filter(agreed_at=None, asked_at__lt=now - rules.ASKED_FOR)
    over = [*asked, *Outlet.objects.filter(expires_at__lt=now)]
    for one in over:
        _forget(one)
    return len(over)


def _keep(actor: Actor, wanted: Wanted) -> tuple[Outlet, dict[str, object]]:
    """The outlet, switched off, with its sealed address; and what two persons agree to."""
    actor.require(Ability.KEEP_OUTLETS, wanted.zone)
    _check(wanted)
    now = clock.now()
    ends, value = rules.ends_at(now), channel(wanted.kind).read_address(wanted.given)
    address, _new = addresses.keep_address(
        kind_name=wanted.kind, given=wanted.given, expires_at=ends, purpose=f"outlet {wanted.zone}"
    )
    if queries.live().filter(address=address).exists():
        raise Refused("Alerts of this zone are posted there already.")
    Outlet.objects.filter(address=address).delete()
    one = Outlet.objects.create(
        zone=wanted.zone,
        kind=wanted.kind,
        address=address,
        name=rules.check_name(wanted.name),
        language=wanted.language,
        level=wanted.level,
        show_text=wanted.show_text,
        stands_in_for=wanted.stands_in_for,
        asked_at=now,
        expires_at=ends,
    )
    mark = addresses.address_mark(wanted.kind, value)
    return one, {**_chosen(one), "hint": rules.hint_of(value), "mark": mark}


def _check(wanted: Wanted) -> None:
    if wanted.zone not in zone_names():
        raise NotFound
    if wanted.kind not in group_kinds() or wanted.language not in dict(settings.LANGUAGES):
        raise Refused("Choose one of the channels that are offered.")
    if wanted.stands_in_for:
        other = queries.live().filter(zone=wanted.zone, code=wanted.stands_in_for).first()
        if other is None:
            raise Refused("Choose a group of the same zone that it stands in for.")
        rules.check_stand_in(wanted.kind, other.kind, is_one=bool(other.stands_in_for))
    rules.check_room(queries.live().filter(zone=wanted.zone).count())


def _chosen(one: Outlet) -> dict[str, object]:
    """What the second person reads; the address by its code, which its sealed value is bound to."""
    return {
        "address": one.address,
        "channel": one.kind,
        "name": one.name,
        "language": one.language,
        "level": str(one.level),
        "show_text": one.show_text,
        "stands_in_for": one.stands_in_for,
    }


def _switch_on(one: Outlet, actor: Actor) -> Outlet:
    one.agreed_at = clock.now()
    one.save(update_fields=["agreed_at"])
    journal.record(kinds.OUTLET_ADDED, about=one.code, actor=actor, zone=one.zone, channel=one.kind)
    return one


def _forget(one: Outlet) -> None:
    addresses.forget_address(code=one.address)
    one.delete()


def hand_to(message: Message, to: list[Outlet]) -> None:
    """Put the message into the outbox for these outlets, each of which gets it once."""
    if to:
        outbox.hand_over(_letter(message), [_recipient(one) for one in to])


def _recipient(one: Outlet) -> Recipient:
    return Recipient(one.address, one.kind, one.language, show_text=one.show_text)


def _letter(message: Message) -> NewLetter:
    """The message as a group reads it: named after the message, so that handing it over again posts nothing twice."""
    alert, said = message.alert, Type(message.type)
    return NewLetter(
        code=letter_code(message),
        thread=alert.code,
        texts=_texts(message, said),
        url=f"{settings.SITE_URL}/alerts/a/{alert.code}/",
        stop_prefix="",
        urgent=Level(message.level) is Level.ACTIVE,
        expires_at=clock.now() + LONGEST if said in ENDS else message.expires_at,
        rank=Rank.FIRST if Level(message.level) is Level.ACTIVE else Rank.ALERT,
        about=alert.about,
        zone=alert.zone,
    )


def letter_code(message: Message) -> str:
    """What the letter to outlets is called that carries this message."""
    return f"outlet-{message.code}"


def _texts(message: Message, said: Type) -> dict[str, Text]:
    zone = zone_names().get(message.alert.zone, "")
    parts, level = from_json(message.parts), Level(message.level)
    return notices.for_outlets(said, level, parts, message.expires_at, zone)
