"""The scorer of pasted messages: what counts as right, what a wrong value costs, and that the corpus keeps its own rules."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.paste.score import FIELDS, agrees, main, read_rows, read_truth, score
from wekeep.watch.rules.salute import Activity

CORPORA = sorted((Path(__file__).parents[2] / "bench" / "paste").glob("*.jsonl"))
TRUE = {
    "id": "m1",
    "is_sighting": True,
    "people": [4, 5],
    "vehicles": 2,
    "activity": "staging",
    "place_text": "Lake & 17th",
    "uniform": "vests say police",
    "observed_at": "2026-01-14T07:40:00-06:00",
    "equipment": None,
}


def changed(**values: Any) -> dict[str, Any]:
    return {**TRUE, **values}


def test_the_truth_itself_scores_one_in_every_field() -> None:
    assert {name: tally.penalised for name, tally in score([TRUE], [TRUE]).items()} == dict.fromkeys(FIELDS, 1.0)


def test_a_silent_answer_loses_recall_but_is_not_wrong() -> None:
    tally = score([changed(vehicles=None)], [TRUE])["vehicles"]
    assert (tally.recall, tally.penalised) == (0.0, 0.0)


def test_a_wrong_value_counts_twice() -> None:
    truth = [changed(id="m1"), changed(id="m2")]
    tally = score([changed(id="m1"), changed(id="m2", vehicles=3)], truth)["vehicles"]
    assert (tally.recall, tally.penalised) == (0.5, 0.0)


def test_a_value_nobody_said_is_wrong() -> None:
    tally = score([changed(equipment="rifles")], [TRUE])["equipment"]
    assert (tally.said, tally.wrong) == (0, 1)


def test_a_message_that_is_no_sighting_must_be_said_to_be_none() -> None:
    none = {"id": "m1", "is_sighting": False}
    tallies = score([TRUE], [none])
    assert tallies["is_sighting"].wrong == 1
    assert tallies["people"].wrong == 1


def test_an_unanswered_message_is_missed_and_not_wrong() -> None:
    tally = score([], [TRUE])["is_sighting"]
    assert (tally.said, tally.right, tally.wrong) == (1, 0, 0)


def test_another_value_a_careful_person_might_put_is_right() -> None:
    truth = changed(activity="staging", also={"activity": ["surveilling", None]})
    for given in ("staging", "surveilling", None):
        assert score([changed(activity=given)], [truth])["activity"].penalised == 1.0
    assert score([changed(activity="leaving")], [truth])["activity"].wrong == 1


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("lake and 17TH", True),
        ("the corner of Lake & 17th", True),
        ("Lake", True),
        ("Lake & 27th", False),
        ("Cub Foods on Lake & 17th Avenue South", False),
        ("", False),
    ],
)
def test_places_are_compared_by_the_words_they_share(given: str, same: bool) -> None:
    assert agrees("place_text", given, "Lake & 17th") is same


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("2026-01-14T13:41:30+00:00", True),
        ("2026-01-14T07:43:00-06:00", False),
        ("2026-01-14T19:40:00-06:00", False),
        ("2026-01-14T07:40:00", False),
        ("7:40", False),
    ],
)
def test_times_agree_within_two_minutes_in_any_zone_but_not_without_one(given: str, same: bool) -> None:
    assert agrees("observed_at", given, "2026-01-14T07:40:00-06:00") is same


def test_true_is_not_the_number_one() -> None:
    assert not agrees("vehicles", True, 1)


def test_accents_do_not_matter() -> None:
    assert agrees("uniform", "pantalon cafe", "pantalón café")


def test_the_command_prints_each_field_and_each_miss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, truth = tmp_path / "out.jsonl", tmp_path / "truth.jsonl"
    out.write_text(json.dumps(changed(activity="leaving")), encoding="utf-8")
    truth.write_text(json.dumps({"id": "m1", "text": "…", "truth": TRUE}), encoding="utf-8")
    main([str(out), str(truth), "--misses"])
    printed = capsys.readouterr().out
    assert all(name in printed for name in FIELDS)
    assert "m1 activity: gave 'leaving', truth 'staging'" in printed


def test_strictly_only_the_first_truth_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, truth = tmp_path / "out.jsonl", tmp_path / "truth.jsonl"
    out.write_text(json.dumps(changed(vehicles=3)), encoding="utf-8")
    truth.write_text(json.dumps(changed(also={"vehicles": [3]})), encoding="utf-8")
    main([str(out), str(truth), "--misses"])
    assert "m1 vehicles" not in capsys.readouterr().out
    main([str(out), str(truth), "--misses", "--strict"])
    assert "m1 vehicles: gave 3, truth 2" in capsys.readouterr().out


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_the_corpus_keeps_its_own_rules(corpus: Path) -> None:
    texts = [row["text"] for row in read_rows(corpus)]
    assert len(texts) == len(set(texts)) >= 140
    for row in read_truth(corpus):
        said = {name for name in FIELDS[1:] if row[name] is not None}
        assert bool(said) is row["is_sighting"], row["id"]
        assert row["activity"] is None or row["activity"] in set(Activity), row["id"]
        if row["observed_at"]:
            seen, sent = datetime.fromisoformat(row["observed_at"]), datetime.fromisoformat(row["sent_at"])
            assert timedelta(0) <= sent + timedelta(minutes=5) - seen < timedelta(days=2), row["id"]


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_the_truth_of_a_corpus_scores_one_against_itself(corpus: Path) -> None:
    truth = read_truth(corpus)
    assert all(tally.penalised == 1.0 for tally in score(truth, truth).values())
