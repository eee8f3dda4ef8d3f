"""What reading a pasted message promises: any order, any case, nothing guessed, nothing lost, no text too hostile."""

from datetime import datetime

import pytest

from wekeep.watch.rules.paste import Field, WhyNot, read
from wekeep.watch.rules.paste.typed import LONGEST
from wekeep.watch.rules.salute import Activity, Count

SENT_AT = datetime.fromisoformat("2026-02-03T08:10:00-06:00")
PIECES = ["S 4-5", "A staging", "L Lake & 17th", "U vests say police", "T 7:40", "E 2 black suvs"]


def clock(text: str, sent_at: datetime = SENT_AT) -> str | None:
    observed_at = read(text, sent_at).observed_at
    return observed_at.isoformat() if observed_at else None


@pytest.mark.parametrize("turn", range(len(PIECES)))
def test_the_letters_may_come_in_any_order(turn: int) -> None:
    pasted = read(", ".join(PIECES[turn:] + PIECES[:turn]), SENT_AT)
    assert (pasted.people, pasted.vehicles, pasted.activity) == (Count(4, 5), 2, Activity.STAGING)
    assert (pasted.place_text, pasted.uniform, pasted.equipment) == ("Lake & 17th", "vests say police", "2 black suvs")
    assert pasted.observed_at == SENT_AT.replace(hour=7, minute=40)


@pytest.mark.parametrize("missing", range(len(PIECES)))
def test_a_letter_that_was_not_said_stays_empty(missing: int) -> None:
    pasted = read(", ".join(PIECES[:missing] + PIECES[missing + 1 :]), SENT_AT)
    fields = [pasted.people, pasted.activity, pasted.place_text, pasted.uniform, pasted.observed_at, pasted.equipment]
    assert [value is None for value in fields] == [at == missing for at in range(len(PIECES))]


@pytest.mark.parametrize("mark", [" ", ":", ": ", "-", " - ", "=", ". ", ") ", "/", " = ", ";", "... "])
@pytest.mark.parametrize("between", [", ", " ", "\n", "; ", " | ", "  ", ". "])
def test_any_mark_and_any_separator_will_do(mark: str, between: str) -> None:
    pasted = read(between.join(piece[0] + mark + piece[2:] for piece in PIECES), SENT_AT)
    assert (pasted.people, pasted.vehicles, pasted.activity) == (Count(4, 5), 2, Activity.STAGING)
    assert (pasted.place_text, pasted.uniform, pasted.equipment) == ("Lake & 17th", "vests say police", "2 black suvs")
    assert pasted.observed_at == SENT_AT.replace(hour=7, minute=40)


@pytest.mark.parametrize(
    "names",
    [
        "Size Activity Location Uniform Time Equipment",
        "sz act loc unif tm eqp",
        "Tamaño Actividad Lugar Uniforme Hora Equipo",
        "Sze Actvity Lcation Unifrm Tme Equipmnt",
        "SIZE ACTIVITY LOCATION UNI TIME EQ",
    ],
)
@pytest.mark.parametrize("mark", [": ", "=", " - "])
def test_the_letters_may_be_written_out_shortened_or_mistyped(names: str, mark: str) -> None:
    values = [piece[2:] for piece in PIECES]
    pasted = read(", ".join(name + mark + value for name, value in zip(names.split(), values, strict=True)), SENT_AT)
    assert (pasted.people, pasted.vehicles, pasted.activity) == (Count(4, 5), 2, Activity.STAGING)
    assert (pasted.place_text, pasted.uniform, pasted.equipment) == ("Lake & 17th", "vests say police", "2 black suvs")
    assert pasted.observed_at == SENT_AT.replace(hour=7, minute=40)


@pytest.mark.parametrize("nothing", ["?", "none", "idk", "n/a", "no se", "can't tell", "unknown", "nada"])
def test_a_letter_said_to_be_unknown_stays_empty_and_is_not_called_unread(nothing: str) -> None:
    pasted = read(f"S: {nothing}, A: staging, L: Lake & 17th, U: {nothing}, E: {nothing}", SENT_AT)
    assert (pasted.people, pasted.uniform, pasted.equipment, pasted.vehicles) == (None, None, None, None)
    assert (pasted.place_text, pasted.unread) == ("Lake & 17th", ())


