"""The eight kinds of scene, each as a recipe of incidents and of the reports about them."""

from collections.abc import Callable

from bench.scenes.geometry import Spot
from bench.scenes.stage import Manner, Stage
from bench.scenes.truth import Cars, Incident, Party, Sort, Stop

MARKED = frozenset({"cars", "act"})


def mixed(stage: Stage, size: int) -> None:
    """A hard day with a bit of everything: plain incidents, twins, a convoy, a rumour, look-alikes, forwards, late ones."""
    rng, day = stage.rng, (0.0, 420.0)
    several(stage, round(size * 0.40), day, (5, 16))
    flooded = stage.real(day)
    stage.gather(flooded, round(size * 0.15))
    beside(stage, flooded, 3)
    twin_pair(stage, round(size * 0.05), stage.draw(day))
    convoy(stage, stage.draw((30, 200)), per_stop=max(round(size * 0.016), 2), again=False)
    rumour(stage, max(round(size * 0.05), 4), stage.draw((0, 200)))
    for incident in rng.sample(reals(stage), 3):
        stage.forward(incident, rng.randint(1, 2))
    clocks(stage, max(round(size * 0.02), 2))
    singles(stage, size, day)


def flood(stage: Stage, size: int) -> None:
    """One big event that everybody reports at once, while a few other things go on, some of them close by."""
    rng = stage.rng
    plot = rng.choice(("home", "street", "car", "gathering"))
    main = stage.incident(
        Sort.REAL,
        _big(stage),
        [stage.stop(stage.anywhere(), stage.draw((20, 60)), plot=plot, lasts=stage.draw((45, 100)))],
    )
    stage.vague = min(stage.vague, 0.2)
    if rng.random() < 0.5:
        main.stops.append(
            stage.stop(stage.away(main.stops[0].spot, (120, 260)), main.stops[0].ends - 10, plot="street")
        )
    gather_in_waves(stage, main, round(size * 0.68))
    stage.forward(main, max(round(size * 0.012), 1))
    beside(stage, main, rng.randint(3, 6))
    rival(stage, main, rng.randint(3, 7), (180, 420))
    several(stage, round(size * 0.2), (0, 150), (2, 7))
    singles(stage, size, (0, 150))


def twins(stage: Stage, size: int) -> None:
    """Pairs of real scenes one or two blocks apart at one time, with other vehicles, or with a look-alike beside."""
    share = stage.rng.randint(7, 12)
    begins = 10.0
    while len(stage.scene.sightings) < size * 0.88:
        if stage.rng.random() < 0.3:
            one = stage.real((begins, begins + 30))
            stage.gather(one, share + stage.rng.randint(0, 6))
            beside(stage, one, stage.rng.randint(3, 7))
        else:
            twin_pair(stage, share, begins)
        begins += stage.draw((15, 60))
    singles(stage, size, (0, begins))


def moving(stage: Stage, size: int) -> None:
    """Convoys that stop again and again, come back an hour later elsewhere, and cross the way of other parties."""
    rng, begins = stage.rng, 10.0
    per_stop = rng.randint(4, 6)
    while len(stage.scene.sightings) < size * 0.7:
        convoy(stage, begins, per_stop=per_stop, again=rng.random() < 0.5)
        begins += stage.draw((40, 120))
    several(stage, round(size * 0.17), (0, begins), (5, 9))
    singles(stage, size, (0, begins))


def rumours(stage: Stage, size: int) -> None:
    """Rumours copied for hours from all over the city, with the denials that quote them, between a few real incidents."""
    rng = stage.rng
    shares = rng.choice(((0.5,), (0.42, 0.13), (0.45, 0.1)))
    for share in shares:
        rumour(stage, round(size * share), stage.draw((0, 90)))
    several(stage, round(size * 0.33), (0, 400), (5, 9))
    for incident in rng.sample(reals(stage), 2):
        stage.forward(incident, 1)
        beside(stage, incident, 2)
    singles(stage, size, (0, 400))


def late(stage: Stage, size: int) -> None:
    """Reports out of order: received hours late, with clocks an hour wrong, and passed on second-hand."""
    rng = stage.rng
    several(stage, round(size * 0.72), (0, 300), (7, 15), late_share=0.3)
    for incident in rng.sample(reals(stage), min(6, len(reals(stage)))):
        stage.forward(incident, rng.randint(1, 2))
    clocks(stage, max(round(size * 0.035), 3))
    singles(stage, size, (0, 300))
    stage.scene.shuffled = rng.random() < 0.25


