"""What the release before summaries, stand-ins, receipts and stops left, alerts on their way among it, goes on after the upgrade."""

from datetime import timedelta
from typing import Any

import pytest
from pyroaring import BitMap

from tests.migrating import as_of
from wekeep.alerts.models import Audience, Morning, Outlet, Posted, Sent, Subscription, ToldState
from wekeep.alerts.rules.coarse import coarse_cell, nearness
from wekeep.alerts.rules.numbers import as_kept
from wekeep.alerts.rules.summary import Summary
from wekeep.channels.models import Batch, Letter, OnSheet, Sheet, Shown, Stopped
from wekeep.channels.queries import codes_by_reach, counts_of, waiting_letters
from wekeep.channels.rules.delivery import Rank
from wekeep.kit import clock

STATES = b"hqtrgw"


def times() -> dict[str, Any]:
    now = clock.now()
    return {"sent_at": now, "expires_at": now + timedelta(hours=1), "forget_at": now + timedelta(days=3)}


def a_letter(apps: Any, code: str) -> Any:
    until = clock.now() + timedelta(hours=1)
    return apps.get_model("channels.Letter").objects.create(
        code=code, thread="thread1", texts={"en": {}}, url="u", urgent=True, expires_at=until, forget_at=until
    )


def a_batch(apps: Any, letter: Any, states: bytes, *, attempts: int) -> None:
    names = {"queued": b"q", "handed_over": b"h", "refused": b"r", "gone": b"g", "withdrawn": b"w", "too_late": b"t"}
    sums = {name: states.count(mark) for name, mark in names.items()}
    row = apps.get_model("channels.Batch").objects.create(
        letter=letter, kind="webpush", rank=1, attempts=attempts, next_at=clock.now(), states=states, **sums
    )
    codes = b"".join(f"{letter.code}-{place}".ljust(16).encode() for place in range(len(states)))
    apps.get_model("channels.Roll").objects.create(batch=row, codes=codes, manners=bytes(len(states)))


@pytest.mark.django_db(transaction=True)
def test_what_is_on_its_way_goes_on_and_what_came_too_late_may_have_come() -> None:
    with as_of(("channels", "0007_sheets"), ("alerts", "0006_drop_told")) as apps:
        one, other = a_letter(apps, "one"), a_letter(apps, "two")
        a_batch(apps, one, STATES, attempts=0)
        a_batch(apps, one, b"hhqq", attempts=3)
        a_batch(apps, other, b"tttt", attempts=1)
        before = {row.pk: row for row in apps.get_model("channels.Batch").objects.all()}
    assert [bytes(row.states) for row in Batch.objects.order_by("id")] == [b"hqTrgw", b"hhqq", b"TTTT"]
    for row in Batch.objects.all():
        sums = ("queued", "handed_over", "refused", "gone", "withdrawn", "too_late", "attempts", "rank", "kind")
        assert [getattr(row, name) for name in sums] == [getattr(before[row.pk], name) for name in sums]
    # nothing is about an alert that the older version did not name, nothing passes a stop, and nobody was asked for a receipt
    assert set(Letter.objects.values_list("about", "zone", "passes", "handed_at")) == {("", "", "", None)}
    assert not Stopped.objects.exists() and not Shown.objects.exists()
    assert [(waits.code, waits.addresses, waits.let) for waits in waiting_letters()] == [("one", 3, False)]
    assert counts_of("thread1") == {
        "queued": 3, "handed_over": 3, "refused": 1, "gone": 1, "withdrawn": 1, "too_late": 5
    }  # fmt: skip
    came = {code.strip() for may, codes in codes_by_reach("thread1") if may for code in codes}
    assert {f"two-{place}" for place in range(4)} <= came and "one-2" in came and "one-5" not in came
    assert {rank.value for rank in Rank} >= set(Batch.objects.values_list("rank", flat=True))