@pytest.mark.parametrize(
    ("words", "vehicles"),
    [
        ("two trucks, a Tundra and a Sierra", 2),
        ("4 trocas, tres Tahoes y una Ram", 4),
        ("black suv behind and one in front", 2),
        ("the white Expeditions, all three", 3),
        ("blk SUVx2", 2),
    ],
)
def test_vehicles_told_of_one_by_one_are_counted_once(words: str, vehicles: int) -> None:
    assert read(f"3 agents at Lake & 17th. {words}.", SENT_AT).vehicles == vehicles


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda text: text.replace(",", ""), lambda text: "🚨 " + text + " 🙏"]
)
def test_case_commas_and_emoji_change_nothing(change: object) -> None:
    assert callable(change)
    plain, changed = read(", ".join(PIECES), SENT_AT), read(change(", ".join(PIECES)), SENT_AT)
    assert (changed.people, changed.vehicles, changed.activity) == (plain.people, plain.vehicles, plain.activity)
    assert changed.observed_at == plain.observed_at
    assert (changed.place_text or "").lower() == "lake & 17th"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("4 agents", Count(4, 4)),
        ("about six agents", Count(6, 6)),
        ("between 4 and 6 agents", Count(4, 6)),
        ("5 or 6 agents", Count(5, 6)),
        ("at least 4 agents", Count(4, None)),
        ("10+ agents", Count(10, None)),
        ("a couple of agents", Count(2, 2)),
        ("half a dozen agents", Count(6, 6)),
        ("an agent", Count(1, 1)),
        ("un par de agentes", Count(2, 2)),
        ("entre cuatro y seis agentes", Count(4, 6)),
        ("veinticinco agentes", Count(25, 25)),
        ("treinta y cinco agentes", Count(35, 35)),
        ("al menos tres agentes", Count(3, None)),
        ("una docena de agentes", Count(12, 12)),
        ("3 hombres y 1 mujer", Count(4, 4)),
        ("several agents", None),
        ("unos cuantos agentes", None),
        ("muchos agentes", None),
        ("up to 6 agents", Count(0, 6)),
    ],
)
def test_people_are_counted_only_where_a_number_was_said(words: str, count: Count | None) -> None:
    assert read(f"{words} outside the school on Lake", SENT_AT).people == count


@pytest.mark.parametrize(
    ("words", "vehicles"),
    [
        ("2 black SUVs", 2),
        ("two SUVs and a van", 3),
        ("a black Tahoe and a white Explorer", 2),
        ("una camioneta blanca y dos carros", 3),
        ("3 vehicles: 2 SUVs and a van", 3),
        ("a convoy of 6", 6),
        ("some SUVs", None),
        ("2-3 SUVs", None),
        ("varias camionetas", None),
    ],
)
def test_vehicles_add_up_and_are_never_guessed(words: str, vehicles: int | None) -> None:
    assert read(f"ICE at Lake & 17th, {words}", SENT_AT).vehicles == vehicles


def test_the_car_that_was_stopped_is_not_one_of_theirs() -> None:
    pasted = read("two agents in a gray Durango pulled over a red Civic at Lake & 17th", SENT_AT)
    assert (pasted.vehicles, pasted.activity) == (1, Activity.VEHICLE_STOP)


@pytest.mark.parametrize(
    "text", ["4 agents at Lake & 17th, nobody detained", "4 agentes en la Lake y 17, nadie detenido todavía"]
)
def test_a_denied_activity_is_none(text: str) -> None:
    assert read(text, SENT_AT).activity is None


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("7:40", "2026-02-03T07:40:00-06:00"),
        ("7.40", "2026-02-03T07:40:00-06:00"),
        ("0740", "2026-02-03T07:40:00-06:00"),
        ("740am", "2026-02-03T07:40:00-06:00"),
        ("7 am", "2026-02-03T07:00:00-06:00"),
        ("9:30", "2026-02-02T21:30:00-06:00"),
        ("19:40", "2026-02-02T19:40:00-06:00"),
        ("8:12", "2026-02-03T08:12:00-06:00"),
        ("now", "2026-02-03T08:10:00-06:00"),
        ("ahorita", "2026-02-03T08:10:00-06:00"),
        ("10 min ago", "2026-02-03T08:00:00-06:00"),
        ("hace media hora", "2026-02-03T07:40:00-06:00"),
        ("hace una hora", "2026-02-03T07:10:00-06:00"),
        ("a las siete y media", "2026-02-03T07:30:00-06:00"),
        ("a las 10 de la noche", "2026-02-02T22:00:00-06:00"),
        ("quarter past 7", "2026-02-03T07:15:00-06:00"),
        ("noon", "2026-02-02T12:00:00-06:00"),
        ("mediodía", "2026-02-02T12:00:00-06:00"),
        ("yesterday 5pm", "2026-02-02T17:00:00-06:00"),
        ("1/15 7:40", None),
        ("last week", None),
        ("tomorrow 7am", None),
        ("25:99", None),
    ],
)
def test_a_time_is_the_latest_such_time_before_the_message_was_sent(said: str, hour: str | None) -> None:
    assert clock(f"S 4, L Lake & 17th, A staging, T {said}") == hour