def bilingual(stage: Stage, size: int) -> None:
    """Every incident is told in English and in Spanish; some in Somali or Hmong besides."""
    rng = stage.rng
    stage.languages = {"en": 0.46, "es": 0.46, "so": 0.04, "hmn": 0.04}
    several(stage, round(size * 0.6), (0, 330), (6, 14))
    twin_pair(stage, round(size * 0.05), stage.draw((0, 300)))
    beside(stage, rng.choice(reals(stage)), 4)
    convoy(stage, stage.draw((30, 200)), per_stop=max(round(size * 0.012), 1), again=False)
    for incident in rng.sample(reals(stage), min(4, len(reals(stage)))):
        stage.forward(incident, 1)
    singles(stage, size, (0, 330))


def quiet(stage: Stage, size: int) -> None:
    """A calm day: separate sightings, some alike but elsewhere or hours apart, some near but of other things."""
    rng, day = stage.rng, (0.0, 700.0)
    stage.given = max(stage.given, 0.5)
    while len(stage.scene.sightings) < size * 0.8:
        roll = rng.random()
        if roll < 0.2:
            alike_elsewhere(stage, day)
        elif roll < 0.35:
            near_but_other(stage, day)
        else:
            singles(stage, len(stage.scene.sightings) + 1, day)
    if rng.random() < 0.7:
        several(stage, rng.randint(2, 6), day, (2, 3))
    singles(stage, size, day)


KINDS: dict[str, Callable[[Stage, int], None]] = {
    "mixed": mixed,
    "flood": flood,
    "twins": twins,
    "moving": moving,
    "rumour": rumours,
    "late": late,
    "bilingual": bilingual,
    "quiet": quiet,
}


# Parts of the recipes


def reals(stage: Stage) -> list[Incident]:
    """The real incidents that more than one witness reported."""
    counted = [sighting.incident for sighting in stage.scene.sightings]
    return [one for one in stage.scene.incidents if one.sort is Sort.REAL and counted.count(one.id) > 1]


def several(
    stage: Stage, sightings: int, window: tuple[float, float], each: tuple[int, int], *, late_share: float = 0.0
) -> None:
    """Separate real incidents with so many witnesses each, about `sightings` in all; a share of them received hours late."""
    told = 0
    while told < sightings:
        count, incident = stage.rng.randint(*each), stage.real(window)
        for _ in range(count):
            after = stage.draw((40, 400)) if stage.rng.random() < late_share else None
            stage.report(incident, incident.stops[0], Manner(after=after))
        told += count


def singles(stage: Stage, size: int, window: tuple[float, float]) -> None:
    """Fill the scene up to its size with incidents that one person saw."""
    while len(stage.scene.sightings) < size:
        if stage.rng.random() < 0.25:
            stage.gather(lone_lookalike(stage, window), 1)
        else:
            stage.gather(stage.real(window), 1)


def lone_lookalike(stage: Stage, window: tuple[float, float]) -> Incident:
    """A look-alike with no real scene near."""
    for _ in range(200):
        made = stage.lookalike(stage.anywhere(), stage.draw(window))
        stage.scene.incidents.remove(made)
        if stage.is_clear(made.party, made.stops[0]):
            break
    stage.scene.incidents.append(made)
    return made


def _big(stage: Stage) -> Party:
    party = stage.party()
    first, *rest = party.cars
    return Party(
        (Cars(max(first.count, 4), first.kind, first.colour), *rest), max(party.people, 12), party.uniform, party.detail
    )


def gather_in_waves(stage: Stage, incident: Incident, count: int) -> None:
    """Many witnesses, most in a first rush, the others until the end."""
    for _ in range(count):
        stop = stage.rng.choices(incident.stops, weights=[one.lasts for one in incident.stops])[0]
        share = min(stage.rng.expovariate(3), 1) if stage.rng.random() < 0.7 else stage.rng.random()
        stage.report(incident, stop, Manner(seen_at=stop.begins + share * stop.lasts))


