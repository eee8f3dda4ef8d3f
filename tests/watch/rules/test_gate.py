"""Who is asked for work, whose reports wait for a person, and what is remembered of anybody."""

from dataclasses import replace

import pytest

from wekeep.kit.proof import Proof
from wekeep.watch.rules.gate import Arrival, Gate, Limits
from wekeep.watch.rules.likeness import sketches
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.standing import HeldFor, Ruling, Standing, rank

LIMITS = Limits(calm=60, at_ease=10, most=60, an_hour=30, capacity=5000)
HARD = Proof("number", 16, 5)
WORDS = "men in green vests are taking people out of the bakery on the corner"


class Evening:
    """A gate with a clock of its own, and reports that differ in what a test says."""

    def __init__(self) -> None:
        self.now, self.sent = 0.0, 0
        self.gate = Gate(LIMITS, lambda: self.now)

    def send(self, source: str = "home", *, solved: bool = False, **fields: object) -> Ruling:
        self.sent += 1
        done = Proof(f"number-{self.sent}", 16, 5) if solved else None
        one = Arrival(source, 45.0, -93.0, proof=done, key=f"key-{self.sent}")
        return self.gate.judge(replace(one, **fields))  # type: ignore[arg-type]

    def storm(self, reports: int = 600, seconds: float = 30) -> None:
        """Strangers from everywhere."""
        for number in range(reports):
            self.now += seconds / reports
            self.send(f"storm-{number}")


@pytest.fixture
def evening() -> Evening:
    return Evening()


def test_in_calm_nobody_is_asked_for_anything(evening: Evening) -> None:
    assert evening.gate.ask("home") == 0
    assert evening.send() == Ruling(Standing.ORDINARY)


def test_a_flood_from_everywhere_asks_everyone_for_a_sum_that_grows_and_is_bounded(evening: Evening) -> None:
    evening.storm(70)
    first = evening.gate.ask("home")
    evening.storm(100, 5)
    second = evening.gate.ask("home")
    evening.storm(5000, 20)
    most = evening.gate.ask("home")
    assert 0 < first < second < most <= 16


def test_one_source_that_sends_much_is_asked_while_its_neighbours_are_not(evening: Evening) -> None:
    for _one in range(12):
        evening.send("loud", solved=True)
    assert evening.gate.ask("loud") > 0
    assert evening.gate.ask("home") == 0


def test_asking_again_and_again_without_sending_makes_it_harder(evening: Evening) -> None:
    asked = [evening.gate.ask("hoarder") for _one in range(100)]
    assert asked[0] == 0
    assert asked[-1] > 0


def test_a_report_without_a_proof_is_held_in_a_flood_and_goes_on_when_the_proof_comes(evening: Evening) -> None:
    evening.storm()
    assert evening.send("home").held_for is HeldFor.NO_PROOF
    again = Arrival("home", 45.0, -93.0, proof=HARD, key="key")
    assert evening.gate.is_mended(again)
    assert not evening.gate.is_mended(replace(again, proof=None))


def test_a_report_with_a_proof_passes_in_a_flood(evening: Evening) -> None:
    evening.storm()
    assert evening.send("home", solved=True) == Ruling(Standing.ORDINARY)


def test_a_proof_is_good_for_one_report_alone(evening: Evening) -> None:
    evening.storm()
    assert evening.send("home", proof=HARD, key="one").held_for is None
    assert evening.send("home", proof=HARD, key="one").held_for is None
    assert evening.send("home", proof=HARD, key="two").held_for is HeldFor.NO_PROOF


def test_whoever_asked_just_before_the_flood_is_forgiven_and_who_hoarded_for_longer_is_not(evening: Evening) -> None:
    evening.storm()
    assert evening.send("home", proof=Proof("fresh", 0, 100)).held_for is None
    assert evening.send("house", proof=Proof("stale", 0, 130)).held_for is HeldFor.NO_PROOF


def test_what_one_source_sends_beyond_all_measure_waits_for_a_person_whatever_work_it_does(evening: Evening) -> None:
    rulings = [evening.send("loud", solved=True) for _one in range(70)]
    assert {one.held_for for one in rulings[:60]} == {None}
    assert {one.held_for for one in rulings[60:]} == {HeldFor.TOO_MANY}
    evening.now += 3600
    assert evening.send("loud", solved=True).held_for is None


def test_beyond_its_ease_a_source_weighs_less_and_the_less_the_more_come_from_everywhere(evening: Evening) -> None:
    standings = [evening.send("school", solved=True).standing for _one in range(11)]
    assert standings == [Standing.ORDINARY] * 10 + [Standing.WEAK]
    evening.storm(3000)
    assert [evening.send("shop", solved=True).standing for _one in range(3)] == [1, 1, 0]


def test_members_are_never_asked_nor_held(evening: Evening) -> None:
    evening.storm()
    assert evening.gate.ask("home", known=True) == 0
    assert {evening.send("home", known=True).held_for for _one in range(100)} == {None}


def test_a_source_whose_word_was_found_true_meets_no_challenge(evening: Evening) -> None:
    evening.send("home")
    evening.gate.remember("code", "home")
    evening.gate.learn(["code"], right=True)
    evening.storm()
    assert evening.gate.ask("home") == 0
    assert evening.send("home") == Ruling(Standing.KNOWN)


