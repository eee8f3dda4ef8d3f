"""Who is in the demo's week, drawn from its seed: the same seed draws the same neighbours, whoever is told first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from random import Random
from typing import Final

from wekeep.care.rules.need import Need, needs
from wekeep.care.rules.rent import FOR_CARERS, Kind
from wekeep.care.rules.window import Part, Urgency
from wekeep.desk.rules.made_up import life, money, words
from wekeep.kit.abilities import Role


@dataclass(frozen=True, slots=True)
class Size:
    """How many members who help, single requests and rent cases, and how many gifts of about how many cents each."""

    carers: int
    requests: int
    rents: int
    gifts: int
    gift: int


SLICE, WEEK = "slice", "week"
SIZES: Final[dict[str, Size]] = {
    # what every demo begins with, so that a visitor sees living pages
    SLICE: Size(14, 30, 10, 4, 4_000_00),
    WEEK: Size(550, 900, 180, 60, 3_000_00),
}
SEED: Final = 2026
# Numbers of households that no other story of the week takes.
FIRST_AT_TABLE: Final = 80_000


class Sort(StrEnum):
    """What there is to tell of."""

    FUND = "fund"
    GIFT = "gift"
    CARER = "carer"
    FAMILY = "family"
    RENT = "rent"
    ROADS = "roads"


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the week: `ago` is how many hours before its end they begin to count, and by that they are told in order. `key` is
    sixteen characters that are theirs alone."""

    sort: Sort
    number: int
    ago: float
    key: str


@dataclass(frozen=True, slots=True)
class Carer:
    """One who comes to help. `where` as shares of the way to the city's edges; `zones` how many zones they would go to."""

    roles: tuple[Role, ...]
    language: str
    languages: tuple[str, ...]
    name: str
    handle: str
    phone: str
    where: tuple[float, float]
    zones: int
    most_km: int
    most_a_week: int
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing a family asks for, and what becomes of it."""

    need: str
    answers: dict[str, str]
    life: life.Life


@dataclass(frozen=True, slots=True)
class Family:
    """A household that asks. `is_call`: a navigator wrote it down on the telephone."""

    language: str
    name: str
    phone: str
    where: tuple[float, float]
    entrance: str
    about: str
    asks_first: bool
    is_call: bool
    urgency: Urgency
    parts: tuple[str, ...]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Rent:
    """A case for the fund: of a family, or of a carer who spent money for others. Sums in cents."""

    life: money.Life
    language: str
    name: str
    phone: str
    where: tuple[float, float]
    flat: int
    months: int
    monthly: int
    asked: int
    payee: str
    account: str
    paid_ago: float


@cache
def subjects(seed: int, size: str) -> tuple[Subject, ...]:
    """Everyone and everything of the week in the order in which it is told, the longest ago first."""
    wanted = SIZES[size]
    found = [Subject(Sort.FUND, 0, 40 * 24.0, _key(seed, Sort.FUND, 0))]
    found += _gifts(seed, wanted.gifts)
    found += [_subject(seed, Sort.CARER, n, (8 * 24.0, 38 * 24.0)) for n in range(wanted.carers)]
    found += [_subject(seed, Sort.FAMILY, n, life.AGES[n % len(life.AGES)].asked) for n in _families(seed, wanted)]
    found += [_rent_subject(seed, n) for n in range(wanted.rents)]
    found.append(Subject(Sort.ROADS, 0, 0.0, _key(seed, Sort.ROADS, 0)))
    return tuple(sorted(found, key=lambda one: (-one.ago, one.sort, one.number)))


def neighbour_at_table(seed: int, number: int) -> Family:
    """A household that waits for a box of food tomorrow, whoever brings it."""
    one = family(seed, FIRST_AT_TABLE + number, 1)
    return replace(
        one,
        asks_first=False,
        is_call=False,
        urgency=Urgency.DAYS_2,
        parts=(),
        things=(Thing("groceries", {"people": str(2 + number % 5)}, one.things[0].life),),
    )


def table_key(seed: int, number: int) -> str:
    """The key under which that household asks."""
    return _key(seed, Sort.ROADS, number + 1)


def moment(until: datetime, ago: float) -> datetime:
    """The time so many hours before the week's end, and never after it."""
    return until - timedelta(hours=max(ago, 0.0))


def _subject(seed: int, sort: Sort, number: int, ago: tuple[float, float]) -> Subject:
    return Subject(sort, number, _draw(seed, sort, number, "when").uniform(*ago), _key(seed, sort, number))


def _gifts(seed: int, count: int) -> list[Subject]:
    """Numbered in the order in which they came: a gift has no name, so whoever tells them knows by their number which are there."""
    ago = sorted((_draw(seed, Sort.GIFT, n, "when").uniform(26 * 24.0, 39 * 24.0) for n in range(count)), reverse=True)
    return [Subject(Sort.GIFT, n, one, _key(seed, Sort.GIFT, n)) for n, one in enumerate(ago)]


def _rent_subject(seed: int, number: int) -> Subject:
    return Subject(Sort.RENT, number, rent(seed, number).paid_ago, _key(seed, Sort.RENT, number))


def _families(seed: int, wanted: Size) -> Iterator[int]:
    asked, number = 0, 0
    while asked < wanted.requests:
        yield number
        asked += _count(seed, number)
        number += 1


def _key(seed: int, sort: Sort, number: int) -> str:
    return f"{seed:06}{sort.value[:4]:_<5}{number:05}"[-16:]


def _draw(seed: int, *about: object) -> Random:
    return Random(" ".join(map(str, (seed, *about))))


def _where(draw: Random) -> tuple[float, float]:
    return draw.uniform(-0.8, 0.8), draw.uniform(-0.8, 0.8)