def beside(stage: Stage, incident: Incident, count: int) -> None:
    """A look-alike a few houses from a real scene, at the same time."""
    stop = incident.stops[0]
    spot = stage.away(stop.spot, (90, 220))
    other = stage.lookalike(spot, stop.begins + stage.draw((-8, 8)), lasts=max(stop.lasts, 12), unlike=incident.party)
    _make_rivals(incident, other)
    stage.gather(other, count)


def rival(stage: Stage, incident: Incident, count: int, metres: tuple[float, float]) -> Incident:
    """Another real scene beside one, at the same time, with other vehicles and another number of them."""
    stop = incident.stops[0]
    spot = stage.away(stop.spot, metres)
    other = stage.incident(
        Sort.REAL, stage.party(incident.party), [stage.stop(spot, stop.begins + stage.draw((-6, 10)))]
    )
    _make_rivals(incident, other)
    stage.gather(other, count)
    return other


def _make_rivals(one: Incident, other: Incident) -> None:
    metres = min(a.spot.metres_to(b.spot) for a in one.stops for b in other.stops)
    for incident in (one, other):
        incident.rival_metres = min(incident.rival_metres or metres, metres)


def twin_pair(stage: Stage, each: int, begins: float) -> None:
    """Two real scenes one or two blocks apart at one time."""
    one = stage.real((begins, begins + 20))
    one.rival_metres = 1.0
    other = rival(stage, one, each + stage.rng.randint(-2, 3), stage.ranges.twin_metres)
    one.rival_metres = other.rival_metres
    stage.gather(one, each + stage.rng.randint(-2, 4))


def convoy(stage: Stage, begins: float, *, per_stop: int, again: bool) -> None:
    """A run of three to six stops; perhaps crossed by another party, forwarded later, and run again elsewhere."""
    rng, party = stage.rng, stage.party()
    run = stage.incident(Sort.REAL, party, run_of(stage, party, begins))
    if rng.random() < 0.6:
        crossing(stage, run, rng.randint(3, 5))
    for stop in run.stops:
        for _ in range(max(per_stop + rng.randint(-2, 2), 1)):
            stage.report(run, stop, Manner(must=MARKED if rng.random() < 0.7 else frozenset()))
    stage.forward(run, rng.randint(1, 2))
    if again:
        come_back(stage, run, per_stop)


def run_of(stage: Stage, party: Party, begins: float) -> list[Stop]:
    """Three to six stops in one direction, more or less, minutes and hundreds of metres apart."""
    for _ in range(200):
        spot, clock, stops = stage.anywhere(), begins, []
        east, north = stage.rng.choice((1, -1)), stage.rng.choice((1, -1))
        for _ in range(stage.rng.choice((3, 3, 3, 3, 4, 5, 6))):
            plot = stage.rng.choice(("watch", "home", "street", "car", "gathering"))
            stops.append(stage.stop(spot, clock, plot=plot, lasts=stage.draw((4, 10))))
            clock = stops[-1].ends + stage.draw(stage.ranges.hop_minutes)
            metres, lean = stage.draw(stage.ranges.hop_metres), stage.rng.uniform(0.15, 0.95)
            spot = spot.moved(east * metres * lean, north * metres * (1 - lean**2) ** 0.5)
        if all(stage.is_clear(party, stop) for stop in stops):
            break
    return stops


def crossing(stage: Stage, run: Incident, count: int) -> None:
    """Another party stops on the run's way, close to one of its stops in place and time."""
    stop = stage.rng.choice(run.stops)
    spot = stage.away(stop.spot, (90, 230))
    other = stage.incident(
        Sort.REAL, stage.party(run.party), [stage.stop(spot, stop.begins + stage.draw((-10, 10)), lasts=10)]
    )
    _make_rivals(run, other)
    stage.gather(other, count)


def come_back(stage: Stage, run: Incident, per_stop: int) -> None:
    """The same convoy an hour or more later and elsewhere: another incident."""
    begins = run.stops[-1].ends + stage.draw(stage.ranges.later_run)
    for _ in range(200):
        stops = run_of(stage, run.party, begins)[: stage.rng.randint(1, 3)]
        if all(here.spot.metres_to(there.spot) > 2500 for here in stops for there in run.stops):
            break
    else:
        return
    later = stage.incident(Sort.REAL, run.party, stops)
    stage.gather(later, max(per_stop, 2) * len(stops), Manner(must=MARKED))


