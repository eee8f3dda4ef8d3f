"""Puts incidents into a made-up city and records how witnesses, forwarders and rumours report them."""

import string
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from math import cos, pi, sin
from random import Random

from bench.scenes.geometry import Spot, Streets, degrees
from bench.scenes.lexicon import Lexicon, Wording
from bench.scenes.ranges import PLOTS, Range, Ranges
from bench.scenes.telling import Seen, cars_phrase, hand_written, place_phrase, tell
from bench.scenes.truth import SHADES, Cars, Incident, Party, Scene, Sighting, Sort, Stop

KINDS_OF_CAR = ("suv", "suv", "van", "pickup", "sedan", "jeep")
SAFE_METRES, SAFE_MINUTES = 1700.0, 80.0
"""Two parties that look alike are kept further apart than this, so that nobody could take them for one."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How one report comes about; None means: drawn from the scene's ranges.

    `shift` minutes are added to the witnessed time (a wrong clock), `after` is how long it takes to be received, `must` are the
    clauses that the words will hold, `forwarded` says it is passed on by somebody who was not there.
    """

    language: str | None = None
    spot: Spot | None = None
    seen_at: float | None = None
    shift: float = 0.0
    after: float | None = None
    must: frozenset[str] = frozenset()
    forwarded: bool = False


PLAIN = Manner()
TOLD = frozenset({"cars", "place", "act"})


