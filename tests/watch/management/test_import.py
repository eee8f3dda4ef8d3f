"""`wekeep import sightings`: files of other tools, each row once, nothing lost silently."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from wekeep.kit import clock
from wekeep.watch.models import Sighting
from wekeep.watch.queries import finding
from wekeep.watch.queries.finding import Answer, Found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_city(monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Found("Lake St & Bloomington Ave", 45.001, -93.001)
    monkeypatch.setattr(finding, "find", lambda text: Answer(sure=lake) if "Lake" in text else Answer())


def run(file: Path, *options: str) -> tuple[str, str, str]:
    """What the command says, what it says on the side, and its complaint."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_records", "sightings", str(file), *options, stdout=out, stderr=err)
    except CommandError as complaint:
        return out.getvalue(), err.getvalue(), str(complaint)
    return out.getvalue(), err.getvalue(), ""


def jsonl(folder: Path, *rows: object) -> Path:
    file = folder / "old.jsonl"
    file.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return file


def a_row(number: int, **changes: object) -> dict[str, object]:
    seen = (clock.now() - timedelta(days=40)).replace(microsecond=number).isoformat()
    return {"id": f"r{number}", "observed_at": seen, "lat": 45.0, "lon": -93.0, "activity": "staging"} | changes


def test_rows_of_weeks_ago_come_in_once_however_often_the_file_is_read(tmp_path: Path) -> None:
    file = jsonl(tmp_path, *(a_row(n, people=[2, 3]) for n in range(5)))
    assert run(file)[0].startswith("5 taken, 0 known already, 0 not taken")
    assert run(file)[0].startswith("0 taken, 5 known already")
    assert Sighting.objects.filter(source="import", people_low=2, people_high=3).count() == 5


def test_every_line_that_is_wrong_is_named_with_why_and_the_others_come_in(tmp_path: Path) -> None:
    rows = [
        a_row(1),
        "this is no JSON",
        a_row(2, activity="dancing"),
        a_row(3, observed_at="2199-01-01T00:00:00Z"),
        a_row(4, lat=None, lon=None, place_text="nowhere at all"),
        a_row(5, activity=None, signs=["tinted_glass"]),
        a_row(6, colour="red"),
        "[1, 2]",
        "",
        a_row(1, text="another story under the same id"),
        a_row(8),
    ]
    errors = tmp_path / "errors.jsonl"
    out, err, complaint = run(jsonl(tmp_path, *rows), "--errors", str(errors))
    assert out.startswith("2 taken, 0 known already, 8 not taken")
    assert complaint.startswith("8 lines were not taken")
    noted = [json.loads(line) for line in errors.read_text().splitlines()]
    assert [one["line"] for one in noted] == [2, 3, 4, 5, 6, 7, 8, 10]
    assert all(f"line {one['line']}: " in err for one in noted)
    assert "not come yet" in noted[2]["why"]
    assert "dancing" in noted[1]["row"]


def test_what_each_typed_place_was_understood_as_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    typed = a_row(1, lat=None, lon=None, place_text="Lake n Blomington")
    places = tmp_path / "places.jsonl"
    run(jsonl(tmp_path, typed, a_row(2)), "--preview", "--places", str(places))
    read = {"line": 1, "typed": "Lake n Blomington", "understood": "Lake St & Bloomington Ave"}
    assert [json.loads(line) for line in places.read_text().splitlines()] == [read]


def test_a_preview_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    out, _err, complaint = run(jsonl(tmp_path, a_row(1), a_row(2, vehicles=-4)), "--preview")
    assert out.startswith("1 would be taken, 0 would be known already, 1 would be not taken")
    assert complaint
    assert not Sighting.objects.exists()


def test_csv_with_a_header_is_read_with_its_numbers_lists_and_truths(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text(
        "\ufeffid,observed_at,place_text,people,vehicles,activity,signs,first_hand,text\n"
        f'a,{clock.now().isoformat()},"Lake St, near the bank",4-5,2,staging,masked;plain_vests,yes,"two\nlines, quoted"\n'
        f"b,{clock.now().isoformat()},Lake St,3+,,leaving,,no,\n"
        f"c,{clock.now().isoformat()},Lake St,many,,leaving,,no,\n"
        "d,too,few\n"
    )
    out, err, _complaint = run(file)
    assert out.startswith("2 taken, 0 known already, 2 not taken")
    first, second = Sighting.objects.order_by("pk")
    assert (first.people_low, first.people_high, first.vehicles, first.first_hand) == (4, 5, 2, True)
    assert (first.signs, first.text) == (["masked", "plain_vests"], "two\nlines, quoted")
    assert (second.people_low, second.people_high) == (3, None)
    assert "people" in err
    assert "3 cells where the header has 9" in err


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("old.csv", "activity,activity\nstaging,leaving\n", "comes twice"),
        ("old.csv", "activity,colour\nstaging,red\n", "no such column: colour"),
        ("old.csv", "", "empty"),
        ("old.xlsx", "x", ".csv or .jsonl"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_as_a_whole(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).write_text(text)
    assert why in run(tmp_path / name)[2]
    assert "No such file" in run(tmp_path / "gone.csv")[2]


def test_one_endless_line_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    file.write_text("[" * 3_000_000 + "\n" + json.dumps(a_row(1)) + "\n")
    assert run(file)[0].startswith("1 taken")


def test_a_quote_that_is_never_closed_takes_no_sound_line_along(tmp_path: Path) -> None:
    file, errors, at = tmp_path / "old.csv", tmp_path / "errors.jsonl", clock.now().isoformat()
    sound = [f"{name},{at},45.0,-93.0,staging,two vans\n" for name in "abc"]
    file.write_text(
        "id,observed_at,lat,lon,activity,text\n" + "".join(sound) + f'd,{at},45.0,-93.0,staging,"open\n' + sound[0]
    )
    out, err, _complaint = run(file, "--errors", str(errors))
    assert out.startswith("3 taken, 0 known already, 2 not taken")
    assert [json.loads(line)["line"] for line in errors.read_text().splitlines()] == [5, 6]
    assert "the quotes that begin on line 5 do not fit" in err


def test_a_place_for_errors_that_cannot_be_written_is_said_before_anything_is_brought_in(tmp_path: Path) -> None:
    complaint = run(jsonl(tmp_path, a_row(1)), "--errors", str(tmp_path / "nope" / "x"))[2]
    assert complaint.startswith("--errors ") and "old.jsonl" not in complaint
    assert not Sighting.objects.exists()


def test_a_replay_says_before_the_run_that_its_answer_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "seen.jsonl"
    file.write_text("")
    with pytest.raises(CommandError, match=r"--out .*No such file or directory. Nothing was run"):
        call_command("replay", str(file), "--out", str(tmp_path / "nope" / "x.json"))
