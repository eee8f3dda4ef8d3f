"""The examiner is examined: scenes are repeatable and well formed, and scores are those worked out by hand."""

import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.scenes import generate, score
from bench.scenes.baseline import merge
from bench.scenes.geometry import Spot, degrees, metres_between
from bench.scenes.kinds import KINDS
from bench.scenes.truth import Cars, Party, Sort

ACTIVITIES = {
    "surveilling",
    "staging",
    "approaching_home",
    "vehicle_stop",
    "questioning",
    "detaining",
    "loading",
    "checkpoint",
    "leaving",
    None,
}
KEYS = {
    "id",
    "observed_at",
    "received_at",
    "lat",
    "lon",
    "people",
    "vehicles",
    "activity",
    "uniform",
    "equipment",
    "text",
    "language",
}
NOON = datetime.fromisoformat("2026-03-01T12:00:00-06:00")


def seen(name: str, *, minutes: float = 0, metres: float = 0, received: float | None = None) -> dict[str, Any]:
    """A sighting so many minutes after noon and metres north of a corner."""
    lat, lon = degrees((45.0, -93.0), Spot(0, metres))
    times = NOON + timedelta(minutes=minutes), NOON + timedelta(minutes=minutes if received is None else received)
    return {
        "id": name,
        "observed_at": times[0].isoformat(),
        "received_at": times[1].isoformat(),
        "lat": lat,
        "lon": lon,
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_seed_always_gives_the_same_scene_and_another_seed_another(kind: str) -> None:
    first, again, other = generate.scene(kind, 3), generate.scene(kind, 3), generate.scene(kind, 4)
    assert generate.rows(first) == generate.rows(again)
    assert generate.truth(first) == generate.truth(again)
    assert generate.rows(first) != generate.rows(other)


@pytest.mark.parametrize("wording", ["a", "b"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_line_has_the_shape_of_a_recorded_sighting(kind: str, wording: str) -> None:
    made = generate.scene(kind, 5, wording=wording)
    rows, truth = generate.rows(made), generate.truth(made)
    assert len({row["id"] for row in rows}) == len(rows) == len(truth)
    for row in json.loads(json.dumps(rows)):
        assert set(row) == KEYS
        assert row["activity"] in ACTIVITIES
        assert row["language"] in {"en", "es", "so", "hmn"}
        assert datetime.fromisoformat(row["observed_at"]).tzinfo and datetime.fromisoformat(row["received_at"]).tzinfo
        assert -90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180
        assert row["vehicles"] is None or row["vehicles"] > 0
        low, high = row["people"] if isinstance(row["people"], list) else (row["people"], row["people"])
        assert low is None or 0 < low <= high


@pytest.mark.parametrize("wording", ["a", "b"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_slot_of_a_sentence_is_left_open(kind: str, wording: str) -> None:
    for sighting in generate.scene(kind, 6, wording=wording).sightings:
        said = f"{sighting.text} {sighting.uniform} {sighting.equipment}"
        assert not set("{}|") & set(said), said


def test_the_size_asked_for_is_about_the_size_given() -> None:
    for kind in KINDS:
        assert 80 <= len(generate.scene(kind, 1, sightings=100).sightings) <= 145, kind


def test_the_two_wordings_share_no_sentence_about_an_act_a_lookalike_or_a_rumour() -> None:
    a, b = generate.WORDINGS["a"].languages, generate.WORDINGS["b"].languages
    for language in a:
        acts = [{text for texts in words[language].activities.values() for text in texts} for words in (a, b)]
        harmless = [{text for texts in words[language].lookalikes.values() for text in texts} for words in (a, b)]
        claims = [{text for rumour in words[language].rumours.values() for text in rumour.copies} for words in (a, b)]
        assert not acts[0] & acts[1] and not harmless[0] & harmless[1] and not claims[0] & claims[1]


def test_a_rumour_is_copied_all_over_the_city_and_stays_one_incident() -> None:
    made = generate.scene("rumour", 2)
    rumour = next(one for one in made.incidents if one.sort is Sort.RUMOUR)
    copies = [one for one in made.sightings if one.incident == rumour.id]
    assert len(copies) > len(made.sightings) / 3
    assert max(metres_between(copies[0].lat, copies[0].lon, one.lat, one.lon) for one in copies) > 2000


def test_a_quiet_day_is_made_of_separate_sightings() -> None:
    truth = generate.truth(generate.scene("quiet", 2))
    sizes = Counter(Counter(truth.values()).values())
    assert sizes[1] > 0.9 * sum(sizes.values())


def test_twins_stand_a_block_or_two_apart_and_look_different() -> None:
    made = generate.scene("twins", 2)
    rivals = [one for one in made.incidents if one.rival_metres]
    assert len(rivals) >= 6
    assert all(80 < one.rival_metres < 330 for one in rivals)
    for one, other in zip(rivals[::2], rivals[1::2], strict=True):
        assert one.party.differs_from(other.party)


def test_a_grey_car_may_be_called_dark_but_a_white_one_never() -> None:
    black, grey, white = (Party((Cars(2, "suv", colour),), 4, "", "") for colour in ("black", "silver", "white"))
    assert not black.differs_from(grey)
    assert black.differs_from(white)
    assert black.differs_from(Party((Cars(2, "van", "black"),), 4, "", ""))


def test_a_perfect_result_scores_one_whatever_its_incidents_are_called() -> None:
    found = score.score({"a": 7, "b": 7, "c": "x"}, {"a": "t1", "b": "t1", "c": "t2"})
    assert (found.precision, found.recall, found.f1, found.wrong_merges) == (1, 1, 1, 0)


def test_scores_are_those_worked_out_by_hand() -> None:
    truth = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2"}
    result = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}
    found = score.score(result, truth)
    assert (found.right_pairs, found.wrong_pairs, found.missed_pairs) == (2, 2, 2)
    assert found.precision == found.recall == found.f1 == 0.5
    assert found.wrong_merges == 1


def test_all_in_one_heap_is_complete_and_wrong_and_all_apart_is_neither() -> None:
    truth = {"a": "1", "b": "1", "c": "2", "d": "3"}
    heap = score.score(dict.fromkeys(truth, "x"), truth)
    assert (heap.recall, heap.wrong_merges) == (1, 2)
    assert heap.precision == pytest.approx(1 / 6)
    apart = score.score({name: name for name in truth}, truth)
    assert (apart.precision, apart.recall, apart.f1, apart.wrong_merges) == (1, 0, 0, 0)


def test_a_sighting_missing_from_the_result_stands_alone_and_is_counted() -> None:
    found = score.score({"a": "x"}, {"a": "1", "b": "1"})
    assert (found.recall, found.missing) == (0, 1)


def test_the_plain_rule_joins_within_250_metres_and_30_minutes_of_any_member() -> None:
    rows = [
        seen("a"),
        seen("b", minutes=29, metres=200),
        seen("c", minutes=50, metres=400),
        seen("far", metres=700),
        seen("long", minutes=90),
    ]
    found = merge(rows)
    assert found["a"] == found["b"] == found["c"]
    assert len({found["a"], found["far"], found["long"]}) == 3


def test_the_plain_rule_goes_by_the_order_received_not_the_order_of_the_file() -> None:
    early, middle, last = seen("a", received=5), seen("b", minutes=25, received=60), seen("c", minutes=50, received=55)
    found = merge([middle, last, early])
    assert found["a"] != found["c"]


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("mixed", 0.79, 0.89),
        ("flood", 0.89, 0.99),
        ("twins", 0.67, 0.77),
        ("moving", 0.40, 0.50),
        ("rumour", 0.19, 0.29),
        ("late", 0.83, 0.93),
        ("bilingual", 0.82, 0.92),
    ],
)
def test_the_plain_rule_scores_on_each_kind_what_the_kind_was_tuned_to(kind: str, low: float, high: float) -> None:
    scenes = [generate.scene(kind, seed) for seed in range(1, 13)]
    figures = [score.score(merge(generate.rows(made)), generate.truth(made)).f1 for made in scenes]
    assert low <= sum(figures) / len(figures) <= high


def test_the_commands_write_a_scene_merge_it_and_print_its_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scene, truth, result = (str(tmp_path / name) for name in ("scene.jsonl", "truth.json", "result.json"))
    monkeypatch.setattr(
        sys, "argv", ["generate", "flood", "9", "--out", scene, "--truth", truth, "--sightings", "60", "--ascii-map"]
    )
    generate.main()
    assert "flood: " in capsys.readouterr().out
    rows = [json.loads(line) for line in Path(scene).read_text(encoding="utf-8").splitlines()]
    Path(result).write_text(json.dumps(merge(rows)))
    monkeypatch.setattr(sys, "argv", ["score", result, truth])
    score.main()
    assert "F1 0." in capsys.readouterr().out
