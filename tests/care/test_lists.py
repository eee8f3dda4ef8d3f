"""Bringing in a list: what becomes of each row, that it survives a crash, and that it can be undone."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from tests.care.asking import DESK, PHONE, asked, coordinator, moved, opened
from tests.cast import Person
from tests.keeping import Keeping
from wekeep.care.actions import bringing
from wekeep.care.actions import lists as actions
from wekeep.care.forms.lists import vocabulary
from wekeep.care.models import BroughtList, BroughtPart, Household, Request
from wekeep.care.queries.lists import key_of
from wekeep.care.rules.listed import Row
from wekeep.kit import clock
from wekeep.vault.models import Seal
from wekeep.work.jobs.worker import drain
from wekeep.work.models import Job
from wekeep.work.rules.lane import SLOW

LISTS = "/requests/lists/"
ROWS = [
    ["Nombre", "Teléfono", "Dirección", "Barrio", "¿Qué necesita?", "Idioma", "Notas"],
    ["Luz", "612 555 0101", "12 Elm St", "Longfellow", "despensa, alquiler", "español", "dos niños"],
    ["Amina", "+1 (612) 555-0102", "", "Longfellow", "Groceries", "Somali", "she has no papers. Ring twice."],
    ["Pa", "pa@example.org", "9 Oak St", "", "diapers", "Hmong", ""],
    ["Ann", "", "9 Oak St", "", "diapers", "", ""],
    ["Bob", "612", "9 Oak St", "", "diapers", "", ""],
    ["Cy", "612 555 0103", "", "", "diapers", "", ""],
    ["Di", "612 555 0104", "9 Oak St", "", "a unicorn", "", ""],
    ["=HYPERLINK(1)", "612 555 0105", "9 Oak St", "", "diapers", "", ""],
]


def as_file(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> SimpleUploadedFile:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return SimpleUploadedFile("list.csv", text.getvalue().encode(encoding), "text/csv")


def handed_in(client: Client, rows: list[list[str]], **how: Any) -> BroughtList:
    answer = client.post(LISTS, {"file": as_file(rows, **how)})
    assert answer.status_code == 302, answer.content.decode()
    return BroughtList.objects.latest("id")


def do(client: Client, one: BroughtList, what: str, **more: Any) -> int:
    return client.post(f"{LISTS}{one.code}/", {"do": what, **more}).status_code


def look(client: Client, one: BroughtList) -> str:
    return client.get(f"{LISTS}{one.code}/").content.decode()


def many(count: int) -> list[list[str]]:
    return [["phone", "address", "need"], *([f"6125{n:06}", f"{n} Elm St", "groceries"] for n in range(count))]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")])
def test_columns_are_guessed_and_every_row_is_shown_as_what_becomes_of_it(
    cora: Person, delimiter: str, encoding: str
) -> None:
    client = cora.client()
    one = handed_in(client, ROWS, delimiter=delimiter, encoding=encoding)
    page = look(client, one)
    assert "3 rows can be brought in" in page
    for fault in (
        "no way to reach them",
        "not a telephone number",
        "neither address nor part",
        "a need that we do not",
        "a cell that a spreadsheet would compute",
    ):
        assert f"1 · {fault}" in page.replace("\n", ""), fault
    assert "Line 5: no way to reach them" in page.replace("</li>", "")
    assert "Seem to tell an immigration status</dt><dd>1<" in page
    assert not Request.objects.exists()


def test_what_is_brought_in_is_sealed_and_stands_in_the_queue_like_any_other(cora: Person) -> None:
    client = cora.client()
    one = handed_in(client, ROWS)
    assert do(client, one, "start") == 302
    drain(SLOW)
    one.refresh_from_db()
    assert (one.state, one.made, one.left_out) == ("done", 3, 5)
    assert Household.objects.count() == 3 and Request.objects.count() == 4
    luz = Request.objects.get(need="rent")
    assert (luz.language, luz.state, luz.zone) == ("es", "received", "north")
    assert all(row.due_at > row.asked_at for row in Request.objects.all())
    page = opened(client, luz, "contact", reason="to call them back")
    assert "612 555 0101" in page and "Luz" in page
    amina = Request.objects.get(language="so")
    words = " ".join(opened(client, amina, "words").split())
    assert "Ring twice" in words and "papers" not in words
    assert moved(client, luz, "look") == 302


def test_nothing_of_a_list_lies_anywhere_in_clear_and_its_rows_go_when_they_are_in(cora: Person) -> None:
    client = cora.client()
    one = handed_in(client, ROWS)
    lies = (
        b"".join(bytes(part.body) for part in BroughtPart.objects.all())
        + str(BroughtList.objects.values().get()).encode()
    )
    assert lies and not any(secret in lies for secret in (b"Luz", b"555", b"Elm", b"Nombre"))
    do(client, one, "start")
    drain(SLOW)
    assert not BroughtPart.objects.exists() and bytes(BroughtList.objects.get().sealed) == b""


def test_another_column_can_be_chosen_and_another_need_where_none_is_named(cora: Person) -> None:
    client = cora.client()
    one = handed_in(client, [["a", "b", "c"], ["612 555 0101", "12 Elm St", "x"]])
    assert "0 rows can be brought in" in look(client, one)
    said = {"need": "laundry", "urgency": "today", "language": "so", "twins": "link", "status": "remove"}
    assert do(client, one, "choose", **said | {"column-contact": "0", "column-address": "1"}) == 302
    assert "1 row can be brought in" in look(client, one)
    assert do(client, one, "choose", **said | {"column-contact": "77"}) == 422
    do(client, one, "start")
    drain(SLOW)
    found = Request.objects.get()
    assert (found.need, found.urgency, found.language) == ("laundry", "today", "so")


def test_who_seems_to_ask_already_is_linked_or_left_out(cora: Person) -> None:
    client = cora.client()
    before, _words = asked()
    rows = [["phone", "area", "need"], [PHONE, "Longfellow", "groceries"], ["612.555.0142", "Longfellow", "groceries"]]
    one = handed_in(client, rows)
    page = look(client, one)
    assert "Twice in this list</dt><dd>1<" in page and "Perhaps here already</dt><dd>2<" in page
    do(client, one, "start")
    drain(SLOW)
    new = list(Household.objects.filter(brought=one).order_by("pk"))
    assert [row.linked_to for row in new] == [before, new[0]]
    assert Request.objects.get(household=new[0]).linked_to == Request.objects.get(household=before)
    other = handed_in(client, rows)
    do(
        client,
        other,
        "choose",
        need="",
        urgency="week",
        language="so",
        twins="skip",
        status="remove",
        **{"column-contact": "0", "column-area": "1", "column-needs": "2"},
    )
    do(client, other, "start")
    drain(SLOW)
    other.refresh_from_db()
    assert (other.made, other.left_out, other.left) == (1, 1, [[3, "as_wished"]])


def test_nobody_is_left_out_for_the_bits_that_a_stranger_shares(cora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wekeep.care.rules.receipt.likeness", lambda _secret, _contact: "0000")
    asked(address="1 Elm St")
    client = cora.client()
    one = handed_in(client, many(5))
    said = {"need": "", "urgency": "week", "language": "so", "twins": "skip", "status": "remove"}
    do(client, one, "choose", **said, **{"column-contact": "0", "column-address": "1", "column-needs": "2"})
    do(client, one, "start")
    drain(SLOW)
    one.refresh_from_db()
    assert (one.made, one.left_out) == (5, 0)
    assert set(Household.objects.filter(brought=one).values_list("likeness", flat=True)) == {"0000"}


def test_undoing_takes_back_what_nobody_touched_and_lists_what_stays(cora: Person) -> None:
    client = cora.client()
    own, _words = asked()
    one = handed_in(client, many(450))
    do(client, one, "start")
    drain(SLOW)
    row = Request.objects.filter(household__brought=one).order_by("pk")[7]
    moved(client, row, "look")
    seals = Seal.objects.filter(kind="household").count()
    assert do(client, one, "undo") == 302
    drain(SLOW)
    one.refresh_from_db()
    assert (one.state, one.undone) == ("undone", 449)
    assert set(Household.objects.values_list("pk", flat=True)) == {own.pk, row.household_id}
    assert Seal.objects.filter(kind="household").count() == seals - 3 * 449
    page = look(client, one)
    assert f"{DESK}{row.code}/" in page and "Being read" in page


def test_a_part_that_is_done_twice_is_there_once_and_one_that_stands_still_goes_on(cora: Person) -> None:
    client = cora.client()
    one = handed_in(client, many(250))
    do(client, one, "start")
    actions.bring_part(code=one.code, part=1, words=vocabulary())
    actions.bring_part(code=one.code, part=1, words=vocabulary())
    assert Household.objects.count() == 200
    BroughtList.objects.update(part=1)  # as if the mark had not been written
    actions.bring_part(code=one.code, part=1, words=vocabulary())
    assert Household.objects.count() == 200
    from_jobs = clock.now() + timedelta(minutes=11)
    with clock.simulated(from_jobs):
        actions.turn_lists()
        drain(SLOW)
    one.refresh_from_db()
    assert one.state == "done" and Household.objects.count() == 250


def test_it_can_be_stopped_and_what_is_in_can_still_be_undone(cora: Person) -> None:
    client = cora.client()
    one = handed_in(client, many(250))
    do(client, one, "start")
    actions.bring_part(code=one.code, part=1, words=vocabulary())
    assert "Stop this" in look(client, one)
    assert "200" in client.get(f"{LISTS}{one.code}/progress/").content.decode()
    assert do(client, one, "stop") == 302
    drain(SLOW)
    assert Household.objects.count() == 200
    assert client.get(f"{LISTS}{one.code}/progress/").headers["HX-Refresh"] == "true"
    do(client, one, "undo")
    drain(SLOW)
    assert not Household.objects.exists()


def test_what_nobody_begins_is_dropped_by_itself_and_a_dropped_one_cannot_begin(cora: Person) -> None:
    client = cora.client()
    one = handed_in(client, many(3))
    with clock.simulated(clock.now() + timedelta(hours=3)):
        actions.turn_lists()
    assert not BroughtPart.objects.exists()
    assert do(client, one, "start") == 409
    with clock.simulated(clock.now() + timedelta(days=2)):
        actions.turn_lists()
    assert not BroughtList.objects.exists()


def test_nobody_else_sees_it_and_a_locked_session_reads_none_of_it(cora: Person) -> None:
    one = handed_in(cora.client(), ROWS)
    other = coordinator("otis").client()
    assert other.get(f"{LISTS}{one.code}/").status_code == 404 and do(other, one, "start") == 404
    locked = Client()
    locked.force_login(cora.member)
    answer = locked.get(f"{LISTS}{one.code}/")
    assert answer.status_code == 409 and "Luz" not in answer.content.decode()


@pytest.mark.parametrize(
    "raw", [b"", b"only,a,header\n", b"\xff\xfe\x00", b'a,b\n"' + b"x" * ((1 << 20) + 9) + b'",y\n']
)
def test_what_is_no_list_is_refused_in_words(cora: Person, raw: bytes) -> None:
    answer = cora.client().post(LISTS, {"file": SimpleUploadedFile("x.csv", raw)})
    assert answer.status_code == 422 and not BroughtList.objects.exists()


def test_what_is_longer_than_a_list_may_be_is_not_even_read(cora: Person) -> None:
    client = cora.client()
    big = SimpleUploadedFile("x.csv", b"x" * (13 << 20))
    assert client.post(LISTS, {"file": big}).status_code == 413
    assert client.post(DESK, {"file": SimpleUploadedFile("x.csv", b"x" * (2 << 20))}).status_code == 413


def test_the_same_by_command(cora: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(as_file(many(3)).read())
    call_command("requests", "look", str(path))
    assert "3 of 3 rows can be brought in" in capsys.readouterr().out and not Household.objects.exists()
    call_command("requests", "bring", str(path))
    drain(SLOW)
    code = BroughtList.objects.get(state="done").code
    assert Household.objects.count() == 3
    call_command("requests", "undo", code)
    drain(SLOW)
    call_command("requests", "lists")
    assert f"{code} undone: 3 of 3 in, 0 left out, 3 undone" in capsys.readouterr().out
    assert not Household.objects.exists()
    with pytest.raises(CommandError):
        call_command("requests", "undo", "nothing")


def test_nothing_but_a_part_of_town_stands_in_clear_as_one(cora: Person, capsys: pytest.CaptureFixture[str]) -> None:
    """Lists come with addresses, names and remarks in that column."""
    client = cora.client()
    areas = ["Longfellow", "2412 Lanternwood Ave", "Whittier (sin papeles)"]
    rows = [[f"612 555 010{n}", area, "groceries"] for n, area in enumerate(areas)]
    one = handed_in(client, [["phone", "area", "need"], *rows])
    do(client, one, "start")
    drain(SLOW)
    houses = {house.area: house for house in Household.objects.all()}
    assert set(houses) == {"Longfellow", ""} and Household.objects.count() == 3
    call_command("dumpdata", exclude=["contenttypes"])
    dumped = capsys.readouterr().out
    assert "Lanternwood" not in dumped and "papeles" not in dumped
    pages = [opened(client, row, "place", reason="to plan the way") for row in Request.objects.filter(area="")]
    assert ["2412 Lanternwood Ave" in page for page in pages] == [True, False]
    assert ["Whittier" in page for page in pages] == [False, True] and "papeles" not in "".join(pages)


def test_a_row_that_cannot_be_kept_is_named_by_its_line_and_the_rest_goes_on(
    cora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no rule foresaw: the database itself says no to one row in the middle of a part."""
    client = cora.client()
    rows = many(60)
    rows[20][1] = "A" * 150
    rows[41][0] = ""
    one = handed_in(client, [["phone", "area", "need"], *rows[1:]])
    kept = bringing._household

    def of_this_row(one: BroughtList, row: Row, *more: Any) -> Household:
        made = kept(one, row, *more)
        return made if "33" not in row.area.split()[0] else _spoiled(made)

    monkeypatch.setattr(bringing, "_household", of_this_row)
    do(client, one, "start")
    drain(SLOW)
    one.refresh_from_db()
    assert (one.state, one.made, one.left_out, Household.objects.count()) == ("done", 57, 3, 57)
    page = look(client, one)
    # the names of the columns are line 1
    assert [line for line, _fault in one.left] == [21, 35, 42]
    for line, why in ((21, "a cell that is too long"), (35, "could not be kept"), (42, "no way to reach them")):
        assert f"Line {line}: {why}" in page, why


