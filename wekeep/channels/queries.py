"""Reading the outbox: addresses (here alone), and how each channel stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from wekeep.channels.models import Address, Credentials, Delivery, Letter
from wekeep.channels.registry import kind as channel
from wekeep.channels.rules.delivery import State
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark, same
from wekeep.kit.keeper_messages import Use
from wekeep.vault.keeper import is_open
from wekeep.vault.queries.serving import open_for
from wekeep.vault.rules.serviced import Kept

_AT_ONCE = 500
ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many deliveries of one kind are in which state, over the letters still kept."""

    kind: str
    waiting: int
    handed_over: int
    refused: int
    gone: int


def credentials_mark(name: str) -> str:
    """What recognises the channel's credentials of the moment and tells nothing of them."""
    return keyed_mark(settings.SECRET_KEY, "credentials", f"{name} {channel(name).credentials()}")


def may_send(name: str) -> bool:
    """Whether the channel's credentials are its first ones, or those that two persons agreed to last."""
    agreed = Credentials.objects.filter(kind=name).values_list("agreed", flat=True).first()
    return agreed is None or same(agreed, credentials_mark(name))


def open_addresses(codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """The addresses behind `codes`, those that are still kept and open. The only place where addresses are read.

    Refused while the keeper, which opens them, is away or sealed.
    """
    wanted, found, sealed = list(dict.fromkeys(codes)), dict[str, dict[str, str]](), list[Kept]()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Address.objects.filter(code__in=wanted[start : start + _AT_ONCE], expires_at__gt=clock.now())
        for code, value, bucket, raw in rows.values_list("code", "value", "bucket", "sealed"):
            if raw is not None:
                sealed.append(Kept(code, bucket, bytes(raw)))
            elif value is not None:
                found[code] = value
    return found | open_for(Use.SENDING, ADDRESS, sealed)


def waits_for_keeper() -> bool:
    """Whether letters lie in the outbox that cannot go out, because the keeper that opens their addresses does not."""
    waiting = Delivery.objects.filter(state=State.QUEUED).values("address")
    return Address.objects.filter(sealed__isnull=False, code__in=waiting).exists() and not is_open()


def still_kept(codes: Iterable[str]) -> frozenset[str]:
    """Which of `codes` name an address that is still kept, without reading it."""
    wanted, found = list(dict.fromkeys(codes)), set[str]()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Address.objects.filter(code__in=wanted[start : start + _AT_ONCE], expires_at__gt=clock.now())
        found.update(rows.values_list("code", flat=True))
    return frozenset(found)


def same_endpoint(code: str) -> frozenset[str]:
    """The codes of every address that lies at the same endpoint, this one among them; empty where it is no more."""
    marks = Address.objects.filter(code=code).values("endpoint_mark")
    return frozenset(Address.objects.filter(endpoint_mark__in=marks).values_list("code", flat=True))


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says in one language, for a phone that fetches it."""

    title: str
    body: str
    short_title: str
    short_body: str
    stop: str
    url: str
    thread: str


def words_of(code: str, language: str) -> Words | None:
    """The letter called `code` in `language`, or None where there is none that still holds."""
    letter = Letter.objects.filter(code=code, expires_at__gt=clock.now()).first()
    if letter is None or language not in letter.texts:
        return None
    return Words(**letter.texts[language], url=letter.url, thread=letter.thread)


def reached(thread: str) -> frozenset[str]:
    """The addresses that something of `thread` went to or is on its way to."""
    rows = Delivery.objects.filter(letter__thread=thread).exclude(state=State.WITHDRAWN)
    return frozenset(rows.values_list("address", flat=True))


def counts_of(thread: str) -> dict[str, int]:
    """How many deliveries of `thread` are in each state."""
    rows = Delivery.objects.filter(letter__thread=thread).values_list("state").annotate(Count("id"))
    return dict(rows.order_by("state"))


def standings() -> dict[str, Standing]:
    """How each kind that has carried anything stands, by its name."""
    counts: dict[str, dict[str, int]] = {}
    for kind, state, count in Delivery.objects.values_list("kind", "state").annotate(Count("id")).order_by("kind"):
        counts.setdefault(kind, {})[state] = count
    return {kind: _standing(kind, by_state) for kind, by_state in counts.items()}


def _standing(kind: str, by_state: dict[str, int]) -> Standing:
    return Standing(
        kind,
        waiting=by_state.get(State.QUEUED, 0) + by_state.get(State.LEASED, 0),
        handed_over=by_state.get(State.HANDED_OVER, 0),
        refused=by_state.get(State.REFUSED, 0) + by_state.get(State.TOO_LATE, 0),
        gone=by_state.get(State.GONE, 0),
    )


def troubles() -> dict[str, dict[str, int]]:
    """What ails the letters of each kind that wait or were refused, and how many of them, over the letters still kept."""
    rows = Delivery.objects.filter(state__in=[State.QUEUED, State.REFUSED]).exclude(trouble="")
    found: dict[str, dict[str, int]] = {}
    for kind, trouble, count in rows.values_list("kind", "trouble").annotate(Count("id")).order_by("kind", "trouble"):
        found.setdefault(kind, {})[trouble] = count
    return found
