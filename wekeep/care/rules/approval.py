"""Who may say yes to a case and who may pay it, what exactly a yes is about, and for how long it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from hashlib import blake2b

from wekeep.kit.envelope import canonical
from wekeep.kit.errors import Refused

HOLDS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an approval is about. A change of any of it is another thing, to which nobody said yes."""

    case: str
    version: int
    fund: str
    rules: int
    kind: str
    cents: int
    months: tuple[str, ...]
    payee_kind: str
    payee_mark: str

    def digest(self) -> str:
        """32 bytes in hex that change with any of it."""
        said = canonical(
            "rent approval",
            self.case,
            str(self.version),
            self.fund,
            str(self.rules),
            self.kind,
            str(self.cents),
            " ".join(self.months),
            self.payee_kind,
            self.payee_mark,
        )
        return blake2b(said, digest_size=32).hexdigest()


@dataclass(frozen=True, slots=True)
class Yes:
    """One approval: by whom, of what, and until when it holds."""

    by: str
    digest: str
    until: datetime


def holding(given: Iterable[Yes], facts: Facts, now: datetime) -> list[Yes]:
    """Those that hold now and are about exactly these facts, one a person."""
    found: dict[str, Yes] = {}
    for one in given:
        if one.digest == facts.digest() and one.until > now:
            found.setdefault(one.by, one)
    return list(found.values())


def check_may_approve(by: str, *, filed_by: str, verified_by: str, given: Iterable[Yes]) -> None:
    """Refuse whoever filed it, put the amount down, or has said yes already."""
    if by in (filed_by, verified_by):
        raise Refused("You filed this or put the amount down yourself, so two others approve it.")
    if any(one.by == by for one in given):
        raise Refused("You approved this already, so someone else gives the next approval.")


def check_may_pay(by: str, *, filed_by: str, verified_by: str, given: Iterable[Yes], needed: int) -> None:
    """Refuse whoever filed, put down or approved it, and refuse while approvals are missing or have lapsed."""
    yes = list(given)
    if len({one.by for one in yes}) < needed:
        raise Refused("Approvals are missing or have lapsed. It is paid once they are all there.")
    if by in (filed_by, verified_by) or any(one.by == by for one in yes):
        raise Refused("You filed, checked or approved this yourself, so someone else pays it.")


def check_pay_day(day: date, given: Iterable[Yes], today: date, zone: tzinfo) -> None:
    """Refuse a day of `zone` that is over, or on which an approval will have lapsed."""
    if day < today:
        raise Refused("That day is over. Choose today or a later one.")
    if any(day > one.until.astimezone(zone).date() for one in given):
        raise Refused("An approval lapses before that day. Choose an earlier one.")