def _spoiled(one: Household) -> Household:
    one.receipt_mark = None  # type: ignore[assignment]
    return one


def counted(into: list[str]) -> Callable[[BroughtList], bytes]:
    """Asks the keeper for the key of a list, and writes down that it did."""

    def ask(one: BroughtList) -> bytes:
        into.append(one.code)
        return key_of(one)

    return ask


def test_a_list_that_nobody_can_read_waits_says_why_and_is_given_up_after_two_hours(
    cora: Person, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []
    monkeypatch.setattr(actions, "key_of", counted(tries))
    client = cora.client()
    one = handed_in(client, many(250))
    do(client, one, "start")
    keeping.stop()
    begun = clock.now()
    for turn in range(16):
        with clock.simulated(begun + turn * timedelta(minutes=11)):
            actions.turn_lists()
            for job in Job.objects.filter(name="care.bring_part", state="ready"):
                actions.bring_parts(**job.payload, words=vocabulary())
                job.delete()
    keeping.start()
    one.refresh_from_db()
    assert (one.state, one.made) == ("stopped", 0) and not BroughtPart.objects.exists()
    assert len(tries) == 13, "once, and begun again for two hours"
    assert one.trouble and one.trouble in look(client, one)


def test_a_list_that_waited_for_the_keeper_goes_on_when_it_is_back(cora: Person, keeping: Keeping) -> None:
    client = cora.client()
    one = handed_in(client, many(250))
    do(client, one, "start")
    keeping.stop()
    drain(SLOW)
    assert BroughtList.objects.get().trouble and not Household.objects.exists()
    keeping.start()
    with clock.simulated(clock.now() + timedelta(minutes=11)):
        actions.turn_lists()
        drain(SLOW)
    one.refresh_from_db()
    assert (one.state, one.made, one.tries, one.trouble) == ("done", 250, 0, "")


def test_a_long_list_asks_the_keeper_seldom_enough(cora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """26,000 rows are 130 parts, and the keeper opens the key of a list a hundred times in an hour."""
    asked_for: list[str] = []
    monkeypatch.setattr(actions, "key_of", counted(asked_for))
    monkeypatch.setattr(actions, "ROWS_A_PART", 5)
    client = cora.client()
    one = handed_in(client, many(125))
    do(client, one, "start")
    drain(SLOW)
    one.refresh_from_db()
    assert (one.state, one.made) == ("done", 125) and len(asked_for) == 3