def test_a_message_just_after_midnight_tells_of_the_evening_before() -> None:
    sent_at = datetime.fromisoformat("2026-02-03T00:05:00-06:00")
    assert clock("2 agents at Lake & 17th, 11:50", sent_at) == "2026-02-02T23:50:00-06:00"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", WhyNot.EMPTY),
        ("🔥🔥", WhyNot.EMPTY),
        ("https://news.example/ice", WhyNot.LINK),
        ("anyone know if they are still at Lake and 17th?", WhyNot.QUESTION),
        ("¿alguien sabe si hay migra en la Lake?", WhyNot.QUESTION),
        ("my cousin says ICE is all over the south side", WhyNot.HEARSAY),
        ("dicen que hay 5 agentes en la Lake y 17", WhyNot.HEARSAY),
        ("false alarm at Lake & 17th, it was a film crew", WhyNot.ALL_CLEAR),
        ("no hay nada en la 50, todo tranquilo", WhyNot.ALL_CLEAR),
        ("thanks everyone", WhyNot.THANKS),
        ("ok on my way", WhyNot.NOTHING_SEEN),
    ],
)
def test_what_is_no_sighting_is_said_to_be_none_and_why(text: str, reason: WhyNot) -> None:
    pasted = read(text, SENT_AT)
    assert (pasted.is_sighting, pasted.why_not) == (False, reason)
    assert (pasted.people, pasted.vehicles, pasted.place_text, pasted.observed_at) == (None, None, None, None)


def test_a_question_after_a_sighting_does_not_undo_it() -> None:
    assert read("3 agents detaining a man at Lake & 17th. can someone come?", SENT_AT).people == Count(3, 3)


def test_each_field_knows_the_words_it_was_read_from() -> None:
    pasted = read(", ".join(PIECES), SENT_AT)
    assert pasted.read_as(Field.PEOPLE) == ("4-5",)
    assert pasted.read_as(Field.PLACE) == ("Lake & 17th",)
    assert pasted.read_as(Field.ACTIVITY) == ("staging",)
    assert pasted.read_as(Field.TIME) == ("7:40",)


def test_what_could_not_be_read_is_shown() -> None:
    pasted = read("S 4, L Lake & 17th, A frobnicating the gazebo", SENT_AT)
    assert pasted.activity is None
    assert pasted.unread == ("frobnicating the gazebo",)
    assert [pasted.text[p.start : p.end] for p in pasted.pieces if p.field is None] == ["frobnicating the gazebo"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u00ad", "\ufeff", "\u2066"])
def test_invisible_characters_change_nothing(hidden: str) -> None:
    pasted = read(hidden.join(", ".join(PIECES)), SENT_AT)
    assert (pasted.people, pasted.place_text) == (Count(4, 5), "Lake & 17th")
    assert hidden not in pasted.text


@pytest.mark.parametrize(
    "piece",
    ["a", "1 ", "agents ", "4 black ", "2 black suvs and ", "at lake & ", "S: 4 A: b ", "black vest and ", "vest police ",
     "7:40 ", "about ", "s a l u t e ", ", ", "\n", "(", '"', "e\u0301", "👮", "between 4 and ", "put him in a ", "\u200b"],
)  # fmt: skip
def test_ten_megabytes_of_anything_are_read_up_to_the_limit(piece: str) -> None:
    pasted = read(piece * (10_000_000 // len(piece)), SENT_AT)
    assert len(pasted.text) <= LONGEST


def test_what_lies_beyond_the_limit_is_said_to_be_unread() -> None:
    pasted = read(", ".join(PIECES) + " " + "x" * LONGEST, SENT_AT)
    assert pasted.cut


@pytest.mark.parametrize(
    ("text", "language"), [("4 agents outside the school", "en"), ("4 agentes afuera de la escuela", "es")]
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert read(text, SENT_AT).language == language
