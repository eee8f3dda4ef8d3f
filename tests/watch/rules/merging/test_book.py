"""What the book promises its keeper: restored it goes on as before, and what a person decided stays decided."""

import itertools
import random
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.rules.merging.street import MORNING, sighting, standing, told
from wekeep.watch.rules.merging import Book, Entry, ReasonCode, Verdict
from wekeep.watch.rules.salute import Activity, Observation

TEXTS = (
    "",
    "agents at Lake and 17th, two black SUVs",
    "dos camionetas negras en la Lake y 17th",
    "Fwd: agents at Lake and 17th, two black SUVs",
    "ICE is at Andersen School",
    "Not true about Andersen School, all quiet",
    "film crew with cameras",
    "white van on 18th near Lake, a man in handcuffs",
)
EQUIPMENT = ("", "2 black SUVs", "white van", "silver minivan, black SUV")


@st.composite
def mornings(draw: st.DrawFn) -> list[Observation]:
    """Up to forty sightings on a few blocks within two hours, some of them late."""
    number = draw(st.integers(2, 40))
    chance = random.Random(draw(st.integers(0, 10_000)))
    found = []
    for at in range(number):
        minute = chance.uniform(0, 120)
        found.append(
            sighting(
                f"o{at:02}",
                east=chance.choice((0, 60, 200, 900, 3000)) + chance.gauss(0, 25),
                north=chance.gauss(0, 25),
                minute=minute,
                received=minute + chance.choice((1, 2, 5, 90)),
                people=chance.choice((None, 3, 8)),
                vehicles=chance.choice((None, None, 1, 2)),
                activity=chance.choice((None, *Activity)),
                equipment=chance.choice(EQUIPMENT),
                text=chance.choice(TEXTS),
            )
        )
    return sorted(found, key=lambda one: one.received_at)


def entries(book: Book, observations: list[Observation]) -> Iterator[Entry]:
    """What the database would hold of these."""
    for observation in observations:
        incident = book.incident_of(observation.id)
        if incident is not None:
            yield Entry(observation, incident)


