"""A made-up evening under a flood: true reports, a hostile crowd, a bot, and one event that everybody sees.

Used by the test of the intake and by `bench.flood`. Everything is drawn from a seed, so that a run can be repeated.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

MIDDLE, HALF = (45.0, -93.0), (0.15, 0.2)
SECONDS = 600
HOSTILE, CROWD, TRUE, EVENTS = 16_000, 400, 200, 90
ABOUT_ONE, BOT = 200, 6_000
# Of a hundred networks of the crowd so many copy their words and do the sum; so many write each report anew and do it.
COPY, INVENT = 35, 5
_GRAVE = ("detaining", "loading", "approaching_home", "vehicle_stop", "questioning")
_LESS = ("staging", "surveilling", "leaving", "checkpoint")


@dataclass(frozen=True)
class Sent:
    """One report on its way: `at` in seconds; `source` is the network it comes from; `works`: the phone does the sum;
    `waits`: no script runs there, and its owner presses the button after a while. `kind` is for us alone."""

    number: int
    at: float
    kind: str
    source: str
    lat: float
    lon: float
    activity: str
    text: str
    works: bool
    waits: bool = False


def evening(seed: int = 1, scale: float = 1.0) -> list[Sent]:
    """All reports of the evening in the order they come; `scale` makes all but the true ones fewer."""
    draw = random.Random(seed)
    told = [*_true(draw), *_about_one(draw), *_crowd(draw, scale), *_bot(draw, scale)]
    ordered = sorted(told, key=lambda one: one.at)
    return [Sent(number, *_rest(one)) for number, one in enumerate(ordered)]


def _rest(one: Sent) -> tuple[float, str, str, float, float, str, str, bool, bool]:
    return one.at, one.kind, one.source, one.lat, one.lon, one.activity, one.text, one.works, one.waits


def _somewhere(draw: random.Random) -> tuple[float, float]:
    return MIDDLE[0] + draw.uniform(-HALF[0], HALF[0]), MIDDLE[1] + draw.uniform(-HALF[1], HALF[1])


def _near(draw: random.Random, lat: float, lon: float) -> tuple[float, float]:
    return lat + draw.uniform(-5e-5, 5e-5), lon + draw.uniform(-5e-5, 5e-5)


def _true(draw: random.Random) -> Iterator[Sent]:
    """TRUE reports of EVENTS events. Ten come from phones without scripts; ten share a network with the crowd, each about
    something that somebody elsewhere tells of too."""
    events = [(_somewhere(draw), draw.choice(_GRAVE + _LESS), draw.uniform(30, SECONDS - 90)) for _ in range(EVENTS)]
    for number in range(TRUE):
        (lat, lon), activity, begins = events[number % EVENTS]
        shares, waits = number >= TRUE - 10, EVENTS <= number < EVENTS + 10
        source = f"hostile-{number % CROWD}" if shares else f"home-{number}"
        words = _say(draw)
        at = begins + draw.uniform(0, 30)
        yield Sent(0, at, "true", source, *_near(draw, lat, lon), activity, words, not waits, waits)


def _about_one(draw: random.Random) -> Iterator[Sent]:
    """Twenty a minute about one event, from 150 networks, many with the words of the warning that goes round."""
    lat, lon = _somewhere(draw)
    warning = "they are taking people out of the bakery on the corner right now please come and film"
    for number in range(ABOUT_ONE):
        words = warning if number % 3 == 0 else _say(draw)
        at = number * SECONDS / ABOUT_ONE
        yield Sent(0, at, "one event", f"street-{number % 150}", *_near(draw, lat, lon), "detaining", words, True)


def _crowd(draw: random.Random, scale: float) -> Iterator[Sent]:
    copied = [f"{_say(draw)} {_say(draw)}" for _text in range(25)]
    for number in range(int(HOSTILE * scale)):
        network = number % CROWD
        copies, invents = network % 100 < COPY, COPY <= network % 100 < COPY + INVENT
        words = f"{draw.choice(_WORDS)} {draw.choice(copied)} {number % 97}" if copies else _say(draw)
        at, (lat, lon) = draw.uniform(0, SECONDS), _somewhere(draw)
        source, activity = f"hostile-{network}", draw.choice(_GRAVE)
        yield Sent(0, at, "hostile", source, lat, lon, activity, words, copies or invents)


def _bot(draw: random.Random, scale: float) -> Iterator[Sent]:
    """One network at full speed, which does no sum."""
    for number in range(int(BOT * scale)):
        lat, lon = _somewhere(draw)
        yield Sent(0, number * SECONDS / BOT / scale, "bot", "bot", lat, lon, "detaining", "raid raid raid", False)


_WORDS = """
    men women agents officers people masks vests badges doors door window corner shop school church market
    bridge yard gate bus stop light street house steps knocking waiting talking standing walking running looking
    sitting shouting asking holding showing papers phones cameras plates dogs neighbour child mother father
    worker driver left right behind before beside under near around slowly quickly still again since minutes
    morning maybe many others nobody somebody everyone someone came went gone several few gloves boots radios
    bags lamps flags tools boxes ropes coats
""".split()  # noqa: SIM905


def _say(draw: random.Random) -> str:
    """What a person writes who copies nobody."""
    return " ".join(draw.choices(_WORDS, k=draw.randrange(7, 16)))
