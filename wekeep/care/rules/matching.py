"""Who could help with a request, the best first, each with the reasons in plain facts; fair to those who help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.care.rules.window import Part

# The seats somebody must bring themselves; how many ride, and whether back again, they are told and decide.
SEATS = frozenset({"rear_facing", "harness", "booster", "wheelchair"})
# Nobody is asked again so soon, whatever they said.
REST = timedelta(hours=12)
# Within a band nobody is nearer than another: three streets must not outweigh that somebody was never asked.
_BANDS_KM = (2.0, 5.0)
MOST_SHOWN = 12


class Reason(StrEnum):
    """Why somebody stands where they stand."""

    SPEAKS = "speaks"
    INTERPRETER = "interpreter"
    KM = "km"
    BRINGS = "brings"
    FREE = "free"
    OTHER_TIMES = "other_times"
    ASKED = "asked"
    NEVER_ASKED = "never_asked"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request asks of whoever helps; `parts` of the day in which somebody may come, none is any. `km` from each candidate is reckoned
    from middles of cells; None where unknown."""

    language: str
    seats: frozenset[str]
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who holds the role in the zone. `load` is what they took in thirty days, `this_week` how often they were asked in
    seven; `most_a_week` how often they want to be; `busy`: they have something in hand or are being asked, or they are away. `parts` of
    the day in which they have time; none is any."""

    code: str
    languages: frozenset[str]
    brings: frozenset[str]
    km: float | None
    most_km: int
    most_a_week: int
    load: int
    this_week: int
    asked_at: datetime | None
    busy: bool = False
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with what speaks for asking them, most weighty first: a reason and its figure or code."""

    code: str
    speaks: bool
    reasons: tuple[tuple[Reason, str], ...]


def may_be_asked(one: Candidate, wish: Wish, now: datetime) -> bool:
    """Whether they may be asked at all: the seats, the distance and the limits they set for themselves hold."""
    rested = one.asked_at is None or now - one.asked_at >= REST
    near = one.km is None or one.km <= one.most_km
    return wish.seats <= one.brings and near and rested and not one.busy and one.this_week < one.most_a_week


def ranked(candidates: Iterable[Candidate], wish: Wish, now: datetime) -> list[Ranked]:
    """Who may be asked, the best first: those who speak the household's language, and where nobody does the others with an
    interpreter; then those who have time when somebody may come, because the others may ask for another hour and mostly say no; then
    the nearer band, whoever was never or least recently asked, and whoever took less."""
    fit = [one for one in candidates if may_be_asked(one, wish, now)]
    return [_told(one, wish, now) for one in sorted(fit, key=lambda one: _order(one, wish))]


def _fits(one: Candidate, wish: Wish) -> bool:
    return not one.parts or not wish.parts or bool(one.parts & wish.parts)


def _order(one: Candidate, wish: Wish) -> tuple[bool, bool, int, float, int, str]:
    asked = one.asked_at.timestamp() if one.asked_at else 0.0
    band = sum((one.km or 0.0) > edge for edge in _BANDS_KM)
    return (wish.language not in one.languages, not _fits(one, wish), band, asked, one.load, one.code)


def _told(one: Candidate, wish: Wish, now: datetime) -> Ranked:
    speaks = wish.language in one.languages
    reasons = [(Reason.SPEAKS if speaks else Reason.INTERPRETER, wish.language)]
    if one.parts and wish.parts:
        fits = _fits(one, wish)
        shown = one.parts & wish.parts if fits else one.parts
        reasons += [(Reason.FREE if fits else Reason.OTHER_TIMES, part.value) for part in Part if part in shown]
    if one.km is not None:
        reasons.append((Reason.KM, f"{one.km:.1f}"))
    reasons += [(Reason.BRINGS, seat) for seat in sorted(wish.seats)]
    if one.asked_at is None:
        reasons.append((Reason.NEVER_ASKED, ""))
    else:
        reasons.append((Reason.ASKED, str((now - one.asked_at).days)))
    if one.load:
        reasons.append((Reason.LOAD, str(one.load)))
    return Ranked(one.code, speaks, tuple(reasons))