@given(mornings(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_restored_book_goes_on_exactly_as_one_that_never_stopped(
    morning: list[Observation], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(morning) - 1))
    keys = itertools.count(1)
    book = Book(lambda: next(keys))
    for observation in morning[:cut]:
        book.place(observation)
    stored = list(entries(book, morning[:cut]))
    random.Random(cut).shuffle(stored)
    start = next(keys)
    steady, again = itertools.count(start), itertools.count(start)
    book._next_key = lambda: next(steady)
    restored = Book(lambda: next(again))
    restored.restore(stored)
    for observation in morning[cut:]:
        assert restored.place(observation) == book.place(observation)
    names = [observation.id for observation in morning]
    assert standing(restored, names) == standing(book, names)


@given(mornings())
@settings(max_examples=40, deadline=None)
def test_verdicts_tell_every_change_so_that_a_listener_stays_right(morning: list[Observation]) -> None:
    book = Book()
    heard: dict[str, int] = {}
    for observation in morning:
        verdict = book.place(observation)
        heard = listen(heard | {observation.id: verdict.incident}, verdict)
        assert heard == {name: book.incident_of(name) for name in heard}


def listen(heard: dict[str, int], verdict: Verdict) -> dict[str, int]:
    """Apply the joins and moves of a verdict."""
    heard = {name: verdict.incident if key in verdict.joins else key for name, key in heard.items()}
    return heard | {move.sighting: move.target for move in verdict.moves}


def test_one_that_joins_two_incidents_and_is_then_parted_from_them_leaves_them_joined() -> None:
    book = Book()
    heard: dict[str, int] = {}
    passed_on = "Fwd: agents at Lake and 17th, two black SUVs"
    morning = [
        sighting("a", east=58, north=25, minute=8.6, text="white van on 18th near Lake, a man in handcuffs"),
        sighting("b", east=227, north=6, minute=8.3, received=13, people=8, text=passed_on),
        sighting(
            "c",
            east=6,
            north=-22,
            minute=19,
            received=24,
            activity=Activity.SURVEILLING,
            equipment="silver minivan, black SUV",
        ),
        sighting("d", east=51, north=9, minute=38, vehicles=1, equipment="silver minivan, black SUV", text=passed_on),
        sighting("e", east=3009, north=36, minute=39, received=44, text="ICE is at Andersen School"),
        sighting("f", east=888, north=21, minute=49),
        sighting("g", east=2991, north=2, minute=56, received=61, text=passed_on),
        sighting(
            "h",
            east=-17,
            north=-29,
            minute=72.5,
            received=74.5,
            people=8,
            activity=Activity.SURVEILLING,
            equipment="white van",
        ),
    ]
    for observation in morning:
        verdict = book.place(observation)
        heard = listen(heard | {observation.id: verdict.incident}, verdict)
    assert verdict.joins and "h" in {move.sighting for move in verdict.moves}
    assert heard == {name: book.incident_of(name) for name in heard}


def test_a_sighting_told_twice_changes_nothing() -> None:
    book, _ = told(sighting("a", text="agents outside"))
    again = book.place(sighting("a", east=5000, text="something else"))
    assert (again.incident, again.opened, again.moves, again.joins) == (book.incident_of("a"), False, (), ())


def test_what_a_person_split_is_not_joined_again() -> None:
    book, groups = told(
        sighting("a1", vehicles=2, equipment="2 black SUVs"),
        sighting("a2", minute=2, equipment="black suvs"),
        sighting("b1", east=40, minute=3),
        sighting("b2", east=45, minute=4),
    )
    assert len(groups) == 1
    first = book.incident_of("a1")
    assert first is not None
    second, moves = book.split(first, ["b1", "b2"])
    assert [(move.sighting, move.origin, move.target) for move in moves] == [
        ("b1", first, second),
        ("b2", first, second),
    ]
    for minute in range(5, 15):
        book.place(sighting(f"c{minute}", east=minute * 3, minute=minute, equipment="2 black SUVs"))
    assert standing(book, ["a1", "a2", "b1", "b2"]) == [{"a1", "a2"}, {"b1", "b2"}]
    last = book.place(sighting("last", east=20, minute=16, equipment="2 black SUVs"))
    assert ReasonCode.HELD_BY_PERSON in {reason.code for reason in last.reasons}


def test_what_a_person_merged_is_not_taken_apart_again() -> None:
    book, groups = told(
        sighting("a1", equipment="red pickup", vehicles=1),
        sighting("b1", east=150, minute=1, equipment="2 white vans", vehicles=2),
    )
    assert len(groups) == 2
    one, other = book.incident_of("a1"), book.incident_of("b1")
    assert one is not None and other is not None
    moves = book.merge(one, [other])
    assert [(move.sighting, move.target) for move in moves] == [("b1", one)]
    for minute in range(2, 10):
        book.place(sighting(f"b{minute}", east=150, minute=minute, equipment="2 white vans", vehicles=2))
    assert book.incident_of("a1") == book.incident_of("b1") == one


def test_a_restored_book_still_holds_what_a_person_split() -> None:
    book = Book(itertools.count(10).__next__)
    book.restore(
        [
            Entry(sighting("a1", equipment="2 black SUVs"), 1, pinned=True),
            Entry(sighting("b1", east=20, minute=2, equipment="2 black SUVs"), 2, pinned=True),
        ]
    )
    for minute in range(3, 9):
        book.place(sighting(f"d{minute}", east=10, minute=minute, equipment="2 black SUVs"))
    assert standing(book, ["a1", "b1"]) == [{"a1"}, {"b1"}]


def test_an_answered_rumour_still_gathers_its_copies() -> None:
    book, _ = told(sighting("a", text="ICE is at Andersen School, stay away"))
    answered = book.incident_of("a")
    assert answered is not None
    book.answer(answered, MORNING)
    copy = book.place(
        sighting("b", east=3000, minute=120, text="someone sent me this: ICE is at Andersen School, stay away")
    )
    denial = book.place(sighting("c", east=-2000, minute=140, text="Not true about Andersen School, I am there now"))
    assert (copy.incident, denial.incident) == (answered, answered)


def test_a_real_scene_where_a_rumour_was_answered_is_a_new_incident() -> None:
    book, _ = told(sighting("a", text="ICE is at Andersen School, stay away", minute=-60))
    rumour = book.incident_of("a")
    assert rumour is not None
    book.answer(rumour, MORNING)
    seen = book.place(
        sighting(
            "b",
            east=10,
            minute=5,
            equipment="2 white vans",
            activity=Activity.DETAINING,
            text="they are taking a man at Andersen School",
        )
    )
    assert seen.opened and seen.incident != rumour


def test_a_film_crew_answered_does_not_swallow_what_comes_after() -> None:
    book, _ = told(sighting("a", text="men in vests with cameras", vehicles=2))
    crew = book.incident_of("a")
    assert crew is not None
    book.answer(crew, MORNING)
    assert book.place(
        sighting("b", minute=6, activity=Activity.DETAINING, text="agents have a man in handcuffs")
    ).opened


def test_a_later_detailed_report_shows_that_an_incident_was_two() -> None:
    _, groups = told(
        sighting("a1", equipment="2 black SUVs", vehicles=2, text="at Lake and 17th"),
        sighting("a2", east=10, minute=1, text="black SUVs at Lake and 17th"),
        sighting("vague", east=95, minute=2),
        sighting("b1", east=115, minute=3, equipment="white van", vehicles=1, text="on Lake just off 18th"),
        sighting("b2", east=110, minute=4, equipment="white van", text="white van Lake & 18th"),
    )
    assert groups == [{"a1", "a2"}, {"b1", "b2", "vague"}]


def test_a_move_says_from_where_and_why() -> None:
    book, _ = told(
        sighting("a1", equipment="2 black SUVs", vehicles=2, text="at Lake and 17th"),
        sighting("a2", east=10, minute=1, text="black SUVs at Lake and 17th"),
        sighting("vague", east=95, minute=2),
        sighting("b1", east=115, minute=3, equipment="white van", vehicles=1, text="on Lake just off 18th"),
    )
    origin = book.incident_of("vague")
    verdict = book.place(sighting("b2", east=110, minute=4, equipment="white van", text="white van Lake & 18th"))
    (move,) = verdict.moves
    assert (move.sighting, move.origin, move.target) == ("vague", origin, verdict.incident)
    assert [reason.code for reason in move.reasons][:2] == [ReasonCode.FITS_BETTER, ReasonCode.NEAR]


def test_old_incidents_are_forgotten() -> None:
    book, _ = told(sighting("a", text="ICE is at Andersen School"))
    book.place(sighting("b", minute=26 * 60, text="ICE is at Andersen School"))
    assert book.incident_of("a") is None


def test_reasons_are_codes_with_values_and_add_up_to_the_score() -> None:
    book, _ = told(sighting("a", vehicles=2, equipment="2 black SUVs"))
    verdict = book.place(sighting("b", east=30, minute=2, vehicles=2, equipment="black suv"))
    codes = [reason.code for reason in verdict.reasons]
    assert codes[:3] == [ReasonCode.NEAR, ReasonCode.SAME_VEHICLES, ReasonCode.SAME_NUMBER]
    assert abs(sum(reason.weight for reason in verdict.reasons) - verdict.score) < 1e-9
    assert verdict.reasons[0].values == (30, 2)
    assert verdict.confidence > 0.9


def test_the_outcome_is_the_same_at_the_date_line_and_in_the_south() -> None:
    for lat, lon in ((-36.85, 179.9999), (0.0, -180.0), (69.65, 18.96)):
        book = Book()
        for at, (north, east) in enumerate(((0.0, 0.0), (0.0003, 0.0003), (0.02, 0.0))):
            other = (lon + east + 180) % 360 - 180
            base = sighting(f"s{at}", minute=at)
            book.place(Observation(base.id, base.observed_at, base.received_at, lat + north, other))
        assert standing(book, ["s0", "s1", "s2"]) == [{"s0", "s1"}, {"s2"}]


def test_two_things_seen_on_one_street_across_town_are_two() -> None:
    _, groups = told(
        sighting("a", text="14 agents took off, the Willow Ave Banneker intersection"),
        sighting("b", east=4000, minute=90, text="agents blocking the road by Prospect Ave and Banneker"),
    )
    assert len(groups) == 2


def test_two_single_sightings_with_nothing_in_common_are_two_unless_they_coincide() -> None:
    _, apart = told(sighting("a"), sighting("b", east=140, minute=9))
    _, together = told(sighting("a"), sighting("b", east=30, minute=2))
    assert (len(apart), len(together)) == (2, 1)