_WORK: Final = ((Role.CARER,),) * 11 + ((Role.DRIVER,),) * 5 + ((Role.HELPER,),) * 3 + ((Role.CARER, Role.DRIVER),)


def carer(seed: int, number: int) -> Carer:
    """The member of this number: most bring things, some drive, some pack."""
    draw = _draw(seed, Sort.CARER, number)
    roles = _WORK[(number * 7) % len(_WORK)]
    mother_tongue = draw.choice(words.LANGUAGES)
    seats = [seat for seat in ("booster", "harness", "rear_facing", "wheelchair") if draw.random() < 0.4]
    return Carer(
        roles,
        mother_tongue,
        tuple(sorted({mother_tongue, "en"} - ({"en"} if draw.random() < 0.15 else set()) | {mother_tongue})),
        words.name(draw, mother_tongue),
        words.handle(number),
        words.phone(4_000_000 + number),
        _where(draw),
        draw.choice((1, 2, 3)),
        draw.choice((2, 5, 5, 10, 30)),
        draw.choice((1, 3, 3, 7)),
        tuple(seats) if Role.DRIVER in roles else (),
    )


_NEEDS: Final = (
    ("groceries",) * 14
    + ("ride_school", "ride_medical") * 5
    + ("hot_meal", "diapers", "pharmacy", "ride_work", "child_minding") * 3
    + ("company", "phone_data", "legal", "interpreter", "check_in", "laundry", "dog_walking") * 2
    + ("snow", "moving", "vet", "car_retrieval", "ride_court", "other")
)
_LINES: Final = ("near Rowan Square", "at the clinic on Ferry Road", "by the school gate", "whatever is there")


def _count(seed: int, number: int) -> int:
    return _draw(seed, Sort.FAMILY, number, "count").choice((1, 1, 1, 1, 2, 2, 2, 3, 3))


def family(seed: int, number: int, most: int) -> Family:
    """The household of this number, which asks for up to `most` things."""
    draw = _draw(seed, Sort.FAMILY, number)
    language = draw.choice(words.LANGUAGES)
    # now and then the same household asks again
    who = number - 3 if number > 3 and draw.random() < 0.04 else number
    return Family(
        language,
        words.name(draw, language),
        words.phone(who),
        _where(_draw(seed, Sort.FAMILY, who, "where")),
        draw.choice(words.DOORS),
        draw.choice(("", *words.SAID[language])),
        draw.random() < 0.12,
        draw.random() < 0.2,
        draw.choice((Urgency.TODAY, Urgency.DAYS_2, Urgency.DAYS_2, Urgency.DAYS_5, Urgency.WEEK)),
        tuple(part.value for part in Part if draw.random() < 0.4),
        tuple(_things(seed, number, min(most, _count(seed, number)))),
    )


def most_things(seed: int, size: str, number: int) -> int:
    """How many things the household of this number may ask for: the last one asks for what is left of the requests."""
    before = sum(_count(seed, n) for n in range(number))
    return SIZES[size].requests - before


def _things(seed: int, number: int, count: int) -> Iterator[Thing]:
    draw = _draw(seed, Sort.FAMILY, number, "things")
    lives = life.AGES[number % len(life.AGES)].lives
    for place, need in enumerate(_distinct(draw, count)):
        answers = {field: said for field, said in _answers(draw, needs()[need])}
        yield Thing(need, answers, lives[(number // len(life.AGES) * 2 + number + place) % len(lives)])


def _distinct(draw: Random, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        need = draw.choice(_NEEDS)
        if need not in found:
            found.append(need)
    return found


def _answers(draw: Random, need: Need) -> Iterator[tuple[str, str]]:
    for field in need.fields:
        if field.kind == "number":
            yield field.name, str(draw.randint(1, min(field.most, 6)))
        elif field.kind in ("some", "one") and draw.random() < 0.5:
            yield field.name, draw.choice(field.of)
        elif field.kind == "line":
            yield field.name, draw.choice(_LINES)
        elif field.kind == "language":
            yield field.name, draw.choice(words.LANGUAGES)
        elif field.kind == "hour":
            yield field.name, f"{draw.randint(7, 18):02}:{draw.choice((0, 15, 30, 45)):02}"


def rent(seed: int, number: int) -> Rent:
    """The case of this number."""
    draw = _draw(seed, Sort.RENT, number)
    one = money.LIVES[number % len(money.LIVES)]
    language = draw.choice(words.LANGUAGES)
    months = 0 if one.kind in FOR_CARERS else draw.choice((1, 1, 1, 2))
    monthly = _monthly(draw, one.kind)
    return Rent(
        one,
        language,
        words.name(draw, language),
        words.phone(6_000_000 + number),
        _where(draw),
        draw.randint(1, 24),
        months,
        monthly if months else 0,
        monthly * max(months, 1),
        draw.choice(words.UTILITIES if one.kind is Kind.UTILITIES else words.LANDLORDS),
        f"{words.BANK}, account {draw.randint(1000, 9999)}-{number:04}",
        draw.uniform(*one.paid) * 24,
    )


def _monthly(draw: Random, kind: Kind) -> int:
    if kind in FOR_CARERS:
        return draw.randint(18, 140) * 100 + draw.choice((0, 49, 99))
    if kind is Kind.UTILITIES:
        return draw.randint(70, 260) * 100
    return draw.randint(164, 290) * 500


def gift(seed: int, size: str, number: int) -> int:
    """The cents of the gift of this number."""
    return int(SIZES[size].gift * _draw(seed, Sort.GIFT, number).uniform(0.5, 1.5)) // 100 * 100
