"""Many messages at once: a line for a line, and a bad line is named."""

import json
from pathlib import Path

import pytest

from bench.paste_file import main
from wekeep.watch.rules.paste.bulk import BadLine, read_lines

GOOD = {
    "id": "a",
    "text": "S 4, A staging, L Lake & 17th, T 7:40, E 2 black suvs",
    "sent_at": "2026-02-03T08:10:00-06:00",
}
KEYS = ["id", "is_sighting", "people", "vehicles", "activity", "place_text", "uniform", "observed_at", "equipment"]


def lines(*rows: object) -> list[str]:
    return [json.dumps(row) for row in rows]


def test_each_line_answers_with_the_nine_fields_in_order() -> None:
    answers = [json.loads(line) for line in read_lines(lines(GOOD, {**GOOD, "id": 7, "text": "thanks all"}))]
    assert [list(answer) for answer in answers] == [KEYS, KEYS]
    assert answers[0] == {
        "id": "a", "is_sighting": True, "people": [4, 4], "vehicles": 2, "activity": "staging", "place_text": "Lake & 17th",
        "uniform": None, "observed_at": "2026-02-03T07:40:00-06:00", "equipment": "2 black suvs",
    }  # fmt: skip
    assert answers[1] == {"id": 7, "is_sighting": False} | dict.fromkeys(KEYS[2:])


def test_at_least_four_people_is_four_and_null() -> None:
    (line,) = read_lines(lines({**GOOD, "text": "at least 4 agents at Lake & 17th"}))
    assert json.loads(line)["people"] == [4, None]


@pytest.mark.parametrize(
    "bad",
    ["{", "[1]", '"x"', b"\xff\xfe", json.dumps({**GOOD, "text": 5}), json.dumps({**GOOD, "id": None}), json.dumps({**GOOD, "id": True}),
     json.dumps({**GOOD, "sent_at": "yesterday"}), json.dumps({**GOOD, "sent_at": "2026-02-03T08:10:00"}), json.dumps({"id": "a"}), "[" * 100_000],
)  # fmt: skip
def test_a_bad_line_is_named(bad: str | bytes) -> None:
    with pytest.raises(BadLine, match="line 3"):
        list(read_lines([*lines(GOOD), "", bad]))


def test_the_words_of_a_bad_line_are_not_repeated() -> None:
    with pytest.raises(BadLine) as refused:
        list(read_lines(['{"id": "x", "text": "at 1234 Secret Ave"']))
    assert "Secret" not in str(refused.value)


def test_the_command_writes_nothing_when_a_line_is_bad(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join([*lines(GOOD), "{"]), encoding="utf-8")
    assert main([str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_the_command_writes_a_line_for_a_line(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(lines(GOOD, GOOD)), encoding="utf-8")
    assert main([str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2
