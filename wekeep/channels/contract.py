"""What every channel must be able to do, and the plain values it does it with."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter to one address. `code` names the text to a phone that fetches it; `thread` is shared by letters of
    which a newer one replaces an older; `address` is what `Kind.read_address` made of it; `return_code` names that address
    to whoever brings the letter back."""

    delivery: int
    address: Mapping[str, str]
    code: str
    thread: str
    title: str
    body: str
    url: str
    stop_url: str
    stop_words: str
    silent: bool
    urgent: bool
    seconds_left: int
    return_code: str
    language: str = ""


class Answer(StrEnum):
    """What a channel said to one envelope. Gone: the address is no more and must be forgotten."""

    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    GONE = "gone"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer for one delivery. `retry_after` in seconds, where the other side asked for it; `trouble` is a short
    reason without any address in it."""

    delivery: int
    answer: Answer
    retry_after: int | None = None
    trouble: str = ""


class Reaches(StrEnum):
    """Whom an address of a channel belongs to: one person, who confirms it themselves; or a group, a room or a feed, which
    stewards name."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a channel could send now, and a sentence on why not, filled with `values`."""

    works: bool
    words: str
    values: Mapping[str, str] = field(default_factory=dict)


Item = TypeVar("Item")


class Drawn(Iterator[Item]):
    """What a channel draws. `stopped` says that nothing more may leave, what was drawn and not begun included: a channel that
    draws ahead asks it several times a second, drops that, and answers nothing for it. `lost` says that others may be sending
    all of it by now, what was begun included: whoever keeps bytes to write asks it before each write, and hangs up."""

    def __init__(
        self, source: Iterator[Item], stopped: Callable[[], bool], lost: Callable[[], bool] = lambda: False
    ) -> None:
        self._source, self.stopped, self.lost = source, stopped, lost

    def __next__(self) -> Item:
        return next(self._source)


def stopped_of(drawn: Iterable[object]) -> Callable[[], bool]:
    """How to ask whether what is drawn here may still leave; what has no end of its own always may."""
    return drawn.stopped if isinstance(drawn, Drawn) else lambda: False


def lost_of(drawn: Iterable[object]) -> Callable[[], bool]:
    """How to ask whether others may be sending what is drawn here."""
    return drawn.lost if isinstance(drawn, Drawn) else lambda: False


class Kind(Protocol):
    """One way to reach people. A kind keeps no state that matters and knows nothing of what it carries.

    `claims_at_once`: how many envelopes it surely hands over within half a minute.
    """

    name: str
    reaches: Reaches
    claims_at_once: int

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """The address in the form that is kept; Refused, in words for its owner, where it cannot be one."""
        ...

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """Hand over each envelope, drawing them as there is room, and yield one Result for each, in any order.

        Never raises for one bad address or a dead server, and never lets one server hold up the others.
        """
        ...

    def units(self, envelope: Envelope) -> int:
        """How much of the hour's budget one letter takes."""
        ...

    def is_set_up(self) -> bool:
        """Whether the operator has given it what it needs, without asking anybody."""
        ...

    def credentials(self) -> str:
        """What it sends with, in one text that changes with any part of it and is never shown or kept; "" where anybody
        could send as it does."""
        ...

    def probe(self) -> Health:
        """Whether this channel is set up and answers, without sending anything to anyone."""
        ...


Carried = tuple[int, Mapping[str, str], bytes]
"""One message of a bundle: which delivery, what `Kind.read_address` made of its address (or `CarriesMany.shown`), and what
was made ready for it, b"" where nothing was. That is used for this message and never again."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A letter to many who differ in nothing but their address; the words are as in `Envelope`."""

    code: str
    thread: str
    silent: bool
    urgent: bool
    seconds_left: int
    to: Sequence[Carried]


class Outcome(NamedTuple):
    """What became of some messages: which deliveries were handed over, and one result for each of the others."""

    handed_over: Sequence[int]
    others: Sequence[Result]


@runtime_checkable
class CarriesMany(Protocol):
    """A kind that needs no words of its own for each, and does most of its work for a message before there is one."""

    def send_bundles(self, bundles: Iterable[Bundle]) -> Iterator[Outcome]:
        """As `Kind.send`, for many at once: bundles are drawn as there is room, and each message is answered once."""
        ...

    def prepare(self, addresses: Sequence[Mapping[str, str]]) -> list[bytes | None]:
        """For each address, in order, what one message to it can be sent with, all of one length; None where it cannot be
        made. As secret as the message it is for."""
        ...

    def shown(self, address: Mapping[str, str]) -> dict[str, str]:
        """The part of an address that is still needed beside what was made ready."""
        ...
