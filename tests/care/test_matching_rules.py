"""Who is asked first, and why: language, seats, distance, and fairness to those who help."""

from datetime import UTC, datetime, timedelta

from wekeep.care import notices
from wekeep.care.rules.matching import REST, Candidate, Reason, Wish, ranked

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SOMALI = Wish("so", frozenset())


def one(code: str, **said: object) -> Candidate:
    """A candidate nearby who speaks Somali and was never asked."""
    known: dict[str, object] = {
        "languages": frozenset({"so", "en"}),
        "brings": frozenset(),
        "km": 1.0,
        "most_km": 5,
        "most_a_week": 3,
        "load": 0,
        "this_week": 0,
        "asked_at": None,
    }
    return Candidate(code, **known | said)  # type: ignore[arg-type]


def order(*candidates: Candidate, wish: Wish = SOMALI) -> list[str]:
    return [found.code for found in ranked(candidates, wish, NOW)]


def days(count: float) -> datetime:
    return NOW - timedelta(days=count)


def test_language_comes_first_and_where_nobody_speaks_it_others_come_with_an_interpreter() -> None:
    english = frozenset({"en"})
    assert order(one("near", languages=english, km=0.1), one("far", km=4.9, asked_at=days(2))) == ["far", "near"]
    (alone,) = ranked([one("near", languages=english)], SOMALI, NOW)
    assert not alone.speaks and alone.reasons[0] == (Reason.INTERPRETER, "so")


def test_whoever_was_never_or_least_recently_asked_stands_before_one_who_was() -> None:
    assert order(one("b", asked_at=days(2)), one("c", asked_at=days(9)), one("a")) == ["a", "c", "b"]


def test_a_few_streets_do_not_outweigh_ones_turn_but_another_part_of_town_does() -> None:
    assert order(one("near", km=0.2, asked_at=days(1)), one("less", km=1.9, asked_at=days(9))) == ["less", "near"]
    assert order(one("near", km=0.2, asked_at=days(1)), one("other", km=4.0, asked_at=days(9))) == ["near", "other"]


def test_who_took_less_is_asked_before_one_who_took_more() -> None:
    asked = days(3)
    assert order(one("much", load=6, asked_at=asked), one("less", load=1, asked_at=asked)) == ["less", "much"]


def test_who_has_time_when_somebody_may_come_is_asked_before_one_nearer_who_has_not() -> None:
    wish = Wish("so", frozenset(), frozenset({"evening"}))
    mornings, evenings = frozenset({"morning"}), frozenset({"afternoon", "evening"})
    near, far, any_time = one("near", parts=mornings), one("far", km=4.9, parts=evenings), one("any", km=4.9)
    assert order(near, far, any_time, wish=wish) == ["any", "far", "near"], "nobody is left out for their hours"
    assert order(near, far) == ["near", "far"], "a household that is at home all day asks for no hours"
    english = one("english", languages=frozenset({"en"}), parts=evenings)
    assert order(near, english, wish=wish) == ["near", "english"], "the language comes first"
    said = {found.code: notices.reasons(found, {"so": "Soomaali"}) for found in ranked([near, far], wish, NOW)}
    assert "has time: Evening · 4.9 km" in said["far"] and "Afternoon" not in said["far"]
    assert "has time otherwise: Morning" in said["near"]


def test_nobody_is_asked_against_their_own_limits() -> None:
    booster = Wish("so", frozenset({"booster"}))
    assert order(one("without"), wish=booster) == []
    assert order(one("with", brings=frozenset({"booster"})), wish=booster) == ["with"]
    assert order(one("far", km=5.1)) == [] and order(one("unknown", km=None)) == ["unknown"]
    assert order(one("resting", most_a_week=0)) == [] and order(one("enough", this_week=3)) == []
    assert order(one("less", most_a_week=1, this_week=1)) == []
    assert order(one("just", asked_at=NOW - REST / 2)) == [] and order(one("busy", busy=True)) == []


def test_in_a_month_of_asking_nobody_is_asked_much_more_than_another() -> None:
    asked: dict[str, list[datetime]] = {f"h{n}": [] for n in range(12)}
    for hour in range(0, 30 * 24, 4):
        now = NOW + timedelta(hours=hour)
        crowd = [
            one(
                code,
                km=0.3 + int(code[1:]) / 8,
                asked_at=times[-1] if times else None,
                load=len(times),
                this_week=sum(now - at < timedelta(days=7) for at in times),
                most_a_week=7,
            )
            for code, times in asked.items()
        ]
        found = ranked(crowd, SOMALI, now)
        if found:
            asked[found[0].code].append(now)
    counts = sorted(len(times) for times in asked.values())
    assert counts[0] >= 10 and counts[-1] - counts[0] <= 2


def test_the_reasons_read_as_a_person_would_say_them() -> None:
    wish = Wish("so", frozenset({"booster"}))
    (found,) = ranked([one("a", km=1.23, brings=frozenset({"booster"}), asked_at=days(9), load=2)], wish, NOW)
    said = notices.reasons(found, {"so": "Soomaali"})
    assert said == "speaks Soomaali · 1.2 km · brings: Booster seat · asked 9 days ago · helped 2 times in 30 days"