class Stage:
    """One scene in the making: a city, a clock, and the dice of one seed."""

    def __init__(self, kind: str, rng: Random, wording: Wording, ranges: Ranges) -> None:
        lat, lon, zone = rng.choice(wording.cities)
        self.rng, self.wording, self.ranges = rng, wording, ranges
        self.scene = Scene(
            kind, (lat + rng.uniform(-0.03, 0.03), lon + rng.uniform(-0.03, 0.03)), zulu=rng.random() < 0.3
        )
        self.streets = Streets(
            wording.across, wording.along, self.draw(ranges.block_width), self.draw(ranges.block_depth)
        )
        day = datetime(
            2026, rng.randint(1, 12), rng.randint(1, 28), rng.randint(6, 11), tzinfo=timezone(timedelta(hours=zone))
        )
        self.zero = day + timedelta(minutes=rng.randint(0, 59))
        self.radius = self.draw(ranges.city_radius)
        self.gps = self.draw(ranges.gps)
        self.vague = self.draw(ranges.vague_pins)
        self.given = self.draw(ranges.fields_given)
        self.empty = self.draw(ranges.empty_texts)
        self.languages = {"en": 0.62, "es": 0.27, "so": 0.06, "hmn": 0.05}

    def draw(self, bounds: Range) -> float:
        """A number between two bounds."""
        return self.rng.uniform(*bounds)

    def anywhere(self) -> Spot:
        """A spot in the city, evenly spread."""
        angle, far = self.rng.uniform(0, 2 * pi), self.radius * self.rng.random() ** 0.5
        return Spot(far * cos(angle), far * sin(angle))

    def away(self, spot: Spot, metres: Range) -> Spot:
        """A spot so far from `spot`, in any direction."""
        angle, far = self.rng.uniform(0, 2 * pi), self.draw(metres)
        return spot.moved(far * cos(angle), far * sin(angle))

    def party(self, *unlike: Party) -> Party:
        """A party whose vehicles nobody with a fair look would take for those of any party in `unlike`."""
        while True:
            party = self._any_party()
            if all(party.differs_from(other) and party.vehicles != other.vehicles for other in unlike):
                return party

    def _any_party(self) -> Party:
        rng = self.rng
        kinds = rng.sample(sorted(set(KINDS_OF_CAR)), 1 if rng.random() < 0.65 else 2)
        colours = rng.choices(
            sorted(SHADES),
            weights=[2 if colour in ("red", "green", "blue") else 5 for colour in sorted(SHADES)],
            k=len(kinds),
        )
        cars = tuple(Cars(rng.choice((1, 1, 2, 2, 3, 3, 4, 5)), *pair) for pair in zip(kinds, colours, strict=True))
        lexicon = self.wording.languages["en"]
        people = max(round(self.draw(self.ranges.people)), 1)
        return Party(cars, people, rng.choice(sorted(lexicon.uniforms)), rng.choice(sorted(lexicon.details)))

    def incident(self, sort: Sort, party: Party, stops: list[Stop], *, theme: str = "", name: str = "") -> Incident:
        """A new true incident on the scene."""
        whom = self.rng.choice(sorted(self.wording.languages["en"].whoms))
        made = Incident(f"true-{len(self.scene.incidents) + 1:03}", sort, party, stops, whom, theme, name)
        self.scene.incidents.append(made)
        return made

    def is_clear(self, party: Party, stop: Stop, *, metres: float = 450.0) -> bool:
        """Whether a party could stop there without anyone taking it for another of this scene, or standing beside it."""
        for other in self.scene.incidents:
            if other.sort is Sort.RUMOUR:
                continue
            for theirs in other.stops:
                apart = stop.spot.metres_to(theirs.spot)
                gap = max(theirs.begins - stop.ends, stop.begins - theirs.ends)
                if gap < SAFE_MINUTES and (
                    apart < metres or (apart < SAFE_METRES and not party.differs_from(other.party))
                ):
                    return False
        return True

    def stop(self, spot: Spot, begins: float, *, plot: str = "", lasts: float | None = None) -> Stop:
        """A stop, its length and plot drawn when not given."""
        plot = plot or self.rng.choice(sorted(PLOTS))
        return Stop(spot, begins, self.draw(self.ranges.stop_lasts) if lasts is None else lasts, plot)

    def real(self, window: Range, *, plot: str = "", party: Party | None = None) -> Incident:
        """A real incident of one stop, clear of all others, begun within a window of minutes."""
        for _ in range(400):
            who = party or self.party()
            stop = self.stop(self.anywhere(), self.draw(window), plot=plot)
            if self.is_clear(who, stop):
                break
        return self.incident(Sort.REAL, who, [stop])

    def lookalike(
        self, spot: Spot, begins: float, *, lasts: float | None = None, unlike: Party | None = None
    ) -> Incident:
        """Something harmless that looks like enforcement, at a spot; its vehicles are told from those of `unlike`."""
        themes = sorted(self.wording.lookalike_cars)
        for _ in range(50):
            theme = self.rng.choice(themes)
            kind, colour = self.wording.lookalike_cars[theme]
            party = Party((Cars(self.rng.choice((1, 1, 2)), kind, colour),), self.rng.randint(1, 6), "", "")
            if unlike is None or party.differs_from(unlike):
                break
        return self.incident(Sort.LOOKALIKE, party, [self.stop(spot, begins, plot="", lasts=lasts)], theme=theme)

    # What is recorded

    def gather(self, incident: Incident, count: int, manner: Manner = PLAIN) -> None:
        """So many witnesses of an incident, each at one of its stops, every stop seen by somebody."""
        for index in range(count):
            stop = incident.stops[index] if index < len(incident.stops) else self.rng.choice(incident.stops)
            self.report(incident, stop, manner)

    def forward(self, incident: Incident, count: int) -> None:
        """So many second-hand copies, hours later, which say where and what; some pinned where the forwarder sits."""
        for _ in range(count):
            stop = self.rng.choice(incident.stops)
            later = self.draw(self.ranges.forwarded_after)
            home = self.rng.random() < 0.3
            timed = self.rng.random() < 0.45
            manner = Manner(
                spot=self.away(stop.spot, (300, 2500)) if home else self.away(stop.spot, (0, 160)),
                seen_at=stop.begins + self.draw((-5, 20)) if timed else stop.begins + later,
                after=later if timed else None,
                must=TOLD | {self.rng.choice(("detail", "whom", "clock"))},
                forwarded=True,
            )
            self.report(incident, stop, manner)

    def report(self, incident: Incident, stop: Stop, manner: Manner = PLAIN) -> None:
        """One recorded sighting of an incident."""
        at = manner.seen_at if manner.seen_at is not None else stop.begins + self.draw((0, stop.lasts))
        after = manner.after if manner.after is not None else self._delay()
        lexicon = self.lexicon(manner.language)
        fields = self._fields(incident, stop, at, manner, lexicon)
        marked = bool(fields.pop("marked"))
        spot = manner.spot or self._pin(incident, stop.spot, marked=marked)
        lat, lon = degrees(self.scene.centre, spot)
        if isinstance(fields["text"], str) and manner.forwarded:
            fields["text"] = self.rng.choice(lexicon.forwards).format(text=fields["text"])
        self._record(incident, at + manner.shift, at + after, (lat, lon), lexicon, fields)

    def say(self, incident: Incident, text: str, at: float, spot: Spot, lexicon: Lexicon, **fields: object) -> None:
        """One recorded sighting whose words are given, with whatever other fields were filled in."""
        empty: dict[str, object] = {"people": None, "vehicles": None, "activity": None, "uniform": "", "equipment": ""}
        words = {"text": hand_written(self.rng, text)}
        self._record(
            incident, at, at + self._delay(), degrees(self.scene.centre, spot), lexicon, empty | words | fields
        )

    def _record(
        self,
        incident: Incident,
        seen: float,
        received: float,
        pin: tuple[float, float],
        lexicon: Lexicon,
        fields: dict[str, object],
    ) -> None:
        name = "".join(self.rng.choices(string.ascii_lowercase + string.digits, k=10))
        seen_at, received_at = (self.zero + timedelta(seconds=round(60 * minute)) for minute in (seen, received))
        sighting = Sighting(name, incident.id, seen_at, received_at, *pin, language=lexicon.language, **fields)  # type: ignore[arg-type]
        self.scene.sightings.append(sighting)

    def _delay(self) -> float:
        low, high = self.ranges.received_after
        return min(self.rng.expovariate(2 / high) + low / 2, 3 * high)

    def lexicon(self, language: str | None = None) -> Lexicon:
        """The words of a language, drawn from those of the city when not given."""
        if language is None:
            language = self.rng.choices(list(self.languages), weights=list(self.languages.values()))[0]
        return self.wording.languages[language]

    def _pin(self, incident: Incident, spot: Spot, *, marked: bool) -> Spot:
        """Where the witness puts the pin: by the phone, or at the nearest crossing; close by when nothing else tells."""
        if not marked and incident.rival_metres:
            return self.away(spot, (0, 0.25 * incident.rival_metres))
        if self.rng.random() < self.vague:
            return self.streets.corner(spot)
        error = min(abs(self.rng.gauss(0, self.gps)) + 5, 150)
        return self.away(spot, (error, error))

    def _fields(self, incident: Incident, stop: Stop, at: float, manner: Manner, lexicon: Lexicon) -> dict[str, object]:
        rng, given = self.rng, self.given
        seen = self._seen(incident, stop, at, manner)
        vehicles = sum(group.count for group in seen.cars)
        silent = not manner.must and rng.random() < self.empty
        text = "" if silent else hand_written(rng, self._words(incident, seen, lexicon))
        equipment = self._equipment(incident, seen, lexicon) if rng.random() < given * 0.6 else ""
        real = incident.sort is Sort.REAL
        told_cars = bool(equipment) or (not silent and "cars" in seen.must) or (not real and not silent)
        return {
            "people": self._people(seen.people) if rng.random() < given else None,
            "vehicles": vehicles if rng.random() < given else None,
            "activity": seen.activity if real and rng.random() < given * 1.1 else None,
            "uniform": rng.choice(lexicon.uniforms[seen.uniform])
            if seen.uniform and rng.random() < given * 0.6
            else "",
            "equipment": equipment,
            "text": text,
            "marked": told_cars,
        }

    def _words(self, incident: Incident, seen: Seen, lexicon: Lexicon) -> str:
        if incident.sort is Sort.REAL:
            return tell(self.rng, lexicon, seen)
        place = place_phrase(self.rng, lexicon, seen.crossing) if self.rng.random() < 0.6 else ""
        words = self.rng.choice(lexicon.lookalikes[incident.theme])
        return " ".join(
            words.format(place=place, cars=cars_phrase(self.rng, lexicon, seen.cars)).replace(" ,", ",").split()
        )

    def _equipment(self, incident: Incident, seen: Seen, lexicon: Lexicon) -> str:
        cars = cars_phrase(self.rng, lexicon, seen.cars)
        if not seen.detail or self.rng.random() < 0.7:
            return cars
        return f"{cars}, {self.rng.choice(lexicon.details[seen.detail])}"

    def _people(self, people: int | None) -> int | list[int] | None:
        if people is None or self.rng.random() < 0.7:
            return people
        return [max(people - self.rng.randint(0, 2), 1), people + self.rng.randint(1, 3)]

    def _seen(self, incident: Incident, stop: Stop, at: float, manner: Manner) -> Seen:
        rng, party = self.rng, incident.party
        must = set(manner.must)
        if incident.rival_metres and rng.random() < 0.75:
            must |= {"cars"}
        clock = self.zero + timedelta(minutes=stop.begins + self.draw((0, stop.lasts)))
        return Seen(
            people=self._miscounted(party.people) if rng.random() < 0.8 else None,
            cars=self._miscounted_cars(party.cars),
            activity=self._stage_of(stop, at) if incident.sort is Sort.REAL else "",
            uniform=party.uniform,
            detail=party.detail,
            whom=incident.whom,
            crossing=self.streets.crossing(stop.spot),
            clock=f"{clock.hour % 12 or 12}:{clock.minute // 5 * 5:02}",
            must=frozenset(must),
        )

    def _stage_of(self, stop: Stop, at: float) -> str:
        acts = PLOTS[stop.plot]
        share = min(max((at - stop.begins) / max(stop.lasts, 1) + self.rng.uniform(-0.25, 0.2), 0), 0.999)
        return acts[int(share * len(acts))]

    def _miscounted(self, count: int) -> int:
        return max(round(self.rng.gauss(count, 0.15 * count)), 1)

    def _miscounted_cars(self, cars: tuple[Cars, ...]) -> tuple[Cars, ...]:
        """The vehicles as one witness counts them: one more or fewer now and then, of several."""
        return tuple(
            replace(group, count=max(group.count + self.rng.choice((-1, 1)), 1))
            if group.count > 2 and self.rng.random() < 0.2
            else group
            for group in cars
        )
