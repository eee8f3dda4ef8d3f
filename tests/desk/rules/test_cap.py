"""What the CAP writer refuses to write, and how it writes times."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from wekeep.desk.rules import cap

AT = datetime(2026, 11, 20, 20, 20, tzinfo=UTC)
RING = ((45.0, -93.0), (45.0, -92.9), (45.1, -92.9), (45.0, -93.0))
INFO = cap.Info("en", "Enforcement activity", "Detention & more: <Powderhorn>", "They are there.", "", "Powderhorn")
ALERT = cap.Message(
    identifier="here.example-abc",
    sender="alerts@here.example",
    sender_name="Here",
    sent=AT,
    expires=AT + timedelta(hours=2),
    type=cap.MsgType.ALERT,
    urgency=cap.Urgency.IMMEDIATE,
    severity=cap.Severity.SEVERE,
    responses=(cap.Response.MONITOR,),
    incident="here.example-one",
    web="https://here.example/now/one/",
    area=(RING,),
    infos=(INFO,),
)
BEFORE = cap.Reference("alerts@here.example", "here.example-abc", AT)


def test_times_are_written_with_a_numeric_offset_and_utc_as_minus_zero() -> None:
    assert cap.stamp(AT) == "2026-11-20T20:20:00-00:00"
    assert cap.stamp(AT.astimezone(timezone(timedelta(hours=-6)))) == "2026-11-20T14:20:00-06:00"


def test_what_people_call_a_place_is_escaped_and_what_has_no_value_is_left_out() -> None:
    written = cap.write(ALERT).decode()
    assert "Detention &amp; more: &lt;Powderhorn&gt;" in written
    assert "instruction" not in written and "references" not in written and "<note" not in written


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifier": "a b"},
        {"sender": "alerts,here"},
        {"identifier": "a&b"},
        {"references": (BEFORE,)},
        {"type": cap.MsgType.CANCEL},
        {"infos": ()},
        {"area": ()},
        {"area": (RING[:3],)},
    ],
)
def test_what_the_standard_forbids_is_not_written(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        cap.write(replace(ALERT, **wrong))  # type: ignore[arg-type]


def test_an_update_names_what_it_updates() -> None:
    update = replace(ALERT, identifier="here.example-def", type=cap.MsgType.UPDATE, references=(BEFORE,))
    assert "alerts@here.example,here.example-abc,2026-11-20T20:20:00-00:00" in cap.write(update).decode()