def test_two_mistakes_say_nothing_and_ten_make_a_source_wait_for_a_person_in_a_flood(evening: Evening) -> None:
    def wrong(times: int) -> None:
        for number in range(times):
            evening.gate.remember(f"code-{number}", "home")
            evening.gate.learn([f"code-{number}"], right=False)

    evening.send("home")
    wrong(2)
    assert evening.send("home").standing is Standing.ORDINARY
    wrong(8)
    assert evening.send("home", solved=True) == Ruling(Standing.WEAK)
    evening.storm()
    assert evening.send("home", solved=True).held_for is HeldFor.POOR_RECORD


def test_ten_reports_of_one_incident_teach_their_source_once(evening: Evening) -> None:
    evening.send("home")
    codes = [f"code-{number}" for number in range(10)]
    for code in codes:
        evening.gate.remember(code, "home")
    evening.gate.learn(codes, right=False)
    assert evening.send("home").standing is Standing.ORDINARY


def test_the_same_words_about_places_all_over_the_city_are_held_from_the_fourth_on(evening: Evening) -> None:
    held = [evening.send(f"home-{n}", lat=45 + n / 20, text=f"{WORDS} at number {n}").held_for for n in range(6)]
    assert held == [None] * 3 + [HeldFor.SAME_WORDS] * 3


def test_look_alikes_carry_one_mark_and_others_another(evening: Evening) -> None:
    evening.storm()
    marks = {evening.send(f"home-{n}", lat=45 + n / 20, text=f"{WORDS} {n}").alike for n in range(6)}
    assert len(marks) == 1
    other = evening.send("house", text="two white trucks wait behind the school and nobody gets out")
    assert other.held_for is HeldFor.NO_PROOF
    assert other.alike not in marks


def test_a_warning_that_neighbours_pass_on_about_one_place_stays_free_whatever_others_do_with_its_words(
    evening: Evening,
) -> None:
    for number in range(3):
        evening.send(f"neighbour-{number}", text=WORDS)
    for number in range(9):
        evening.send(f"hostile-{number}", lat=46 + number / 20, text=WORDS)
    assert evening.send("one more neighbour", text=WORDS).held_for is None


def test_reports_without_words_are_swept_by_place_so_that_one_press_drops_no_city(evening: Evening) -> None:
    evening.storm()
    here, there = evening.send("home", chosen="detaining"), evening.send("house", chosen="detaining", lat=45.1)
    assert here.held_for is there.held_for is HeldFor.NO_PROOF
    assert here.alike != there.alike
    assert evening.send("next door", chosen="detaining").alike == here.alike


def test_what_one_network_sent_beyond_measure_is_one_batch_whatever_it_says(evening: Evening) -> None:
    rulings = [evening.send("loud", solved=True, chosen="detaining", text=f"{WORDS} {'x' * n}") for n in range(70)]
    assert {one.alike for one in rulings if one.held_for is HeldFor.TOO_MANY} == {"detaining"}


def test_short_words_are_no_copy(evening: Evening) -> None:
    assert not sketches("ICE on Lake Street now")
    assert {evening.send(f"home-{n}", lat=45 + n / 20, text="ICE is here").held_for for n in range(9)} == {None}


def test_nobody_sees_four_places_at_once(evening: Evening) -> None:
    evening.storm()
    held = [evening.send("hasty", lat=45 + n / 20, saw_it=True).held_for for n in range(5)]
    assert held[-1] is HeldFor.FAR_APART
    assert evening.send("other", lat=45.0, saw_it=True).held_for is HeldFor.NO_PROOF


def test_waiting_takes_the_place_of_work_once_in_ten_minutes(evening: Evening) -> None:
    assert evening.gate.may_wait("home")
    assert not evening.gate.may_wait("home")
    assert evening.gate.may_wait("elsewhere")
    evening.now += 601
    assert evening.gate.may_wait("home")


def test_after_a_day_nothing_is_known_of_anyone(evening: Evening) -> None:
    for _one in range(70):
        evening.send("loud", solved=True)
    evening.gate.remember("code", "loud")
    evening.now += 86_401
    assert evening.gate.ask("loud") == 0
    evening.gate.learn(["code"], right=True)
    assert evening.send("loud").standing is Standing.ORDINARY


def test_nothing_in_the_gate_tells_a_network(evening: Evening) -> None:
    evening.send("203.0.113.77", text=WORDS)
    evening.gate.remember("code", "203.0.113.77")
    sources = vars(evening.gate)["_sources"]
    assert "203.0.113.77" not in repr([vars(sources), [repr(one) for one in vars(sources)["_known"].values()]])


def test_memory_is_bounded(evening: Evening) -> None:
    for number in range(3 * LIMITS.capacity):
        evening.send(f"storm-{number}", text=f"{WORDS} {number}", solved=True)
        evening.gate.remember(f"code-{number}", f"storm-{number}")
    inside = vars(evening.gate)
    assert max(len(vars(inside["_sources"])["_known"]), len(vars(inside["_sources"])["_of_report"])) <= LIMITS.capacity
    assert len(vars(inside["_toll"])["_used"]) <= LIMITS.capacity
    assert len(vars(inside["_repeats"])["_seen"]) <= LIMITS.capacity


def test_trust_goes_first_in_the_lane_and_then_a_person_at_risk() -> None:
    order = [
        rank(Standing.KNOWN, Activity.DETAINING),
        rank(Standing.KNOWN, None),
        rank(Standing.ORDINARY, Activity.QUESTIONING),
        rank(Standing.ORDINARY, Activity.STAGING),
        rank(Standing.WEAK, Activity.DETAINING),
        rank(Standing.WEAK, None),
    ]
    assert order == [0, 1, 2, 3, 4, 5]