def rumour(stage: Stage, count: int, begins: float) -> None:
    """A claim about a named place, passed on for hours, asked about and denied."""
    rng = stage.rng
    taken = {one.name for one in stage.scene.incidents} | {""}
    theme = rng.choice(sorted(stage.wording.names))
    name = rng.choice([name for name in stage.wording.names[theme] if name not in taken])
    party = Party((Cars(rng.randint(2, 6), "van", "white"),), rng.randint(8, 40), "", "")
    place = stage.anywhere()
    lasts = stage.draw(stage.ranges.rumour_lasts)
    made = stage.incident(
        Sort.RUMOUR,
        party,
        [Stop(place, begins, lasts, "checkpoint" if theme == "bridge" else "street")],
        theme=theme,
        name=name,
    )
    for _ in range(count):
        pass_on(stage, made, place)


def pass_on(stage: Stage, made: Incident, place: Spot) -> None:
    """One copy of a rumour, or a question, or a denial, posted from anywhere, some pinned at the place it names."""
    rng, stop = stage.rng, made.stops[0]
    share = rng.random()
    lexicon = stage.lexicon()
    told = lexicon.rumours[made.theme]
    sort = rng.choices(("copies", "questions", "denials"), weights=(7, 1, 0.5 + 2.5 * share))[0]
    text = rng.choice(getattr(told, sort)).format(name=made.name, n=rng.choice((6, 10, 15, 20, 30, 40)))
    fields: dict[str, object] = {}
    if sort == "copies":
        if rng.random() < 0.3:
            text = rng.choice(lexicon.forwards).format(text=text)
        fields = claimed(stage, made)
    at_place = rng.random() < (0.65 if sort == "denials" else 0.36)
    spot = stage.away(place, (0, 180)) if at_place else stage.anywhere()
    stage.say(made, text, stop.begins + share * stop.lasts, spot, lexicon, **fields)


def claimed(stage: Stage, made: Incident) -> dict[str, object]:
    """The few fields that somebody who passes on a rumour fills in."""
    rng = stage.rng
    activity = (
        "checkpoint" if made.theme == "bridge" else rng.choice(("detaining", "questioning", "loading", "staging"))
    )
    return {
        "activity": activity if rng.random() < 0.35 else None,
        "people": rng.choice((5, 10, 15, 20, 30, 50)) if rng.random() < 0.25 else None,
        "vehicles": rng.choice((2, 3, 5, 8, 10)) if rng.random() < 0.15 else None,
    }


def clocks(stage: Stage, count: int) -> None:
    """Witnesses of real incidents whose clocks are an hour wrong; their words say what and where."""
    for incident in stage.rng.sample(reals(stage), min(count, len(reals(stage)))):
        shift = stage.rng.choice((-60.0, 60.0))
        manner = Manner(shift=shift, must=frozenset({"cars", "place", "act", "whom"}), after=stage.draw((62, 90)))
        stage.report(incident, incident.stops[0], manner)


def alike_elsewhere(stage: Stage, day: tuple[float, float]) -> None:
    """The same sort of vehicles seen twice: far across town, or at one place hours later by other people's account."""
    first = stage.real(day)
    stage.gather(first, 1)
    for _ in range(100):
        stop = stage.stop(stage.anywhere(), stage.draw(day))
        if stage.is_clear(first.party, stop):
            stage.gather(stage.incident(Sort.REAL, first.party, [stop]), 1)
            return


def near_but_other(stage: Stage, day: tuple[float, float]) -> None:
    """Two things near each other within minutes, of which each report says that it is something else, in other colours: a
    "camioneta" may be of any kind. The second is clear of everything but the first."""
    first = stage.real(day)
    stage.scene.incidents.remove(first)
    for _ in range(400):
        other = stage.party(first.party)
        stop = stage.stop(stage.away(first.stops[0].spot, (80, 240)), first.stops[0].begins + stage.draw((3, 25)))
        if other.has_other_colours(first.party) and stage.is_clear(other, stop):
            break
    stage.scene.incidents.append(first)
    second = stage.incident(Sort.REAL, other, [stop])
    for incident in (first, second):
        incident.rival_metres = 80.0
        stage.report(incident, incident.stops[0], Manner(must=MARKED))