@pytest.mark.django_db(transaction=True)
def test_nobody_who_subscribed_before_is_sent_summaries_or_asked_for_receipts_and_groups_stay_what_they_were() -> None:
    now = clock.now()
    with as_of(("alerts", "0007_outlets")) as apps:
        person = apps.get_model("alerts.Subscription").objects.create(
            address="a" * 16,
            kind="webpush",
            language="so",
            time_zone="America/Chicago",
            words_mark="m",
            confirmed_at=now,
            expires_at=now + timedelta(days=90),
        )
        alert = apps.get_model("alerts.Alert").objects.create(
            code="alert1", about="i1", zone="north", level="confirmed", cells=[], **times()
        )
        apps.get_model("alerts.Audience").objects.create(
            alert=alert, state="told", numbers=as_kept(BitMap([person.pk]))
        )
        group = apps.get_model("alerts.Outlet").objects.create(
            zone="north",
            kind="signal",
            address="b" * 16,
            name="Ours",
            language="en",
            asked_at=now,
            agreed_at=now,
            expires_at=now + timedelta(days=300),
        )
        apps.get_model("alerts.Posted").objects.create(alert=alert, outlet=group)
    kept = Subscription.objects.get()
    assert (kept.pk, kept.language, kept.summary, kept.summary_hour, kept.receipts) == (
        person.pk, "so", Summary.NONE, 7, False
    )  # fmt: skip
    assert not Morning.objects.exists() and not Sent.objects.exists()
    outlet, posted = Outlet.objects.get(), Posted.objects.get()
    assert (outlet.name, outlet.stands_in_for, outlet.reminded_at) == ("Ours", "", None)
    assert (posted.outlet_id, posted.stood_in_at) == (outlet.pk, None)
    assert [row.state for row in Audience.objects.all()] == [ToldState.TOLD]


@pytest.mark.django_db(transaction=True)
def test_those_who_had_web_push_are_made_ready_for_with_their_neighbours() -> None:
    cells = {"dinkytown": coarse_cell(44.98, -93.23, 500), "powderhorn": coarse_cell(44.94, -93.25, 500)}
    with as_of(("alerts", "0009_summaries_and_stand_ins"), ("channels", "0015_taken_back")) as apps:
        for name, kind, confirmed, cell, zones in (
            ("ana", "webpush", True, "dinkytown", ["north"]),
            ("bo", "webpush", True, "", ["south", "north"]),
            ("cy", "webpush", False, "dinkytown", []),
            ("di", "email", True, "powderhorn", []),
            ("ed", "webpush", True, "powderhorn", []),
        ):
            subscribed_before(apps, name, kind, confirmed=confirmed, cell=cells.get(cell, ""), zones=zones)
        # signed up, and the address was forgotten a moment ago
        apps.get_model("channels.Address").objects.filter(code=code_of("ed")).delete()
        apps.get_model("channels.Sheet").objects.create(
            record="r", kind="webpush", first=1, last=9, bucket="2030-01-01", codes=b"", sealed=b"s"
        )
    near = {one.address.code.strip("-"): one.near for one in OnSheet.objects.select_related("address")}
    assert near == {"ana": nearness([cells["dinkytown"]], []), "bo": nearness([], ["north", "south"])}
    assert not OnSheet.objects.exclude(kind="webpush", sheet=None).exists() and not Sheet.objects.exists()


def code_of(name: str) -> str:
    return name.ljust(16, "-")


def subscribed_before(apps: Any, name: str, kind: str, *, confirmed: bool, cell: str, zones: list[str]) -> None:
    now, until = clock.now(), clock.now() + timedelta(days=90)
    apps.get_model("channels.Address").objects.create(
        code=code_of(name), kind=kind, bucket="2030-01-01", sealed=b"s", mark=name, endpoint_mark=name, expires_at=until
    )
    one = apps.get_model("alerts.Subscription").objects.create(
        address=code_of(name),
        kind=kind,
        language="en",
        time_zone="America/Chicago",
        words_mark=name,
        confirmed_at=now if confirmed else None,
        expires_at=until,
    )
    if cell:
        apps.get_model("alerts.Spot").objects.create(
            subscription=one, code=name, cell=cell, bucket="2030-01-01", sealed=b"s", expires_at=until
        )
    for zone in zones:
        apps.get_model("alerts.FollowedZone").objects.create(subscription=one, zone=zone)
